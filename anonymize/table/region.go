package table

import (
	"fmt"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// region counts who in a population has the labels that rows of the table get as a class. Labels are
// ranges of codes, so a class is a box, and a tree of boxes around the population answers.
type region struct {
	trees  []*tree // over the values of table and population
	codes  []uint16
	boxes  []box
	points []uint16 // rows of the population, those of a box together
	q      int
}

// box is a part of the population: its points and the least ranges that hold them.
type box struct {
	lo, hi   []uint16
	from, to int
	low      int // index of the two halves, 0: none
}

const smallBox = 24

// newRegion counts over the quasi-identifiers names, which have trees.
func newRegion(t, population *Table, names []string, trees []*tree) (*region, error) {
	r := &region{q: len(names)}
	r.codes, r.points = make([]uint16, t.Rows*r.q), make([]uint16, population.Rows*r.q)
	for j, n := range names {
		pop := population.Column(n)
		if pop == nil {
			return nil, fmt.Errorf("table: population: %w", &Error{Column: n, Err: ErrColumn})
		}
		c, h := t.Column(n), trees[j].h
		both := &Column{Name: n}
		d := newDict(both)
		for _, v := range c.Values {
			d.number(v)
		}
		of := make([]uint32, len(pop.Values))
		for i, v := range pop.Values {
			if h.Index(v) < 0 {
				return nil, fmt.Errorf("table: population: %w", &Error{Column: n, Row: pop.firstRow(uint32(i)), Err: hierarchy.ErrNotCovered})
			}
			of[i] = d.number(v)
		}
		tr, err := newTree(both, h, h.Numeric())
		if err != nil {
			return nil, err
		}
		if tr.base != trees[j].base {
			return nil, fmt.Errorf("table: population: %w", &Error{Column: n, Err: ErrTooMany})
		}
		r.trees = append(r.trees, tr)
		for i, x := range c.Codes() {
			r.codes[i*r.q+j] = tr.code[x]
		}
		for i, x := range pop.Codes() {
			r.points[i*r.q+j] = tr.code[of[x]]
		}
	}
	r.boxes = append(r.boxes, r.box(0, population.Rows))
	for i := 0; i < len(r.boxes); i++ {
		r.halve(i)
	}
	return r, nil
}

func (r *region) point(i int) []uint16 { return r.points[i*r.q : i*r.q+r.q] }

func (r *region) box(from, to int) box {
	b := box{from: from, to: to}
	if from == to {
		return b
	}
	b.lo, b.hi = slices.Clone(r.point(from)), slices.Clone(r.point(from))
	for i := from + 1; i < to; i++ {
		for j, x := range r.point(i) {
			b.lo[j], b.hi[j] = min(b.lo[j], x), max(b.hi[j], x)
		}
	}
	return b
}

// halve cuts a box in the middle of its widest column.
func (r *region) halve(i int) {
	b := r.boxes[i]
	wide, span := 0, float64(0)
	for j := range b.lo {
		if s := float64(b.hi[j]-b.lo[j]) / float64(r.trees[j].d); s > span {
			wide, span = j, s
		}
	}
	if span == 0 || b.to-b.from <= smallBox {
		return
	}
	mid := b.lo[wide] + (b.hi[wide]-b.lo[wide])/2
	at := b.from
	for k := b.from; k < b.to; k++ {
		if p := r.point(k); p[wide] <= mid {
			for j, o := range r.point(at) {
				r.points[at*r.q+j], p[j] = p[j], o
			}
			at++
		}
	}
	r.boxes[i].low = len(r.boxes)
	r.boxes = append(r.boxes, r.box(b.from, at), r.box(at, b.to))
}

// count is how many of the population have the labels of a class of rows of the table; it may stop at enough.
func (r *region) count(rows []int32, enough int) int {
	row := func(i int32) []uint16 { return r.codes[int(i)*r.q : int(i)*r.q+r.q] }
	lo, hi := slices.Clone(row(rows[0])), slices.Clone(row(rows[0]))
	for _, i := range rows[1:] {
		for j, x := range row(i) {
			lo[j], hi[j] = min(lo[j], x), max(hi[j], x)
		}
	}
	for j, t := range r.trees {
		l := t.level(lo[j], hi[j])
		lo[j], hi[j] = t.lo[l][lo[j]], t.hi[l][hi[j]]
	}
	return r.inside(0, lo, hi, enough)
}

func (r *region) inside(i int, lo, hi []uint16, enough int) int {
	b := &r.boxes[i]
	all := true
	for j := range b.lo {
		if b.lo[j] > hi[j] || b.hi[j] < lo[j] {
			return 0
		}
		all = all && b.lo[j] >= lo[j] && b.hi[j] <= hi[j]
	}
	switch {
	case all:
		return b.to - b.from
	case b.low > 0:
		n := r.inside(b.low, lo, hi, enough)
		if n < enough {
			n += r.inside(b.low+1, lo, hi, enough-n)
		}
		return n
	}
	n := 0
next:
	for k := b.from; k < b.to; k++ {
		for j, x := range r.point(k) {
			if x < lo[j] || x > hi[j] {
				continue next
			}
		}
		n++
	}
	return n
}
