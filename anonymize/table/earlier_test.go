package table

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEarlierReleases counts by hand what two releases say together.
func TestEarlierReleases(t *testing.T) {
	refused, admitted := 0, 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 6))
		tab, at := randomTable(r, 60+r.IntN(200), 2)
		k := 2 + r.IntN(3)
		first, err := Anonymize(context.Background(), tab, Config{K: k, Attributes: at, Algorithm: Mondrian})
		require.NoError(t, err)
		cfg := Config{K: k, Attributes: at, Algorithm: []Algorithm{Mondrian, Fast, Full}[r.IntN(3)], Earlier: first.Table, Suppression: .1}
		second, err := Anonymize(context.Background(), tab, cfg)
		if err != nil {
			require.ErrorIs(t, err, ErrEarlier)
			refused++
			cfg.Earlier = nil
			second, err = Anonymize(context.Background(), tab, cfg)
			require.NoError(t, err)
			require.Less(t, smallestTogether(first.Table, second.Table), k)
			continue
		}
		admitted++
		require.GreaterOrEqual(t, smallestTogether(first.Table, second.Table), k)
	}
	require.Greater(t, refused, 10)
	require.Greater(t, admitted, 10)
}

func smallestTogether(a, b *Table) int {
	count := map[[4]string]int{}
	for i := range a.Rows {
		key := [4]string{a.Column("q0").Value(i), a.Column("q1").Value(i), b.Column("q0").Value(i), b.Column("q1").Value(i)}
		if key != [4]string{"*", "*", "*", "*"} {
			count[key]++
		}
	}
	least := a.Rows
	for _, n := range count {
		least = min(least, n)
	}
	return least
}

func TestEarlierReleaseOfOtherRows(t *testing.T) {
	a, err := New([]string{"q"}, [][]string{{"1"}, {"1"}})
	require.NoError(t, err)
	b, err := New([]string{"q"}, [][]string{{"1"}, {"1"}, {"1"}})
	require.NoError(t, err)
	c, err := New([]string{"x"}, [][]string{{"1"}, {"1"}})
	require.NoError(t, err)
	for _, earlier := range []*Table{b, c} {
		_, err := Measure(a, []string{"q"}, MeasureOptions{Earlier: earlier})
		require.ErrorIs(t, err, ErrRows)
	}
	r, err := Measure(a, []string{"q"}, MeasureOptions{Earlier: a})
	require.NoError(t, err)
	require.Equal(t, 2, r.Smallest)
}
