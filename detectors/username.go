package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Username finds account names behind a label or key ("user=", "login:", "Benutzername", "my handle is") and handles with "@"
// ("@cosmic-otter-9"), arguments of commands ("curl -u ann:…", "ssh ann@…"), the owners of home folders in paths ("/home/ann/src"), ids of JSON
// objects that are users, speakers of chats with digits or "_" in their names ("jules_k: hi"),
// authors of posts ("jules_k – 12/02/2026 21:08", "posted by jules_k", "by jules » Sun Jan 14, 2024", "jules_k wrote:") and of TODO comments. Refused are decorators and tags of code ("@Override", "@param", "@media"), group mentions ("@everyone"),
// and placeholders. Cost: constant for each label and each "@".
func Username() pii.Detector { return usernameDetector{} }

type usernameDetector struct{}

var usernameLabelsValue lazy.Value[*pii.LabelSet]

func usernameLabels() *pii.LabelSet { return usernameLabelsValue.Get(makeUsernameLabels) }

func makeUsernameLabels() *pii.LabelSet {
	ls := labels("en", 0, "user", "username", "user name", "login", "user id", "userid", "uid", "login name", "account name", "screen name", "nickname",
		"nick", "user handle", "handle", "gamertag", "discord", "skype", "slack", "sam account name", "uname", "usr", "logon", "twitter handle", "instagram handle", "instagram", "insta", "twitter",
		"gamer tag", "snapchat", "tiktok", "telegram", "mastodon", "publickey for", "password for", "invalid user", "sudo", "session opened for user", "session closed for user", "failed for user", "failure for user", "denied for user", "of user", "password reset for", "github user", "actor", "logged in as", "signed in as", "log in as", "login as", "log on as", "logged on as", "sign in as", "logged under", "logged in under", "registered under", "upi", "upi id", "cashtag")
	ls = append(ls, labels("de", 0, "benutzername", "benutzer", "nutzername", "anmeldename", "benutzerkennung", "angemeldet als", "anmelden als", "melde dich als", "meld dich als", "nutzerkennung", "kennung")...)
	ls = append(ls, labels("fr", 0, "nom d utilisateur", "utilisateur", "identifiant", "pseudo", "pseudonyme")...)
	ls = append(ls, labels("es", 0, "usuario", "nombre de usuario", "alias")...)
	ls = append(ls, labels("it", 0, "nome utente", "utente")...)
	ls = append(ls, labels("nl", 0, "gebruikersnaam", "gebruiker", "inloggen met", "log in met", "ingelogd als", "inlognaam")...)
	ls = append(ls, labels("", weakUser, "ig", "snap", "psn", "xbox", "steam", "kik", "irc", "icq", "wechat", "line id", "signal", "reddit", "twitch", "threads", "bluesky", "xing")...)
	ls = append(ls, labels("", accountUser, "account", "acct", "principal", "subject", "operator", "operatore", "operador", "operadora", "opérateur", "bediener", "bearbeiter", "sachbearbeiter", "behandelaar", "medewerker", "handläggare")...)
	ls = append(ls, labels("", userKey, "id")...)
	ls = append(ls, labels("", partyKey, "from", "to", "u", "sender", "recipient", "author", "owner", "by", "who", "speaker", "assignee", "reporter", "player")...)
	for _, t := range [...]string{"posted by", "reviewed by", "review by", "written by", "posté par", "publié par", "avis de", "geschrieben von", "gepostet von", "bewertung von", "publicado por", "escrito por", "reseña de", "opinión de", "scritto da", "pubblicato da", "recensione di", "geplaatst door", "recensie van", "avaliação de", "postado por", "skrivet av", "by"} {
		ls = append(ls, pii.Label{Text: t, ID: authorUser, Bare: true})
	}
	for _, t := range [...]string{"creds", "credentials", "login details", "logins", "zugangsdaten", "identifiants", "credenciales", "credenziali", "inloggegevens", "credenciais"} {
		ls = append(ls, pii.Label{Text: t, ID: credsUser, Bare: true})
	}
	for i := range ls {
		switch ls[i].Text {
		case "logged under", "logged in under", "registered under", "nutzername", "nom d utilisateur", "nombre de usuario", "nome utente", "gebruikersnaam", "user name", "anmeldename", "steam", "xbox", "ig", "discord", "skype", "snapchat", "telegram", "gamertag", "nick", "snap", "psn", "kik", "reddit", "twitch", "instagram", "insta", "twitter", "tiktok", "log in as", "login as", "log on as", "logged on as", "logged in as", "signed in as", "sign in as", "inloggen met", "ingelogd als", "angemeldet als", "anmelden als", "upi", "upi id", "session opened for user", "session closed for user", "failed for user", "failure for user", "denied for user", "of user", "password reset for", "publickey for", "password for", "invalid user", "user", "username", "login", "benutzer", "benutzername", "usuario", "utilisateur", "utente", "identifiant", "gebruiker", "log in met", "melde dich als", "meld dich als", "connecté en tant que":
			ls[i].Bare = true
		}
	}
	return pii.NewLabels(ls...)
}

const (
	weakUser    = iota + 1 // labels that are also common words: their values need a digit or a sign
	accountUser            // keys of logs, which name a user if the value looks like one: account=b.ferrante
	userKey                // the key "id" of a JSON object that is a user's
	partyKey               // the key of a JSON object for who sends or does something: the value is no word
	authorUser             // "posted by": the value is no word
	credsUser              // "creds are qa_demo / …": a password stands behind
)

var userObjectsValue lazy.Value[*lex.Set]

// userObjects are keys of objects that are users.
func userObjects() *lex.Set { return userObjectsValue.Get(makeUserObjects) }

func makeUserObjects() *lex.Set {
	return lex.NewSet("user", "usr", "actor", "author", "owner", "creator", "sender", "recipient", "principal", "operator", "assignee", "requester", "follower", "friend", "benutzer", "utilisateur", "usuario", "utente", "gebruiker")
}

func (usernameDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:   "username",
		Types:  []pii.Type{pii.Username},
		Wants:  []pii.Want{pii.OnLabel(), pii.OnBytes("@["), pii.OnTokens(), pii.OnWords(userCommands...), pii.OnWords("home", "users", "user"), pii.OnWords(loginCalls...), pii.OnWords("todo", "fixme", "xxx", "hack"), pii.OnWords("u"), pii.OnBytes("\\")},
		Labels: usernameLabels(),
	}
}

var (
	ruleUserLabel = &pii.Rule{Detector: "username", Name: "label"}
	ruleUserSaid  = &pii.Rule{Detector: "username", Name: "spoken"}
	ruleUserLog   = &pii.Rule{Detector: "username", Name: "access log", Source: "Common Log Format"}
	rulePath      = &pii.Rule{Detector: "username", Name: "command or path"}
	ruleHandle    = &pii.Rule{Detector: "username", Name: "handle"}
)

func (usernameDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for i := range at {
		a := &at[i]
		if a.Want == 2 {
			dst = nicks(dst, s)
			continue
		}
		if a.Want >= 3 {
			from, to := 0, 0
			switch a.Want {
			case 3:
				from, to = commandUser(b, a.End, a.ID)
			case 4:
				from, to = homeUser(b, a.Start, a.End)
			case 5:
				user, _, _ := loginCall(b, a.End)
				from, to = user[0], user[1]
			case 6:
				from, to = todoUser(b, a.Start, a.End)
			case 7:
				from, to = redditUser(b, a.Start)
			default:
				from, to = domainUser(b, a.Start)
			}
			if to > from && !userStops().Has(lex.Hash(b[from:to])) && !placeholder(b[from:to]) {
				dst = append(dst, s.Found(from, to, pii.Username, 0.75, rulePath))
			}
			continue
		}
		if a.Want == 1 && b[a.Start] == '[' {
			if start := logUser(b, a.Start); start > 0 {
				dst = append(dst, s.Found(start, a.Start-1, pii.Username, 0.8, ruleUserLog))
			}
			continue
		}
		if start := serverUser(b, a.Start); a.Want == 1 && start >= 0 {
			dst = append(dst, s.Found(start, a.Start, pii.Username, 0.8, ruleUserLog))
			continue
		}
		if a.Want == 1 {
			if end := handle(b, a.Start); end > 0 && !inCode(b, a.Start, end) {
				dst = append(dst, s.Found(a.Start, end, pii.Username, 0.7, ruleHandle))
			}
			continue
		}
		if a.ID < len(usernameLabels().Labels()) && usernameLabels().Labels()[a.ID].ID == userKey && (a.Start == a.End || !quotedKey(b, a.Start, a.End) || !userObjects().Has(parentKey(b, a.Start))) {
			continue
		}
		if equalFold(b[a.Start:a.End], "of user") && (a.Start < 2 || !lex.IsDigit(b[a.Start-2])) {
			continue // "a list of user names", but "New session 8841 of user ann"
		}
		if usernameLabels().Labels()[a.ID].ID == partyKey {
			if from, to := partyUser(s, *a); to > 0 {
				dst = append(dst, labelled(s.Found(from, to, pii.Username, 0.7, ruleUserLabel)))
			}
			continue
		}
		if from, to := saidHandle(s, a.Value); to > 0 && a.Start < a.End {
			dst = append(dst, said(labelled(s.Found(from, to, pii.Username, 0.7, ruleUserSaid))))
			continue
		}
		if from, to := writtenUser(s, *a); to > 0 {
			dst = append(dst, labelled(s.Found(from, to, pii.Username, 0.7, ruleUserLabel)))
			continue
		}
		if kind := usernameLabels().Labels()[a.ID].ID; kind == authorUser || kind == credsUser {
			continue
		}
		start := a.Value
		if start < len(b) && b[start] == '@' || start > a.End+1 && hasFold(b[a.Start:a.End], "password") {
			continue
		}
		if start == a.End+1 && b[a.End] == '.' || hasFold(b[start:], "self.") || hasFold(b[start:], "this.") {
			continue // members of objects
		}
		asked := false
		if q, ok := answer(s, start); ok && a.Start < a.End && !lex.IsWord(b[start]) {
			if k := leadIn(s, s.TokenAt(q)); k < len(s.Tokens()) {
				start, asked = int(s.Tokens()[k].Start), true
			}
		}
		end := accountEnd(b, start)
		if upi := handleEnd(b, end); upi > 0 && hasFold(b[a.Start:a.End], "upi") {
			dst = append(dst, labelled(s.Found(start, upi, pii.Username, 0.8, ruleUserLabel)))
			continue
		}
		k := s.TokenAt(start)
		if end-start < 2 || end-start > 40 || k >= len(s.Tokens()) || int(s.Tokens()[k].End) == end && userStops().Has(s.Tokens()[k].Hash) || end < len(b) && b[end] == '@' || !lex.IsWord(b[start]) {
			continue
		}
		filled := a.Start == a.End && (end >= len(b) || b[end] < ' ' || b[end] == '"') // the whole value of a field
		strict, key := filled || s.RowLabel(*a) && cellEnds(b, end), false             // a colon or an equals sign stands before
		for q := start - 1; q >= a.End && q >= 0; q-- {
			key = key || b[q] == '=' || b[q] == '"'
			strict = strict || b[q] == ':' || b[q] == '>' || key
		}
		if flagged(b, *a) {
			strict, key = true, true
		}
		if asked && !unusual(b[start:end]) {
			continue
		}
		if key && assigned(b, end) {
			continue // the key of the next pair: msg="login" username=…
		}
		if key && lex.IsUpper(b[start]) {
			if _, _, words := nameValue(s, start, s.NoCase()); words > 1 {
				continue // user=Ann Lee, which NameField reads
			}
		}
		if !strict && !mixed(b[start:end]) && !(acted(b[a.Start:a.End]) && unusual(b[start:end])) && !logged(b[a.Start:a.End]) && !hasFold(b[end:], ": authentication failure") || end < len(b) && (b[end] == '(' || b[end] == '[') && !hasFold(b[end:], "(uid=") || !key && nameFollows(b, start, end) && !logged(b[a.Start:a.End]) {
			continue
		}
		if i := s.TurnAt(a.Start); i >= 0 && s.Turns()[i].SpeakerStart == a.Start && s.Turns()[i].SpeakerEnd == a.End && !key && a.End-a.Start < 5 && (!unusual(b[start:end]) || len(s.Turns()) > 2) {
			continue // "User: Great", a turn and no field
		}
		if codeType(b[start:end]) || repeats(b[a.Start:a.End], b[start:end]) || key && handedOn(b, start, end) || start > 0 && (b[start-1] == '*' || b[start-1] == '&') || start > 2 && b[start-1] == ' ' && b[start-2] == '=' && b[start-3] == '=' {
			continue // code
		}
		switch usernameLabels().Labels()[a.ID].ID {
		case weakUser:
			if !mixed(b[start:end]) {
				continue
			}
		case accountUser:
			if start == 0 || b[start-1] != '=' && !(hasFold(b[a.Start:a.End], "acc") && hasFold(b[a.End:], "=\"")) || b[start-1] == '=' && !unusual(b[start:end]) || !lex.IsLetter(b[start]) {
				continue
			}
		}
		least := 5
		if (key || filled) && !equalFold(b[a.Start:a.End], "uid") && s.Field() != "uid" {
			least = 2 // user_id=9913, where uid=33 is an account of the system
		}
		if n := end - start; allDigits(b[start:end]) && (n < least || n > 12) || hasFold(b[start:end], "0x") || member(b[start:end]) && !hasDigits(b[start:end], 1) && !acted(b[a.Start:a.End]) {
			continue
		}
		dst = append(dst, labelled(s.Found(start, end, pii.Username, 0.75, ruleUserLabel)))
	}
	return dst
}

// cellEnds reports whether nothing but blanks or a bar stands between p and the end of the line.
func cellEnds(b []byte, p int) bool {
	for ; p < len(b) && (b[p] == ' ' || b[p] == '\t' || b[p] == '|'); p++ {
	}
	return p == len(b) || b[p] == '\n' || b[p] == '\r'
}

// saidHandle reads a name that is said with signs, "at moss underscore fern", at p; to is 0 if there is none.
func saidHandle(s *pii.Segment, p int) (from, to int) {
	ts, b, w := s.Tokens(), s.Text, emailWords()
	k := s.TokenAt(p)
	if k > 0 && k < len(ts) && int(ts[k].Start) == p && hasFold(b[ts[k-1].Start:ts[k-1].End], "at") && ts[k-1].Len() == 2 {
		k--
	}
	first := k
	for n := 0; n < 2 && k+1 < len(ts) && (ts[k].Len() == 2 && (hasFold(b[ts[k].Start:], "at") || hasFold(b[ts[k].Start:], "as"))); n++ {
		if b[ts[k].Start+1]|0x20 == 's' {
			first = k + 1
		}
		k++
	}
	signs := 0
	for n := 0; n < 6 && k+2 < len(ts) && blank(b, ts, k) && blank(b, ts, k+1) && (w.join.Has(ts[k+1].Hash) || w.dot.Has(ts[k+1].Hash)); n++ {
		k += 2
		signs++
	}
	if signs == 0 || first >= len(ts) || int(ts[first].Start) > p+8 || topLevel(b[ts[k].Start:ts[k].End]) == sureDomain {
		return 0, 0
	}
	return int(ts[first].Start), int(ts[k].End)
}

// logUser returns the start of the user in a line of an access log, "192.0.2.1 - ann [05/Mar/2026:…", whose "[" is at p; 0 if there is
// none.
func logUser(b []byte, p int) int {
	if p < 10 || p+3 >= len(b) || b[p-1] != ' ' || !lex.IsDigit(b[p+1]) || !lex.IsDigit(b[p+2]) || b[p+3] != '/' {
		return 0
	}
	q := p - 1
	for q > 0 && p-q < 64 && b[q-1] > ' ' {
		q--
	}
	if q < 5 || userEnd(b, q) != p-1 || p-1-q < 2 || string(b[q-3:q]) != " - " || !isHex(b[q-4]) {
		return 0
	}
	return q
}

// assigned reports a "=" behind a value that ends at p.
func assigned(b []byte, p int) bool { return p < len(b) && b[p] == '=' }

// logged reports labels as daemons write them: "Accepted publickey for ann", "login failed for user ann".
func logged(label []byte) bool {
	const forUser = "for user"
	return hasFold(label, "publickey for") || hasFold(label, "password for") || hasFold(label, "invalid user") || hasFold(label[max(0, len(label)-len(forUser)):], forUser) || equalFold(label, "of user") || hasFold(label, "password reset")
}

// acted reports labels before the account that somebody uses: "log in as".
func acted(label []byte) bool {
	if k := bytes.LastIndexByte(label, ' '); k >= 0 {
		label = label[k+1:]
	}
	return equalFold(label, "as") || equalFold(label, "under") || equalFold(label, "als") || equalFold(label, "met") || equalFold(label, "benutzer") || equalFold(label, "utente") || equalFold(label, "usuario") || equalFold(label, "utilisateur") ||
		equalFold(label, "identifiant") || equalFold(label, "gebruiker")
}

var userStopsValue lazy.Value[*lex.Set]

func userStops() *lex.Set { return userStopsValue.Get(makeUserStops) }

func makeUserStops() *lex.Set {
	return lex.NewSet("and", "or", "is", "the", "a", "null", "none", "nil", "true", "false", "undefined", "string", "int", "id", "password", "with",
		"str", "bytes", "number", "boolean", "bool", "float", "object", "any", "optional", "und", "et", "y", "http", "https", "required", "failed", "not", "ok", "success", "error", "unknown", "invalid", "root", "nobody", "daemon", "n", "your", "my", "i", "you", "we", "so", "yes",
		"no", "well", "it", "this", "because", "due", "when", "after", "accounts", "interface", "data", "new", "can", "please", "hi", "hello", "thanks", "okay", "was", "has", "on", "in")
}

// userEnd returns the end of an account name at p.
func userEnd(b []byte, p int) int {
	q := p
	for q < len(b) && q-p < 64 && (alnum(b[q]) || b[q] == '_' || b[q] == '-' || b[q] == '.' || b[q] >= 0x80 && !punctuation(b[q:])) {
		q++
	}
	for q > p && (b[q-1] == '.' || b[q-1] == '-') {
		q--
	}
	if q > p && q+4 < len(b) && b[q] == '#' && allDigits(b[q+1:q+5]) && (q+5 == len(b) || !lex.IsWord(b[q+5])) {
		q += 5 // moss#8812
	}
	return q
}

// accountEnd is userEnd, also of an account behind the name of its domain in capitals: "CORP\ann".
func accountEnd(b []byte, p int) int {
	end := userEnd(b, p)
	if end+2 < len(b) && b[end] == '\\' && end > p+1 && bytes.Equal(bytes.ToUpper(b[p:end]), b[p:end]) {
		user := end + 1
		if b[user] == '\\' { // escaped once
			user++
		}
		if alnum(b[user]) {
			return userEnd(b, user)
		}
	}
	return end
}

// unusual reports whether v has a digit or a sign inside, or capitals where a word has none.
func unusual(v []byte) bool {
	for i, c := range v {
		if lex.IsDigit(c) || c == '_' || c == '.' || c == '-' || i > 0 && lex.IsUpper(c) && !lex.IsUpper(v[i-1]) {
			return true
		}
	}
	return false
}

// repeats reports code that only hands a value on: "user = user", "login = opts.login".
func repeats(label, v []byte) bool {
	return bytes.EqualFold(label, v[bytes.LastIndexAny(v, "._")+1:])
}

// handedOn reports the statement of a program, "req.user = val;", whose value is b[start:end], and a colour.
func handedOn(b []byte, start, end int) bool {
	return end < len(b) && b[end] == ';' && b[start-1] == ' ' && lex.IsLetter(b[start]) || b[start-1] == '#' && end-start == 6
}

// member reports a member of an object or package: "st.Uid".
func member(v []byte) bool {
	for i := 1; i+1 < len(v); i++ {
		if v[i] == '.' && lex.IsUpper(v[i+1]) && i < len(v)-2 {
			return true
		}
	}
	return false
}

// mixed reports letters together with digits or "_": what no word of a sentence has.
func mixed(v []byte) bool {
	letter, sign := false, false
	for _, c := range v {
		letter = letter || lex.IsLetter(c)
		sign = sign || lex.IsDigit(c) || c == '_'
	}
	return letter && sign && len(v) > 3 && lex.IsLetter(v[0])
}

func allDigits(v []byte) bool {
	for _, c := range v {
		if !lex.IsDigit(c) {
			return false
		}
	}
	return true
}

// nameFollows reports "User: Ann Lee": a capitalised word with another one behind it is a person, or a speaker's turn.
func nameFollows(b []byte, start, end int) bool {
	return !unusual(b[start:end]) && end+1 < len(b) && b[end] == ' ' && lex.IsLetter(b[end+1])
}
