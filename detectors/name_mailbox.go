package detectors

import (
	"bytes"
	"sync"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

const (
	maxMailbox = 64 // bytes of a display name, and of the address behind it
	maxNames   = 6  // capitalised words of a display name
)

// mailbox returns the bounds of the display name before the address whose "<" is at p, as RFC 5322 section 3.4 writes them: `"Lee, Ann" <a@b.example>`,
// Ann Lee <a@b.example>, or before a caller's number in quotation marks: `"Ann Lee" <3035550163>`, `"Ann Lee" <tel:+1-303-555-0163>`. end is 0 if it is
// none, or rather a firm's or a desk's.
func mailbox(s *pii.Segment, p int) (start, end int) {
	b := s.Text
	n := bytes.IndexByte(b[p:min(len(b), p+maxMailbox)], '>')
	if p < 4 || b[p-1] != ' ' || n < 0 || bytes.IndexByte(b[p:p+n], ' ') >= 0 || bytes.IndexByte(b[p:p+n], '@') < 2 && !(b[p-2] == '"' && callerNumber(b[p+1:p+n])) {
		return 0, 0
	}
	if end = p - 1; b[end-1] == '"' {
		end--
	}
	start, words, comma := displayName(s, end, end < p-1)
	if words < 2 || words > maxNames {
		return 0, 0
	}
	ts := s.Tokens()
	value := ts[s.TokenAt(start):s.TokenAt(end)]
	for _, t := range value {
		if t.Flags&lex.HasDigit != 0 || placeholders().Has(t.Hash) {
			return 0, 0
		}
	}
	if names.Person(value) || comma && !names.Thing(value) {
		return start, end
	}
	return 0, 0
}

// callerNumber reports an extension or a number as exchanges write them: "201", "+13035550163", "tel:+1-303-555-0163".
func callerNumber(v []byte) bool {
	v = bytes.TrimPrefix(bytes.TrimPrefix(v, []byte("tel:")), []byte("sip:"))
	figures := 0
	for i, c := range v {
		switch {
		case lex.IsDigit(c):
			figures++
		case c != '-' && c != '.' && !(c == '+' && i == 0):
			return false
		}
	}
	return figures > 1
}

// particles are small words inside of names.
var particles = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("van", "von", "vom", "zu", "zur", "de", "den", "der", "des", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "las", "los", "ap", "el", "al", "bin", "ibn", "ter", "ten", "y", "e", "d", "o")
})

// displayName reads the capitalised words before position end, with small particles between them, back to what parts them from the text before: a
// quotation mark if quoted, else a line, a ",", ";" or ":", or a small word.
func displayName(s *pii.Segment, end int, quoted bool) (start, words int, comma bool) {
	b, ts := s.Text, s.Tokens()
	at := end // what is read; start is the first capitalised word of it
	for k := s.TokenAt(end) - 1; k >= 0 && end-int(ts[k].Start) < maxMailbox; k-- {
		gap, upper := b[ts[k].End:at], ts[k].Flags&lex.FirstUpper != 0
		turn := quoted && upper && !comma && string(gap) == ", "
		switch {
		case at == end && string(gap) != "" && string(gap) != ".", at < end && !turn && !nameGap(gap), !upper && (at == end || !particles().Has(ts[k].Hash)):
			return start, words, comma
		}
		if at = int(ts[k].Start); upper {
			start, comma = at, comma || turn
			words++
		}
	}
	return start, words, comma
}
