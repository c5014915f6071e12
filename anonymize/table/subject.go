package table

import (
	"cmp"
	"slices"
)

// Where a table has several rows of one person, the persons are what has to be k-fold: the rows of a
// person become one unit, with the finest labels that cover them all, and all of them get the same labels.

// units groups the rows of each subject.
func units(c *Column) [][]int32 {
	out := make([][]int32, len(c.Values))
	for i, x := range c.Codes() {
		out[x] = append(out[x], int32(i))
	}
	return out
}

// merged is the tree with codes for the labels that the units need, and the code of each unit.
func (t *tree) merged(c *Column, units [][]int32) (*tree, []uint16) {
	type node struct {
		level  uint8
		lo, hi uint16
	}
	need := make([]node, len(units))
	index := map[node]int{}
	var nodes []node
	for v := range t.d {
		nodes = append(nodes, node{0, uint16(v), uint16(v)})
	}
	for u, rows := range units {
		first := t.code[c.Code(int(rows[0]))]
		l := 0
		for _, r := range rows[1:] {
			l = max(l, t.level(first, t.code[c.Code(int(r))]))
		}
		n := node{uint8(l), t.lo[l][first], t.hi[l][first]}
		need[u] = n
		if _, ok := index[n]; !ok && l > 0 {
			index[n] = 0
			nodes = append(nodes, n)
		}
	}
	// a label's own code stands after all codes below it, so every label is a range still
	slices.SortFunc(nodes, func(a, b node) int { return cmp.Or(cmp.Compare(a.hi, b.hi), cmp.Compare(a.level, b.level)) })
	at := make([]uint16, t.d) // new codes of the values
	for i, n := range nodes {
		index[n] = i
		if n.level == 0 {
			at[n.lo] = uint16(i)
		}
	}
	m := &tree{name: t.name, d: len(nodes), levels: t.levels, base: t.base, h: t.h, least: make([]uint8, len(nodes))}
	for i, n := range nodes {
		m.rep = append(m.rep, t.rep[n.lo])
		m.least[i] = n.level
	}
	for l := range t.levels {
		lo, hi, loss := make([]uint16, m.d), make([]uint16, m.d), make([]float32, m.d)
		for i, n := range nodes {
			if int(n.level) > l {
				lo[i], hi[i], loss[i] = uint16(i), uint16(i), t.loss[n.level][n.lo]
				continue
			}
			end := int(at[t.hi[l][n.lo]])
			for end+1 < m.d && nodes[end+1].hi == t.hi[l][n.lo] && int(nodes[end+1].level) <= l {
				end++
			}
			lo[i], hi[i], loss[i] = at[t.lo[l][n.lo]], uint16(end), t.loss[l][n.lo]
		}
		m.lo, m.hi, m.loss = append(m.lo, lo), append(m.hi, hi), append(m.loss, loss)
	}
	m.meet()
	codes := make([]uint16, len(units))
	for u, n := range need {
		codes[u] = uint16(index[n])
	}
	return m, codes
}

// rowsOf expands units to rows of the table.
func (p *problem) rowsOf(us []int32) []int32 { return expand(p.units, us) }

func expand(units [][]int32, us []int32) []int32 {
	if units == nil {
		return us
	}
	var out []int32
	for _, u := range us {
		out = append(out, units[u]...)
	}
	return out
}

// who is the person of each row; nil: each row is one.
func (p *problem) who(rows int) []uint32 {
	if p.units == nil {
		return nil
	}
	out := make([]uint32, rows)
	for u, rs := range p.units {
		for _, r := range rs {
			out[r] = uint32(u)
		}
	}
	return out
}
