package anonymize

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ValueSet is a list of values and aliases, such as everything that one person is called, that is looked for in any writing: letters and digits
// are compared without case, accents and compatibility forms, whatever separators stand between them, at the edges of words; telephone
// numbers by their last nine digits; names in all their NameForms. It is immutable and safe for concurrent use, and prints as a count.
type ValueSet struct {
	entries []valueEntry
	values  int
	heads   *[1 << 10]uint64 // whether an entry begins with two bytes
	words   map[string][]int // by the beginning of the form: entries that begin at a word's edge
	numbers map[string][]int // entries of figures alone, which may begin inside of a longer number
}

type valueEntry struct {
	form string // folded letters and digits
	line int
}

const (
	headSize   = 3 // bytes of a form by which entries are found
	leastForm  = 2
	leastDeep  = 4 // characters that a value must have to be looked for in decoded text
	phoneForm  = 9
	leastPhone = 7
	leastName  = 5 // characters of another form of a name
)

// ErrValues says that a list of values is unfit.
var ErrValues = errors.New("anonymize: bad list of values")

func newValueSet() *ValueSet {
	return &ValueSet{heads: new([1 << 10]uint64), words: map[string][]int{}, numbers: map[string][]int{}}
}

// NewValueSet compiles values. A value with fewer than two letters and digits is refused with ErrValues; its place in the list is named, it
// itself is not.
func NewValueSet(values []string) (*ValueSet, error) {
	s := newValueSet()
	for i, v := range values {
		if err := s.add(v, i+1); err != nil {
			return nil, err
		}
	}
	if len(s.entries) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrValues)
	}
	return s, nil
}

// ReadValueSet reads a list, one value a line; blank lines and lines that begin with "#" count for nothing.
func ReadValueSet(r io.Reader) (*ValueSet, error) {
	s := newValueSet()
	n := 0
	err := eachLine(r, func(_ int, line string) error { n++; return s.add(line, n) })
	if err == nil && n == 0 {
		err = fmt.Errorf("%w: it is empty", ErrValues)
	}
	return s, err
}

func (s *ValueSet) add(value string, line int) error {
	f := foldValue([]byte(value), nil)
	form := string(f.text)
	if utf8.RuneCountInString(form) < leastForm {
		return fmt.Errorf("%w: entry %d has fewer than two letters and digits", ErrValues, line)
	}
	s.values++
	forms := []string{form}
	for _, n := range NameForms(value) {
		if other := string(foldValue([]byte(n), nil).text); len(other) >= leastName && !slices.Contains(forms, other) {
			forms = append(forms, other)
			s.index(other, line, s.words)
		}
	}
	index := s.words
	if isPhoneForm(value, form) {
		form = form[max(0, len(form)-phoneForm):]
		index = s.numbers
	}
	s.index(form, line, index)
	return nil
}

func (s *ValueSet) index(form string, line int, index map[string][]int) {
	n := uint(form[0])<<8 | uint(form[1])
	s.heads[n>>6] |= 1 << (n & 63)
	head := form[:min(headSize, len(form))]
	index[head] = append(index[head], len(s.entries))
	s.entries = append(s.entries, valueEntry{form, line})
}

// isPhoneForm reports whether a value is figures as telephone numbers are written.
func isPhoneForm(value, form string) bool {
	if len(form) < leastPhone || len(form) > 15 || strings.ContainsFunc(form, func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	return strings.ContainsAny(value, "+ ()-") || form[0] == '0'
}

// Len returns the number of values.
func (s *ValueSet) Len() int { return s.values }

// String says how many values there are.
func (s ValueSet) String() string { return fmt.Sprintf("anonymize.ValueSet[%d]", len(s.entries)) }

// Format prints String, whatever the verb.
func (s ValueSet) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// Is reports whether a value is one of the set.
func (s *ValueSet) Is(value []byte) bool {
	f := foldValue(value, nil)
	found := false
	s.each(f, 0, func(_, start, end int) { found = found || start == 0 && end == len(f.text) })
	if !found && len(f.text) >= leastPhone {
		s.each(f, 0, func(i, start, end int) {
			found = found || end == len(f.text) && s.isNumber(i) && len(f.text) <= 15
		})
	}
	return found
}

// in reports whether a value of the set stands in b.
func (s *ValueSet) in(b []byte) bool {
	found := false
	s.each(foldValue(b, nil), 0, func(_, _, _ int) { found = true })
	return found
}

func (s *ValueSet) isNumber(i int) bool {
	form := s.entries[i].form
	return slices.Contains(s.numbers[form[:min(headSize, len(form))]], i)
}

// ValueCounts says how often values were found, by the encoding and by their place in the list, from 1.
type ValueCounts struct {
	Encodings map[string]int // "plain", "base64", "hex", "percent", "entities", "escapes", "quoted-printable", "UTF-16"
	Entries   map[int]int
}

// Total returns the number of occurrences.
func (c ValueCounts) Total() int {
	n := 0
	for _, k := range c.Encodings {
		n += k
	}
	return n
}

// Add adds another count.
func (c *ValueCounts) Add(o ValueCounts) {
	if c.Encodings == nil {
		c.Encodings, c.Entries = map[string]int{}, map[int]int{}
	}
	for e, n := range o.Encodings {
		c.Encodings[e] += n
	}
	for e, n := range o.Entries {
		c.Entries[e] += n
	}
}

// String lists encodings and counts, such as "base64 1, plain 2".
func (c ValueCounts) String() string {
	var parts []string
	for _, e := range slices.Sorted(maps.Keys(c.Encodings)) {
		parts = append(parts, fmt.Sprintf("%s %d", e, c.Encodings[e]))
	}
	return strings.Join(parts, ", ")
}

// Count counts the values that stand in b as they are. Linear in b.
func (s *ValueSet) Count(b []byte) ValueCounts {
	var c ValueCounts
	s.count(&c, reading{text: b}, plainText, 0, 0)
	return c
}

const plainText = "plain"

// count counts the values of at least so many bytes of which all steps decoded something.
func (s *ValueSet) count(c *ValueCounts, r reading, encoding string, least int, steps uint8) {
	ends := map[int]int{} // by line: forms of one value may overlap ("Jane Fairweather, Jane Fairweather")
	f := foldValue(r.text, r.steps)
	s.each(f, least, func(i, start, end int) {
		line := s.entries[i].line
		if start < ends[line] || steps > 0 && f.stepsOf(start, end-start) != steps {
			return
		}
		ends[line] = end
		c.Add(ValueCounts{map[string]int{encoding: 1}, map[int]int{line: 1}})
	})
}

// folded is a text reduced to folded letters and digits.
type folded struct {
	reading        // of letters and digits alone; a step that decoded what stood before one and was left out is that one's
	edges   []bool // edges[i]: a word begins or ends before text[i]; one longer than text
}

// foldValue folds a text: NFKD without marks, lower case, letters and digits alone. steps are those of a reading.
func foldValue(b []byte, steps []uint8) folded {
	f := folded{reading: reading{text: make([]byte, 0, len(b))}, edges: make([]bool, 1, len(b)+1)}
	edge, read, next := true, 0, 0
	put := func(r rune) {
		f.edges[len(f.text)] = f.edges[len(f.text)] || edge
		edge = false
		f.text = utf8.AppendRune(f.text, r)
		for len(f.edges) <= len(f.text) {
			f.edges = append(f.edges, false)
		}
		if steps != nil {
			of := reading{steps: steps}.stepsOf(read, next-read)
			for len(f.steps) < len(f.text) {
				f.steps = append(f.steps, of)
			}
			read = next
		}
	}
	for i := 0; i < len(b); {
		next = i + 1
		if c := b[i]; c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z' || isDigit(c):
				put(rune(c))
			case c >= 'A' && c <= 'Z':
				put(rune(c | 0x20))
			default:
				edge = true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		next = i + n
		switch {
		case r == utf8.RuneError && n == 1:
			edge = true
		case unicode.Is(unicode.Cf, r) || unicode.IsMark(r): // vanishes
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			for _, d := range decomposed(r, b[i:]) {
				switch {
				case unicode.IsLetter(d):
					put(unicode.ToLower(d))
				case unicode.IsDigit(d):
					put('0' + digitOf(d))
				}
			}
		default:
			edge = true
		}
		i += n
	}
	f.edges[len(f.text)] = true
	return f
}

// decomposed returns the NFKD form of the rune that b begins with.
func decomposed(r rune, b []byte) string {
	const firstHangul, lastHangul = 0xac00, 0xd7a3 // whose decompositions are computed and not in the tables
	if d := norm.NFKD.Properties(b).Decomposition(); d != nil || r >= firstHangul && r <= lastHangul {
		return norm.NFKD.String(string(r))
	}
	return string(r)
}

// digitOf returns the value of a decimal digit of any script: their digits stand in runs of ten.
func digitOf(r rune) rune {
	zero := r
	for zero > 0 && r-zero < 9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return (r - zero) % 10
}

// each calls f for every occurrence of an entry with at least so many bytes.
func (s *ValueSet) each(t folded, least int, f func(entry, start, end int)) {
	check := func(at int, index map[string][]int) {
		for n := 2; n <= headSize && at+n <= len(t.text); n++ {
			for _, i := range index[string(t.text[at:at+n])] {
				form := s.entries[i].form
				end := at + len(form)
				if (n == headSize || n == len(form)) && len(form) >= least && end <= len(t.text) && t.edges[end] && string(t.text[at:end]) == form {
					f(i, at, end)
				}
			}
		}
	}
	for at := 0; at+1 < len(t.text); at++ {
		if n := uint(t.text[at])<<8 | uint(t.text[at+1]); s.heads[n>>6]>>(n&63)&1 == 0 {
			continue
		}
		if t.edges[at] {
			check(at, s.words)
		}
		if len(s.numbers) > 0 && isDigit(t.text[at]) {
			check(at, s.numbers)
		}
	}
}
