package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/golden"
	"github.com/lethe-pii/lethe/pii"
)

// TestNameFieldStopsAtTheNextKey runs without the tagger of names, which has borders of its own.
func TestNameFieldStopsAtTheNextKey(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{detectors.NameField()})
	require.NoError(t, err)
	for _, line := range []string{
		"Vorname: «Ali» Nachname: «Yilmaz» Geburtsort: Köln",
		"Name: «Ali Yilmaz» Geburtsdatum: 01.02.1990",
		"Prénom : «Moussa»  Né le : 01.02.1990",
		"Prénom : «Moussa» Né le : 01.02.1990",
		"First name: «Moira» Date of birth: 01.02.1990",
		"Nachname: «Yilmaz» geboren am: 01.02.1990",
		"name=«Piotr Zawadzki» id=4",
		"owner=«Piotr Zawadzki» created_at=2026",
		"Name: «Jean-Luc Moreau» Né à: Lyon",
		"Surname: «O'Hara» Given name: «Moira»",
		"Ansprechpartner: Frau Dr. «Maria Holm»",
		"agent=«Lucrezia Mott» queue=billing",
		`{"preferred": "«Anse»", "given": ["«Bisi»"], "family": "«Adeyemi»"}`,
		"Preferred: Monday",
		"Name: Server restarted at: 10:00",
		"Owner: Build Farm one",
	} {
		text, want := unmark(line)
		var got []golden.Span
		for _, f := range s.Document(nil, []byte(text)) {
			got = append(got, golden.Span{Start: int(f.Start), End: int(f.End), Type: string(f.Type)})
		}
		require.Equal(t, golden.Mark(text, want), golden.Mark(text, got))
	}
}

// unmark reads a line whose names stand in «».
func unmark(line string) (text string, names []golden.Span) {
	b := []byte{}
	for _, r := range line {
		switch r {
		case '«':
			names = append(names, golden.Span{Start: len(b), Type: string(pii.Person)})
		case '»':
			names[len(names)-1].End = len(b)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b), names
}

// TestNameFieldOfColumns holds that values of columns and keys that hold nothing but names are found whatever words they are.
func TestNameFieldOfColumns(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{detectors.NameField()})
	require.NoError(t, err)
	for _, c := range []struct {
		label, value string
		found        bool
	}{
		{"last_nm", "Field", true}, {"last_nm", "long", true}, {"fname", "Hope", true}, {"lName", "KING", true}, {"forenames", "May June", true},
		{"apellido_1", "Calvo", true}, {"nom_jf", "Blanc", true}, {"emergencyContact", "Ash", true}, {"last_name", "de la Cruz", true},
		{"last_name", "string", false}, {"first_name", "required", false}, {"first_name", "n/a", false}, {"name", "worker", false}, {"name", "Basic", false},
	} {
		for _, kind := range []pii.MarkKind{pii.MarkCell, pii.MarkField} {
			got := s.Document(nil, []byte(c.value+"\n"), pii.Mark{Kind: kind, Label: c.label})
			require.Equal(t, c.found, len(got) == 1 && int(got[0].End-got[0].Start) == len(c.value), "%s %s %v", c.label, c.value, got)
		}
	}
}

// TestNumberedKeys holds that keys with a number at their end say the same as those without.
func TestNumberedKeys(t *testing.T) {
	s, err := pii.NewScanner(detectors.Default())
	require.NoError(t, err)
	for label, value := range map[string]string{
		"phones": "0850123457", "phone_2": "0850123457", "surname2": "Long", "dob1": "03/04/71", "last_names": "Field", "passport_1": "P4412233",
	} {
		got := s.Document(nil, []byte(value+"\n"), pii.Mark{Kind: pii.MarkField, Label: label})
		require.Len(t, got, 1, label)
	}
	for label, value := range map[string]string{"tokens": "512", "users": "500", "sessions": "12", "max_tokens": "4096", "logins": "512", "phones": "3", "claims": "17"} {
		require.Empty(t, s.Document(nil, []byte(value+"\n"), pii.Mark{Kind: pii.MarkField, Label: label}), label)
	}
}
