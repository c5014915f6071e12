package names_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// ordinary is talk with a name here and there.
var ordinary = []byte(strings.Repeat("So I told Maria Gonzalez that the invoice of 12 March was paid, and she said fine.\nThen we went to Denver with Dr. Lindqvist and talked about the contract for a while.\n", 6000))

func fastest(s *pii.Scanner, b []byte) time.Duration {
	return harness.Fastest(func() { s.Append(nil, b) })
}

// TestHostileTextIsLinear holds texts of names, of capitals or of initials to linear growth and to a multiple of an ordinary text's
// time. The bounds leave room for a busy machine.
func TestHostileTextIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("times scans")
	}
	s := scanner(t, names.Options{})
	base := float64(fastest(s, ordinary[:200_000])) / 200_000
	for _, unit := range []string{"Brandon Foo Miller Quux ", "Maria ", "A. B. C. ", "ANNA BOB ", "'-'.,;'", "a-b'c-d'", "Dr. Mr. Mrs. ", "my name is ",
		"Hi Hello Dear ", "maria", "Name: ", "Regards\n", "Senior Manager ", "MSc of in ",
		"your name name name\n", "ann ann ", "at mill lane surgery ", "first,last,name,", "first,last\n", "/users/ann-lee", "A. B. S. L. ", "reg said ", "calling on behalf of "} {
		small, big := []byte(strings.Repeat(unit, 60_000/len(unit))), []byte(strings.Repeat(unit, 480_000/len(unit)))
		a, b := fastest(s, small), fastest(s, big)
		for try := 0; try < 3 && float64(b) >= 30*float64(a)+float64(30*time.Millisecond); try++ { // another process had the processor
			a, b = fastest(s, small), fastest(s, big)
		}
		require.Less(t, float64(b), 30*float64(a)+float64(30*time.Millisecond), "%q is not linear", unit)
		ratio := float64(b) / float64(len(big)) / base
		t.Logf("%-26q %.1f times an ordinary text", unit, ratio)
		require.Less(t, ratio, 30.0, unit)
	}
}

func TestCuts(t *testing.T) {
	s := scanner(t, names.Options{})
	text := ordinary[:60_000]
	want := s.Append(nil, text)
	require.NotEmpty(t, want)
	for _, most := range []int{3, 500, 30_000} {
		var got []pii.Finding
		f := s.NewFeed(func(p pii.Piece) error { got = append(got, p.Findings...); return nil })
		harness.Cuts(rand.New(rand.NewPCG(1, 2)), text, most, func(p []byte) {
			_, err := f.Write(p)
			require.NoError(t, err)
		})
		require.NoError(t, f.Close())
		require.Equal(t, want, got, "cuts up to %d", most)
	}
}

func TestWarmCallsDoNotAllocate(t *testing.T) {
	s := scanner(t, names.Options{})
	text := ordinary[:40_000]
	dst := s.Append(nil, text)
	require.Less(t, testing.AllocsPerRun(20, func() { dst = s.Append(dst[:0], text) }), 1.0)
}

func FuzzFind(f *testing.F) {
	f.Add("jo@")
	f.Add("My profile is linkedin.com/in/")
	f.Add("Dear Mr. O’Neil-Śmith,\n\x00\xff My name is J.R.R. A'B's")
	s, err := pii.NewScanner([]pii.Detector{names.Default()})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range s.Document(nil, []byte(text)) {
			require.NotEqual(t, pii.Unscanned, x.Kind)
			require.Less(t, x.Start, x.End)
			require.LessOrEqual(t, x.End, int64(len(text)))
		}
	})
}

func BenchmarkNames(b *testing.B) {
	s := scanner(b, names.Options{})
	var dst []pii.Finding
	b.SetBytes(int64(len(ordinary)))
	for b.Loop() {
		dst = s.Append(dst[:0], ordinary)
	}
}
