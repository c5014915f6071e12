package anonymize

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// tokWords takes every word that begins with "tok_" for a token.
type tokWords struct{}

func (tokWords) IsToken(b []byte) bool { return strings.HasPrefix(string(b), "tok_") }

func TestOwnLabels(t *testing.T) {
	l := newLabelList(Policy{Open: "[", Close: "]"}, []pii.Type{pii.Person, pii.Email}, []Recognizer{tokWords{}})
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
		{"a «tok_1» b", true},
		{"a tok_«22, tok_3»4 b", true},
		{"a «tok_1 Smith» b", false},
		{"«" + strings.Repeat("[", 300) + "»", false},
	}
	for _, tt := range tests {
		start := strings.Index(tt.text, "«")
		end := strings.Index(tt.text, "»") - len("«")
		text := strings.NewReplacer("«", "", "»", "").Replace(tt.text)
		require.Equal(t, tt.want, l.covers([]byte(text), start, end), tt.text)
	}
}

func TestFindingsAreCutAtLabels(t *testing.T) {
	l := newLabelList(Policy{Open: "[", Close: "]"}, []pii.Type{pii.Person, pii.Email}, []Recognizer{tokWords{}})
	for _, c := range []struct{ text, want string }{
		{"a «Smith tok»_12 b", "Smith"},
		{"a tok_«12, Smith» b", ", Smith"},
		{"a «Smith [PER»SON_1] b", "Smith"},
		{"a [PER«SON] Smith» b", "Smith"},
		{"a [«PERSON] and [EM»AIL]", "and"},
		{"a t«ok_1», Smith b", ""},
		{"a «Smith tok_1, Lee» b", "Smith tok_1, Lee"},
		{"«Smith»", "Smith"},
		{"x«Smi»th [SECRET]", "Smi"},
		{"[SEC«RET] Lee»", "RET] Lee"},
	} {
		start := strings.Index(c.text, "«")
		end := strings.Index(c.text, "»") - len("«")
		text := strings.NewReplacer("«", "", "»", "").Replace(c.text)
		start, end = l.clip([]byte(text), start, end)
		require.Equal(t, c.want, text[start:end], c.text)
	}
}
