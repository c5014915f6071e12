package formats

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRowsAreLines holds that the cells of a row of data stand on one line and that rows which lay out a page stay as they are.
func TestRowsAreLines(t *testing.T) {
	long := strings.Repeat("word ", 30)
	tests := []struct{ name, in, text string }{
		{"header and data", "<table>\n <tr>\n  <th>Name</th>\n  <th>Employee\n   ID</th>\n </tr>\n <tr><td>\n  Ann</td> <td>48213</td></tr>\n</table>", "\n \nName \t Employee ID\nAnn \t 48213\n"},
		{"empty cells", "<tr><td></td><td>a</td><td>&nbsp;</td><td/></tr><p>b", " \t a \t  \t \nb"},
		{"no end tags", "<tr><td>Religion<td>Sikh\n<tr><td>a<td>b", "Religion \t Sikh\na \t b"},
		{"inline tags", "<tr><td><b>An</b>na <i>Lee</i> </td><td> x&amp;y&nbsp;z</td></tr>", "Anna Lee \t x&y z\n"},
		{"attributes follow the table", `<table><tr><td title="t">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>`, "a \t b\nc \t d\nt\n"},
		{"comments follow the table", `<table><tr><td>a<!-- <tr> --></td><td>b</td></tr></table>`, "a \t b\n <tr> \n"},
		{"a cell of two paragraphs", "<tr><td>a</td><td><p>b</p><p>c</p></td></tr>", "a\nb\nc\n"},
		{"a line break in a cell", "<tr><td>a</td><td>b<br>c</td></tr>", "a\nb\nc\n"},
		{"a list in a cell", "<tr><td>a</td><td><ul><li>b</ul></td></tr>", "a\nb\n"},
		{"a long cell", "<tr><td>a</td><td>" + long + "</td></tr>", "a\n" + long + "\n"},
		{"a long row", "<tr>" + strings.Repeat("<td>"+long[:100]+"</td>", 21) + "</tr>", strings.Repeat(long[:100]+"\n", 21)},
		{"a table in a table", "<tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr>", "a\nb \t c\n"},
		{"one cell", "<tr><td>a</td></tr>", "a\n"},
	}
	for _, tt := range tests {
		out, text, unread := editFile(t, HTML(), []byte(tt.in), regexp.MustCompile(`none of it`), "")
		require.Equal(t, tt.text, text, tt.name)
		require.Equal(t, tt.in, string(out), tt.name)
		require.Empty(t, unread, tt.name)
	}
	in := "<tr> <td> <b>An</b>na&nbsp;&nbsp;Lee \n</td>\n<td>&nbsp;Anna\n  Lee&nbsp;</td>\n</tr>"
	out, _, _ := editFile(t, HTML(), []byte(in), regexp.MustCompile(`Anna`), "E")
	require.Equal(t, "<tr> <td> <b>E</b>&nbsp;&nbsp;Lee \n</td>\n<td>&nbsp;E\n  Lee&nbsp;</td>\n</tr>", string(out))
	out, _, _ = editFile(t, HTML(), []byte(in), regexp.MustCompile(`Anna Lee`), "E")
	require.Equal(t, "<tr> <td> <b>E</b> \n</td>\n<td>&nbsp;E&nbsp;</td>\n</tr>", string(out))
}

// TestRowsOfDocumentsAreLines is TestRowsAreLines for word processors.
func TestRowsOfDocumentsAreLines(t *testing.T) {
	cell := func(paragraphs ...string) string {
		s := `<w:tc><w:tcPr><w:tcW w:w="100"/></w:tcPr>`
		for _, p := range paragraphs {
			s += `<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>` + p + `</w:t></w:r></w:p>`
		}
		return s + `</w:tc>`
	}
	in := `<w:tbl><w:tr><w:trPr/>` + cell("Name") + cell("Mobile") + `</w:tr><w:tr>` + cell("An</w:t></w:r><w:r><w:t>na") + cell("") + `</w:tr><w:tr>` + cell("Note") + cell("a", "b") + `</w:tr></w:tbl>`
	_, text, _ := editFile(t, DOCX(), docx(t, map[string]string{"word/document.xml": in}), regexp.MustCompile(`none`), "")
	require.Contains(t, text, "Name \t Mobile\nAnna \t \nNote\na\nb\n")
}

// TestSectionsInTables holds that a heading in a row of a curriculum vitae is one.
func TestSectionsInTables(t *testing.T) {
	in := "<table><tr><td>Education</td><td>Leeds</td></tr><tr><td>Experience</td><td>Whitby</td></tr><tr><td>Languages</td><td>Welsh</td></tr></table>"
	require.Equal(t, "languages", fieldOf(t, HTML(), in, "Welsh"))
}
