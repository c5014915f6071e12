package table

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// An exchanger makes a solution better by exchanging cells: it closes a class, those with a large loss more often, opens
// the cell around one of its rows that promises most, and lets rows go where they lose least. What becomes a little
// worse is kept too, less and less as time passes (simulated annealing). A cell is judged by one scan of all
// rows: the histogram of [cells], but with what each row that is dear is worth.
type exchanger struct {
	exchange
	rng   *rand.Rand
	stop  func() bool
	value []float32 // by class, see [exchange.worth]
	dear  float32   // value from which a row is one that a cell is opened for
	words []uint64  // by tuple, see weigh
	hist  []uint64
	cost  []float32
	order []int // of columns, in the numbers of the cells
	level []uint8
	cands []candidate
}

// candidate is rows that are alike and that a new class may take from another.
type candidate struct {
	shared
	value float32
}

const (
	exchangeRows  = 1<<16 - 1 // counters of 16 bits
	exchangeCells = 1 << 17   // around a row
	exchangeHeat  = .05       // share of the mean loss of a class that may be lost in the beginning
	exchangeCool  = .8        // share of the work after which nothing may
	exchangeTurn  = 128       // candidates between two looks at what rows are worth
	exchangeSlack = .1        // share of the loss of a class by which estimates may be wrong
	wordScale     = 3072      // of values: all rows in all columns, at 1 + exchangeUneven each, stay under 32 bits
)

// newExchanger is nil for tables that are too large.
func newExchanger(p *problem, s *solution, seed uint64, stop func() bool) *exchanger {
	if p.n > exchangeRows {
		return nil
	}
	x := &exchanger{exchange: *newExchange(p, s), rng: rand.New(rand.NewPCG(seed, 0xa0761d6478bd642f)), stop: stop, level: make([]uint8, p.q)}
	x.words = make([]uint64, len(x.rows))
	return x
}

// run works that much, and tells what it found from time to time.
func (x *exchanger) run(work int, tell func(*solution)) {
	x.work = 0
	heat := exchangeHeat * x.loss / float64(len(x.cl)-len(x.free))
	told := x.loss
	for part := 1; x.work < work && !x.stop(); {
		x.turn(heat, work)
		if x.work < part*work/8 {
			continue
		}
		part++
		if x.loss < told {
			told = x.loss
			tell(x.solution())
		}
	}
	if x.loss < told {
		tell(x.solution())
	}
}

// turn tries some exchanges of classes of about the same loss.
func (x *exchanger) turn(heat float64, work int) {
	a := x.draw(0, never)
	if a < 0 {
		x.work = work // nothing is lost
		return
	}
	x.value = x.worth(x.value)
	x.dear = x.cl[a].cost * (.3 + .6*x.rng.Float32())
	for t := range x.words {
		x.weigh(int32(t))
	}
	x.work += 8 * len(x.words)
	for range exchangeTurn {
		if a = x.draw(x.dear, 3*x.dear); a < 0 || x.work >= work {
			return
		}
		o := &x.cl[a]
		seed := o.has[x.rng.IntN(len(o.has))].tuple
		gain, ok := x.scan(seed, a)
		if !ok || x.closing(a)-gain > exchangeSlack*o.cost*float32(x.p.k) {
			continue
		}
		before := x.loss
		limit := before + heat*max(0, 1-float64(x.work)/(exchangeCool*float64(work)))*x.rng.ExpFloat64() - 1e-3
		if !x.swap(a, seed) || x.loss > limit {
			x.back(0)
			continue
		}
		x.accept(a)
	}
}

// draw picks a class with a loss from lo to hi by lot, in proportion to the loss of its labels; -1 if it finds none.
func (x *exchanger) draw(lo, hi float32) int32 {
	for range 20000 {
		x.work += 4
		i := x.rng.IntN(len(x.cl))
		if o := &x.cl[i]; o.size > 0 && o.cost >= lo && o.cost <= hi && x.rng.Float32()*float32(x.p.q) < o.cost {
			return int32(i)
		}
	}
	return -1
}

// weigh makes the word that a tuple adds to a histogram: rows that can be had, those of them that are dear, what they are worth.
func (x *exchanger) weigh(t int32) {
	x.words[t] = 0
	for _, s := range x.at[t] {
		x.words[t] += x.word(x.value[s.class], s.n)
	}
}

func (x *exchanger) word(value float32, n int32) uint64 {
	switch {
	case value < 0:
		return 0
	case value < x.dear:
		return uint64(n)
	}
	return uint64(n) | uint64(n)<<16 | uint64(value*wordScale*float32(n))<<32
}

// other is what a row loses where it goes if class a is closed, everything if no other cell is open for it.
func (x *exchanger) other(t, a int32) float32 {
	if i := x.cheapest(t, a); i >= 0 {
		return x.cl[i].cost
	}
	return float32(x.p.q)
}

// closing is what the rows of class a lose more if it is closed.
func (x *exchanger) closing(a int32) float32 {
	o := &x.cl[a]
	var up float32
	for _, h := range o.has {
		up += float32(h.n) * (x.other(h.tuple, a) - o.cost)
	}
	return up
}

// scan leaves the levels of the cell around seed that gains most if class a is closed in x.level; false if there is none
// with k rows to be had. What is open already is left out.
func (x *exchanger) scan(seed, a int32) (gain float32, ok bool) {
	rep := x.row(seed)
	rank, dim, size := x.around(rep, x.cl[a].cost+.1)
	if len(x.hist) <= size {
		x.hist, x.cost = make([]uint64, size+1), make([]float32, size+1)
	}
	h := x.hist[:size+1]
	clear(h)
	x.c.fill(rep, rank)
	x.spread(h)
	for _, e := range x.cl[a].has {
		b := min(x.c.sum(&x.packs[e.tuple]), uint32(size))
		h[b] += x.word(x.other(e.tuple, a), e.n) - x.word(x.value[a], e.n)
	}
	x.work += len(x.words) + 4*size + 4*len(x.cl[a].has)
	cost := x.cost[:size]
	cost[0] = 0
	n := 1
	for _, j := range x.order {
		d := dim[j]
		for l := d - 1; l >= 0; l-- {
			v := x.p.trees[j].loss[l][rep[j]]
			o := cost[l*n : l*n+n]
			for i := range o {
				o[i] = cost[i] + v
			}
		}
		for b := 0; b < size && d > 1; b += n * d {
			cumulate(h[b:b+n*d], n)
		}
		n *= d
	}
	for _, i := range x.in[seed] {
		b := uint32(0)
		for j, l := range x.cl[i].level {
			b += rank[j][l]
		}
		if b < uint32(size) {
			h[b] = 0
		}
	}
	at := -1
	k := x.p.k
	for i, u := range h[:size] {
		if int(u&0xffff) < k {
			continue
		}
		if v := float32(u>>32)/wordScale - cost[i]*float32(max(int(u>>16&0xffff), k)); at < 0 || v > gain {
			gain, at = v, i
		}
	}
	if at < 0 {
		return 0, false
	}
	for _, j := range x.order {
		x.level[j] = uint8(at % dim[j])
		at /= dim[j]
	}
	return gain, true
}

// around numbers the cells around a row in whose labels no column loses as much as limit, fewer where they are too
// many: each level of a column has a rank, those that are left out one above all cells.
func (x *exchanger) around(rep []uint16, limit float32) (rank *[maxColumns][maxLevels]uint32, dim [maxColumns]int, size int) {
	for {
		size = 1
		for j, t := range x.p.trees {
			dim[j] = 1
			for dim[j] < t.levels && t.loss[dim[j]][rep[j]] < limit {
				dim[j]++
			}
			size *= dim[j]
			if size > exchangeCells {
				break
			}
		}
		if size <= exchangeCells {
			break
		}
		limit *= .8
	}
	rank = new([maxColumns][maxLevels]uint32)
	x.order = x.order[:0]
	for j := range x.p.q {
		x.order = append(x.order, j)
	}
	slices.SortStableFunc(x.order, func(a, b int) int { return dim[b] - dim[a] }) // short steps take longest
	n := 1
	for _, j := range x.order {
		for l := range maxLevels {
			rank[j][l] = uint32(l * n)
			if l >= dim[j] {
				rank[j][l] = 1 << 24
			}
		}
		n *= dim[j]
	}
	return rank, dim, size
}

// spread adds the words of all tuples to the cells at which they meet the seed; those outside go to the last.
func (x *exchanger) spread(h []uint64) {
	last := uint32(len(h) - 1)
	tab, packs := x.c.tab, x.packs[:len(x.words)]
	switch len(tab) {
	case 4:
		t0, t1, t2, t3 := tab[0], tab[1], tab[2], tab[3]
		for i, w := range x.words {
			g := &packs[i]
			h[min(t0[g[0]]+t1[g[1]]+t2[g[2]]+t3[g[3]], last)] += w
		}
	default:
		for i, w := range x.words {
			h[min(x.c.sum(&packs[i]), last)] += w
		}
	}
}

// swap closes class a and opens the cell around seed at x.level, with all rows that lose more where they are, or as many as it
// takes; false if that cannot be done.
func (x *exchanger) swap(a, seed int32) bool {
	x.changed = x.changed[:0]
	c := x.open(seed, x.level)
	if !x.close(a) {
		return false
	}
	if int(c) == len(x.value) {
		x.value = append(x.value, -1)
	}
	x.value[c] = -1
	k, cost := x.p.k, x.cl[c].cost
	x.cands = x.cands[:0]
	for _, t := range x.cl[c].inside {
		for _, s := range x.at[t] {
			v := x.value[s.class]
			if o := &x.cl[s.class]; o.size > k {
				v = o.cost
			}
			if v >= 0 && s.class != c {
				x.cands = append(x.cands, candidate{s, v})
			}
		}
	}
	x.work += 10 * len(x.cands)
	slices.SortFunc(x.cands, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.tuple, b.tuple), cmp.Compare(a.class, b.class))
	})
	for _, e := range x.cands {
		if e.value <= cost {
			break
		}
		x.take(c, e, cost)
	}
	for _, e := range x.cands {
		if x.cl[c].size >= k {
			break
		}
		e.n = min(e.n, int32(k-x.cl[c].size))
		x.take(c, e, -1)
	}
	if x.cl[c].size < k {
		return false
	}
	x.settle()
	return true
}

// take moves rows to class c, as long as what takes their place was in a class that loses more than least.
func (x *exchanger) take(c int32, e candidate, least float32) {
	for n := e.n; n > 0 && slices.ContainsFunc(x.at[e.tuple], func(s shared) bool { return s.class == e.class }); n-- {
		if x.cl[e.class].size <= x.p.k {
			if at := len(x.log); x.borrow(e.class, c) <= least {
				x.back(at)
				return
			}
		}
		x.move(e.tuple, e.class, c, 1)
	}
}

// accept keeps a swap that closed class a.
func (x *exchanger) accept(a int32) {
	x.keep()
	x.free[len(x.free)-1] = a // where the new one was
	slices.Sort(x.changed)
	for _, i := range slices.Compact(x.changed) {
		o := &x.cl[i]
		if x.value[i] = min(x.value[i], o.cost); o.size > x.p.k {
			x.value[i] = o.cost
		}
		for _, h := range o.has {
			x.weigh(h.tuple)
		}
	}
}
