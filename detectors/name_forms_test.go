package detectors

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
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

// TestDoubleSurnamesAreRemembered: so it is with a surname of two words, whoever found the whole name.
func TestDoubleSurnamesAreRemembered(t *testing.T) {
	s, err := pii.NewScanner(All())
	require.NoError(t, err)
	for text, want := range map[string]int{
		"Anna Lindner-Keller rang. Frau Lindner-Keller war da.":                             1,
		"Anna Lindner-Keller rang. Herr Lindner-Mohn war da.":                               2,
		"Anna Lindner-Keller und Jan Lindner-Keller riefen an. Frau Lindner-Keller war da.": 2,
	} {
		entities := map[uint32]bool{}
		for _, f := range s.Document(nil, []byte(text)) {
			if f.Type == pii.Person && f.Entity > 0 {
				entities[f.Entity] = true
			}
		}
		require.Len(t, entities, want, text)
	}
}

func TestNamesOfThingsAreNobodys(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{NameField()})
	require.NoError(t, err)
	require.Empty(t, s.Document(nil, []byte("APP_NAME=Northwind Portal\ncompany.name: Brandt Logistik\n")))
	require.Len(t, s.Document(nil, []byte("GUARDIAN_NAME=Ruth Okafor\npatient_name: Ruth Okafor\n")), 2)
}

// guess finds one name and has the forms that names gives it.
type guess struct{ pii.Detector }

func (g guess) Find(dst []pii.Finding, s *pii.Segment, _ []pii.Anchor) []pii.Finding {
	if s.Lo > 0 {
		return dst
	}
	return append(dst, s.Found(0, len("Ottoline Strand"), pii.Person, 0.55, nil))
}

func (g guess) Forms(dst []pii.Form, s *pii.Segment, f pii.Finding) []pii.Form {
	return g.Detector.(pii.Rememberer).Forms(dst, s, f)
}

// TestGuessesAreRememberedWhole: a name that is a guess where it stands is taken out wherever it stands, its words alone are not.
func TestGuessesAreRememberedWhole(t *testing.T) {
	d, err := names.New(names.Options{})
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{guess{d}})
	require.NoError(t, err)
	text := "Ottoline Strand\n\nWelcome Ottoline Strand. Strand and sea, Ottoline.\n"
	var got []string
	for _, f := range s.Document(nil, []byte(text)) {
		got = append(got, text[f.Start:f.End])
	}
	require.Equal(t, []string{"Ottoline Strand", "Ottoline Strand"}, got)
}
