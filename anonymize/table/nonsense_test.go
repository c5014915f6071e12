package table

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is no share is not taken for none.
func TestSharesThatAreNone(t *testing.T) {
	in := "a,b\n" + strings.Repeat("1,x\n", 9)
	read := func() *Table {
		tab, err := Read(strings.NewReader(in), ReadOptions{})
		require.NoError(t, err)
		return tab
	}
	quasi := map[string]Attribute{"a": {Role: Quasi}}
	for _, x := range []float64{math.NaN(), -1, 2, math.Inf(1)} {
		for _, cfg := range []Config{{Suppression: x}, {AverageRisk: x}, {PopulationRisk: x, Population: read()}} {
			cfg.K, cfg.Attributes = 2, quasi
			_, err := Anonymize(context.Background(), read(), cfg)
			require.ErrorIs(t, err, ErrModel)
		}
		_, err := AnonymizeStream(context.Background(), strings.NewReader(in), &bytes.Buffer{}, StreamOptions{}, Config{K: 2, Suppression: x})
		require.ErrorIs(t, err, ErrModel)
		_, err = Publish(read(), PublishConfig{By: []string{"b"}, Dominance: x})
		require.ErrorIs(t, err, ErrMeasure)
	}
	_, err := Publish(read(), PublishConfig{By: []string{"b"}, Round: -1})
	require.ErrorIs(t, err, ErrMeasure)
	for _, l := range []string{"", "{", `{"epsilon_budget":-1}`, `{} {}`} {
		_, err := ReadLedger(strings.NewReader(l))
		require.Error(t, err)
	}
}
