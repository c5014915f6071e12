package pii

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLabelsInASCII: labels count as records write them, unless that is another label or another word.
func TestLabelsInASCII(t *testing.T) {
	set := NewLabels(Label{Text: "straße", ID: 1}, Label{Text: "teléfono", ID: 2}, Label{Text: "né", ID: 3}, Label{Text: "führerschein", ID: 4}, Label{Text: "fuhrerschein", ID: 5})
	got := map[string]int{}
	for _, l := range set.Labels() {
		got[l.Text] = l.ID
	}
	require.Equal(t, map[string]int{"straße": 1, "strasse": 1, "teléfono": 2, "telefono": 2, "né": 3, "führerschein": 4, "fuehrerschein": 4, "fuhrerschein": 5}, got)
}
