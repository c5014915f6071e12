package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Password finds passwords and pass phrases behind a label or key ("password:", "pwd=", "Passwort ist", "mot de passe", "contraseña",
// "password for the mailbox:"), with at least four bytes. After a key with ":" or "=" any value counts but code and placeholders; in a
// sentence the value needs a digit or a sign, or it is a phrase of three to seven words that fills the sentence. PINs of four to eight
// digits count behind "PIN", codes of three to ten behind "door code", "OTP", "2FA code" and their kin, written or said, and behind or before "code" in a message
// that sends one ("551027 is your login code"). Keys of settings
// are refused: "PASSWORD_FILE=", "password_min_length". Credentials of HTTP's Basic scheme (RFC 7617) count behind "Authorization:". Cost: constant
// for each label and command.
func Password() pii.Detector { return passwordDetector{} }

type passwordDetector struct{}

const (
	wordLabel = iota // a password
	pinLabel
	codeLabel   // the code of a door, a one-time code
	basicLabel  // the scheme of an Authorization header
	quotedLabel // of a statement of SQL: the value is quoted
	sentLabel   // a code that was sent, or that opens what the words around it say
)

var passwordLabelsValue lazy.Value[*pii.LabelSet]

func passwordLabels() *pii.LabelSet { return passwordLabelsValue.Get(makePasswordLabels) }

func makePasswordLabels() *pii.LabelSet {
	ls := labels("en", 0, "password", "passwd", "pwd", "passphrase", "pass phrase", "pass", "passcode", "pw", "temp password", "temporary password", "wifi password",
		"wi fi password", "user password", "db password", "admin password", "new password", "old password", "login password", "wifi key", "network key", "wifi code", "wi fi code", "wifi pass", "wi fi pass", "password hash", "pw hash", "passwd hash", "pass hash", "hashed password", "password digest", "psk", "wpa psk", "wifi psk", "preshared key", "wlan code", "code wifi", "clave wifi", "clave del wifi")
	ls = append(labels("", 0, before(secretOwners, "password", "passwd", "pwd", "pass", "pw", "passphrase", "passwort", "kennwort")...), ls...)
	ls = append(ls, labels("", 0, "pwd hash", "password secret")...)
	ls = append(ls, pii.Label{Text: "identified by", ID: quotedLabel, Bare: true})
	ls = append(ls, labels("de", 0, "passwort", "kennwort", "wlan passwort", "wlan schlüssel", "initialpasswort", "zugangspasswort")...)
	ls = append(ls, labels("fr", 0, "mot de passe", "mdp", "mot de pass", "mdp wifi", "mdp du wifi", "mot de passe wifi", "mot de passe du wifi")...)
	ls = append(ls, labels("es", 0, "contraseña", "contrasena", "clave", "clave de acceso")...)
	ls = append(ls, labels("it", 0, "parola d ordine", "parola chiave", "password provvisoria")...)
	ls = append(ls, labels("nl", 0, "wachtwoord", "ww", "wifi wachtwoord", "wachtwoord wifi", "wifi ww")...)
	for i := range ls {
		switch ls[i].Text {
		case "password", "passwort", "kennwort", "pwd", "pw", "mdp", "passcode", "passphrase", "wachtwoord", "ww", "mdp du wifi", "mdp wifi", "mot de passe", "contraseña", "contrasena",
			"wifi pass", "wi fi pass", "wifi password", "wi fi password", "wifi key", "network key", "temp password", "temporary password", "admin password", "login password", "clave", "passwd", "initialpasswort", "preshared key":
			ls[i].Bare = true
		}
	}
	pins := labels("", pinLabel, "pin", "pin code", "pincode", "pin number", "code pin", "account pin", "card pin", "user pin", "atm pin", "sim pin", "security pin", "debit pin", "bank pin")
	for i := range pins {
		pins[i].Bare = true
	}
	ls = append(ls, pii.Label{Text: "basic", ID: basicLabel, Bare: true})
	ls = append(append(ls, pins...), accessLabels()...)
	for _, l := range labels("", sentLabel, "code", "código", "codice", "use", "enter") {
		l.Bare = true
		ls = append(ls, l)
	}
	return pii.NewLabels(ls...)
}

func (passwordDetector) Spec() pii.Spec {
	return pii.Spec{Name: "password", Types: []pii.Type{pii.Password}, Wants: []pii.Want{pii.OnLabel(), pii.OnWords(commands...), pii.OnWords("code", "passcode", "otp"), pii.OnWords(loginCalls...)}, Labels: passwordLabels()}
}

var (
	rulePassword = &pii.Rule{Detector: "password", Name: "label"}
	ruleBasic    = &pii.Rule{Detector: "password", Name: "basic credentials", Source: "RFC 7617"}
	ruleCommand  = &pii.Rule{Detector: "password", Name: "command"}
)

func (passwordDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for _, a := range at {
		if a.Want == 1 {
			if from, to := commandPassword(b, a.End, a.ID); to > 0 {
				dst = append(dst, s.Found(from, to, pii.Password, 0.85, ruleCommand))
			}
			continue
		}
		if a.Want == 2 {
			if from, to := codeBefore(s, a); to > 0 {
				dst = append(dst, s.Found(from, to, pii.Password, 0.7, rulePassword))
			}
			continue
		}
		if a.Want == 3 {
			if _, v, ok := loginCall(b, a.End); ok {
				dst = append(dst, s.Found(v[0], v[1], pii.Password, 0.8, ruleCommand))
			}
			continue
		}
		p := a.Value
		kind := wordLabel
		if a.ID < len(passwordLabels().Labels()) {
			kind = passwordLabels().Labels()[a.ID].ID
		}
		if kind == basicLabel {
			if end := basicCredentials(s, a); end > 0 {
				dst = append(dst, labelled(s.Found(p, end, pii.Password, 0.85, ruleBasic)))
			}
			continue
		}
		if kind == quotedLabel {
			if v, end := quotedText(b, p-1); end > 0 && v[1]-v[0] > 3 && (lex.IsUpper(b[a.End-1]) || bytes.IndexByte(b[v[0]:v[1]], ' ') < 0) && !placeholder(b[v[0]:v[1]]) {
				dst = append(dst, labelled(s.Found(v[0], v[1], pii.Password, 0.85, rulePassword)))
			}
			continue
		}
		if kind == sentLabel {
			if from, to := sentCode(s, a); to > 0 {
				dst = append(dst, labelled(s.Found(from, to, pii.Password, 0.7, rulePassword)))
			}
			continue
		}
		if kind != wordLabel {
			if q, ok := answer(s, a.End); ok && kind == pinLabel && a.Start < a.End && p < len(b) && b[p] == '?' {
				if k := leadIn(s, s.TokenAt(q)); k < len(s.Tokens()) {
					p = int(s.Tokens()[k].Start)
				}
			}
			if p = pastArticle(s, p); kind == pinLabel && a.Start < a.End && lex.IsUpper(b[a.Start]) {
				if q, _ := behindComplement(s, s.TokenAt(a.Start)); q > 0 {
					p = q // "PIN for my card is 4471"
				}
			}
			if end, spoke := pinValue(s, a, p, kind); end > 0 {
				if kind == codeLabel && p > a.End+1 && b[p-1] == '*' && b[p-2] == ' ' {
					p-- // "*2291"
				}
				f := labelled(s.Found(p, end, pii.Password, 0.75, rulePassword))
				f.Attrs = f.Attrs.WithSpoken(spoke)
				dst = append(dst, f)
			}
			continue
		}
		if v, end := quotedNear(b, a); end > 0 {
			dst = append(dst, labelled(s.Found(v[0], v[1], pii.Password, 0.75, rulePassword)))
			continue
		}
		if equalFold(b[a.Start:a.End], "psk") && p == a.End+1 && b[a.End] == ':' {
			continue // a list of ciphers, "!PSK:!SRP"
		}
		named := false // the key or label has more words than those that we know
		if at, ok := keyGoesOn(b, a.End); a.Start < a.End && ok {
			if named = at > 0; !named {
				continue
			}
			p = at
		} else if a.Start < a.End {
			if at, key, joined := passwordOf(s, a.End); at > 0 && at < len(b) {
				if v := b[at:passwordEnd(b, at)]; len(v) >= 4 && len(v) <= 128 && !placeholder(v) && !codeLike(v) && (hasDigits(v, 1) || oddSign(v)) && (key || joined) {
					dst = append(dst, labelled(s.Found(at, at+len(v), pii.Password, 0.8, rulePassword)))
					continue
				}
				if end := passphrase(s, at); end > 0 && joined {
					dst = append(dst, labelled(s.Found(at, end, pii.Password, 0.7, rulePassword)))
				}
				if joined {
					continue
				}
			} else if p <= a.End+1 && !s.MarkedLabel(a) {
				if at, end := relativePassword(s, p); end > 0 {
					dst = append(dst, labelled(s.Found(at, end, pii.Password, 0.7, rulePassword)))
					continue
				}
				if at, end := strongNear(b, p); end > 0 {
					dst = append(dst, labelled(s.Found(at, end, pii.Password, 0.7, rulePassword)))
					continue
				}
			}
		}
		if _, ok := s.LabelBefore(passwordLabels(), p); !ok && !named || p < a.End || p >= len(b) || b[p] == '\n' || programWord(b, a.Start, a.End, p) {
			continue
		}
		if set := a.Start == a.End || settingLine(b, a); set || phrased(b, a) {
			if end := passphrase(s, p); end > 0 && (!set || end == len(b) || b[end] < ' ' || b[end] == '"') {
				dst = append(dst, labelled(s.Found(p, end, pii.Password, 0.7, rulePassword)))
				continue
			}
		}
		end := passwordEnd(b, p)
		if e := quotedPhrase(s, a, p, end); e > 0 {
			end = e
		}
		v := b[p:end]
		if len(v) < 4 || len(v) > 128 || equalFold(b[a.Start:a.End], "clave") && !s.MarkedLabel(a) && p-a.End < 2 && (len(v) < 6 || !mixed(v)) {
			continue
		}
		if p > 0 && (b[p-1] == '[' || b[p-1] == '(' && b[a.End] != ' ') {
			continue // "[FILTERED]", a call
		}
		key := a.Start == a.End || bytes.IndexByte(b[a.End:p], '=') >= 0 || bytes.IndexByte(b[a.End:p], ':') >= 0
		odd := hasDigits(v, 1) || oddSign(v)
		if codeType(bytes.TrimLeft(v, "*")) || (v[0] == '*' || v[0] == '&') && identifier(v[1:]) || v[0] == '+' && p > 0 && b[p-1] == '"' || bytes.EqualFold(b[a.Start:a.End], v) || !key && equalFold(b[a.Start:a.End], "pass") {
			continue // code, a value that repeats its key, "pass to it"
		}
		if alnums(v) < 3 || !cryptHash(v) && (placeholder(v) || codeLike(v)) || v[0] == '/' || v[0] == '=' || v[0] == ':' || v[0] == ',' || !odd && (!key || passwordWord(s, p) || nameFollows(b, p, end)) {
			continue
		}
		if bytes.IndexByte(v, '.') > 0 && !hasDigits(v, 1) && lex.IsLetter(v[0]) && !oddSign(v) {
			continue // a member of an object
		}
		dst = append(dst, labelled(s.Found(p, end, pii.Password, 0.85, rulePassword)))
	}
	return dst
}

// phrased reports a label behind which several words may be one password: with ":" or "is" and the like, not in code.
func phrased(b []byte, a pii.Anchor) bool {
	if a.Start == a.End || equalFold(b[a.Start:a.End], "pass") {
		return false
	}
	g := b[a.End:a.Value]
	return bytes.IndexByte(g, '=') < 0 && bytes.IndexByte(g, '\n') < 0 && (bytes.IndexByte(g, ':') >= 0 && (len(g) < 2 || g[len(g)-1] != '"' || g[0] != '"') || len(bytes.TrimSpace(g)) > 1)
}

// settingLine reports a setting in capitals that begins its line, "SMTP_PASS=two words 99": all that follows on the line is its value.
func settingLine(b []byte, a pii.Anchor) bool {
	if a.Value != a.End+1 || b[a.End] != '=' {
		return false
	}
	p := a.End
	for p > 0 && (lex.IsUpper(b[p-1]) || lex.IsDigit(b[p-1]) || b[p-1] == '_') {
		p--
	}
	return p <= a.Start && (p == 0 || b[p-1] == '\n' || bytes.HasSuffix(b[:p], []byte("export ")))
}

// passwordEnd returns the end of a password at p: it goes on through signs that end other values.
func passwordEnd(b []byte, p int) int {
	quote := byte(0)
	if p > 0 && (b[p-1] == '"' || b[p-1] == '\'') {
		quote = b[p-1]
	}
	q := p
	for q < len(b) && q-p < 160 && b[q] > ' ' && b[q] != '"' && b[q] != quote && b[q] != '<' && b[q] != ';' {
		q++
	}
	if quote == 0 {
		for q > p && (b[q-1] == '.' || b[q-1] == ',' || b[q-1] == ')' || b[q-1] == '?' || b[q-1] == '\'' || b[q-1] == '}' || b[q-1] == ']') {
			q--
		}
	}
	if q-p > 2 && q < len(b) && b[q] == '"' && b[q-1] == 'n' && b[q-2] == '\\' {
		q -= 2 // a line break in a program
	}
	return q
}

// identifier reports letters and digits that begin with a letter.
func identifier(v []byte) bool {
	return len(v) > 0 && lex.IsLetter(v[0]) && alnums(v) == len(v) && !hasDigits(v, 1)
}

func alnums(v []byte) (n int) {
	for _, c := range v {
		if lex.IsWord(c) {
			n++
		}
	}
	return n
}

func oddSign(v []byte) bool {
	for i, c := range v {
		if c < 0x80 && !alnum(c) && c != '-' && c != '.' && c != '_' && c != '\'' && c != '/' && i < len(v)-1 {
			return true
		}
	}
	return false
}

// passwordWord reports words that follow a password's label in a sentence or a form without being one.
func passwordWord(s *pii.Segment, p int) bool {
	k := s.TokenAt(p)
	return k >= len(s.Tokens()) || notPasswords().Has(s.Tokens()[k].Hash)
}

var notPasswordsValue lazy.Value[*lex.Set]

func notPasswords() *lex.Set { return notPasswordsValue.Get(makeNotPasswords) }

func makeNotPasswords() *lex.Set {
	return lex.NewSet("required", "reset", "changed", "expired", "string", "text", "true", "false", "null", "none", "must", "invalid", "incorrect", "wrong",
		"hidden", "protected", "optional", "forgotten", "vergessen", "ändern", "oublié", "olvidada", "nil", "undefined", "password", "passwort", "is", "the",
		"byte", "int", "bool", "func", "self", "this", "var", "const", "ok", "missing", "failed", "please", "enter", "what", "well", "yeah", "that",
		"bytes", "str", "any", "object", "number", "boolean", "float", "optional", "pass", "char")
}
