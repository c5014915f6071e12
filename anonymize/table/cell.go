package table

import (
	"cmp"
	"slices"
)

// item is a distinct row with its weight. g holds its codes in combined columns.
type item struct {
	g      [8]uint16
	weight int32
	id     int32
	row    int32
}

const (
	comboSize = 700 // values of a combined column
	fewItems  = 120 // below, rows are compared directly
)

// cells finds the cheapest cell around a seed row: the vector of levels at which each row meets the
// seed goes into a histogram over the lattice; a prefix sum along each column then counts every cell
// at once. One scan, exact.
type cells struct {
	p      *problem
	groups [][]int
	dom    []int
	tab    [][]uint32
	hist   []uint64
	spare  []uint64 // as hist, of the rows that other classes can lend
	cost   []float32
	la     lattice
	toll   float32   // what a borrowed row is charged of the cell's loss
	weight []float32 // by class size: factor on the cost of a candidate; nil: 1
	least  float32   // smallest factor
	work   int       // words and rows looked at so far
}

// newCells returns nil if the columns do not fit the packed form.
func newCells(p *problem) *cells {
	c := &cells{p: p, least: 1, toll: 1.2}
	if p.q > maxColumns {
		return nil
	}
	order := make([]int, p.q)
	for j := range order {
		order[j] = j
		if p.trees[j].levels > maxLevels {
			return nil
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.trees[b].d, p.trees[a].d) })
next:
	for _, j := range order {
		d := p.trees[j].d
		for g := range c.groups {
			if c.dom[g]*d <= comboSize {
				c.groups[g] = append(c.groups[g], j)
				c.dom[g] *= d
				continue next
			}
		}
		c.groups, c.dom = append(c.groups, []int{j}), append(c.dom, d)
	}
	if len(c.groups) > len(item{}.g) {
		return nil
	}
	for _, d := range c.dom {
		c.tab = append(c.tab, make([]uint32, d))
	}
	return c
}

func (c *cells) pack(row []uint16) (g [8]uint16) {
	for i, js := range c.groups {
		x, m := 0, 1
		for _, j := range js {
			x += int(row[j]) * m
			m *= c.p.trees[j].d
		}
		g[i] = uint16(x)
	}
	return g
}

// fill makes tab[g][code] = sum over the columns of g of rank[column][level at which code meets the seed].
func (c *cells) fill(seed []uint16, rank *[maxColumns][maxLevels]uint32) {
	for g, js := range c.groups {
		t := c.tab[g]
		if tr := c.p.trees[js[0]]; len(js) == 1 { // codes are in tree order: every label is a range
			j := js[0]
			s := seed[j]
			for l := tr.levels - 1; l >= 0; l-- {
				v := rank[j][l]
				o := t[tr.lo[l][s] : int(tr.hi[l][s])+1]
				for i := range o {
					o[i] = v
				}
			}
			continue
		}
		t[0] = 0
		n := 1
		for _, j := range js {
			tr := c.p.trees[j]
			meet := tr.lca[int(seed[j])*tr.d : int(seed[j])*tr.d+tr.d]
			for d := tr.d - 1; d >= 0; d-- {
				v := rank[j][meet[d]&(maxLevels-1)]
				o := t[d*n : d*n+n]
				for i := range o {
					o[i] = t[i] + v
				}
			}
			n *= tr.d
		}
	}
}

// sum is that of a row, from what fill made.
func (c *cells) sum(g *[8]uint16) uint32 {
	var b uint32
	for i, t := range c.tab {
		b += t[g[i]]
	}
	return b
}

// direct is the sum that fill would give for one row.
func (c *cells) direct(seed, row []uint16, rank *[maxColumns][maxLevels]uint32) uint32 {
	var b uint32
	for j, t := range c.p.trees {
		if seed[j] != row[j] {
			b += rank[j][t.level(seed[j], row[j])&(maxLevels-1)]
		} else {
			b += rank[j][0]
		}
	}
	return b
}

// count fills the histogram h; filled says that the tables are those of the seed already.
func (c *cells) count(h []uint64, seed []uint16, items []item, filled bool) {
	clear(h)
	if !filled && len(items) < fewItems {
		for i := range items {
			b := c.direct(seed, c.p.row(items[i].row), &c.la.rank)
			h[b>>2] += uint64(items[i].weight) << ((b & 3) << 4)
		}
		return
	}
	if !filled {
		c.fill(seed, &c.la.rank)
	}
	switch len(c.groups) {
	case 4:
		t0, t1, t2, t3 := c.tab[0], c.tab[1], c.tab[2], c.tab[3]
		for i := range items {
			x := &items[i]
			b := t0[x.g[0]] + t1[x.g[1]] + t2[x.g[2]] + t3[x.g[3]]
			h[b>>2] += uint64(x.weight) << ((b & 3) << 4)
		}
	case 3:
		t0, t1, t2 := c.tab[0], c.tab[1], c.tab[2]
		for i := range items {
			x := &items[i]
			b := t0[x.g[0]] + t1[x.g[1]] + t2[x.g[2]]
			h[b>>2] += uint64(x.weight) << ((b & 3) << 4)
		}
	default:
		for i := range items {
			x := &items[i]
			var b uint32
			for g, t := range c.tab {
				b += t[x.g[g]]
			}
			h[b>>2] += uint64(x.weight) << ((b & 3) << 4)
		}
	}
}

// prefix turns counts by vector into counts by cell, except along the lane.
func (c *cells) prefix(h []uint64) {
	la := &c.la
	for _, j := range la.order {
		d := la.dim[j]
		if d == 1 {
			break
		}
		s := la.stride[j]
		blk := s * d
		for b := 0; b < la.words; b += blk {
			cumulate(h[b:b+blk], s)
		}
	}
}

func cumulatePortable(h []uint64, stride int) {
	if stride == 1 {
		sum := h[0]
		for i := 1; i < len(h); i++ {
			sum += h[i]
			h[i] = sum
		}
		return
	}
	x, y := h[:len(h)-stride], h[stride:]
	for i := range y {
		y[i] += x[i]
	}
}

// best returns the score and levels of the cheapest cell around a seed with at least need rows, and how
// many it has; the score is [never] if there is none. With n < need rows of its own and the rest
// borrowed from extra, a cell's score is its loss × (1 + toll × borrowed/n): its own rows
// pay for the borrowed ones. The weights of
// items and extra together must sum to under 65536.
func (c *cells) best(seed []uint16, items, extra []item, need int, level []uint8) (float32, int) {
	la := &c.la
	if len(c.hist) < la.words {
		c.hist, c.cost, c.spare = make([]uint64, la.words), make([]float32, la.words), make([]uint64, la.words)
	}
	c.work += 3*la.words + len(items) + len(extra)
	h := c.hist[:la.words]
	c.count(h, seed, items, false)
	if len(extra) > 0 {
		spare := c.spare[:la.words]
		c.count(spare, seed, extra, len(items) >= fewItems)
		c.prefix(spare)
	}
	c.costs(seed)
	c.prefix(h)
	word, lane, score, n := c.pick(seed, len(extra) > 0, uint64(need))
	if word < 0 {
		return never, 0
	}
	la.levels(word, lane, level)
	return score, n
}

// costs fills cost with the loss of each cell without the lane's part.
func (c *cells) costs(seed []uint16) {
	la := &c.la
	cs := c.cost[:la.base]
	cs[0] = 0
	n := 1
	for _, j := range la.order {
		t := c.p.trees[j]
		for d := la.dim[j] - 1; d >= 0; d-- {
			v := t.loss[la.keep[j][d]][seed[j]]
			o := cs[d*n : d*n+n]
			for i := range o {
				o[i] = cs[i] + v
			}
		}
		n *= la.dim[j]
	}
}

func (c *cells) pick(seed []uint16, borrow bool, need uint64) (word, lane int, score float32, count int) {
	const ones = 0x0001000100010001
	la := &c.la
	cs := c.cost[:la.base]
	score, word = never, -1
	lt := c.p.trees[la.lane]
	for w := range la.laneW {
		part, spare := c.hist[w*la.base:(w+1)*la.base], c.spare[w*la.base:(w+1)*la.base]
		var lc [4]float32
		lanes := min(4, la.dim[la.lane]-4*w)
		for l := range lanes {
			lc[l] = lt.loss[la.keep[la.lane][4*w+l]][seed[la.lane]]
		}
		for i, x := range part {
			x *= ones
			var y uint64
			if w > 0 {
				x += c.hist[(w-1)*la.base+i] >> 48 * ones
			}
			part[i] = x
			if borrow {
				y = spare[i] * ones
				if w > 0 {
					y += c.spare[(w-1)*la.base+i] >> 48 * ones
				}
				spare[i] = y
			}
			if (cs[i]+lc[0])*c.least >= score || (x+y)>>48 < need {
				continue
			}
			for l := range lanes {
				n := x >> (16 * l) & 0xffff
				if n+(y>>(16*l)&0xffff) < need {
					continue
				}
				v := cs[i] + lc[l]
				if n < need {
					v *= 1 + c.toll*float32(need-n)/float32(n)
				} else if c.weight != nil {
					v *= c.weight[min(int(n), len(c.weight)-1)]
				}
				if v < score {
					score, word, lane, count = v, w*la.base+i, l, int(n)
				}
				if n >= need && c.weight == nil {
					break
				}
			}
		}
	}
	return word, lane, score, count
}

// inside appends the items of the cell (seed, level) to in and, if rest is wanted, moves the others to
// the front of items, in order.
func (c *cells) inside(seed []uint16, level []uint8, items, in []item, split bool) (got, rest []item) {
	var out [maxColumns][maxLevels]uint32
	for j := range c.p.q {
		for l := int(level[j]) + 1; l < maxLevels; l++ {
			out[j][l] = 1
		}
	}
	few := len(items) < fewItems
	if !few {
		c.fill(seed, &out)
	}
	o := items[:0]
	for i := range items {
		x := &items[i]
		var b uint32
		if few {
			b = c.direct(seed, c.p.row(x.row), &out)
		} else {
			for g, t := range c.tab {
				b += t[x.g[g]]
			}
		}
		if b == 0 {
			in = append(in, *x)
		} else if split {
			o = append(o, *x)
		}
	}
	return in, o
}
