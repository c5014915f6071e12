package pii

import (
	"bytes"
	"math"
)

// openers gives the candidates [from:] of Opener detectors their end: at the marker, if the window shows it, else open.
func (r *run) openers(s *Segment, from int) {
	covered := int64(0)
	for i := from; i < len(r.cands); i++ {
		c := &r.cands[i]
		o := r.s.openers[c.det]
		if o == nil || c.Kind == Unscanned || c.Attrs.Disguised() || c.Start < covered {
			continue
		}
		end, most, ok := until(o, c.Finding, s)
		if !ok {
			r.cands = append(r.cands, r.s.failure(s, int(c.det)))
			r.unscanned += int64(s.Hi - s.Lo)
			continue
		}
		if len(end) == 0 {
			continue
		}
		stop := c.Start + min(max(most, c.Len()), math.MaxInt64-c.Start)
		tail := s.Text[c.End-s.base:]
		switch k := bytes.Index(tail, end); {
		case k >= 0 && c.End+int64(k+len(end)) <= stop:
			c.End += int64(k + len(end))
		case stop <= s.base+int64(len(s.Text)):
			c.End = stop
		case s.final && r.hard:
			c.End = s.base + int64(len(s.Text))
		default:
			c.End = r.body
			if c.End <= c.Start { // cannot be: a candidate begins in the body
				continue
			}
			r.open = opener{on: true, f: *c, end: append(r.open.end[:0], end...), stop: stop}
		}
		covered = c.End
	}
	if r.open.on {
		for i := range r.cands { // nothing inside decides where the open finding ends
			r.cands[i].End = min(r.cands[i].End, r.body)
		}
	}
}

// until asks an Opener; ok is false if it panicked.
func until(o Opener, f Finding, s *Segment) (end []byte, most int64, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	end, most = o.Until(f, s)
	return end, most, true
}

// proceed continues an open finding over the body [r.body, end). It reports whether the body was taken whole.
func (r *run) proceed(end, limit int64) bool {
	o := &r.open
	back := min(int64(len(o.end)-1), r.body-r.base, r.body-o.f.Start)
	ahead := min(end+int64(len(o.end)-1), limit)
	stop := min(end, o.stop)
	if k := bytes.Index(r.bytes(r.body-back, ahead), o.end); k >= 0 {
		if at := r.body - back + int64(k+len(o.end)); at <= o.stop {
			stop = at
			o.on = false
		}
	}
	if stop == o.stop {
		o.on = false
	}
	c := o.f
	c.Start, c.End = r.body, stop
	c.Attrs |= continuedBit
	if c.End > c.Start {
		r.cands = append(r.cands, c)
	}
	r.body = stop
	if !o.on {
		r.floor, r.window = max(r.floor, stop), stop
	}
	return stop >= end
}
