package table

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAverageRisk(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		var all [][]string
		for i := range 900 {
			all = append(all, []string{fmt.Sprint(r.IntN(50)), fmt.Sprint("job ", r.IntN(9)), fmt.Sprint("p", i/(1+r.IntN(3)))})
		}
		names := []string{"age", "job", "who"}
		pop, err := New(names, all)
		require.NoError(t, err)
		tab, err := New(names, all[:300])
		require.NoError(t, err)
		cfg := Config{K: 2, Algorithm: []Algorithm{Mondrian, Fast}[r.IntN(2)], Population: pop,
			Attributes: map[string]Attribute{"age": {Role: Quasi}, "job": {Role: Quasi}}}
		o := MeasureOptions{}
		if r.IntN(2) == 0 {
			cfg.Attributes["who"] = Attribute{Role: Subject}
			o.Subject = "who"
		}
		asked := .03 + r.Float64()/5
		if r.IntN(2) == 0 {
			cfg.AverageRisk = asked
		} else {
			cfg.PopulationRisk = asked
		}
		res, err := Anonymize(t.Context(), tab, cfg)
		require.NoError(t, err)
		rep, err := res.Report(tab, cfg, o)
		require.NoError(t, err)
		if cfg.AverageRisk > 0 {
			require.LessOrEqual(t, rep.Risk.ProsecutorAvg, asked)
			require.Greater(t, rep.Risk.ProsecutorAvg, asked/4, "far more than asked for")
		} else {
			require.LessOrEqual(t, rep.Risk.JournalistAvg, asked)
		}
	}
	tab := groupTable(t, map[string]int{"x": 4, "y": 4})
	at := map[string]Attribute{"g": {Role: Quasi}}
	res, err := Anonymize(t.Context(), tab, Config{K: 2, Attributes: at, AverageRisk: .01})
	require.NoError(t, err)
	require.Equal(t, []string{"*"}, res.Table.Column("g").Values) // nothing is told of anybody
	_, err = Anonymize(t.Context(), tab, Config{K: 2, Attributes: at, AverageRisk: 2})
	require.ErrorIs(t, err, ErrModel)
	_, err = Anonymize(t.Context(), tab, Config{K: 2, Attributes: at, PopulationRisk: .5})
	require.ErrorIs(t, err, ErrModel)
}
