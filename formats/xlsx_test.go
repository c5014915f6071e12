package formats

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// pack makes an archive of name and content pairs.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := zw.Create(parts[i])
		require.NoError(t, err)
		_, err = io.WriteString(w, parts[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, zw.Close())
	return b.Bytes()
}

// excel is a book as Excel writes it: shared strings, rich text, dates by style, exponents, cached results.
func excel(t testing.TB) []byte {
	return pack(t,
		"xl/workbook.xml", `<workbook><sheets><sheet name="a@b.example" sheetId="1"/><sheet name="c@b.example" sheetId="2"/></sheets><definedNames><definedName name="x">'a@b.example'!$A$1</definedName></definedNames></workbook>`,
		"xl/styles.xml", `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ &quot;h&quot;"/><numFmt numFmtId="165" formatCode="[Red]0&quot;d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>Name</t></si><si><t>Phone</t></si><si><r><t>Ann a</t></r><r><rPr><b/></rPr><t>@b.exa</t></r><r><t>mple</t></r></si><si><t>never shown z@b.example</t></si><si><t>Born</t></si></sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>4</v></c></row>`+
			`<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2" t="n"><v>1.2025550143E10</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" s="1"><v>30750</v></c></row>`+
			`<row r="3"><c r="A3" t="str"><f>"q@b.exa""mple"&amp;'a@b.example'!A1</f><v>q@b.example</v></c></row></sheetData>`+
			`<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Ann &amp;&amp; h@b.example&amp;RPage &amp;P</oddHeader></headerFooter></worksheet>`,
		"xl/worksheets/sheet2.xml", `<worksheet/>`)
}

func TestXLSX(t *testing.T) {
	in := excel(t)
	var b bytes.Buffer
	c := XLSX().Open(bytes.NewReader(in), &b)
	text, marks, err := c.Next()
	require.NoError(t, err)
	labels := map[string]string{}
	for i, m := range marks {
		if m.Kind == pii.MarkCell {
			end := len(text)
			if i+1 < len(marks) {
				end = int(marks[i+1].At)
			}
			labels[strings.TrimSpace(string(text[m.At:end]))] += m.Label + ";"
		}
	}
	require.Equal(t, "Name;;", labels["Ann a@b.example"], "once a label")
	require.Equal(t, "Phone;", labels["12025550143"])
	require.Equal(t, "Born;", labels["1984-03-09"])
	require.Contains(t, string(text), "Ann & h@b.example\nPage")
	require.Contains(t, string(text), "never shown z@b.example")
	for _, at := range regexp.MustCompile(`\w+@b\.exa"?mple|12025550143|1984-03-09`).FindAllIndex(text, -1) {
		require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte(`[E "1"]`)}))
	}
	require.NoError(t, c.Close())
	all := unpacked(t, b.Bytes())
	require.NotRegexp(t, `@b\.|2025550143|30750`, all)
	for _, want := range []string{
		`<sheet name="_E__1__" sheetId="1"/><sheet name="_E__1___2" sheetId="2"/>`, `'_E__1__'!$A$1`, `<t>Ann [E &quot;1&quot;]</t></r><r><rPr><b/></rPr><t></t></r>`,
		`<c r="B2" s="2" t="str"><v>[E &quot;1&quot;]</v></c>`, `<c r="D2" s="1" t="str"><v>[E`, `<f>"[E &quot;&quot;1&quot;&quot;]"&amp;'_E__1__'!A1</f>`, `&amp;12Ann &amp;&amp; [E &quot;1&quot;]&amp;RPage`,
	} {
		require.Contains(t, all, want)
	}
	zr, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	require.NoError(t, err)
	for _, f := range zr.File {
		raw, err := unpack(f)
		require.NoError(t, err)
		for d := xml.NewDecoder(bytes.NewReader(raw)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else {
				require.NoError(t, err, f.Name)
			}
		}
	}
}

func TestRunsOfInlineStringsAreOneText(t *testing.T) {
	in := pack(t, "xl/workbook.xml", "<workbook/>", "xl/worksheets/a.xml", `<row><c t="inlineStr"><is><r><t>ann@b.ex</t></r><r><rPr><b/></rPr><t>ample</t></r></is></c><c t="inlineStr"><is><t>x</t></is></c></row>`)
	text, marks, err := XLSX().Open(bytes.NewReader(in), io.Discard).Next()
	require.NoError(t, err)
	at := bytes.Index(text, []byte("ann@b.example"))
	require.GreaterOrEqual(t, at, 0)
	for _, m := range marks {
		require.False(t, int(m.At) > at && int(m.At) < at+13)
	}
}

func TestDateCodes(t *testing.T) {
	for code, want := range map[string]bool{"yyyy-mm-dd": true, `d\.m\.yy`: true, "General": false, `0"days"`: false, "[Red]0.00": false, "h:mm": false, `0"`: false, "[": false} {
		require.Equal(t, want, isDateCode(code), code)
	}
	d := dateStyles{dates: []bool{true}}
	for n, want := range map[string]string{"1": "1900-01-01", "59": "1900-02-28", "61": "1900-03-01", "45000.75": "2023-03-15", "x": "x", "-3": "-3", "1e99": "1e99"} {
		require.Equal(t, want, string(d.show([]byte(n), []byte("0"))), n)
	}
	d.from1904 = true
	require.Equal(t, "1904-01-02", string(d.show([]byte("1"), []byte("0"))))
}

func FuzzXLSX(f *testing.F) {
	f.Add(excel(f))
	fuzzOffice(f, XLSX())
}

// FuzzSheet feeds markup to the reader of sheets, which a fuzzer hardly reaches inside of a zip.
func FuzzSheet(f *testing.F) {
	f.Add(`<row><c r="A1" s="0"><f>a!b&amp;"x</f><v>12345</v></c><c t="s"><v>0</v></c></row><oddHeader>&amp;K&amp;"</oddHeader>`, `<si><t>a@b</t></si>`)
	f.Fuzz(func(t *testing.T, sheet, sst string) {
		in := pack(t, "xl/workbook.xml", "<sheet name='x'/>", "xl/sharedStrings.xml", sst, "xl/worksheets/a.xml", sheet)
		out, _, _ := editFile(t, XLSX(), in, regexp.MustCompile(`\x00none`), "")
		require.True(t, bytes.Equal(in, out))
		valid := func(b []byte) bool {
			zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
			require.NoError(t, err)
			for _, f := range zr.File {
				raw, err := unpack(f)
				require.NoError(t, err)
				d := xml.NewDecoder(bytes.NewReader(append(append([]byte("<x>"), raw...), "</x>"...)))
				for {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						return false
					}
				}
			}
			return true
		}
		if out, _, _ = editFile(t, XLSX(), in, regexp.MustCompile(`[\w.]+@[\w.]+|[0-9]{4,}`), `[E"'<&]`); valid(in) {
			require.True(t, valid(out), "%q %q", sheet, sst)
		}
	})
}

// TestPivotTablesNamePeople holds that who refreshed a pivot table is text with a label.
func TestPivotTablesNamePeople(t *testing.T) {
	in := pack(t, "xl/workbook.xml", "<workbook/>", "xl/pivotCache/pivotCacheDefinition1.xml", `<pivotCacheDefinition refreshedBy="Ann Lee"/>`)
	_, text, _ := editFile(t, XLSX(), in, regexp.MustCompile("none"), "")
	require.Contains(t, text, "Ann Lee\n")
}
