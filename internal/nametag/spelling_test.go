package nametag

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/lex"
)

func TestSpellingFeaturesIgnoreCase(t *testing.T) {
	require.Equal(t, SpellingFeatures(nil, []byte("élodie")), SpellingFeatures(nil, []byte("Élodie")))
	require.Empty(t, SpellingFeatures(nil, nil)[1:])
	require.LessOrEqual(t, len(SpellingFeatures(nil, []byte(strings.Repeat("a", 1000)))), 3*longestSpelt+3)
}

// TestSpellingGivesAClass weighs the ending "-ski" as a surname's.
func TestSpellingGivesAClass(t *testing.T) {
	s := new(Spelling)
	for i := range s {
		s[i] = 0x80808080
	}
	for _, x := range SpellingFeatures(nil, []byte("ski"))[3:] {
		s[x] += 60 << (8 * SpeltSurname)
	}
	e := s.entry([]byte("Kwiatkowski"))
	require.False(t, e.Known())
	require.Equal(t, uint32(firstSpelt+3*SpeltSurname+2), e.cluster())
	require.Zero(t, (*Spelling)(nil).entry([]byte("x")))
}

func TestGuessReadsPartsOfAWord(t *testing.T) {
	l := NewLexicon([]Keyed{{HashWord("chef"), 2 << 4}, {HashWord("zabel"), 3 << 2}}, new(Spelling))
	require.Equal(t, uint32(2), l.guess([]byte("Verlags-Chef"), Cased).Common())
	require.Equal(t, uint32(2), l.guess([]byte("Verlags-Chefs"), Cased).Common())
	require.Equal(t, uint32(3), l.guess([]byte("Zabels"), Cased).Surname())
	require.False(t, l.guess([]byte("Zabel-"), Cased).Known())
	require.False(t, l.guess([]byte("s"), Cased).Known())
	require.False(t, l.guess([]byte("zabels"), LowerText).Known())
}

func TestRulesReadNoParts(t *testing.T) {
	l := NewLexicon([]Keyed{{HashWord("chef"), 2 << 4}}, new(Spelling))
	var c Context
	text := []byte("Der Verlags-Chef kam")
	ts := lex.Words(text)
	c.Reset(l, text, ts, NewWordTable(0))
	require.Equal(t, uint32(2), c.at(1).lex.Common())
	require.False(t, c.Entry(1).Known())
	require.Zero(t, c.Entry(1).Common())
}
