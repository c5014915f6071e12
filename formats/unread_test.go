package formats

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/harness"
)

// unreadOf passes a file through a codec and returns what it names as not read.
func unreadOf(t *testing.T, format, in string) []string {
	t.Helper()
	f, ok := ByName(format)
	require.True(t, ok)
	c := f.Open(strings.NewReader(in), io.Discard)
	_, _, err := c.Next()
	require.NoError(t, err)
	_, _, err = c.Next()
	require.ErrorIs(t, err, io.EOF)
	return c.(Unreader).Unread()
}

func TestUnread(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"utf-16 body", "eml", "Content-Type: text/plain; charset=utf-16\n\nx", "text in an unknown charset"},
		{"utf-7 body", "eml", "Content-Type: text/plain; charset=\"UTF-7\"\n\n+AEA-", "text in an unknown charset"},
		{"utf-7 base64", "eml", "Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: base64\n\nYUBi\n", "text in an unknown charset"},
		{"zeros", "eml", "Content-Transfer-Encoding: base64\n\nAGEAQABiAC4AYwA=\n", "text with zero bytes"},
		{"zeros in a file", "eml", "Content-Type: text/csv\nContent-Transfer-Encoding: base64\n\nYSxiAAo=\n", "text with zero bytes"},
		{"uuencode", "eml", "Content-Transfer-Encoding: x-uuencode\n\nx", "text in an unknown transfer encoding"},
		{"unknown encoding", "eml", "Content-Transfer-Encoding: foo\n\nx", "text in an unknown transfer encoding"},
		{"encoding after a comment", "eml", "Content-Transfer-Encoding: (x) base64\n\nYQ==", "text in an unknown transfer encoding"},
		{"junk in base64", "eml", "Content-Transfer-Encoding: base64\n\nYU!Bi\n", "text in broken base64"},
		{"padding in base64", "eml", "Content-Transfer-Encoding: base64\n\nYQ==YUBi\n", "text in broken base64"},
		{"undefined byte", "eml", "Content-Type: text/plain; charset=windows-1253\n\n\xd2", "text with bytes outside of its charset"},
		{"HTML in UTF-7", "eml", "Content-Type: text/html; charset=utf-7\n\nx", "text in an unknown charset"},
		{"parameter in Latin-2", "eml", "Content-Disposition: attachment; filename*=iso-8859-2''%B3\n\nx", "parameter in a charset other than UTF-8"},
		{"PDF", "eml", "Content-Type: application/pdf; name=x.pdf\n\nx", "attachment of type application/pdf"},
		{"two types", "eml", "Content-Type: text/plain\nContent-Type: text/html\n\nx", "body whose headers contradict each other"},
		{"two charsets", "eml", "Content-Type: text/plain; charset=utf-8; charset=utf-7\n\nx", "body with a broken Content-Type"},
		{"encoded parts", "eml", "Content-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: base64\n\nx", "encoded part of type multipart/mixed"},
		{"encoded word", "eml", "Subject: =?utf-7?q?a?=\n\n", "header in an unknown charset"},
		{"broken word", "eml", "Subject: =?utf-8?b?Y!Q?=\n\n", "header with a broken encoded word"},
		{"utf-16 XML", "xml", "\xff\xfe<\x00a\x00>\x00", "text in an encoding other than UTF-8"},
		{"declared encoding", "xml", "\xef\xbb\xbf<?xml version='1.0' encoding='utf-7'?><a/>", "text in an encoding other than UTF-8"},
		{"entities", "xml", "<!DOCTYPE a [<!ENTITY x 'a'><!ENTITY y 'b'>]><a>&x;</a>", "entity declarations"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Contains(t, unreadOf(t, tt.format, tt.in), tt.want)
		})
	}
	for _, in := range []string{
		"From: a@b.c\n\nx",
		"Content-Type: text/plain; charset=\"UTF-8\"\nContent-Transfer-Encoding: 8BIT\n\nx",
		"Content-Type: text/plain; charset=windows-1252\n\n\x80",
		"Content-Type: text/html; charset=latin1\n\n\xe9",
		"Content-Type: text/plain\nContent-Transfer-Encoding: base64 (comment)\n\nYQ==\n",
		"Subject: =?iso-8859-15?q?a=A4?= =?us-ascii?b?YQ==?=\n\n",
	} {
		require.Empty(t, unreadOf(t, "eml", in), in)
	}
	require.Empty(t, unreadOf(t, "xml", `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><a/>`))
	require.Empty(t, unreadOf(t, "html", "<!doctype html><p>x"))
}

func TestEditsWhereAttackersHide(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"windows-1252", "eml", "Content-Type: text/plain; charset=windows-1252\n\n\x80 a@b.c \xe9", "Content-Type: text/plain; charset=windows-1252\n\n\x80 \xcb \xe9"},
		{"windows-1252 quoted", "eml", "Content-Type: text/plain; charset=cp1252\nContent-Transfer-Encoding: quoted-printable\n\n=80 a=40b.c =E9", "Content-Type: text/plain; charset=cp1252\nContent-Transfer-Encoding: quoted-printable\n\n=80 =CB =E9"},
		{"latin base64", "eml", "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64 (comment)\n\n6SBhQGIuYw==\n", "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64 (comment)\n\n6SDL\r\n"},
		{"boundary", "eml", "Content-Type: multipart/mixed; x=\"a@b.c\"; Boundary=\"a@b.c\"; name=\"boundary=a@b.c\"\n\n--a@b.c\n\na@b.c\n--a@b.c--\n", "Content-Type: multipart/mixed; x=\"Ë\"; Boundary=\"a@b.c\"; name=\"boundary=Ë\"\n\n--a@b.c\n\nË\n--a@b.c--\n"},
		{"words", "eml", "To: =?utf-8?q?a=40b.c?= =?x-y?q?z?= =?windows-1252?q?=80_a=40b.c?=\n\n", "To: =?utf-8?q?=C3=8B?= =?x-y?q?z?= =?utf-8?q?=E2=82=AC_=C3=8B?=\n\n"},
		{"event and style", "html", `<p onclick="f('a@b.c')" style="x:url(a@b.c)">`, `<p onclick="f('Ë')" style="x:url(Ë)">`},
		{"declarations in HTML", "html", "<!doctype html><?php a@b.c ?></ a@b.c><!x a@b.c>", "<!doctype html><?php Ë ?></ Ë><!x Ë>"},
		{"instruction in XML", "xml", `<?xml version="1.0"?><?x a="a@b.c" > a@b.c?><a/>`, `<?xml version="1.0"?><?x a="Ë" > Ë?><a/>`},
		{"entity in XML", "xml", `<!DOCTYPE a [<!ENTITY x "a@b.c"><!ENTITY y 'a@b.c'>]><a/>`, `<!DOCTYPE a [<!ENTITY x "Ë"><!ENTITY y 'Ë'>]><a/>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := ByName(tt.format)
			require.True(t, ok)
			out, _ := redact(t, f, tt.in, "Ë")
			require.Equal(t, tt.want, out)
		})
	}
}

func TestDOCXPartsOfOthers(t *testing.T) {
	var in bytes.Buffer
	zw := zip.NewWriter(&in)
	for _, p := range [][2]string{{"word/document.xml", "<w:p>x</w:p>"}, {"customXml/item1.xml", `<r mail="a@b.c"/>`}, {"word/header9.xml", "\xfe\xff\x00<\x00a\x00>"}} {
		w, err := zw.Create(p[0])
		require.NoError(t, err)
		_, err = io.WriteString(w, p[1])
		require.NoError(t, err)
	}
	require.NoError(t, zw.Close())
	out, unread, err := runOffice(in.Bytes())
	require.NoError(t, err)
	require.Equal(t, []string{"header9.xml"}, unread)
	zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	require.NoError(t, err)
	got, err := unpack(zr.File[1])
	require.NoError(t, err)
	require.Equal(t, `<r mail="[E]"/>`, string(got))
}

// TestEscapesAreLinear holds that four times as many escapes take about four times as long, not sixteen times.
func TestEscapesAreLinear(t *testing.T) {
	took := func(n int) time.Duration {
		in := `{"a":"` + strings.Repeat(`\u0041`, n) + `"}`
		return harness.Fastest(func() {
			c := JSON().Open(strings.NewReader(in), io.Discard)
			text, _, err := c.Next()
			require.NoError(t, err)
			require.Len(t, text, n+1)
			require.NoError(t, c.Close())
		})
	}
	require.Less(t, took(700_000), 12*took(175_000)+100*time.Millisecond)
}

func TestRTFIsRefused(t *testing.T) {
	_, _, err := ByPath("cv.rtf").Open(strings.NewReader(`{\rtf1 a}`), io.Discard).Next()
	require.ErrorIs(t, err, ErrRTF)
}
