package table

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// labelsOf lists the labels of every value.
func labelsOf(h *hierarchy.Hierarchy) map[string][]string {
	out := map[string][]string{}
	for _, row := range h.Rows() {
		out[row[0]] = row
	}
	return out
}

// TestPopulationModels counts every output class in the population by its strings.
func TestPopulationModels(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 41))
		var all [][]string
		for range 300 + r.IntN(1500) {
			town := ""
			if r.IntN(20) > 0 {
				town = fmt.Sprint("town ", r.IntN(12)*r.IntN(3))
			}
			all = append(all, []string{fmt.Sprint(18 + r.IntN(60)), town, "fmx"[r.IntN(3):][:1]})
		}
		n := 40 + r.IntN(200)
		names := []string{"age", "town", "sex"}
		pop, err := New(names, all)
		require.NoError(t, err)
		tab, err := New(names, all[:n])
		require.NoError(t, err)
		at, labels := map[string]Attribute{}, map[string]map[string][]string{}
		for _, name := range names {
			h, err := hierarchy.Automatic(pop.Column(name).Values)
			require.NoError(t, err)
			if name == "town" {
				h, err = h.WithMissing()
				require.NoError(t, err)
			}
			at[name], labels[name] = Attribute{Role: Quasi, Hierarchy: h}, labelsOf(h)
		}
		m := Model{Kind: KMap, L: float64(2 + r.IntN(20))}
		if seed%2 == 1 {
			share := float64(n) / float64(len(all))
			m = Model{Kind: Presence, Min: share / 3 * float64(r.IntN(2)), Max: min(1, share*(1.2+r.Float64()*2))}
		}
		cfg := Config{K: 1 + r.IntN(3), Attributes: at, Models: []Model{m}, Population: pop,
			Algorithm: []Algorithm{Mondrian, Fast, Best, Full}[r.IntN(4)], Suppression: .3}
		if cfg.Algorithm == Full && m.Min > 0 {
			cfg.Algorithm = Best
		}
		res, err := Anonymize(t.Context(), tab, cfg)
		require.NoError(t, err, "seed %d", seed)
		worst := 0
		for _, rows := range groupsOf(res.Table, names) {
			if starred(res.Table, names, int(rows[0])) {
				continue
			}
			of := 0
			for i := range pop.Rows {
				in := true
				for _, name := range names {
					in = in && slices.Contains(labels[name][pop.Column(name).Value(i)], res.Table.Column(name).Value(int(rows[0])))
				}
				if in {
					of++
				}
			}
			if worst == 0 || of < worst {
				worst = of
			}
			require.GreaterOrEqual(t, len(rows), cfg.K)
			if m.Kind == KMap {
				require.GreaterOrEqual(t, float64(of), m.L, "seed %d", seed)
				continue
			}
			share := float64(len(rows)) / float64(of)
			require.True(t, share >= m.Min-1e-9 && share <= m.Max+1e-9, "seed %d: %v of %v", seed, share, m)
		}
		rep, err := res.Report(tab, cfg, MeasureOptions{})
		require.NoError(t, err)
		if cfg.Algorithm != Full { // labels as tight as the classes
			require.Equal(t, worst, rep.Risk.KMap)
		}
		require.True(t, rep.Risk.Models[0].Reached)
		var b strings.Builder
		require.NoError(t, rep.WriteText(&b))
		require.Contains(t, b.String(), "fewest of the population")
	}
}

// TestPopulationLosesLess: who is protected by the population needs less than who is protected by the table alone.
func TestPopulationLosesLess(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var all [][]string
	for range 5000 {
		all = append(all, []string{fmt.Sprint(r.IntN(80)), fmt.Sprint("job ", r.IntN(20))})
	}
	pop, err := New([]string{"age", "job"}, all)
	require.NoError(t, err)
	tab, err := New([]string{"age", "job"}, all[:500])
	require.NoError(t, err)
	at := map[string]Attribute{"age": {Role: Quasi}, "job": {Role: Quasi}}
	alone, err := Anonymize(t.Context(), tab, Config{K: 10, Attributes: at, Population: pop})
	require.NoError(t, err)
	mapped, err := Anonymize(t.Context(), tab, Config{K: 1, Attributes: at, Population: pop, Models: []Model{{Kind: KMap, L: 10}}})
	require.NoError(t, err)
	require.Less(t, mapped.Loss, alone.Loss/2)
}

func TestPopulationRefusals(t *testing.T) {
	tab, err := New([]string{"a", "b"}, [][]string{{"1", "x"}, {"2", "x"}, {"3", "y"}})
	require.NoError(t, err)
	small, err := New([]string{"a"}, [][]string{{"1"}, {"2"}})
	require.NoError(t, err)
	h, err := hierarchy.New([][]string{{"1", "*"}, {"2", "*"}, {"3", "*"}}, hierarchy.Options{})
	require.NoError(t, err)
	outside, err := New([]string{"a"}, [][]string{{"1"}, {"9"}})
	require.NoError(t, err)
	at := map[string]Attribute{"a": {Role: Quasi, Hierarchy: h}}
	for name, c := range map[string]struct {
		cfg  Config
		want error
	}{
		"no population":  {Config{K: 1, Attributes: at, Models: []Model{{Kind: KMap, L: 2}}}, ErrModel},
		"k of 1":         {Config{K: 1, Attributes: at, Models: []Model{{Kind: KMap, L: 1}}, Population: small}, ErrModel},
		"shares":         {Config{K: 1, Attributes: at, Models: []Model{{Kind: Presence, Min: .5, Max: .1}}, Population: small}, ErrModel},
		"fewer than k":   {Config{K: 1, Attributes: at, Models: []Model{{Kind: KMap, L: 5}}, Population: small}, ErrUnreachable},
		"not listed":     {Config{K: 2, Attributes: at, Population: outside}, hierarchy.ErrNotCovered},
		"no column":      {Config{K: 2, Attributes: map[string]Attribute{"b": {Role: Quasi}}, Population: small}, ErrColumn},
		"untightened":    {Config{K: 1, Attributes: at, Models: []Model{{Kind: Presence, Min: .1, Max: 1}}, Population: tab, Algorithm: Full}, ErrModel},
		"k of 1 without": {Config{K: 1, Attributes: at, Population: small}, ErrK},
	} {
		_, err := Anonymize(t.Context(), tab, c.cfg)
		require.ErrorIs(t, err, c.want, name)
	}
	_, err = Measure(tab, []string{"a"}, MeasureOptions{Models: []Model{{Kind: KMap, L: 2}}})
	require.ErrorIs(t, err, ErrModel)
}
