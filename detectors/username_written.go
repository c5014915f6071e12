package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// writtenUser returns the name behind the label of anchor a where a sentence leads to it, to is 0 if there is none: "posted by ann_lee at", "creds
// are qa_demo / …", "the username for the portal is ann_lee".
func writtenUser(s *pii.Segment, a pii.Anchor) (from, to int) {
	b := s.Text
	if a.Start == a.End || a.ID >= len(usernameLabels().Labels()) {
		return 0, 0
	}
	from = a.Value
	kind := usernameLabels().Labels()[a.ID].ID
	switch kind {
	case authorUser:
		if to = postedBy(b, a); to > 0 {
			return from, to
		}
		if k := s.TokenAt(a.Start); a.End-a.Start == len("by") && (s.Tokens()[k].Flags&lex.LineStart == 0 || a.Value != a.End+1) {
			return 0, 0
		}
	case credsUser:
	case 0:
		if from = pastPurpose(s, a.Value); from == 0 {
			return 0, 0
		}
	default:
		return 0, 0
	}
	if from >= len(b) || wordBefore(b, from) || !lex.IsLetter(b[from]) {
		return 0, 0
	}
	to = userEnd(b, from)
	v := b[from:to]
	if len(v) < 4 || len(v) > 40 || !mixed(v) && !dottedNick(v) && !camelNick(v) || kind != authorUser && camelNick(v) || kind == authorUser && bytes.IndexByte(v, '_') < 0 && !dottedNick(v) && !camelNick(v) || to < len(b) && (b[to] == '(' || b[to] == '[' || b[to] == '@' || b[to] == '/') || codeType(v) || placeholder(v) {
		return 0, 0
	}
	if kind == authorUser && a.End-a.Start == len("by") && !byline(b, a.Start, to) {
		return 0, 0
	}
	if kind == credsUser && !bytes.HasPrefix(b[to:], []byte(" / ")) && !bytes.HasPrefix(b[to:], []byte(" : ")) {
		return 0, 0
	}
	return from, to
}

// byline reports a line that begins with "by" at p below a title, and an author that a comma or the line's end follows: a line of a paragraph is
// longer before it is broken.
func byline(b []byte, p, to int) bool {
	const maxTitle = 60
	above := b[max(0, p-maxTitle-2):p]
	if p > maxTitle && bytes.IndexByte(above[:len(above)-1], '\n') < 0 {
		return false
	}
	return to == len(b) || b[to] == ',' || b[to] == '\n' || b[to] == '\r' || bytes.HasPrefix(b[to:], []byte(" ·")) || bytes.HasPrefix(b[to:], []byte(" |"))
}

// camelNick reports two words in one, each of three letters or more and with a capital: "MainlandMama". Names such as "MacDonald" are none.
func camelNick(v []byte) bool {
	inner := 0
	for i, c := range v {
		switch {
		case !lex.IsLetter(c) && !lex.IsDigit(c):
			return false
		case i > 0 && lex.IsUpper(c):
			if inner > 0 {
				return false
			}
			inner = i
		}
	}
	return inner > 3 && len(v)-inner > 2 && lex.IsUpper(v[0])
}

// partyUser returns the value of a JSON object's key that says who sends or does something, "from":"kiwi_bandit", if it is a single word as accounts
// have it: with a digit, "_" or a dot inside. to is 0 if it is none.
func partyUser(s *pii.Segment, a pii.Anchor) (from, to int) {
	b := s.Text
	if a.Start != a.End && !quotedKey(b, a.Start, a.End) {
		return 0, 0
	}
	from = a.Value
	to = userEnd(b, from)
	v := b[from:to]
	if len(v) < 4 || len(v) > 40 || !mixed(v) && !dottedNick(v) || codeType(v) || placeholder(v) || numberedRole(v) {
		return 0, 0
	}
	if a.Start != a.End && (to >= len(b) || b[to] != '"' || b[from-1] != '"') || a.Start == a.End && to != len(b) && b[to] >= ' ' {
		return 0, 0
	}
	return from, to
}

// maxPurpose is how many words may say what an account is for.
const maxPurpose = 6

// pastPurpose returns where the value begins behind words at p that say what an account is for, "for the portal is"; 0 if there are none.
func pastPurpose(s *pii.Segment, p int) int {
	ts := s.Tokens()
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p || !purposes[ts[k].Hash] {
		return 0
	}
	for j := k + 1; j+1 < len(ts) && j <= k+maxPurpose; j++ {
		g := string(s.Text[ts[j].End:ts[j+1].Start])
		if g == ": " || g == " " && copulas[ts[j].Hash] {
			return int(ts[j+1].Start)
		}
		if g != " " && g != "-" && g != "'" {
			return 0
		}
	}
	return 0
}

var (
	purposes = hashes("for", "on", "at", "to", "in", "of", "für", "zum", "im", "bei", "am", "pour", "sur", "de", "du", "para", "en", "del", "per", "del", "su", "voor", "op", "do", "till", "för", "da")
	copulas  = hashes("is", "was", "ist", "lautet", "war", "est", "es", "era", "è", "é", "är", "jest", "remains")
)
