package pii

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWraps holds which breaks of lines divide a value, and how the two lines are read as one.
func TestWraps(t *testing.T) {
	for text, want := range map[string]string{
		"please reach me on +44 7700\n900 262 in the evening.":   "please reach me on +44 7700 900 262 in the evening.",
		"> please call me on +44 7700\n> 900 262.":               "> please call me on +44 7700 900 262.",
		">> Sie erreichen mich unter 0176 \r\n>> 040690 33 oder": ">> Sie erreichen mich unter 0176 040690 33 oder",
		"on +44 7700\n900 263\n":                                 "on +44 7700 900 263",
		"  calls on 07700\n  900 819.\n":                         "  calls on 07700 900 819.",
		"> write to anna.kovac@\n> example.com today":            "> write to anna.kovac@example.com today",
		"calls on 07700\n900 819.\n":                             "",
		"please reach me on +44 7700\n> 900 262 in the evening.": "",
		"VAT reg: GB 123 4567 82\n12 x chair oak 89.00":          "",
	} {
		b := []byte(text)
		got := ""
		if p := nextWrap(b, 0, 0, len(b)); p >= 0 {
			lo, hi := twoLines(b, p, 0)
			var z normaliser
			z.join(b, lo, p, hi)
			got = string(z.text)
		}
		require.Equal(t, want, got, text)
	}
}

// TestWrapsFollowEachOther holds that a break close behind another one is looked at too.
func TestWrapsFollowEachOther(t *testing.T) {
	b := []byte("> please call me on +44 7700\n> 900 262. Or 0176 \n> 040690 33 or write")
	p := nextWrap(b, 0, 0, len(b))
	require.Equal(t, 28, p)
	require.Equal(t, 48, nextWrap(b, 0, p+1, len(b)))
}
