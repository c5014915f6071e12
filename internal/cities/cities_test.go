package cities

import (
	"testing"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/stretchr/testify/require"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
	}{
		{"London", 1}, {"new york city", 3}, {"Frankfurt am Main, Hessen", 3}, {"Köln", 1}, {"Évry", 1}, {"MÜNCHEN", 1}, {"Table", 0}, {"Stratford-upon-Avon", 3}, {"", 0},
	} {
		b := []byte(c.text)
		ts := lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0)
		require.Equal(t, c.n, Match(b, ts, 0), c.text)
	}
	require.Greater(t, len(load()), 30000)
}
