package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// maxCodes bounds the distinct codes of one quasi-identifier; a column with more starts at the finest
// level that has no more. Labels of subjects at most double the codes, which have 16 bits.
const maxCodes = 32000

// tree is a hierarchy over the values that occur, codes in depth-first order: the values under any
// label are a range of codes.
type tree struct {
	name   string
	d      int         // codes
	levels int         // levels above and with the codes
	base   int         // level of the hierarchy that level 0 stands for
	code   []uint16    // by dictionary code of the column
	rep    []int32     // by code: position of a value in the hierarchy
	lo, hi [][]uint16  // [level][code]: range of codes under the label
	loss   [][]float32 // [level][code]: 0 exact … 1 everything
	lca    []uint8     // [a*d+b]: lowest level where a and b have one label; nil above maxTable codes
	least  []uint8     // by code: lowest level that it can be written at; nil: 0
	h      *hierarchy.Hierarchy
}

const maxTable = 1024

// newTree refuses a value that the hierarchy does not list, naming the first row that has it.
func newTree(c *Column, h *hierarchy.Hierarchy, numeric bool) (*tree, error) {
	pos := make([]int, len(c.Values))
	for i, v := range c.Values {
		if pos[i] = h.Index(v); pos[i] < 0 {
			return nil, &Error{Column: c.Name, Row: c.firstRow(uint32(i)), Err: hierarchy.ErrNotCovered}
		}
	}
	top := h.Levels() - 1
	order := make([]int, len(pos))
	for i := range order {
		order[i] = i
	}
	num := func(p int) float64 {
		if !numeric {
			return 0
		}
		lo, _ := h.Range(0, p)
		return lo
	}
	slices.SortFunc(order, func(a, b int) int {
		for l := top; l > 0; l-- {
			if x, y := h.Node(l, pos[a]), h.Node(l, pos[b]); x != y {
				if numeric {
					p, _ := h.Range(l, pos[a])
					q, _ := h.Range(l, pos[b])
					if p != q {
						return cmp.Compare(p, q)
					}
				}
				return cmp.Compare(x, y)
			}
		}
		return cmp.Or(cmp.Compare(num(pos[a]), num(pos[b])), cmp.Compare(pos[a], pos[b]))
	})
	t := &tree{name: c.Name, h: h, code: make([]uint16, len(pos))}
	for t.base = 0; ; t.base++ {
		n := 0
		for i, o := range order {
			if i == 0 || h.Node(t.base, pos[o]) != h.Node(t.base, pos[order[i-1]]) {
				n++
			}
		}
		if n <= maxCodes {
			t.d = n
			break
		}
	}
	t.levels = top - t.base + 1
	leaves := make([]int, t.d) // occurring values below a code
	n := -1
	for i, o := range order {
		if i == 0 || h.Node(t.base, pos[o]) != h.Node(t.base, pos[order[i-1]]) {
			n++
			t.rep = append(t.rep, int32(pos[o]))
		}
		t.code[o] = uint16(n)
		leaves[n]++
	}
	t.measure(leaves, len(pos), numeric)
	t.meet()
	return t, nil
}

// measure fills ranges and losses. The loss of a label is the share of the column's span (numbers) or
// of the other values (categories) that it covers, over the values that occur.
func (t *tree) measure(leaves []int, values int, numeric bool) {
	min0, max0 := math.Inf(1), math.Inf(-1)
	if numeric {
		for _, p := range t.rep {
			lo, hi := t.h.Range(t.base, int(p))
			min0, max0 = min(min0, lo), max(max0, hi)
		}
	}
	for l := range t.levels {
		lo, hi, loss := make([]uint16, t.d), make([]uint16, t.d), make([]float32, t.d)
		for a := 0; a < t.d; {
			b := a
			sum := 0
			missing := false
			for ; b < t.d && t.h.Node(l+t.base, int(t.rep[b])) == t.h.Node(l+t.base, int(t.rep[a])); b++ {
				sum += leaves[b]
				missing = missing || t.h.Label(0, int(t.rep[b])) == ""
			}
			var x float64
			switch {
			case sum <= 1 || l == 0 && t.base == 0:
			case numeric && missing:
				x = 1
			case numeric:
				p, q := t.h.Range(l+t.base, int(t.rep[a]))
				if max0 > min0 {
					x = (min(q, max0) - max(p, min0)) / (max0 - min0)
				}
			case values > 1:
				x = float64(sum-1) / float64(values-1)
			}
			if l == t.levels-1 && values > 1 {
				x = 1
			}
			if numeric && sum == 1 && l > 0 && l < t.levels-1 {
				// the label still reads as an interval
				p, q := t.h.Range(l+t.base, int(t.rep[a]))
				if max0 > min0 && q > p {
					x = (min(q, max0) - max(p, min0)) / (max0 - min0)
				}
			}
			for i := a; i < b; i++ {
				lo[i], hi[i], loss[i] = uint16(a), uint16(b-1), float32(x)
			}
			a = b
		}
		t.lo, t.hi, t.loss = append(t.lo, lo), append(t.hi, hi), append(t.loss, loss)
	}
	for l := 1; l < t.levels; l++ { // a coarser label never loses less
		for i := range t.d {
			t.loss[l][i] = max(t.loss[l][i], t.loss[l-1][i])
		}
	}
}

// meet tabulates where codes meet, if there are few.
func (t *tree) meet() {
	if t.d <= maxTable {
		t.lca = make([]uint8, t.d*t.d)
		for a := range t.d {
			for b := range t.d {
				t.lca[a*t.d+b] = uint8(t.climb(a, b))
			}
		}
	}
}

func (t *tree) climb(a, b int) int {
	l := 0
	for t.lo[l][a] != t.lo[l][b] {
		l++
	}
	return l
}

// level is the lowest level at which two codes have one label.
func (t *tree) level(a, b uint16) int {
	if a == b {
		return 0
	}
	if t.lca != nil {
		return int(t.lca[int(a)*t.d+int(b)])
	}
	return t.climb(int(a), int(b))
}

// label is the text of a code's label at a level.
func (t *tree) label(level int, code uint16) string {
	if t.least != nil {
		level = max(level, int(t.least[code]))
	}
	return t.h.Label(level+t.base, int(t.rep[code]))
}
