package formats

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// planted is what the made files hold of people.
var planted = regexp.MustCompile(`(?i)wilma(?:\.beispiel)?@example\.com|bob\.muster@example\.org|4111111111111111|5555555555554444|12025550143|1984-03-09|1979-12-24`)

// edit passes a file through its codec; what find matches becomes new.
func editFile(t testing.TB, f Format, in []byte, find *regexp.Regexp, new string) (out []byte, text string, unread []string) {
	t.Helper()
	var b bytes.Buffer
	c := f.Open(bytes.NewReader(in), &b)
	for {
		part, _, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		text += string(part)
		for _, at := range find.FindAllIndex(part, -1) {
			require.NoError(t, c.Apply(pii.Edit{Start: int64(at[0]), End: int64(at[1]), New: []byte(new)}))
		}
	}
	require.NoError(t, c.Close())
	if u, ok := c.(Unreader); ok {
		unread = u.Unread()
	}
	return b.Bytes(), text, unread
}

// unpacked returns the bytes of all parts of an archive, or the file.
func unpacked(t testing.TB, file []byte) string {
	zr, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return string(file)
	}
	var all strings.Builder
	for _, f := range zr.File {
		b, err := unpack(f)
		require.NoError(t, err)
		all.WriteString(f.Name + "\n")
		all.Write(b)
	}
	return all.String()
}

// TestFilesOfOtherSoftware holds that files made by others come out as they went in if nothing is found, and that nothing that was
// found is left in them.
func TestFilesOfOtherSoftware(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "made", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		f := ByPath(path)
		if ext := filepath.Ext(path); ext == ".pdf" || ext == ".rtf" {
			continue // not written back
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			in, err := os.ReadFile(path)
			require.NoError(t, err)
			out, text, _ := editFile(t, f, in, regexp.MustCompile(`\x00none`), "")
			require.True(t, bytes.Equal(in, out))
			if strings.Contains(path, "plain") {
				return
			}
			require.NotEmpty(t, planted.FindAllString(text, -1))
			out, _, _ = editFile(t, f, in, planted, `[E"1'<&]`)
			require.Empty(t, planted.FindAllString(unpacked(t, out), -1))
			_, again, _ := editFile(t, f, out, planted, "")
			require.Empty(t, planted.FindAllString(again, -1))
			require.Regexp(t, "Beispiel|Müller", again, "what is no finding stays")
		})
	}
}
