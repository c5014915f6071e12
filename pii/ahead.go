package pii

// smallBody is the length in bytes below which a body is not worth a goroutine.
const smallBody = 4 << 10

// scanned returns the scan of a body, which is the next one: made ahead, or now.
func (r *run) scanned(b body) *scan {
	if r.cur != nil {
		r.spare = append(r.spare, r.cur)
	}
	if r.s.workers > 1 {
		r.lookAhead()
	}
	if len(r.ahead) > 0 {
		sc := r.ahead[0]
		r.ahead = append(r.ahead[:0], r.ahead[1:]...)
		<-sc.done
		if sc.body == b {
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

// lookAhead starts the scans of the next bodies, as many as there are workers.
func (r *run) lookAhead() {
	c := r.cursor
	if n := len(r.ahead); n > 0 {
		c = r.ahead[n-1].after
	}
	for len(r.ahead) < r.s.workers {
		b, ok := r.nextBody(&c)
		if !ok || b.to-b.from < smallBody {
			return
		}
		sc := r.newScan()
		sc.after = c
		r.ahead = append(r.ahead, sc)
		go func() {
			sc.read(b)
			sc.done <- struct{}{}
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
		b = body{from: c.body, to: end, limit: limit, final: final, floor: c.floor, window: c.window, field: c.field, label: c.label}
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
