package table

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
)

// task is what one peel has to do: to release cells with a cost under limit.
type task struct {
	rows, spare []int32
	top         []uint8 // levels that are looked at
	limit       float32
	seeds       int     // how many are kept at least
	share       float64 // and in proportion to rows left / k
	keep        int     // rows at which to end
}

// fork is a peeler for one goroutine that has released nothing.
func (e *peeler) fork(try int) *peeler {
	p := *e.p
	p.checks = nil
	for _, c := range e.p.checks {
		p.checks = append(p.checks, c.clone())
	}
	f := newPeeler(&p, e.seed, e.stop)
	f.try, f.quality, f.most, f.words, f.usual, f.ahead, f.costly = try, e.quality, e.most, e.words, e.usual, e.ahead, e.costly
	f.rng = rand.New(rand.NewPCG(e.seed, uint64(try)))
	return f
}

// copied is a fork with a copy of what e has released.
func (e *peeler) copied(try int) *peeler {
	f := e.fork(try)
	f.owner = make([]int32, e.p.n)
	f.classes = make([]class, len(e.classes), len(e.classes)+len(e.classes)/4)
	for i, c := range e.classes {
		f.classes[i] = class{rows: slices.Clone(c.rows), level: slices.Clone(c.level), cost: c.cost}
	}
	f.pool = slices.Clone(e.pool)
	return f
}

// blocks releases all cells with a loss under tau and returns the rows left, false if stopped.
func (e *peeler) blocks(rows []int32, tau float32) ([]int32, bool) {
	p := e.p
	up := make([][]uint8, p.q)
	for j, t := range p.trees {
		up[j] = make([]uint8, t.d)
		for v := range up[j] {
			for l := t.levels - 1; l > 0; l-- {
				if t.loss[l][v] < tau {
					up[j][v] = uint8(l)
					break
				}
			}
		}
	}
	type key [maxColumns]uint16
	keyOf := func(r int32) (k key) {
		for j, v := range p.row(r) {
			k[j] = p.trees[j].lo[up[j][v]][v]
		}
		return k
	}
	at := map[key]int{}
	var bl []task
	for _, r := range rows {
		k := keyOf(r)
		b, ok := at[k]
		if !ok {
			b = len(bl)
			at[k] = b
			bl = append(bl, task{limit: tau - 1e-4, seeds: 4000})
		}
		bl[b].rows = append(bl[b].rows, r)
	}
	pool := e.pool
	e.pool = nil
	for _, r := range pool {
		if b, ok := at[keyOf(r)]; ok {
			bl[b].spare = append(bl[b].spare, r)
		} else {
			e.pool = append(e.pool, r)
		}
	}
	var rest []int32
	var tasks []task
	for i := 0; i < len(bl); i++ {
		b := bl[i]
		if len(b.rows) > e.most {
			if cut := p.parts(b.rows, e.most); len(cut) > 1 {
				e.pool = append(e.pool, b.spare...)
				b.spare = nil
				for _, b.rows = range cut {
					bl = append(bl, b)
				}
				continue
			}
		}
		if len(b.rows)+len(b.spare) < p.k || len(b.rows)*4 < p.k {
			rest, e.pool = append(rest, b.rows...), append(e.pool, b.spare...)
			continue
		}
		b.top = make([]uint8, p.q)
		for j, v := range p.row(b.rows[0]) {
			b.top[j] = up[j][v]
		}
		tasks = append(tasks, b)
	}
	left, ok := e.each(tasks)
	return append(rest, left...), ok
}

// each does tasks of separate rows, several at a time. What rows are borrowed from classes that were
// there before leaves these afterwards. The results are put together in the order of the tasks. It returns the rows left, and false if it was stopped.
func (e *peeler) each(tasks []task) ([]int32, bool) {
	type result struct {
		left, pool []int32
		classes    []class
		loans      []loan
		usual      float64
		work       int
		ok         bool
	}
	out := make([]result, len(tasks))
	e.ownAll()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(e.workers, len(tasks)) {
		f := e.fork(e.try)
		f.owner, f.base = e.owner, e.classes
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(tasks); i = int(next.Add(1)) - 1 {
				f.rng = rand.New(rand.NewPCG(e.seed+uint64(e.try), uint64(i)))
				f.classes, f.pool, f.loans, f.usual = nil, nil, nil, e.usual
				f.c.work = 0
				r := &out[i]
				r.left, r.ok = f.peel(tasks[i])
				r.classes, r.pool, r.loans, r.usual, r.work = f.classes, f.pool, f.loans, f.usual, f.c.work
			}
		})
	}
	wg.Wait()
	var left []int32
	ok := true
	for i := range out {
		r := &out[i]
		left, ok = append(left, r.left...), ok && r.ok
		for _, l := range r.loans {
			e.classes[l.class].drop(l.row)
		}
		e.classes, e.pool = append(e.classes, r.classes...), append(e.pool, r.pool...)
		e.c.work += r.work
		if r.usual > 0 {
			e.usual = r.usual
		}
	}
	return left, ok
}
