package special

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/pii"
)

// firm finds its words as ORG, surer than any hint; who finds them as PERSON.
type firm struct {
	typ   pii.Type
	words []string
}

func (f firm) Spec() pii.Spec {
	return pii.Spec{Name: "firm " + string(f.typ), Types: []pii.Type{f.typ}, Wants: []pii.Want{pii.OnTokens()}}
}

func (f firm) Find(dst []pii.Finding, s *pii.Segment, _ []pii.Anchor) []pii.Finding {
	for _, w := range f.words {
		if i := bytes.Index(s.Text[s.Lo:s.Hi], []byte(w)); i >= 0 {
			dst = append(dst, s.Found(s.Lo+i, s.Lo+i+len(w), f.typ, 0.98, &pii.Rule{Detector: "firm", Name: "word"}))
		}
	}
	return dst
}

// TestHintsOutweighNames holds that a hint is not lost to an organization's name, which policies keep.
func TestHintsOutweighNames(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Default(), firm{pii.Org, []string{"Labour Party", "Harbour Bank"}}})
	require.NoError(t, err)
	text := "I joined the Labour Party after Harbour Bank closed."
	var got []string
	for _, f := range s.Document(nil, []byte(text)) {
		got = append(got, string(f.Type)+" "+text[f.Start:f.End])
	}
	require.Len(t, got, 2)
	require.Contains(t, got[0], "POLITICAL")
	require.Equal(t, "ORG Harbour Bank", got[1])
}

// TestDisguisedHintsOutweighNames holds the same where only a normalised view reads the hint.
func TestDisguisedHintsOutweighNames(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{Default(), firm{pii.Org, []string{"Labour Party", "our Party"}}})
	require.NoError(t, err)
	for _, text := range []string{"I joined the Lab&#111;ur Party.", "I joined the Lab\u00adour Party.", "I joined the \u200bLabour\u200b Party in May.",
		"I jo\u00adined the Labour Party."} {
		fs := s.Document(nil, []byte(text))
		require.Len(t, fs, 1, text)
		require.Equal(t, pii.Political, fs[0].Type, text)
	}
	fs := s.Document(nil, []byte("I have ast&#104;ma, ecz&#101;ma and hay f&#101;ver."))
	require.Len(t, fs, 3, "a list in a view")
}

// TestFoundPersonIsASubject holds that a name that another detector found may be whom a term is about, listed word or not.
func TestFoundPersonIsASubject(t *testing.T) {
	text := []byte("Ximena of Thornbury Vale and of the old mill has gout.")
	s, err := pii.NewScanner([]pii.Detector{Default(), firm{pii.Person, []string{"Ximena"}}})
	require.NoError(t, err)
	fs := s.Document(nil, text)
	require.Len(t, fs, 2)
	require.Equal(t, pii.Health, fs[1].Type)
	require.Equal(t, pii.ThirdPerson, fs[1].Attrs.Attribution())
}

// TestSurnames: the last word of a name is no origin, faith or disease; a code in brackets goes with its bracket.
func TestSurnames(t *testing.T) {
	d, err := New()
	require.NoError(t, err)
	n, err := names.New(names.Options{})
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d, n})
	require.NoError(t, err)
	for _, text := range []string{"Anna Parkinson called about the invoice.", "Please ask James Brown and Maria Lopez Bautista."} {
		for _, f := range s.Document(nil, []byte(text)) {
			require.Equal(t, pii.Person, f.Type, text[f.Start:f.End])
		}
	}
	require.Equal(t, "HEALTH Angststörung (F41.1) self asserted", told(t, "Ich habe eine Angststörung (F41.1)."))
	require.Empty(t, told(t, "Vielen Dank für Ihre Anzeige im Stellenportal."))
}
