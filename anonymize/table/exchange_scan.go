package table

import "slices"

// sums are what a scan of all rows finds out about the cells around a seed. The number of a cell has a digit a column, the level.
type sums struct {
	word  []uint64                      // by cell: of the rows in it; one more for rows in none
	low   []float32                     // loss by the digits of the first columns
	high  []float32                     // by those of the others
	rank  [maxColumns][maxLevels]uint32 // by level: what it adds to a number
	dim   [maxColumns]int
	order []int // columns by digit, those with many levels first, since short steps take longest
	first int   // how many columns are the first
}

const lowCells = 64 // combinations of the digits of the first columns, or more

// scan leaves the levels of the cell around seed that gains most if class a is closed in x.level; false if none has
// k rows to be had and gains about as much as the closing loses. What is open already is left out, and what covers a, unless it
// gains more.
func (x *exchanger) scan(seed, a int32) bool {
	rep, o, k := x.row(seed), &x.cl[a], x.p.k
	limit := o.cost + exchangeWider
	x.near(seed, limit+nearSlack)
	x.around(rep, limit)
	x.c.fill(rep, &x.rank)
	x.spread()
	last := uint32(len(x.word) - 1)
	for _, e := range o.has {
		x.word[min(x.c.sum(&x.packs[e.tuple]), last)] += x.weight(x.other(e.tuple, a), e.n) - x.weight(x.value[a], e.n)
	}
	x.cumulate(limit)
	for _, i := range x.in[seed] {
		b := uint32(0)
		for j, l := range x.cl[i].level {
			b += x.rank[j][l]
		}
		if b < last {
			x.word[b] = 0
		}
	}
	x.work += len(x.word) + 4*len(o.has)
	loss := x.closing(a)
	at, gain := -1, loss-exchangeSlack*o.cost*float32(k)
	n := len(x.low)
	for b, high := range x.high {
		if high >= limit {
			continue
		}
		least := uint64(max(0, gain+high*float32(k))*wordScale) << 32
		for i, u := range x.word[b*n : b*n+n] {
			if u < least || int(u&0xffff) < k {
				continue
			}
			cost := high + x.low[i]
			v := float32(u>>32)/wordScale - cost*float32(max(int(u>>16&0xffff), k))
			if v > gain && cost < limit && (v > loss+exchangeMore || !x.covers(b*n+i, o.level)) {
				at, gain = b*n+i, v
				least = uint64(max(0, gain+high*float32(k))*wordScale) << 32
			}
		}
	}
	if at < 0 {
		return false
	}
	for _, j := range x.order {
		x.level[j] = uint8(at % x.dim[j])
		at /= x.dim[j]
	}
	return true
}

// covers reports whether no level of a cell is below these.
func (x *exchanger) covers(at int, level []uint8) bool {
	for _, j := range x.order {
		if at%x.dim[j] < int(level[j]) {
			return false
		}
		at /= x.dim[j]
	}
	return true
}

// around numbers the cells around a row in whose labels no column loses as much as limit, fewer where they are too
// many: levels that are left out have a rank above all cells.
func (x *exchanger) around(rep []uint16, limit float32) {
	size := exchangeCells + 1
	for most := limit; size > exchangeCells; most *= .8 {
		size = 1
		for j, t := range x.p.trees {
			x.dim[j] = 1
			for x.dim[j] < t.levels && t.loss[x.dim[j]][rep[j]] < most {
				x.dim[j]++
			}
			if size *= x.dim[j]; size > exchangeCells {
				break
			}
		}
	}
	x.order = x.order[:0]
	for j := range x.p.q {
		x.order = append(x.order, j)
	}
	slices.SortStableFunc(x.order, func(a, b int) int { return x.dim[b] - x.dim[a] })
	x.first = 0
	n := 1
	for i, j := range x.order {
		for l := range maxLevels {
			x.rank[j][l] = uint32(l * n)
			if l >= x.dim[j] {
				x.rank[j][l] = 1 << 24
			}
		}
		if n < lowCells {
			x.first = i + 1
		}
		n *= x.dim[j]
	}
	x.low = x.losses(x.low, x.order[:x.first], rep)
	x.high = x.losses(x.high, x.order[x.first:], rep)
	x.word = slices.Grow(x.word[:0], size+1)[:size+1]
	clear(x.word)
}

// losses lists what the labels of some columns lose together, by the digits of these.
func (x *exchanger) losses(s []float32, columns []int, rep []uint16) []float32 {
	s = append(s[:0], 0)
	for _, j := range columns {
		t, n := x.p.trees[j], len(s)
		for l := 1; l < x.dim[j]; l++ {
			for _, v := range s[:n] {
				s = append(s, v+t.loss[l][rep[j]])
			}
		}
		for i := range n {
			s[i] += t.loss[0][rep[j]]
		}
	}
	return s
}

// spread adds the words of the tuples that are near to the cells at which they meet the seed.
func (x *exchanger) spread() {
	h, tab := x.word, x.c.tab
	last := uint32(len(h) - 1)
	for _, b := range x.spans {
		words, packs := x.words[b.from:b.to], x.packs[b.from:b.to]
		x.work += 2 * len(words)
		if len(tab) != 4 {
			for i, w := range words {
				h[min(x.c.sum(&packs[i]), last)] += w
			}
			continue
		}
		t0, t1, t2, t3 := tab[0], tab[1], tab[2], tab[3]
		for i, w := range words {
			g := &packs[i]
			h[min(t0[g[0]]+t1[g[1]]+t2[g[2]]+t3[g[3]], last)] += w
		}
	}
}

// cumulate adds to each cell what lies in the cells inside it, but for those that lose limit or more by their last digits.
func (x *exchanger) cumulate(limit float32) {
	n := len(x.low)
	for b, high := range x.high {
		if high >= limit {
			continue
		}
		x.work += 4 * n
		h, step := x.word[b*n:b*n+n], 1
		for _, j := range x.order[:x.first] {
			d := step * x.dim[j]
			for i := 0; i < n && d > step; i += d {
				cumulate(h[i:i+d], step)
			}
			step = d
		}
	}
	step := 1
	for _, j := range x.order[x.first:] {
		for b, high := range x.high {
			if high < limit && b/step%x.dim[j] > 0 {
				cumulate(x.word[(b-step)*n:(b+1)*n], step*n)
			}
		}
		step *= x.dim[j]
	}
}
