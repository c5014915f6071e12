package formats

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPartsOfMails(t *testing.T) {
	find := regexp.MustCompile(`ann@b\.example`)
	page := "<p>see <b>ann</b>@b.example &amp; Zo\xc3\xab</p>"
	t.Run("HTML in base64", func(t *testing.T) {
		in := "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(page)) + "\n"
		out, text, unread := editFile(t, Mail(), []byte(in), find, "[<E>]")
		require.Empty(t, unread)
		require.Contains(t, text, "see ann@b.example & Zoë")
		head, body, _ := strings.Cut(string(out), "\n\n")
		require.Equal(t, "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64", head)
		b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(body))
		require.NoError(t, err)
		require.Equal(t, "<p>see <b>[&lt;E&gt;]</b> &amp; Zo\xc3\xab</p>", string(b))
	})
	t.Run("HTML in quoted-printable and Latin-1", func(t *testing.T) {
		in := "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p class=3D\"x\">Zo=EB writes to ann=40b.=\nexample</p>\n"
		out, text, unread := editFile(t, Mail(), []byte(in), find, "Ë")
		require.Empty(t, unread)
		require.Contains(t, text, "Zoë writes to ann@b.example")
		_, body, _ := strings.Cut(string(out), "\n\n")
		b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(body)))
		require.NoError(t, err)
		require.Equal(t, "<p class=\"x\">Zo\xeb writes to \xcb</p>\n", string(b))
	})
	t.Run("attachments", func(t *testing.T) {
		word := docx(t, map[string]string{"word/document.xml": "<w:p><w:t>to ann@b.example</w:t></w:p>"})
		in := "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/octet-stream; name=\"cv.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
			base64.StdEncoding.EncodeToString(word) + "\r\n--x\r\nContent-Type: text/csv\r\n\r\nname,mail\r\nAnn,ann@b.example\r\nBob,ann@b.example\r\n--x\r\nContent-Type: text/calendar\r\n\r\nATTENDEE:mailto:ann@b.ex\r\n ample\r\n--x--\r\n"
		out, text, unread := editFile(t, Mail(), []byte(in), find, "[E]")
		require.Empty(t, unread)
		require.Len(t, find.FindAllString(text, -1), 4)
		require.Contains(t, string(out), "\r\nAnn,[E]\r\nBob,[E]\r\n--x")
		require.Contains(t, string(out), "ATTENDEE:mailto:[E]\r\n--x--")
		part := string(out)[strings.Index(string(out), "base64\r\n\r\n")+10:]
		b, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(part[:strings.Index(part, "\r\n--x")], "\r\n", ""))
		require.NoError(t, err)
		require.Contains(t, unpacked(t, b), "<w:t>to [E]</w:t>")
	})
}

func TestParametersOfHeaders(t *testing.T) {
	in := "Content-Disposition: attachment;\r\n filename*0*=utf-8''Zo%C3%AB%20for%20a%40b;\r\n filename*1*=.example;\r\n filename*2=\".txt\"; size=5\r\n\r\nx"
	f := regexp.MustCompile(`a@b\.example`)
	out, text, unread := editFile(t, Mail(), []byte(in), f, "[Ë x]")
	require.Empty(t, unread)
	require.Contains(t, text, "Zoë for a@b.example.txt")
	require.Equal(t, "Content-Disposition: attachment;\r\n filename*0*=utf-8''Zo%C3%AB%20for%20%5B%C3%8B%20x%5D;\r\n filename*1*=_;\r\n filename*2=\".txt\"; size=5\r\n\r\nx", string(out))
	_, params, err := mime.ParseMediaType("attachment; filename*0*=utf-8''Zo%C3%AB%20for%20%5B%C3%8B%20x%5D; filename*1*=_; filename*2=\".txt\"")
	require.NoError(t, err)
	require.Equal(t, "Zoë for [Ë x]_.txt", params["filename"])
}

func TestMailOfPython(t *testing.T) {
	in, err := os.ReadFile("testdata/made/python.eml")
	require.NoError(t, err)
	out, text, _ := editFile(t, Mail(), in, planted, "[E]")
	require.Len(t, planted.FindAllString(text, -1), 8)
	require.NotContains(t, string(out), "wilma%40")
	m, err := netmail.ReadMessage(strings.NewReader(string(out)))
	require.NoError(t, err)
	require.Equal(t, "multipart/mixed; boundary=\"part-0\"", m.Header.Get("Content-Type"))
}

// FuzzMail holds that a mail without edits comes out as it went in and that headers stay headers.
func FuzzMail(f *testing.F) {
	in, err := os.ReadFile("testdata/made/python.eml")
	require.NoError(f, err)
	f.Add(string(in))
	f.Add("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nYUBiLmM=\n")
	f.Add("Content-Disposition: x; a*0*=utf-8''%40b; a*1*=c\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		out, _, _ := editFile(t, Mail(), []byte(in), regexp.MustCompile(`\x00none`), "")
		require.Equal(t, in, string(out))
		m, err := netmail.ReadMessage(strings.NewReader(in))
		out, _, _ = editFile(t, Mail(), []byte(in), regexp.MustCompile(`[\w.]+@[\w.]+`), "[E\"<]")
		if err != nil {
			return
		}
		n, err := netmail.ReadMessage(strings.NewReader(string(out)))
		if err == nil && regexp.MustCompile(`(?m)^[^:\s]*@`).FindString(in) == "" {
			require.Len(t, n.Header, len(m.Header))
		}
	})
}

// TestStructureOfHeaders holds that types and the like are no text, whatever words they are, and that all else is.
func TestStructureOfHeaders(t *testing.T) {
	for in, want := range map[string]string{
		"Content-Type: multipart/mixed;\r\n boundary=\"mixed text\"; type=text/plain; name=\"mixed.txt\"\r\n\r\n": "; name=\"mixed.txt\"",
		"Content-Type: text/plain; charset=us-ascii; format=flowed; name=text\r\n\r\n":                            "name=text",
		"Content-Type: text\r\n\r\n": "",
		"Content-Disposition: attachment; filename=\"type=text\"; size=12\r\n\r\n": "filename=\"type=text\";",
		"Content-Transfer-Encoding: 7bit\r\nMIME-Version: 1.0\r\n\r\n":             "",
		"Content-Type: a/4111111111111111; charset=x@y.example\r\n\r\n":            "a/4111111111111111; charset=x@y.example",
	} {
		c := Mail().Open(strings.NewReader(in), io.Discard)
		text, _, err := c.Next()
		require.NoError(t, err)
		require.Equal(t, want, strings.Join(strings.Fields(string(text)), " "), in)
	}
}

// TestWordsOfHeaders holds that encoded words are written where they stood, so that the addresses between them stay addresses.
func TestWordsOfHeaders(t *testing.T) {
	const in = "From: =?utf-8?q?Zo=C3=AB?= =?utf-8?b?IEFubiBMZWU=?=\n <zoe@b.example>, =?utf-8?q?=22Lee=2C_Ann=22?= <ann@b.example>\nSubject: =?utf-8?q?Re=3A_?= =?utf-8?q?Ann_Lee?= again\n\n"
	same, text, _ := editFile(t, Mail(), []byte(in), regexp.MustCompile("none"), "")
	require.Equal(t, in, string(same))
	require.Contains(t, text, "Zoë Ann Lee\n <zoe@b.example>")
	out, _, _ := editFile(t, Mail(), []byte(in), regexp.MustCompile(`(Zoë )?Ann( Lee)?`), "[P]")
	require.Equal(t, "From: \"[P]\"\n <zoe@b.example>, \"Lee, [P]\" <ann@b.example>\nSubject: Re: [P] again\n\n", string(out))
	m, err := netmail.ReadMessage(strings.NewReader(string(out)))
	require.NoError(t, err)
	from, err := m.Header.AddressList("From")
	require.NoError(t, err)
	require.Equal(t, []*netmail.Address{{Name: "[P]", Address: "zoe@b.example"}, {Name: "Lee, [P]", Address: "ann@b.example"}}, from)
	out, _, _ = editFile(t, Mail(), []byte(in), regexp.MustCompile(`Ann Lee`), "[P]")
	require.Contains(t, string(out), "From: =?utf-8?q?Zo=C3=AB_=5BP=5D?=\n <zoe@b.example>")
}
