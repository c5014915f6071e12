package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// TestDisplayNameAgain holds that the given name of a display name is found in a host's name too.
func TestDisplayNameAgain(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	const text = "From: \"Jemima Puddifoot\" <j@example.com>\nReceived: from laptop-jemima by mx\n"
	var found []string
	for _, f := range s.Document(nil, []byte(text)) {
		if f.Type == pii.Person {
			found = append(found, text[f.Start:f.End])
		}
	}
	require.Equal(t, []string{"Jemima Puddifoot", "jemima"}, found)
}
