package anonymize_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
)

func TestNameForms(t *testing.T) {
	require.Equal(t, []string{"Fairweather, Jane", "Fairweather Jane", "J. Fairweather", "J Fairweather", "Fairweather, J.", "Fairweather J"},
		anonymize.NameForms("Jane Fairweather"))
	require.Contains(t, anonymize.NameForms("Anna Lena von Berg"), "A. L. von Berg")
	require.Contains(t, anonymize.NameForms("Anna Lena von Berg"), "von Berg, A.")
	require.Contains(t, anonymize.NameForms("jane fairweather"), "fairweather, jane")
	for _, no := range []string{"", "Jane", "Fairweather, Jane", "ann@example.com", "AM-2231 x", "one two three four five six"} {
		require.Empty(t, anonymize.NameForms(no), no)
	}

	s := valueSet(t, "Jane Fairweather", "Jo Li")
	require.Equal(t, 2, s.Len())
	for text, want := range map[string]int{"FAIRWEATHER, Jane": 1, "J. Fairweather": 1, "fairweather j": 1, "Jane Fairweather": 1, "Fairweather": 0, "B. Fairweather": 0,
		"J. Fairweathers": 0, "j li": 0, "Li, Jo": 0} {
		require.Equal(t, want, s.Count([]byte(text)).Total(), text)
	}
}
