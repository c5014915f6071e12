package pii

import (
	"slices"
	"sort"
	"sync"
)

// partSize is the least length in bytes of documents that one worker takes.
const partSize = 16 << 10

// documents is scan of the whole input: documents of a marked input share nothing, so they are scanned side by side.
func (s *Scanner) documents(dst []Finding, b []byte, m []Mark, document bool) []Finding {
	if s.workers < 2 || len(b) < 2*partSize || !slices.IsSortedFunc(m, byPlace) {
		return s.scan(dst, b, 0, m, document, s.workers)
	}
	size := max(partSize, len(b)/(4*s.workers)) // more parts than workers: some take longer
	starts := []int{0}
	for _, x := range m {
		if at := int(min(x.At, int64(len(b)))); x.Kind == MarkDoc && at-starts[len(starts)-1] >= size {
			starts = append(starts, at)
		}
	}
	if len(starts) < s.workers {
		return s.scan(dst, b, 0, m, document, s.workers)
	}
	found := make([][]Finding, len(starts))
	failed := make([]any, len(starts)) // a panic that is the caller's
	limit := make(chan struct{}, s.workers)
	var wg sync.WaitGroup
	for i, lo := range starts {
		hi, first, last := len(b), at(m, lo), len(m)
		if i+1 < len(starts) {
			hi = starts[i+1]
			last = at(m, hi)
		}
		limit <- struct{}{}
		failed[i] = errEnded
		wg.Go(func() {
			defer func() {
				if e := recover(); e != nil {
					failed[i] = e
				}
				<-limit
			}()
			found[i] = s.scan(nil, b[lo:hi], int64(lo), m[first:last], document, 1)
			failed[i] = nil
		})
	}
	wg.Wait()
	for i, fs := range found {
		if failed[i] != nil {
			panic(failed[i])
		}
		dst = append(dst, fs...)
	}
	return dst
}

// errEnded is the panic of a caller one of whose goroutines was ended from inside (runtime.Goexit), so that its part is not scanned.
const errEnded = "pii: a scan was ended"

// at returns the index of the first mark at or behind a position.
func at(m []Mark, position int) int {
	return sort.Search(len(m), func(i int) bool { return m[i].At >= int64(position) })
}

// smallBody is the length in bytes below which a body is not worth a goroutine.
const smallBody = 4 << 10

// scanned returns the scan of a body, which is the next one: made ahead, or now.
func (r *run) scanned(b body) *scan {
	if r.cur != nil {
		r.spare = append(r.spare, r.cur)
	}
	if r.workers > 1 {
		r.lookAhead()
	}
	if len(r.ahead) > 0 {
		sc := r.ahead[0]
		r.ahead = append(r.ahead[:0], r.ahead[1:]...)
		<-sc.done
		if sc.body == b {
			if sc.failed != nil {
				panic(sc.failed)
			}
			r.cur = sc
			return sc
		}
		r.spare = append(r.spare, sc) // a long value has changed what the next bodies are
		r.discard()
	}
	r.cur = r.newScan()
	r.cur.read(b)
	return r.cur
}

// lookAhead starts the scans of the next bodies. Twice as many as there are workers are under way or done, so that the workers have work
// while the run settles what it has.
func (r *run) lookAhead() {
	if cap(r.slots) != r.workers {
		r.slots = make(chan struct{}, r.workers)
	}
	c := r.cursor
	if n := len(r.ahead); n > 0 {
		c = r.ahead[n-1].after
	}
	for len(r.ahead) < 2*r.workers {
		b, ok := r.nextBody(&c)
		if !ok || b.to-b.from < smallBody {
			return
		}
		sc := r.newScan()
		sc.after = c
		r.ahead = append(r.ahead, sc)
		go func() {
			r.slots <- struct{}{}
			sc.failed = errEnded
			defer func() {
				if e := recover(); e != nil {
					sc.failed = e
				}
				<-r.slots
				sc.done <- struct{}{}
			}()
			sc.read(b)
			sc.failed = nil
		}()
	}
}

// nextBody moves c, which is not r's own cursor, over the next body that is known.
func (r *run) nextBody(c *cursor) (b body, ok bool) {
	for {
		limit, known, _ := r.limit(c)
		if known && limit == c.body {
			seen := false
			for ; c.next < len(r.marks) && r.marks[c.next].At <= c.body; c.next++ {
				if m := r.marks[c.next]; breaking(m.Kind) {
					seen = true
					r.pass(c, m)
				}
			}
			if !seen {
				return body{}, false
			}
			continue
		}
		end, final, ok := r.extent(c.body, limit, known)
		if !ok {
			return body{}, false
		}
		b = body{from: c.body, to: end, limit: limit, final: final, doc: c.doc, floor: c.floor, window: c.window, field: c.field, label: c.label}
		c.body = end
		return b, true
	}
}

// discard waits for the scans ahead: they read the buffer.
func (r *run) discard() {
	for _, sc := range r.ahead {
		<-sc.done
		r.spare = append(r.spare, sc)
	}
	r.ahead = r.ahead[:0]
}

func (r *run) newScan() *scan {
	if n := len(r.spare); n > 0 {
		sc := r.spare[n-1]
		r.spare = r.spare[:n-1]
		return sc
	}
	return &scan{r: r, done: make(chan struct{}, 1), words: hasher{table: r.s.plan.table}}
}
