package detectors

import (
	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Forms names the ways in which a labelled person can appear again: the whole name, the surname, the given name, with a capital.
func (nameField) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
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
	dst = append(dst, pii.Form{Text: text, Type: pii.Person, Score: f.Score, Cased: hi-lo == 1, Attrs: f.Attrs})
	for i := lo; i < hi && hi-lo > 1; i++ {
		last := i // of the words that hyphens join
		for last+1 < hi && ts[last+1].Start == ts[last].End+1 && s.Text[ts[last].End] == '-' {
			last++
		}
		cased := true
		if f.Rule == ruleMailbox { // there is no label
			c := names.Common(ts[i])
			if c == 3 {
				continue
			}
			cased = c > 0
		}
		attrs := f.Attrs.WithGiven(i == lo).WithSurname(last == hi-1)
		for _, end := range [...]int{last, i} {
			if part := s.Text[ts[i].Start:ts[end].End]; len(part) > 2 && ts[i].Flags&lex.FirstUpper != 0 {
				dst = append(dst, pii.Form{Text: part, Type: pii.Person, Score: 0.7, Cased: cased, Weak: last < hi-1, Attrs: attrs})
			}
			if last == i {
				break
			}
		}
	}
	return dst
}
