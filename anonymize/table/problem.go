package table

import "slices"

// problem is what the algorithms solve: rows of codes, a tree a column, a class size and models.
type problem struct {
	k           int
	q           int
	n           int
	trees       []*tree
	codes       []uint16 // row-major, q a row
	checks      []*checker
	region      *region   // models over a population count in it
	untightened bool      // labels cover more than the rows of their class need
	units       [][]int32 // rows of the table by row of the problem; nil: the same
}

func (p *problem) row(r int32) []uint16 { return p.codes[int(r)*p.q : int(r)*p.q+p.q] }

// class is a set of rows released under one combination of labels: those of row rep at levels.
type class struct {
	rows  []int32
	level []uint8
	cost  float32 // sum of the columns' losses, 0 … q
}

func (p *problem) cost(rep []uint16, level []uint8) float32 {
	var s float32
	for j, t := range p.trees {
		s += t.loss[level[j]][rep[j]]
	}
	return s
}

// tighten lowers the labels of a class to the finest that cover its rows.
func (p *problem) tighten(c *class) {
	if c.level == nil {
		c.level = make([]uint8, p.q)
	}
	clear(c.level)
	rep := p.row(c.rows[0])
	for _, r := range c.rows[1:] {
		row := p.row(r)
		for j, t := range p.trees {
			if row[j] != rep[j] {
				if x := uint8(t.level(rep[j], row[j])); x > c.level[j] {
					c.level[j] = x
				}
			}
		}
	}
	c.cost = p.cost(rep, c.level)
}

// joined is the cost of c once row is part of it.
func (p *problem) joined(c *class, row []uint16) float32 {
	rep := p.row(c.rows[0])
	var s float32
	for j, t := range p.trees {
		l := c.level[j]
		if row[j] != rep[j] {
			l = max(l, uint8(t.level(rep[j], row[j])))
		}
		s += t.loss[l][rep[j]]
	}
	return s
}

// join adds a row to a class.
func (p *problem) join(c *class, r int32) {
	row, rep := p.row(r), p.row(c.rows[0])
	c.rows = append(c.rows, r)
	for j, t := range p.trees {
		if row[j] != rep[j] {
			c.level[j] = max(c.level[j], uint8(t.level(rep[j], row[j])))
		}
	}
	c.cost = p.cost(rep, c.level)
}

// holds reports whether rows may be a class: enough of them, and every model reached.
func (p *problem) holds(rows []int32) bool {
	if len(rows) < p.k {
		return false
	}
	for _, c := range p.checks {
		if !c.holds(rows) {
			return false
		}
	}
	return true
}

// solution is a partition of the rows; suppressed rows are released as "*" in every column.
type solution struct {
	classes    []class
	suppressed []int32
}

// loss is the total loss: rows times the sum of the columns' losses.
func (p *problem) loss(s *solution) float64 {
	t := float64(len(s.suppressed) * p.q)
	for i := range s.classes {
		t += float64(len(s.classes[i].rows)) * float64(s.classes[i].cost)
	}
	return t
}

// recosted is a solution of the same problem with other losses.
func (p *problem) recosted(s *solution) *solution {
	x := &solution{classes: slices.Clone(s.classes), suppressed: s.suppressed}
	for i := range x.classes {
		c := &x.classes[i]
		c.cost = p.cost(p.row(c.rows[0]), c.level)
	}
	return x
}

// settle puts leftover rows where they cost least and no model breaks; what fits nowhere becomes
// suppressed. If that is more than limit rows, the suppressed rows are made a class by merging
// classes into them, cheapest first.
func (p *problem) settle(s *solution, rest []int32, limit int) {
	type cand struct {
		i int
		d float32
	}
	var near []cand
	keep := 1
	if len(p.checks) > 0 {
		keep = 24
	}
	for _, r := range rest {
		near = near[:0]
		row := p.row(r)
		for i := range s.classes {
			c := &s.classes[i]
			if len(near) == keep && c.cost >= near[keep-1].d {
				continue
			}
			v := p.joined(c, row)
			d := float32(len(c.rows))*(v-c.cost) + v
			if len(near) == keep && d >= near[keep-1].d {
				continue
			}
			at := len(near)
			for at > 0 && near[at-1].d > d {
				at--
			}
			if len(near) == keep {
				near = near[:keep-1]
			}
			near = slices.Insert(near, at, cand{i, d})
		}
		done := false
		for _, x := range near {
			c := &s.classes[x.i]
			if len(p.checks) == 0 || x.d < float32(p.q) && p.holds(append(c.rows[:len(c.rows):len(c.rows)], r)) {
				p.join(c, r)
				done = true
				break
			}
		}
		if !done {
			s.suppressed = append(s.suppressed, r)
		}
	}
	if len(s.suppressed) > limit {
		p.absorb(s)
	}
}

func (p *problem) absorb(s *solution) {
	c := class{rows: s.suppressed}
	s.suppressed = nil
	p.tighten(&c)
	for !p.holds(c.rows) && len(s.classes) > 0 {
		best, bd := 0, float32(1e30)
		for i := range s.classes {
			o := &s.classes[i]
			v := p.union(&c, o)
			if d := float32(len(c.rows))*(v-c.cost) + float32(len(o.rows))*(v-o.cost); d < bd {
				best, bd = i, d
			}
		}
		c.rows = append(c.rows, s.classes[best].rows...)
		p.tighten(&c)
		s.classes = slices.Delete(s.classes, best, best+1)
	}
	s.classes = append(s.classes, c)
}

// union is the cost of one class made of two.
func (p *problem) union(a, b *class) float32 {
	ra, rb := p.row(a.rows[0]), p.row(b.rows[0])
	var s float32
	for j, t := range p.trees {
		l := max(a.level[j], b.level[j], uint8(t.level(ra[j], rb[j])))
		s += t.loss[l][ra[j]]
	}
	return s
}
