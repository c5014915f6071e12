package detectors

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestLabelledNamesAreRemembered: a person whom a form's label names is found again by given name and surname, as one entity.
func TestLabelledNamesAreRemembered(t *testing.T) {
	s, err := pii.NewScanner(All())
	require.NoError(t, err)
	text := []byte("[00:17] Caller: Oluwaseun Adeyemi-Clarke\n[01:22] Agent: I'm so sorry to hear that, Oluwaseun. Is Mr Adeyemi-Clarke there?\n")
	var got []string
	entities := map[uint32]bool{}
	for _, f := range s.Document(nil, text) {
		if f.Type == pii.Person {
			got = append(got, string(text[f.Start:f.End]))
			entities[f.Entity] = true
		}
	}
	require.Equal(t, []string{"Oluwaseun Adeyemi-Clarke", "Oluwaseun", "Adeyemi-Clarke"}, got)
	require.Len(t, entities, 1)
}

func TestNamesOfThingsAreNobodys(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{NameField()})
	require.NoError(t, err)
	require.Empty(t, s.Document(nil, []byte("APP_NAME=Northwind Portal\ncompany.name: Brandt Logistik\n")))
	require.Len(t, s.Document(nil, []byte("GUARDIAN_NAME=Ruth Okafor\npatient_name: Ruth Okafor\n")), 2)
}
