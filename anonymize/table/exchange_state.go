package table

import (
	"cmp"
	"slices"
)

// cell is a combination of labels: those of the distinct row rep at levels.
type cell struct {
	rep    int32
	level  []uint8
	cost   float32
	inside []int32 // distinct rows that have these labels; nil: nobody may come
}

// shared is how many rows that are alike are in a class.
type shared struct{ tuple, class, n int32 }

// openClass is a cell that is released, with its rows.
type openClass struct {
	cell
	size int
	has  []shared // by tuple
}

// exchange is a state of a search that opens and closes cells: which are open, and which rows each has. Rows that are
// alike are a tuple. Every change is noted, so that what does not pay can be undone.
type exchange struct {
	p    *problem // with prices, see [problem.uneven]
	real *problem
	c    *cells
	districts
	rows       [][]int32   // by tuple
	packs      [][8]uint16 // by tuple, see [cells.pack]
	cl         []openClass
	free       []int32    // classes that are not used
	in         [][]int32  // by tuple: open cells that it lies in
	at         [][]shared // by tuple: classes that have it
	loss       float64
	log        []change
	lenders    lot
	changed    []int32 // classes, some more than once
	work       int     // in about the unit of [cells]
	suppressed []int32
}

// change is one that can be undone: of rows from one class to another, or, if was is set, of the cell of a class.
type change struct {
	tuple, from, to, n int32
	was                *cell
}

func newExchange(p *problem, s *solution) *exchange {
	x := &exchange{p: p.uneven(exchangeUneven), real: p, c: newCells(p), suppressed: s.suppressed}
	of := x.number(s)
	x.at, x.in = make([][]shared, len(x.rows)), make([][]int32, len(x.rows))
	for i := range s.classes {
		x.cl = append(x.cl, openClass{})
		for _, r := range s.classes[i].rows {
			x.add(of[r], int32(i), 1)
		}
		rep := of[s.classes[i].rows[0]]
		c := cell{rep: rep, level: slices.Clone(s.classes[i].level), cost: x.p.cost(x.row(rep), s.classes[i].level)}
		x.near(c.rep, c.cost+nearSlack)
		c.inside = x.holds(&c, nil)
		x.reshape(int32(i), c)
	}
	x.keep()
	return x
}

func (x *exchange) row(t int32) []uint16 { return x.p.row(x.rows[t][0]) }

// holds lists the tuples that lie in a cell, of those in among, nil: of those that [exchange.near] found.
func (x *exchange) holds(c *cell, among []int32) []int32 {
	var out [maxColumns][maxLevels]uint32
	for j, l := range c.level {
		for l := int(l) + 1; l < maxLevels; l++ {
			out[j][l] = 1
		}
	}
	x.c.fill(x.row(c.rep), &out)
	inside := []int32{}
	if among == nil {
		t0, t1 := x.c.tab[0], []uint32{0}
		if len(x.c.tab) > 1 {
			t1 = x.c.tab[1]
		}
		for _, b := range x.spans {
			x.work += int(b.to - b.from)
			for t := b.from; t < b.to; t++ {
				if g := &x.packs[t]; t0[g[0]]|t1[g[1]] == 0 && x.c.sum(g) == 0 {
					inside = append(inside, t)
				}
			}
		}
		return inside
	}
	x.work += 2 * len(among)
	for _, t := range among {
		if x.c.sum(&x.packs[t]) == 0 {
			inside = append(inside, t)
		}
	}
	return inside
}

// reshape gives class i another cell.
func (x *exchange) reshape(i int32, c cell) {
	was := x.put(i, c)
	x.log = append(x.log, change{to: i, was: &was})
}

func (x *exchange) put(i int32, c cell) (was cell) {
	o := &x.cl[i]
	was = o.cell
	for _, t := range was.inside {
		x.in[t] = without(x.in[t], i)
	}
	for _, t := range c.inside {
		x.in[t] = append(x.in[t], i)
	}
	x.work += 4 * (len(was.inside) + len(c.inside))
	x.loss += float64(o.size) * (float64(c.cost) - float64(was.cost))
	o.cell = c
	return was
}

func without(s []int32, v int32) []int32 {
	i := slices.Index(s, v)
	s[i] = s[len(s)-1]
	return s[:len(s)-1]
}

// add puts n rows of a tuple into class i, or takes them out if n is below 0.
func (x *exchange) add(t, i, n int32) {
	o := &x.cl[i]
	o.size += int(n)
	x.loss += float64(n) * float64(o.cost)
	o.has = added(o.has, shared{t, i, n})
	x.at[t] = added(x.at[t], shared{t, i, n})
}

func added(s []shared, a shared) []shared {
	for j := range s {
		if s[j].tuple != a.tuple || s[j].class != a.class {
			continue
		}
		if s[j].n += a.n; s[j].n == 0 {
			s[j] = s[len(s)-1]
			s = s[:len(s)-1]
		}
		return s
	}
	return append(s, a)
}

func (x *exchange) move(t, from, to, n int32) {
	x.add(t, from, -n)
	x.add(t, to, n)
	x.log = append(x.log, change{tuple: t, from: from, to: to, n: n})
	x.changed = append(x.changed, from, to)
	x.work += 40
}

// back undoes all but the first n changes.
func (x *exchange) back(n int) {
	for _, c := range slices.Backward(x.log[n:]) {
		if c.was != nil {
			x.put(c.to, *c.was)
			continue
		}
		x.add(c.tuple, c.to, -c.n)
		x.add(c.tuple, c.from, c.n)
	}
	x.log = x.log[:n]
}

// keep makes what was changed final.
func (x *exchange) keep() {
	clear(x.log)
	x.log = x.log[:0]
}

// open makes a class without rows in the last free place.
func (x *exchange) open(rep int32, level []uint8) int32 {
	if len(x.free) == 0 {
		x.free = append(x.free, int32(len(x.cl)))
		x.cl = append(x.cl, openClass{})
	}
	i := x.free[len(x.free)-1]
	c := cell{rep: rep, level: slices.Clone(level), cost: x.p.cost(x.row(rep), level)}
	c.inside = x.holds(&c, nil)
	x.reshape(i, c)
	return i
}

// close moves each row of class i to the cheapest other class whose cell it lies in; false if there is none for one.
func (x *exchange) close(i int32) bool {
	o := &x.cl[i]
	c := o.cell
	c.inside = nil
	x.reshape(i, c)
	for len(o.has) > 0 {
		e := o.has[len(o.has)-1]
		to := x.cheapest(e.tuple, i)
		if to < 0 {
			return false
		}
		x.move(e.tuple, i, to, e.n)
	}
	return true
}

// cheapest is the open cell that a tuple lies in at the least loss, but for class not; -1 if there is none.
func (x *exchange) cheapest(t, not int32) int32 {
	to := int32(-1)
	for _, j := range x.in[t] {
		if j != not && (to < 0 || x.cl[j].cost < x.cl[to].cost) {
			to = j
		}
	}
	return to
}

// ask lists the rows in the cell of class b that others, but for class not, can spare and lose more than least with.
func (x *exchange) ask(b, not int32, least float32) {
	x.lenders.reset(len(x.cl))
	x.work += 4 * len(x.cl[b].inside)
	for _, t := range x.cl[b].inside {
		for _, s := range x.at[t] {
			if o := &x.cl[s.class]; o.size > x.p.k && o.cost > least && s.class != b && s.class != not {
				x.lenders.add(s, o.cost)
			}
		}
	}
	x.lenders.sort()
}

// borrow brings a row of the dearest lender into class b, false if there is none.
func (x *exchange) borrow(b int32) bool {
	l := &x.lenders
	for ; l.at < len(l.from); l.at++ {
		from := &l.from[l.at]
		if x.cl[from.class].size > x.p.k {
			for ; from.first >= 0; from.first = l.rows[from.first].next {
				if e := &l.rows[from.first]; e.n > 0 {
					e.n--
					x.move(e.tuple, from.class, b, 1)
					return true
				}
			}
		}
	}
	return false
}

// has reports whether a class has rows of a tuple.
func (x *exchange) has(t, i int32) bool {
	return slices.ContainsFunc(x.at[t], func(s shared) bool { return s.class == i })
}

// settle lets rows of changed classes go where they lose less, as long as k stay, and tightens the labels.
func (x *exchange) settle() {
	for todo := slices.Clone(x.changed); len(todo) > 0; {
		i := todo[len(todo)-1]
		todo = slices.DeleteFunc(todo, func(j int32) bool { return i == j })
		o := &x.cl[i]
		for o.size > x.p.k {
			best, to, most := shared{}, int32(-1), float32(1e-6)
			for _, h := range o.has {
				if j := x.cheapest(h.tuple, i); j >= 0 && o.cost-x.cl[j].cost > most {
					best, to, most = h, j, o.cost-x.cl[j].cost
				}
			}
			x.work += 10 * len(o.has)
			if to < 0 {
				break
			}
			x.move(best.tuple, i, to, 1)
			todo = append(todo, to)
		}
		if o.size > 0 {
			x.tighten(i)
		}
	}
}

func (x *exchange) tighten(i int32) {
	o := &x.cl[i]
	c := cell{rep: o.has[0].tuple, level: make([]uint8, x.p.q)}
	rep := x.row(c.rep)
	for _, h := range o.has[1:] {
		row := x.row(h.tuple)
		for j, t := range x.p.trees {
			if row[j] != rep[j] {
				c.level[j] = max(c.level[j], uint8(t.level(rep[j], row[j])))
			}
		}
	}
	x.work += 10 * len(o.has)
	if slices.Equal(c.level, o.level) {
		return
	}
	c.cost, c.inside = x.p.cost(rep, c.level), x.holds(&c, o.inside)
	x.reshape(i, c)
}

// solution is what was reached.
func (x *exchange) solution() *solution {
	s := &solution{suppressed: x.suppressed}
	used := make([]int32, len(x.rows))
	for i := range x.cl {
		o := &x.cl[i]
		if o.size == 0 {
			continue
		}
		var c class
		for _, h := range o.has {
			c.rows = append(c.rows, x.rows[h.tuple][used[h.tuple]:used[h.tuple]+h.n]...)
			used[h.tuple] += h.n
		}
		x.real.tighten(&c)
		s.classes = append(s.classes, c)
	}
	return s
}

// worth fills by class what one row less saves: its loss if the class has more than k rows, else, since another has to
// take the place, the loss of the dearest class that can spare one for it, by way of others too; -1 if none can.
func (x *exchange) worth(v []float32) []float32 {
	v = v[:0]
	var order, queue []int32
	for i := range x.cl {
		v = append(v, -1)
		if x.cl[i].size > x.p.k {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(x.cl[b].cost, x.cl[a].cost) })
	for _, i := range order {
		if v[i] >= 0 {
			continue
		}
		v[i] = x.cl[i].cost
		for queue = append(queue[:0], i); len(queue) > 0; {
			d := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, h := range x.cl[d].has {
				x.work += len(x.in[h.tuple])
				for _, b := range x.in[h.tuple] {
					if v[b] < 0 && x.cl[b].size <= x.p.k {
						v[b] = v[i]
						queue = append(queue, b)
					}
				}
			}
		}
	}
	return v
}
