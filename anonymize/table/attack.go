package table

import (
	"fmt"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// LinkOptions of [Link].
type LinkOptions struct {
	// Hierarchies tell by column what the labels of the release stand for. Labels of other columns are read by
	// their text ([hierarchy.Reads]).
	Hierarchies map[string]*hierarchy.Hierarchy
	Sensitive   []string // columns of both tables that are to be inferred
	Persons     int      // of the original that are attacked, evenly spread; 0 means 1,000
}

// Link attacks a release, made by whatever, by what it says: it takes persons of the original table, of whom all
// quasi-identifiers are known, and finds the rows of the release that may be theirs. Every row of the original is a
// person. Whether the right row is among those that fit is not known; Linkability is one over their number.
// Persons that no row fits are counted as missed: the release lacks them, or its labels are false. Cost: persons ×
// combinations of labels in the release.
func Link(original, release *Table, quasi []string, o LinkOptions) (*Attack, error) {
	if len(quasi) == 0 {
		return nil, fmt.Errorf("table: %w", ErrNoQuasi)
	}
	for _, n := range slices.Concat(quasi, o.Sensitive) {
		for what, t := range map[string]*Table{"original": original, "release": release} {
			if t.Column(n) == nil {
				return nil, fmt.Errorf("table: %s: %w", what, &Error{Column: n, Err: ErrColumn})
			}
		}
	}
	if o.Persons <= 0 {
		o.Persons = 1000
	}
	o.Persons = min(o.Persons, original.Rows)
	groups := groupsOf(release, quasi)
	a := &Attack{Persons: o.Persons, Smallest: release.Rows}
	for _, n := range o.Sensitive {
		c := original.Column(n)
		a.Inference = append(a.Inference, Inference{Column: n, Base: float64(slices.Max(c.counts())) / float64(c.Len())})
	}
	fits := make([]map[[2]uint32]bool, len(quasi)) // by column: label of the release, value of the original
	for j := range fits {
		fits[j] = map[[2]uint32]bool{}
	}
	found := 0
	for i := range o.Persons {
		row := i * original.Rows / o.Persons
		var fit []int32
		for _, g := range groups {
			if o.fits(original, release, quasi, row, int(g[0]), fits) {
				fit = append(fit, g...)
			}
		}
		if len(fit) == 0 {
			a.Missed++
			continue
		}
		found++
		a.Smallest = min(a.Smallest, len(fit))
		if len(fit) == 1 {
			a.SinglingOut++
		}
		a.Linkability += 1 / float64(len(fit))
		for s, n := range o.Sensitive {
			c := release.Column(n)
			if c.Values[guess(c, fit)] == original.Column(n).Value(row) {
				a.Inference[s].Right++
			}
		}
	}
	if found == 0 {
		a.Smallest = 0
		return a, nil
	}
	a.Linkability /= float64(found)
	for s := range a.Inference {
		a.Inference[s].Right /= float64(found)
	}
	return a, nil
}

// fits reports whether the labels of a row of the release stand for the values of a row of the original.
func (o LinkOptions) fits(original, release *Table, quasi []string, row, label int, known []map[[2]uint32]bool) bool {
	for j, n := range quasi {
		v, l := original.Column(n), release.Column(n)
		key := [2]uint32{l.Code(label), v.Code(row)}
		ok, done := known[j][key]
		if !done {
			ok = stands(o.Hierarchies[n], l.Value(label), v.Value(row))
			known[j][key] = ok
		}
		if !ok {
			return false
		}
	}
	return true
}

// stands reports whether a label stands for a value.
func stands(h *hierarchy.Hierarchy, label, value string) bool {
	if h == nil {
		return hierarchy.Reads(label, value)
	}
	i := h.Index(value)
	if i < 0 {
		return label == value || label == hierarchy.Top
	}
	for l := range h.Levels() {
		if h.Label(l, i) == label {
			return true
		}
	}
	return label == hierarchy.Top
}
