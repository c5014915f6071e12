package table

import (
	"errors"
	"fmt"
	"slices"
)

// ErrNoScheme: no scheme reaches k and the models within the suppression limit.
var ErrNoScheme = errors.New("no scheme of one level a column is enough; raise the suppression limit")

// ErrScheme: a scheme to reuse has another number of columns or a level that a hierarchy does not have,
// or a column has no hierarchy of its own (an automatic one depends on the data).
var ErrScheme = errors.New("scheme does not fit the quasi-identifiers and their hierarchies")

// reuse applies the scheme that the configuration gives.
func (s *search) reuse() error {
	p := s.p
	if len(s.cfg.Scheme) != p.q {
		return fmt.Errorf("table: %w", ErrScheme)
	}
	level := make([]uint8, p.q)
	for j, t := range p.trees {
		l := s.cfg.Scheme[j]
		if l < t.base || l >= t.base+t.levels {
			return &Error{Column: t.name, Err: ErrScheme}
		}
		level[j] = uint8(l - t.base)
	}
	x, ok := p.apply(level, s.limit)
	if !ok {
		return fmt.Errorf("table: %w", ErrNoScheme)
	}
	s.offer(x, 0, "scheme")
	return nil
}

// full finds the scheme (a level a column, the same for all rows) with the least loss whose small
// classes can be suppressed within the limit. Suppressed rows cost as much as "*". The search walks
// all schemes in order of the loss without suppression and ends when that exceeds the best found, so
// the result is the optimum.
func (s *search) full() ([]int, error) {
	p := s.p
	if p.q > maxColumns {
		return nil, fmt.Errorf("table: more than %d quasi-identifiers: %w", maxColumns, ErrAlgorithm)
	}
	total := 1
	for _, t := range p.trees {
		if total *= t.levels; total > 1<<22 {
			return nil, fmt.Errorf("table: more than four million schemes: %w", ErrAlgorithm)
		}
	}
	// share of rows by code gives the loss of each level of each column
	loss := make([][]float64, p.q)
	for j, t := range p.trees {
		n := make([]float64, t.d)
		for i := range p.n {
			n[p.codes[i*p.q+j]]++
		}
		loss[j] = make([]float64, t.levels)
		for l := range t.levels {
			for v, c := range n {
				loss[j][l] += c * float64(t.loss[l][v])
			}
		}
	}
	type scheme struct {
		bound float64
		id    int
	}
	all := make([]scheme, total)
	for id := range all {
		x := id
		for j, t := range p.trees {
			all[id].bound += loss[j][x%t.levels]
			x /= t.levels
		}
		all[id].id = id
	}
	slices.SortFunc(all, func(a, b scheme) int {
		switch {
		case a.bound < b.bound:
			return -1
		case a.bound > b.bound:
			return 1
		}
		return a.id - b.id
	})
	level := make([]uint8, p.q)
	var found []int
	for _, c := range all {
		if s.best != nil && c.bound >= s.bestAt {
			break
		}
		if s.stopped() {
			break
		}
		x := c.id
		for j, t := range p.trees {
			level[j] = uint8(x % t.levels)
			x /= t.levels
		}
		sol, ok := p.apply(level, s.limit)
		if !ok || s.best != nil && p.loss(sol) >= s.bestAt {
			continue
		}
		s.offer(sol, 0, "full")
		found = found[:0]
		for j, l := range level {
			found = append(found, int(l)+p.trees[j].base)
		}
	}
	if s.best == nil && s.ctx.Err() == nil {
		return nil, fmt.Errorf("table: %w", ErrNoScheme)
	}
	return found, nil
}

// apply groups the rows at the levels; classes that do not hold are suppressed, false if they are more
// than limit rows.
func (p *problem) apply(level []uint8, limit int) (*solution, bool) {
	type key [maxColumns]uint16
	at := map[key]int{}
	var groups [][]int32
	for i := range p.n {
		var k key
		for j, v := range p.row(int32(i)) {
			k[j] = p.trees[j].lo[level[j]][v]
		}
		g, ok := at[k]
		if !ok {
			g = len(groups)
			at[k] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], int32(i))
	}
	s := &solution{}
	for _, g := range groups {
		if !p.holds(g) {
			if s.suppressed = append(s.suppressed, g...); len(s.suppressed) > limit {
				return nil, false
			}
			continue
		}
		c := class{rows: g, level: slices.Clone(level)}
		c.cost = p.cost(p.row(g[0]), c.level)
		s.classes = append(s.classes, c)
	}
	return s, true
}
