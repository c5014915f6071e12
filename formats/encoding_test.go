package formats

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

func toUTF16(s string, order byteOrder) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestUTF16(t *testing.T) {
	texts := map[string]string{
		"text": "Zoë 😀 writes to zoe@b.example\r\nas agreed in the meeting\n",
		"csv":  "name;mail\r\n\"Zoë\";zoe@b.example\r\nBob Muster the second;none\r\n",
		"json": `{"who":"zoe@b.example","n":[1,2,3],"text":"plain words of a message"}`,
		"html": "<p>see zoe@b.example for the rest of this page</p>",
	}
	for _, order := range []byteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, mark := range []string{"\ufeff", ""} {
			for name, text := range texts {
				if mark == "" && name == "text" {
					text = strings.Replace(text, "😀 ", "", 1)
				}
				f, _ := ByName(name)
				in := toUTF16(mark+text, order)
				f = f.ForHead(in[:40])
				require.NotEmpty(t, f.Encoding, "%s %q", name, mark)
				out, _, _ := editFile(t, f, in, mail, "[Ë 😀]")
				require.Equal(t, toUTF16(mark+strings.Replace(text, "zoe@b.example", "[Ë 😀]", 1), order), out)
				var b bytes.Buffer
				c := f.Open(iotest.OneByteReader(bytes.NewReader(in)), &b)
				for {
					if _, _, err := c.Next(); err == io.EOF {
						break
					}
				}
				require.NoError(t, c.Close())
				require.Equal(t, in, b.Bytes(), "without edits")
			}
		}
	}
}

func TestHeadsOfNoUTF16(t *testing.T) {
	for _, head := range []string{"", "plain", "\xff\xfe\x00\x00a\x00\x00\x00", "PK\x03\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", strings.Repeat("\x00\x01", 40), strings.Repeat("a\x00\x00\x00", 20), "日本語のテキスト、名前"} {
		require.Empty(t, Text().ForHead([]byte(head)).Encoding, "%q", head)
	}
	require.Empty(t, DOCX().ForHead([]byte("\xff\xfea\x00")).Encoding)
	for _, in := range []string{"\xff\xfea", "\xff\xfe\x00\xd8a\x00", "\xff\xfe\x00\xd8"} {
		_, _, err := Text().ForHead([]byte(in)).Open(strings.NewReader(in), io.Discard).Next()
		require.ErrorIs(t, err, ErrUTF16, "%q", in)
	}
}

func TestWindows1252(t *testing.T) {
	tests := []struct{ format, in, want string }{
		{"text", "Zo\xeb: a@b.c \x80 \x81 \x9d\n", "Zo\xeb: [\xeb?] \x80 \x81 \x9d\n"},
		{"csv", "name;mail\nZo\xeb;a@b.c\n", "name;mail\nZo\xeb;[\xeb?]\n"},
		{"log", "Zo\xeb a@b.c\nZo\xc3\xab a@b.c\n", "Zo\xeb [\xeb?]\nZo\xc3\xab [\xc3\xab\xc5\x8d]\n"},
		{"json", "{\"a\":\"Zo\xeb a@b.c\"}", "{\"a\":\"Zo\xeb [\xeb?]\"}"},
		{"xml", "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>Zo\xeb a@b.c</a>", "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>Zo\xeb [\xeb?]</a>"},
		{"html", "<meta charset=iso-8859-2><p>\xb3 a@b.c", "<meta charset=iso-8859-2><p>\xb3 [\xeb?]"},
	}
	for _, tt := range tests {
		f, _ := ByName(tt.format)
		out, text, unread := editFile(t, f, []byte(tt.in), mail, "[ëō]")
		require.Equal(t, tt.want, string(out), tt.format)
		require.True(t, utf8.ValidString(text))
		require.Empty(t, unread)
	}
	require.Equal(t, EncodingWindows1252, Text().ForHead([]byte("Zo\xeb")).Encoding)
	require.True(t, Text().ForHead([]byte(strings.Repeat("x", longHead)+"cut here \xe2\x82")).Plain())
	in := "Zo\xeb \x80 a@b.c, a@b.c"
	c := Text().Open(strings.NewReader(in), io.Discard)
	text, _, err := c.Next()
	require.NoError(t, err)
	for _, at := range mail.FindAllIndex(text, -1) {
		from, to, ok := c.(Locator).Locate(int64(at[0]), int64(at[1]))
		require.True(t, ok)
		require.Equal(t, "a@b.c", in[from:to])
		require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1])}))
	}
}

func FuzzUTF16(f *testing.F) {
	f.Add(toUTF16("\ufeffa b@c.d 😀", binary.LittleEndian))
	f.Fuzz(func(t *testing.T, in []byte) {
		format := Text().ForHead(in)
		var b bytes.Buffer
		c := format.Open(bytes.NewReader(in), &b)
		if _, _, err := c.Next(); err != nil && err != io.EOF {
			return
		}
		require.NoError(t, c.Close())
		require.Equal(t, len(in), b.Len())
		require.True(t, bytes.Equal(in, b.Bytes()))
	})
}
