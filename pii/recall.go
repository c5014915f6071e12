package pii

import (
	"bytes"
)

// aroundLen is how many bytes a Rememberer sees on each side of a finding of an earlier body.
const aroundLen = 32

// around returns a segment that holds [start, end): the last body's, or what stands there, read into r.tmp.
func (r *run) around(start, end int64) *Segment {
	if s := &r.cur.an.seg; start >= s.base && end <= s.base+int64(s.Hi) {
		return s
	}
	lo, hi := max(start-aroundLen, r.base), min(end+aroundLen, r.body)
	first := at(r.marks, int(lo))
	for i := first; i < len(r.marks) && r.marks[i].At < hi; i++ { // the last before, the first behind
		if m := &r.marks[i]; breaking(m.Kind) && m.At <= start {
			lo = m.At
		} else if breaking(m.Kind) {
			hi = m.At
		}
	}
	return r.read(r.runeStart(lo), r.runeStart(hi), start, end)
}

// read reads the tokens of [lo, hi) into r.tmp; [from, to) is the body.
func (r *run) read(lo, hi, from, to int64) *Segment {
	s := &r.tmp.seg
	*s = Segment{Text: r.bytes(lo, hi), base: lo, Lo: int(from - lo), Hi: int(to - lo), nocase: r.cur.an.seg.nocase, field: r.field}
	r.tmp.cut(r.s.plan)
	return s
}

// remember enters the forms of what was just settled and, in stream mode, finds them in the rest of the segment.
func (r *run) remember(to int64) {
	from := int64(-1)
	for i := range r.ready {
		c := &r.ready[i]
		if r.enter(c) && from < 0 {
			from = c.End
		}
	}
	s := &r.cur.an.seg
	end := s.base + int64(s.Hi)
	if from >= 0 && from < end {
		lo := int(max(from, s.base+int64(s.Lo)) - s.base)
		r.aliases = r.mem.match(r.aliases[:0], s, lo, s.Hi)
		r.addAliases(to)
	}
}

// enter remembers the forms of c and reports whether its detector has any.
func (r *run) enter(c *cand) bool {
	m := r.s.rememberers[c.det]
	if m == nil || c.Kind != Whole || c.alias || c.Attrs.Continued() {
		return false
	}
	if r.mem.knows(c.Type, r.mem.hashIn(&r.cur.an.seg, c.Start, c.End, r.bytes(c.Start, c.End))) {
		return false
	}
	r.mem.enter(m, r.around(c.Start, c.End), c.Finding, c.det, c.End)
	return true
}

// addAliases puts the aliases that overlap nothing settled but weak guesses among the settled if they end by to, else among the candidates.
func (r *run) addAliases(to int64) {
	k := 0
	n := len(r.ready)
	gone := false
	for _, a := range r.aliases {
		for k < n && r.ready[k].End <= a.Start {
			k++
		}
		if !r.reportable(a.Finding) {
			continue
		}
		if k < n && r.ready[k].Start < a.End {
			if !gives(&r.ready[k], &a) || k+1 < n && r.ready[k+1].Start < a.End {
				continue
			}
			r.ready[k].Start, gone = r.ready[k].End, true
		}
		if a.End > to {
			r.cands = append(r.cands, a)
			continue
		}
		r.ready = append(r.ready, a)
	}
	if gone {
		kept := r.ready[:0]
		for _, c := range r.ready {
			if c.Start < c.End {
				kept = append(kept, c)
			}
		}
		r.ready = kept
	}
	r.sorter.sort(r.ready)
	r.sorter.sort(r.cands)
}

// surest is the score from which on a place or a firm is no guess.
const surest = 0.8

// gives reports whether a settled guess gives way to an alias: the firm "Whitcombe" to the person who was met before.
func gives(c, alias *cand) bool {
	return (c.det == alias.det || c.Score < alias.Score) && (c.Type == Org || c.Type == Location) && alias.Type == Person && c.Score < surest
}

// reportable reports whether the caller wants an alias.
func (r *run) reportable(f Finding) bool {
	return r.s.wanted(f.Type) && f.Score >= r.s.min(f.Type) && (len(r.s.allow) == 0 || !r.spared.meets(f.Start, f.End) && !r.s.allows(&r.mem.hasher, f.Type, r.bytes(f.Start, f.End)))
}

// finish ends a document: the second pass in document mode, and an empty memory.
func (r *run) finish() error {
	if r.document && len(r.ready) > 0 {
		whole := r.whole()
		for _, i := range r.sorter.longest(r.ready) {
			c := &r.ready[i]
			if m := r.s.rememberers[c.det]; m != nil && c.Kind == Whole {
				s := whole
				if s == nil {
					s = r.around(c.Start, c.End)
				}
				if !r.mem.knows(c.Type, r.mem.hashIn(s, c.Start, c.End, r.bytes(c.Start, c.End))) {
					r.mem.enter(m, s, c.Finding, c.det, 0)
				}
			}
		}
		r.aliases = r.aliases[:0]
		if r.mem.forms.n > 0 {
			r.secondPass(whole)
		}
		r.addAliases(r.body)
	}
	err := r.out(r.body)
	r.mem.reset()
	r.spared.forget(r.body)
	return err
}

// whole returns a document of few bytes in one piece, nil for others.
func (r *run) whole() *Segment {
	s := &r.cur.an.seg
	switch {
	case s.base+int64(s.Lo) == r.doc && s.base+int64(s.Hi) == r.body:
		return s
	case r.body-r.doc > maxBody:
		return nil
	}
	s = r.read(r.doc, r.body, r.doc, r.body)
	s.nocase = r.tmp.nocase
	return s
}

// secondPass finds what the memory holds in the document, whose segment whole is if there is one.
func (r *run) secondPass(whole *Segment) {
	if whole != nil {
		r.aliases = r.mem.match(r.aliases, whole, whole.Lo, whole.Hi)
		return
	}
	for at := r.doc; at < r.body; {
		end := r.body
		if end-at > maxBody {
			end = at + minBody
			if i := bytes.IndexByte(r.bytes(end, at+maxBody), ' '); i >= 0 {
				end += int64(i) + 1
			} else {
				end = r.runeStart(end)
			}
		}
		s := r.read(at, r.runeStart(min(end+128, r.body)), at, end)
		s.nocase = r.tmp.nocase
		r.aliases = r.mem.match(r.aliases, s, s.Lo, s.Hi)
		at = end
	}
}

// out numbers the settled findings and gives them out with the text before to.
func (r *run) out(to int64) error {
	r.mem.number(r.ready, r)
	if o := r.s.observer; o != nil {
		for i := range r.ready {
			o.Found(r.ready[i].Type, r.ready[i].Rule)
		}
	}
	first := len(r.dst)
	for i := range r.ready {
		r.dst = append(r.dst, r.ready[i].Finding)
	}
	r.ready = r.ready[:0]
	from := r.settled
	if r.feed != nil {
		from = r.feed.given
	}
	r.settled = max(r.settled, to)
	if r.feed == nil || to <= from {
		return nil
	}
	err := r.feed.piece(from, to, r.dst[first:])
	r.dst = r.dst[:0]
	return err
}
