package hintfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/detectors/special/hintfile"
	"github.com/lethe-pii/lethe/pii"
)

const file = `
en:
  terms: {HEALTH: [varnholm fever, "grade * burnout"]}
  sure: {UNION: [my dockers card]}
  never: [varnholm fever cocktail]
  person: [policyholder]
  frame: [endures]
de:
  terms: {HEALTH: [varnholmfieber]}
`

func types(t *testing.T, h hintfile.Hints, text string) (out []pii.Type) {
	d, err := special.New(h.Options()...)
	require.NoError(t, err)
	s, err := pii.NewScanner([]pii.Detector{d})
	require.NoError(t, err)
	for _, f := range s.Document(nil, []byte(text)) {
		out = append(out, f.Type)
	}
	return out
}

func TestRead(t *testing.T) {
	h, err := hintfile.Read(strings.NewReader(file))
	require.NoError(t, err)
	require.Equal(t, []pii.Type{pii.Health}, types(t, h, "My policyholder endures varnholm fever."))
	require.Equal(t, []pii.Type{pii.Health}, types(t, h, "She has grade three burnout."))
	require.Equal(t, []pii.Type{pii.Union}, types(t, h, "I lost my dockers card."))
	require.Equal(t, []pii.Type{pii.Health}, types(t, h, "Ich habe Varnholmfieber."))
	require.Empty(t, types(t, h, "I have a varnholm fever cocktail."))

	h, err = hintfile.Read(strings.NewReader(file), "de")
	require.NoError(t, err)
	require.Len(t, h.Terms, 1)
	require.Empty(t, h.Words)
}

// TestErrors holds that mistakes are found and that errors do not tell the terms.
func TestErrors(t *testing.T) {
	for name, text := range map[string]string{
		"unknown field": "en: {trems: {HEALTH: [zzq]}}",
		"unknown type":  "en: {terms: {ILLNESS: [zzq]}}",
		"long term":     "en: {terms: {HEALTH: [zzq b c d e f g h i]}}",
		"empty term":    "en: {terms: {HEALTH: ['']}}",
		"two words":     "en: {person: [zzq b]}",
		"language":      "english: {person: [zzq]}",
		"no YAML":       "en: [",
		"too large":     strings.Repeat("# zzq\n", hintfile.MaxBytes/6+1),
	} {
		_, err := hintfile.Read(strings.NewReader(text))
		require.ErrorIs(t, err, hintfile.ErrFile, name)
		if name != "unknown field" && name != "no YAML" {
			require.NotContains(t, err.Error(), "zzq", name)
		}
	}
}

func ExampleRead() {
	h, err := hintfile.Read(strings.NewReader("en: {terms: {HEALTH: [varnholm fever]}}"))
	if err != nil {
		panic(err)
	}
	d, _ := special.New(h.Options()...)
	s, _ := pii.NewScanner([]pii.Detector{d})
	text := "I had varnholm fever as a child."
	for _, f := range s.Document(nil, []byte(text)) {
		fmt.Println(f.Type, text[f.Start:f.End])
	}
	// Output: HEALTH varnholm fever
}

func FuzzRead(f *testing.F) {
	f.Add(file)
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := hintfile.Read(strings.NewReader(text)); err == nil {
			_, err = special.New(h.Options()...)
			require.NoError(t, err)
		}
	})
}
