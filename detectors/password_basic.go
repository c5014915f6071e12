package detectors

import (
	"bytes"
	"encoding/base64"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// basicCredentials returns the end of the credentials behind "Authorization: Basic", or behind a "Basic" that begins a field: Base64 of a name, a colon
// and a password (RFC 7617); 0 if there are none.
func basicCredentials(s *pii.Segment, a pii.Anchor) int {
	b, k := s.Text, s.TokenAt(a.Start)
	begins := k == 0 && s.Field() != ""
	if a.Start == a.End || !begins && (k == 0 || a.Start-int(s.Tokens()[k-1].End) > 4 || s.Tokens()[k-1].Hash != hashAuthorization) {
		return 0
	}
	end := a.Value
	for end < len(b) && end-a.Value < 256 && (alnum(b[end]) || b[end] == '+' || b[end] == '/' || b[end] == '=' || b[end] == '-' || b[end] == '_') {
		end++
	}
	var buf [192]byte
	v := bytes.TrimRight(b[a.Value:end], "=")
	n, err := base64.RawStdEncoding.Decode(buf[:], v[:min(len(v), 252)/4*4])
	if err != nil || len(v) < 8 || bytes.IndexByte(buf[:n], ':') < 1 {
		return 0
	}
	return end
}

var hashAuthorization = lex.HashString("authorization")

// cryptHash reports a password as crypt(3) and its heirs store it: "$2b$12$…", "$argon2id$…".
func cryptHash(v []byte) bool {
	return v[0] == '$' && len(v) > 20 && bytes.Count(v, []byte("$")) > 2 && bytes.IndexByte(v, '{') < 0 && bytes.IndexByte(v, '(') < 0
}

// quotedNear returns the text in quotes a few words behind a label for the key of a network, on its line, "preshared key file: inline "…"": what else
// such a line quotes is a name in one word. end is 0 if there is none.
func quotedNear(b []byte, a pii.Anchor) (text [2]int, end int) {
	const maxGap = 32
	if key := b[a.Start:a.End]; !hasFold(key, "preshared") && !hasFold(key, "psk") && !hasFold(key, "passphrase") {
		return text, 0
	}
	line, _, _ := bytes.Cut(b[a.End:min(len(b), a.End+maxGap)], []byte("\n"))
	k := bytes.IndexByte(line, '"')
	if k < 0 || bytes.IndexByte(line[:k], '=') >= 0 {
		return text, 0
	}
	if text, end = quotedText(b, a.End+k); end == 0 {
		return text, 0
	}
	if v := b[text[0]:text[1]]; len(v) < 8 || bytes.ContainsAny(v, " .") || !hasDigits(v, 1) && !oddSign(v) || placeholder(v) || codeLike(v) || pathLike(v) {
		return text, 0
	}
	return text, end
}

// relativePassword returns the password behind a clause at p that says whose it is, "the password you sent was moss-4471": a word with letters and figures
// behind "is" or "was". end is 0 if there is none.
func relativePassword(s *pii.Segment, p int) (at, end int) {
	const maxWords = 5
	ts, b := s.Tokens(), s.Text
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p || !clauseOpeners[ts[k].Hash] {
		return 0, 0
	}
	for j := k + 1; j+1 < len(ts) && j <= k+maxWords && string(b[ts[j-1].End:ts[j].Start]) == " "; j++ {
		if !saysIs().Has(ts[j].Hash) {
			continue
		}
		at = int(ts[j].End) + 1
		if b[at-1] != ' ' {
			return 0, 0
		}
		end = passwordEnd(b, at)
		v := b[at:end]
		if len(v) < 6 || len(v) > 64 || !lex.IsLetter(v[0]) || !hasDigits(v, 2) || bytes.ContainsAny(v, "@/(=") || dateLike(v) || placeholder(v) || codeLike(v) {
			return 0, 0
		}
		return at, end
	}
	return 0, 0
}

var clauseOpeners = hashes("you", "i", "we", "he", "she", "they", "that", "which", "du", "sie", "ich", "wir", "die", "das", "que", "qu")

// quotedPhrase returns the end of a password of several words between quotes behind a key of an environment, SMTP_PASS="winter is coming 22",
// whose first word is b[p:end]; 0 if it is none.
func quotedPhrase(s *pii.Segment, a pii.Anchor, p, end int) int {
	b := s.Text
	if a.Start == a.End || p < 2 || end >= len(b) || b[end] != ' ' || b[p-1] != '"' && b[p-1] != '\'' || b[p-2] != '=' {
		return 0
	}
	n := bytes.IndexByte(b[p:min(len(b), p+80)], b[p-1])
	if n < 0 || bytes.IndexByte(b[p:p+n], '\n') >= 0 || !(lex.IsUpper(b[a.Start]) && lex.IsUpper(b[a.End-1])) && passphrase(s, p) != p+n {
		return 0
	}
	return p + n
}
