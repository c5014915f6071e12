package special

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestTraits(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Traits()})
	require.NoError(t, err)
	for text, want := range map[string][]string{
		"She asked his actress.":                        {"GENDER She", "GENDER his", "GENDER actress"},
		"He is married with two young children, in all": {"GENDER He", "FAMILY_STATUS married with two young children"},
		"I am single, no kids.":                         {"FAMILY_STATUS single, no kids"},
		"a single page and two separated lists":         nil,
		"mother of three":                               {"FAMILY_STATUS mother of three"},
		"an Irish citizen; Irish music":                 {"NATIONALITY an Irish"},
		"I am French.":                                  {"NATIONALITY French"},
		"I am French horn player":                       nil,
		"see photos/jo-field_2.jpeg or jpeg files":      {"PHOTO photos/jo-field_2.jpeg"},
		"Sex: f | Children: 2\nPhoto: none":             {"GENDER f", "FAMILY_STATUS 2", "PHOTO none"},
		"Jo Ann Field\nBaker, Hull":                     {"PERSON Jo Ann Field"},
		"Curriculum Vitae\nBaker, Hull":                 nil,
	} {
		var got []string
		for _, f := range s.Document(nil, []byte(text)) {
			got = append(got, string(f.Type)+" "+text[f.Start:f.End])
		}
		require.Equal(t, want, got, text)
	}
}

func TestTraitsAreLinear(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Traits()})
	require.NoError(t, err)
	for _, unit := range []string{"married with ", "two ", "irish ", "x.jpg", "mother of ", "single and "} {
		require.NotPanics(t, func() { s.Document(nil, []byte(strings.Repeat(unit, 1<<14))) })
	}
}
