package detectors_test

import (
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// The contracts of the engine, held by the real detectors.

func all(t testing.TB) *pii.Scanner {
	s, err := pii.NewScanner(detectors.All())
	require.NoError(t, err)
	return s
}

// fed scans b through a Feed, cut at random.
func fed(t testing.TB, s *pii.Scanner, b []byte, r *rand.Rand, most int) []pii.Finding {
	var out []pii.Finding
	f := s.NewFeed(func(p pii.Piece) error { out = append(out, p.Findings...); return nil })
	harness.Cuts(r, b, most, func(p []byte) {
		_, err := f.Write(p)
		require.NoError(t, err)
	})
	require.NoError(t, f.Close())
	return out
}

func TestCuts(t *testing.T) {
	s := all(t)
	for seed := range uint64(6) {
		b := harness.Ordinary(seed, 500+int(seed)*15000)
		want := s.Append(nil, b)
		require.NotEmpty(t, want)
		r := rand.New(rand.NewPCG(seed, 1))
		for _, most := range []int{1, 7, 300, 40000} {
			require.Equal(t, want, fed(t, s, b, r, most), "seed %d, cuts up to %d", seed, most)
		}
	}
	for _, p := range harness.Patterns {
		b := p.Text(50000)
		require.Equal(t, s.Append(nil, b), fed(t, s, b, rand.New(rand.NewPCG(1, 1)), 5000), p.Name)
	}
}

// TestCellsRecalled holds that what is remembered of a cell's findings is the same when the cell was met before.
func TestCellsRecalled(t *testing.T) {
	s := all(t)
	text := []byte("Torri asked. Torri Vincent")
	marks := []pii.Mark{{At: 0, Kind: pii.MarkCell, Label: "note"}, {At: 13, Kind: pii.MarkCell, Label: "name"}, {At: 20, Kind: pii.MarkDoc}}
	first := s.Document(nil, text, marks...)
	require.Len(t, first, 2)
	require.EqualValues(t, 0, first[0].Start)
	require.Equal(t, first, s.Document(nil, text, marks...))
}

// TestFirstLines holds that every document has a first line, not only that of the input.
func TestFirstLines(t *testing.T) {
	s := all(t)
	const note = "Maria Lopez\nmaria@lopez.example\n"
	one := s.Document(nil, []byte(note))
	require.Equal(t, pii.Person, one[0].Type)
	two := s.Document(nil, []byte(note+note), pii.Mark{At: int64(len(note)), Kind: pii.MarkDoc})
	require.Len(t, two, 2*len(one))
	for i, f := range two {
		if i >= len(one) {
			f.Start, f.End = f.Start-int64(len(note)), f.End-int64(len(note))
		}
		require.Equal(t, one[i%len(one)], f)
	}
}

// TestLongCuts makes a million random cuts of varied documents.
func TestLongCuts(t *testing.T) {
	if os.Getenv("LETHE_LONG") == "" {
		t.Skip("set LETHE_LONG=1")
	}
	s := all(t)
	r := rand.New(rand.NewPCG(9, 9))
	cuts := 0
	for seed := uint64(100); cuts < 1_000_000; seed++ {
		b := harness.Ordinary(seed, 2000+r.IntN(30000))
		want := s.Append(nil, b)
		var out []pii.Finding
		f := s.NewFeed(func(p pii.Piece) error { out = append(out, p.Findings...); return nil })
		harness.Cuts(r, b, 1+r.IntN(40), func(p []byte) {
			f.Write(p)
			cuts++
		})
		require.NoError(t, f.Close())
		require.Equal(t, want, out, "seed %d", seed)
	}
	t.Logf("%d cuts, 0 differences", cuts)
}

func fastest(s *pii.Scanner, b []byte) time.Duration {
	var dst []pii.Finding
	return harness.Fastest(func() { dst = s.Append(dst[:0], b) })
}

// TestHostileIsLinear holds each pattern to linear growth and to a multiple of an ordinary text's time. The bounds leave room for a
// busy machine: a quadratic detector exceeds them a hundredfold.
func TestHostileIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("times scans")
	}
	s := all(t)
	const n = 256 << 10
	ordinary := fastest(s, harness.Ordinary(1, n))
	for _, p := range harness.Patterns {
		// a busy machine spoils a measurement, not all of them; a quadratic detector spoils all
		var one, four time.Duration
		var ratio float64
		for range 4 {
			one, four = fastest(s, p.Text(n)), fastest(s, p.Text(4*n))
			if ratio = float64(one) / float64(ordinary); four <= 10*one+20*time.Millisecond && ratio <= 8 {
				break
			}
			ordinary = max(ordinary, fastest(s, harness.Ordinary(1, n)))
		}
		if four > 10*one+20*time.Millisecond {
			t.Errorf("%s: %v for %d bytes, %v for four times as many", p.Name, one, n, four)
		}
		if ratio > 8 {
			t.Errorf("%s: %.1f times the time of an ordinary text", p.Name, ratio)
		} else {
			t.Logf("%-20s %.2f times an ordinary text", p.Name, ratio)
		}
	}
}

// TestFlushIsQuick pushes utterances of 200 bytes and demands that the slowest but one per cent is settled within a millisecond; without
// LETHE_LONG the bound is loose, for busy machines.
func TestFlushIsQuick(t *testing.T) {
	s := all(t)
	f := s.NewFeed(func(pii.Piece) error { return nil })
	var took []time.Duration
	for seed := range uint64(2000) {
		b := harness.Ordinary(seed, 200)
		start := time.Now()
		_, err := f.Write(b)
		require.NoError(t, err)
		require.NoError(t, f.Flush())
		took = append(took, time.Since(start))
	}
	require.NoError(t, f.Close())
	slices.Sort(took)
	p99 := took[len(took)*99/100]
	t.Logf("median %v, 99th percentile %v", took[len(took)/2], p99)
	bound := 20 * time.Millisecond
	if os.Getenv("LETHE_LONG") != "" {
		bound = time.Millisecond
	}
	require.Less(t, p99, bound)
}

func TestWarmScansDoNotAllocate(t *testing.T) {
	s := all(t)
	for _, b := range [][]byte{harness.Ordinary(2, 2000), harness.Ordinary(3, 60000)} {
		dst := s.Document(nil, b)
		dst = s.Document(dst[:0], b)
		require.Zero(t, testing.AllocsPerRun(20, func() { dst = s.Document(dst[:0], b) }), "Document of %d bytes", len(b))
		require.Zero(t, testing.AllocsPerRun(20, func() { dst = s.Append(dst[:0], b) }), "Append of %d bytes", len(b))
	}
}

// observer collects what a Scanner tells of itself.
type observer struct{ told []any }

func (o *observer) Found(t pii.Type, r *pii.Rule)    { o.told = append(o.told, t, *r) }
func (o *observer) Unscanned(name string, n int64)   { o.told = append(o.told, name, n) }
func (o *observer) Scanned(n int64, d time.Duration) { o.told = append(o.told, n, d) }

func TestNothingTellsValues(t *testing.T) {
	o := &observer{}
	s, err := pii.NewScanner(detectors.All(), pii.WithObserver(o), pii.WithAlternatives(), pii.WithParts())
	require.NoError(t, err)
	text := "Name: " + strings.Join(harness.Canaries, ", or ") + " card " + harness.Canaries[3]
	fs := s.Document(nil, []byte(text))
	require.NotEmpty(t, fs)
	require.NotEmpty(t, o.told)
	for _, f := range fs {
		harness.NoCanary(t, "finding", f, &f, f.LogValue().String())
	}
	for _, e := range s.Explain([]byte(text)) {
		harness.NoCanary(t, "explanation", e)
	}
	harness.NoCanary(t, "observer", o.told...)
}

func FuzzDetectors(f *testing.F) {
	for _, p := range harness.Patterns {
		f.Add(p.Text(60), uint8(5))
	}
	f.Add(harness.Ordinary(1, 900), uint8(3))
	s := all(f)
	f.Fuzz(func(t *testing.T, b []byte, n uint8) {
		if len(b) > 4000 {
			return
		}
		want := s.Append(nil, b)
		end := int64(0)
		for _, x := range want {
			require.NotEqual(t, pii.Unscanned, x.Kind, "a detector failed")
			require.GreaterOrEqual(t, x.Start, end)
			require.Greater(t, x.End, x.Start)
			end = x.End
		}
		require.LessOrEqual(t, end, int64(len(b)))
		require.Equal(t, want, fed(t, s, b, rand.New(rand.NewPCG(uint64(n), 2)), int(n)%9+1))
		s.Document(nil, b)
	})
}

// TestScansKeepNoText holds that nothing kept for the next scan refers to the input of the last: one collection, which leaves pools
// alone, frees it.
func TestScansKeepNoText(t *testing.T) {
	s := all(t)
	scan := func() weak.Pointer[byte] {
		b := harness.Ordinary(4, 50_000)
		require.NotEmpty(t, s.Document(nil, b, pii.Mark{At: 7, Kind: pii.MarkTurn}))
		return weak.Make(&b[0])
	}
	text := scan()
	runtime.GC()
	require.Nil(t, text.Value())
	require.NotEmpty(t, s.Document(nil, harness.Ordinary(4, 5000)))
}
