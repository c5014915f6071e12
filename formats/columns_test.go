package formats

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestColumns judges columns by a stand-in for detectors that knows names in "A." form and days.
func TestColumns(t *testing.T) {
	names, days := regexp.MustCompile(`\b[A-Z]\.[A-Z]\.`), regexp.MustCompile(`\d{4}-\d\d-\d\d`)
	find := func(text []byte, _ []pii.Mark) (out []pii.Finding) {
		for _, at := range names.FindAllIndex(text, -1) {
			out = append(out, pii.Finding{Start: int64(at[0]), End: int64(at[1]), Type: pii.Person, Score: 1})
		}
		for _, at := range days.FindAllIndex(text, -1) {
			out = append(out, pii.Finding{Start: int64(at[0]), End: int64(at[1]), Type: pii.Date, Score: 1})
		}
		return out
	}
	person := func(names ...string) (fs []Field) {
		for _, n := range names {
			fs = append(fs, Field{Name: n, Type: pii.Person})
		}
		return fs
	}
	tests := []struct {
		name, format, in string
		want             []Field
	}{
		{"most", "csv", "x,y\nA.B.,2024-01-01\nC.D.,2024-01-02\nodd,2024-01-03\nE.F.,2024-01-04\n", person("x")},
		{"half", "csv", "x\nA.B.\nC.D.\nodd\nmore\n", nil},
		{"few", "csv", "x\nA.B.\nC.D.\nE.F.\n", nil},
		{"one again and again", "csv", "x\n" + strings.Repeat("A.B.\n", 9), nil},
		{"in longer texts", "csv", "x\nsaid A.B. once\nsaid C.D. once\nsaid E.F. once\nsaid G.H. once\n", nil},
		{"no header", "csv", "1;A.B.\n2;C.D.\n3;odd\n4;E.F.\n5;G.H.\n", person("#2")},
		{"no name", "csv", "x,\n1,A.B.\n2,C.D.\n3,E.F.\n4,G.H.\n", nil},
		{"blanks", "tsv", "x\t y \nA.B.\t A.B. \n\t\nC.D.\tC.D.\nE.F.\tE.F.\nG.H.\tG.H.\n", person("x", "y")},
		{"lines of JSON", "jsonl", `{"a":{"who":"A.B."},"b":"x"}` + "\n" + `{"a":{"who":"C.D."}}` + "\n" + `{"a":{"who":"E.F."}}` + "\n" + `{"a":{"who":"G.H."}}` + "\n", person("who")},
		{"JSON", "json", `[{"who":"A.B."},{"who":"C.D."},{"who":"E.F."},{"who":"odd"},{"who":"I.J."}]`, person("who")},
		{"rows of a database", "sql", "INSERT INTO t (a, b) VALUES (1, 'A.B.'), (2, 'C.D.'), (3, 'E.F.'), (4, 'odd');", person("b")},
		{"text", "text", "A.B.\nC.D.\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := ByName(tt.format)
			got, err := f.Columns(strings.NewReader(tt.in), find)
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
			_, err = f.WithFields(got...)
			require.NoError(t, err)
		})
	}
}
