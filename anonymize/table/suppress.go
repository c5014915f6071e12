package table

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// secure hides what it takes for the totals that are shown. Where that cannot be done for all, those over
// the most columns are left out first, in the end all but the grand total.
func (g *grouping) secure(pub *Publication) error {
	base := len(g.kinds) - 1
	for m := len(g.by); m > 0; m-- {
		if g.protect(pub) {
			return nil
		}
		for _, k := range g.kinds[:base] {
			if k.columns > 0 && bits.OnesCount(k.columns) >= m-1 {
				k.shown = false
			}
		}
		g.primary()
	}
	if !g.pool(pub) {
		return fmt.Errorf("table: %w", ErrSmall)
	}
	return nil
}

// pool hides groups, smallest first, until the hidden ones are wide enough for a table of which only the
// grand total is known. It reports false if even all are too narrow.
func (g *grouping) pool(pub *Publication) bool {
	cells := g.kinds[len(g.kinds)-1].cells
	sorted := slices.Clone(cells)
	slices.SortStableFunc(sorted, func(a, b *cellData) int { return a.size() - b.size() })
	var hidden []*cellData
	for _, c := range cells {
		if c.hidden {
			hidden = append(hidden, c)
		}
	}
	pub.Complementary = 0
	for _, c := range sorted {
		if g.poolWidth(cells, hidden) >= g.cfg.Threshold {
			break
		}
		if c.hidden {
			continue
		}
		c.hidden = true
		pub.Complementary++
		hidden = append(hidden, c)
	}
	pub.Narrowest = g.poolWidth(cells, hidden)
	return pub.Narrowest >= g.cfg.Threshold
}

// poolWidth is the width of the interval of each hidden cell. What is additive leaves a hidden cell
// anything from one to all that the other hidden ones do not need. Persons who may be in several cells
// are not: a hidden cell may have anyone of the table, and at least those that the shown ones cannot have.
// It is 0 if a sum is too narrow.
func (g *grouping) poolWidth(cells, hidden []*cellData) int {
	rows, persons := 0, 0
	for _, c := range hidden {
		rows += c.rows - 1
		persons += c.size() - 1
	}
	width, alone := persons, false
	if g.overlap {
		shown := 0
		for _, c := range cells {
			if !c.hidden {
				shown += c.size()
			}
		}
		width, alone = min(g.kinds[0].cells[0].size()-1, shown), true
	}
	if slices.ContainsFunc(g.cfg.Statistics, func(s Statistic) bool { return s.Kind == Rows || s.Kind == Percent }) {
		width, alone = min(width, rows), false
	}
	if len(hidden) < 2 && !alone {
		return 0
	}
	for s, num := range g.nums {
		if num == nil {
			continue
		}
		all, top := 0.0, 0.0
		for _, c := range hidden {
			if c.sum[s] < 0 {
				all = math.Inf(1)
			}
			all, top = all+c.sum[s], max(top, c.top[s])
		}
		if len(hidden) < 2 || all <= top {
			return 0
		}
	}
	return width
}
