package anonymize_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

// words finds each of its words.
type words map[string]pii.Type

func (w words) Spec() pii.Spec {
	spec := pii.Spec{Name: "words", Wants: []pii.Want{pii.OnTokens()}}
	for _, t := range w {
		spec.Types = append(spec.Types, t)
	}
	return spec
}

func (w words) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, tok := range s.Tokens()[s.TokenAt(s.Lo):] {
		if t, ok := w[string(s.Text[tok.Start:tok.End])]; ok && int(tok.Start) < s.Hi {
			dst = append(dst, s.Found(int(tok.Start), int(tok.End), t, 0.9, wordsRule))
		}
	}
	return dst
}

var wordsRule = &pii.Rule{Detector: "words", Name: "word"}

func widener(t *testing.T) *anonymize.Redactor {
	s, err := pii.NewScanner([]pii.Detector{words{"asthma": pii.Health, "Ann": pii.Person}})
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(s, anonymize.Policy{Rules: []anonymize.Rule{{Groups: []string{"special"}, Do: anonymize.Widen{}}}})
	require.NoError(t, err)
	return r
}

func TestWiden(t *testing.T) {
	r := widener(t)
	for text, want := range map[string]string{
		"I live in Hull, my asthma is back, so I rest.":  "I live in Hull, [HEALTH], so I rest.",
		"I run but I have had asthma since May and swim": "I run but [HEALTH] and swim",
		"Hi Ann! Ann has asthma. Bye":                    "Hi [PERSON]! [PERSON] [HEALTH]. Bye",
		"asthma":                                         "[HEALTH]",
		"asthma, asthma and asthma":                      "[HEALTH], [HEALTH] and [HEALTH]",
		"line\nhas asthma now\nline":                     "line\n[HEALTH]\nline",
		`{"note":"has asthma"}`:                          `{"note":"[HEALTH]"}`,
	} {
		got, err := r.String(text)
		require.NoError(t, err)
		require.Equal(t, want, got, text)
	}
}

// TestWidenStaysInItsField holds that a clause ends at a mark.
func TestWidenStaysInItsField(t *testing.T) {
	text := "left has asthma right"
	got, err := widener(t).Append(nil, []byte(text), pii.Mark{At: 5, Kind: pii.MarkField}, pii.Mark{At: 16, Kind: pii.MarkField})
	require.NoError(t, err)
	require.Equal(t, "left [HEALTH] right", string(got))
}

// TestWidenIsBounded holds that a clause without an end is cut, and that text full of values is read in linear time.
func TestWidenIsBounded(t *testing.T) {
	got, err := widener(t).String(strings.Repeat("x", 5000) + " asthma " + strings.Repeat("y", 5000))
	require.NoError(t, err)
	require.Len(t, got, 10008-len(" asthma ")-2*240+2+len("[HEALTH]"))
	_, err = widener(t).String(strings.Repeat("asthma ", 100000))
	require.NoError(t, err)
}

// TestSpecialIsNotRestorable holds that a default that can be undone is not what becomes of special categories unless a rule says so.
func TestSpecialIsNotRestorable(t *testing.T) {
	asthma := pii.Finding{Type: pii.Health, Score: 1}
	p := anonymize.Policy{Default: anonymize.Reversible{}}
	require.True(t, p.Replaces(asthma, []byte("asthma")))
	require.Equal(t, anonymize.Label{}.Leaks().String(), leaks(t, p, pii.Health))
	p.Rules = []anonymize.Rule{{Groups: []string{"special"}, Do: anonymize.Reversible{}}}
	require.Contains(t, leaks(t, p, pii.Health), "reversible")
	require.Contains(t, leaks(t, anonymize.Policy{Default: anonymize.Reversible{}}, pii.Email), "reversible")
}

func leaks(t *testing.T, p anonymize.Policy, ty pii.Type) string {
	for _, tr := range p.Explain().Types {
		if tr.Type == ty {
			return tr.Leaks
		}
	}
	t.Fatal("not explained")
	return ""
}
