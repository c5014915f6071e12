package hierarchy

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPlaces(t *testing.T) {
	h, err := Places([][]string{
		{"Leeds", "Yorkshire", "England"},
		{"York", "Yorkshire", "England"},
		{"Leeds", "Yorkshire", "England"},
		{"Kendal", "", "England"},
		{"Perth", "Perth", "Scotland"},
		{"Crieff", "Perth", "Scotland"},
	})
	require.NoError(t, err)
	require.Equal(t, [][]string{
		{"Leeds", "Yorkshire", "England", "*"},
		{"York", "Yorkshire", "England", "*"},
		{"Kendal", "Kendal", "England", "*"},
		{"Perth", "Perth (all)", "Scotland", "*"},
		{"Crieff", "Perth (all)", "Scotland", "*"},
	}, h.Rows())
	_, err = Places([][]string{{"Perth", "Scotland"}, {"Perth", "Australia"}})
	var e *Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, ErrNotNested)
	require.Equal(t, [2]int{2, 1}, [2]int{e.Row, e.Level})
	_, err = Places([][]string{{"Perth", "Scotland"}, {"Leeds"}})
	require.ErrorIs(t, err, ErrRagged)
	_, err = Places(nil)
	require.ErrorIs(t, err, ErrEmpty)
}

// TestReads: every label of every builder reads as standing for its values and for no other of them.
func TestReads(t *testing.T) {
	var numbers, codes, dates, words []string
	for i := range 40 {
		numbers = append(numbers, fmt.Sprint(i*3-20))
		codes = append(codes, fmt.Sprintf("%05d", i*i*61%99999))
		dates = append(dates, fmt.Sprintf("%d-%02d-%02d", 1995+i%12, 1+i%12, 1+i%28))
		words = append(words, fmt.Sprintf("word %d", i))
	}
	for name, make := range map[string]func() (*Hierarchy, error){
		"quantiles": func() (*Hierarchy, error) { return Intervals(numbers, IntervalSpec{}) },
		"widths":    func() (*Hierarchy, error) { return Intervals(numbers, IntervalSpec{Widths: []float64{5, 10, 20}}) },
		"codes":     func() (*Hierarchy, error) { return Mask(codes, 1, false) },
		"endings":   func() (*Hierarchy, error) { return Mask(codes, 2, true) },
		"dates":     func() (*Hierarchy, error) { return Dates(dates, "") },
		"order":     func() (*Hierarchy, error) { return Order(words, 3) },
	} {
		h, err := make()
		require.NoError(t, err, name)
		for l := range h.Levels() {
			for i := range h.Values() {
				for j, v := range h.Values() {
					require.Equal(t, h.Node(l, i) == h.Node(l, j), Reads(h.Label(l, i), v), "%s: %s of %s", name, h.Label(l, i), v)
				}
			}
		}
	}
	require.False(t, Reads("***", "abc"))
	require.False(t, Reads("{a, b", "a"))
	require.True(t, Reads("9**", "9")) // filled up as Mask does
}
