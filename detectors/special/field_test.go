package special_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/pii"
)

// TestKeysAndColumns holds that the whole value of a key or a column that is of a category is found, and that keys of goods and bills find
// nothing.
func TestKeysAndColumns(t *testing.T) {
	s, err := pii.NewScanner([]pii.Detector{special.Default()})
	require.NoError(t, err)
	for _, c := range []struct {
		label, value string
		want         []string
	}{
		{"ethnicity", "White Irish", []string{"White Irish"}},
		{"sexualOrientation", "straight", []string{"straight"}},
		{"past_medical_history", "fell, twice; hip #", []string{"fell", "twice", "hip #"}},
		{"diagnosis", "broke arm\nthen leg", []string{"broke arm", "then leg"}},
		{"medication", "Xyz 2,5 mg.", []string{"Xyz 2,5 mg"}},
		{"blood_type", "AB-", []string{"AB-"}},
		{"religion", "none", []string{"none"}},
		{"religion", "not given", nil},
		{"religion", "", nil},
		{"diagnosis", ". , ;", nil},
		{"condition", "new", nil},
		{"orientation", "landscape", nil},
		{"", "Disability", nil},
		{"", "behinderung", nil},
		{"", "asthma", []string{"asthma"}},
		{"variant", "blue", nil},
		{"charges", "12.50", nil},
	} {
		for _, kind := range []pii.MarkKind{pii.MarkCell, pii.MarkField} {
			var got []string
			for _, f := range s.Document(nil, []byte(c.value+"\n"), pii.Mark{Kind: kind, Label: c.label}) {
				got = append(got, c.value[f.Start:f.End])
			}
			require.Equal(t, c.want, got, c.label)
		}
	}
}
