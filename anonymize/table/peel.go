package table

import (
	"math"
	"math/rand/v2"
	"slices"
)

// peeler builds classes by releasing, again and again, the cheapest cell around any seed row. A seed's
// best cost only grows as rows leave, so costs in the heap are lower bounds and are renewed lazily.
//
// Rows that differ, in some column, in the topmost label with a loss under tau can only share cells
// of loss ≥ tau: all cells under tau are found inside blocks of rows that agree in those labels.
type peeler struct {
	p       *problem
	c       *cells
	rng     *rand.Rand
	seed    uint64
	classes []class
	in      []item
	rows    []int32
	lv      []uint8
	stop    func() bool
	borrow  bool    // cells may be filled with rows that released classes can spare
	owner   []int32 // class by row, while borrowing: those of base, then those of classes
	base    []class // others' classes, which can lend: what they lend is noted in loans
	loans   []loan
	pool    []int32 // rows on offer between the phases
	chosen  []int32 // part of a cell that is to be released
	ahead   float64 // share of usual that a search begins at
	usual   float64 // rows that cells needed to hold the models
	most    int     // rows that are looked at together
	costly  bool    // models need large cells, which are costly to find
	try     int
	workers int
	words   int       // limit of the lattice
	taste   float32   // most by which a seed's cell looks dearer than it is
	salt    uint64    // of tastes
	quality float64   // share of the usual number of seeds
	found   *solution // by the last finish
}

const maxPart = 50000 // with maxSpare under 65,536: counters of 16 bits

func newPeeler(p *problem, seed uint64, stop func() bool) *peeler {
	c := newCells(p)
	if c == nil {
		return nil
	}
	return &peeler{p: p, c: c, rng: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)), lv: make([]uint8, p.q), stop: stop, quality: 1, ahead: .6,
		most: min(maxPart, max(8000, 1500*p.k)), words: maxWords, borrow: len(p.checks) == 0, seed: seed, workers: 1}
}

// prefer makes a cell with n rows compete with loss × (k/n)^b.
func (e *peeler) prefer(b float64) {
	e.c.weight, e.c.least = nil, 1
	if b == 0 {
		return
	}
	w := make([]float32, 4*e.p.k)
	for i := range w {
		w[i] = float32(math.Pow(float64(e.p.k)/float64(max(i, e.p.k)), b))
		e.c.least = min(e.c.least, w[i])
	}
	e.c.weight = w
}

type seedRow struct {
	bound float32
	id    int32
}

// run is the state of one peel.
type run struct {
	items []item
	mem   [][]int32
	gone  []bool
	held  []int // rows that the cell around a seed needed to hold the models, 0 if it was not looked at
	used  []bool
	heap  seedHeap
	left  int
	extra []item    // rows that released classes can spare
	lent  [][]int32 // rows by id of extra
	spare int       // rows ever put on offer
}

func (e *peeler) start(rows, spare []int32) *run {
	p := e.p
	at := make(map[[8]uint16]int32, len(rows)/2)
	s := &run{left: len(rows)}
	for _, r := range rows {
		g := e.c.pack(p.row(r))
		d, ok := at[g]
		if !ok {
			d = int32(len(s.items))
			at[g] = d
			s.items = append(s.items, item{g: g, id: d, row: r})
			s.mem = append(s.mem, nil)
		}
		s.items[d].weight++
		s.mem[d] = append(s.mem[d], r)
	}
	s.gone, s.used, s.held = make([]bool, len(s.items)), make([]bool, len(s.items)), make([]int, len(s.items))
	o := s.items[:0]
	for _, x := range s.items { // classes without loss at once
		if p.holds(s.mem[x.id]) {
			c := class{rows: s.mem[x.id]}
			p.tighten(&c)
			e.classes = append(e.classes, c)
			s.gone[x.id] = true
			s.left -= int(x.weight)
			if e.borrow {
				e.own(len(e.classes) - 1)
				e.offer(s, c.rows, len(c.rows)-p.k)
			}
			continue
		}
		o = append(o, x)
	}
	s.items = o
	if e.borrow {
		e.spared(s, spare)
	}
	return s
}

// cell is the cheapest cell around a seed that may be a class. With models, ever larger cells are
// tried until one holds, or a part of one does; the levels are left in e.lv, the members in e.in, the
// part in e.chosen.
func (e *peeler) cell(s *run, id int32) float32 {
	seed := e.p.row(s.mem[id][0])
	need := e.p.k
	e.chosen = nil
	if len(e.p.checks) > 0 { // classes tend to be of like size: begin below the last ones
		need = max(need, int(e.ahead*e.usual))
		if e.costly { // rows have left the cell that held them last, so that a smaller one seldom does
			need = max(need, s.held[id]*9/10)
		}
	}
	for range 40 {
		c, n := e.c.best(seed, s.items, s.extra, need, e.lv)
		if c >= never || len(e.p.checks) == 0 {
			return c
		}
		in, _ := e.c.inside(seed, e.lv, s.items, e.in[:0], false)
		e.in = in
		e.rows = e.rows[:0]
		for _, x := range in {
			e.rows = append(e.rows, s.mem[x.id]...)
		}
		if e.p.holds(e.rows) {
			e.usual += (float64(need) - e.usual) / 8
			s.held[id] = need
			return c
		}
		if e.chosen = e.part(e.rows); e.chosen != nil {
			e.usual += (float64(need) - e.usual) / 8
			s.held[id] = need
			return c
		}
		need = max(n+1, n+n/8)
	}
	return never
}

// peel returns the rows left, and false if it was stopped.
func (e *peeler) peel(w task) ([]int32, bool) {
	p := e.p
	last := w.share > 0
	e.c.la.reset(p, w.top, e.words)
	s := e.start(w.rows, w.spare)
	defer e.unspent(s)
	var lot []int32
	for _, x := range s.items {
		for range x.weight {
			lot = append(lot, x.id)
		}
	}
	full := false
	seeds := max(8, int(float64(w.seeds)*e.quality))
	share := w.share * e.quality
	add := func(id int32) {
		s.used[id] = true
		if c, _ := e.c.best(p.row(s.mem[id][0]), s.items, s.extra, p.k, e.lv); c < w.limit {
			s.heap.push(seedRow{e.like(c, id), id})
		}
	}
	for step := 0; s.left+s.onOffer() >= p.k && len(s.items) > 0 && s.left > w.keep; step++ {
		if e.stop() {
			return nil, false
		}
		want := seeds
		if last {
			want = min(max(int(share*float64(s.left)/float64(p.k)), seeds), max(len(s.items)/2, 1))
		} else if len(s.items) <= seeds && step == 0 {
			full = true
			for _, x := range s.items {
				if !e.stop() {
					add(x.id)
				}
			}
		}
		tries := 200
		if step == 0 {
			tries = 4 * want
		}
		for try := 0; !full && len(s.heap) < want && try < tries && !e.stop(); try++ {
			if len(lot) > 2*s.left {
				lot = slices.DeleteFunc(lot, func(x int32) bool { return s.gone[x] })
			}
			if r := lot[e.rng.IntN(len(lot))]; !s.used[r] && !s.gone[r] {
				add(r)
			}
		}
		id, ok := e.next(s, w.limit, last)
		if !ok {
			break
		}
		e.release(s, id)
		if e.costly && e.usual > float64(s.left)/2 {
			break // what is left is too lopsided for more classes
		}
		if step%16 == 15 || len(s.heap) < 4 {
			s.heap = slices.DeleteFunc(s.heap, func(x seedRow) bool { return s.gone[x.id] })
			s.heap.init()
		}
	}
	var rest []int32
	for _, x := range s.items {
		rest = append(rest, s.mem[x.id]...)
	}
	return rest, true
}

// next finds the seed whose cell is cheapest now, with its levels in e.lv; false if none is under limit.
func (e *peeler) next(s *run, limit float32, last bool) (int32, bool) {
	for tries := 0; ; {
		if len(s.heap) == 0 {
			if !last || tries > 64 {
				return 0, false
			}
			tries++
			id := s.items[e.rng.IntN(len(s.items))].id
			if e.cell(s, id) < limit {
				return id, true
			}
			continue
		}
		x := s.heap.pop()
		if s.gone[x.id] {
			continue
		}
		c := e.cell(s, x.id)
		if c >= limit {
			continue
		}
		c = e.like(c, x.id)
		if len(s.heap) == 0 || c <= s.heap[0].bound+1e-6 {
			return x.id, true
		}
		s.heap.push(seedRow{c, x.id})
	}
}

// seedHeap is a binary heap by bound.
type seedHeap []seedRow

func (h *seedHeap) push(x seedRow) {
	*h = append(*h, x)
	a := *h
	for i := len(a) - 1; i > 0 && a[(i-1)/2].bound > a[i].bound; i = (i - 1) / 2 {
		a[i], a[(i-1)/2] = a[(i-1)/2], a[i]
	}
}

func (h seedHeap) down(i int) {
	for {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && h[c+1].bound < h[c].bound {
			c++
		}
		if h[i].bound <= h[c].bound {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}

func (h *seedHeap) pop() seedRow {
	a := *h
	x := a[0]
	a[0] = a[len(a)-1]
	*h = a[:len(a)-1]
	h.down(0)
	return x
}

func (h seedHeap) init() {
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
}

// like is a cell's loss as seen by the taste of the seed.
func (e *peeler) like(c float32, id int32) float32 {
	if e.taste == 0 {
		return c
	}
	h := (uint64(id) + e.salt) * 0x9e3779b97f4a7c15
	h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
	return c * (1 + e.taste*float32(h>>40)/(1<<24))
}
