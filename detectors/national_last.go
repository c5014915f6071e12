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
	ts, w := s.Tokens(), lastWords()
	asked := false
	for k, n := s.TokenAt(a.Start)-1, 0; k > 0 && n < 5 && !asked; k, n = k-1, n+1 {
		asked = w.count.Has(ts[k].Hash) && w.last.Has(ts[k-1].Hash)
	}
	k := s.TokenAt(a.End)
	for n := 0; n < 6 && k < len(ts) && w.ending.Has(ts[k].Hash); n++ {
		k++
		asked = true
	}
	if !asked || a.Start == a.End {
		return dst
	}
	if k < len(ts) {
		if end := d.digitsAt(s, k); end > 0 {
			return append(dst, labelled(s.Found(int(ts[k].Start), end, d.typ, 0.7, ruleLast)))
		}
	}
	if p, ok := answer(s, a.End); ok {
		if k = leadIn(s, s.TokenAt(p)); k < len(ts) {
			if end := d.digitsAt(s, k); end > 0 {
				return append(dst, labelled(s.Found(int(ts[k].Start), end, d.typ, 0.7, ruleLast)))
			}
		}
	}
	return dst
}

// digitsAt returns the end of exactly tail digits at token k, written or said; 0 if there are none.
func (d *nationalID) digitsAt(s *pii.Segment, k int) int {
	t := s.Tokens()[k]
	if t.Flags.AllDigits() {
		if t.Len() != d.tail || wordAfter(s.Text, int(t.End)) {
			return 0
		}
		return int(t.End)
	}
	var r spoken.Run
	spoken.Parse(&r, s.Text, s.Tokens(), k)
	if r.N != d.tail {
		return 0
	}
	return int(s.Tokens()[r.End-1].End)
}
