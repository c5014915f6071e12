package formats

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestInlineTags holds that tags inside of words are no part of the text of a string, and stay in the file.
func TestInlineTags(t *testing.T) {
	name := regexp.MustCompile("Xanthe Lee|a@b.example")
	for _, tt := range []struct {
		format         Format
		in, text, want string
	}{
		{JSON(), `{"m":"<p><b>Xan<\/b>the <at id=\"0\">Lee</at>"}`, "<p>Xanthe Lee\n", `{"m":"<p><b>E<\/b><at id=\"0\"></at>"}`},
		{JSON(), `{"m":"\u003cspan class=\"x\"\u003eXan\u003c/span\u003ethe Lee"}`, "Xanthe Lee\n", `{"m":"\u003cspan class=\"x\"\u003eE\u003c/span\u003e"}`},
		{JSON(), `{"m":"\\u003cb>Xanthe Lee","n":"a <b id=\"a@b.example\">"}`, "\\u003cb>Xanthe Lee\na <b id=\"a@b.example\">\n", `{"m":"\\u003cb>E","n":"a <b id=\"E\">"}`},
		{Speech(), `{"text":"<i>Xan</i>the Lee"}`, "Xanthe Lee\n", `{"text":"<i>E</i>"}`},
		{Calendar(), "X-ALT-DESC;FMTTYPE=text/html:<p><b>Xan</b>the\n  Lee\\, <i>now</i>\n", "text/html\n<p>Xanthe Lee, now\n", "X-ALT-DESC;FMTTYPE=text/html:<p><b>E</b>\\, <i>now</i>\n"},
	} {
		same, text, _ := editFile(t, tt.format, []byte(tt.in), regexp.MustCompile("none of it"), "")
		require.Equal(t, tt.in, string(same))
		require.Equal(t, tt.text, text)
		out, _, unread := editFile(t, tt.format, []byte(tt.in), name, "E")
		require.Equal(t, tt.want, string(out))
		require.Empty(t, unread)
	}
}
