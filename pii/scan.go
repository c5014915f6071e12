package pii

import (
	"cmp"
	"slices"
)

// body is a stretch of the input that is scanned at once, with all that decides what is found in it.
type body struct {
	from, to      int64
	limit         int64 // where the text that may be seen ends
	final         bool  // to is the limit
	doc           int64 // where its document begins
	floor, window int64 // see cursor
	field         string
	label         *fieldLabel
}

// scan is what the detectors find in one body. It only reads the run, so that bodies can be scanned side by side; what depends on the text
// before the body (memory, arbitration, numbers) is the run's.
type scan struct {
	r         *run
	s         *Scanner
	body      body
	after     cursor        // behind the body
	done      chan struct{} // takes a value when a scan ahead has ended,
	failed    any           // with this panic, which is the caller's
	an        analysis
	words     hasher
	cands     []cand
	spared    []span
	trace     []Explanation
	emphases  []emphasis // scratch
	unscanned int64
}

// read runs the detectors on a body.
func (sc *scan) read(b body) {
	r := sc.r
	sc.s, sc.body = r.s, b
	sc.cands, sc.spared, sc.trace, sc.unscanned = sc.cands[:0], sc.spared[:0], sc.trace[:0], 0
	start := r.runeStart(max(b.from-contextLen, b.window, r.base))
	stop := b.to
	if !b.final {
		stop = r.runeStart(min(b.to+int64(sc.s.plan.ahead), b.limit))
	}
	seg := &sc.an.seg
	*seg = Segment{Text: r.bytes(start, stop), Lo: int(b.from - start), Hi: int(b.to - start), base: start, field: b.field, label: b.label,
		final: stop == b.limit, begins: start == b.doc, sections: r.sections}
	sc.an.read(sc.s.plan)
	sc.turnMarks(seg)
	sc.detect(&sc.an)
	if sc.s.deep || hides(seg.Text[seg.Lo:seg.Hi]) {
		sc.views(seg)
	}
	sc.unwrapped(seg)
	sc.emphasised(seg)
}

// turnMarks replaces derived turns by the codec's.
func (sc *scan) turnMarks(s *Segment) {
	r := sc.r
	if !r.turned {
		return
	}
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
				sc.an.turns = sc.an.turns[:0]
			}
			n++
			p := int(m.At - lo)
			t := Turn{Start: p, SpeakerStart: p, SpeakerEnd: p, TextStart: p}
			if q := p + len(m.Label); q > p && q < len(s.Text) && string(s.Text[p:q]) == m.Label && s.Text[q] == ':' {
				t.SpeakerEnd, t.TextStart, t.Told = q, q+1, true
			}
			sc.an.turns = append(sc.an.turns, t)
		}
	}
	if n > 0 {
		s.turns = closeTurns(sc.an.turns, 0, len(s.Text))
	}
}

// views runs the detectors on the normalised form of the lines that hide something.
func (sc *scan) views(s *Segment) {
	if sc.an.view == nil {
		sc.an.view = new(analysis)
	}
	v := sc.an.view
	sc.leaveEscapes(s)
	for at := s.Lo; at < s.Hi; {
		reg, ok := nextRegion(s.Text, at, s.Hi)
		if !ok {
			break
		}
		v.norm.rewrite(s.Text, reg.lo, reg.hi)
		at = reg.hi
		v.seg = Segment{Text: v.norm.text, Hi: len(v.norm.text), base: s.base, origin: v.norm.origin, origEnd: v.norm.origEnd,
			field: s.field, label: s.label, final: s.final, begins: s.begins && reg.lo == 0, sections: s.sections}
		v.read(sc.s.plan)
		sc.detect(v)
	}
	if sc.s.deep {
		sc.decoded(s)
	}
}

// leaveEscapes takes the letter of an escaped line break off candidates that begin with it: "\nann@…".
func (sc *scan) leaveEscapes(s *Segment) {
	for i := range sc.cands {
		c := &sc.cands[i]
		if p := int(c.Start - s.base); p > 0 && s.Text[p-1] == '\\' && c.End-c.Start > 1 && breakEscape(s.Text, p-1) {
			c.Start++
		}
	}
}

// detect calls each detector that has anchors and takes its findings as candidates.
func (sc *scan) detect(an *analysis) {
	an.found = an.found[:0]
	first := len(sc.cands)
	for i := 0; i < len(sc.s.plan.order); {
		i = sc.detectFrom(an, i, first)
	}
}

// detectFrom calls the detectors from the i-th on and returns which comes next: the one behind a detector that panicked. The panic's value may
// hold input text and is dropped.
func (sc *scan) detectFrom(an *analysis, i, first int) (next int) {
	p := sc.s.plan
	s := &an.seg
	defer func() {
		if recover() != nil {
			sc.fail(s, p.order[i])
			next = i + 1
		}
	}()
	for ; i < len(p.order); i++ {
		d := p.order[i]
		as := &an.anchors[d]
		if as.n == 0 {
			continue
		}
		s.found = nil
		if needs := p.specs[d].Needs; len(needs) > 0 {
			an.need(sc.cands[first:], needs)
			s.found = an.found
		}
		an.results = sc.s.ds[d].Find(an.results[:0], s, as.room[:as.n:as.n])
		for k := range an.results {
			if !sc.take(s, &an.results[k], d) {
				sc.fail(s, d)
				break
			}
		}
	}
	return i
}

// fail masks the body of a segment on which detector d failed.
func (sc *scan) fail(s *Segment, d int) {
	sc.cands = append(sc.cands, sc.s.failure(s, d))
	sc.unscanned += int64(s.Hi - s.Lo)
}

// failure is the candidate that masks the body of a segment on which detector d failed.
func (s *Scanner) failure(seg *Segment, d int) cand {
	f := seg.Found(seg.Lo, seg.Hi, UnscannedText, 1, s.plan.unscanned[d])
	f.Kind = Unscanned
	return cand{Finding: f, det: int32(d), inner: -1}
}

// failed tells the observer which of the candidates are failures of detectors. Scans ahead may be dropped, so it is not theirs to tell.
func (s *Scanner) failed(cands []cand) {
	if s.observer == nil {
		return
	}
	for i := range cands {
		if c := &cands[i]; c.Kind == Unscanned && c.Rule == s.plan.unscanned[c.det] {
			s.observer.Unscanned(s.plan.specs[c.det].Name, c.Len())
		}
	}
}
