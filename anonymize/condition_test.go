package anonymize_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

func TestConditions(t *testing.T) {
	p, err := anonymize.ParsePolicy([]byte(`
as-of: 2026-06-01
default: keep
consent: {column: marketing, given: [ok]}
rules:
  - {types: [AGE, DATE_OF_BIRTH], when: {min-age: 90}, do: {fixed: {text: "90+"}}}
  - {types: [EMAIL], when: {is: [spoken, labelled]}, do: remove}
  - {types: [PHONE], when: {kind: csv}, do: label}
  - {types: [PERSON], when: {consent: false}, do: label}
  - {types: [ORG], when: {consent: true}, do: label}
  - {types: [IBAN], when: {min-score: 0.5, max-score: 0.8}, do: label}
`))
	require.NoError(t, err)
	spoken := pii.Attrs(0).WithSpoken(true)
	for _, c := range []struct {
		typ   pii.Type
		text  string
		attrs pii.Attrs
		score float32
		about anonymize.Circumstances
		want  bool
	}{
		{typ: pii.Age, text: "89", want: false},
		{typ: pii.Age, text: "90", want: true},
		{typ: pii.Age, text: "aged 104", want: true},
		{typ: pii.Age, text: "1040", want: false},
		{typ: pii.DateOfBirth, text: "1 June 1936", want: true},
		{typ: pii.DateOfBirth, text: "2 June 1936", want: false},
		{typ: pii.DateOfBirth, text: "1 June", want: false},
		{typ: pii.Email, attrs: spoken, want: false},
		{typ: pii.Email, attrs: spoken.WithLabelled(true), want: true},
		{typ: pii.Phone, want: false},
		{typ: pii.Phone, about: anonymize.Circumstances{Kind: "CSV"}, want: true},
		{typ: pii.Person, want: true},
		{typ: pii.Person, about: anonymize.Circumstances{Consented: true}, want: false},
		{typ: pii.Org, want: false},
		{typ: pii.Org, about: anonymize.Circumstances{Consented: true}, want: true},
		{typ: pii.IBAN, score: 0.4, want: false},
		{typ: pii.IBAN, score: 0.5, want: true},
		{typ: pii.IBAN, score: 0.8, want: false},
	} {
		f := pii.Finding{Type: c.typ, Attrs: c.attrs, Score: c.score}
		require.Equal(t, c.want, p.ReplacesIn(c.about, f, []byte(c.text)), "%+v", c)
	}
	text := p.Explain().String()
	for _, s := range []string{"age ≥ 90", "spoken, labelled", "kind csv", "no consent", "score < 0.8"} {
		require.Contains(t, text, s)
	}
	require.Equal(t, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), p.AsOf)
	for _, bad := range []string{"{is: [loud]}", "{consent: maybe}", "{kind: [a]}"} {
		_, err := anonymize.ParsePolicy([]byte("rules: [{types: [EMAIL], when: " + bad + ", do: label}]"))
		require.Error(t, err, bad)
	}
}

// Rows of a table: without consent, or without the column, the strict rule holds.
func TestConsentColumn(t *testing.T) {
	p := anonymize.Policy{Default: anonymize.Keep{}, Consent: anonymize.ConsentField{Column: "Marketing"}, Rules: []anonymize.Rule{
		{Types: []pii.Type{pii.Email}, When: anonymize.Condition{Consent: anonymize.NoConsent}, Do: anonymize.Label{}}}}
	r := redactor(t, p)
	var text strings.Builder
	var marks []pii.Mark
	for _, row := range [][2]string{{"ann@b.example", "yes"}, {"bob@b.example", "no"}, {"cy@b.example", ""}, {"di@b.example", " Ja "}} {
		marks = append(marks, pii.Mark{At: int64(text.Len()), Kind: pii.MarkDoc}, pii.Mark{At: int64(text.Len()), Kind: pii.MarkCell, Label: "mail"})
		text.WriteString(row[0] + "\n")
		marks = append(marks, pii.Mark{At: int64(text.Len()), Kind: pii.MarkCell, Label: "marketing"})
		text.WriteString(row[1] + "\n")
	}
	out, err := r.Append(nil, []byte(text.String()), marks...)
	require.NoError(t, err)
	require.Equal(t, "ann@b.example\nyes\n[EMAIL]\nno\n[EMAIL]\n\ndi@b.example\n Ja \n", string(out))
	s, err := r.String("ann@b.example ")
	require.NoError(t, err)
	require.Equal(t, "[EMAIL] ", s)
}

func TestKindOfDocument(t *testing.T) {
	p := anonymize.Policy{Default: anonymize.Keep{}, Rules: []anonymize.Rule{
		{Types: []pii.Type{pii.Email}, When: anonymize.Condition{Kind: "session note"}, Do: anonymize.Label{}}}}
	r := redactor(t, p)
	for kind, want := range map[string]string{"": "ann@b.example ", "Session Note": "[EMAIL] ", "log": "ann@b.example "} {
		out, err := r.ForKind(kind).String("ann@b.example ")
		require.NoError(t, err)
		require.Equal(t, want, out, kind)
		var b strings.Builder
		w := r.ForKind(kind).NewWriter(&b)
		_, err = w.Write([]byte("ann@b.example "))
		require.NoError(t, err)
		require.NoError(t, w.Close())
		require.Equal(t, want, b.String())
	}
}
