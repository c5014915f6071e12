package pii

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

const (
	minBody    = 16 << 10 // a body ends at the first line break after this many bytes,
	maxBody    = 20 << 10 // or before this many: at a blank, or else at a rune edge
	contextLen = 1 << 10  // bytes of text shown before a body
	// maxOpen is how many bytes a cluster of overlapping findings may hold back; a longer one is cut at a body's end.
	maxOpen = 64 << 10
)

// run is the state of one input: a buffer, the body that comes next, and what is not settled yet. Everything it decides is decided
// by the bytes and marks from the document's start, so that it does not matter how the input was cut.
type run struct {
	s        *Scanner
	document bool // two passes: findings stay until the document ends
	buf      []byte
	base     int64 // input offset of buf[0]
	doc      int64 // where the document begins
	body     int64 // where the next body begins
	floor    int64 // no finding begins before
	window   int64 // no context is shown from before
	settled  int64 // everything before is given out
	field    string
	label    *fieldLabel // of field; nil outside of any
	cells    cells
	marks    []Mark
	next     int // first mark at or after body
	eof      bool
	hard     bool // the next break ends everything that is open: it is not a flush

	an        analysis
	tmp       analysis // around one finding, or of a piece in the second pass
	arb       arbiter
	sorter    sorter
	spared    spared
	mem       memory
	cands     []cand // not settled, sorted by byStart
	ready     []cand // settled, not given out
	order     []cand
	aliases   []cand
	open      opener
	feed      *Feed
	dst       []Finding
	trace     *[]Explanation
	unscanned int64
}

// opener is a finding whose end marker is still ahead.
type opener struct {
	on   bool
	f    cand
	end  []byte
	stop int64 // where it ends without the marker
}

func (r *run) reset(s *Scanner, document bool) {
	r.s, r.document = s, document
	r.base, r.doc, r.body, r.floor, r.window, r.settled, r.next = 0, 0, 0, 0, 0, 0, 0
	r.field, r.eof, r.open.on, r.trace, r.feed, r.unscanned = "", false, false, nil, nil, 0
	r.marks, r.cands, r.ready, r.spared.spans = r.marks[:0], r.cands[:0], r.ready[:0], r.spared.spans[:0]
	if r.arb.bytes == nil {
		r.arb.bytes = r.bytes
	}
	r.label = nil
	r.cells.init()
	r.mem.init(s.plan.table)
	r.mem.reset()
}

// setMarks takes marks of the whole input, puts them in order and moves those outside of it to its ends.
func (r *run) setMarks(m []Mark) {
	r.marks = append(r.marks[:0], m...)
	for i := range r.marks {
		r.marks[i].At = min(max(r.marks[i].At, 0), r.end())
	}
	byAt := func(a, b Mark) int { return cmp.Compare(a.At, b.At) }
	if !slices.IsSortedFunc(r.marks, byAt) {
		slices.SortStableFunc(r.marks, byAt)
	}
}

func (r *run) end() int64 { return r.base + int64(len(r.buf)) }

// bytes returns the input bytes [from, to), which the buffer holds.
func (r *run) bytes(from, to int64) []byte { return r.buf[from-r.base : to-r.base] }

// breaking reports whether no body crosses a mark of kind k.
func breaking(k MarkKind) bool { return k != MarkTurn && k != MarkPage }

// step processes every body whose surroundings are known and settles what it can.
func (r *run) step() error {
	for {
		limit, known := r.end(), r.eof
		r.hard = true
		for _, m := range r.marks[r.next:] {
			if breaking(m.Kind) {
				limit, known, r.hard = m.At, true, m.Kind != MarkFlush
				break
			}
		}
		if known && limit == r.body {
			if done, err := r.arrive(); done || err != nil {
				return err
			}
			continue
		}
		rest := limit - r.body
		if !known && rest < int64(maxBody+r.s.plan.ahead+utf8.UTFMax) {
			return nil
		}
		end, final := limit, true
		if rest > maxBody {
			end, final = r.cut(), false
		}
		var slot *cellSlot
		known, start, settled := false, r.body, len(r.ready)
		switch {
		case r.open.on:
			final = r.proceed(end, limit) && final
		default:
			if slot, known = r.cell(end, final); known {
				r.recall(slot, end)
			} else {
				r.process(end, limit, final)
			}
		}
		if err := r.settle(final); err != nil {
			return err
		}
		if slot != nil && !known {
			r.keep(slot, start, r.ready[settled:])
		}
	}
}

// arrive handles the marks at r.body; done is true at the end of the input.
func (r *run) arrive() (done bool, err error) {
	seen := false
	for ; r.next < len(r.marks) && r.marks[r.next].At <= r.body; r.next++ {
		m := r.marks[r.next]
		if !breaking(m.Kind) {
			continue
		}
		seen = true
		r.floor = r.body
		if m.Kind != MarkFlush {
			r.open.on = false
		}
		switch m.Kind {
		case MarkDoc:
			if err := r.finish(); err != nil {
				return true, err
			}
			r.window, r.field, r.label, r.doc = r.body, "", nil, r.body
		case MarkField, MarkCell:
			r.window, r.field, r.label = r.body, m.Label, nil
			if m.Label != "" {
				r.label = r.cells.label(r.s.plan, m.Label)
			}
		}
	}
	if seen || !r.eof {
		return !seen, nil
	}
	return true, r.finish()
}

// cut returns where a body ends that is followed by more than maxBody bytes.
func (r *run) cut() int64 {
	b := r.bytes(r.body+minBody, r.body+maxBody)
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return r.body + minBody + int64(i) + 1
	}
	if i := bytes.LastIndexByte(b, ' '); i >= 0 {
		return r.body + minBody + int64(i) + 1
	}
	return r.runeStart(r.body + maxBody)
}

// runeStart moves at back to the start of the rune that it lies in.
func (r *run) runeStart(at int64) int64 {
	for k := int64(1); k < utf8.UTFMax && at-k >= r.base && at < r.end(); k++ {
		if utf8.RuneStart(r.buf[at-r.base]) {
			return at
		}
		p := at - k - r.base
		if utf8.RuneStart(r.buf[p]) {
			if _, n := utf8.DecodeRune(r.buf[p:]); int64(n) > k {
				return at - k
			}
			return at
		}
	}
	return at
}

// process runs the detectors on the body [r.body, end).
func (r *run) process(end, limit int64, final bool) {
	start := r.runeStart(max(r.body-contextLen, r.window, r.base))
	stop := end
	if !final {
		stop = r.runeStart(min(end+int64(r.s.plan.ahead), limit))
	}
	seg := &r.an.seg
	*seg = Segment{Text: r.bytes(start, stop), Lo: int(r.body - start), Hi: int(end - start), base: start, field: r.field, label: r.label,
		final: stop == limit}
	r.an.read(r.s.plan)
	r.turnMarks(seg)
	from := len(r.cands)
	r.detect(&r.an)
	if r.s.deep || hides(seg.Text[seg.Lo:seg.Hi]) {
		r.views(seg)
	}
	if !r.document {
		r.aliases = r.mem.match(r.aliases[:0], seg, seg.Lo, seg.Hi)
		for _, a := range r.aliases {
			if r.reportable(a.Finding) {
				r.cands = append(r.cands, a)
			}
		}
	}
	r.body = end
	r.openers(seg, from)
	r.sorter.sort(r.cands)
}

// turnMarks replaces derived turns by the codec's.
func (r *run) turnMarks(s *Segment) {
	lo, hi := s.base, s.base+int64(len(s.Text))
	n := 0
	first, _ := slices.BinarySearchFunc(r.marks, lo, func(m Mark, at int64) int { return cmp.Compare(m.At, at) })
	for i := first; i < len(r.marks); i++ {
		m := &r.marks[i]
		if m.At >= hi {
			break
		}
		if m.Kind == MarkTurn {
			if n == 0 {
				r.an.turns = r.an.turns[:0]
			}
			n++
			p := int(m.At - lo)
			r.an.turns = append(r.an.turns, Turn{Start: p, SpeakerStart: p, SpeakerEnd: p, TextStart: p})
		}
	}
	if n > 0 {
		s.turns = closeTurns(r.an.turns, 0, len(s.Text))
	}
}

// views runs the detectors on the normalised form of the lines that hide something.
func (r *run) views(s *Segment) {
	if r.an.view == nil {
		r.an.view = new(analysis)
	}
	v := r.an.view
	for at := s.Lo; at < s.Hi; {
		reg, ok := nextRegion(s.Text, at, s.Hi)
		if !ok {
			break
		}
		v.norm.rewrite(s.Text, reg.lo, reg.hi)
		at = reg.hi
		v.seg = Segment{Text: v.norm.text, Hi: len(v.norm.text), base: s.base, origin: v.norm.origin, origEnd: v.norm.origEnd,
			field: s.field, label: s.label, final: s.final}
		v.read(r.s.plan)
		r.detect(v)
	}
	if r.s.deep {
		r.decoded(s)
	}
}

// detect calls each detector that has anchors and takes its findings as candidates.
func (r *run) detect(an *analysis) {
	an.found = an.found[:0]
	first := len(r.cands)
	for i := 0; i < len(r.s.plan.order); {
		i = r.detectFrom(an, i, first)
	}
}

// detectFrom calls the detectors from the i-th on and returns which comes next: the one behind a detector that panicked. The panic's value may
// hold input text and is dropped.
func (r *run) detectFrom(an *analysis, i, first int) (next int) {
	p := r.s.plan
	s := &an.seg
	defer func() {
		if recover() != nil {
			r.fail(s, p.order[i])
			next = i + 1
		}
	}()
	for ; i < len(p.order); i++ {
		d := p.order[i]
		if len(an.anchors[d]) == 0 {
			continue
		}
		s.found = nil
		if needs := p.specs[d].Needs; len(needs) > 0 {
			an.need(r.cands[first:], needs)
			s.found = an.found
		}
		an.results = r.s.ds[d].Find(an.results[:0], s, an.anchors[d])
		for k := range an.results {
			if !r.take(s, an.results[k], d) {
				r.fail(s, d)
				break
			}
		}
	}
	return i
}

// fail masks the body of a segment on which detector d failed.
func (r *run) fail(s *Segment, d int) {
	r.unscanned += int64(s.Hi - s.Lo)
	f := s.Found(s.Lo, s.Hi, UnscannedText, 1, r.s.plan.unscanned[d])
	f.Kind = Unscanned
	r.cands = append(r.cands, cand{Finding: f, det: int32(d), inner: -1})
	if r.s.observer != nil {
		r.s.observer.Unscanned(r.s.plan.specs[d].Name, f.Len())
	}
}

// settle decides every cluster of candidates that nothing to come can touch, and gives out the text before the first open one.
func (r *run) settle(final bool) error {
	safe := r.body
	if !final {
		safe = r.runeStart(max(r.body-int64(r.s.plan.behind), r.settled))
	}
	i := 0
	for i < len(r.cands) {
		j, end := i+1, r.cands[i].End
		for j < len(r.cands) && r.cands[j].Start < end {
			end = max(end, r.cands[j].End)
			j++
		}
		if end > safe {
			if safe-r.cands[i].Start <= maxOpen {
				break
			}
			r.split(i, j, safe)
			continue
		}
		r.ready = r.arb.settle(r.s, r.ready, r.cands[i:j])
		i = j
	}
	r.cands = append(r.cands[:0], r.cands[i:]...)
	to := safe
	if len(r.cands) > 0 {
		to = min(to, r.cands[0].Start)
	}
	if r.document {
		r.settled = max(r.settled, to)
		return nil
	}
	r.remember(to)
	r.spared.forget(to)
	if len(r.cands) > 0 {
		to = min(to, r.cands[0].Start)
	}
	return r.out(to)
}

// split cuts the candidates [i, j) at position at; what lies behind continues them.
func (r *run) split(i, j int, at int64) {
	for k := i; k < j; k++ {
		c := r.cands[k]
		if c.End <= at {
			continue
		}
		if c.Start < at {
			r.cands[k].End = at
			c.Start = at
			c.Attrs |= continuedBit
			r.cands = append(r.cands, c)
		}
	}
	r.sorter.sort(r.cands)
}
