package formats

import (
	"encoding/base64"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestValuesInPieces holds that a value is found where its notation takes it apart, and that nothing of it is left.
func TestValuesInPieces(t *testing.T) {
	wide := func(s string) string {
		var b []byte
		for i := range len(s) {
			b = append(b, s[i], 0)
		}
		return base64.StdEncoding.EncodeToString(b)
	}
	tests := []struct{ name, format, in, want string }{
		{"bars", "sql", "SELECT 'x '||'an'||'n@b.example';\n", "SELECT 'x '||'[E]'||'';\n"},
		{"plus", "sql", "SELECT 'an' + N'n@b.example', 'y';\n", "SELECT '[E]' + N'', 'y';\n"},
		{"concat", "sql", "INSERT INTO t VALUES (1, concat('an', 'n@b.', 'example'), 'ann', '@b.example');\n", "INSERT INTO t VALUES (1, concat('[E]', '', ''), 'ann', '@b.example');\n"},
		{"neighbours", "sql", "SELECT 'an'\n  'n@b.example' FROM 'ann' = '@b.example';\n", "SELECT '[E]'\n  '' FROM 'ann' = '@b.example';\n"},
		{"function of other kind", "sql", "SELECT coalesce('ann', '@b.example');\n", "SELECT coalesce('ann', '@b.example');\n"},
		{"backslash in YAML", "yaml", "a: \"x an\\\n   n@b.example\"\nb: 'an\\\nz'\n", "a: \"x [E]\\\n   \"\nb: 'an\\\nz'\n"},
		{"backslash in properties", "ini", "a=an\\\r\n  n@b.example\r\nb=c\\\\\r\nd=e\r\n", "a=[E]\\\r\n  \r\nb=c\\\\\r\nd=e\r\n"},
		{"enriched mail", "eml", "Content-Type: text/enriched\n\n<bold>ann</bold>@b.example <color><param>red</param>ann@b.example</color>\n",
			"Content-Type: text/enriched\n\n<bold>[E]</bold> <color><param>red</param>[E]</color>\n"},
		{"UTF-16 in a mail", "eml", "Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n" + wide("to ann@b.example.") + "\n",
			"Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n" + wide("to [E].") + "\r\n"},
		{"UTF-16 in an attachment that does not say so", "eml", "Content-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\n" + wide("name;mail\nAnn;ann@b.example\n") + "\n",
			"Content-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\n" + wide("name;mail\nAnn;[E]\n") + "\r\n"},
		{"message in base64", "eml", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("From: ann@b.example\n\nann@b.example\n")) + "\n",
			"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("From: \"[E]\"@redacted.invalid\n\n[E]\n")) + "\r\n"},
		{"delivery status", "eml", "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ann@b.example\n", "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; [E]\n"},
		{"folded signature", "eml", "DKIM-Signature: v=1; i=ann\r\n\t@b.example; b=x\r\n\r\n", "DKIM-Signature: v=1; i=[E]; b=x\r\n\r\n"},
		{"caret", "ics", "ATTENDEE;CN=\"^'^nann@b.example^'\":x\r\n", "ATTENDEE;CN=\"^'^n[E]^'\":x\r\n"},
	}
	find := regexp.MustCompile(`ann@b\.example`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := ByName(tt.format)
			require.True(t, ok)
			same, _, unread := editFile(t, f, []byte(tt.in), regexp.MustCompile(`none of it`), "")
			require.Equal(t, tt.in, string(same))
			require.Empty(t, unread)
			out, _, _ := editFile(t, f, []byte(tt.in), find, "[E]")
			require.Equal(t, tt.want, string(out))
		})
	}
}

// TestFormulasInPieces is TestValuesInPieces for spreadsheets.
func TestFormulasInPieces(t *testing.T) {
	in := pack(t, "xl/workbook.xml", `<workbook/>`,
		"xl/sharedStrings.xml", `<sst><si><r><t>ann</t></r><r><t>@b.example</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>ann_x0040_b_x002E_example _x00e9</t></si></sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1"><f>"an"&amp;"n@b"&amp;".example"</f></c><c r="B1"><f>CONCAT("ann"; "@b.example")</f></c><c r="C1"><f>IF("ann"="@b.example",A1&amp;"ann",SUM("@b.example"))</f></c></row></sheetData></worksheet>`)
	out, _, _ := editFile(t, XLSX(), in, regexp.MustCompile(`ann@b\.example`), "[E]")
	all := unpacked(t, out)
	require.Contains(t, all, `<r><t>[E]</t></r><r><t></t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>[E] _x00e9</t>`)
	require.Contains(t, all, `<f>"[E]"&amp;""&amp;""</f>`)
	require.Contains(t, all, `<f>CONCAT("[E]"; "")</f>`)
	require.Contains(t, all, `<f>IF("ann"="@b.example",A1&amp;"ann",SUM("@b.example"))</f>`)
}
