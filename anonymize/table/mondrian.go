package table

import (
	"math/bits"
	"slices"
	"sync"
)

// mondrian splits rows top-down: the column that loses most is cut where the two halves lose least,
// until no cut leaves k rows (and the models) on both sides. Codes are in tree order, so a part is a
// range of codes in each column and its loss one table look-up. Linear in the rows per depth.
func mondrian(p *problem, rows []int32, workers int, stop func() bool) (*solution, bool) {
	m := newSplitter(p, rows, workers, stop)
	m.least, m.enough, m.checks = p.k, 2*p.k-1, p.checks
	if p.untightened {
		m.whole = make([]bounds, p.q)
		for j, t := range p.trees {
			m.whole[j] = bounds{0, uint16(t.d - 1)}
		}
	}
	m.run()
	if stop() {
		return nil, false
	}
	return &solution{classes: m.out}, true
}

// parts cuts rows into groups of at most size that are alike. Where no cut is even enough a group is
// larger, up to [maxPart].
func (p *problem) parts(rows []int32, size int) [][]int32 {
	m := newSplitter(p, rows, 1, func() bool { return false })
	m.least, m.enough = size/4, size
	m.run()
	var out [][]int32
	for _, c := range m.out {
		out = append(out, slices.Collect(slices.Chunk(c.rows, maxPart))...)
	}
	return out
}

type splitter struct {
	p       *problem
	least   int // rows on each side of a cut
	enough  int // rows of a part that needs no cut
	checks  []*checker
	whole   []bounds // where labels are to cover what was cut, not what is in it: all codes
	stride  int
	recs    []uint16
	stop    func() bool
	workers int

	mu      sync.Mutex // of what follows
	change  sync.Cond
	waiting []piece // parts for idle workers, at most as many as workers
	busy    int
	out     []class
}

// piece is a part that is still to be split.
type piece struct {
	from, to int
	b        []bounds
}

// bounds are the lowest and the highest code of a part in a column.
type bounds struct{ lo, hi uint16 }

// halves are the bounds of both sides of a cut of column j.
func halves(b []bounds, j int, at uint16) (low, high []bounds) {
	if b == nil {
		return nil, nil
	}
	low, high = slices.Clone(b), slices.Clone(b)
	low[j].hi, high[j].lo = at-1, at
	return low, high
}

func newSplitter(p *problem, rows []int32, workers int, stop func() bool) *splitter {
	m := &splitter{p: p, stride: p.q + 2, stop: stop, workers: workers}
	m.change.L = &m.mu
	m.recs = make([]uint16, len(rows)*m.stride)
	var wg sync.WaitGroup
	chunk := len(rows)/max(1, workers) + 1
	for from := 0; from < len(rows); from += chunk {
		wg.Go(func() {
			at := from * m.stride
			for _, i := range rows[from:min(from+chunk, len(rows))] {
				rec := m.recs[at : at+m.stride]
				n := copy(rec, p.row(i))
				rec[n], rec[n+1] = uint16(i), uint16(i>>16)
				at += m.stride
			}
		})
	}
	wg.Wait()
	return m
}

func (m *splitter) run() {
	m.waiting = append(m.waiting, piece{0, len(m.recs) / m.stride, m.whole})
	var wg sync.WaitGroup
	for range m.workers {
		wg.Go(m.work)
	}
	wg.Wait()
}

// work splits pieces until none are left and nobody can make more.
func (m *splitter) work() {
	w := m.newWork()
	m.mu.Lock()
	defer m.mu.Unlock()
	for {
		for len(m.waiting) == 0 && m.busy > 0 {
			m.change.Wait()
		}
		if len(m.waiting) == 0 {
			break
		}
		x := m.waiting[0] // the oldest is the largest, or near to it
		m.waiting = slices.Delete(m.waiting, 0, 1)
		m.busy++
		m.mu.Unlock()
		m.split(x, w)
		m.mu.Lock()
		m.busy--
	}
	m.change.Broadcast()
	m.out = append(m.out, w.out...)
}

// give leaves a piece to another worker if it is worth that and there are not enough waiting.
func (m *splitter) give(x piece) bool {
	if m.workers == 1 || x.to-x.from < 4096 {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.waiting) >= m.workers {
		return false
	}
	m.waiting = append(m.waiting, x)
	m.change.Signal()
	return true
}

// splitWork is the scratch of one goroutine.
type splitWork struct {
	hist   [][]int32
	checks []*checker
	lo, hi []uint16
	out    []class
}

func (m *splitter) newWork() *splitWork {
	w := &splitWork{lo: make([]uint16, m.p.q), hi: make([]uint16, m.p.q)}
	for _, t := range m.p.trees {
		w.hist = append(w.hist, make([]int32, t.d))
	}
	for _, c := range m.checks {
		w.checks = append(w.checks, c.clone())
	}
	return w
}

func (m *splitter) split(x piece, w *splitWork) {
	for {
		mid, j, at := 0, 0, uint16(0)
		if x.to-x.from > m.enough && !m.stop() {
			mid, j, at = m.cut(x.from, x.to, x.b, w)
		} else {
			m.spans(x.from, x.to, w)
		}
		if mid == 0 {
			m.leaf(x.from, x.to, x.b, w)
			return
		}
		low, high := halves(x.b, j, at)
		small, large := piece{x.from, mid, low}, piece{mid, x.to, high}
		if small.to-small.from > large.to-large.from {
			small, large = large, small
		}
		if x = large; !m.give(small) {
			m.split(small, w)
		}
	}
}

func (m *splitter) spans(from, to int, w *splitWork) {
	s := m.stride
	copy(w.lo, m.recs[from*s:from*s+m.p.q])
	copy(w.hi, w.lo)
	lo, hi := w.lo, w.hi[:len(w.lo)]
	for i := (from + 1) * s; i < to*s; i += s {
		r := m.recs[i : i+len(lo)]
		for j, v := range r {
			lo[j], hi[j] = min(lo[j], v), max(hi[j], v)
		}
	}
}

// cut partitions the part at its best cut and returns where the upper half begins (0 if there is no
// cut), the column and the upper half's lowest code.
func (m *splitter) cut(from, to int, b []bounds, w *splitWork) (mid, column int, at uint16) {
	p := m.p
	m.spans(from, to, w)
	var tried uint64
	for {
		best, loss := -1, float32(0)
		for j, t := range p.trees {
			if w.lo[j] == w.hi[j] || tried&(1<<j) != 0 {
				continue
			}
			lo, hi := w.lo[j], w.hi[j]
			if b != nil {
				lo, hi = b[j].lo, b[j].hi
			}
			if x := t.loss[t.level(lo, hi)][lo]; x > loss || best < 0 {
				best, loss = j, x
			}
		}
		if best < 0 {
			return 0, 0, 0
		}
		tried |= 1 << best
		at, n := m.border(from, to, best, w)
		if n == 0 {
			continue
		}
		mid := m.partition(from, to, best, at)
		if len(w.checks) > 0 && !(m.holds(from, mid, w) && m.holds(mid, to, w)) {
			continue
		}
		return mid, best, at
	}
}

// border finds the code at which the upper half begins, and the rows of the lower half, 0 if no cut
// leaves k rows on both sides.
func (m *splitter) border(from, to, j int, w *splitWork) (uint16, int) {
	t := m.p.trees[j]
	lo, hi := w.lo[j], w.hi[j]
	h := w.hist[j][lo : int(hi)+1]
	clear(h)
	for i := from*m.stride + j; i < to*m.stride; i += m.stride {
		h[m.recs[i]-lo]++
	}
	n := to - from
	at, rows, best := uint16(0), 0, float32(0)
	left, prev := 0, lo
	for v := int(lo); v < int(hi); v++ {
		c := int(h[v-int(lo)])
		left += c
		if c > 0 {
			prev = uint16(v)
		}
		if left < m.least || c == 0 {
			continue
		}
		if n-left < m.least {
			break
		}
		next := v + 1
		for h[next-int(lo)] == 0 {
			next++
		}
		x := float32(left)*t.loss[t.level(lo, prev)][lo] + float32(n-left)*t.loss[t.level(uint16(next), hi)][hi]
		// among equal losses the more even cut
		x += 1e-3 * float32(abs(n-2*left))
		if rows == 0 || x < best {
			at, rows, best = uint16(next), left, x
		}
	}
	return at, rows
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

func (m *splitter) partition(from, to, j int, at uint16) int {
	s := m.stride
	a, b := from, to-1
	for {
		for a <= b && m.recs[a*s+j] < at {
			a++
		}
		for a <= b && m.recs[b*s+j] >= at {
			b--
		}
		if a >= b {
			return a
		}
		x, y := m.recs[a*s:a*s+s], m.recs[b*s:b*s+s]
		for i, v := range x {
			x[i], y[i] = y[i], v
		}
		a++
		b--
	}
}

func (m *splitter) ids(from, to int) []int32 {
	out := make([]int32, 0, to-from)
	for i := from*m.stride + m.p.q; i < to*m.stride; i += m.stride {
		out = append(out, int32(m.recs[i])|int32(m.recs[i+1])<<16)
	}
	return out
}

func (m *splitter) holds(from, to int, w *splitWork) bool {
	rows := m.ids(from, to)
	for _, c := range w.checks {
		if !c.holds(rows) {
			return false
		}
	}
	return true
}

func (m *splitter) leaf(from, to int, b []bounds, w *splitWork) {
	c := class{rows: m.ids(from, to), level: make([]uint8, m.p.q)}
	rep := m.p.row(c.rows[0])
	for j, t := range m.p.trees {
		lo, hi := w.lo[j], w.hi[j]
		if b != nil {
			lo, hi = b[j].lo, b[j].hi
		}
		if lo != hi {
			c.level[j] = uint8(t.level(lo, hi))
		}
	}
	c.cost = m.p.cost(rep, c.level)
	w.out = append(w.out, c)
}

// workersFor keeps small tables on one core.
func workersFor(n, workers int) int { return max(1, min(workers, bits.Len(uint(n/20000)))) }
