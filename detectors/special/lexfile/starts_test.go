package lexfile

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStartsMissNone holds that no term begins where Starts passes over a token, whatever the words of any value in it.
func TestStartsMissNone(t *testing.T) {
	words := []string{"of", "in", "the", "a", "my", "gene", "mother", "12", "stage", "loss"}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(n int, more ...string) string {
		w := []string{words[r.IntN(len(words))]}
		for all := append(words, more...); len(w) < n; {
			w = append(w, all[r.IntN(len(all))])
		}
		return strings.Join(w, " ")
	}
	found := 0
	for range 300 {
		b := NewBuilder()
		for range 8 {
			require.NoError(t, b.Add("HEALTH S", pick(1+r.IntN(5), AnyWord, AnyWord, AnyWord, AnyNumber)))
		}
		table, err := Read(b.Bytes())
		require.NoError(t, err)
		ts := tokens(pick(400, "walk", "tree"))
		from := r.IntN(20)
		starts := table.Starts(ts, from, len(ts))
		at := map[int]bool{}
		for i := starts.From(from); i < len(ts); i = starts.From(i + 1) {
			at[i] = true
		}
		for i := from; i < len(ts); i++ {
			if _, n := table.Match(ts[i:min(len(ts), i+MaxWords)], anyGap); n > 0 {
				require.True(t, at[i], i)
				found++
			}
		}
	}
	require.Greater(t, found, 1000)
}
