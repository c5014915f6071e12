package table

import (
	"cmp"
	"slices"
)

// maxSpare bounds the rows on offer, so that 16-bit counters hold them beside a part.
const maxSpare = 12000

// A released class with more than k rows can spare some. These rows are counted beside those that are
// left: a hard row reaches k with them at a lower loss. The lender stays at k.

// release makes a class of the cell in e.lv around a seed.
func (e *peeler) release(s *run, id int32) {
	p := e.p
	if e.chosen != nil {
		e.releasePart(s)
		return
	}
	seed := p.row(s.mem[id][0])
	e.in, s.items = e.c.inside(seed, e.lv, s.items, e.in[:0], true)
	var c class
	for _, x := range e.in {
		s.gone[x.id] = true
		c.rows = append(c.rows, s.mem[x.id]...)
	}
	own := len(c.rows)
	s.left -= own
	if own < p.k {
		e.take(s, &c, seed)
	}
	p.tighten(&c)
	e.classes = append(e.classes, c)
	if !e.borrow {
		return
	}
	e.own(len(e.classes) - 1)
	if own > p.k {
		e.offer(s, c.rows, own-p.k)
	}
}

// take fills a class to k rows from the lenders inside the cell, those with the highest loss first.
func (e *peeler) take(s *run, c *class, seed []uint16) {
	in, _ := e.c.inside(seed, e.lv, s.extra, e.in[:0], false)
	e.in = in
	slices.SortFunc(in, func(a, b item) int {
		x, y := e.lender(a.row).cost, e.lender(b.row).cost
		return cmp.Or(cmp.Compare(y, x), cmp.Compare(a.id, b.id))
	})
	for _, x := range in {
		for len(c.rows) < e.p.k && len(s.lent[x.id]) > 0 {
			l := s.lent[x.id]
			r := l[len(l)-1]
			s.lent[x.id] = l[:len(l)-1]
			if at := e.owner[r]; int(at) < len(e.base) {
				e.loans = append(e.loans, loan{r, at})
			} else {
				e.lender(r).drop(r)
			}
			c.rows = append(c.rows, r)
		}
	}
	out := s.extra[:0]
	for _, x := range s.extra {
		if l := s.lent[x.id]; len(l) > 0 {
			x.weight, x.row = int32(len(l)), l[0]
			out = append(out, x)
		}
	}
	s.extra = out
}

// loan is a row that a class of [peeler.base] has to give away.
type loan struct{ row, class int32 }

func (e *peeler) lender(row int32) *class {
	i := int(e.owner[row])
	if i < len(e.base) {
		return &e.base[i]
	}
	return &e.classes[i-len(e.base)]
}

// drop takes a row out of a class.
func (c *class) drop(row int32) {
	i, last := slices.Index(c.rows, row), len(c.rows)-1
	c.rows[i] = c.rows[last]
	c.rows = c.rows[:last]
}

// offer puts n of a class's rows on offer, drawn by lot.
func (e *peeler) offer(s *run, rows []int32, n int) {
	lot := slices.Clone(rows)
	e.rng.Shuffle(len(lot), func(i, j int) { lot[i], lot[j] = lot[j], lot[i] })
	lot = lot[:min(n, max(0, maxSpare-s.spare))]
	s.spare += len(lot)
	at := map[[8]uint16]int{}
	for _, r := range lot {
		g := e.c.pack(e.p.row(r))
		j, ok := at[g]
		if !ok {
			j = len(s.extra)
			at[g] = j
			s.extra = append(s.extra, item{g: g, id: int32(len(s.lent)), row: r})
			s.lent = append(s.lent, nil)
		}
		x := &s.extra[j]
		x.weight++
		s.lent[x.id] = append(s.lent[x.id], r)
	}
}

// spared puts rows on offer that earlier phases left there, at most maxSpare of them.
func (e *peeler) spared(s *run, rows []int32) {
	e.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	n := min(len(rows), maxSpare)
	e.offer(s, rows[:n], n)
	e.pool = append(e.pool, rows[n:]...)
}

// unspent puts what nobody borrowed back into the pool.
func (e *peeler) unspent(s *run) {
	for _, x := range s.extra {
		e.pool = append(e.pool, s.lent[x.id]...)
	}
}

// onOffer is how many rows can be borrowed.
func (s *run) onOffer() int {
	n := 0
	for _, x := range s.extra {
		n += int(x.weight)
	}
	return n
}

// own notes which class the rows of class i are in.
func (e *peeler) own(i int) {
	for _, r := range e.classes[i].rows {
		e.owner[r] = int32(len(e.base) + i)
	}
}

func (e *peeler) ownAll() {
	for i := range e.classes {
		e.own(i)
	}
}
