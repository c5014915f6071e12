package formats

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"
)

func TestConfigs(t *testing.T) {
	tests := []struct{ format, in, want string }{
		{"yaml", "# by a@b.c\nmail: a@b.c # a@b.c\nwho: \"see a@b.c\"\none: 'a@b.c'\nlist:\n  - a@b.c\n  - to: a@b.c\n    n: 1\nflow: [a@b.c, 'a@b.c', x]\ntext: |\n  call a@b.c\n  now\n",
			"# by [E]\nmail: \"[E]\" # [E]\nwho: \"see [E]\"\none: '[E]'\nlist:\n  - \"[E]\"\n  - to: \"[E]\"\n    n: 1\nflow: [(E), '[E]', x]\ntext: |\n  call [E]\n  now\n"},
		{"yaml", "? a@b.c\n: 1\na@b.c: x\n\"a@b.c\": y\n- a@b.c:\n    - z\n# a@b.c:\n", "? \"[E]\"\n: 1\n(E): x\n\"(E)\": y\n- (E):\n    - z\n# [E]:\n"},
		{"toml", "# a@b.c\n[a]\nmail = \"a@b.c\" # a@b.c\nn = 12345678901\nl = [\"a@b.c\", 'a@b.c']\n", "# [E]\n[a]\nmail = \"[E]\" # [E]\nn = \"[E]\"\nl = [\"[E]\", '[E]']\n"},
		{"env", "export A=a@b.c\nB='a@b.c'\nC=\"x a@b.c\"\n#a@b.c\nD=\n", "export A=\"[E]\"\nB='[E]'\nC=\"x [E]\"\n#[E]\nD=\n"},
		{"ini", "; a@b.c\n[s]\nmail=a@b.c\r\nb : x a@b.c # \"\n", "; [E]\n[s]\nmail=[E]\r\nb : x [E] # \"\n"},
	}
	find := regexp.MustCompile(`a@b\.c|12345678901`)
	for _, tt := range tests {
		f, ok := ByName(tt.format)
		require.True(t, ok)
		out, text, _ := editFile(t, f, []byte(tt.in), find, "[E]")
		require.Equal(t, tt.in, text, "the text is the file")
		require.Equal(t, tt.want, string(out), tt.format)
	}
	for path, want := range map[string]string{".env": "env", "x/.env.local": "env", "a.yml": "yaml", "a.toml": "toml", "a.conf": "ini"} {
		require.Equal(t, want, ByPath(path).Name)
	}
}

// FuzzYAML holds that a file without edits stays, that its text is itself unless escapes are undone in it, and that an edited one keeps
// its lines.
func FuzzYAML(f *testing.F) {
	f.Add(" ")
	f.Add("a: x@y\nb:\n  - c: 'd@e' # f\n  - \"g@h\"\ni: [j@k, {l: m@n}]\n")
	f.Fuzz(func(t *testing.T, in string) {
		for _, format := range configs() {
			out, text, _ := editFile(t, format, []byte(in), regexp.MustCompile(`\x00none`), "")
			require.Equal(t, in, string(out))
			binary := strings.Contains(in, "!!binary")
			if !mostlyLegacy([]byte(in)) && strings.IndexByte(in, '\\') < 0 && !strings.Contains(in, "''") && !binary {
				require.Equal(t, in, text)
			}
			out, _, _ = editFile(t, format, []byte(in), regexp.MustCompile(`[a-z]+@[a-z]+`), "[E] \"x\": #'\n")
			require.True(t, binary || bytes.Count([]byte(in), []byte("\n")) == bytes.Count(out, []byte("\n")))
		}
	})
}

func TestEditedYAMLParses(t *testing.T) {
	in := "a: x@y\nb:\n  - c: 'd@e' # f@g\n  - \"g@h\"\n  - n@o\ni: [j@k, {l: m@n}]\nz: 'it''s p@q'\n"
	f, _ := ByName("yaml")
	for _, label := range []string{"[E]", "\"q\"", "a: b", "# c", "it's", "*x", "- y", "{z}"} {
		out, _, _ := editFile(t, f, []byte(in), regexp.MustCompile(`[a-z]+@[a-z]+`), label)
		var v map[string]any
		require.NoError(t, yaml.Unmarshal(out, &v), "%q %s", label, out)
		require.Len(t, v, 4)
		require.Equal(t, label, v["a"])
	}
}
