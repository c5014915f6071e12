package formats

import (
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
		{"yaml", "yaml", `a: "a\x40b.c"`, `a: "E"`},
		{"toml", "toml", `a = "a\u0040b.c"`, `a = "E"`},
		{"toml lines", "toml", "a = \"\"\"\na\\u0040b.c\"\"\"", "a = \"\"\"\nE\"\"\""},
		{"properties", "ini", `a=a\u0040b.c`, `a=E`},
		{"postgres", "sql", `SELECT E'a\x40b.c', E'a\100b.c', E'a\u0040b.c';`, `SELECT E'E', E'E', E'E';`},
		{"postgres copy", "sql", "COPY t (a) FROM stdin;\na\\100b.c\n\\.\n", "COPY t (a) FROM stdin;\nE\n\\.\n"},
		{"strings in double quotes", "sql", `INSERT INTO t VALUES ("a@b.c", "x""a@b.c");`, `INSERT INTO t VALUES ("E", "x""E");`},
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
		{"binary in YAML", "yaml", "a: !!binary YUBiLmM=\n", "binary values"},
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
