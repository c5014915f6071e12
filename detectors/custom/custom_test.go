package custom

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

const badge = `
rules:
  - name: staff badge
    type: STAFF_BADGE
    literals: ["#B-"]
    pattern: '#B-\d{5}\b'
    positive: ["badge #B-20418"]
    negative: ["badge #B-12"]
  - name: locker
    type: LOCKER
    labels: ["locker"]
    engine: regexp2
    pattern: '(?<=locker\W{1,3})(?<id>[A-Z]\d+)'
    group: id
    positive: ["locker: A77"]
`

func Example() {
	ds, err := Load(strings.NewReader(badge))
	if err != nil {
		panic(err)
	}
	s, err := pii.NewScanner(ds)
	if err != nil {
		panic(err)
	}
	text := "badge #B-20418 and #B-20419, locker: B12"
	for f := range s.Findings(text) {
		fmt.Println(f.Type, text[f.Start:f.End])
	}
	// Output:
	// STAFF_BADGE #B-20418
	// STAFF_BADGE #B-20419
	// LOCKER B12
}

func TestRefused(t *testing.T) {
	for name, text := range map[string]string{
		"unknown field":  "rules:\n  - name: a\n    typo: 1\n",
		"no place":       "rules:\n  - {name: a, type: A, pattern: x, positive: [x]}\n",
		"bad pattern":    "rules:\n  - {name: a, type: A, words: [x], pattern: '(', positive: [x]}\n",
		"false positive": "rules:\n  - {name: a, type: A, words: [x], pattern: x, positive: [y]}\n",
		"false negative": "rules:\n  - {name: a, type: A, words: [x], pattern: x, positive: [x], negative: [x]}\n",
		"no group":       "rules:\n  - {name: a, type: A, words: [x], pattern: x, group: g, positive: [x]}\n",
		"empty":          "rules: []\n",
	} {
		_, err := Load(strings.NewReader(text))
		require.ErrorIs(t, err, ErrRules, name)
	}
}

// TestTimeoutMasks holds that a pattern without end masks its window and tells nothing.
func TestTimeoutMasks(t *testing.T) {
	ds, err := Load(strings.NewReader("rules:\n  - {name: a, type: A, words: [start], engine: regexp2, pattern: '(a+)+$', positive: [start a]}\n"))
	require.NoError(t, err)
	s, err := pii.NewScanner(ds)
	require.NoError(t, err)
	text := "start " + strings.Repeat("a", 60) + "!"
	fs := s.Document(nil, []byte(text))
	require.Len(t, fs, 1)
	require.Equal(t, pii.Unscanned, fs[0].Kind)
	require.Equal(t, int64(len(text)), fs[0].End)
}
