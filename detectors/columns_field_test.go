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
		{pii.Address, "Hinter den Gärten 22 a", []string{"Straße", "Str.", "street", "Straße und Hausnummer", "line1", "addr_line1", "patient_address", "rue", "calle", "Wohnadresse", "ADR"}},
		{pii.Address, "Zum Alten Straßenbahndepot 9", []string{"Straße", "ADR", "line1"}},
		{pii.Person, "LEBRETON-MASSÉ", []string{"Nom", "Nachname"}},
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

// TestSecretKeys holds that the last word of a key says that its value is secret, also if it is short or has several words.
func TestSecretKeys(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for value, labels := range map[string][]string{
		"kX8-vq!29":                        {"mfa_secret", "totp_secret", "otp_seed", "db_pass", "smtpPass", "user_pwd", "client_secret", "bot_token", "jwt_secret"},
		"9f86d081884c7d659a2feaa0c55ad015": {"jwt_secret", "session_key", "reset_token"},
		"mellow yellow 7":                  {"pass", "password", "db_password"},
	} {
		for _, label := range labels {
			got := s.Document(nil, []byte(value), pii.Mark{Kind: pii.MarkCell, Label: label})
			if assert.Len(t, got, 1, "%s: %s", label, value) {
				assert.Equal(t, int64(len(value)), got[0].End, label)
			}
		}
	}
	for value, labels := range map[string][]string{
		"Enter your password": {"password", "db_password"},
		"expires in 3 days":   {"reset_token", "pass"},
		"${SMTP_SECRET_1}":    {"smtp_secret"},
		"user_id":             {"auth_key", "session_key"},
		"2026-03-04":          {"reset_token"},
	} {
		for _, label := range labels {
			for _, f := range s.Document(nil, []byte(value), pii.Mark{Kind: pii.MarkCell, Label: label}) {
				assert.Equal(t, pii.Date, f.Type, "%s: %s", label, value)
			}
		}
	}
}
