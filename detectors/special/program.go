package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/detectors/special/lexfile"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// identifier reports whether the term at tokens [i, i+n) is part of an identifier or a path of a program: "IPC_DISABLED", "testing.TB", "en-DM",
// "`sep`", "$std".
func (r *reader) identifier(i, n int) bool {
	ts, b := r.s.Tokens(), r.s.Text
	start, end := int(ts[i].Start), int(ts[i+n-1].End)
	short := end-start <= 4
	if start > 0 {
		switch b[start-1] {
		case '_', '$', '@', '\\', '`':
			return true
		case '.', ':':
			if start > 1 && (lex.IsWord(b[start-2]) || b[start-2] == b[start-1]) {
				return short || b[start-2] == ':'
			}
		case '-':
			if short && i > 0 && int(ts[i-1].End) == start-1 && ts[i-1].Len() <= 3 {
				return true
			}
		}
	}
	if end < len(b) {
		switch b[end] {
		case '_', '`', '@':
			return true
		case '(', '[':
			return short && ts[i].Flags&lex.SpaceBefore == 0
		case '.', ':', '-':
			return short && i+n < len(ts) && int(ts[i+n].Start) == end+1 && (b[end] != '-' || ts[i+n].Len() <= 3)
		}
	}
	return false
}

// smallAbbreviation reports an abbreviation of an organisation in small letters that no preposition of belonging leads to: "53 rn. 5", "laptops, pcs",
// "I was sat there".
func (r *reader) smallAbbreviation(i int) bool {
	t := r.s.Tokens()[i]
	return t.Len() <= 3 && t.Flags&(lex.FirstUpper|lex.HasUpper) == 0 && (i == 0 || r.context(i-1)&(inside|role|mod|reason) == 0)
}

// programmed reports whether the value at b[start:end] of a label that begins at label is an expression of a program or part of a name with colons:
// "condition: user.age > 18", "arn:aws:health:…".
func programmed(b []byte, label, start, end int) bool {
	if label > 0 && label < start && b[label-1] == ':' || start > 0 && b[start-1] == '$' {
		return true
	}
	v := b[start:end]
	if bytes.ContainsAny(v, "{}<>$") || bytes.HasPrefix(v, []byte("http")) || bytes.Contains(v, []byte("==")) || bytes.Contains(v, []byte("::")) {
		return true
	}
	k := bytes.IndexByte(v, '(')
	return k > 0 && lex.IsLetter(v[k-1]) || k < 0 && end < len(b) && b[end] == '('
}

// digest reports a value of figures in pairs, as the fingerprints of keys are written: "9F:86:D0:…".
func digest(v []byte) bool { return bytes.Count(v, []byte(":")) > 3 }

// lists reports whether the text from token i on to end holds a term of a category.
func (d *detector) lists(s *pii.Segment, i, end, category int) bool {
	ts := s.Tokens()
	for ; i < len(ts) && int(ts[i].Start) < end; i++ {
		if info, n := d.match(lexicon(), ts[i:min(len(ts), i+lexfile.MaxWords)], s); n > 0 && int(info.Category()) == category {
			return true
		}
	}
	return false
}
