package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func TestPage(t *testing.T) {
	p := Page{Title: "Scan", Problems: []string{"x.bin: binary file"}, Findings: []Finding{
		{File: "a.txt", Type: pii.Email, Start: 3, End: 9, Score: .9, Detector: "email", Rule: "address", Validator: "tld", Value: "<script>alert(1)</script>"},
		{File: "b.txt", Type: pii.Phone, Start: 0, End: 4, Score: .5, Detector: "phone", Rule: "phone", Value: "canary"},
		{File: "b.txt", Type: pii.Phone, Start: 9, End: 14, Score: .5, Detector: "phone", Value: "canary"},
	}}
	require.Equal(t, []Count{{"PHONE", 2}, {"EMAIL", 1}}, p.ByType())
	require.Equal(t, []Count{{"b.txt", 2}, {"a.txt", 1}}, p.ByFile())
	require.Equal(t, "email, address, checked: tld", p.Findings[0].Evidence())
	require.Equal(t, "phone", p.Findings[1].Evidence())

	var b bytes.Buffer
	require.NoError(t, p.Write(&b))
	require.NotContains(t, b.String(), "canary")
	require.Contains(t, b.String(), "6 bytes")
	require.Contains(t, b.String(), "x.bin: binary file")
	require.NotRegexp(t, `(?i)https?://|<link|<img| src=`, b.String())

	p.Shown = true
	b.Reset()
	require.NoError(t, p.Write(&b))
	require.Contains(t, b.String(), "<mark>canary</mark>")
	require.Contains(t, b.String(), "&lt;script&gt;alert")
	require.Equal(t, 1, strings.Count(b.String(), "<script>"))
}
