package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// TestHeaders holds what the names of columns and keys say about a value that says little by itself.
func TestHeaders(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for _, c := range []struct {
		typ    pii.Type
		value  string
		labels []string
	}{
		{pii.DateOfBirth, "1984-05-03", []string{"Geb.-Dat.", "Geb. Dat.", "patient_dob", "pat_dob", "spouseDob", "dob_patient", "birth_dt", "BirthDt", "birth", "DOB (dd/mm/yyyy)",
			"Date of Birth (DOB)", "Fec. nac.", "F. nac.", "F. de nac.", "Date naiss.", "D. Naiss.", "Né(e) le", "data nasc.", "nato il", "nascita", "geboorte"}},
		{pii.Person, "Mirabel Stonehewer", []string{"client", "patient", "Therapist", "contact person", "Kunde", "Patientin", "Sachbearbeiter", "cliente", "médico", "paziente", "médecin",
			"patiënt", "klant", "emp_name", "full_nm", "assigned_to", "Nom complet"}},
		{pii.Person, "Oyarzábal Neira, Crisanto", []string{"Apellidos y nombre", "Name, Vorname", "Nom et prénom", "Cognome e nome", "name"}},
		{pii.Address, "Hinter den Gärten 22 a", []string{"Straße", "Str.", "street", "Straße und Hausnummer", "line1", "addr_line1", "patient_address", "rue", "calle", "Wohnadresse"}},
		{pii.Date, "1984-05-03", []string{"visit_dt", "patient_since", "birthplace_visited"}},
		{"", "Blue Harbour Media", []string{"client", "Kunde", "customer", "member"}},
		{"", "Stadtwerke Bonn", []string{"client", "Kunde", "klant"}},
		{"", "Stable Condition", []string{"patient", "patient_status"}},
	} {
		for _, label := range c.labels {
			got := s.Document(nil, []byte(c.value), pii.Mark{Kind: pii.MarkCell, Label: label})
			if c.typ == "" {
				for _, f := range got {
					assert.NotEqual(t, pii.Person, f.Type, "%s: %s", label, c.value)
				}
				continue
			}
			if assert.NotEmpty(t, got, "%s: %s", label, c.value) {
				assert.Equal(t, c.typ, got[0].Type, label)
				assert.Zero(t, got[0].Start, label)
				assert.Equal(t, int64(len(c.value)), got[len(got)-1].End, label)
			}
		}
	}
}
