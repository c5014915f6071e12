package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// passwordOf returns where the value begins behind a label with a complement, "password for the mailbox: …", "Passwort für das Postfach
// ist …", "Passwort Postfach: …", whose last word ends at p. key reports a ":" or "=", joined a preposition; at is 0 if there is no such value.
func passwordOf(s *pii.Segment, p int) (at int, key, joined bool) {
	ts, b := s.Tokens(), s.Text
	k := s.TokenAt(p)
	joined = k < len(ts) && passwordJoins().Has(ts[k].Hash)
	most := 2
	if joined {
		most = 6
	}
	for i := k; i < len(ts) && i <= k+most; i++ {
		g := b[p:ts[i].Start]
		if i > k {
			if n := bytes.IndexAny(g, ":="); n >= 0 && n < 3 && len(bytes.Trim(g, " :=\t\"'*")) == 0 && bytes.IndexByte(g[:n], '\t') < 0 {
				at = p + n + 1
				for at < len(b) && (b[at] == ' ' || b[at] == '\t' || b[at] == '"' || b[at] == '\'') {
					at++
				}
				return at, true, joined
			}
			if joined && string(g) == " " && saysIs().Has(ts[i].Hash) && int(ts[i].End)+1 < len(b) && b[ts[i].End] == ' ' {
				return int(ts[i].End) + 1, false, true
			}
		}
		if len(g) > 2 || len(bytes.Trim(g, " '-")) > 0 && string(g) != "’" || len(g) == 0 && i == k || settingWords().Has(ts[i].Hash) {
			return 0, false, false
		}
		p = int(ts[i].End)
	}
	if joined && p < len(b) && (b[p] == ':' || b[p] == '=') { // a value without letters or digits at its start
		for p++; p < len(b) && b[p] == ' '; p++ {
		}
		return p, true, true
	}
	return 0, false, false
}

// keyGoesOn reads a key whose name goes on behind its label, "PASSWORD_PROD=…", "password-file:", at p. ok is false if no key goes on; at is
// the start of its value, 0 if it names a setting and no password.
func keyGoesOn(b []byte, p int) (at int, ok bool) {
	if p+1 >= len(b) || b[p] != '_' && b[p] != '-' || !alnum(b[p+1]) {
		return 0, false
	}
	var buf [64]byte
	q := p
	for from := p + 1; ; {
		if q++; q < len(b) && (alnum(b[q]) && q-p < 64) {
			continue
		}
		if settingWords().Has(lex.Hash(appendLower(buf[:0], b[from:q]))) {
			return 0, true
		}
		if q >= len(b) || b[q] != '_' && b[q] != '-' || q-p >= 64 {
			break
		}
		from = q + 1
	}
	mark := false
	for ; q < len(b) && (b[q] == '=' || b[q] == ':' || b[q] == ' ' || b[q] == '"' || b[q] == '\''); q++ {
		mark = mark || b[q] == '=' || b[q] == ':'
	}
	if !mark {
		return 0, true
	}
	return q, true
}

// strongNear returns the first word of the sentence behind a label that looks like nothing but a password: eight bytes or more with small
// letters, capitals, figures and signs, "the password you gave me, Tr0ut-Ladder!". end is 0 if there is none within 64 bytes.
func strongNear(b []byte, p int) (at, end int) {
	for q := p; q < len(b) && q-p < 64 && b[q] != '\n'; q++ {
		at = q
		signs := 0
		for q < len(b) && b[q] > ' ' && q-at < 64 {
			if bytes.IndexByte([]byte("!#$%&*+?^~"), b[q]) >= 0 {
				signs++
			}
			q++
		}
		end = q
		for end > at && (b[end-1] == ',' || b[end-1] == '.' || b[end-1] == ';' || b[end-1] == ':' || b[end-1] == ')' || b[end-1] == '"' || b[end-1] == '\'') {
			end--
		}
		for at < end && (b[at] == '(' || b[at] == '"' || b[at] == '\'') {
			at++
		}
		v := b[at:end]
		if len(v) >= 8 && signs > 0 && classes(v) == 4 && bytes.IndexByte(v, '@') < 0 && bytes.IndexByte(v, '=') < 0 && bytes.IndexByte(v, '/') < 0 && !placeholder(v) && !codeLike(v) {
			return at, end
		}
		if end < q && (b[q-1] == '.' || b[q-1] == '?') {
			break
		}
	}
	return 0, 0
}

const maxPhraseWords = 8

// passphrase returns the end of a password of several words at p, "blue Horse 77" or "correct horse battery staple", 0 if there is none.
// Words of sentences end it or refuse it; without a figure it has three words or more and fills its line or sentence.
func passphrase(s *pii.Segment, p int) int {
	ts, b := s.Tokens(), s.Text
	end, words, figures, whole := 0, 0, false, true
	for q := p; words < maxPhraseWords; {
		k := s.TokenAt(q)
		from := q
		for q < len(b) && b[q] > ' ' && b[q] != '"' && b[q] != '<' && b[q] != ',' && b[q] != ';' {
			q++
		}
		if q == from {
			break
		}
		stop := q
		for stop > from && (b[stop-1] == '.' || b[stop-1] == '?' || b[stop-1] == ')' || b[stop-1] == '\'') {
			stop--
		}
		if k >= len(ts) || int(ts[k].Start) >= q || notPasswords().Has(ts[k].Hash) || phraseStops().Has(ts[k].Hash) || settingWords().Has(ts[k].Hash) || b[q-1] == ':' || b[q-1] == '=' || stop == from {
			whole = false
			break
		}
		w := b[from:stop]
		odd := hasDigits(w, 1) || oddSign(w)
		if words == 0 && (odd || !lex.IsLetter(w[0]) && w[0] < 0x80) {
			return 0
		}
		figures = figures || odd
		if bytes.HasSuffix(w, []byte("ed")) || bytes.HasSuffix(w, []byte("ing")) || bytes.HasSuffix(w, []byte("ly")) {
			whole = false
		}
		words++
		end = stop
		if stop < q || q >= len(b) || b[q] != ' ' || q+1 < len(b) && b[q+1] == ' ' {
			whole = whole && (q >= len(b) || b[q] != ',' && b[q] != ';') && !(stop < q && b[q-1] == '?')
			break
		}
		q++
	}
	switch {
	case end-p > 80, words < 2:
		return 0
	case figures, whole && words > 2 && words < maxPhraseWords:
		return end
	}
	return 0
}

// accessCode returns the end of a PIN or code at p: least to most letters and digits, at least half of them digits, with a "#" or "*" behind
// them, or digits that are said. isSaid tells the latter. It returns 0 if there is none.
func accessCode(s *pii.Segment, p, least, most int) (end int, isSaid bool) {
	ts, b := s.Tokens(), s.Text
	digits := 0
	q := p
	for q < len(b) && q-p < 16 && (alnum(b[q]) || b[q] == '-' && q > p || b[q] == ' ' && digits == 3 && q-p == 3) {
		if lex.IsDigit(b[q]) {
			digits++
		} else if b[q] == ' ' && !(q+4 <= len(b) && allDigits(b[q+1:q+4]) && !wordAfter(b, q+4)) {
			break
		}
		q++
	}
	n := alnums(b[p:q])
	if digits >= least && digits <= most && (digits*2 >= n || bytes.IndexByte(b[p:q], '-') > 0) && b[q-1] != '-' {
		if q < len(b) && (b[q] == '#' || b[q] == '*' && b[max(p-1, 0)] != '*') {
			q++
		}
		if wordAfter(b, q) || q+1 < len(b) && (b[q] == '.' || b[q] == ',' || b[q] == '/' || b[q] == ':' || b[q] == '%') && alnum(b[q+1]) || q < len(b) && b[q] == '%' {
			return 0, false
		}
		return q, false
	}
	k := s.TokenAt(p)
	if digits > 0 || k >= len(ts) || int(ts[k].Start) != p {
		return 0, false
	}
	var run spoken.Run
	if spoken.Parse(&run, b, ts, k); run.N < least || run.N > most || run.Words < 2 || run.Words*3 < run.N {
		return 0, false
	}
	last := run.End - 1
	if run.End < len(ts) && saidKeys().Has(ts[run.End].Hash) && string(b[ts[last].End:ts[run.End].Start]) == " " {
		last++
	}
	return int(ts[last].End), true
}

// pastArticle skips the article in "le code est le 4471".
func pastArticle(s *pii.Segment, p int) int {
	k := s.TokenAt(p)
	if ts := s.Tokens(); k+1 < len(ts) && int(ts[k].Start) == p && pinArticles().Has(ts[k].Hash) && string(s.Text[ts[k].End:ts[k+1].Start]) == " " {
		return int(ts[k+1].Start)
	}
	return p
}

// accessLabels are codes that open doors and accounts, apart from a PIN.
func accessLabels() []pii.Label {
	ls := labels("en", codeLabel, "door code", "gate code", "alarm code", "access code", "entry code", "key code", "lock code", "safe code", "keypad code", "garage code", "lockbox code",
		"code for the door", "code to the door", "code for the gate", "code for the alarm", "otp", "otp code", "one time code", "one time password", "one time passcode", "2fa", "2fa code", "mfa code",
		"verification code", "authentication code", "auth code", "authenticator code", "login code", "sign in code", "unlock code", "backup code", "recovery code", "sms code",
		"safe combination", "lock combination", "combination for the safe", "combination of the safe", "code for the safe", "voicemail code", "backup codes", "recovery codes")
	ls = append(ls, labels("de", codeLabel, "türcode", "zugangscode", "alarmcode", "torcode", "tan", "mtan", "sms tan", "einmalcode", "einmalpasswort", "bestätigungscode", "sicherheitscode",
		"zugangs code", "entsperrcode", "tresorcode", "geheimzahl")...)
	ls = append(ls, labels("fr", codeLabel, "code d accès", "code de la porte", "code porte", "code du portail", "code de l alarme", "digicode", "code de vérification", "code à usage unique", "code secret", "code de l immeuble", "code de carte", "code de la carte", "code carte bleue")...)
	ls = append(ls, labels("es", codeLabel, "código de la puerta", "código de acceso", "código de la alarma", "código de verificación", "clave de la puerta", "clave de la alarma", "código del portal", "código de la tarjeta")...)
	ls = append(ls, labels("it", codeLabel, "codice di accesso", "codice del cancello", "codice della porta", "codice di verifica")...)
	ls = append(ls, labels("nl", codeLabel, "deurcode", "toegangscode", "alarmcode", "verificatiecode")...)
	for i := range ls {
		ls[i].Bare = ls[i].Text != "tan" && ls[i].Text != "access code"
	}
	return ls
}

var passwordJoinsValue, saysIsValue, saidKeysValue, settingWordsValue, phraseStopsValue, pinArticlesValue lazy.Value[*lex.Set]

func passwordJoins() *lex.Set { return passwordJoinsValue.Get(makePasswordJoins) }

func makePasswordJoins() *lex.Set {
	return lex.NewSet("for", "of", "to", "on", "at", "für", "fuer", "von", "vom", "zum", "zur", "im", "am", "pour", "de", "du", "d", "des", "sur", "para", "del", "al", "per", "di", "del", "della", "voor", "van")
}

func pinArticles() *lex.Set { return pinArticlesValue.Get(makePinArticles) }

func makePinArticles() *lex.Set {
	return lex.NewSet("le", "la", "el", "il", "die", "der")
}

func saysIs() *lex.Set { return saysIsValue.Get(makeSaysIs) }

func makeSaysIs() *lex.Set {
	return lex.NewSet("is", "was", "ist", "lautet", "war", "est", "es", "era", "è")
}

func saidKeys() *lex.Set { return saidKeysValue.Get(makeSaidKeys) }

func makeSaidKeys() *lex.Set {
	return lex.NewSet("hash", "pound", "star", "raute", "stern", "dièse", "étoile", "almohadilla", "asterisco")
}

func settingWords() *lex.Set { return settingWordsValue.Get(makeSettingWords) }

// makeSettingWords makes the words that turn a password's key into a setting: PASSWORD_FILE, DB_PASSWORD_MIN_LENGTH, "password policy".
func makeSettingWords() *lex.Set {
	return lex.NewSet("file", "files", "path", "dir", "length", "len", "min", "max", "minlength", "maxlength", "minimum", "maximum", "size", "chars", "characters", "policy", "ttl", "timeout",
		"age", "expiry", "expires", "expire", "expired", "expiration", "days", "hours", "enabled", "enable", "disabled", "required", "require", "requirements", "reset", "url", "uri", "endpoint", "link", "field", "column", "label",
		"type", "name", "strength", "manager", "hint", "prompt", "regex", "pattern", "validator", "validation", "rules", "rule", "history", "rotation", "attempts", "retries", "change", "changed", "recovery",
		"store", "provider", "encoder", "hasher", "algorithm", "cost", "rounds", "authentication", "auth", "login", "from", "source", "ref", "form", "page", "protection", "protected", "confirmation", "update", "updated", "version", "help", "stdin", "env", "var", "id")
}

func phraseStops() *lex.Set { return phraseStopsValue.Get(makePhraseStops) }

// makePhraseStops makes words of sentences, which a pass phrase seldom has.
func makePhraseStops() *lex.Set {
	return lex.NewSet("a", "an", "the", "and", "or", "but", "so", "if", "then", "of", "for", "to", "in", "on", "at", "by", "with", "without", "from", "as", "than", "until", "since", "be", "been", "being", "am",
		"are", "was", "were", "has", "have", "had", "do", "does", "did", "not", "no", "can", "cannot", "could", "should", "would", "will", "shall", "may", "might", "i", "you", "he", "she", "it", "we", "they",
		"my", "your", "his", "her", "its", "our", "their", "me", "him", "them", "us", "this", "these", "those", "there", "here", "which", "who", "when", "where", "why", "how", "very", "too", "also", "only", "just",
		"still", "already", "again", "case", "sensitive", "secure", "weak", "strong", "short", "long", "valid", "empty", "blank", "same", "different", "least", "new", "old", "not", "see", "try", "use", "contact",
		"ask", "click", "check", "set", "sent", "email", "user", "username", "users", "encrypted", "stored", "hashed", "unknown", "available", "below", "above", "next", "please", "und", "oder", "aber", "der", "die", "das",
		"den", "dem", "ein", "eine", "einen", "ist", "sind", "war", "wird", "wurde", "werden", "muss", "darf", "kann", "soll", "nicht", "kein", "keine", "zu", "für", "mit", "von", "vom", "bei", "auf", "im", "am", "per", "ich", "du", "sie", "wir", "bitte", "siehe",
		"gültig", "abgelaufen", "falsch", "geändert", "zurückgesetzt", "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "mais", "est", "sont", "était", "être", "ne", "pas", "pour", "par", "avec", "sans", "sur", "dans", "au", "aux", "à",
		"expiré", "incorrect", "valide", "invalide", "doit", "vous", "je", "il", "elle", "el", "los", "las", "una", "y", "o", "pero", "es", "son", "fue", "ser", "no", "para", "por", "con", "sin", "en", "del", "al", "que", "se", "caducada", "debe",
		"incorrecta", "login", "url", "link", "pin", "and", "mail", "code", "thanks", "cheers", "regards", "sorry", "ok", "okay", "got", "right", "actually", "maybe")
}
