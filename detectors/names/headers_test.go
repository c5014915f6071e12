package names_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// TestHeaderWords holds names of columns and of kinds of documents that are nobody's names.
func TestHeaderWords(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{names.Default()})
	require.NoError(t, err)
	persons := func(text string, marks ...pii.Mark) (found []string) {
		for _, f := range s.Document(nil, []byte(text), marks...) {
			if f.Type == pii.Person {
				found = append(found, text[f.Start:f.End])
			}
		}
		return found
	}
	for _, header := range []string{"Courriel", "Line", "DDN", "Date naiss.", "Client ID", "Fecha nac."} {
		assert.Empty(t, persons(header, pii.Mark{Kind: pii.MarkCell}), header)
	}
	for _, text := range []string{"NINO AB123456C", "BEGIN:VCARD", "VALUE=URI", "IBAN DE89"} {
		assert.Empty(t, persons(text), text)
	}
	assert.Equal(t, []string{"Zsuzsanna Halmágyi"}, persons("Timesheet Zsuzsanna Halmágyi"))
	assert.Equal(t, []string{"Nick"}, persons("Hi Nick"))
}
