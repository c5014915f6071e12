package pii

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

const (
	maxLabelGap   = 24 // bytes between a label and its value, filler words not counted
	maxLabelWords = 6
	maxFillers    = 3
)

// fillers may stand between a label and its value.
var (
	fillers     = lex.NewSet(fillerWords[:]...)
	fillerWords = [...]string{"is", "was", "are", "no", "nr", "num", "number", "n", "numéro", "nummer", "número", "ist", "lautet", "est", "es",
		"è", "é", "är", "jest", "war", "era", "mine", "still", "now", "the", "my", "s", "of", "at", "on", "to"}
)

func (set *LabelSet) before(s *Segment, i int) (Label, bool) {
	index := set.lookup()
	k := s.TokenAt(i) - 1
	for k >= 0 && int(s.tokens[k].End) > i {
		k--
	}
	at := i - asideBefore(s.Text[:i])
	for k >= 0 && int(s.tokens[k].End) > at {
		k--
	}
	for range maxFillers + 1 {
		if k < 0 || !labelGap(s.Text[s.tokens[k].End:at]) {
			break
		}
		if id := index.endingAt(s.tokens, s.Text, k); id >= 0 {
			return set.labels[id], true
		}
		if !fillers.Has(s.tokens[k].Hash) {
			break
		}
		at = int(s.tokens[k].Start)
		k--
	}
	if s.label != nil && len(bytes.TrimLeft(s.Text[s.Lo:max(i, s.Lo)], " \t\"'([+")) == 0 {
		if id := index.byHash.Get(s.label.hash); id != nil {
			return set.labels[*id], true
		}
	}
	return Label{}, false
}

// endingAt returns the longest label whose last word is token k, or -1.
func (x *labelIndex) endingAt(ts []Token, text []byte, k int) int32 {
	best := int32(-1)
	last := x.last.Get(ts[k].Hash)
	if last == nil {
		if ts[k].Flags&(lex.HasUpper|lex.HasLower) == lex.HasUpper|lex.HasLower {
			return x.owned(text[ts[k].Start:ts[k].End])
		}
		return best
	}
	for n := 1; last.words>>n != 0 && n <= k+1; n++ {
		first := k - n + 1
		if n > 1 && !wordGap(text[ts[first].End:ts[first+1].Start]) {
			break
		}
		var h uint64
		for j := first; j <= k; j++ {
			h = joinHash(h, ts[j].Hash)
		}
		if !last.may(n, h) {
			continue
		}
		if id := x.byHash.Get(h); id != nil {
			best = *id
		}
	}
	return best
}

// owned returns the label that is left of a word with capitals inside without what says whose it is: "phone" of "callerPhone"; -1 if there is none.
func (x *labelIndex) owned(word []byte) int32 {
	for word = unowned(word); len(word) > 0; word = unowned(word) {
		if id := x.byHash.Get(joinHash(0, lex.Hash(word))); id != nil {
			return *id
		}
	}
	return -1
}

// labelGap reports whether b may stand between a label and its value.
func labelGap(b []byte) bool {
	if len(b) > maxLabelGap {
		return false
	}
	lines := 0
	for i, c := range b {
		switch c {
		case ')':
			if i > 0 {
				return false
			}
		case '\n':
			lines++
		case ';': // "MRN;00482913", and no clause that ends
			if i+1 < len(b) && b[i+1] != '"' {
				return false
			}
		case ' ', '\t', '\r', ':', '=', '#', '"', '\'', '-', '(', '[', '|', '>', '.', '\\', '*', '_', '+', '&', '/':
		default:
			return false
		}
	}
	return lines <= 1
}

// wordGap reports whether b may stand between two words of a label.
func wordGap(b []byte) bool {
	if len(b) > 1 && b[0] == 0xc2 && b[1] == 0xb0 {
		b = b[2:] // "n° client"
	}
	if len(b) > 2 {
		return false
	}
	for _, c := range b {
		switch c {
		case ' ', '_', '-', '.', '/', '\'':
		default:
			return false
		}
	}
	return true
}

// labelValue returns where the value of a label begins whose last word is token k.
func labelValue(s *Segment, k int, bare bool) (int, bool) {
	ts, text := s.tokens, s.Text
	p := int(ts[k].End)
	sure := bare
	var mark byte // that stands behind the label
	for range maxFillers + 1 {
		q := p
		lines := 0
		for q < len(text) && q-p < maxLabelGap {
			c := text[q]
			if c == ':' || c == '=' || c == '|' || c == '\t' || c == '#' || c == ';' && q == p && q+1 < len(text) && text[q+1] > ' ' {
				sure, mark = true, c
			} else if c == '\n' {
				lines++
				if lines > 2 || lines > 1 && mark != ':' || !sure || mark == '=' || mark != 0 && keyed(text[q+1:]) {
					return 0, false
				}
			} else if c == ' ' && q == p && q+1 < len(text) && lex.IsLetter(text[q+1]) && !beginsAside(text[q+1]) {
				q++
				break // a word follows, as in most places
			} else if q == p && asideEnd(text[q:]) > 0 {
				sure, q = true, q+asideEnd(text[q:])-1
			} else if c == '/' && lines > 0 && q+1 < len(text) && (text[q+1] == '/' || text[q-1] == '/') {
				// a comment goes on
			} else if c == '>' && q == p {
				sure = true // the name of an XML element
			} else if c == '-' && q == p+1 && q+1 < len(text) && text[q-1] == ' ' && text[q+1] == ' ' {
				// "Phone - 555-0142"
			} else if n := remarkEnd(text[q:]); n > 0 && q == p+1 && text[p] == ' ' {
				q += n - 1
			} else if c == ')' && q == p && q+1 < len(text) && text[q+1] == '=' {
				// "CALLERID(name)=Ann Lee"
			} else if c == ')' && q == p {
				if q+1 == len(text) || text[q+1] != ' ' && text[q+1] != ':' || !remarked(text[:p]) {
					break // not "Employer number (EIN) 12-…"
				}
			} else if c != ' ' && c != '"' && c != '\'' && c != '\r' && c != '>' && c != '.' && c != '(' && c != '[' && c != '*' && c != '\\' {
				break
			}
			q++
		}
		k++
		if k >= len(ts) || int(ts[k].Start) != q || !fillers.Has(ts[k].Hash) || joinsName(text, int(ts[k].End)) {
			return q, sure && q < len(text)
		}
		sure = true
		p = int(ts[k].End)
		if mark != 0 && (p == len(text) || text[p] == '\n') {
			return q, true // "Convictions: no": a word that else leads to a number
		}
	}
	return 0, false
}

// joinsName reports a sign at p that makes the word before it the beginning of a name: "n.baptiste", "no-reply".
func joinsName(text []byte, p int) bool {
	return p+1 < len(text) && (text[p] == '.' || text[p] == '-' || text[p] == '_') && lex.IsLetter(text[p+1])
}

// asides stand between a label and its value in speech, with or without a comma before them: "my postcode, it's LS6 2HN".
var asides = [...]string{" c'est ", " it's ", " it is ", " das ist ", " è ", " es el ", " es la ", " dat is "}

// endsAside has the bytes that asides end with, before their blank.
var endsAside = func() (t [256]bool) {
	for _, a := range asides {
		t[a[len(a)-2]] = true
	}
	return
}()

// beginsAside reports a letter of ASCII that asides begin with.
func beginsAside(c byte) bool { return c == 'c' || c == 'i' || c == 'd' || c == 'e' }

// asideEnd returns the length of the aside that b begins with, 0 if there is none.
func asideEnd(b []byte) int {
	comma := 0
	if b[0] == ',' {
		comma = 1
	} else if b[0] != ' ' {
		return 0
	}
	if len(b) < comma+2 || !beginsAside(b[comma+1]) && b[comma+1] < 0x80 {
		return 0
	}
	for _, a := range asides {
		if len(b) >= comma+len(a) && string(b[comma:comma+len(a)]) == a {
			return comma + len(a)
		}
	}
	return 0
}

// remarkEnd returns the length of the remark in brackets that b begins with, as in "Policy number (if any): HM-448": up to 24 bytes without
// figures; 0 if there is none.
func remarkEnd(b []byte) int {
	if len(b) == 0 || b[0] != '(' {
		return 0
	}
	for i, c := range b[1:min(len(b), maxRemark)] {
		switch {
		case c == ')':
			if e := i + 2; i > 1 && e < len(b) && (b[e] == ' ' || b[e] == ':') {
				return e
			}
			return 0
		case !lex.IsLetter(c) && c < 0x80 && c != ' ' && c != '/' && c != '.' && c != ',' && c != '-':
			return 0
		}
	}
	return 0
}

const maxRemark = 26

// remarked reports a "(" behind a blank in the last bytes of b: what follows it is a remark and no argument.
func remarked(b []byte) bool {
	n := bytes.LastIndexByte(b[max(0, len(b)-maxRemark):], '(')
	n += max(0, len(b)-maxRemark)
	return n > 0 && b[n] == '(' && b[n-1] == ' '
}

// asideBefore returns the length of the aside or remark that b ends with, 0 if there is none.
func asideBefore(b []byte) int {
	if len(b) < 5 || b[len(b)-1] != ' ' {
		return 0
	}
	if e := len(b) - 2; b[e] == ')' || b[e] == ':' && b[e-1] == ')' {
		for i := e - 1; i > 0 && e-i < maxRemark; i-- {
			if b[i] == '(' {
				if n := remarkEnd(b[i:]); n > 0 && b[i-1] == ' ' {
					return len(b) - i + 1
				}
				return 0
			}
		}
		return 0
	}
	if !endsAside[b[len(b)-2]] {
		return 0
	}
	for _, a := range asides {
		if a[len(a)-2] == b[len(b)-2] && bytes.HasSuffix(b, []byte(a)) {
			if n := len(b) - len(a); n > 0 && b[n-1] == ',' {
				return len(a) + 1
			}
			return len(a)
		}
	}
	return 0
}

// keyed reports whether the line at the start of b begins with a label of its own, one or two words long: the label on the line before has no
// value.
func keyed(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), maxIndent)], " \t")
	blanks := 0
	for i, c := range b[:min(len(b), maxKey)] {
		switch {
		case c == ':' || c == '=':
			return i > blanks && (c == '=' || i+1 == len(b) || b[i+1] <= ' ')
		case c == ' ':
			if blanks++; blanks > 1 {
				return false
			}
		case !lex.IsLetter(c) && c < 0x80 && c != '_' && c != '-' && c != '.':
			return false
		}
	}
	return false
}

const (
	maxKey    = 32 // bytes of a label and its mark
	maxIndent = 64 // bytes of them and the blanks before
)

// MarkedLabel reports whether an OnLabel anchor's label is marked as one: by ":", "=", "|" or a tab before its value, as the name of
// an XML element or the field that the window lies in, or because label and value are all of a line (RowLabel).
func (s *Segment) MarkedLabel(a Anchor) bool {
	if a.Start == a.End {
		return true // a field's name, which stands nowhere in the text
	}
	for i, c := range s.Text[a.End:a.Value] {
		if c == '>' && i == 0 || c == ':' || c == '=' || c == '|' || c == '\t' || c == ';' {
			return true
		}
	}
	return s.RowLabel(a)
}

// RowLabel reports whether an OnLabel anchor's label and value are all of a line of a form or of a row of a table, with no ":" between
// them: "Religion    Sikh", "| Username | gvosy |", "Mobile ....... 555-0142".
func (s *Segment) RowLabel(a Anchor) bool {
	return a.Start < a.End && a.Value > a.End && rowValue(s.Text, a.Start, a.End) == a.Value
}
