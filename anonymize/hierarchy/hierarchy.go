// Package hierarchy holds generalization hierarchies: for each value of a column the chain of
// ever coarser labels that may stand in its place, from the value itself (level 0) to one label
// for everything (the top level, "*").
//
// A [Hierarchy] is read from the CSV layout that ARX uses (one row a value: value;label;…;*), or
// built from the values at hand: [Intervals], [Mask], [Dates], [Order], [Automatic]. Whatever the
// source, [New] checks it: every row has the same number of levels, two values that share a label
// share all coarser ones, no label stands for two different sets of values, and no label that reads
// as an interval is false of a value below it. A Hierarchy never changes and may be used by any
// number of goroutines.
package hierarchy

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Top is the label of the coarsest level.
const Top = "*"

// Errors of this package; a [*Error] that names row and level wraps one of them.
var (
	// ErrEmpty: the hierarchy has no row.
	ErrEmpty = errors.New("no rows")
	// ErrRagged: a row has another number of levels than the first.
	ErrRagged = errors.New("row has another number of levels than the first row")
	// ErrDuplicate: a value is listed twice with different labels.
	ErrDuplicate = errors.New("value is listed twice with different labels")
	// ErrNotNested: two values share a label but not the next coarser one.
	ErrNotNested = errors.New("values that share a label differ at the next level")
	// ErrCollision: one label stands for two different sets of values.
	ErrCollision = errors.New("label stands for two different sets of values")
	// ErrFalseLabel: a label reads as an interval that does not hold a value below it.
	ErrFalseLabel = errors.New("label is false of a value below it")
	// ErrNotCovered: a value is not in the hierarchy.
	ErrNotCovered = errors.New("value is not in the hierarchy")
	// ErrValue: a builder cannot read a value (not a number, not a date).
	ErrValue = errors.New("value cannot be read by this kind of hierarchy")
	// ErrSpec: a builder was given settings that make no hierarchy.
	ErrSpec = errors.New("settings make no hierarchy")
)

// Error locates a fault. Row counts from 1 in the list that was given, Level from 0 (the value).
// Cells is how many cells have the same kind of fault, where they are counted. The text of the
// cell is left out on purpose.
type Error struct {
	Row, Level, Cells int
	Err               error
}

func (e *Error) Error() string {
	if e.Cells > 1 {
		return fmt.Sprintf("hierarchy: row %d, level %d: %v (%d such cells)", e.Row, e.Level, e.Err, e.Cells)
	}
	return fmt.Sprintf("hierarchy: row %d, level %d: %v", e.Row, e.Level, e.Err)
}

// Unwrap returns the kind of fault.
func (e *Error) Unwrap() error { return e.Err }

// Options of [New] and [Read].
type Options struct {
	// ByLeaves reads a label by the values below it even where its text says otherwise ("50-54"
	// over 55). Off, such a label is refused with [ErrFalseLabel].
	ByLeaves bool
}

// Hierarchy maps values to labels. The zero value is not usable; make one with [New], [Read] or a
// builder.
type Hierarchy struct {
	values  []string
	index   map[string]int32
	levels  int
	node    [][]int32  // node[level][value]: id of the label within its level
	label   [][]string // label[level][id]
	lo, hi  [][]float64
	numeric bool
	falsely []Error
}

// New makes a hierarchy from rows, each a value followed by its labels from fine to coarse. A last
// level that is not the same for all rows gets one more level, [Top]. Cost: linear in the cells.
func New(rows [][]string, o Options) (*Hierarchy, error) {
	if len(rows) == 0 {
		return nil, fmt.Errorf("hierarchy: %w", ErrEmpty)
	}
	h := &Hierarchy{index: make(map[string]int32, len(rows)), levels: len(rows[0])}
	kept, at := make([][]string, 0, len(rows)), make([]int, 0, len(rows))
	for i, r := range rows {
		if len(r) != h.levels || len(r) == 0 {
			return nil, &Error{Row: i + 1, Level: len(r), Err: ErrRagged}
		}
		if old, ok := h.index[r[0]]; ok {
			for l := range r {
				if kept[old][l] != r[l] {
					return nil, &Error{Row: i + 1, Level: l, Err: ErrDuplicate}
				}
			}
			continue
		}
		h.index[r[0]] = int32(len(kept))
		h.values = append(h.values, r[0])
		kept, at = append(kept, r), append(at, i+1)
	}
	h.build(kept)
	if err := h.nested(at); err != nil {
		return nil, err
	}
	if err := h.distinct(at); err != nil {
		return nil, err
	}
	h.ranges()
	h.falseLabels(at)
	if len(h.falsely) > 0 && !o.ByLeaves {
		e := h.falsely[0]
		e.Cells = len(h.falsely)
		return nil, &e
	}
	return h, nil
}

func (h *Hierarchy) build(rows [][]string) {
	one := true
	for _, r := range rows {
		one = one && r[h.levels-1] == rows[0][h.levels-1]
	}
	if !one || h.levels == 1 {
		h.levels++
	}
	for l := range h.levels {
		ids := map[string]int32{}
		node, labels := make([]int32, len(rows)), []string(nil)
		for i, r := range rows {
			lab := Top
			if l < len(r) {
				lab = r[l]
			}
			id, ok := ids[lab]
			if !ok {
				id = int32(len(labels))
				ids[lab] = id
				labels = append(labels, lab)
			}
			node[i] = id
		}
		h.node, h.label = append(h.node, node), append(h.label, labels)
	}
}

func (h *Hierarchy) nested(at []int) error {
	for l := 0; l+1 < h.levels; l++ {
		up := make([]int32, len(h.label[l]))
		for i := range up {
			up[i] = -1
		}
		for i, n := range h.node[l] {
			switch u := h.node[l+1][i]; up[n] {
			case -1:
				up[n] = u
			case u:
			default:
				return &Error{Row: at[i], Level: l + 1, Err: ErrNotNested}
			}
		}
	}
	return nil
}

// distinct refuses a label that occurs at two levels over different sets of values. The hierarchy
// is nested, so two nodes with one common value hold the same set exactly when their sizes agree.
func (h *Hierarchy) distinct(at []int) error {
	type seen struct {
		value int32
		level int
		size  int
	}
	first := map[string]seen{}
	for l := range h.levels {
		size := make([]int, len(h.label[l]))
		for _, n := range h.node[l] {
			size[n]++
		}
		done := make([]bool, len(h.label[l]))
		for i, n := range h.node[l] {
			if done[n] {
				continue
			}
			done[n] = true
			lab := h.label[l][n]
			s, ok := first[lab]
			if !ok {
				first[lab] = seen{int32(i), l, size[n]}
				continue
			}
			if s.size != size[n] || h.node[l][s.value] != n {
				return &Error{Row: at[i], Level: l, Err: ErrCollision}
			}
		}
	}
	return nil
}

func (h *Hierarchy) ranges() {
	v := make([]float64, len(h.values))
	h.numeric = true
	any := false
	for i, s := range h.values {
		if s == "" {
			v[i] = math.NaN()
			continue
		}
		f, ok := Number(s)
		if !ok {
			h.numeric = false
			return
		}
		v[i], any = f, true
	}
	if !any {
		h.numeric = false
		return
	}
	for l := range h.levels {
		lo, hi := make([]float64, len(h.label[l])), make([]float64, len(h.label[l]))
		for i := range lo {
			lo[i], hi[i] = math.Inf(1), math.Inf(-1)
		}
		for i, n := range h.node[l] {
			if !math.IsNaN(v[i]) {
				lo[n], hi[n] = min(lo[n], v[i]), max(hi[n], v[i])
			}
		}
		h.lo, h.hi = append(h.lo, lo), append(h.hi, hi)
	}
}

func (h *Hierarchy) falseLabels(at []int) {
	if !h.numeric {
		return
	}
	for l := 1; l < h.levels; l++ {
		for i, n := range h.node[l] {
			lab := h.label[l][n]
			if lab == h.values[i] {
				continue
			}
			iv, ok := ParseInterval(lab)
			if !ok {
				continue
			}
			f, ok := Number(h.values[i])
			if ok && !iv.Holds(f) {
				h.falsely = append(h.falsely, Error{Row: at[i], Level: l, Cells: 1, Err: ErrFalseLabel})
			}
		}
	}
}

// Number reads a plain decimal number: digits with an optional sign and decimal point or exponent.
// "NaN", infinities, hexadecimal, digit separators and decimal commas are not numbers.
func Number(s string) (float64, bool) {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && !strings.ContainsRune("+-.eE", rune(c)) {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && !math.IsInf(f, 0)
}

// Levels is the number of levels, the values themselves and the top included (at least 2).
func (h *Hierarchy) Levels() int { return h.levels }

// Values returns the listed values in their order. The caller must not change the slice.
func (h *Hierarchy) Values() []string { return h.values }

// Numeric reports whether every listed value (except an empty one) is a number.
func (h *Hierarchy) Numeric() bool { return h.numeric }

// FalseLabels returns the cells whose label is false of their value, kept by [Options.ByLeaves].
func (h *Hierarchy) FalseLabels() []Error { return h.falsely }

// Index returns the position of a value in [Hierarchy.Values], or -1.
func (h *Hierarchy) Index(value string) int {
	if i, ok := h.index[value]; ok {
		return int(i)
	}
	return -1
}

// Node returns an id of the label over the value at a position, unique within the level.
func (h *Hierarchy) Node(level, value int) int32 { return h.node[level][value] }

// Label returns the label over the value at a position.
func (h *Hierarchy) Label(level, value int) string { return h.label[level][h.node[level][value]] }

// Generalize returns the label of a value at a level, or [ErrNotCovered].
func (h *Hierarchy) Generalize(value string, level int) (string, error) {
	i, ok := h.index[value]
	if !ok {
		return "", fmt.Errorf("hierarchy: %w", ErrNotCovered)
	}
	return h.Label(max(0, min(level, h.levels-1)), int(i)), nil
}

// Range returns the smallest and largest listed number under the label over a value. It is only
// meaningful where [Hierarchy.Numeric] holds; lo > hi when there is no number below.
func (h *Hierarchy) Range(level, value int) (lo, hi float64) {
	n := h.node[level][value]
	return h.lo[level][n], h.hi[level][n]
}

// Rows returns the hierarchy as rows that [New] reads back.
func (h *Hierarchy) Rows() [][]string {
	out := make([][]string, len(h.values))
	for i := range out {
		r := make([]string, h.levels)
		for l := range r {
			r[l] = h.Label(l, i)
		}
		out[i] = r
	}
	return out
}

// WithMissing returns h, or a copy in which the empty value is a category of its own that joins the
// others only at the top.
func (h *Hierarchy) WithMissing() (*Hierarchy, error) {
	if _, ok := h.index[""]; ok {
		return h, nil
	}
	rows := h.Rows()
	r := make([]string, h.levels)
	r[h.levels-1] = rows[0][h.levels-1]
	return New(append(rows, r), Options{ByLeaves: true})
}
