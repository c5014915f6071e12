package table

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPopulationEstimates draws samples from known populations and compares with the truth.
func TestPopulationEstimates(t *testing.T) {
	const size = 60000
	for _, c := range []struct {
		shape, fraction float64 // skew of the values, share that is drawn
	}{{1.1, .02}, {1.1, .3}, {1.6, .05}, {1.6, .5}, {2.5, .05}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 9))
			count := map[int]int{}
			var person []int
			for range size {
				v := int(math.Pow(1-r.Float64(), -c.shape) * 20)
				count[v]++
				person = append(person, v)
			}
			sample := map[int]int{}
			n, truth := 0, 0.0
			for _, i := range r.Perm(size)[:int(size*c.fraction)] {
				sample[person[i]]++
				n++
				if count[person[i]] == 1 {
					truth++
				}
			}
			truth /= float64(n)
			bySize := map[int]int{}
			for _, x := range sample {
				bySize[x]++
			}
			var sizes []SizeCount
			for s, k := range bySize {
				sizes = append(sizes, SizeCount{s, k})
			}
			p := populationOf(sizes, n, size)
			t.Logf("truth %.4f pitman %.4f zayatz %.4f", truth, p.Pitman, p.Zayatz)
			require.InEpsilon(t, truth, p.Unique, .35)
		})
	}
}

func TestWholePopulationIsExact(t *testing.T) {
	p := populationOf([]SizeCount{{1, 30}, {5, 14}}, 100, 100)
	require.InDelta(t, .3, p.Unique, 1e-6)
	require.Zero(t, populationOf([]SizeCount{{5, 20}}, 100, 1000).Unique)
}
