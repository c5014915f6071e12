package table

import (
	"math"
	"slices"
)

// maxCorners bounds the hypercubes that are tried for one hidden cell.
const maxCorners = 200000

// protect hides, for every hidden cell, the cheapest hypercube around it: one other value a column
// gives 2^d cells; adding persons to those of even parity and taking them from those of odd parity
// changes no total. The hidden cell may then be anything in an interval of the smallest even cell plus
// the smallest odd one. It reports false if some cell has no hypercube that is wide enough.
func (g *grouping) protect(cells []*cellData, pub *Publication) bool {
	at := map[string]*cellData{}
	for _, c := range cells {
		at[cellKey(c.at)] = c
	}
	for _, c := range cells {
		if !c.primary {
			continue
		}
		cube, width := g.cube(c, cells, at)
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

// cube finds the hypercube around c that hides the fewest persons anew and is wide enough.
func (g *grouping) cube(c *cellData, cells []*cellData, at map[string]*cellData) ([]*cellData, int) {
	var best []*cellData
	cost, width := math.MaxInt, 0
	tries := 0
	for _, o := range cells { // the opposite corner
		if tries++; tries > maxCorners {
			break
		}
		if !opposite(c, o) {
			continue
		}
		cube, w, n := corners(c, o, at)
		if cube == nil || w < g.cfg.Threshold || n >= cost {
			continue
		}
		best, cost, width = cube, n, w
	}
	return best, width
}

func opposite(a, b *cellData) bool {
	for j := range a.at {
		if a.at[j] == b.at[j] {
			return false
		}
	}
	return true
}

// corners returns the cells of the hypercube from a to b, how wide it is and how many persons it hides
// anew; nil if a corner is empty.
func corners(a, b *cellData, at map[string]*cellData) (cube []*cellData, width, fresh int) {
	d := len(a.at)
	low := [2]int{math.MaxInt, math.MaxInt}
	key := make([]uint32, d)
	for m := range 1 << d {
		parity := 0
		for j := range d {
			key[j] = a.at[j]
			if m>>j&1 == 1 {
				key[j] = b.at[j]
				parity ^= 1
			}
		}
		c := at[cellKey(key)]
		if c == nil {
			return nil, 0, 0
		}
		low[parity] = min(low[parity], c.size())
		if !c.hidden {
			fresh += c.size()
		}
		cube = append(cube, c)
	}
	return cube, low[0] + low[1], fresh
}

// pool hides cells, smallest first, until the hidden ones together are wide enough for a table of which
// only the grand total is shown.
func (g *grouping) pool(cells []*cellData, pub *Publication) {
	sorted := slices.Clone(cells)
	slices.SortStableFunc(sorted, func(a, b *cellData) int { return a.size() - b.size() })
	hidden, sum := 0, 0
	for _, c := range cells {
		if c.hidden {
			hidden++
			sum += c.size()
		}
	}
	if hidden == 0 {
		return
	}
	for _, c := range sorted {
		if hidden >= 2 && sum >= g.cfg.Threshold {
			break
		}
		if c.hidden {
			continue
		}
		c.hidden = true
		pub.Complementary++
		hidden++
		sum += c.size()
	}
	pub.Narrowest = min(pub.Narrowest, sum)
}
