package formats_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/formats"
)

// TestNothingPlantedIsLeft redacts files of other software by the default policy and searches the unpacked bytes of what comes out.
func TestNothingPlantedIsLeft(t *testing.T) {
	planted := regexp.MustCompile(`(?i)wilma|muster@|@example\.|4111 ?1111 ?1111 ?1111|202-?555-?01|12025550143|1984-03-09|\b30750\b`)
	kept := map[string]string{".docx": "Example Clinic|where", ".xlsx": "paid 17.50", ".eml": "part-1", ".html": "Example Clinic", ".md": "Example Clinic", ".pdf": "Example Clinic"}
	paths, err := filepath.Glob(filepath.Join("testdata", "made", "*"))
	require.NoError(t, err)
	for _, path := range paths {
		if strings.Contains(path, "plain") || strings.Contains(path, "scan") || strings.Contains(path, "locked") || filepath.Ext(path) == ".rtf" {
			continue
		}
		in, err := os.ReadFile(path)
		require.NoError(t, err)
		out := []byte(redact(t, formats.ByPath(path), string(in)))
		all := out
		if zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out))); err == nil {
			all = nil
			for _, f := range zr.File {
				r, err := f.Open()
				require.NoError(t, err)
				b, err := io.ReadAll(r)
				require.NoError(t, err)
				all = append(all, b...)
			}
		}
		require.Empty(t, planted.FindAllString(string(all), -1), path)
		require.Regexp(t, kept[filepath.Ext(path)], string(all), path)
	}
}
