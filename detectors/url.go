package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// URL finds web addresses ("https://example.com/a?b", RFC 3986), "www." names, bare domains with a known top-level domain, and
// domains as they are said ("pixelheron dot example"). Profiles on social networks, written or said ("linkedin dot com slash in
// slash …"), are SOCIAL_PROFILE.
//
// Punctuation at the end and a closing bracket without its opening one are not part. Refused are file names, member accesses of
// code, names behind "@", and top-level domains that are common words or file endings unless a path or "www." stands with them.
// Cost: constant for each "://" and each dot between words.
func URL() pii.Detector { return urlDetector{} }

type urlDetector struct{}

func (urlDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:  "url",
		Types: []pii.Type{pii.URL, pii.SocialProfile},
		Reach: pii.Reach{Behind: 280, Ahead: 2100},
		Wants: []pii.Want{pii.OnLiterals("://"), pii.OnDot(), pii.OnWords("dot", "punkt", "point", "punto")},
	}
}

var (
	ruleURL        = &pii.Rule{Detector: "url", Name: "scheme", Source: "RFC 3986"}
	ruleDomain     = &pii.Rule{Detector: "url", Name: "domain", Source: "RFC 1123; IANA root zone"}
	ruleURLSaid    = &pii.Rule{Detector: "url", Name: "spoken"}
	ruleProfile    = &pii.Rule{Detector: "url", Name: "profile"}
	ruleSocialSaid = &pii.Rule{Detector: "url", Name: "spoken profile"}
)

func (urlDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	until := 0
	for i := range at {
		a := &at[i]
		if a.Start < until {
			continue
		}
		var start, end int
		var score float32
		rule := ruleDomain
		t := pii.URL
		switch a.Want {
		case 0:
			start, end = schemeURL(s.Text, a.Start)
			score, rule = 0.9, ruleURL
		case 1:
			start, end, score = bareDomain(s.Text, until, a.Start)
		default:
			start, end, score, t = saidURL(s, s.TokenAt(a.Start))
			if rule = ruleURLSaid; t == pii.SocialProfile {
				rule = ruleSocialSaid
			}
		}
		if end == 0 {
			until = max(until, start) // a refused name is refused at each of its dots
			continue
		}
		if t == pii.URL && a.Want < 2 && profile(s.Text[start:end]) {
			t, rule, score = pii.SocialProfile, ruleProfile, 0.92
		}
		f := s.Found(start, end, t, score, rule)
		f.Attrs = f.Attrs.WithSpoken(a.Want == 2)
		dst = append(dst, f)
		until = end
	}
	return dst
}

// schemeURL reads the URL whose "://" is at p.
func schemeURL(b []byte, p int) (start, end int) {
	start = p
	for start > 0 && p-start < 24 && (alnum(b[start-1]) || b[start-1] == '+' || b[start-1] == '-') {
		start--
	}
	for start < p && !lex.IsLetter(b[start]) {
		start++
	}
	if p-start < 2 || p+3 >= len(b) || b[p+3] == '/' || b[p+3] <= ' ' {
		return 0, 0
	}
	q := p + 3
	if e := authority(b, q); e == q {
		return 0, 0
	}
	end = urlEnd(b, q)
	if end-q < 3 {
		return 0, 0
	}
	return start, end
}

// authority returns the end of the first label of a host, or of what stands for one, at p; p if there is none.
func authority(b []byte, p int) int {
	if b[p] == '[' || b[p] == ':' {
		return p + 1
	}
	q := p
	for q < len(b) && q-p < 64 && (hostByte(b[q]) || b[q] == '_' || b[q] == '%' || b[q] == '~') && !punctuation(b[q:]) {
		q++
	}
	return q
}

// maxURL is the longest URL, in bytes.
const maxURL = 2048

// urlEnd returns where a URL ends whose host begins at p: before blanks, quotes, angle brackets, and the punctuation of the sentence.
func urlEnd(b []byte, p int) int {
	q := p
	round, square := 0, 0
	for q < len(b) && q-p < maxURL {
		c := b[q]
		if c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '`' || c == '{' || c == '}' || c == '|' || c == '\\' || c == '^' {
			break
		}
		if c >= 0xc2 && punctuation(b[q:]) {
			break
		}
		switch c {
		case '(':
			round++
		case ')':
			round--
		case '[':
			square++
		case ']':
			square--
		}
		if round < 0 || square < 0 {
			break
		}
		q++
	}
	for q > p {
		switch b[q-1] {
		case '.', ',', ';', ':', '!', '?', '\'', '*', '_', '(', '[', '$', '#', '&':
			q--
			continue
		}
		break
	}
	return q
}

// bareDomain reads a host name without a scheme around the dot at p, perhaps with a path. If end is 0, nothing before start needs to
// be asked again; from is such a place.
func bareDomain(b []byte, from, p int) (start, end int, score float32) {
	start = p
	for start > from && p-start < 253 && (hostByte(b[start-1]) && b[start-1] < 0x80 || b[start-1] == '.' || b[start-1] >= 0x80 && !punctuationAt(b, start-1)) {
		start--
	}
	for start < p && (b[start] == '.' || b[start] == '-') {
		start++
	}
	if start >= p {
		return 0, 0, 0
	}
	if start > 0 {
		if hostByte(b[start-1]) && !punctuationAt(b, start-1) {
			end, _, _ = host(b, p+1) // the rest of a name that is too long
			return end, 0, 0
		}
		switch b[start-1] {
		case '@', '_', '/', '\\', '$', '%', '~', '+', '#', '.':
			return p, 0, 0
		}
	}
	end, last, dots := host(b, start)
	end, last, dots = trimHost(b, start, end, last, dots)
	if dots == 0 || last <= p && end <= p {
		return end, 0, 0
	}
	kind := topLevel(b[last:end])
	www := hasFold(b[start:], "www.") && dots >= 2
	path := end+1 < len(b) && (b[end] == '/' || b[end] == '?') && (alnum(b[end+1]) || b[end+1] == '@' && b[end] == '/')
	switch {
	case end < len(b) && (b[end] == '(' || b[end] == '_' || b[end] == '@' || b[end] == '[' || b[end] == '=' && !www || b[end] == '$'):
		return end, 0, 0
	case kind == noDomain && !(www && hostName(b[last:end])):
		return end, 0, 0
	case mixedCase(b[start:end]):
		return end, 0, 0
	}
	first := start
	for first < end && b[first] != '.' {
		first++
	}
	switch {
	case www:
		score = 0.9
	case kind == sureDomain && end-last == 2 && dots == 1 && first-start < 5 && !path && !ownCountry(b[last:end]):
		return end, 0, 0 // "cst.tr" is code more often than a site
	case kind == sureDomain && first-start >= 2:
		score = 0.7
	case kind == sureDomain && path:
		score = 0.75
	case kind == wordDomain && path && fewSegments(b, end):
		score = 0.6
	case kind == wordDomain && dots >= 2 && topLevel(b[last:end]) == wordDomain && shortTop(b, start, last):
		score = 0.6
	default:
		return end, 0, 0
	}
	if path {
		end = urlEnd(b, end)
	}
	return start, end, score
}

// ownCountry reports the domains of the countries whose texts Lethe reads.
func ownCountry(label []byte) bool {
	for _, c := range [...]string{"de", "fr", "es", "nl", "ch", "uk", "eu"} {
		if equalFold(label, c) {
			return true
		}
	}
	return false
}

// fewSegments reports whether what follows the host at p looks like a path of the web, not like "his/her".
func fewSegments(b []byte, p int) bool {
	q := value(b, p)
	digits, slashes := 0, 0
	for _, c := range b[p:q] {
		switch {
		case lex.IsDigit(c) || c == '-' || c == '_' || c == '@':
			digits++
		case c == '/':
			slashes++
		}
	}
	return digits > 0 || slashes > 1 || q-p > 5
}

// shortTop reports whether the label before the last is one of the second levels of countries: "co", "com", "org", "ac", "gov".
func shortTop(b []byte, start, last int) bool {
	l := last - 1
	q := l
	for q > start && b[q-1] != '.' {
		q--
	}
	return topLevel(b[q:l]) == sureDomain || equalFold(b[q:l], "co") || equalFold(b[q:l], "ac") || equalFold(b[q:l], "gob") || equalFold(b[q:l], "gouv")
}

// mixedCase reports a name in the case of code: "strings.Builder", "fooBar.com".
func mixedCase(b []byte) bool {
	lower := false
	for i, c := range b {
		if lex.IsUpper(c) && lower && i > 0 && b[i-1] != '.' && b[i-1] != '-' {
			return true
		}
		lower = lower || c-'a' < 26
	}
	last := len(b) - 1
	for last > 0 && b[last-1] != '.' {
		last--
	}
	return lower && lex.IsUpper(b[last]) && !lex.IsUpper(b[0])
}

var urlWordsValue lazy.Value[*lex.Set]

func urlWords() *lex.Set { return urlWordsValue.Get(makeUrlWords) }

func makeUrlWords() *lex.Set {
	return lex.NewSet("com", "org", "net", "example", "edu", "gov", "co", "io", "de", "fr", "uk", "eu", "info", "dev", "app")
}

var commonWordsValue lazy.Value[*lex.Set]

func commonWords() *lex.Set { return commonWordsValue.Get(makeCommonWords) }

func makeCommonWords() *lex.Set {
	return lex.NewSet("the", "a", "an", "this", "that", "el", "la", "ese", "este", "le", "un", "der", "die", "das", "dem", "den", "am", "zum", "ein", "mi", "tu",
		"ce", "au", "du", "my", "your", "its", "at", "arroba", "arobase", "su", "al", "no", "ne", "and", "is", "on")
}

// saidURL reads a domain that is said around the word for its first dot, token k.
func saidURL(s *pii.Segment, k int) (start, end int, score float32, t pii.Type) {
	ts, b := s.Tokens(), s.Text
	w := emailWords()
	if k < 1 || k+1 >= len(ts) || !blank(b, ts, k-1) || !blank(b, ts, k) {
		return 0, 0, 0, pii.URL
	}
	name, top := ts[k-1], ts[k+1]
	if commonWords().Has(name.Hash) || name.Len() < 2 && !equalFold(b[name.Start:name.End], "x") {
		return 0, 0, 0, pii.URL
	}
	last := k + 1
	switch {
	case equalFold(b[name.Start:name.End], "www") || equalFold(b[name.Start:name.End], "w"):
		for last+2 < len(ts) && blank(b, ts, last) && w.dot.Has(ts[last+1].Hash) && blank(b, ts, last+1) {
			last += 2
		}
		if last == k+1 || topLevel(b[ts[last].Start:ts[last].End]) == noDomain {
			return 0, 0, 0, pii.URL
		}
	case urlWords().Has(top.Hash):
		for last+2 < len(ts) && blank(b, ts, last) && w.dot.Has(ts[last+1].Hash) && blank(b, ts, last+1) && topLevel(b[ts[last+2].Start:ts[last+2].End]) != noDomain {
			last += 2
		}
	default:
		return 0, 0, 0, pii.URL
	}
	first := k - 1
	for first > 1 && blank(b, ts, first-1) && k-first < 6 && (w.dot.Has(ts[first-1].Hash) || w.join.Has(ts[first-1].Hash)) && blank(b, ts, first-2) {
		first -= 2
	}
	if first > 0 && blank(b, ts, first-1) && saidAtWord(ts[first-1].Hash) {
		return 0, 0, 0, pii.URL
	}
	start, end = int(ts[first].Start), int(ts[last].End)
	slashes := 0
	for last+2 < len(ts) && blank(b, ts, last) && slashWords().Has(ts[last+1].Hash) && blank(b, ts, last+1) && slashes < 4 {
		last += 2
		slashes++
		end = int(ts[last].End)
		for last+2 < len(ts) && blank(b, ts, last) && blank(b, ts, last+1) && (w.dot.Has(ts[last+1].Hash) || w.join.Has(ts[last+1].Hash)) && !slashWords().Has(ts[last+1].Hash) {
			last += 2
			end = int(ts[last].End)
		}
	}
	if slashes > 0 && last+1 < len(ts) && blank(b, ts, last) && !w.stop.Has(ts[last+1].Hash) && !w.number.Has(ts[last+1].Hash) {
		// a second word of the name, if the phrase ends with it
		if last+2 >= len(ts) || !blank(b, ts, last+1) || w.stop.Has(ts[last+2].Hash) {
			end = int(ts[last+1].End)
		}
	}
	if slashes > 0 && networks().Has(name.Hash) {
		return start, end, 0.9, pii.SocialProfile
	}
	return start, end, 0.75, pii.URL
}

var saidAtsValue lazy.Value[*lex.Set]

func saidAts() *lex.Set { return saidAtsValue.Get(makeSaidAts) }

func makeSaidAts() *lex.Set {
	return lex.NewSet(atWords...)
}

func saidAtWord(h uint64) bool { return saidAts().Has(h) }

var slashWordsValue lazy.Value[*lex.Set]

func slashWords() *lex.Set { return slashWordsValue.Get(makeSlashWords) }

func makeSlashWords() *lex.Set {
	return lex.NewSet("slash", "schrägstrich", "barra", "querstrich")
}

// blank reports whether only one or two blanks stand between token i and the next.
func blank(b []byte, ts []pii.Token, i int) bool {
	g := b[ts[i].End:ts[i+1].Start]
	return len(g) == 1 && g[0] == ' ' || len(g) == 2 && g[0] == ' ' && g[1] == ' '
}
