package table

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// TestLinkKnowsNoMoreThanTheMaker: reading the release by its strings finds what the maker's own attack finds.
func TestLinkKnowsNoMoreThanTheMaker(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 17))
		var rows [][]string
		for range 200 + r.IntN(500) {
			day := fmt.Sprintf("20%02d-%02d-%02d", 10+r.IntN(9), 1+r.IntN(12), 1+r.IntN(28))
			rows = append(rows, []string{fmt.Sprint(r.IntN(70)), day, fmt.Sprintf("%05d", 10000+r.IntN(40)*37), fmt.Sprint("job ", r.IntN(12)), fmt.Sprint("ill ", r.IntN(4))})
		}
		tab, err := New([]string{"age", "day", "zip", "job", "illness"}, rows)
		require.NoError(t, err)
		cfg := Config{K: 2 + r.IntN(5), Algorithm: []Algorithm{Mondrian, Fast, Full}[r.IntN(3)], Suppression: .2, Attributes: map[string]Attribute{"illness": {Role: Sensitive}}}
		quasi := []string{"age", "day", "zip", "job"}
		for _, n := range quasi {
			cfg.Attributes[n] = Attribute{Role: Quasi}
		}
		zip, err := hierarchy.Mask(tab.Column("zip").Values, 1, false)
		require.NoError(t, err)
		cfg.Attributes["zip"] = Attribute{Role: Quasi, Hierarchy: zip}
		res, err := Anonymize(t.Context(), tab, cfg)
		require.NoError(t, err)
		own, err := res.Attack(100, "illness")
		require.NoError(t, err)
		got, err := Link(tab, res.Table, quasi, LinkOptions{Sensitive: []string{"illness"}, Persons: 100})
		require.NoError(t, err)
		require.InDelta(t, own.Linkability, got.Linkability, 1e-9, "seed %d", seed)
		got.Linkability = own.Linkability
		for i := range got.Inference { // of equally frequent values any may be guessed
			require.InDelta(t, own.Inference[i].Right, got.Inference[i].Right, .15)
			got.Inference[i].Right = own.Inference[i].Right
		}
		require.Equal(t, own, got)
		require.GreaterOrEqual(t, got.Smallest, cfg.K)
	}
}

func TestLinkOfARawTable(t *testing.T) {
	tab, err := New([]string{"age", "town", "ill"}, [][]string{{"30", "a", "x"}, {"31", "a", "y"}, {"31", "b", "x"}, {"31", "b", "z"}})
	require.NoError(t, err)
	a, err := Link(tab, tab, []string{"age", "town"}, LinkOptions{Sensitive: []string{"ill"}})
	require.NoError(t, err)
	require.Equal(t, [4]int{4, 2, 1, 0}, [4]int{a.Persons, a.SinglingOut, a.Smallest, a.Missed})
	require.InDelta(t, .75, a.Linkability, 1e-9)
	h, err := hierarchy.New([][]string{{"a", "north", "*"}, {"b", "north", "*"}}, hierarchy.Options{})
	require.NoError(t, err)
	release, err := New([]string{"age", "town"}, [][]string{{"[30,31]", "north"}, {"30-31", "north"}, {"32", "b"}, {"*", "south"}})
	require.NoError(t, err)
	a, err = Link(tab, release, []string{"age", "town"}, LinkOptions{Hierarchies: map[string]*hierarchy.Hierarchy{"town": h}})
	require.NoError(t, err)
	require.Equal(t, [4]int{4, 0, 2, 0}, [4]int{a.Persons, a.SinglingOut, a.Smallest, a.Missed})
	a, err = Link(tab, release, []string{"age", "town"}, LinkOptions{})
	require.NoError(t, err)
	require.Equal(t, [3]int{4, 4, 0}, [3]int{a.Persons, a.Missed, a.Smallest})
	_, err = Link(tab, release, []string{"age"}, LinkOptions{Sensitive: []string{"ill"}})
	require.ErrorIs(t, err, ErrColumn)
	_, err = Link(tab, release, nil, LinkOptions{})
	require.ErrorIs(t, err, ErrNoQuasi)
}
