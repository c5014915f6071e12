package formats_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

func redactor(t *testing.T, ds []pii.Detector, p anonymize.Policy) *anonymize.Redactor {
	t.Helper()
	s, err := pii.NewScanner(ds)
	require.NoError(t, err)
	r, err := anonymize.NewRedactor(s, p)
	require.NoError(t, err)
	return r
}

// redact redacts a file of format f.
func redact(t *testing.T, f formats.Format, in string) string {
	t.Helper()
	var out strings.Builder
	_, err := redactor(t, detectors.Default(), anonymize.DefaultPolicy()).Container(f.Open(strings.NewReader(in), &out))
	require.NoError(t, err)
	return out.String()
}

func withFields(t *testing.T, f formats.Format, fields ...formats.Field) formats.Format {
	t.Helper()
	f, err := f.WithFields(fields...)
	require.NoError(t, err)
	return f
}

func TestFieldsOfColumns(t *testing.T) {
	csv := withFields(t, formats.CSV(), formats.Field{Name: "support", Type: ""}, formats.Field{Name: " Login ", Type: "USERNAME"}, formats.Field{Name: "#4", Type: "CLIENT_ID"})
	in := "login,mail,support,no\r\nqzx,ann@example.com,help@example.com,\" 7 \"\r\n,,,\r\n\"a \"\"b\"\"\",x,ann@example.com,\r\n"
	want := "login,mail,support,[CLIENT_ID]\r\n[USERNAME],[EMAIL],help@example.com,\" [CLIENT_ID] \"\r\n,,,\r\n\"[USERNAME]\",x,ann@example.com,\r\n"
	require.Equal(t, want, redact(t, csv, in))
}

func TestFieldsOfPaths(t *testing.T) {
	in := `{"a": {"who": "qzx", "mail": "ann@example.com"}, "list": [{"who": "k\"1"}, {"who": "ann@example.com", "n": 5}], "o\u006b": "bob@example.com", "from": "bob@example.com"}` + "\n"
	tests := []struct {
		name, typ, want string
	}{
		{"$.a.who", "PERSON", strings.Replace(in, "qzx", "[PERSON]", 1)},
		{"$.list[*].who", "PERSON", strings.Replace(strings.Replace(in, `k\"1`, "[PERSON]", 1), `"who": "ann@example.com"`, `"who": "[PERSON]"`, 1)},
		{"$.list[1]", "PERSON", strings.Replace(in, `"who": "ann@example.com"`, `"who": "[PERSON]"`, 1)},
		{"$..who", "PERSON", strings.NewReplacer("qzx", "[PERSON]", `k\"1`, "[PERSON]", `"who": "ann@example.com"`, `"who": "[PERSON]"`).Replace(in)},
		{"who", "PERSON", strings.NewReplacer("qzx", "[PERSON]", `k\"1`, "[PERSON]", `"who": "ann@example.com"`, `"who": "[PERSON]"`).Replace(in)},
		{"$.*.who", "PERSON", strings.Replace(in, "qzx", "[PERSON]", 1)},
		{"$['ok']", "", in},
		{"$.a", "", in},
	}
	kept := map[string][]string{"$['ok']": {`"o\u006b": "bob@example.com"`}, "$.a": {`"mail": "ann@example.com"`}}
	for _, tt := range tests {
		for _, f := range []formats.Format{formats.JSON(), formats.JSONLines(), formats.Speech()} {
			got := redact(t, withFields(t, f, formats.Field{Name: tt.name, Type: pii.Type(tt.typ)}), in)
			want := tt.want
			for i, k := range kept[tt.name] {
				want = strings.Replace(want, k, string(rune('\x01'+i)), 1)
			}
			want = strings.NewReplacer("ann@example.com", "[EMAIL]", "bob@example.com", "[EMAIL]").Replace(want)
			for i, k := range kept[tt.name] {
				want = strings.Replace(want, string(rune('\x01'+i)), k, 1)
			}
			require.Equal(t, want, got, "%s %s", f.Name, tt.name)
		}
	}
}

func TestBadFields(t *testing.T) {
	for _, name := range []string{"", "#0", "#x", "$x", "$.", "$[", "$[x]", "$[-1]", "$.a..", "$..[0]"} {
		_, err := formats.JSON().WithFields(formats.Field{Name: name})
		require.ErrorIs(t, err, formats.ErrField, name)
	}
}

// failing panics on every text with an "!".
type failing struct{}

func (failing) Spec() pii.Spec {
	return pii.Spec{Name: "failing", Types: []pii.Type{"EMAIL"}, Wants: []pii.Want{pii.OnBytes("!")}}
}

func (failing) Find([]pii.Finding, *pii.Segment, []pii.Anchor) []pii.Finding { panic("!") }

func TestFieldsDoNotKeepWhatADetectorFailedOn(t *testing.T) {
	r := redactor(t, []pii.Detector{failing{}}, anonymize.DefaultPolicy())
	for _, typ := range []pii.Type{"", "ORG"} { // both would be kept
		var out strings.Builder
		stats, err := r.Container(withFields(t, formats.CSV(), formats.Field{Name: "b", Type: typ}).Open(strings.NewReader("a,b\n1,secret!\n"), &out))
		require.NoError(t, err)
		require.Positive(t, stats.Unscanned)
		require.NotContains(t, out.String(), "secret")
	}
}

func TestFormulas(t *testing.T) {
	in := "a,b\r\n=1+1,\"=cmd|'x'\"\r\n-5.3,+44\r\n-x,@1+2\r\nplain,\"\t=1\"\r\nann@example.com,=ann@example.com\r\n"
	want := "a,b\r\n'=1+1,\"'=cmd|'x'\"\r\n-5.3,+44\r\n'-x,'@1+2\r\nplain,\"'\t=1\"\r\n[EMAIL],'=[EMAIL]\r\n"
	require.Equal(t, want, redact(t, formats.CSV().WithoutFormulas(), in))
	require.Equal(t, "x\r\n'=2\r\n", redact(t, formats.CSV().WithoutFormulas(), "x\r\n=2\r\n"))
	require.Equal(t, in[:3], redact(t, formats.JSON().WithoutFormulas(), in[:3]))

	remove, err := anonymize.ParsePolicy([]byte("rules: [{types: [EMAIL], do: remove}]"))
	require.NoError(t, err)
	var out strings.Builder
	_, err = redactor(t, detectors.Default(), remove).Container(withFields(t, formats.CSV().WithoutFormulas(), formats.Field{Name: "a", Type: "EMAIL"}).Open(strings.NewReader("a,b\nann@example.com =1,2\n\"ann@example.com\",=3\n"), &out))
	require.NoError(t, err)
	require.Equal(t, "a,b\n,2\n\"\",'=3\n", out.String())
}
