package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

var networksValue lazy.Value[*lex.Set]

func networks() *lex.Set { return networksValue.Get(makeNetworks) }

func makeNetworks() *lex.Set {
	return lex.NewSet("linkedin", "github", "gitlab", "twitter", "x", "facebook", "instagram", "xing", "tiktok", "youtube", "threads", "medium", "reddit",
		"pinterest", "snapchat", "behance", "dribbble", "mastodon", "telegram")
}

// network is a host whose paths name people.
type network struct {
	host   string
	before string // what stands before the name; empty is the root
}

var socialHosts = [...]network{
	{"linkedin.com", "in/"}, {"linkedin.com", "pub/"}, {"github.com", ""}, {"gist.github.com", ""}, {"gitlab.com", ""}, {"codeberg.org", ""},
	{"bitbucket.org", ""}, {"x.com", ""}, {"twitter.com", ""}, {"facebook.com", ""}, {"facebook.com", "profile.php?id="}, {"fb.com", ""},
	{"fb.me", ""}, {"instagram.com", ""}, {"xing.com", "profile/"}, {"tiktok.com", "@"}, {"youtube.com", "@"}, {"youtube.com", "user/"},
	{"youtube.com", "c/"}, {"t.me", ""}, {"wa.me", ""}, {"medium.com", "@"}, {"reddit.com", "u/"}, {"reddit.com", "user/"},
	{"stackoverflow.com", "users/"}, {"orcid.org", ""}, {"behance.net", ""}, {"dribbble.com", ""}, {"pinterest.com", ""},
	{"snapchat.com", "add/"}, {"threads.net", "@"}, {"threads.com", "@"}, {"bsky.app", "profile/"}, {"keybase.io", ""}, {"about.me", ""},
	{"linktr.ee", ""}, {"mastodon.social", "@"}, {"twitch.tv", ""}, {"soundcloud.com", ""}, {"vk.com", ""}, {"researchgate.net", "profile/"},
	{"kaggle.com", ""}, {"dev.to", ""}, {"hachyderm.io", "@"}, {"viadeo.com", "p/"}, {"malt.fr", "profile/"}, {"flickr.com", "people/"},
}

// notNames are first segments of these hosts that name no person.
var notNames = [...]string{"about", "features", "login", "signup", "settings", "explore", "search", "help", "home", "intent", "share", "hashtag", "groups",
	"events", "watch", "jobs", "company", "school", "orgs", "topics", "marketplace", "pricing", "security", "enterprise", "sponsors", "pages", "p", "reel",
	"stories", "tos", "privacy", "terms", "i", "status", "sharer", "sharer.php", "plugins", "dialog", "users", "tags", "questions", "tag", "collections",
	"trending", "notifications", "new", "join", "contact", "legal", "business", "learning", "feed", "posts", "pulse", "blog", "docs"}

// profile reports whether url leads to a person's profile on a known network.
func profile(url []byte) bool {
	p := 0
	for i := 0; i+2 < len(url) && i < 24; i++ {
		if url[i] == ':' && url[i+1] == '/' && url[i+2] == '/' {
			p = i + 3
			break
		}
	}
	slash := p
	for slash < len(url) && url[slash] != '/' {
		slash++
	}
	if slash+1 >= len(url) || slash-p > 40 {
		return false
	}
	h, path := url[p:slash], url[slash+1:]
	for i := range socialHosts {
		n := &socialHosts[i]
		if d := len(h) - len(n.host); d < 0 || !equalFold(h[d:], n.host) || d > 0 && h[d-1] != '.' || d > 4 {
			continue
		}
		if hasFold(path, n.before) && personPath(path[len(n.before):]) {
			return true
		}
	}
	return false
}

// personPath reports whether path is one name, perhaps with a "/" or a query behind it.
func personPath(path []byte) bool {
	q := 0
	for q < len(path) && path[q] != '/' && path[q] != '?' && path[q] != '#' {
		q++
	}
	if q < 2 || q > 80 || path[0] == '@' && q < 3 {
		return false
	}
	for _, w := range notNames {
		if equalFold(path[:q], w) {
			return false
		}
	}
	// a deeper path is a project, a post; a language ("/en") may follow
	return q == len(path) || path[q] != '/' || len(path)-q <= 4
}
