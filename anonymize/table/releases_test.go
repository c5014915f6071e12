package table

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// TestLedgerOfClasses subtracts two releases of which the ledger let both through, class by class and illness by illness.
func TestLedgerOfClasses(t *testing.T) {
	var towns, ages [][]string
	for i := range 9 {
		towns = append(towns, []string{fmt.Sprint("t", i), fmt.Sprint("county ", i/3), "*"})
	}
	for i := range 60 {
		ages = append(ages, []string{fmt.Sprint(i), fmt.Sprintf("[%d,%d)", i/10*10, i/10*10+10), "*"})
	}
	town, err := hierarchy.New(towns, hierarchy.Options{})
	require.NoError(t, err)
	age, err := hierarchy.New(ages, hierarchy.Options{})
	require.NoError(t, err)
	let, refused := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 19))
		k := 3 + r.IntN(3)
		person := func() []string {
			return []string{fmt.Sprint(r.IntN(60)), fmt.Sprint("t", r.IntN(9)), fmt.Sprint("ill ", r.IntN(3))}
		}
		var all [][]string
		for range 300 {
			all = append(all, person())
		}
		more := append([][]string{}, all[r.IntN(3):]...)
		for range r.IntN(3) * r.IntN(200) {
			more = append(more, person())
		}
		ledger := &Ledger{}
		cfg := Config{K: k, Algorithm: Full, Scheme: []int{1 + r.IntN(2), 1 + r.IntN(2)}, Suppression: 1, Ledger: ledger, Attributes: map[string]Attribute{
			"age": {Role: Quasi, Hierarchy: age}, "town": {Role: Quasi, Hierarchy: town}, "illness": {Role: Sensitive}}}
		count := func(rows [][]string) (map[[3]string]int, error) {
			tab, err := New([]string{"age", "town", "illness"}, rows)
			require.NoError(t, err)
			res, err := Anonymize(t.Context(), tab, cfg)
			if err != nil {
				return nil, err
			}
			out := map[[3]string]int{}
			for i := range res.Table.Rows {
				out[[3]string{res.Table.Column("age").Value(i), res.Table.Column("town").Value(i), res.Table.Column("illness").Value(i)}]++
			}
			return out, nil
		}
		one, err := count(all)
		require.NoError(t, err)
		two, err := count(more)
		if errors.Is(err, ErrDifference) {
			refused++
			require.Len(t, ledger.Classes, 1)
		} else {
			require.NoError(t, err)
			let++
			came, went := map[[2]string]int{}, map[[2]string]int{}
			for at := range unionOf(one, two) {
				came[[2]string{at[0], at[1]}] += max(0, two[at]-one[at])
				went[[2]string{at[0], at[1]}] += max(0, one[at]-two[at])
			}
			for at := range came {
				require.True(t, max(came[at], went[at]) == 0 || max(came[at], went[at]) >= k, "seed %d: %v: %d came, %d went", seed, at, came[at], went[at])
			}
		}
		_, err = count(all) // the first once more gives nothing away
		if len(ledger.Classes) == 1 {
			require.NoError(t, err)
		}
		var b bytes.Buffer
		require.NoError(t, ledger.Write(&b))
		back, err := ReadLedger(&b)
		require.NoError(t, err)
		require.Equal(t, ledger.Classes, back.Classes)
	}
	t.Logf("%d let through, %d refused", let, refused)
	require.Greater(t, let, 50)
	require.Greater(t, refused, 100)
}

func TestLedgerRefusesOtherLabels(t *testing.T) {
	var rows [][]string
	for i := range 60 {
		rows = append(rows, []string{fmt.Sprint(i), fmt.Sprint("t", i%6)})
	}
	tab, err := New([]string{"age", "town"}, rows)
	require.NoError(t, err)
	h, err := hierarchy.Intervals(tab.Column("age").Values, hierarchy.IntervalSpec{Widths: []float64{5, 10, 20}})
	require.NoError(t, err)
	ledger := &Ledger{}
	cfg := Config{K: 5, Algorithm: Full, Scheme: []int{2}, Ledger: ledger, Attributes: map[string]Attribute{"age": {Role: Quasi, Hierarchy: h}}}
	_, err = Anonymize(t.Context(), tab, cfg)
	require.NoError(t, err)
	for name, change := range map[string]func(*Config){
		"coarser":  func(c *Config) { c.Scheme = []int{3} },
		"finer":    func(c *Config) { c.Scheme = []int{1} },
		"a search": func(c *Config) { c.Scheme, c.Algorithm = nil, Mondrian; c.K = 15 },
		"other columns": func(c *Config) {
			c.Scheme = nil
			c.Attributes = map[string]Attribute{"age": {Role: Quasi, Hierarchy: h}, "town": {Role: Quasi}}
		},
	} {
		c := cfg
		change(&c)
		_, err = Anonymize(t.Context(), tab, c)
		require.ErrorIs(t, err, ErrDifference, name)
	}
	cfg.Attributes, cfg.Scheme, cfg.Algorithm = map[string]Attribute{"town": {Role: Quasi}}, nil, Mondrian
	_, err = Anonymize(t.Context(), tab, cfg) // nothing in common
	require.NoError(t, err)
}
