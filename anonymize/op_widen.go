package anonymize

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Widen writes the label in place of the whole clause that holds the value: what stands around a special-category fact often tells it
// too ("I have [HEALTH], so I inject before each meal"). A clause ends at the punctuation of sentences and clauses, brackets, quotation
// marks and line breaks, before a conjunction, at the mark of a field, and at maxClause bytes. Other findings in the clause go with it;
// what was written before it stays, so in a stream the clause begins behind the piece before. Its YAML name is "widen".
type Widen struct{}

// Append writes the label.
func (Widen) Append(dst []byte, v Value) ([]byte, error) { return append(dst, v.Label...), nil }

// Leaks says that nothing shows.
func (Widen) Leaks() Leaks { return Leaks{Class: "suppression", Idempotent: true} }

// String returns the name.
func (Widen) String() string { return "widen" }

// maxClause is how far, in bytes, a clause reaches to each side of a value.
const maxClause = 240

// clause returns the bounds of the clause around [start, end) of text, within [lo, hi).
func clause(text []byte, lo, hi, start, end int) (int, int) {
	lo, hi = max(lo, start-maxClause), min(hi, end+maxClause)
	a := start
	for a > lo {
		r, n := utf8.DecodeLastRune(text[lo:a])
		if ends(r) || r == '.' && (a == len(text) || text[a] == ' ') {
			break
		}
		a -= n
	}
	if cut := lastConjunction(text[a:start]); cut >= 0 {
		a += cut
	}
	b := end
	for b < hi {
		r, n := utf8.DecodeRune(text[b:hi])
		if ends(r) || r == '.' && (b+1 >= len(text) || text[b+1] <= ' ' || text[b+1] == '"') {
			break
		}
		b += n
	}
	if cut := firstConjunction(text[end:b]); cut >= 0 {
		b = end + cut
	}
	for a < start && (text[a] == ' ' || text[a] == '\t') {
		a++
	}
	for b > end && (text[b-1] == ' ' || text[b-1] == '\t') {
		b--
	}
	return a, b
}

// ends reports whether a rune separates clauses.
func ends(r rune) bool {
	switch r {
	case ',', ';', ':', '!', '?', '¿', '¡', '(', ')', '[', ']', '{', '}', '<', '>', '|', '"', '“', '”', '„', '«', '»', '=', '–', '—', '\n', '\r', '\t',
		utf8.RuneError:
		return true
	}
	return false
}

var conjunctions = lex.NewSet("and", "but", "because", "so", "or", "which", "und", "aber", "weil", "oder", "denn", "sondern", "et", "mais", "car", "ou",
	"donc", "y", "pero", "porque", "o")

// lastConjunction returns where the words behind the last conjunction of b begin, -1 if there is none.
func lastConjunction(b []byte) int {
	cut, at := -1, 0
	for w := range bytes.FieldsSeq(b) {
		at += bytes.Index(b[at:], w) + len(w)
		if conjunctions.Has(lex.HashString(string(w))) {
			cut = at
		}
	}
	return cut
}

// firstConjunction returns where the first conjunction of b begins, -1 if there is none.
func firstConjunction(b []byte) int {
	at := 0
	for w := range bytes.FieldsSeq(b) {
		at += bytes.Index(b[at:], w)
		if conjunctions.Has(lex.HashString(string(w))) {
			return at
		}
		at += len(w)
	}
	return -1
}

// widened returns the input offsets of what replaces a finding under Widen: its clause, without what is written already and without
// the text behind a mark.
func (p *pass) widened(f pii.Finding, window []byte, base int64) (start, end int64) {
	lo, hi := max(base, p.last.done), base+int64(len(window))
	k := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].At > f.Start })
	if k > 0 {
		lo = max(lo, p.marks[k-1].At)
	}
	if k < len(p.marks) {
		hi = min(hi, max(f.End, p.marks[k].At))
	}
	a, b := clause(window, int(lo-base), int(hi-base), int(f.Start-base), int(f.End-base))
	return base + int64(a), base + int64(b)
}
