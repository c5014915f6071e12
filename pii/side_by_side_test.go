package pii_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// counts is an Observer.
type counts struct{ found, unscanned, bytes atomic.Int64 }

func (c *counts) Found(pii.Type, *pii.Rule)        { c.found.Add(1) }
func (c *counts) Unscanned(_ string, n int64)      { c.unscanned.Add(n) }
func (c *counts) Scanned(n int64, _ time.Duration) { c.bytes.Add(n) }

// toyMoody panics on some texts and answers nonsense on others.
type toyMoody struct{}

func (toyMoody) Spec() pii.Spec {
	return pii.Spec{Name: "moody", Types: []pii.Type{pii.Username}, Wants: []pii.Want{pii.OnBytes("^")}}
}

func (toyMoody) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		switch a.End % 5 {
		case 0:
			panic("no")
		case 1:
			return append(dst, pii.Finding{Start: s.Offset(a.End), End: s.Offset(a.Start), Type: pii.Username, Score: 1})
		}
		dst = append(dst, s.Found(max(0, a.Start-3), min(len(s.Text), a.End+3), pii.Username, 0.7, toyRule))
	}
	return dst
}

var (
	sideTexts = []string{"", "Ann", "name is Ann Roe", "Roe", "ann roe said", "a@b.example", "a@b", "555-0100", "5550100123", "<<BEGIN", "END>>", "@", "dob: 1/2/90", "1990", "é", "\xff", "\u200b", "YUBiLmV4YW1wbGU=",
		"61406220", "Agent: hi", "Caller: name is Bob Poe", "word word word word word", "\n", "\n\n"}
	sideKinds  = []pii.MarkKind{pii.MarkCell, pii.MarkCell, pii.MarkField, pii.MarkDoc, pii.MarkFlush, pii.MarkTurn, pii.MarkPage, pii.MarkSection}
	sideLabels = []string{"", "", "date_of_birth", "dob", "name", "header", "experience"}
)

// sideInput makes a text and marks, in any order and some outside of the text.
func sideInput(r *rand.Rand, piece string) (text []byte, marks []pii.Mark) {
	few, n := r.IntN(3), 1<<r.IntN(13)
	kinds := sideKinds[:1+r.IntN(len(sideKinds))]
	for range n {
		if few == 0 || r.IntN(40*few*few) == 0 {
			for range 1 + r.IntN(6)/4 {
				marks = append(marks, pii.Mark{At: int64(len(text)), Kind: kinds[r.IntN(len(kinds))], Label: sideLabels[r.IntN(len(sideLabels))]})
			}
		}
		for range 1 + r.IntN(1+few*12) {
			switch r.IntN(30) {
			case 0:
				text = append(text, piece...)
			case 1:
				text = append(text, '\n')
			default:
				text = append(text, sideTexts[r.IntN(len(sideTexts))]...)
			}
			if r.IntN(3) > 0 {
				text = append(text, ' ')
			}
		}
	}
	if r.IntN(8) == 0 {
		marks = append(marks, pii.Mark{At: -5, Kind: pii.MarkCell, Label: "dob"}, pii.Mark{At: 1 << 40, Kind: pii.MarkDoc})
		r.Shuffle(len(marks), func(i, j int) { marks[i], marks[j] = marks[j], marks[i] })
	}
	return text, marks
}

// alike compares findings of two scanners: each has rules of its own for what failed.
func alike(a, b pii.Finding) bool {
	sameRule := a.Rule == b.Rule || a.Kind == pii.Unscanned && *a.Rule == *b.Rule
	a.Rule, b.Rule = nil, nil
	return sameRule && a == b
}

// FuzzSideBySide holds scanners with workers, and scanners that have met cells before, against one that does neither: an allow list that
// holds nothing of the text sees to that.
func FuzzSideBySide(f *testing.F) {
	nothing, err := pii.NewList(pii.Exact, []string{"nothing of the text"})
	require.NoError(f, err)
	ds := append(toys(), inSection{}, toyMoody{})
	type trio struct{ plain, warm, many *pii.Scanner }
	var all []trio
	var seen [3][]*counts
	for i, opts := range [][]pii.Option{nil, {pii.WithDeep()}, {pii.WithParts(), pii.WithAlternatives()}, {pii.WithThreshold(0.65)}, {pii.WithTypes(pii.Email, pii.Person)}, {pii.WithContext(pii.Phone, -0.7, "word")}} {
		var t trio
		for k, s := range []**pii.Scanner{&t.plain, &t.warm, &t.many} {
			c := &counts{}
			seen[k] = append(seen[k], c)
			own := append(slices.Clone(opts), pii.WithObserver(c))
			switch k {
			case 0:
				own = append(own, pii.WithAllow(nothing))
			case 2:
				own = append(own, pii.WithWorkers(2+i))
			}
			*s, err = pii.NewScanner(ds, own...)
			require.NoError(f, err)
		}
		all = append(all, t)
	}
	for i := range uint64(30) {
		f.Add([]string{"~", "x^y", "a@b.example"}[i%3], i/2)
	}
	f.Fuzz(func(t *testing.T, piece string, seed uint64) {
		piece = piece[:min(len(piece), 200)]
		if seed%3 > 0 { // else much fails
			piece = strings.NewReplacer("~", "-", "^", "-").Replace(piece)
		}
		text, marks := sideInput(rand.New(rand.NewPCG(seed, 7)), piece)
		which := int(seed % uint64(len(all)))
		s := all[which]
		for i, mode := range []func(*pii.Scanner) []pii.Finding{
			func(s *pii.Scanner) []pii.Finding { return s.Append(nil, text, marks...) },
			func(s *pii.Scanner) []pii.Finding { return s.Document(nil, text, marks...) },
			func(s *pii.Scanner) []pii.Finding { return s.ReportingParts().Document(nil, text, marks...) },
		} {
			want := mode(s.plain)
			for k, x := range []*pii.Scanner{s.warm, s.many} {
				got := mode(x)
				j := 0
				for j < min(len(want), len(got)) && alike(want[j], got[j]) {
					j++
				}
				if j < max(len(want), len(got)) {
					t.Fatalf("options %d, mode %d, scanner %d: finding %d of %d and %d\nwant %+v\ngot  %+v", which, i, k, j, len(want), len(got), want[j:min(len(want), j+2)], got[j:min(len(got), j+2)])
				}
				a, b := seen[0][which], seen[k+1][which]
				if a.found.Load() != b.found.Load() || a.unscanned.Load() != b.unscanned.Load() || a.bytes.Load() != b.bytes.Load() {
					t.Fatalf("options %d, mode %d, scanner %d: found %d, %d; unscanned %d, %d", which, i, k, a.found.Load(), b.found.Load(), a.unscanned.Load(), b.unscanned.Load())
				}
			}
		}
	})
}

// angry is an Observer that panics.
type angry struct{ counts }

func (*angry) Unscanned(string, int64) { panic("angry") }

type ending struct{ wrongDetector }

func (ending) Find([]pii.Finding, *pii.Segment, []pii.Anchor) []pii.Finding {
	runtime.Goexit()
	return nil
}

// Panics that are the caller's reach it from every goroutine, and no part counts as scanned that was not.
func TestPanicsSideBySide(t *testing.T) {
	text := []byte(strings.Repeat(strings.Repeat("word ", 30)+"x @ y\n", 2000))
	var marks []pii.Mark
	for i := 0; i < len(text); i += 20 << 10 {
		marks = append(marks, pii.Mark{At: int64(i), Kind: pii.MarkDoc})
	}
	find := func(s *pii.Segment, a pii.Anchor) pii.Finding {
		return s.Found(a.Start, a.End, pii.Email, 1, wrongRule)
	}
	for want, d := range map[string]pii.Detector{
		"pii: a detector panicked in Forms": failingForms{wrongDetector{find}},
		"angry":                             wrongDetector{func(*pii.Segment, pii.Anchor) pii.Finding { panic("no") }},
		"pii: a scan was ended":             ending{},
	} {
		s, err := pii.NewScanner([]pii.Detector{d}, pii.WithWorkers(3), pii.WithObserver(&angry{}))
		require.NoError(t, err)
		for _, m := range [][]pii.Mark{marks, nil} {
			if want == "pii: a scan was ended" && m == nil {
				continue // the first stretch is scanned by the caller's own goroutine, which ends
			}
			require.PanicsWithValue(t, want, func() { s.Document(nil, text, m...) })
			require.PanicsWithValue(t, want, func() { s.Append(nil, text, m...) })
		}
	}
}
