package special

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestVolume counts hints in text from outside: LETHE_VOLUME names .jsonl files with a "text" in each line, separated by ":".
func TestVolume(t *testing.T) {
	files := os.Getenv("LETHE_VOLUME")
	if files == "" {
		t.Skip("LETHE_VOLUME names no files")
	}
	s, err := pii.NewScanner([]pii.Detector{Default()})
	require.NoError(t, err)
	for _, path := range strings.Split(files, ":") {
		words, hints := 0, 0
		for _, d := range readSet(t, path) {
			words += len(strings.Fields(d.Text))
			for _, f := range s.Document(nil, []byte(d.Text)) {
				hints++
				if testing.Verbose() {
					fmt.Printf("%s %s %.2f «%s» in %q\n", f.Type, f.Rule.Name, f.Score, d.Text[f.Start:f.End],
						d.Text[max(0, f.Start-90):min(int64(len(d.Text)), f.End+50)])
				}
			}
		}
		t.Logf("%s: %d hints in %d words, %.2f in 10,000", path, hints, words, float64(hints)*1e4/float64(max(1, words)))
	}
}
