package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/stretchr/testify/require"
)

// staff invents rows of age and town, with hierarchies that list all values.
func staff(t *testing.T, seed uint64, rows int) (*Table, map[string]Attribute) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 2))
	var data [][]string
	for range rows {
		data = append(data, []string{fmt.Sprint(20 + r.IntN(40)), fmt.Sprintf("t%d", r.IntN(1+r.IntN(12))), fmt.Sprint(r.IntN(6))})
	}
	tab, err := New([]string{"age", "town", "s"}, data)
	require.NoError(t, err)
	var ages []string
	for a := 20; a < 60; a++ {
		ages = append(ages, fmt.Sprint(a))
	}
	age, err := hierarchy.Intervals(ages, hierarchy.IntervalSpec{Widths: []float64{5, 10, 20}})
	require.NoError(t, err)
	var towns [][]string
	for i := range 12 {
		towns = append(towns, []string{fmt.Sprintf("t%d", i), fmt.Sprintf("district %d", i/3), fmt.Sprintf("side %d", i/6)})
	}
	town, err := hierarchy.New(towns, hierarchy.Options{})
	require.NoError(t, err)
	return tab, map[string]Attribute{"age": {Role: Quasi, Hierarchy: age}, "town": {Role: Quasi, Hierarchy: town}, "s": {Role: Sensitive}}
}

func TestSchemeOfOneTableIsUsedForTheNext(t *testing.T) {
	old, at := staff(t, 1, 400)
	cfg := Config{K: 4, Attributes: at, Algorithm: Full, Suppression: .05}
	first, err := Anonymize(context.Background(), old, cfg)
	require.NoError(t, err)
	cfg.Scheme, cfg.Suppression = first.Scheme, .3
	fresh, _ := staff(t, 2, 300)
	second, err := Anonymize(context.Background(), fresh, cfg)
	require.NoError(t, err)
	require.Equal(t, first.Scheme, second.Scheme)
	audit(t, fresh, second.Table, []string{"age", "town"}, 4, at, nil, 0)
	starred := 0
	for i := range fresh.Rows {
		for j, n := range []string{"age", "town"} {
			want, err := at[n].Hierarchy.Generalize(fresh.Column(n).Value(i), first.Scheme[j])
			require.NoError(t, err)
			if got := second.Table.Column(n).Value(i); got != want {
				require.Equal(t, hierarchy.Top, got)
				starred++
			}
		}
	}
	require.LessOrEqual(t, starred, 2*second.Suppressed)

	for name, c := range map[string]struct {
		change func(*Config)
		want   error
	}{
		"algorithm": {func(c *Config) { c.Algorithm = Mondrian }, ErrAlgorithm},
		"columns":   {func(c *Config) { c.Scheme = c.Scheme[:1] }, ErrScheme},
		"level":     {func(c *Config) { c.Scheme = []int{0, 9} }, ErrScheme},
		"too small": {func(c *Config) { c.Scheme, c.Suppression = []int{0, 0}, 0 }, ErrNoScheme},
		"automatic": {func(c *Config) { c.Attributes = map[string]Attribute{"age": {Role: Quasi}, "town": at["town"]} }, ErrScheme},
	} {
		bad := cfg
		c.change(&bad)
		_, err := Anonymize(context.Background(), fresh, bad)
		require.ErrorIs(t, err, c.want, name)
	}
}

// TestUntightenedLabelsDoNotFollowTheRows finds labels that a tight class would not have, and checks the
// rest as for all outputs.
func TestUntightenedLabelsDoNotFollowTheRows(t *testing.T) {
	loose := 0
	for seed := range uint64(20) {
		tab, at := staff(t, seed, 60+int(seed)*20)
		for _, ms := range [][]Model{nil, {{Kind: EntropyL, Column: "s", L: 2}}} {
			res, err := Anonymize(context.Background(), tab, Config{K: 3, Attributes: at, Models: ms, Algorithm: Mondrian, Untightened: true, Workers: 2})
			require.NoError(t, err)
			audit(t, tab, res.Table, []string{"age", "town"}, 3, at, ms, 0)
			for i := range res.sol.classes {
				c := res.sol.classes[i]
				res.prob.tighten(&c)
				if c.cost < res.sol.classes[i].cost {
					loose++
				}
			}
		}
	}
	require.Positive(t, loose)
	tab, at := staff(t, 1, 100)
	_, err := Anonymize(context.Background(), tab, Config{K: 3, Attributes: at, Untightened: true})
	require.ErrorIs(t, err, ErrAlgorithm)
}

// TestWorkersDoNotChangeTheResult has a table of more than manyRows, whose parts are peeled at the same time.
func TestWorkersDoNotChangeTheResult(t *testing.T) {
	for rows, algs := range map[int][]Algorithm{2000: {Fast, Best, Mondrian}, manyRows + 1000: {Fast}} {
		tab, at := randomTable(rand.New(rand.NewPCG(7, 7)), rows, 4)
		for _, alg := range algs {
			var want string
			for _, workers := range []int{1, 3} {
				res, err := Anonymize(context.Background(), tab, Config{K: 4, Attributes: at, Algorithm: alg, Workers: workers})
				require.NoError(t, err)
				if got := text(t, res.Table); want == "" {
					want = got
				} else {
					require.True(t, want == got, "%s of %d rows with %d workers", alg, rows, workers)
				}
			}
		}
	}
}

// TestBudgetEndsInTheMiddle stops at many places: what was released is kept, the output holds.
func TestBudgetEndsInTheMiddle(t *testing.T) {
	tab, at := randomTable(rand.New(rand.NewPCG(8, 8)), 6000, 5)
	var quasi []string
	for j := range 5 {
		quasi = append(quasi, fmt.Sprintf("q%d", j))
	}
	for ms := 1; ms < 200; ms = ms*3/2 + 1 {
		for _, models := range [][]Model{nil, {{Kind: EntropyL, Column: "s", L: 2.5}}} {
			last := 2.0
			start := time.Now()
			res, err := Anonymize(context.Background(), tab, Config{K: 5, Attributes: at, Models: models, Budget: time.Duration(ms) * time.Millisecond,
				Progress: func(p Progress) {
					require.Less(t, p.Loss, last)
					last = p.Loss
				}})
			require.NoError(t, err)
			require.Less(t, time.Since(start), 3*time.Second)
			audit(t, tab, res.Table, quasi, 5, at, models, 0)
		}
	}
}
