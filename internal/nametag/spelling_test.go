package nametag

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
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
