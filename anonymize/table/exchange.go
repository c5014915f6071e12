package table

import (
	"math/rand/v2"
	"slices"
)

// An exchanger makes a solution better by exchanging cells: it closes a class, those with a large loss more often, opens
// the cell around one of its rows that promises most, and lets rows go where they lose least. What becomes a little
// worse is kept too, less and less as time passes (simulated annealing). A cell is judged by one scan of the
// rows that are near: the histogram of [cells], but with what each row that is dear is worth.
type exchanger struct {
	exchange
	rng   *rand.Rand
	stop  func() bool
	value []float32 // by class, see [exchange.worth]
	dear  float32   // value from which a row is one that a cell is opened for
	words []uint64  // by tuple, see weigh
	sums
	level []uint8
	cands lot
}

const (
	exchangeRows  = 1<<16 - 1 // counters of 16 bits
	exchangeCells = 1 << 17   // around a row
	exchangeHeat  = .1        // share of the mean loss of a class that may be lost in the beginning
	exchangeCool  = .8        // share of the work after which nothing may
	exchangeTurn  = 128       // candidates between two looks at what rows are worth
	exchangeSlack = .1        // share of the loss of a class by which estimates may be wrong
	exchangeWider = 1         // column that a new cell may lose more than the class that is closed for it
	exchangeMore  = 1         // loss of a row in a column that one which covers that class has to save
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
		has := x.cl[a].has
		seed := has[x.rng.IntN(len(has))].tuple
		if !x.scan(seed, a) {
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
		x.words[t] += x.weight(x.value[s.class], s.n)
	}
}

func (x *exchanger) weight(value float32, n int32) uint64 {
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
	x.cands.reset(len(x.cl))
	for _, t := range x.cl[c].inside {
		for _, s := range x.at[t] {
			v := x.value[s.class]
			if o := &x.cl[s.class]; o.size > k {
				v = o.cost
			}
			if v >= 0 && s.class != c {
				x.cands.add(s, v)
			}
		}
	}
	x.work += 4 * len(x.cl[c].inside)
	x.cands.sort()
	for _, from := range x.cands.from {
		if from.value > cost {
			x.take(c, from, x.p.n, cost)
		} else if need := k - x.cl[c].size; need > 0 {
			x.take(c, from, need, -1)
		} else {
			break
		}
	}
	for _, from := range x.cands.from {
		need := k - x.cl[c].size
		if need <= 0 || from.value <= cost {
			break
		}
		x.take(c, from, need, -1)
	}
	if x.cl[c].size < k {
		return false
	}
	x.settle()
	return true
}

// take moves up to most rows of a class to class c, as long as what takes their place was in a class that loses more than least.
func (x *exchanger) take(c int32, from lotClass, most int, least float32) {
	a := from.class
	asked := false
	for i := from.first; i >= 0; i = x.cands.rows[i].next {
		e := &x.cands.rows[i]
		for ; e.n > 0 && x.has(e.tuple, a); e.n-- {
			if most == 0 {
				return
			}
			if x.cl[a].size <= x.p.k {
				if !asked {
					asked = true
					x.ask(a, c, least)
				}
				if !x.borrow(a) {
					return
				}
			}
			x.move(e.tuple, a, c, 1)
			most--
		}
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
