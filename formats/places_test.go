package formats_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
)

// fill puts an address of its own into each "~" of a text; "^" stands for one in pieces, put together by join.
func fill(n *int, text string, join func(a, b string) string) string {
	var out strings.Builder
	for _, c := range text {
		*n++
		a, b := fmt.Sprintf("zq%d.plan", *n), "ted@example.net"
		switch c {
		case '~':
			out.WriteString(a + b)
		case '^':
			out.WriteString(join(a, b))
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

// TestNoPlaceIsForgotten plants addresses in all the places of office files that programs write text to.
func TestNoPlaceIsForgotten(t *testing.T) {
	runs := func(a, b string) string {
		return `<w:r><w:t>` + a[:4] + `</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>` + a[4:] + `</w:t></w:r><w:bookmarkStart w:id="9" w:name="x"/><w:r><w:softHyphen/><w:t>` + b + `</w:t></w:r>`
	}
	rich := func(a, b string) string {
		return `<r><t>` + a + `</t></r><r><rPr><b/></rPr><t>` + b[:4] + `</t></r><r><t>` + b[4:] + `</t></r>`
	}
	tests := []struct {
		format formats.Format
		join   func(a, b string) string
		parts  map[string]string
	}{
		{formats.DOCX(), runs, map[string]string{
			"word/document.xml": `<w:body><w:p>^</w:p><w:p><w:ins w:author="~"><w:r><w:t>~ </w:t></w:r></w:ins><w:del w:author="~"><w:r><w:delText>~</w:delText></w:r></w:del><w:moveFrom w:author="~"><w:r><w:t>~</w:t></w:r></w:moveFrom></w:p>` +
				`<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr name="~" descr="~" title="~"/><wps:txbx><w:txbxContent><w:p>^</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape alt="~" href="mailto:~" title="~"><v:textbox><w:txbxContent><w:p>^</w:p></w:txbxContent></v:textbox><v:textpath string="~"/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
				`<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="~"/><w:statusText w:val="~"/><w:textInput><w:default w:val="~"/></w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText>HYPERLINK "mailto:~"</w:instrText></w:r></w:p><w:p><w:fldSimple w:instr=" AUTHOR ~ "><w:r><w:t>~</w:t></w:r></w:fldSimple></w:p>` +
				`<w:sdt><w:sdtPr><w:alias w:val="~"/><w:tag w:val="~"/><w:dropDownList><w:listItem w:displayText="~" w:value="~"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p>^</w:p></w:sdtContent></w:sdt><w:p><m:oMath><m:r><m:t>~</m:t></m:r></m:oMath><w:smartTag><w:smartTagPr><w:attr w:name="n" w:val="~"/></w:smartTagPr></w:smartTag><w:hyperlink w:tooltip="~"/></w:p>` +
				`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>~</w:t></w:r></w:p><!-- ~ --><?x ~?><w:p><w:r><w:t><![CDATA[~]]></w:t></w:r></w:p><w:tbl><w:tblPr><w:tblCaption w:val="~"/><w:tblDescription w:val="~"/></w:tblPr><w:tr><w:tc><w:p>^</w:p></w:tc></w:tr></w:tbl></w:body>`,
			"word/footnotes.xml": `<w:footnote><w:p>^</w:p></w:footnote>`, "word/comments.xml": `<w:comment w:author="~" w:initials="~"><w:p>^</w:p></w:comment>`, "word/header1.xml": `<w:p>^</w:p>`,
			"word/glossary/document.xml": `<w:docPartPr><w:name w:val="~"/><w:description w:val="~"/></w:docPartPr><w:p>^</w:p>`, "word/people.xml": `<w15:person w15:author="~"><w15:presenceInfo w15:userId="S::~::0f8f"/></w15:person>`,
			"word/settings.xml":            `<w:docVar w:name="~" w:val="~"/><w:mailMerge><w:connectString w:val="User=~"/><w:query w:val="SELECT ~"/></w:mailMerge>`,
			"word/_rels/document.xml.rels": `<Relationships><Relationship Id="r" Target="mailto:~?subject=~" TargetMode="External"/></Relationships>`,
			"word/charts/chart1.xml":       `<c:chart><a:t>~</a:t><c:strCache><c:pt><c:v>~</c:v></c:pt></c:strCache></c:chart>`, "word/diagrams/data1.xml": `<dgm:pt><dgm:prSet phldrT="~"/><dgm:t><a:t>~</a:t></dgm:t></dgm:pt>`,
			"customXml/item1.xml": `<r mail="~">~</r>`, "docProps/core.xml": `<dc:creator>~</dc:creator><cp:keywords>~</cp:keywords>`, "docProps/app.xml": `<Company>~</Company><Manager>~</Manager>`, "docProps/custom.xml": `<property name="~"><vt:lpwstr>~</vt:lpwstr></property>`,
		}},
		{formats.XLSX(), rich, map[string]string{
			"xl/workbook.xml":      `<workbook><sheets><sheet name="~" sheetId="1"/></sheets><definedNames><definedName name="n" comment="~">"~"</definedName></definedNames></workbook>`,
			"xl/sharedStrings.xml": `<sst><si>^<rPh sb="0" eb="1"><t>~</t></rPh></si><si><t>~</t></si></sst>`,
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>^</is></c><c r="C1" t="str"><f>"~"&amp;A1</f><v>~</v></c></row></sheetData><dataValidation prompt="~" error="~"><formula1>"~,b"</formula1></dataValidation>` +
				`<cfRule><formula>A1="~"</formula></cfRule><hyperlink tooltip="~" display="~"/><headerFooter><oddHeader>&amp;C~</oddHeader></headerFooter><scenario name="~" user="~" comment="~"><inputCells val="~"/></scenario></worksheet>`,
			"xl/comments1.xml": `<authors><author>~</author></authors><comment><text>^</text></comment>`, "xl/threadedComments/threadedComment1.xml": `<text>~</text>`, "xl/persons/person.xml": `<person displayName="~" userId="~"/>`,
			"xl/tables/table1.xml": `<tableColumn name="~"/><filter val="~"/>`, "xl/connections.xml": `<connection name="~" description="~"><dbPr connection="User ID=~;" command="select '~'"/></connection>`,
			"xl/externalLinks/externalLink1.xml": `<sheetName val="~"/><cell t="str"><v>~</v></cell>`, "xl/pivotCache/pivotCacheDefinition1.xml": `<pivotCacheDefinition refreshedBy="~"><cacheField name="~"><s v="~"/></cacheField></pivotCacheDefinition>`,
			"xl/drawings/drawing1.xml": `<xdr:cNvPr name="~" descr="~"/><a:t>~</a:t>`, "xl/revisions/userNames.xml": `<userInfo name="~"/>`, "docProps/core.xml": `<dc:title>~</dc:title>`,
		}},
	}
	for _, tt := range tests {
		n := 0
		var in bytes.Buffer
		zw := zip.NewWriter(&in)
		for name, text := range tt.parts {
			w, err := zw.Create(name)
			require.NoError(t, err)
			_, err = io.WriteString(w, fill(&n, text, tt.join))
			require.NoError(t, err)
		}
		require.NoError(t, zw.Close())
		out := []byte(redact(t, tt.format, in.String()))
		zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
		require.NoError(t, err)
		require.Len(t, zr.File, len(tt.parts))
		for _, f := range zr.File {
			r, err := f.Open()
			require.NoError(t, err)
			b, err := io.ReadAll(r)
			require.NoError(t, err)
			require.NotContains(t, string(b), "zq", "%s %s", tt.format.Name, f.Name)
			require.NotContains(t, string(b), "ted@", "%s %s", tt.format.Name, f.Name)
		}
	}
}
