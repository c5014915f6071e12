package table

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCumulateIsTheSameWithVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		h := make([]uint64, 2+r.IntN(400))
		for i := range h {
			h[i] = r.Uint64()
		}
		stride := 1 + r.IntN(len(h)-1)
		want := slices.Clone(h)
		for i := stride; i < len(want); i++ {
			want[i] += want[i-stride]
		}
		cumulate(h, stride)
		require.Equal(t, want, h)
	}
}

// TestSearchKeepsPartitions combines and refines solutions: each row stays in one class of k rows, whose labels cover it, and
// nothing is lost.
func TestSearchKeepsPartitions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	better := 0
	for try := range 30 {
		tab, at := randomTable(r, 300+r.IntN(1500), 2+r.IntN(5))
		cfg := Config{K: 2 + r.IntN(12), Attributes: at, Seed: uint64(try)}
		p, _, err := newProblem(tab, &cfg)
		require.NoError(t, err)
		never := func() bool { return false }
		var found []*solution
		for seed := range uint64(3) {
			e := newPeeler(p, seed, never)
			if e == nil {
				break
			}
			e.owner, e.workers = make([]int32, p.n), 1
			s := &search{p: p, cfg: &cfg, ctx: t.Context()}
			s.finish(e, allRows(p.n), attempts[0], "")
			require.NotNil(t, e.found)
			found = append(found, e.found)
		}
		if len(found) == 0 {
			continue
		}
		all := found[0]
		for _, x := range found[1:] {
			best := min(p.loss(all), p.loss(x))
			all = p.combine(all, x)
			requirePartition(t, p, all)
			require.LessOrEqual(t, p.loss(all), best+1e-3)
		}
		last := p.loss(all)
		refined := newRefiner(p, all, 7, never)
		refined.run(300_000, func(x *solution) {
			requirePartition(t, p, x)
			require.Less(t, p.loss(x), last)
			last = p.loss(x)
		})
		require.InDelta(t, p.loss(all)-refined.gain, last, 1e-2)

		x := newExchanger(p, all, 7, never)
		priced := func(y *solution) (sum float64) {
			requirePartition(t, p, y)
			for _, c := range y.classes {
				sum += float64(len(c.rows)) * float64(x.p.cost(p.row(c.rows[0]), c.level))
			}
			return sum
		}
		last = priced(all)
		x.run(300_000, func(y *solution) {
			require.Less(t, priced(y), last)
			last = priced(y)
			if p.loss(y) < p.loss(all) {
				better++
			}
		})
		require.InDelta(t, priced(x.solution()), x.loss, 1e-2)
		requireUndone(t, x, r)
	}
	require.Greater(t, better, 10)
}

// requireUndone swaps cells and undoes that: nothing is left of it.
func requireUndone(t *testing.T, x *exchanger, r *rand.Rand) {
	t.Helper()
	byAll := func(a, b shared) int {
		return cmp.Or(cmp.Compare(a.tuple, b.tuple), cmp.Compare(a.class, b.class))
	}
	state := func() (s [][]any) {
		for _, o := range x.cl {
			if o.size > 0 {
				s = append(s, []any{o.size, o.cost, slices.Clone(o.level), slices.Sorted(slices.Values(o.inside)), slices.SortedFunc(slices.Values(o.has), byAll)})
			}
		}
		for i := range x.in {
			s = append(s, []any{slices.Sorted(slices.Values(x.in[i])), slices.SortedFunc(slices.Values(x.at[i]), byAll)})
		}
		return s
	}
	before, loss := state(), x.loss
	for range 5 {
		a := x.draw(0, never)
		if a < 0 {
			return
		}
		x.value = x.worth(x.value)
		seed := x.cl[a].has[r.IntN(len(x.cl[a].has))].tuple
		if x.scan(seed, a) {
			x.swap(a, seed)
			x.back(0)
		}
	}
	require.Equal(t, before, state())
	require.InDelta(t, loss, x.loss, 1e-2)
}

func requirePartition(t *testing.T, p *problem, s *solution) {
	t.Helper()
	seen := make([]bool, p.n)
	for _, c := range s.classes {
		require.GreaterOrEqual(t, len(c.rows), p.k)
		for _, r := range c.rows {
			require.False(t, seen[r])
			seen[r] = true
			for j, tr := range p.trees {
				require.LessOrEqual(t, tr.level(p.row(r)[j], p.row(c.rows[0])[j]), int(c.level[j]))
			}
		}
	}
	for _, r := range s.suppressed {
		require.False(t, seen[r])
		seen[r] = true
	}
	require.NotContains(t, seen, false)
}

func TestUnevenLabelsCostMore(t *testing.T) {
	for want, rows := range map[float32][]float32{0: {5, 5, 5}, .75: {100, 0, 0, 0}, .5: {10, 0}, .25: {3, 1}} {
		require.InDelta(t, want, unevenness(rows), 1e-6)
	}
	require.Zero(t, unevenness([]float32{0, 0}))
	tab, at := randomTable(rand.New(rand.NewPCG(1, 1)), 400, 4)
	cfg := Config{K: 5, Attributes: at}
	p, _, err := newProblem(tab, &cfg)
	require.NoError(t, err)
	for j, u := range p.uneven(exchangeUneven).trees {
		for l := range u.levels {
			for v := range u.d {
				more := u.loss[l][v] - p.trees[j].loss[l][v]
				require.True(t, more >= 0 && more < exchangeUneven)
				require.True(t, u.lo[l][v] != u.hi[l][v] || l > 0 || more == 0)
				require.True(t, l == 0 || u.loss[l][v] >= u.loss[l-1][v])
			}
		}
	}
}
