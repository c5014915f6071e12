package names

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// Forms names the ways in which a person can appear again: the whole name, the surname, the given name. Words that are common in
// lower case count only with a capital.
func (d *detector) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
	if f.Type != pii.Person || f.Score < 0.6 {
		return dst
	}
	text, at, ok := s.Value(f)
	if !ok {
		return dst
	}
	ts := s.Tokens()
	lo := s.TokenAt(at)
	hi := lo
	for hi < len(ts) && int(ts[hi].End) <= at+len(text) {
		hi++
	}
	if hi == lo {
		return dst
	}
	l := lexicon()
	entry := func(t *pii.Token) nametag.Entry { return l.Lookup(nametag.HashToken(t.Hash)) }
	whole := pii.Form{Text: text, Type: pii.Person, Score: f.Score, Attrs: f.Attrs}
	if hi-lo == 1 {
		whole.Cased = entry(&ts[lo]).Common() > 0
		return append(dst, whole)
	}
	dst = append(dst, whole)
	for i := lo; i < hi; i++ {
		t := &ts[i]
		e := entry(t)
		if t.Len() < 3 || t.Flags&lex.HasDigit != 0 || e.Common() == 3 || t.Flags&(lex.FirstUpper|lex.NonASCII) == 0 && !s.NoCase() {
			continue
		}
		attrs := f.Attrs
		switch i {
		case lo:
			attrs = attrs.WithGiven(true)
		case hi - 1:
			attrs = attrs.WithSurname(true)
		}
		dst = append(dst, pii.Form{Text: s.Text[t.Start:t.End], Type: pii.Person, Score: 0.7, Cased: e.Common() > 0, Weak: i < hi-1, Attrs: attrs})
	}
	return dst
}
