package anonymize_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

// TestSpecialRemove holds that special-remove leaves neither a special category nor a word about it, and everything else.
func TestSpecialRemove(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{words{"asthma": pii.Health, "Hindu": pii.Religion, "refugee": pii.Immigration, "Ann": pii.Person}})
	require.NoError(t, err)
	p, ok := anonymize.Preset("special-remove")
	require.True(t, ok)
	r, err := anonymize.NewRedactor(s, p)
	require.NoError(t, err)
	got, err := r.String("Ann has asthma, is Hindu and a refugee. Religion: Hindu\n")
	require.NoError(t, err)
	require.Equal(t, "Ann has , is  and a . Religion: \n", got)
}
