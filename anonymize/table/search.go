package table

import (
	"context"
	"slices"
	"time"
)

// search keeps the best solution so far.
type search struct {
	p      *problem
	cfg    *Config
	ctx    context.Context
	limit  int
	start  time.Time
	best   *solution
	bestAt float64
}

// stopped reports the end of the budget or the context.
func (s *search) stopped() bool {
	if s.ctx.Err() != nil {
		return true
	}
	return s.cfg.Budget > 0 && s.best != nil && time.Since(s.start) > s.cfg.Budget
}

// offer keeps a solution if it is better.
func (s *search) offer(x *solution, stage string) {
	v := s.p.loss(x)
	if s.best != nil && v >= s.bestAt {
		return
	}
	s.best, s.bestAt = x, v
	if s.cfg.Progress != nil {
		s.cfg.Progress(Progress{time.Since(s.start), v / float64(s.p.n*s.p.q), stage})
	}
}

func (s *search) mondrian() {
	if x, ok := mondrian(s.p, workersFor(s.p.n, s.cfg.Workers), s.stopped); ok {
		s.offer(x, "mondrian")
	}
}

// fast is one peel with few seeds.
func (s *search) fast() {
	s.mondrian()
	e := newPeeler(s.p, s.cfg.Seed, s.stopped)
	if e == nil || s.p.k > maxPart/4 {
		return
	}
	e.quality = 0.15
	if s.p.n > maxPart {
		e.chunk, e.words = 5000, 4096
	}
	rest, ok := s.phases(e, []float32{.3, 1})
	if ok {
		s.finish(e, e.classes, rest, e.pool, 0, "fast")
	}
}

// run is Best: Mondrian for a first answer, then peels with different preferences, then local search.
func (s *search) run() {
	s.mondrian()
	e := newPeeler(s.p, s.cfg.Seed, s.stopped)
	if e == nil || s.p.k > maxPart/4 {
		return
	}
	if s.p.n > 2*maxPart { // the cost of a part grows with its square
		e.chunk, e.words = 15000, 8192
	}
	if s.slow() {
		e.ahead = .35
	}
	rest, ok := s.phases(e, []float32{.2, .5, 1})
	if !ok {
		return
	}
	base, pool := e.classes, e.pool
	tries := []struct {
		prefer float64
		toll   float32
	}{{0, 1.2}, {.05, 1.2}, {.02, 1}, {.1, 1}, {.05, .9}}
	if s.p.k < 10 { // where a try takes longest
		tries = tries[:3]
	}
	for try, x := range tries {
		e.c.toll = x.toll
		if try%2 == 1 { // with models, both ways to begin are tried
			e.ahead = 0
		} else {
			e.ahead = .6
		}
		if s.slow() {
			e.ahead = .35
		}
		if !s.finish(e, base, rest, pool, x.prefer, "peel") || len(rest) == 0 || s.slow() {
			return
		}
	}
}

// slow reports models whose cells are costly to find: one try must do unless there is a budget.
func (s *search) slow() bool {
	for _, c := range s.p.checks {
		if c.m.Kind == EqualT || c.m.Kind == OrderedT || c.m.Kind == HierarchicalT {
			return s.cfg.Budget == 0
		}
	}
	return false
}

func (s *search) phases(e *peeler, taus []float32) ([]int32, bool) {
	rest := allRows(s.p.n)
	for _, tau := range taus {
		var ok bool
		if rest, ok = e.blocks(rest, tau); !ok {
			return nil, false
		}
	}
	return rest, true
}

// finish peels the rest over the whole table and offers the result.
func (s *search) finish(e *peeler, base []class, rest, pool []int32, prefer float64, stage string) bool {
	p := s.p
	e.classes = make([]class, len(base), len(base)+len(rest)/p.k+1)
	for i, c := range base {
		e.classes[i] = class{rows: slices.Clone(c.rows), level: slices.Clone(c.level), cost: c.cost}
	}
	e.prefer(prefer)
	e.pool = slices.Clone(pool)
	e.ownAll()
	top := make([]uint8, p.q)
	for j, t := range p.trees {
		top[j] = uint8(t.levels - 1)
	}
	var left []int32
	for part := range slices.Chunk(slices.Clone(rest), e.chunk) {
		spare := e.pool
		e.pool = nil
		l, ok := e.peel(part, 300, 3, top, never, spare)
		if !ok {
			return false
		}
		left = append(left, l...)
	}
	for i := range e.classes { // lenders may be tighter now
		p.tighten(&e.classes[i])
	}
	x := &solution{classes: e.classes}
	if len(left) > 0 {
		p.settle(x, left, s.limit)
	}
	s.offer(x, stage)
	return true
}
