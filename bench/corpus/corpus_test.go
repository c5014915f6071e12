package corpus

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDensitiesAndShares(t *testing.T) {
	for _, k := range Kinds {
		x := Make(k, 1, 200_000)
		require.InDelta(t, k.Density, len(x.Bytes)/x.Total(), float64(k.Density)/4, k.Name)
		require.Equal(t, x.Bytes, Make(k, 1, 200_000).Bytes)
	}
	mix := Mix(1, 4<<20)
	high := 0
	for _, c := range mix.Bytes {
		if c >= 0x80 {
			high++
		}
	}
	require.InDelta(t, 3.3, 100*float64(high)/float64(len(mix.Bytes)), 1.5, "per cent of non-ASCII bytes")
}
