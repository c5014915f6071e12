package table

import (
	"context"
	"slices"
	"sync"
	"time"
)

// search keeps the best solution so far.
type search struct {
	p     *problem
	cfg   *Config
	ctx   context.Context
	limit int
	start time.Time

	mu     sync.Mutex // of what follows
	best   *solution
	bestAt float64
	try    int // that found it
}

// stopped reports the end of the budget or the context.
func (s *search) stopped() bool {
	if s.ctx.Err() != nil {
		return true
	}
	return s.cfg.Budget > 0 && time.Since(s.start) > s.cfg.Budget
}

// offer keeps a solution if it is better; of equal ones that of the lower try, so that the result does
// not depend on which came first.
func (s *search) offer(x *solution, try int, stage string) {
	v := s.p.loss(x)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.best != nil && (v > s.bestAt || v == s.bestAt && try >= s.try) {
		return
	}
	better := s.best == nil || v < s.bestAt
	s.best, s.bestAt, s.try = x, v, try
	if s.cfg.Progress != nil && better {
		s.cfg.Progress(Progress{time.Since(s.start), v / float64(s.p.n*s.p.q), stage})
	}
}

// mondrian is the first answer of every search, so only the context can end it, not the budget.
func (s *search) mondrian() {
	x, ok := mondrian(s.p, allRows(s.p.n), workersFor(s.p.n, s.cfg.Workers), func() bool { return s.ctx.Err() != nil })
	if ok {
		s.offer(x, 0, "mondrian")
	}
}

// fast is one peel with few seeds.
func (s *search) fast() {
	s.mondrian()
	if e := s.peeler(); e != nil {
		s.quick(e)
	}
}

// peeler is nil where only Mondrian can be used.
func (s *search) peeler() *peeler {
	if s.best == nil || s.p.k > maxPart/4 {
		return nil
	}
	e := newPeeler(s.p, s.cfg.Seed, s.stopped)
	if e != nil {
		e.workers, e.owner = s.cfg.Workers, make([]int32, s.p.n)
		if e.costly = s.costly(); e.costly { // parts of the rows are more lopsided than all
			e.most = maxPart
		}
	}
	return e
}

func (s *search) quick(e *peeler) {
	rest, ok := allRows(s.p.n), true
	e.quality = .1
	if s.p.n > manyRows {
		e.most, e.words = max(2000, 100*s.p.k), 4096
	}
	if s.p.n <= manyRows || s.bestAt < 1.5*float64(s.p.n) { // there are cheap cells
		rest, ok = s.phases(e, []float32{.3, 1})
	}
	if !ok {
		return
	}
	s.finish(e, rest, attempt{toll: 1.2}, "fast")
}

// attempt is one way to peel what the blocks left.
type attempt struct {
	prefer float64 // of large cells
	toll   float32 // of borrowed rows
	ahead  float64 // share of the usual size at which cells are looked for
}

// attempts differ in what they prefer; with models, both ways to begin are tried.
var attempts = []attempt{{0, 1.2, .6}, {.05, 1.2, 0}, {.02, 1, .6}, {.1, 1, 0}, {.05, .9, .6}}

// run is Best: Mondrian for a first answer, then peels with different preferences, several at a time.
func (s *search) run() {
	s.mondrian()
	e := s.peeler()
	if e == nil {
		return
	}
	if s.p.n > manyRows { // the peel will take its time
		s.quick(s.peeler())
	}
	slow := e.costly && s.cfg.Budget == 0
	if slow {
		e.ahead = .35
	}
	if s.p.schemes() < fewSchemes {
		e.quality = .6
	}
	rest, ok := s.phases(e, []float32{.2, .5, 1})
	if !ok {
		return
	}
	tries, work := attempts[:2], 1.7
	switch {
	case slow || len(rest) == 0 || s.p.n > manyRows || s.p.schemes() < fewSchemes:
		tries, work = tries[:1], 0
	case len(s.p.checks) > 0: // in few rows cells that hold them are hard to find
		tries, work = attempts[:3], 0
	case s.p.k < 5: // so small classes that different tries can be combined
		tries, work = attempts, 0
	case s.p.k < 10: // where a try takes longest
		work = .7
	case s.p.k >= 50: // where tries are short
		work = 7
	case s.p.k >= 25:
		work = 4
	}
	if s.p.schemes() < someSchemes {
		work = 0
	}
	if s.cfg.Budget > 0 && len(s.p.checks) == 0 {
		work = max(work, 1)
	}
	first := 0 // work of the first try
	found := make([]*solution, len(tries))
	var wg sync.WaitGroup
	room := make(chan struct{}, s.cfg.Workers)
	for i, a := range tries {
		if slow {
			a.ahead = .35
		}
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			if !s.stopped() || i == 0 {
				f := e.copied(i)
				if len(tries) == 1 {
					f.workers = s.cfg.Workers
				}
				s.finish(f, rest, a, "peel")
				found[i] = f.found
				if i == 0 {
					first = f.c.work
				}
			}
		})
	}
	wg.Wait()
	s.improve(found, int(work*float64(e.c.work+first)))
}

// improve combines the solutions of the tries, exchanges cells of the best and refines it, for that much work or, if there is
// a budget, more and more as long as that gains something.
func (s *search) improve(found []*solution, work int) {
	by := s.p
	if s.p.k < 5 && len(s.p.checks) == 0 { // else prices come in when cells are exchanged
		by = s.p.uneven(combineUneven)
	}
	var all *solution
	for _, x := range found {
		switch {
		case x == nil:
		case all == nil:
			all = by.recosted(x)
		default:
			all = by.combine(all, by.recosted(x))
		}
	}
	if all != nil && len(all.suppressed) <= s.limit {
		s.offer(s.p.recosted(all), len(found), "combined")
	}
	if work == 0 || s.stopped() {
		return
	}
	tell := func(stage string) func(*solution) {
		return func(x *solution) { s.offer(x, len(found)+1, stage) }
	}
	for seed, more := s.cfg.Seed, true; more; seed++ {
		before := s.bestAt
		if x := newExchanger(s.p, s.best, seed, s.stopped); x != nil {
			x.run(4*work, tell("exchanged"))
			newRefiner(s.p, s.best, seed, s.stopped).run(work/3, tell("refined"))
		} else {
			newRefiner(s.p, s.best, seed, s.stopped).run(work, tell("refined"))
		}
		more = s.cfg.Budget > 0 && before-s.bestAt > smallGain*s.bestAt
		work *= 2
	}
}

// smallGain is the share of the loss by which a search with a budget has to gain to go on.
const smallGain = 2e-4

// With few schemes so few cells lie around each row that further tries find next to nothing, with some, refining.
const fewSchemes, someSchemes = 500, 5000

// schemes is how many ways there are to choose a level for each column, at most a million or so.
func (p *problem) schemes() int {
	n := 1
	for _, t := range p.trees {
		if n *= t.levels; n > 1<<20 {
			break
		}
	}
	return n
}

// manyRows is where one try has to do: further ones gain some thousandths of the loss.
const manyRows = 100_000

// costly reports models whose cells are costly to find: one try must do unless there is a budget.
func (s *search) costly() bool {
	return slices.ContainsFunc(s.p.checks, func(c *checker) bool {
		return c.m.Kind == EqualT || c.m.Kind == OrderedT || c.m.Kind == HierarchicalT
	})
}

// phases releases the cheap cells block by block. What a stopped search has released is not lost.
func (s *search) phases(e *peeler, taus []float32) ([]int32, bool) {
	rest := allRows(s.p.n)
	for _, tau := range taus {
		var ok bool
		if rest, ok = e.blocks(rest, tau); !ok {
			s.complete(e)
			return nil, false
		}
		if s.p.n > manyRows {
			s.complete(e.copied(0))
		}
	}
	return rest, true
}

// complete offers what was peeled so far, with Mondrian's classes for the other rows.
func (s *search) complete(e *peeler) {
	p := e.p
	done := make([]bool, p.n)
	for i := range e.classes {
		p.tighten(&e.classes[i])
		for _, r := range e.classes[i].rows {
			done[r] = true
		}
	}
	var rest []int32
	for r := range int32(p.n) {
		if !done[r] {
			rest = append(rest, r)
		}
	}
	x := &solution{classes: e.classes}
	switch {
	case p.holds(rest):
		y, _ := mondrian(p, rest, workersFor(len(rest), s.cfg.Workers), func() bool { return false })
		x.classes = append(x.classes, y.classes...)
	case len(rest) <= 2*p.k:
		p.settle(x, rest, s.limit)
	default: // a skewed rest: to find room for each row would take too long
		return
	}
	s.offer(x, 0, "peel, unfinished")
}

// finish peels the rest and offers the result. More rows than one peel can look at are cut into parts
// that are alike; of each the dearest rows are left for the next round, where they meet those of others.
func (s *search) finish(e *peeler, rest []int32, a attempt, stage string) {
	p := e.p
	e.prefer(a.prefer)
	e.c.toll, e.ahead = a.toll, a.ahead
	top := make([]uint8, p.q)
	for j, t := range p.trees {
		top[j] = uint8(t.levels - 1)
	}
	w := task{rows: rest, top: top, limit: never, seeds: 300, share: 3}
	ok := true
	for len(w.rows) > e.most {
		var tasks []task
		for _, part := range p.parts(w.rows, e.most) {
			w.rows, w.keep = part, len(part)/2
			tasks = append(tasks, w)
		}
		if w.rows, ok = e.each(tasks); !ok {
			s.complete(e)
			return
		}
		if len(tasks) == 1 {
			break
		}
	}
	e.ownAll()
	w.spare, w.keep, e.pool = e.pool, 0, nil
	if w.rows, ok = e.peel(w); !ok {
		s.complete(e)
		return
	}
	for i := range e.classes { // lenders may be tighter now
		p.tighten(&e.classes[i])
	}
	x := &solution{classes: e.classes}
	if len(w.rows) > 0 {
		p.settle(x, w.rows, s.limit)
	}
	s.offer(x, e.try, stage)
	e.found = x
}
