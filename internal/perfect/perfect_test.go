package perfect

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEachHashHasItsPlace(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 10, 31, 32, 33, 100, 1000, 50_000} {
		hashes := make([]uint64, n)
		for i := range hashes {
			hashes[i] = uint64(i) * 12345 // not even spread
		}
		pilots, places := Build(hashes)
		require.Len(t, pilots, PilotBytes(n))
		require.LessOrEqual(t, places, n+n/10+3)
		taken := make([]bool, places)
		for _, h := range hashes {
			p := Place(pilots, places, h)
			require.False(t, taken[p])
			taken[p] = true
		}
		require.Less(t, Place(pilots, places, 1<<63+7), uint(places))
	}
	require.Panics(t, func() { Build([]uint64{5, 6, 5}) })
}
