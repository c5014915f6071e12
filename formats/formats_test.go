package formats

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

var mail = regexp.MustCompile(`[\w.]+@[\w.]+`)

// redact replaces every address in a file of format f by new.
func redact(t testing.TB, f Format, in, new string) (out string, texts []string) {
	t.Helper()
	var b bytes.Buffer
	c := f.Open(strings.NewReader(in), &b)
	for {
		text, marks, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		for i, m := range marks {
			require.True(t, m.At <= int64(len(text)) && (i == 0 || marks[i-1].At <= m.At))
		}
		texts = append(texts, string(text))
		for _, at := range mail.FindAllIndex(text, -1) {
			if l, ok := c.(Locator); ok {
				from, to, ok := l.Locate(int64(at[0]), int64(at[1]))
				require.True(t, ok)
				require.True(t, from < to && to <= int64(len(in)))
			}
			require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte(new)}))
		}
	}
	require.NoError(t, c.Close())
	return b.String(), texts
}

func TestEditsInPlace(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"json", "json", `{ "a@b.example" : ["x","see ann@b.example!"], "n":1.50e3, "t":true}` + "\n", `{ "\"E\"" : ["x","see \"E\"!"], "n":1.50e3, "t":true}` + "\n"},
		{"escapes", "json", `{"m":"\u0061nn\u0040b.example \ud83d\ude00\n\u00e9"}`, `{"m":"\"E\" \ud83d\ude00\n\u00e9"}`},
		{"no json", "json", `{"m": "ann@b.example`, `{"m": ""E"`},
		{"lines", "jsonl", "{\"m\":\"ann@b.example\"}\r\n{\"m\":2}\n", "{\"m\":\"\\\"E\\\"\"}\r\n{\"m\":2}\n"},
		{"csv", "csv", "name;mail\r\n\"Ann; B\";ann@b.example\r\n", "name;mail\r\n\"Ann; B\";\"\"\"E\"\"\"\r\n"},
		{"csv with line break", "csv", "name,mail\n\"a\n\"\"b\"\"\",\"x ann@b.example\"\n\n5\" pipe,y@b.example\n", "name,mail\n\"a\n\"\"b\"\"\",\"x \"\"E\"\"\"\n\n5\" pipe,\"\"\"E\"\"\"\n"},
		{"csv with bare quote", "csv", "a,b\n5\" of x@b.example,\"2\"\n", "a,b\n5\" of \"E\",\"2\"\n"},
		{"csv torn", "csv", "a,b\n\"x\" ann@b.example,2\n", "a,b\n\"x\" \"E\",2\n"},
		{"text", "text", "\xff ann@b.example\r", "\xff \"E\"\r"},
		{"log", "log", "a ann@b.example\n\nb", "a \"E\"\n\nb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := ByName(tt.format)
			require.True(t, ok)
			out, _ := redact(t, f, tt.in, `"E"`)
			require.Equal(t, tt.want, out)
		})
	}
}

func TestEditOverCells(t *testing.T) {
	var r record
	r.reset([]byte("<a>ann<b>@b</b>"), 0)
	r.plain(3, 6, 0)
	r.plain(9, 11, 0)
	require.NoError(t, r.apply(pii.Edit{Start: 1, End: 5, New: []byte("E")}))
	var b bytes.Buffer
	require.NoError(t, r.write(&b, appendText))
	require.Equal(t, "<a>aE<b></b>", b.String())
	require.Error(t, r.apply(pii.Edit{Start: 1, End: 99}))
}

func TestByPath(t *testing.T) {
	for path, want := range map[string]string{"a/B.JSONL": "jsonl", "x.csv": "csv", "noext": "text", "a.weird": "text", "x.log": "log"} {
		require.Equal(t, want, ByPath(path).Name)
	}
}

func TestBinary(t *testing.T) {
	require.True(t, Binary([]byte("PK\x03\x04\x00")))
	require.True(t, Binary(bytes.Repeat([]byte{0xff, 0xd8}, 40)))
	require.False(t, Binary([]byte("plain text, a na\xefve latin-1 byte")))
	require.False(t, Binary(nil))
}

// FuzzCodecs holds that no codec panics, that without edits every file comes out as it went in, and that edited files parse again.
func FuzzCodecs(f *testing.F) {
	for _, s := range []string{`{"a":["b\u00e9","c@d.e"]}`, "a,b\n\"c@d.e\",\"\"\"x\"\n", "\xef\xbb\xbfa;b\r\n1;2", "{\"x\":\"\\ud800\"}\n[1,2]", "From: a@b.c\n\nx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, format := range All() {
			if format.AsText || format.Name == "rtf" {
				continue
			}
			var b bytes.Buffer
			c := format.Open(strings.NewReader(in), &b)
			var err error
			for err == nil {
				_, _, err = c.Next()
			}
			if !errors.Is(err, io.EOF) {
				require.Empty(t, b.String())
				continue
			}
			require.NoError(t, c.Close())
			require.Equal(t, in, b.String(), format.Name)
			if format.Stream {
				require.Equal(t, docs(t, format, strings.NewReader(in)), docs(t, format, iotest.OneByteReader(strings.NewReader(in))), format.Name)
			}
			out, _ := redact(t, format, in, "\"E\"\n")
			switch {
			case format.Name == "json" && json.Valid([]byte(in)):
				require.True(t, json.Valid([]byte(out)))
			case format.Name == "csv" && validCSV(in):
				require.True(t, validCSV(out), "%q", out)
			}
		}
	})
}

// docs returns the documents of a file.
func docs(t testing.TB, f Format, r io.Reader) (all []string) {
	c := f.Open(r, io.Discard)
	for {
		text, marks, err := c.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		all = append(all, fmt.Sprintf("%q %v", text, marks))
	}
}

func validCSV(s string) bool {
	r := csv.NewReader(strings.NewReader(s))
	r.FieldsPerRecord = -1
	_, err := r.ReadAll()
	return err == nil && !strings.ContainsAny(s, ";|\t\r")
}
