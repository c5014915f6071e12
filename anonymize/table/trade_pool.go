package table

import (
	"math/bits"
	"slices"
)

// Where totals over one column are shown but for some that are hidden, nothing tells these apart: whoever leaves a
// group of one of these values may come to one of another. So a corner of a trade that lies there may be replaced by
// the same combination of another such value. What that does to the totals is then counted.

// enoughOthers is how many groups are looked at for a corner.
const enoughOthers = 4

// pool lists hidden groups whose total over one column is hidden too, by the place of what is left of them, large ones
// first.
func (t *trader) pool() {
	base := len(t.g.kinds) - 1
	t.single = make([]int, len(t.g.by))
	for i, k := range t.g.kinds[:base] {
		if k.shown && bits.OnesCount(k.columns) == 1 {
			t.single[bits.TrailingZeros(k.columns)] = i
			t.pooled = make([]map[uint64][]*cellData, len(t.g.by))
		}
	}
	if t.pooled == nil || len(t.g.by) == 1 {
		t.pooled = nil
		return
	}
	for j, i := range t.single {
		if i > 0 {
			t.pooled[j] = map[uint64][]*cellData{}
		}
	}
	for _, c := range t.hidden {
		t.note(c)
	}
}

// note adds a group, or those of a total, that is hidden now.
func (t *trader) note(c *cellData) {
	if t.pooled == nil {
		return
	}
	for j, i := range t.single {
		if i == 0 || c.kind != i && c.kind != len(t.g.kinds)-1 {
			continue
		}
		for _, x := range c.base {
			if x.hidden && x.of[i].hidden {
				rest := x.place - uint64(x.at[j])*t.stride[j]
				if !slices.Contains(t.pooled[j][rest], x) {
					t.pooled[j][rest] = slices.Insert(t.pooled[j][rest], 0, x)
				}
			}
		}
	}
}

// room is by how much a corner lets a trade grow, or shrink.
func (t *trader) room(c *cellData, mask int) float64 {
	s := t.movedOf(c)
	if bits.OnesCount(uint(mask))&1 == 1 {
		return t.spare(c) + s.up
	}
	return t.spare(c) + s.down
}

// instead finds the group with the most room that can stand for the corner at place, of which the columns in from are
// those of o and the others those of c.
func (t *trader) instead(place uint64, from uint, c, o *cellData, mask int) *cellData {
	var best *cellData
	most := 0.0
	for j, by := range t.pooled {
		if by == nil {
			continue
		}
		code := c.at[j]
		if from>>j&1 == 1 {
			code = o.at[j]
		}
		t.work++
		list := by[place-uint64(code)*t.stride[j]]
		for _, x := range list[:min(len(list), enoughOthers)] {
			if x == c || x == o || slices.Contains(t.corners, x) {
				continue
			}
			if r := t.room(x, mask); r > most {
				best, most = x, r
			}
		}
	}
	return best
}

// balance is what has to be hidden for t.corners, if e changes by them.
func (t *trader) balance(e *cellData, limit int) (cost int, ok bool) {
	for i, k := range t.g.kinds {
		if !k.shown && i != e.kind {
			continue
		}
		for at, x := range t.corners {
			y := x.of[i]
			net, seen := 0, false
			for b, z := range t.corners {
				if z.of[i] == y {
					net += 1 - 2*(bits.OnesCount(uint(b))&1)
					seen = seen || b < at
				}
			}
			if net == 0 || seen {
				continue
			}
			ok = ok || y == e
			if k.shown && !y.hidden {
				if cost += y.size(); cost > limit {
					return 0, false
				}
				t.fresh = append(t.fresh, y)
			}
		}
	}
	return cost, ok
}
