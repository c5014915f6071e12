package table

import (
	"iter"
	"math"
	"math/bits"
	"slices"
)

// The proof that a hidden figure is wide is another table that would look the same: persons who are
// traded between hidden groups so that no total that is shown changes. A trade goes between two groups
// that differ in some columns. These are cut into blocks; choosing each block from one or the other group
// gives 2^b corners; persons come to those of even parity and leave those of odd parity. A total changes
// only if each block has one of its columns, so that every corner lies in another total of that kind.
// Trades add up: each is made in the table that the ones before it left.

const (
	maxTotals   = 6       // columns that totals are protected for
	maxWork     = 1 << 27 // trades that are looked at for one choice of totals
	maxPartners = 2000    // groups that one is tried with
)

// moved is what trades did to a group, while one figure is looked at.
type moved struct {
	stamp    int
	up, down float64 // in the table where the figure grows, and in the one where it shrinks
}

// trader hides what it takes for every hidden figure to be wide.
type trader struct {
	g       *grouping
	places  []*cellData // groups over all columns by place, or, where that would be large, at
	at      map[uint64]*cellData
	stride  []uint64
	sorted  []*cellData // groups over all columns, small ones first
	hidden  []*cellData // those that are hidden, large ones last
	cut     func(uint) [][]uint
	ways    map[uint][][]uint // what cut makes of a set of columns
	queue   []*cellData
	work    int
	stamp   int
	corners []*cellData
	fresh   []*cellData
	spare   func(*cellData) float64 // of the figure that is looked at
	single  []int                   // by column: the kind of totals over it
	pooled  []map[uint64][]*cellData
	added   int
	least   float64 // persons that the narrowest figure can be off by
}

// protect reports whether all figures that are hidden could be made wide; what was hidden for it is counted.
func (g *grouping) protect(pub *Publication) bool {
	base := g.kinds[len(g.kinds)-1]
	t := &trader{g: g, sorted: slices.Clone(base.cells), least: math.Inf(1)}
	slices.SortStableFunc(t.sorted, func(a, b *cellData) int { return a.size() - b.size() })
	t.settle()
	for _, c := range t.sorted {
		c.moved = moved{}
		if c.hidden {
			t.hidden = append(t.hidden, c)
		}
	}
	one := !slices.ContainsFunc(g.kinds[1:len(g.kinds)-1], func(k *kind) bool { return k.shown })
	t.ways = map[uint][][]uint{0: nil}
	t.cut = blocks
	if one { // nothing is shown that more than one block would leave as it is
		t.cut = func(set uint) [][]uint { return [][]uint{{set}} }
	}
	t.pool()
	for _, k := range g.kinds[1:] {
		for _, c := range k.cells {
			if c.hidden {
				t.queue = append(t.queue, c)
			}
		}
	}
	for len(t.queue) > 0 {
		c := t.queue[0]
		t.queue = t.queue[1:]
		if !t.wide(c) {
			return false
		}
	}
	pub.Complementary = t.added
	if !math.IsInf(t.least, 1) {
		pub.Narrowest = int(t.least)
	}
	return true
}

// settle gives every group over all columns its place, a number made of its codes.
func (t *trader) settle() {
	all := uint64(1)
	for _, c := range t.g.by {
		t.stride = append(t.stride, all)
		all *= uint64(len(c.Values))
	}
	if all <= 1<<22 {
		t.places = make([]*cellData, all)
	} else {
		t.at = map[uint64]*cellData{}
	}
	for _, c := range t.sorted {
		c.place = 0
		for j, x := range c.at {
			c.place += uint64(x) * t.stride[j]
		}
		if t.places != nil {
			t.places[c.place] = c
		} else {
			t.at[c.place] = c
		}
	}
}

func (t *trader) find(place uint64) *cellData {
	if t.places != nil {
		return t.places[place]
	}
	return t.at[place]
}

// step is the way from c to o in a block of columns.
func (t *trader) step(block uint, c, o *cellData) (d uint64) {
	for ; block > 0; block &= block - 1 {
		j := bits.TrailingZeros(block)
		d += (uint64(o.at[j]) - uint64(c.at[j])) * t.stride[j]
	}
	return d
}

// blocks cuts a set of columns in all ways, those of few blocks first.
func blocks(set uint) [][]uint {
	var out [][]uint
	var next func(left uint, cut []uint)
	next = func(left uint, cut []uint) {
		if left == 0 {
			out = append(out, slices.Clone(cut))
			return
		}
		low := left & -left
		for i := range cut {
			cut[i] |= low
			next(left&^low, cut)
			cut[i] &^= low
		}
		next(left&^low, append(cut, low))
	}
	next(set, nil)
	slices.SortStableFunc(out, func(a, b []uint) int { return len(a) - len(b) })
	return out
}

// wide proves that a figure can be off by the threshold, and each of its sums by what one person adds.
func (t *trader) wide(e *cellData) bool {
	width, ok := t.prove(e, func(c *cellData) float64 { return float64(c.own) - 1 }, float64(t.g.cfg.Threshold)-.5)
	if !ok {
		return false
	}
	t.least = min(t.least, width)
	for s, num := range t.g.nums {
		if num == nil || e.top[s] == 0 || slices.ContainsFunc(num, func(v float64) bool { return v < 0 }) {
			continue
		}
		if _, ok := t.prove(e, func(c *cellData) float64 { return c.sum[s] }, e.top[s]*(1+1e-9)); !ok {
			return false
		}
	}
	return true
}

// prove adds up trades until e can change by more than need; spare is what a group can lose.
func (t *trader) prove(e *cellData, spare func(*cellData) float64, need float64) (width float64, ok bool) {
	t.stamp++
	t.spare = spare
	apply := func(x float64) bool {
		width += x
		return width > need
	}
	for i, o := range slices.Backward(t.hidden) { // what is hidden anyway costs nothing
		if len(t.hidden)-i > maxPartners {
			break
		}
		for _, c := range e.base {
			if !c.hidden {
				continue
			}
			for _, cut := range t.between(c, o) {
				if _, ok := t.trade(e, c, o, cut, 0); ok && apply(t.make(spare)) {
					return width, true
				}
			}
		}
		if t.work > maxWork {
			return width, false
		}
	}
	for {
		c, o, cut := t.cheapest(e, spare, max(need-width, 1e-9))
		if c == nil {
			return width, false
		}
		t.trade(e, c, o, cut, math.MaxInt)
		t.hide(t.fresh)
		if apply(t.make(spare)) {
			return width, true
		}
	}
}

// between lists the ways to cut the columns in which two groups differ.
func (t *trader) between(a, b *cellData) [][]uint {
	var set uint
	for j := range a.at {
		if a.at[j] != b.at[j] {
			set |= 1 << j
		}
	}
	w, ok := t.ways[set]
	if !ok {
		w = t.cut(set)
		t.ways[set] = w
	}
	return w
}

// cheapest finds the trade that hides the fewest persons for what it gains.
func (t *trader) cheapest(e *cellData, spare func(*cellData) float64, need float64) (from, to *cellData, cut []uint) {
	best := math.Inf(1)
	for _, c := range e.base {
		for _, o := range t.partners() {
			if !o.hidden && float64(o.size()) >= best*need {
				continue
			}
			for _, w := range t.between(c, o) {
				limit := math.MaxInt
				if best*need < 1<<62 {
					limit = int(best * need)
				}
				cost, ok := t.trade(e, c, o, w, limit)
				if !ok {
					continue
				}
				up, down := t.gain(spare)
				if x := float64(cost) / min(up+down, need); up+down > 0 && x < best {
					best, from, to, cut = x, c, o, w
				}
			}
		}
		if t.work > maxWork {
			return nil, nil, nil
		}
	}
	return from, to, cut
}

// partners are groups to trade with: hidden ones, large ones first, then the others, small ones first.
func (t *trader) partners() iter.Seq2[int, *cellData] {
	return func(yield func(int, *cellData) bool) {
		for i, o := range slices.Backward(t.hidden) {
			if len(t.hidden)-i > maxPartners || !yield(i, o) {
				break
			}
		}
		left := maxPartners
		for i, o := range t.sorted {
			if o.hidden {
				continue
			}
			if left--; left < 0 || !yield(i, o) {
				return
			}
		}
	}
}

// trade finds the corners of a trade between c and o that changes e, and what has to be hidden for it:
// persons of at most limit.
func (t *trader) trade(e, c, o *cellData, cut []uint, limit int) (cost int, ok bool) {
	t.work++
	kinds := t.g.kinds
	changes := !slices.ContainsFunc(cut, func(b uint) bool { return b&kinds[e.kind].columns == 0 })
	if !changes && t.pooled == nil {
		return 0, false
	}
	t.corners, t.fresh = t.corners[:0], t.fresh[:0]
	mixed := false
	for mask := range 1 << len(cut) {
		x := c
		switch {
		case mask == 0:
		case mask == 1<<len(cut)-1:
			x = o
		default:
			place, from := c.place, uint(0)
			for i, b := range cut {
				if mask>>i&1 == 1 {
					place += t.step(b, c, o)
					from |= b
				}
			}
			x = t.find(place)
			if t.pooled != nil && (x == nil || !x.hidden || t.room(x, mask) <= 0) {
				if y := t.instead(place, from, c, o, mask); y != nil {
					x, mixed = y, true
				}
			}
			if x == nil {
				return 0, false
			}
		}
		if !x.hidden {
			if cost += x.size(); cost > limit {
				return 0, false
			}
		}
		t.corners = append(t.corners, x)
	}
	if mixed {
		return t.balance(e, limit)
	}
	if !changes {
		return 0, false
	}
	cost = 0
kinds:
	for i, k := range kinds {
		if !k.shown {
			continue
		}
		for _, b := range cut {
			if b&k.columns == 0 {
				continue kinds
			}
		}
		for _, x := range t.corners {
			if y := x.of[i]; !y.hidden {
				if cost += y.size(); cost > limit {
					return 0, false
				}
				t.fresh = append(t.fresh, y)
			}
		}
	}
	return cost, true
}

func (t *trader) movedOf(c *cellData) *moved {
	if c.moved.stamp != t.stamp {
		c.moved = moved{stamp: t.stamp}
	}
	return &c.moved
}

// gain is by how much the trade of t.corners lets the first grow and shrink.
func (t *trader) gain(spare func(*cellData) float64) (up, down float64) {
	up, down = math.Inf(1), math.Inf(1)
	for i, c := range t.corners {
		if s := t.movedOf(c); bits.OnesCount(uint(i))&1 == 1 {
			up = min(up, spare(c)+s.up)
		} else {
			down = min(down, spare(c)+s.down)
		}
	}
	return max(up, 0), max(down, 0)
}

// make notes the trade and returns what it gained.
func (t *trader) make(spare func(*cellData) float64) float64 {
	up, down := t.gain(spare)
	for i, c := range t.corners {
		s := t.movedOf(c)
		if bits.OnesCount(uint(i))&1 == 1 {
			s.up -= up
			s.down += down
		} else {
			s.up += up
			s.down -= down
		}
	}
	return up + down
}

func (t *trader) hide(cells []*cellData) {
	for _, c := range cells {
		c.hidden = true
		t.added++
		t.queue = append(t.queue, c)
		if c.kind == len(t.g.kinds)-1 {
			t.hidden = append(t.hidden, c)
		}
		t.note(c)
	}
}
