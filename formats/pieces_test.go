package formats

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPiecesAreOneText holds that a value is found across the pieces of a text and that other strings stay as they were.
func TestPiecesAreOneText(t *testing.T) {
	for _, c := range []struct{ in, text string }{
		{`{"type":"rich_text_section","elements":[{"type":"text","text":"call "},{"type":"text","text":"+44 20 ","style":{"bold":true}},{"type":"text","text":"7946 0958"}]}`,
			"call +44 20 7946 0958\n"},
		{`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Mara Lind"},{"type":"text","marks":[{"type":"strong"}],"text":"qvist\u0021"},{"type":"hardBreak"}]}]}`,
			"Mara Lindqvist!\n"},
		{`{"ops":[{"insert":"ann@"},{"insert":"example.com","attributes":{"bold":true}},{"insert":"\n"}]}`, "ann@example.com\n\n"},
		{`{"ops":[{"insert":"see "},{"attributes":{"w":1},"insert":{"image":"x"}},{"insert":"ann@"},{"insert":"example.com"}]}`, "see ann@example.com\n"},
		{`[{"type":"paragraph","children":[{"text":"I am "},{"text":"Ann","bold":true},{"text":"."}]}]`, "I am Ann.\n"},
		{`{"content":[{"type":"text","text":"My name is Ann."},{"type":"text","text":"And yours?"}]}`, "My name is Ann.\nAnd yours?\n"},
		{`{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}`, ""},
		{`{"content":["a","b"],"children":[{"name":"Ann"},{"name":"Bo"}],"elements":[{"text":"a"}]}`, ""},
	} {
		r := &record{raw: []byte(c.in), names: map[string]string{}}
		require.NoError(t, decodeJSON(r), c.in)
		got := ""
		if r.pieces < len(r.cells) {
			got = string(r.text[r.cells[r.pieces].text:])
		}
		require.Equal(t, c.text, got, c.in)
	}
}

// TestLongPieces holds that a long piece before the others is one as well.
func TestLongPieces(t *testing.T) {
	long := strings.Repeat("Nothing was said. ", 1000)
	_, text, _ := editFile(t, JSON(), []byte(`{"ops":[{"insert":"`+long+`ann@"},{"insert":"example.com"}]}`), regexp.MustCompile("nothing"), "")
	require.Contains(t, text, long+"ann@example.com")
}

// TestPiecesAreWrittenBack holds that an edit across pieces goes to each of them, and that without edits all bytes stay.
func TestPiecesAreWrittenBack(t *testing.T) {
	const in = `{"elements":[{"type":"text","text":"call +44 20 "},{"type":"text","text":"7946 0958"},{"type":"text","text":" now"}],"n":5,"to":"x@y.z"}`
	out, _, _ := editFile(t, JSON(), []byte(in), regexp.MustCompile("nothing"), "")
	require.Equal(t, in, string(out))
	out, _, _ = editFile(t, JSON(), []byte(in), regexp.MustCompile(`\+44 20 7946 0958|x@y.z`), "E")
	require.Equal(t, `{"elements":[{"type":"text","text":"call E"},{"type":"text","text":""},{"type":"text","text":" now"}],"n":5,"to":"E"}`, string(out))
}
