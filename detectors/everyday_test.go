package detectors_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// alone makes a Scanner with one detector.
func alone(t testing.TB, d pii.Detector) *pii.Scanner {
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	return s
}

// scan reads b and checks the findings.
func scan(t *testing.T, s *pii.Scanner, b []byte) {
	whole := s.Append(nil, b)
	end := int64(0)
	for _, f := range whole {
		require.NotEqual(t, pii.Unscanned, f.Kind, "the detector failed")
		require.GreaterOrEqual(t, f.Start, end)
		require.Greater(t, f.End, f.Start)
		end = f.End
	}
	require.LessOrEqual(t, end, int64(len(b)))
	require.Equal(t, whole, fed(t, s, b, rand.New(rand.NewPCG(1, 2)), 7), "cut")
}

func FuzzPhone(f *testing.F) {
	f.Add("call +44 (0)20 7946 0958 x12 or oh seven double 5, uh, zweimal die drei 1-800-FLOWERS 0 7 7 0 0")
	sc := alone(f, detectors.Phone())
	f.Fuzz(func(t *testing.T, s string) { scan(t, sc, []byte(s)) })
}

func FuzzDate(f *testing.F) {
	f.Add("on 5. 3. 2024 10:30, the third of may nineteen oh five at half past 9 a.m. 12-14 March '84 10/Oct/2000:13:55:36")
	sc := alone(f, detectors.Date())
	f.Fuzz(func(t *testing.T, s string) { scan(t, sc, []byte(s)) })
}

func FuzzAge(f *testing.F) {
	f.Add("a sixty-two-year-old, Anna Roe, 58, 34yo, 61M, Edad: 18 meses, 37-jährige, 72 y/o")
	sc := alone(f, detectors.Age())
	f.Fuzz(func(t *testing.T, s string) { scan(t, sc, []byte(s)) })
}

func FuzzAddress(f *testing.F) {
	f.Add("Flat 2, 12-14 Elm St. NW # 3-4, Leeds LS1 4AP, UK C/ Mayor, n.º 3, 4.º C, 28012 Madrid Hauptstr. 5 a, D-10115 Berlin PO Box 12, 40 II, 1013 CB")
	sc := alone(f, detectors.Address())
	f.Fuzz(func(t *testing.T, s string) { scan(t, sc, []byte(s)) })
}

func FuzzPostalCode(f *testing.F) {
	f.Add("SW1A 2AA IL 62704-1234 1012 AB Amsterdam D-10115 Berlin CP: 75002")
	sc := alone(f, detectors.PostalCode())
	f.Fuzz(func(t *testing.T, s string) { scan(t, sc, []byte(s)) })
}

// TestEverydayAcrossBodies holds findings to the same places wherever the engine cuts its segments.
func TestEverydayAcrossBodies(t *testing.T) {
	ds := []pii.Detector{detectors.Phone(), detectors.Date(), detectors.DateOfBirth(), detectors.Age(), detectors.Address(), detectors.PostalCode()}
	s, err := pii.NewScanner(ds)
	require.NoError(t, err)
	line := "DOB: 3 May 1984, aged 41, of 12-14 Elm Street NW, Springfield, IL 62704, call oh seven seven double oh, uh, nine hundred one two three or +44 20 7946 0958 "
	b := []byte(strings.Repeat(line, 400))
	want := s.Append(nil, b)
	per := make(map[pii.Type]int)
	for _, f := range want {
		per[f.Type]++
	}
	for _, typ := range []pii.Type{pii.DateOfBirth, pii.Age, pii.Address, pii.Phone} {
		require.Zero(t, per[typ]%400, typ)
	}
	require.Equal(t, want, fed(t, s, b, rand.New(rand.NewPCG(3, 4)), 900))
	dst := s.Append(nil, b)
	require.Zero(t, testing.AllocsPerRun(5, func() { dst = s.Append(dst[:0], b) }))
}

func ExamplePhoneIn() {
	d, err := detectors.PhoneIn("AU")
	if err != nil {
		panic(err)
	}
	s, err := pii.NewScanner([]pii.Detector{d})
	if err != nil {
		panic(err)
	}
	text := "ring (02) 5550 1234 after six"
	for _, f := range s.Append(nil, []byte(text)) {
		fmt.Println(f.Type, text[f.Start:f.End])
	}
	// Output: PHONE (02) 5550 1234
}
