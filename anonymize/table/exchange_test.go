package table

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestScannedCellsHoldTheirRows counts the rows of every cell that a scan leaves, one by one.
func TestScannedCellsHoldTheirRows(t *testing.T) {
	never := func() bool { return false }
	skipped, cells := 0, 0
	for i := range 20 {
		r := rand.New(rand.NewPCG(uint64(i), 5))
		tab, at := randomTable(r, 300, 2+r.IntN(5))
		cfg := Config{K: 5, Attributes: at}
		p, _, err := newProblem(tab, &cfg)
		require.NoError(t, err)
		s, ok := mondrian(p, allRows(p.n), 1, never)
		require.True(t, ok)
		x := newExchanger(p, s, 1, never)
		for range 10 {
			seed := int32(r.IntN(len(x.rows)))
			limit := .2 + 2*r.Float32()
			for u := range x.words {
				x.words[u] = uint64(len(x.rows[u]))
			}
			x.near(seed, limit+nearSlack)
			near := 0
			for _, b := range x.spans {
				near += int(b.to - b.from)
			}
			skipped += len(x.rows) - near
			x.around(x.row(seed), limit)
			x.c.fill(x.row(seed), &x.rank)
			x.spread()
			x.cumulate(limit)
			for c := range len(x.word) - 1 {
				if x.low[c%len(x.low)]+x.high[c/len(x.low)] >= limit {
					continue
				}
				level := make([]uint8, p.q)
				for at, rest := 0, c; at < p.q; at++ {
					j := x.order[at]
					level[j], rest = uint8(rest%x.dim[j]), rest/x.dim[j]
				}
				require.InDelta(t, x.p.cost(x.row(seed), level), x.low[c%len(x.low)]+x.high[c/len(x.low)], 1e-4)
				cells++
				in := cell{rep: seed, level: level}
				n := 0
				for u := range x.rows {
					if inside(x, &in, int32(u)) {
						n += len(x.rows[u])
					}
				}
				require.EqualValues(t, n, x.word[c])
			}
		}
	}
	require.Greater(t, skipped, 1000)
	require.Greater(t, cells, 1000)
}

func inside(x *exchanger, c *cell, u int32) bool {
	for j, tr := range x.p.trees {
		if tr.level(x.row(c.rep)[j], x.row(u)[j]) > int(c.level[j]) {
			return false
		}
	}
	return true
}

// TestLotGivesDearClassesFirst borrows all there is, one row after the other.
func TestLotGivesDearClassesFirst(t *testing.T) {
	var l lot
	for range 2 { // what was there before leaves nothing
		l.reset(5)
		l.add(shared{tuple: 1, class: 4, n: 2}, .5)
		l.add(shared{tuple: 2, class: 0, n: 1}, .7)
		l.add(shared{tuple: 3, class: 4, n: 3}, .5)
		l.sort()
		require.Len(t, l.from, 2)
		require.EqualValues(t, 0, l.from[0].class)
		require.EqualValues(t, 4, l.from[1].class)
		rows := int32(0)
		for i := l.from[1].first; i >= 0; i = l.rows[i].next {
			rows += l.rows[i].n
		}
		require.EqualValues(t, 5, rows)
	}
}
