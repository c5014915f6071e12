package anonymize_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

const full = `# everything that a policy can say
name: ours
extends: logs
as-of: 2026-01-31
min-score: 0.4
default: label
open: "<"
close: ">"
types: [STAFF_ID]
names: {PERSON: NAME}
rules:
  - types: [EMAIL, STAFF_ID]
    do: {mask: {keep-first: 1, keep-last: 2, char: "#"}}
  - groups: [secret]
    do: remove
  - types: AGE
    when: {min-age: 90, min-score: 0.5, attribution: self}
    do: {fixed: {text: "90+"}}
  - types: [PERSON]
    do: {shout: {times: 2, words: [a, b], loud: true}}
`

func TestParsePolicy(t *testing.T) {
	var got map[string]any
	shout := anonymize.Custom{Name: "shout", New: func(p map[string]any) (anonymize.Operator, error) {
		got = p
		return anonymize.Fixed{Text: "!"}, nil
	}}
	p, err := anonymize.ParsePolicy([]byte(full), shout)
	require.NoError(t, err)
	require.Equal(t, map[string]any{"times": 2, "words": []string{"a", "b"}, "loud": true}, got)
	logs, _ := anonymize.Preset("logs")
	require.Len(t, p.Rules, 4+len(logs.Rules))
	require.Equal(t, "2026-01-31", p.AsOf.Format("2006-01-02"))
	require.Equal(t, anonymize.Mask{KeepFirst: 1, KeepLast: 2, Char: '#'}, p.Rules[0].Do)
	out, err := redactor(t, p).String("ann@b.example and name Mary Jones")
	require.NoError(t, err)
	require.Equal(t, "a##@#.#####le and name !", out)
}

func TestPolicyErrorsNameTheirPlace(t *testing.T) {
	tests := []struct {
		src          string
		line, column int
		says         string
	}{
		{"rules:\n  - types: [EMIAL]\n    do: label\n", 2, 13, `unknown type "EMIAL"; nearest: EMAIL`},
		{"rules:\n  - types: [EMAIL]\n    do: hide\n", 3, 9, `unknown operator "hide"`},
		{"rules:\n  - types: [EMAIL]\n    do: {mask: {keep-frist: 2}}\n", 3, 17, `unknown key "keep-frist"; known are char, keep-first, keep-last`},
		{"rules:\n  - types: [EMAIL]\n    do: {mask: {keep-first: many}}\n", 3, 29, "a whole number"},
		{"rules:\n  - types: [EMAIL]\n    do: {mask: {char: ab}}\n", 3, 23, "one character"},
		{"rules:\n  - types: [EMAIL]\n    do: {mask: {char: a}}\n", 3, 10, "no letter"},
		{"rules:\n  - do: label\n", 2, 7, "types or groups"},
		{"rules:\n  - types: [EMAIL]\n", 2, 10, "needs do"},
		{"rule: []\n", 1, 1, `unknown key "rule"`},
		{"extends: hippa\n", 1, 10, "presets are"},
		{"as-of: soon\n", 1, 8, "a date such as"},
		{"min-score: 7\n", 1, 12, "0 to 1"},
		{"default: {label: {x: 1}}\n", 1, 11, "takes no parameters"},
		{"rules:\n  - groups: [secrets]\n    do: label\n", 2, 14, "groups are"},
		{"rules:\n  - types: [EMAIL]\n    when: {role: boss}\n    do: label\n", 3, 18, "unknown word"},
		{"a: [\n", 1, 4, ""},
		{"", 1, 1, "empty"},
	}
	for _, tt := range tests {
		_, err := anonymize.ParsePolicy([]byte(tt.src))
		var pe *anonymize.PolicyError
		require.ErrorAs(t, err, &pe, tt.src)
		require.Contains(t, err.Error(), tt.says)
		require.Equal(t, [2]int{tt.line, tt.column}, [2]int{pe.Line, pe.Column}, tt.src)
	}
}

func TestPresets(t *testing.T) {
	tokens := anonymize.WithTokens(func(string) (anonymize.Tokenizer, error) { return toyTokens{}, nil })
	for _, name := range anonymize.Presets() {
		p, ok := anonymize.Preset(name)
		require.True(t, ok)
		require.Equal(t, name, p.Name)
		p.AsOf = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
		r := redactor(t, p, tokens)
		_, err := r.String(sample)
		require.NoError(t, err)
		require.NotRegexp(t, promises, p.Explain().String())
		for _, tr := range p.Explain().Types {
			require.NotEmpty(t, tr.Leaks, tr.Type)
		}
	}
	_, ok := anonymize.Preset("nope")
	require.False(t, ok)
}

func TestDefaultPolicy(t *testing.T) {
	keeps := map[pii.Type]bool{pii.Org: true, pii.Location: true, pii.JobTitle: true, pii.Education: true, pii.Age: true, pii.Date: true,
		pii.Time: true, pii.DateTime: true, pii.URL: true}
	p := anonymize.DefaultPolicy()
	for _, info := range pii.Types() {
		f := pii.Finding{Type: info.Name, Score: 1}
		require.Equal(t, !keeps[info.Name], p.Replaces(f, nil), info.Name)
	}
	require.True(t, p.Replaces(pii.Finding{Type: "STAFF_ID", Score: 1}, nil))
	require.True(t, p.Replaces(pii.Finding{Type: pii.Org, Kind: pii.Unscanned}, nil))
}

func TestRulesByParentAndCondition(t *testing.T) {
	p := anonymize.Policy{Default: anonymize.Keep{}, Rules: []anonymize.Rule{
		{Types: []pii.Type{pii.Age}, When: anonymize.Condition{MinAge: 90}, Do: anonymize.Label{}},
		{Types: []pii.Type{pii.Date}, Do: anonymize.Year{}},
		{Types: []pii.Type{pii.Location}, Do: anonymize.Keep{}},
		{Groups: []string{"place"}, Do: anonymize.Label{}},
	}}
	for _, tt := range []struct {
		typ  pii.Type
		text string
		want bool
	}{
		{pii.Age, "90", true}, {pii.Age, "aged 104", true}, {pii.Age, "89", false}, {pii.Age, "ninety", false},
		{pii.DateOfBirth, "1 May 1990", true}, // by its parent
		{pii.Location, "Leeds", false},
		{pii.Address, "1 High St", true}, // keep is not inherited; the group decides
		{pii.Email, "a@b.c", false},
	} {
		require.Equal(t, tt.want, p.Replaces(pii.Finding{Type: tt.typ, Score: 1}, []byte(tt.text)), "%s %s", tt.typ, tt.text)
	}
}

func TestDiffAndExplain(t *testing.T) {
	a, b := anonymize.DefaultPolicy(), anonymize.DefaultPolicy()
	require.Empty(t, anonymize.Diff(a, b))
	b.Rules = append([]anonymize.Rule{{Types: []pii.Type{pii.Email}, Do: anonymize.Mask{KeepLast: 2}}}, b.Rules...)
	require.Equal(t, []string{"EMAIL: label -> mask keep-first=0 keep-last=2 char='*'"}, anonymize.Diff(a, b))
	require.Contains(t, b.Explain().String(), "suppression (masking); shows equality, length, format; idempotent")
}

func TestNewRedactorRefuses(t *testing.T) {
	s := toyScanner(t)
	for _, p := range []anonymize.Policy{
		{Rules: []anonymize.Rule{{Types: []pii.Type{pii.Email}}}},
		{Rules: []anonymize.Rule{{Do: anonymize.Label{}}}},
		{Rules: []anonymize.Rule{{Groups: []string{"nope"}, Do: anonymize.Label{}}}},
		{Default: anonymize.Mask{KeepFirst: -1}},
		{MinScore: 2},
	} {
		_, err := anonymize.NewRedactor(s, p)
		require.Error(t, err)
	}
	_, err := anonymize.NewRedactor(s, anonymize.Policy{Default: anonymize.Token{}})
	require.ErrorIs(t, err, anonymize.ErrNoKeys)
	_, err = anonymize.NewRedactor(nil, anonymize.Policy{})
	require.Error(t, err)
}

// toyTokens are tokens that show their value; only tests may.
type toyTokens struct{}

func (toyTokens) AppendToken(dst []byte, typ string, canonical []byte) ([]byte, error) {
	return fmt.Appendf(dst, "tok_%x", canonical), nil
}

func (toyTokens) IsToken(b []byte) bool { return strings.HasPrefix(string(b), "tok_") }

func TestTokens(t *testing.T) {
	tokens := anonymize.WithTokens(func(purpose string) (anonymize.Tokenizer, error) {
		if purpose != "crm" {
			return nil, errors.New("no such purpose")
		}
		return toyTokens{}, nil
	})
	r := redactor(t, everything(anonymize.Token{Purpose: "crm"}), tokens)
	out, err := r.String("a@b.c A@B.C. name Mary Jones. Jones")
	require.NoError(t, err)
	require.Equal(t, "tok_6140622e63 tok_6140622e632e name tok_6d617279206a6f6e6573. tok_6d617279206a6f6e6573", out)
	again, err := r.String(out)
	require.NoError(t, err)
	require.Equal(t, out, again)
	_, err = anonymize.NewRedactor(toyScanner(t), everything(anonymize.Token{Purpose: "x"}), tokens)
	require.Error(t, err)
}

func FuzzParsePolicy(f *testing.F) {
	f.Add(full)
	f.Add("rules:\n- {types: [A], do: {mask: {}}}")
	f.Fuzz(func(t *testing.T, src string) {
		p, err := anonymize.ParsePolicy([]byte(src))
		if err == nil {
			_ = p.Explain().String()
		}
	})
}

func TestDocumentedOperators(t *testing.T) {
	src, err := filepath.Glob("op_*.go")
	require.NoError(t, err)
	var all strings.Builder
	for _, f := range src {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		all.Write(b)
	}
	for _, n := range anonymize.OperatorNames() {
		require.Contains(t, strings.ReplaceAll(all.String(), "\n// ", " "), fmt.Sprintf("YAML name is %q", n))
		_, err := anonymize.ParsePolicy([]byte("default: " + n))
		require.NoError(t, err)
	}
}
