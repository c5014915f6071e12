package special

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestRows holds that cells below a label of the first row are hints, and that the labels are none.
func TestRows(t *testing.T) {
	d, err := New()
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	for text, want := range map[string][]string{
		"id;name;konfession;gewerkschaft\n1;Huber;evangelisch;ver.di\n2;Sailer;;\n3;Mohn;keine;": {"RELIGION evangelisch", "UNION ver.di"},
		"paciente;religion;alergias\nRomero;adventista;látex\nVidal;;ninguna":                    {"RELIGION adventista", "HEALTH látex", "HEALTH ninguna"},
		"name,price,union\nA,3,yes":                             nil,
		"name;price;size\nA;3;4":                                nil,
		"Religion; wir reden darüber; heute\nAlle; kommen; mit": nil,
	} {
		var got []string
		for _, f := range s.Document(nil, []byte(text)) {
			got = append(got, string(f.Type)+" "+text[f.Start:f.End])
		}
		require.Equal(t, want, got, text)
	}
	long := "name;religion;phone\n" + strings.Repeat("X;;\n", reach)
	require.Empty(t, s.Document(nil, []byte(long)))
}

// TestReflexives holds that what others found in the writer, or did to the writer, is the writer's.
func TestReflexives(t *testing.T) {
	d, err := New(WithImmigration())
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	for _, text := range []string{
		"Me diagnosticaron lupus en 2019.", "Bonjour Madame, on m'a diagnostiqué une sclérose en plaques.", "On m’a trouvé un cancer du sein.",
		"me operaron de la vesícula en mayo", "Bei mir wurde Diabetes festgestellt.", "yo estoy sin papeles todavía",
	} {
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1, text)
		require.Equal(t, pii.Self, fs[0].Attrs.Attribution(), text)
		require.Equal(t, pii.Asserted, fs[0].Attrs.Polarity(), text)
	}
}
