package anonymize

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestOwnLabels(t *testing.T) {
	l := newLabelList(Policy{Open: "[", Close: "]"}, []pii.Type{pii.Person, pii.Email})
	tests := []struct {
		text string // the finding stands between « and »
		want bool
	}{
		{"a «[PERSON]» b", true},
		{"a [«PERSON»] b", true},
		{"a [«PERSON_12»] b", true},
		{"a «[PERSON_1] <[EMAIL]»> b", true},
		{"a «[PERSON_1] Smith» b", false},
		{"a «Smith [PERSON_1]» b", false},
		{"a «[PERSON_4155550132]» b", false},
		{"a «[PERSON_]» b", false},
		{"a «[SECRET]» b", false},
		{"a «[]» b", false},
		{"a [EMAIL] «bob» b", false},
		{"[EMAIL «bob»] b", false},
		{"«...»", false},
		{"«" + strings.Repeat("[", 300) + "»", false},
	}
	for _, tt := range tests {
		start := strings.Index(tt.text, "«")
		end := strings.Index(tt.text, "»") - len("«")
		text := strings.NewReplacer("«", "", "»", "").Replace(tt.text)
		require.Equal(t, tt.want, l.covers([]byte(text), start, end), tt.text)
	}
}
