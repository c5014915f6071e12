package table

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// maxCorners bounds the hypercubes that are tried for one hidden cell.
const maxCorners = 200000

// secure hides what it takes for the totals that it returns: of all kinds, if there is a hypercube of as
// many dimensions as columns around each hidden cell, else without the kinds of most columns, else none
// but the grand total.
func (g *grouping) secure(cells []*cellData, margins [][]int, pub *Publication) ([][]int, error) {
	for m := len(g.by); m > 1; m-- {
		kept := slices.DeleteFunc(slices.Clone(margins), func(s []int) bool { return len(s) >= m })
		if !slices.ContainsFunc(kept, func(s []int) bool { return len(s) > 0 }) {
			break
		}
		if g.protect(cells, partitions(len(g.by), m), pub) {
			return g.drop(margins, kept, pub), nil
		}
		g.reset(cells, pub)
	}
	if !g.pool(cells, pub) {
		return nil, fmt.Errorf("table: %w", ErrSmall)
	}
	return g.drop(margins, slices.DeleteFunc(slices.Clone(margins), func(s []int) bool { return len(s) > 0 }), pub), nil
}

func (g *grouping) drop(margins, kept [][]int, pub *Publication) [][]int {
	for _, s := range margins {
		if !slices.ContainsFunc(kept, func(k []int) bool { return slices.Equal(k, s) }) {
			pub.DroppedMargins = append(pub.DroppedMargins, g.names(s))
		}
	}
	return kept
}

func (g *grouping) reset(cells []*cellData, pub *Publication) {
	for _, c := range cells {
		c.hidden = c.primary
	}
	pub.Complementary, pub.Narrowest = 0, math.MaxInt
}

// partitions divides columns 0 … d-1 into m blocks in all ways: the block of each column.
func partitions(d, m int) [][]int {
	var out [][]int
	var next func(p []int, blocks int)
	next = func(p []int, blocks int) {
		if len(p) == d {
			if blocks == m {
				out = append(out, slices.Clone(p))
			}
			return
		}
		for b := 0; b <= blocks && b < m; b++ {
			next(append(p, b), max(blocks, b+1))
		}
	}
	next(nil, 0)
	return out
}

// protect hides, for every hidden cell, the cheapest hypercube around it: another choice of values in
// each of m blocks of columns gives 2^m cells; adding persons to those of even parity and taking them
// from those of odd parity changes no total over fewer than m columns, since one block has none of them.
// A person who is in several cells cannot be traded that way, so only those that are in no other cell
// count, and one of them stays in each cell, since it is known which groups there are. The hidden cell may
// then be anything in an interval of the smallest even cell plus the smallest odd one. It reports false
// if some cell has no hypercube that is wide enough.
func (g *grouping) protect(cells []*cellData, blocks [][]int, pub *Publication) bool {
	at := map[string]*cellData{}
	for _, c := range cells {
		at[cellKey(c.at)] = c
	}
	sorted := slices.Clone(cells)
	slices.SortStableFunc(sorted, func(a, b *cellData) int { return a.size() - b.size() })
	for _, c := range cells {
		if !c.primary {
			continue
		}
		cube, width := g.cube(c, sorted, blocks, at)
		if cube == nil {
			return false
		}
		for _, x := range cube {
			if !x.hidden {
				x.hidden = true
				pub.Complementary++
			}
		}
		pub.Narrowest = min(pub.Narrowest, width)
	}
	// a cell hidden as a corner lies in the same hypercube, which is as wide for it
	return true
}

func cellKey(at []uint32) string {
	b := make([]byte, 0, 4*len(at))
	for _, c := range at {
		b = append(b, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
	}
	return string(b)
}

// cube finds the hypercube around c that hides the fewest persons anew and is wide enough. sorted is
// all cells, small ones first.
func (g *grouping) cube(c *cellData, sorted []*cellData, blocks [][]int, at map[string]*cellData) ([]*cellData, int) {
	var best []*cellData
	cost, width := math.MaxInt, 0
	tries := 0
	for _, o := range sorted { // the opposite corner
		if !o.hidden && o.size() >= cost {
			break // hiding it alone costs more, as do all that follow and are shown
		}
		if tries++; tries > maxCorners {
			break
		}
		for _, of := range blocks {
			cube, w, n := g.corners(c, o, of, at)
			if cube != nil && w >= g.cfg.Threshold && n < cost {
				best, cost, width = cube, n, w
			}
		}
	}
	return best, width
}

// corners returns the cells of the hypercube from a to b over blocks of columns, how wide it is and how
// many persons it hides anew; nil if a and b agree in a block, a corner is empty or a sum would be too
// narrow.
func (g *grouping) corners(a, b *cellData, block []int, at map[string]*cellData) (cube []*cellData, width, fresh int) {
	differ := 0
	for j, x := range block {
		if a.at[j] != b.at[j] {
			differ |= 1 << x
		}
	}
	m := slices.Max(block) + 1
	if differ != 1<<m-1 {
		return nil, 0, 0
	}
	var half [2][]*cellData
	key := make([]uint32, len(block))
	for mask := range 1 << m {
		for j, x := range block {
			key[j] = a.at[j]
			if mask>>x&1 == 1 {
				key[j] = b.at[j]
			}
		}
		c := at[cellKey(key)]
		if c == nil {
			return nil, 0, 0
		}
		parity := bits.OnesCount(uint(mask)) & 1
		half[parity] = append(half[parity], c)
		if !c.hidden {
			fresh += c.size()
		}
		cube = append(cube, c)
	}
	for _, cells := range half {
		least := math.MaxInt
		for _, c := range cells {
			least = min(least, c.own)
		}
		width += max(0, least-1)
	}
	for s, num := range g.nums {
		if num == nil {
			continue
		}
		low, top := [2]float64{math.Inf(1), math.Inf(1)}, 0.0
		for p, cells := range half {
			for _, c := range cells {
				low[p], top = min(low[p], c.sum[s]), max(top, c.top[s])
			}
		}
		if low[0] >= 0 && low[1] >= 0 && low[0]+low[1] <= top {
			return nil, 0, 0
		}
	}
	return cube, width, fresh
}

// pool hides cells, smallest first, until the hidden ones are wide enough for a table of which only the
// grand total is known. It reports false if even all cells are too narrow.
func (g *grouping) pool(cells []*cellData, pub *Publication) bool {
	sorted := slices.Clone(cells)
	slices.SortStableFunc(sorted, func(a, b *cellData) int { return a.size() - b.size() })
	var hidden []*cellData
	for _, c := range cells {
		if c.hidden {
			hidden = append(hidden, c)
		}
	}
	if len(hidden) == 0 {
		return true
	}
	for _, c := range sorted {
		if g.poolWidth(cells, hidden) >= g.cfg.Threshold {
			break
		}
		if c.hidden {
			continue
		}
		c.hidden = true
		pub.Complementary++
		hidden = append(hidden, c)
	}
	width := g.poolWidth(cells, hidden)
	pub.Narrowest = min(pub.Narrowest, width)
	return width >= g.cfg.Threshold
}

// poolWidth is the width of the interval of each hidden cell. What is additive leaves a hidden cell
// anything from one to all that the other hidden ones do not need. Persons who may be in several cells
// are not: a hidden cell may have anyone of the table, and at least those that the shown ones cannot have.
// It is 0 if a sum is too narrow.
func (g *grouping) poolWidth(cells, hidden []*cellData) int {
	rows, persons := 0, 0
	for _, c := range hidden {
		rows += c.rows - 1
		persons += c.size() - 1
	}
	width, alone := persons, false
	if g.overlap {
		shown := 0
		for _, c := range cells {
			if !c.hidden {
				shown += c.size()
			}
		}
		width, alone = min(g.persons-1, shown), true
	}
	if slices.ContainsFunc(g.cfg.Statistics, func(s Statistic) bool { return s.Kind == Rows || s.Kind == Percent }) {
		width, alone = min(width, rows), false
	}
	if len(hidden) < 2 && !alone {
		return 0
	}
	for s, num := range g.nums {
		if num == nil {
			continue
		}
		all, top := 0.0, 0.0
		for _, c := range hidden {
			if c.sum[s] < 0 {
				all = math.Inf(1)
			}
			all, top = all+c.sum[s], max(top, c.top[s])
		}
		if len(hidden) < 2 || all <= top {
			return 0
		}
	}
	return width
}
