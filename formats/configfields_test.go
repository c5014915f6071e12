package formats

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestValuesUnderTheirNames(t *testing.T) {
	f, _ := ByName("yaml")
	for _, tt := range []struct{ in, want string }{
		{"dob:\n  value: 1971-03-09\n", "dob:\n  value: dob: 1971-03-09\n"},
		{"- name: DB_PASSWORD\n  value: \"x y\"\n", "- name: DB_PASSWORD\n  value: DB_PASSWORD: \"x y\"\n"},
		{"a:\n  # why\n  value: 1\n", "a:\n  # why\n  value: a: 1\n"},
		{"a: 1\nvalue: 2\n", ""},
		{"a:\nvalue: 2\n", ""},
		{"- name: Ann Lee\n  value: 2\n", ""},
		{"- name: A\n- value: 2\n", ""},
		{"name: A\nsize: 1\nvalue: 2\n", ""},
		{"a:\n  value:\n    b: 1\n", ""},
	} {
		if tt.want == "" {
			tt.want = tt.in
		}
		text, _, err := f.Open(strings.NewReader(tt.in), &strings.Builder{}).Next()
		require.NoError(t, err)
		require.Equal(t, tt.want, string(text))
	}
}

func TestDoubledQuotes(t *testing.T) {
	for name, in := range map[string]string{"yaml": "n: 'Ann O''Neill'\n", "log": "values ('Ann O''Neill', '')\n", "sql": "insert into t values ('Ann O''Neill');\n"} {
		f, _ := ByName(name)
		text, _, err := f.Open(strings.NewReader(in), &strings.Builder{}).Next()
		require.NoError(t, err)
		require.Contains(t, string(text), "Ann O'Neill")
		same, _, _ := editFile(t, f, []byte(in), regexp.MustCompile(`none of it`), "")
		require.Equal(t, in, string(same))
	}
}
