package hierarchy

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNewRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		rows       [][]string
		want       error
		row, level int
	}{
		"ragged":      {[][]string{{"a", "x", "*"}, {"b", "*"}}, ErrRagged, 2, 2},
		"duplicate":   {[][]string{{"a", "x", "*"}, {"a", "y", "*"}}, ErrDuplicate, 2, 1},
		"not nested":  {[][]string{{"a", "x", "p", "*"}, {"b", "x", "q", "*"}}, ErrNotNested, 2, 2},
		"collision":   {[][]string{{"a", "x", "y", "*"}, {"b", "z", "y", "*"}, {"c", "y", "w", "*"}}, ErrCollision, 1, 2},
		"leaf clash":  {[][]string{{"a", "b", "*"}, {"b", "b", "*"}}, ErrCollision, 1, 1},
		"false label": {[][]string{{"54", "50-54", "*"}, {"55", "50-54", "*"}}, ErrFalseLabel, 2, 1},
		"open end":    {[][]string{{"54", "[50,55)", "*"}, {"55", "[50,55)", "*"}}, ErrFalseLabel, 2, 1},
	} {
		_, err := New(c.rows, Options{})
		require.ErrorIs(t, err, c.want, name)
		var e *Error
		require.True(t, errors.As(err, &e))
		require.Equal(t, [2]int{c.row, c.level}, [2]int{e.Row, e.Level}, name)
	}
	_, err := New(nil, Options{})
	require.ErrorIs(t, err, ErrEmpty)
}

func TestByLeavesKeepsFalseLabels(t *testing.T) {
	h, err := New([][]string{{"54", "50-54", "*"}, {"55", "50-54", "*"}, {"60", "60", "*"}}, Options{ByLeaves: true})
	require.NoError(t, err)
	require.Len(t, h.FalseLabels(), 1)
	lo, hi := h.Range(1, 0)
	require.Equal(t, [2]float64{54, 55}, [2]float64{lo, hi})
}

func TestTopIsAdded(t *testing.T) {
	h, err := New([][]string{{"a", "x"}, {"b", "y"}}, Options{})
	require.NoError(t, err)
	require.Equal(t, 3, h.Levels())
	got, err := h.Generalize("a", 2)
	require.NoError(t, err)
	require.Equal(t, "*", got)
	_, err = h.Generalize("secret", 1)
	require.ErrorIs(t, err, ErrNotCovered)
	require.NotContains(t, err.Error(), "secret")
}

func TestReadWrite(t *testing.T) {
	in := "\xef\xbb\xbfa;x;*\r\nb;x;*\r\n\"c;d\";y;*\r\n"
	h, err := Read(strings.NewReader(in), 0, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b", "c;d"}, h.Values())
	var b bytes.Buffer
	require.NoError(t, h.Write(&b, 0))
	back, err := Read(&b, ';', Options{})
	require.NoError(t, err)
	require.Equal(t, h.Rows(), back.Rows())
}

func path(t *testing.T, h *Hierarchy, v string) []string {
	t.Helper()
	i := h.Index(v)
	require.GreaterOrEqual(t, i, 0, "%q", v)
	return h.Rows()[i]
}

func TestBuilders(t *testing.T) {
	h, err := Intervals([]string{"3", "17", "22", "99", ""}, IntervalSpec{Widths: []float64{5, 10}})
	require.NoError(t, err)
	require.Equal(t, []string{"17", "[15,20)", "[10,20)", "*"}, path(t, h, "17"))
	require.Equal(t, []string{"", "", "", "*"}, path(t, h, ""))

	h, err = Intervals([]string{"3", "17", "22", "99"}, IntervalSpec{Widths: []float64{10}, Bottom: 10, Top: 80})
	require.NoError(t, err)
	require.Equal(t, "<10", path(t, h, "3")[1])
	require.Equal(t, ">=80", path(t, h, "99")[1])

	h, err = Intervals([]string{"1", "1", "1", "2", "8", "9", "9", "30"}, IntervalSpec{Groups: 4})
	require.NoError(t, err)
	require.Equal(t, []string{"30", ">=9", ">=9", "*"}, path(t, h, "30"))

	h, err = Mask([]string{"90210", "90211", "8050"}, 2, false)
	require.NoError(t, err)
	require.Equal(t, []string{"90210", "902**", "9****", "*"}, path(t, h, "90210"))

	h, err = Dates([]string{"2021-03-30", "1999-12-31"}, "")
	require.NoError(t, err)
	require.Equal(t, []string{"2021-03-30", "2021-03", "2021-Q1", "2021", "2020s", "*"}, path(t, h, "2021-03-30"))

	h, err = Order([]string{"XS", "S", "M", "L", "XL"}, 2)
	require.NoError(t, err)
	require.Equal(t, []string{"S", "{XS, S}", "{XS, S, M, L}", "*"}, path(t, h, "S"))
	require.Equal(t, []string{"XL", "XL", "XL", "*"}, path(t, h, "XL"))
}

func TestBuildersRefuse(t *testing.T) {
	for _, f := range []func() error{
		func() error { _, err := Intervals([]string{"1", "NaN"}, IntervalSpec{}); return err },
		func() error { _, err := Intervals([]string{"1,5"}, IntervalSpec{}); return err },
		func() error { _, err := Dates([]string{"31.12.1999"}, ""); return err },
	} {
		err := f()
		require.ErrorIs(t, err, ErrValue)
		require.NotContains(t, err.Error(), "1,5")
		require.NotContains(t, err.Error(), "1999")
	}
	_, err := Intervals([]string{"1"}, IntervalSpec{Widths: []float64{5, 7}})
	require.ErrorIs(t, err, ErrSpec)
}

func TestAutomatic(t *testing.T) {
	for name, c := range map[string]struct {
		values []string
		want   string // level 1 of the first value
	}{
		"numbers":    {[]string{"1", "2", "3", "4"}, "<3"},
		"dates":      {[]string{"2020-01-02", "2020-02-03"}, "2020-01"},
		"codes":      {[]string{"01234", "01235", "20001", "20002", "30003"}, "0123*"},
		"few":        {[]string{"no", "yes"}, "*"},
		"categories": {[]string{"a", "b", "c", "d", "e", "f"}, "{a, b, c}"},
	} {
		h, err := Automatic(c.values)
		require.NoError(t, err, name)
		require.Equal(t, c.want, path(t, h, c.values[0])[1], name)
	}
}

func FuzzParseInterval(f *testing.F) {
	f.Add("[1,2)")
	f.Add("<-5")
	f.Fuzz(func(t *testing.T, s string) {
		iv, ok := ParseInterval(s)
		if !ok {
			return
		}
		back, ok := ParseInterval(iv.String())
		require.True(t, ok, iv.String())
		require.Equal(t, iv.String(), back.String())
	})
}

// TestReadReal checks files of the outside world when LETHE_TABLES names a directory of them.
func TestReadReal(t *testing.T) {
	dir := os.Getenv("LETHE_TABLES")
	if dir == "" {
		t.Skip("LETHE_TABLES is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "hierarchies", "*.csv"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, p := range files {
		b, err := os.ReadFile(p)
		require.NoError(t, err)
		h, err := Read(bytes.NewReader(b), ';', Options{ByLeaves: true})
		require.NoError(t, err, p)
		t.Log(filepath.Base(p), len(h.Values()), h.Levels(), "false labels:", len(h.FalseLabels()))
	}
}

// Numbers that are none, values beside which a width is nothing, and long codes end soon.
func TestBuildersEnd(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, s := range []IntervalSpec{{Widths: []float64{5}, Origin: nan}, {Widths: []float64{5}, Origin: inf}, {Widths: []float64{5}, Bottom: nan, Top: 9}, {Widths: []float64{5}, Bottom: 1, Top: inf}, {Top: nan}} {
		_, err := Intervals([]string{"1", "2"}, s)
		require.ErrorIs(t, err, ErrSpec)
	}
	for _, v := range [][]string{{"1e300"}, {"1", "1e300"}, {"-1e300", "0"}, {"1e16", "10000000000000001"}} {
		_, err := Intervals(v, IntervalSpec{Widths: []float64{0.5}})
		require.ErrorIs(t, err, ErrSpec)
	}
	h, err := Intervals([]string{"1", "2", "3"}, IntervalSpec{Groups: math.MaxInt})
	require.NoError(t, err)
	require.Positive(t, h.Levels())
	var long []string
	for i := range 40 {
		long = append(long, fmt.Sprintf("%05d", 7*i)+strings.Repeat("9", 20_000))
	}
	_, err = Mask(long, 1, false)
	require.ErrorIs(t, err, ErrSpec)
	h, err = Automatic(long)
	require.NoError(t, err)
	require.LessOrEqual(t, h.Levels(), maxMasks+2)
}
