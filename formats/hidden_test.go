package formats

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHiddenValues has values in places that people do not see and in notations that programs undo.
func TestHiddenValues(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"reference without an end", "html", `<p>a&#64b.c and a&#x40z.c`, `<p>E and E`},
		{"reference with zeros", "html", `<p>a&#` + strings.Repeat("0", 99) + `64;b.c`, `<p>E`},
		{"comment in a word", "html", `<p>a@<!-- x@y.z -->b.c`, `<p>E<!-- E -->`},
		{"attributes in a word", "html", `<p>a<b title="x@y.z">@</b><i id=i>b</i>.c`, `<p>E<b title="E"></b><i id=i></i>`},
		{"any attribute", "html", `<p ng-init="a@b.c" class="a@b.c" class="x y" formaction=mailto:a@b.c>`, `<p ng-init="E" class="E" class="x y" formaction=mailto:E>`},
		{"attribute without an end", "html", `<a title="a@b.c`, `<a title="E`},
		{"tag", "html", `ask Ann <a@b.c> now`, `ask Ann <E> now`},
		{"short comments", "html", `<!--><p>a&#64;b.c<!---> a&#64;b.c<!-- x --!> a&#64;b.c`, `<!--><p>E<!---> E<!-- x --!> E`},
		{"script", "html", `<script>{"a":"a\u0040b.c","b":'x\'\x40y.z'}</script>`, `<script>{"a":"E","b":'x\'\x40y.z'}</script>`},
		{"CDATA in a word", "xml", `<a>a@<![CDATA[b]]>.c</a>`, `<a>E<![CDATA[]]></a>`},
		{"comment in XML", "xml", `<a>a@<!-- x -->b.c</a>`, `<a>E<!-- x --></a>`},
		{"no JSON", "json", `{"a":"a\u0040b.c",`, `{"a":"E",`},
		{"no JSON line", "jsonl", `{/**/"a":"a\u0040b.c"}`, `{/**/"a":"E"}`},
		{"JSON in a log", "log", `x {"a":"a\u0040b.c"}`, `x {"a":"E"}`},
		{"JSON with lines in a log", "log", `x {"a":"to\na@b.c","b":"\ta@b.c"}`, `x {"a":"to\nE","b":"\tE"}`},
		{"fields of a log", "log", `msg="to\na@b.c" x=1`, `msg="to\nE" x=1`},
		{"path in a log", "log", `{"a":"C:\na@b.c"} x`, `{"a":"C:\E"} x`},
		{"JSON in JSON", "jsonl", `{"log":"{\"m\":\"to\\na@b.c {\\\"n\\\":\\\"\\\\na@b.c\\\"}\"}\n"}`, `{"log":"{\"m\":\"to\\nE {\\\"n\\\":\\\"\\\\nE\\\"}\"}\n"}`},
		{"JSON in a table", "csv", "a\n\"{\"\"m\"\":\"\"to\\na@b.c\"\"}\"\n", "a\n\"{\"\"m\"\":\"\"to\\nE\"\"}\"\n"},
		{"JSON in a database", "sql", "INSERT INTO t VALUES ('{\"m\": \"to\\na@b.c\"}');\nCOPY t (a) FROM stdin;\n{\"m\": \"to\\\\na@b.c\"}\n\\.\n", "INSERT INTO t VALUES ('{\"m\": \"to\\nE\"}');\nCOPY t (a) FROM stdin;\n{\"m\": \"to\\\\nE\"}\n\\.\n"},
		{"yaml", "yaml", `a: "a\x40b.c"`, `a: "E"`},
		{"binary in YAML", "yaml", "a: !!binary YUBiLmM=\n", "a: !!binary RQ==\n"},
		{"lines of binary in YAML", "yaml", "a:\n  - b: !!binary |\n      YUBi\n      LmM=\n\n  - c: \"a@b.c\"\n", "a:\n  - b: !!binary |\n      RQ==\n\n  - c: \"E\"\n"},
		{"quoted binary in YAML", "yaml", "a: !!binary \"YUBiLmM=\"\nb: a@b.c", "a: !!binary \"RQ==\"\nb: E"},
		{"toml", "toml", `a = "a\u0040b.c"`, `a = "E"`},
		{"toml lines", "toml", "a = \"\"\"\na\\u0040b.c\"\"\"", "a = \"\"\"\nE\"\"\""},
		{"properties", "ini", `a=a\u0040b.c`, `a=E`},
		{"postgres", "sql", `SELECT E'a\x40b.c', E'a\100b.c', E'a\u0040b.c';`, `SELECT E'E', E'E', E'E';`},
		{"postgres copy", "sql", "COPY t (a) FROM stdin;\na\\100b.c\n\\.\n", "COPY t (a) FROM stdin;\nE\n\\.\n"},
		{"strings in double quotes", "sql", `INSERT INTO t VALUES ("a@b.c", "x""a@b.c");`, `INSERT INTO t VALUES ("E", "x""E");`},
		{"flowed lines", "eml", "Content-Type: text/plain; format=flowed; DelSp=yes\n\nto a@b \n.c now \n", "Content-Type: text/plain; format=flowed; DelSp=yes\n\nto E now \n"},
		{"property", "ics", "NOTE;a@b.c:x\r\na@b.c:x\r\n", "NOTE;E:x\r\nE:x\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := ByName(tt.format)
			require.True(t, ok)
			out, _ := redact(t, f, tt.in, "E")
			require.Equal(t, tt.want, out)
		})
	}
}

func TestUnreadValues(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"rich text in a mail", "eml", "Content-Type: text/rtf\n\n{\\rtf1 a\\'40b.c}", "part of type text/rtf"},
		{"carriage returns", "eml", "Subject: x\rContent-Transfer-Encoding: base64\r\rYUBiLmM=", "header with bare carriage returns"},
		{"base64 in a card", "ics", "NOTE;ENCODING=BASE64:YUBiLmM=\r\n", "NOTE"},
		{"data in a card", "ics", "PHOTO:data:image/png;base64,YUBiLmM=\r\n", "PHOTO"},
		{"data in a page", "html", `<a href="data:text/html;base64,YUBiLmM=">`, "data: URL"},
		{"hexadecimal", "sql", `SELECT X'6140622e6361406220202020';`, "binary values"},
		{"bytea", "sql", `SELECT '\x6140622e6361406220202020';`, "binary values"},
		{"bytea in copy", "sql", "COPY t (a) FROM stdin;\n\\\\x6140622e6361406220202020\n\\.\n", "binary values"},
		{"binary in YAML", "yaml", "a: !!binary R0lGODlhDAAMAIQAAP==\n", "binary values"},
		{"names in SQL", "sql", "INSERT INTO [ann@b.example] VALUES (1);", "text where none is expected"},
		{"comments in comments", "sql", "/* a /* b */ ann@b.example */ SELECT 1;", "text where none is expected"},
		{"settings of a cue", "vtt", "WEBVTT\n\n00:01.000 --> 00:02.000 ann@b.example\nx\n", "text where none is expected"},
		{"unicode in SQL", "sql", `SELECT U&'a\0040b.c';`, "text in an unknown notation"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := ByName(tt.format)
			_, _, unread := editFile(t, f, []byte(tt.in), mail, "E")
			require.Contains(t, unread, tt.want)
		})
	}
}

// zipOf makes an archive with one file.
func zipOf(t *testing.T, name, content, comment, fileComment string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	require.NoError(t, zw.SetComment(comment))
	w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Comment: fileComment, Method: zip.Deflate})
	require.NoError(t, err)
	_, err = io.WriteString(w, content)
	require.NoError(t, err)
	require.NoError(t, zw.Close())
	return b.Bytes()
}

func TestHiddenInArchives(t *testing.T) {
	plain := zipOf(t, "a.txt", "x", "", "")
	tests := []struct {
		name string
		in   []byte
		want []string
	}{
		{"nothing", plain, nil},
		{"comment", zipOf(t, "a.txt", "x", "a@b.c", ""), []string{"comment that holds a finding"}},
		{"comment of a file", zipOf(t, "a.txt", "x", "", "a@b.c"), []string{"comment that holds a finding"}},
		{"name", zipOf(t, "a@b.c", "x", "", ""), []string{"file name that holds a finding"}},
		{"before", append([]byte("a@b.c "), plain...), []string{"bytes outside of its files"}},
		{"after", append(plain[:len(plain):len(plain)], "a@b.c "...), []string{"bytes outside of its files"}},
	}
	for _, tt := range tests {
		_, _, unread := editFile(t, Zip(), tt.in, mail, "E")
		require.Equal(t, tt.want, unread, tt.name)
	}
}

func TestGzipHeader(t *testing.T) {
	var in bytes.Buffer
	zw := gzip.NewWriter(&in)
	zw.Name, zw.Comment, zw.Extra = "x.txt", "by a@b.c", []byte("AB\x01\x00x")
	_, err := io.WriteString(zw, "text")
	require.NoError(t, err)
	require.NoError(t, zw.Close())
	out, _, unread := editFile(t, Gzip(), in.Bytes(), mail, "E")
	require.Empty(t, unread)
	zr, err := gzip.NewReader(bytes.NewReader(out))
	require.NoError(t, err)
	require.Equal(t, gzip.Header{OS: 255}, zr.Header)
	text, err := io.ReadAll(zr)
	require.NoError(t, err)
	require.Equal(t, "text", string(text))
}

func TestHiddenInOffice(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"deleted text in a word", `<w:p><w:r><w:t>a</w:t></w:r><w:del w:author="x@y.z"><w:r><w:delText>q@r</w:delText></w:r><w:r><w:delText>.s</w:delText></w:r></w:del><w:r><w:t>@b.c</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t>E</w:t></w:r><w:del w:author="E"><w:r><w:delText>E</w:delText></w:r><w:r><w:delText></w:delText></w:r></w:del><w:r><w:t></w:t></w:r></w:p>`},
		{"hyphen", `<w:p><w:r><w:t>a@b</w:t><w:noBreakHyphen/><w:t>c.d</w:t></w:r></w:p>`, `<w:p><w:r><w:t>E</w:t><w:noBreakHyphen/><w:t></w:t></w:r></w:p>`},
		{"controls", `<w:sdt><w:alias w:val="a@b.c"/><w:listItem w:displayText="a@b.c" w:value="a@b.c"/></w:sdt>`, `<w:sdt><w:alias w:val="E"/><w:listItem w:displayText="E" w:value="E"/></w:sdt>`},
		{"inserted in a word", `<w:p><w:t>a</w:t><w:ins w:author="x@y.z"><w:t>@b</w:t></w:ins><w:t>.c</w:t></w:p>`, `<w:p><w:t>E</w:t><w:ins w:author="E"><w:t></w:t></w:ins><w:t></w:t></w:p>`},
	}
	for _, tt := range tests {
		out, _, _ := editFile(t, DOCX(), zipOf(t, "word/document.xml", tt.in, "", ""), regexp.MustCompile(`[\w.]+@[\w-]+\.\w+`), "E")
		require.Equal(t, "word/document.xml\n"+tt.want, unpacked(t, out), tt.name)
	}
}

func TestCrowdedRecordsAreRefused(t *testing.T) {
	for format, in := range map[string]string{
		"csv":  strings.Repeat(",", maxColumns),
		"json": "[" + strings.Repeat(`"a",`, fewCells+1) + "1]",
	} {
		f, _ := ByName(format)
		c := f.Open(strings.NewReader(in), io.Discard)
		_, _, err := c.Next()
		require.ErrorIs(t, err, ErrTooLarge, format)
	}
}
