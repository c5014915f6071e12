package detectors

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestRowsOfForms: a label and its value may be all of a line, parted by what parts columns; a third cell or a sentence is no value.
func TestRowsOfForms(t *testing.T) {
	s, err := pii.NewScanner(Default())
	require.NoError(t, err)
	rows := []struct {
		label, value string
		typ          pii.Type
	}{
		{"Referee", "Dunja Okafor", pii.Person},
		{"Surname", "Quill", pii.Person},
		{"Username", "gvosy", pii.Username},
		{"Password", "plumtart9", pii.Password},
		{"Employee ID", "22871", pii.ClientID},
		{"Religion", "Sikh", pii.Religion},
		{"Ethnicity", "Mixed", pii.Ethnicity},
		{"Trade union member", "yes", pii.Union},
		{"Mobile", "555 0143", pii.Phone},
	}
	for _, line := range []string{"%s\t%s", "%s    %s", "%s - %s", "%s | %s", "| %s | %s |", "%s ........... %s", "%s: %s", "**%s:** %s", "- **%s**: %s", "%s:\t%s"} {
		for _, r := range rows {
			text := fmt.Sprintf("Intake form\n\n"+line+"\nSeen by the office\n", r.label, r.value)
			found := false
			for _, f := range s.Document(nil, []byte(text)) {
				found = found || f.Type == r.typ && text[f.Start:f.End] == r.value
			}
			require.True(t, found, "%q", text)
		}
	}
	for _, text := range []string{
		"user      The name of the account that owns the process.\n",
		"Username    Password    Role\n",
		"| Religion | What a person believes |\n",
		"Religion:\nA system of beliefs about Sikh and other gods that people share.\n",
		"Derived    Year   Owner   GPL-\n",
		"Newsletter Reporter - Halberd - London\n",
	} {
		for _, f := range s.Document(nil, []byte(text)) {
			require.NotContains(t, []pii.Type{pii.Person, pii.Username, pii.Religion}, f.Type, "%q: %q", text, text[f.Start:f.End])
		}
	}
}
