package table

// For t-closeness a cell need not be taken whole: a part of its rows that is close to the table's
// distribution is a class, and what is over-represented stays for other classes.

// balanced returns the largest part of rows, at least k, that it can find within the distance T of an
// EqualT model, or nil. With n rows of which c of a value occur and share g in the table, n rows can be
// chosen within T if the sum over the values of min(c, g·n) is at least (1-T)·n.
func (c *checker) balanced(rows []int32, k int) []int32 {
	c.tally(rows)
	defer func() {
		for _, x := range c.seen {
			c.count[x] = 0
		}
		c.seen = c.seen[:0]
	}()
	fits := func(n int) bool {
		var s float64
		for _, x := range c.seen {
			s += min(float64(c.count[x]), c.global[x]*float64(n))
		}
		return s >= (1-c.m.T)*float64(n)
	}
	lo, hi := 0, len(rows)
	for lo < hi {
		if mid := (lo + hi + 1) / 2; fits(mid) {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	quota := make([]int32, len(c.seen))
	for n := lo; n >= k; n -= 1 + n/16 {
		if c.quotas(quota, n) {
			return c.draw(rows, quota)
		}
	}
	return nil
}

// quotas fills how many rows of each seen value n rows take, false if that is not within T.
func (c *checker) quotas(quota []int32, n int) bool {
	left := n
	for i, x := range c.seen {
		quota[i] = min(c.count[x], int32(c.global[x]*float64(n)))
		left -= int(quota[i])
	}
	for ; left > 0; left-- {
		best, bv := -1, 0.0
		for i, x := range c.seen {
			if quota[i] == c.count[x] {
				continue
			}
			if v := float64(quota[i]+1) - c.global[x]*float64(n); best < 0 || v < bv {
				best, bv = i, v
			}
		}
		if best < 0 {
			return false
		}
		quota[best]++
	}
	var excess float64
	for i, x := range c.seen {
		excess += max(0, float64(quota[i])/float64(n)-c.global[x])
	}
	return excess <= c.m.T
}

func (c *checker) draw(rows []int32, quota []int32) []int32 {
	want := make(map[uint32]int32, len(quota))
	for i, x := range c.seen {
		want[x] = quota[i]
	}
	var out []int32
	for _, r := range rows {
		if x := c.codes[r]; want[x] > 0 {
			want[x]--
			out = append(out, r)
		}
	}
	return out
}

// part tries to make a class of a part of the rows; only one EqualT model can be met this way.
func (e *peeler) part(rows []int32) []int32 {
	if e.p.units != nil || len(e.p.checks) != 1 || e.p.checks[0].m.Kind != EqualT {
		return nil
	}
	if out := e.p.checks[0].balanced(rows, e.p.k); out != nil && e.p.holds(out) {
		return out
	}
	return nil
}

// releasePart makes a class of e.chosen, rows of items in the cell; the others stay.
func (e *peeler) releasePart(s *run) {
	in := make(map[int32]bool, len(e.chosen))
	for _, r := range e.chosen {
		in[r] = true
	}
	for _, x := range e.in {
		kept := s.mem[x.id][:0:0]
		for _, r := range s.mem[x.id] {
			if !in[r] {
				kept = append(kept, r)
			}
		}
		s.mem[x.id] = kept
		s.gone[x.id] = len(kept) == 0
	}
	o := s.items[:0]
	for _, x := range s.items {
		if m := s.mem[x.id]; len(m) > 0 {
			x.weight, x.row = int32(len(m)), m[0]
			o = append(o, x)
		}
	}
	s.items = o
	c := class{rows: e.chosen}
	s.left -= len(c.rows)
	e.p.tighten(&c)
	e.classes = append(e.classes, c)
}
