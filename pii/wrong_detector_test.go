package pii_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// wrongDetector returns for each "@" what find makes of it.
type wrongDetector struct {
	find func(s *pii.Segment, a pii.Anchor) pii.Finding
}

var wrongRule = &pii.Rule{Detector: "wrong"}

func (wrongDetector) Spec() pii.Spec {
	return pii.Spec{Name: "wrong", Types: []pii.Type{pii.Email}, Wants: []pii.Want{pii.OnBytes("@")}}
}

func (d wrongDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		dst = append(dst, d.find(s, a))
	}
	return dst
}

// What a detector gets wrong masks too much, never too little.
func TestWrongFindingsAreMasked(t *testing.T) {
	around := func(change func(*pii.Finding)) func(*pii.Segment, pii.Anchor) pii.Finding {
		return func(s *pii.Segment, a pii.Anchor) pii.Finding {
			f := s.Found(a.Start-3, a.End+3, pii.Email, 1, wrongRule)
			change(&f)
			return f
		}
	}
	tests := map[string]struct {
		find func(*pii.Segment, pii.Anchor) pii.Finding
		kind pii.Kind
	}{
		"inverted":    {around(func(f *pii.Finding) { f.Start, f.End = f.End, f.Start }), pii.Unscanned},
		"before":      {around(func(f *pii.Finding) { f.Start, f.End = -50, -20 }), pii.Unscanned},
		"behind":      {around(func(f *pii.Finding) { f.Start, f.End = 5000, 5010 }), pii.Unscanned},
		"far":         {around(func(f *pii.Finding) { f.Start, f.End = math.MinInt64, math.MaxInt64 }), pii.Whole},
		"no rule":     {around(func(f *pii.Finding) { f.Rule = nil }), pii.Whole},
		"alternative": {around(func(f *pii.Finding) { f.Kind = pii.Alternative }), pii.Whole},
		"part":        {around(func(f *pii.Finding) { f.Kind = pii.Part }), pii.Whole},
		"no kind":     {around(func(f *pii.Finding) { f.Kind = 9 }), pii.Whole},
		"continued":   {around(func(f *pii.Finding) { f.Attrs = f.Attrs.WithContinued(true) }), pii.Whole},
		"no score":    {around(func(f *pii.Finding) { f.Score = float32(math.NaN()) }), pii.Whole},
	}
	text := []byte("mail abc@def now")
	for name, tt := range tests {
		s, err := pii.NewScanner([]pii.Detector{wrongDetector{tt.find}})
		require.NoError(t, err)
		for _, fs := range [][]pii.Finding{s.Document(nil, text), s.Append(nil, text)} {
			require.Len(t, fs, 1, name)
			require.Equal(t, tt.kind, fs[0].Kind, name)
			require.False(t, fs[0].Attrs.Continued(), name)
			require.NotNil(t, fs[0].Rule, name)
			require.LessOrEqual(t, fs[0].Start, int64(5), name)
			require.GreaterOrEqual(t, fs[0].End, int64(12), name)
		}
	}
	require.Equal(t, "unknown", pii.Kind(9).String())
}

// endless opens at "@" and has no bound.
type endless struct{ wrongDetector }

func (endless) Until(pii.Finding, *pii.Segment) ([]byte, int64) { return []byte("$$"), math.MaxInt64 }

func TestOpenerWithoutBound(t *testing.T) {
	find := func(s *pii.Segment, a pii.Anchor) pii.Finding {
		return s.Found(a.Start, a.End, pii.Email, 1, wrongRule)
	}
	s, err := pii.NewScanner([]pii.Detector{endless{wrongDetector{find}}})
	require.NoError(t, err)
	for _, n := range []int{10, 50 << 10} {
		text := "x @" + strings.Repeat(" secret", n)
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1)
		require.Equal(t, int64(len(text)), fs[0].End)
		fs = s.Document(nil, []byte(text+"$$ and more"))
		require.Equal(t, int64(len(text)+2), fs[0].End)
	}
}

type failingOpener struct{ wrongDetector }

func (failingOpener) Until(pii.Finding, *pii.Segment) ([]byte, int64) { panic("text") }

func TestFailingOpenerIsMasked(t *testing.T) {
	find := func(s *pii.Segment, a pii.Anchor) pii.Finding {
		return s.Found(a.Start, a.End, pii.Email, 1, wrongRule)
	}
	s, err := pii.NewScanner([]pii.Detector{failingOpener{wrongDetector{find}}})
	require.NoError(t, err)
	fs := s.Document(nil, []byte("x @ secret"))
	require.Len(t, fs, 1)
	require.Equal(t, pii.Unscanned, fs[0].Kind)
	require.Equal(t, int64(10), fs[0].Len())
}

type failingForms struct{ wrongDetector }

func (failingForms) Forms([]pii.Form, *pii.Segment, pii.Finding) []pii.Form { panic("secret") }

func TestFailingFormsSayNothing(t *testing.T) {
	find := func(s *pii.Segment, a pii.Anchor) pii.Finding {
		return s.Found(a.Start, a.End, pii.Email, 1, wrongRule)
	}
	s, err := pii.NewScanner([]pii.Detector{failingForms{wrongDetector{find}}})
	require.NoError(t, err)
	require.PanicsWithValue(t, "pii: a detector panicked in Forms", func() { s.Document(nil, []byte("x @ secret")) })
}

// TestShortLinesBeforeFigures: a line of a sign and a carriage return before figures is read like any other.
func TestShortLinesBeforeFigures(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{toyNumber{}})
	require.NoError(t, err)
	for _, text := range []string{"- \r\n12345", "-\n1", "\r\n1", "-\r\n-1", " \r\n 12345 x"} {
		require.NotPanics(t, func() { s.Append(nil, []byte(text)) }, "%q", text)
	}
}
