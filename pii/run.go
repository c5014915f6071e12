package pii

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"unicode/utf8"
)

const (
	minBody    = 64 << 10 // a body ends at the first line break after this many bytes,
	maxBody    = 72 << 10 // or before this many: at a blank, or else at a rune edge
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
	settled  int64 // everything before is given out
	marks    []Mark
	own      []Mark // memory for marks that are not the caller's
	turned   bool   // a mark is a turn's
	sections []Mark
	eof      bool
	hard     bool // the next break ends everything that is open: it is not a flush
	workers  int
	cursor
	cells cells

	cur       *scan   // of the last body
	ahead     []*scan // of bodies to come, in order
	spare     []*scan
	slots     chan struct{} // a place for each worker
	tmp       analysis      // around one finding, or of a piece in the second pass
	arb       arbiter
	sorter    sorter
	spared    spared
	mem       memory
	cands     []cand // not settled, sorted by byStart
	ready     []cand // settled, not given out
	aliases   []cand
	open      opener
	feed      *Feed
	dst       []Finding
	trace     *[]Explanation
	unscanned int64
}

// cursor is the place in the input that marks and bodies move.
type cursor struct {
	body   int64 // where the next body begins
	doc    int64 // where the document begins
	floor  int64 // no finding begins before
	window int64 // no context is shown from before
	field  string
	label  *fieldLabel // of field; nil outside of any
	next   int         // first mark at or after body
	free   int         // no mark from next to here is breaking
}

// pass moves a cursor over a breaking mark.
func (r *run) pass(c *cursor, m Mark) {
	c.floor = c.body
	switch m.Kind {
	case MarkDoc:
		c.window, c.field, c.label, c.doc = c.body, "", nil, c.body
	case MarkField, MarkCell:
		c.window, c.field, c.label = c.body, m.Label, nil
		if m.Label != "" {
			c.label = r.cells.label(r.s.plan, m.Label)
		}
	}
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
	r.base, r.settled, r.cursor, r.workers = 0, 0, cursor{}, s.workers
	r.eof, r.turned, r.open.on, r.trace, r.feed, r.unscanned = false, false, false, nil, nil, 0
	r.sections = nil
	r.marks, r.cands, r.ready, r.spared.spans = r.own[:0], r.cands[:0], r.ready[:0], r.spared.spans[:0]
	if r.arb.bytes == nil {
		r.arb.bytes = r.bytes
	}
	r.cells.init()
	r.mem.table = s.plan.table
	r.mem.reset()
}

// setMarks takes marks of the whole input, which begins at offset base, puts them in order and moves those outside of it to its ends.
func (r *run) setMarks(m []Mark, base int64) {
	inside := func(x Mark) bool { return x.At >= 0 && x.At <= r.end() }
	if base == 0 && slices.IsSortedFunc(m, byPlace) && (len(m) == 0 || inside(m[0]) && inside(m[len(m)-1])) {
		r.marks = m[:len(m):len(m)] // the caller's: not to be written to
		for _, x := range m {
			r.note(x)
		}
		return
	}
	r.own = append(r.own[:0], m...)
	r.marks = r.own
	for i := range r.marks {
		r.marks[i].At = min(max(r.marks[i].At-base, 0), r.end())
	}
	if !slices.IsSortedFunc(r.marks, byPlace) {
		sort.SliceStable(r.marks, func(i, j int) bool { return r.marks[i].At < r.marks[j].At }) // it adds less to a program than package slices
	}
	for _, x := range r.marks {
		r.note(x)
	}
}

// note keeps what scans ask of a mark.
func (r *run) note(m Mark) {
	switch {
	case m.Kind == MarkTurn:
		r.turned = true
	case m.Kind == MarkSection:
		r.sections = append(r.sections, m)
	case m.Kind == MarkDoc && len(r.sections) > 0:
		r.sections = append(r.sections, Mark{At: m.At, Kind: MarkSection})
	}
}

func byPlace(a, b Mark) int { return cmp.Compare(a.At, b.At) }

func (r *run) end() int64 { return r.base + int64(len(r.buf)) }

// bytes returns the input bytes [from, to), which the buffer holds.
func (r *run) bytes(from, to int64) []byte { return r.buf[from-r.base : to-r.base] }

// breaking reports whether no body crosses a mark of kind k.
func breaking(k MarkKind) bool { return k != MarkTurn && k != MarkPage && k != MarkSection }

// step processes every body whose surroundings are known and settles what it can.
func (r *run) step() error {
	defer r.discard() // nobody reads the buffer when the caller has it back, after a panic either
	return r.bodies()
}

func (r *run) bodies() error {
	for {
		limit, known, hard := r.limit(&r.cursor)
		r.hard = hard
		if known && limit == r.body {
			if done, err := r.arrive(); done || err != nil {
				return err
			}
			continue
		}
		end, final, ok := r.extent(r.body, limit, known)
		if !ok {
			return nil
		}
		var slot *cellSlot
		same, start, settled := false, r.body, len(r.ready)
		switch {
		case r.open.on:
			final = r.proceed(end, limit) && final
		default:
			if slot, same = r.cell(end, final); same {
				r.recall(slot, end)
			} else {
				r.process(end, limit, final)
			}
		}
		if err := r.settle(final); err != nil {
			return err
		}
		if slot != nil && !same {
			r.keep(slot, start, r.ready[settled:])
		}
	}
}

// limit returns the next place behind c that no body crosses, whether it is known yet, and whether it ends everything that is open.
func (r *run) limit(c *cursor) (at int64, known, hard bool) {
	for c.free = max(c.free, c.next); c.free < len(r.marks); c.free++ {
		if m := &r.marks[c.free]; breaking(m.Kind) {
			return m.At, true, m.Kind != MarkFlush
		}
	}
	for c.next < c.free && r.marks[c.next].At < c.body { // nobody asks for them any more
		c.next++
	}
	return r.end(), r.eof, true
}

// extent returns where the body from that place on ends and whether that is the limit; ok is false if more must be known.
func (r *run) extent(from, limit int64, known bool) (end int64, final, ok bool) {
	rest := limit - from
	switch {
	case !known && rest < int64(maxBody+r.s.plan.ahead+utf8.UTFMax):
		return 0, false, false
	case rest > maxBody:
		return r.cut(from), false, true
	}
	return limit, true, true
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
		if m.Kind != MarkFlush {
			r.open.on = false
		}
		if m.Kind == MarkDoc {
			if err := r.finish(); err != nil {
				return true, err
			}
		}
		r.pass(&r.cursor, m)
	}
	if seen || !r.eof {
		return !seen, nil
	}
	return true, r.finish()
}

// cut returns where a body ends that begins at from and is followed by more than maxBody bytes.
func (r *run) cut(from int64) int64 {
	b := r.bytes(from+minBody, from+maxBody)
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return from + minBody + int64(i) + 1
	}
	if i := bytes.LastIndexByte(b, ' '); i >= 0 {
		return from + minBody + int64(i) + 1
	}
	return r.runeStart(from + maxBody)
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

// process takes in what the detectors find in the body [r.body, end).
func (r *run) process(end, limit int64, final bool) {
	sc := r.scanned(body{from: r.body, to: end, limit: limit, final: final, doc: r.doc, floor: r.floor, window: r.window, field: r.field, label: r.label})
	seg := &sc.an.seg
	from := len(r.cands)
	r.cands = append(r.cands, sc.cands...)
	for _, p := range sc.spared {
		r.spared.add(p.start, p.end)
	}
	r.unscanned += sc.unscanned
	if r.trace != nil {
		*r.trace = append(*r.trace, sc.trace...)
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
	r.s.failed(r.cands[from:])
	r.sorter.sort(r.cands)
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
