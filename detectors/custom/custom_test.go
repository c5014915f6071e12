package custom

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

const badge = `
rules:
  - name: order
    type: ORDER_ID
    pattern: '\bORD-\d{6}\b'
    positive: ["order ORD-204183"]
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
	text := "badge #B-20418 and #B-20419, locker: B12, order ORD-204183"
	for f := range s.Findings(text) {
		fmt.Println(f.Type, text[f.Start:f.End])
	}
	// Output:
	// STAFF_BADGE #B-20418
	// STAFF_BADGE #B-20419
	// LOCKER B12
	// ORDER_ID ORD-204183
}

func TestRefused(t *testing.T) {
	for name, text := range map[string]string{
		"unknown field":  "rules:\n  - name: a\n    typo: 1\n",
		"no place":       "rules:\n  - {name: a, type: A, engine: regexp2, pattern: x, positive: [x]}\n",
		"no word":        "rules:\n  - {name: a, type: A, pattern: '#+', positive: ['##']}\n",
		"empty match":    "rules:\n  - {name: a, type: A, pattern: 'x*', positive: ['y']}\n",
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

// TestEverywhere holds that a rule without anchors finds what its expression matches, wherever the scan cuts the text.
func TestEverywhere(t *testing.T) {
	ds, err := Load(strings.NewReader(`
rules:
  - {name: order, type: ORDER_ID, pattern: '\bORD-\d{6}\b', positive: [ORD-123456]}
  - {name: seat, type: SEAT, pattern: '(?i)seat (?P<n>\d+[a-f])', group: n, positive: [Seat 12a]}
  - {name: six, type: SIX, pattern: '\b\d{6}\b', positive: ["123456"], negative: ["123456789012"]}
`))
	require.NoError(t, err)
	s, err := pii.NewScanner(ds)
	require.NoError(t, err)
	for _, between := range []string{" ", "\n", strings.Repeat(" word", 4001) + " ", " " + strings.Repeat("x", 20<<10-7) + " ", strings.Repeat(" 7", 8190) + "\n"} {
		text := strings.Repeat("ORD-123456"+between+"SEAT 12B, XORD-123456, 654321"+between, 5)
		var got []string
		for f := range s.Findings(text) {
			got = append(got, string(f.Type)+" "+text[f.Start:f.End])
		}
		want := []string{"ORDER_ID ORD-123456", "SEAT 12B", "SIX 123456", "SIX 654321"}
		require.Equal(t, slices.Repeat(want, 5), got, "%d bytes between", len(between))
	}
}
