package spoken

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/lex"
)

func TestSpell(t *testing.T) {
	for text, want := range map[string]string{
		"B as in bravo seven seven one four":                  "b7714",
		"A wie Anton, eins zwo drei, vier fünf":               "a12345",
		"november tango five five one two zero and my e-mail": "nt55120",
		"C as in Charlie, L, dash, four four zero. Thanks":    "cl440",
		"M T one, four four eight, nine nine two, A\nhandler": "mt1448992a",
		"HW 2204 771 B.":                      "hw2204771b",
		"K wie Kaufmann Strich zwei zwei":     "k22",
		"nothing of it":                       "",
		"eight double o r":                    "800r",
		"tre quattro sette, ventuno":          "34721",
		"nul zes vierenveertig drieëntwintig": "064423",
	} {
		b := []byte(text)
		ts := lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0)
		var s Spelling
		Spell(&s, b, ts, 0)
		require.Equal(t, want, string(s.Bytes()), text)
		require.Equal(t, s.N, s.Letters+s.Digits)
	}
}
