package pii

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestByHashIsAMap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var table byHash[int]
	for range 3 {
		want := map[uint64]int{}
		for range 20_000 {
			h := uint64(r.IntN(3000)) << r.IntN(50)
			switch r.IntN(3) {
			case 0:
				table.delete(h)
				delete(want, h)
			case 1:
				*table.put(h)++
				want[h]++
			default:
				v := table.get(h)
				n, ok := want[h]
				require.Equal(t, ok, v != nil)
				require.True(t, v == nil || *v == n)
			}
			require.Equal(t, len(want), table.n)
		}
		table.reset()
		require.Zero(t, table.n)
		require.Nil(t, table.get(0))
	}
	table.turn = 1<<32 - 1
	*table.put(7) = 1
	table.reset()
	require.Nil(t, table.get(7), "after all turns are used up")
}
