package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

var ruleLast = &pii.Rule{Detector: "national", Name: "last digits"}

var lastWordsValue lazy.Value[*lastSets]

type lastSets struct{ last, count, ending *lex.Set }

func lastWords() *lastSets {
	return lastWordsValue.Get(func() *lastSets {
		return &lastSets{last: lex.NewSet("last", "final"), count: lex.NewSet("four", "4"), ending: lex.NewSet("ending", "ends", "xxx", "xx", "last", "four", "4", "digits", "in", "with")}
	})
}

// lastDigits reads the last digits of a number behind a label that asks for them ("last four of your social", "SSN ending in"), written or
// said, also in the answer.
func (d *nationalID) lastDigits(dst []pii.Finding, s *pii.Segment, a pii.Anchor) []pii.Finding {
	if from, to := lastFour(s, a, d.tail, true); to > 0 {
		dst = append(dst, labelled(s.Found(from, to, d.typ, 0.7, ruleLast)))
	}
	return dst
}

// lastFour returns the bounds of the last digits, tail of them, of a number that the label of a names: behind it, or in the answer. to is 0 if
// nobody asks for them. With ending, "SSN ending in" asks too.
func lastFour(s *pii.Segment, a pii.Anchor, tail int, ending bool) (from, to int) {
	ts, w := s.Tokens(), lastWords()
	asked := false
	for k, n := s.TokenAt(a.Start)-1, 0; k > 0 && n < 5 && !asked; k, n = k-1, n+1 {
		asked = w.count.Has(ts[k].Hash) && w.last.Has(ts[k-1].Hash)
	}
	k := s.TokenAt(a.End)
	for n := 0; ending && n < 6 && k < len(ts) && w.ending.Has(ts[k].Hash); n++ {
		k++
		asked = true
	}
	if !asked || a.Start == a.End {
		return 0, 0
	}
	if k < len(ts) {
		if end := digitsAt(s, k, tail); end > 0 {
			return int(ts[k].Start), end
		}
	}
	if p, ok := answer(s, a.End); ok {
		if k = leadIn(s, s.TokenAt(p)); k < len(ts) {
			return int(ts[k].Start), digitsAt(s, k, tail)
		}
	}
	return 0, 0
}

// digitsAt returns the end of exactly tail digits at token k, written or said; 0 if there are none.
func digitsAt(s *pii.Segment, k, tail int) int {
	t := s.Tokens()[k]
	if t.Flags.AllDigits() {
		if t.Len() != tail || wordAfter(s.Text, int(t.End)) {
			return 0
		}
		return int(t.End)
	}
	var r spoken.Run
	spoken.Parse(&r, s.Text, s.Tokens(), k)
	if r.N != tail {
		return 0
	}
	return int(s.Tokens()[r.End-1].End)
}
