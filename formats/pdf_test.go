package formats

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPDF(t *testing.T) {
	open := func(name string) ([]byte, Codec, *bytes.Buffer) {
		in, err := os.ReadFile(filepath.Join("testdata", "made", name))
		require.NoError(t, err)
		var b bytes.Buffer
		return in, PDF().Open(bytes.NewReader(in), &b), &b
	}
	in, c, _ := open("reportlab.pdf")
	text, marks, err := c.Next()
	require.NoError(t, err)
	at := bytes.Index(text, []byte("4111 1111"))
	boxes := c.(Boxer).Boxes(int64(at), int64(at+19))
	require.Len(t, boxes, 1)
	require.Equal(t, 2, boxes[0].Page)
	require.InDelta(t, 780, (boxes[0].Y0+boxes[0].Y1)/2, 6)
	for i, m := range marks {
		require.True(t, m.At <= int64(len(text)) && (i == 0 || marks[i-1].At <= m.At))
	}
	out, _, unread := editFile(t, PDF(), in, regexp.MustCompile(`[\w.]+@[\w.]+|4111[\d ]+`), "[X]")
	require.Empty(t, unread)
	require.Contains(t, string(out), "Contact\tWork experience\n[X]\tNurse at Example Clinic since 2019,\n")
	require.Contains(t, string(out), "Page two: card [X]")
	require.NotContains(t, string(out), "%PDF")

	_, c, b := open("reportlab-locked.pdf")
	_, _, err = c.Next()
	require.ErrorIs(t, err, io.EOF)
	require.NoError(t, c.Close())
	require.Equal(t, []string{"encrypted file"}, c.(Unreader).Unread())
	require.Empty(t, b.Bytes())
	_, c, _ = open("reportlab-scan.pdf")
	_, _, err = c.Next()
	require.NoError(t, err)
	require.Equal(t, []string{"page 1 without text"}, c.(Unreader).Unread())
	_, _, err = PDF().Open(bytes.NewReader([]byte("x")), io.Discard).Next()
	require.ErrorIs(t, err, ErrPDF)
}
