package detectors_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/golden"
	"github.com/lethe-pii/lethe/pii"
)

// TestGolden runs every file of testdata: email.txt holds lines for EMAIL and for the other types that it marks. All detectors run,
// so that a line also tests that no other type takes the bytes.
func TestGolden(t *testing.T) {
	scanner, err := pii.NewScanner(detectors.All())
	require.NoError(t, err)
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		name := strings.ToUpper(strings.TrimSuffix(filepath.Base(file), ".txt"))
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(file)
			require.NoError(t, err)
			defer f.Close()
			cases, err := golden.Read(f)
			require.NoError(t, err)
			types := map[string]bool{name: true}
			for _, c := range cases {
				for _, s := range c.Spans {
					types[s.Type] = true
				}
			}
			require.Greater(t, len(types), 0)
			positive := 0
			for _, c := range cases {
				positive += len(c.Spans)
				var got []golden.Span
				for _, f := range scanner.Document(nil, []byte(c.Text)) {
					if types[string(f.Type)] {
						got = append(got, golden.Span{Start: int(f.Start), End: int(f.End), Type: string(f.Type)})
					}
				}
				if want, have := golden.Mark(c.Text, c.Spans), golden.Mark(c.Text, got); want != have {
					t.Errorf("%s:%d\nwant %q\ngot  %q", file, c.Line, want, have)
				}
			}
			require.NotZero(t, positive, "a file without a positive line tests nothing")
		})
	}
}
