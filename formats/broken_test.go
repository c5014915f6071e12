package formats

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBrokenFilesAreNamed holds that a file which breaks off, or whose quote is never closed, is redacted whole and named.
func TestBrokenFilesAreNamed(t *testing.T) {
	const json, csv = "structure of JSON that breaks off", "columns behind a quote that is never closed"
	tests := []struct{ name, format, in, want string }{
		{"in a string", "json", `{"a":"b","m":"ann@b.example`, json},
		{"in a key", "json", `{"a":"ann@b.example","mai`, json},
		{"behind a key", "json", `{"a":"ann@b.example","mail"`, json},
		{"in a number", "json", `{"a":"ann@b.example","n":12`, json},
		{"in a word", "json", `{"a":"ann@b.example","n":tr`, json},
		{"in a list", "json", `[{"a":"ann@b.example"},`, json},
		{"last line", "jsonl", "{\"a\":\"ann@b.example\"}\n{\"a\":\"ann@b.example\",\"b", json},
		{"speech", "speech", `{"words":[{"word":"ann@b.example","start":1,"end":2},{"wo`, json},
		{"whole", "json", `{"a":"ann@b.example"} `, ""},
		{"text", "json", `ann@b.example said "no`, ""},
		{"lines of a log", "jsonl", "started ann@b.example\n{\"a\":1}\n", ""},
		{"quote", "csv", "a,b\n1,\"ann@b.example\n2,ann@b.example\n", csv},
		{"closed", "csv", "a,b\n1,\"ann@b.example\n2\",ann@b.example", ""},
		{"inch", "csv", "a,b\n1,7\" ann@b.example\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := ByName(tt.format)
			for _, f := range []Format{f, f.Batched()} {
				out, _, unread := editFile(t, f, []byte(tt.in), mail, "E")
				require.NotContains(t, string(out), "ann@")
				if tt.want == "" {
					require.Empty(t, unread)
				} else {
					require.Equal(t, []string{tt.want}, unread)
				}
			}
		})
	}
}
