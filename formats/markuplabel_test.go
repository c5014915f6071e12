package formats

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestElementsAreLabels holds that the name of an XML element stands before the value that it holds, and before no running text.
func TestElementsAreLabels(t *testing.T) {
	tests := []struct{ name, in, text string }{
		{"values", "<r>\n  <h:dateOfBirth>1971-03-09</h:dateOfBirth>\n  <city>\n   Bonn\n  </city>\n</r>", "dateOfBirth: 1971-03-09\ncity: \n   Bonn\n  \n"},
		{"escapes", "<r><iban>D&#69;89</iban><pin><![CDATA[4<711]]></pin></r>", "iban: DE89\npin: 4<711\n"},
		{"attributes", `<phone type="home">0151</phone>`, "home\nphone: 0151\n"},
		{"keys", `<entry key="password">abc</entry><add key="dob" value="1971"/>`, "password\npassword: abc\ndob\n1971\n"},
		{"value in an element", "<ssn><value>12</value></ssn><value>13</value>", "ssn: 12\n13\n"},
		{"value after others", "<ssn><note>call</note><value>12</value></ssn><x><value>13</value></x>", "call\nssn: 12\n13\n"},
		{"value of a field", `<field name="dob"><value>12</value></field><field name="Ann Lee">x</field>`, "dob\ndob: 12\nAnn Lee\nx\n"},
		{"value as attribute", `<birthDate value="12"/><item type="dob">13</item><item type="text">14</item><row id="r4">15</row>`, "12\ndob\ndob: 13\ntext\n14\nr4\nrow: 15\n"},
		{"system before a value", `<identifier><system value="https://fhir.example.org/Id/nhs-number"/><value value="12"/></identifier>`, "https://fhir.example.org/Id/nhs-number\n12\n"},
		{"running text", "<p>a</p><w:t>b</w:t><title>c</title><name>d <b>e</b></name><void/><nil></nil><note>f</note>", "a\nb\nc\nd \ne\nf\n"},
		{"long text", "<address>1 Mill\nLane</address>", "1 Mill\nLane\n"},
		{"torn", "<pin>4711</pins><pin>4711", "pin: 4711\n4711"},
	}
	for _, tt := range tests {
		out, text, unread := editFile(t, XML(), []byte(tt.in), regexp.MustCompile(`none of it`), "")
		require.Equal(t, tt.text, text, tt.name)
		require.Equal(t, tt.in, string(out), tt.name)
		require.Empty(t, unread, tt.name)
	}
	out, text, _ := editFile(t, HTML(), []byte(`<input name="dob" value="1971"><pin>4711</pin>`), regexp.MustCompile(`1971\n|47.*`), "E")
	require.Equal(t, "dob\n1971\n4711\n", text)
	require.Equal(t, `<input name="dob" value="E"><pin>E</pin>`, string(out))
	require.Equal(t, "birthDate", fieldOf(t, XML(), `<birthDate value="1971"/>`, "1971"))
	require.Equal(t, "dob", fieldOf(t, HTML(), `<input name="dob" value="1971">`, "1971"))
	require.Equal(t, "nhs-number", fieldOf(t, XML(), `<identifier><system value="https://fhir.example.org/Id/nhs-number"/><value value="12"/></identifier>`, "12"))
	for in, want := range map[string]string{
		`<p><span itemprop="telephone">12</span><span class="x p-given-name">Ann</span>`: "telephone: 12 given-name: Ann",
		`<p class="tel-box">Tel us <b class="tel">12</b></p><i itemprop="name"></i>`:     "Tel us tel: 12\n",
	} {
		_, text, _ := editFile(t, HTML(), []byte(in), regexp.MustCompile(`none of it`), "")
		require.Equal(t, want, text, in)
	}
}

// TestControlsAreLabels holds that the name of a content control stands before the paragraph that it holds.
func TestControlsAreLabels(t *testing.T) {
	control := func(content string) string {
		return `<w:p><w:r><w:t>See</w:t></w:r></w:p><w:sdt><w:sdtPr><w:alias w:val="Date of birth"/></w:sdtPr><w:sdtContent>` + content + `</w:sdtContent></w:sdt>`
	}
	_, text, _ := editFile(t, DOCX(), docx(t, map[string]string{"word/document.xml": control(`<w:p><w:r><w:t>1971</w:t></w:r></w:p><w:p><w:r><w:t>on</w:t></w:r></w:p>`)}), regexp.MustCompile("none"), "")
	require.Equal(t, "See\nDate of birth\nDate of birth: 1971\non\n", text)
	_, text, _ = editFile(t, DOCX(), docx(t, map[string]string{"word/document.xml": `<w:p>` + control(`<w:r><w:t>1971</w:t></w:r>`) + `</w:p><w:p>on</w:p>`}), regexp.MustCompile("none"), "")
	require.NotContains(t, text, "Date of birth: ")
	_, text, _ = editFile(t, DOCX(), docx(t, map[string]string{"word/document.xml": `<w:hyperlink w:tooltip="Ann Lee"/>`}), regexp.MustCompile("none"), "")
	require.Contains(t, text, "Ann Lee\n")
}

// fieldOf returns the label of the mark that stands last before value in the text of a file.
func fieldOf(t testing.TB, f Format, in, value string) (label string) {
	t.Helper()
	text, marks, err := f.Open(strings.NewReader(in), io.Discard).Next()
	require.NoError(t, err)
	at := bytes.Index(text, []byte(value))
	require.GreaterOrEqual(t, at, 0, "%q", text)
	for _, m := range marks {
		if m.At <= int64(at) {
			label = m.Label
		}
	}
	return label
}

// Style sheets are words of their own language: what they say to people is read, their selectors and fonts are not.
func TestStyleSheets(t *testing.T) {
	for in, want := range map[string]string{
		`<style>li{font-family:Georgia}</style>x`:                                              "x",
		`<style>/* by Ann */p:before{content:"Call Bob"} i{background:url(/ann.png)}</style>x`: "/* by Ann */\ncontent:\"Call Bob\"\nurl(/ann.png)\nx",
		`<style>p{x:ann@example.com}</style>x`:                                                 "p{x:ann@example.com}\nx",
		`<p style="color:red">x</p><p style="background:url(/ann.png)">y</p>`:                  "x\nbackground:url(/ann.png)\ny\n",
	} {
		out, text, unread := editFile(t, HTML(), []byte(in), regexp.MustCompile(`none of it`), "")
		require.Equal(t, want, text, in)
		require.Equal(t, in, string(out))
		require.Empty(t, unread)
	}
}
