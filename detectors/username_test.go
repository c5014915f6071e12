package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// TestUsernameFillsItsField gives the value of a field that is labelled apart from the text.
func TestUsernameFillsItsField(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{detectors.Username()})
	require.NoError(t, err)
	for _, c := range []struct {
		field, text, want string
	}{
		{"user_id", "9913", "9913"}, {"login", "moss", "moss"}, {"userId", "moss", "moss"}, {"user id", "77", "77"},
		{"uid", "33", ""}, {"user", "see the notes", ""}, {"login", "failed", ""}, {"snap", "crackle", ""}, {"snap", "janef_99", "janef_99"},
	} {
		got := ""
		for _, f := range s.Append(nil, []byte(c.text), pii.Mark{Kind: pii.MarkField, Label: c.field}) {
			got += c.text[f.Start:f.End]
		}
		require.Equal(t, c.want, got, "%s %s", c.field, c.text)
	}
}
