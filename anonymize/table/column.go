package table

import (
	"iter"
	"math"
	"slices"
)

// Column is one column as codes into a dictionary of its distinct values. A cell takes one, two or four
// bytes, as the number of distinct values needs.
type Column struct {
	Name   string
	Values []string // distinct values in order of first appearance
	codes  codes
	quoted bool              // every field was written in quotes
	raw    map[string]string // how JSON wrote values that are no strings; nil in other formats
}

// Len is the number of cells.
func (c *Column) Len() int { return c.codes.len() }

// Code is the index into Values of a row's cell; rows count from 0.
func (c *Column) Code(row int) uint32 { return c.codes.at(row) }

// Value is the text of a row's cell; rows count from 0.
func (c *Column) Value(row int) string { return c.Values[c.codes.at(row)] }

// Codes yields each row, counted from 0, with its index into Values.
func (c *Column) Codes() iter.Seq2[int, uint32] { return c.codes.all }

// firstRow is the first row, counted from 1, whose cell has a code.
func (c *Column) firstRow(code uint32) int {
	for i, x := range c.codes.all {
		if x == code {
			return i + 1
		}
	}
	return 0
}

// counts is how many rows have each code.
func (c *Column) counts() []int {
	n := make([]int, len(c.Values))
	for _, x := range c.codes.all {
		n[x]++
	}
	return n
}

// codes are numbers kept in as few bytes each as the largest needs. At most one slice is in use.
type codes struct {
	b []uint8
	w []uint16
	d []uint32
}

// makeCodes returns n zeros with room for numbers below limit.
func makeCodes(n, limit int) codes {
	switch {
	case limit <= 1<<8:
		return codes{b: make([]uint8, n)}
	case limit <= 1<<16:
		return codes{w: make([]uint16, n)}
	}
	return codes{d: make([]uint32, n)}
}

func (c *codes) len() int { return max(len(c.b), len(c.w), len(c.d)) }

func (c *codes) at(i int) uint32 {
	switch {
	case c.b != nil:
		return uint32(c.b[i])
	case c.w != nil:
		return uint32(c.w[i])
	}
	return c.d[i]
}

// all yields every number with its place.
func (c *codes) all(yield func(int, uint32) bool) {
	each(c.b, yield)
	each(c.w, yield)
	each(c.d, yield)
}

func each[T uint8 | uint16 | uint32](s []T, yield func(int, uint32) bool) {
	for i, x := range s {
		if !yield(i, uint32(x)) {
			return
		}
	}
}

// decode copies the numbers from place at on into dst.
func (c *codes) decode(dst []uint32, at int) {
	widen(dst, c.b, at)
	widen(dst, c.w, at)
	widen(dst, c.d, at)
}

func widen[T uint8 | uint16 | uint32](dst []uint32, src []T, at int) {
	if src == nil {
		return
	}
	for i, x := range src[at : at+len(dst)] {
		dst[i] = uint32(x)
	}
}

// decoded is a copy of all numbers.
func (c *codes) decoded() []uint32 {
	out := make([]uint32, c.len())
	c.decode(out, 0)
	return out
}

// set stores x in the places rows.
func (c *codes) set(rows []int32, x uint32) {
	switch {
	case c.b != nil:
		scatter(c.b, rows, uint8(x))
	case c.w != nil:
		scatter(c.w, rows, uint16(x))
	default:
		scatter(c.d, rows, x)
	}
}

func scatter[T any](dst []T, rows []int32, x T) {
	for _, r := range rows {
		dst[r] = x
	}
}

// grow appends to[x] for rows numbers x of from, every step-th; limit is above all of to.
func (c *codes) grow(from []uint32, step, rows int, to []uint32, limit int) {
	c.fit(limit)
	switch {
	case c.b != nil:
		c.b = appendMapped(c.b, from, step, rows, to)
	case c.w != nil:
		c.w = appendMapped(c.w, from, step, rows, to)
	default:
		c.d = appendMapped(c.d, from, step, rows, to)
	}
}

func appendMapped[T uint8 | uint16 | uint32](dst []T, from []uint32, step, rows int, to []uint32) []T {
	n := len(dst)
	dst = slices.Grow(dst, rows)[:n+rows]
	for i := range dst[n:] {
		dst[n+i] = T(to[from[i*step]])
	}
	return dst
}

// fit widens the numbers until those below limit have room.
func (c *codes) fit(limit int) {
	switch {
	case c.d != nil:
	case limit > math.MaxUint16+1:
		d := make([]uint32, c.len())
		c.decode(d, 0)
		*c = codes{d: d}
	case c.w != nil:
	case limit > math.MaxUint8+1:
		w := make([]uint16, len(c.b))
		for i, x := range c.b {
			w[i] = uint16(x)
		}
		*c = codes{w: w}
	case c.b == nil:
		c.b = []uint8{}
	}
}

// add appends one number.
func (c *codes) add(x uint32) {
	c.fit(int(x) + 1)
	switch {
	case c.b != nil:
		c.b = append(c.b, uint8(x))
	case c.w != nil:
		c.w = append(c.w, uint16(x))
	default:
		c.d = append(c.d, x)
	}
}
