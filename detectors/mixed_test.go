package detectors_test

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/golden"
	"github.com/lethe-pii/lethe/pii"
)

// shreds returns the lines and words of the golden files and the development sets.
func shreds(t *testing.T) (out []string) {
	add := func(text string) {
		for line := range strings.Lines(text) {
			out = append(append(out, line), strings.Fields(line)...)
		}
	}
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		f, err := os.Open(file)
		require.NoError(t, err)
		cases, err := golden.Read(f)
		require.NoError(t, err)
		f.Close()
		for _, c := range cases {
			add(c.Text)
		}
	}
	sets, err := filepath.Glob("../eval/testdata/*_dev.jsonl")
	require.NoError(t, err)
	for _, set := range sets {
		f, err := os.Open(set)
		require.NoError(t, err)
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var doc struct{ Text string }
			require.NoError(t, json.Unmarshal(lines.Bytes(), &doc))
			add(doc.Text)
		}
		f.Close()
	}
	require.NotEmpty(t, out)
	return out
}

// mixed scans texts of shreds, whole, cut or in another case, with signs between them: no detector may fail or point outside.
func mixed(t *testing.T, texts int) {
	s, parts, r := all(t), shreds(t), rand.New(rand.NewPCG(17, 4))
	signs := []string{"", " ", " ", "\n", "::", ":", "-", ", ", "/", ".", "=", "\t", " (", ")", "\"", "@", "+", "\n\n", "  ", "'", "_", "|", "#", "%", "\u00a0", "é", "\x00", "\xff"}
	var text strings.Builder
	var found []pii.Finding
	for range texts {
		text.Reset()
		for range 1 + r.IntN(40) {
			p := parts[r.IntN(len(parts))]
			switch r.IntN(8) {
			case 0:
				p = strings.ToLower(p)
			case 1:
				p = strings.ToUpper(p)
			case 2:
				p = p[:r.IntN(len(p)+1)]
			case 3:
				p = p[r.IntN(len(p)+1):]
			}
			text.WriteString(p)
			text.WriteString(signs[r.IntN(len(signs))])
		}
		found = s.Document(found[:0], []byte(text.String()))
		for _, f := range found {
			if f.Kind == pii.Unscanned || f.Start < 0 || f.Start >= f.End || f.End > int64(text.Len()) {
				t.Fatalf("%s of %s at %d to %d of %q", f.Type, f.Rule.Detector, f.Start, f.End, text.String())
			}
		}
	}
}

func TestMixedTexts(t *testing.T) { mixed(t, 20_000) }

// TestLongMixedTexts takes ten minutes.
func TestLongMixedTexts(t *testing.T) {
	if os.Getenv("LETHE_LONG") == "" {
		t.Skip("set LETHE_LONG=1")
	}
	mixed(t, 6_000_000)
}
