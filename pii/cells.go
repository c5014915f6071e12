package pii

import (
	"hash/maphash"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Tables say the same in many cells: a plan, a country, a given name. What was found in a short cell is kept, under a keyed hash of its
// label and text, and given again for the same cell. In document mode a cell's findings depend on nothing else before the second pass, unless
// it lies in a section.
type cells struct {
	seeds  [2]maphash.Seed
	labels []*fieldLabel
	met    uint64 // labels, ever
	slots  []cellSlot
}

type cellKey [2]uint64

// cellSlot is what was found in one cell; offsets count from its start.
type cellSlot struct {
	key    cellKey
	found  []cand
	nocase bool
	used   bool
}

const (
	cellSlots  = 2048
	maxCell    = 256 // bytes of a cell that is kept
	maxInCell  = 4   // findings of a cell that is kept
	labelSlots = 512
	labelSpace = 0x9e3779b97f4a7c15
)

// fieldLabel is what the detectors make of a field's label.
type fieldLabel struct {
	hash    uint64
	key     cellKey // of the label
	id      uint64  // not used twice
	known   bool    // to a detector
	anchors []fieldAnchor
}

type fieldAnchor struct{ det, want, id int }

func (c *cells) init() {
	if c.labels == nil {
		c.seeds, c.labels = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, make([]*fieldLabel, labelSlots)
	}
}

// label returns what is known of a field's label.
func (c *cells) label(p *plan, name string) *fieldLabel {
	key := cellKey{maphash.String(c.seeds[0], name), maphash.String(c.seeds[1], name)}
	slot := &c.labels[key[0]%labelSlots]
	if *slot != nil && (*slot).key == key {
		return *slot
	}
	c.met++
	l := &fieldLabel{key: key, id: c.met}
	if l.enter(p, name); len(l.anchors) == 0 {
		for rest := shorterName([]byte(name)); len(rest) > 0 && !l.known; rest = shorterName(rest) {
			l.enter(p, string(rest))
		}
	}
	*slot = l
	return l
}

// enter takes what the detectors know of the name.
func (l *fieldLabel) enter(p *plan, name string) {
	l.hash, _, _ = hashWords(name)
	for det := range p.specs {
		set := p.specs[det].Labels
		if set == nil {
			continue
		}
		if id := set.lookup().byHash.Get(l.hash); id != nil {
			l.known = true
			for k, w := range p.specs[det].Wants {
				if w.kind == wantLabel {
					l.anchors = append(l.anchors, fieldAnchor{det, k, int(*id)})
				}
			}
		}
	}
}

// cell returns the slot of the body [r.body, end) if it is a short cell whose findings depend on it and its label alone, else nil. known
// says that the slot is this cell's already.
func (r *run) cell(end int64, final bool) (slot *cellSlot, known bool) {
	if !r.document || !final || len(r.sections) > 0 || !r.hard || end-r.body > maxCell || r.window != r.body || r.floor != r.body ||
		r.next == 0 || !breaking(r.marks[r.next-1].Kind) || r.marks[r.next-1].At != r.body ||
		r.next < len(r.marks) && (!breaking(r.marks[r.next].Kind) || r.marks[r.next].At != end) ||
		r.next > 1 && r.marks[r.next-2].At == r.body && (!breaking(r.marks[r.next-2].Kind) || r.next > 2 && r.marks[r.next-3].At == r.body) || r.trace != nil || len(r.s.allow) > 0 || len(r.cands) > 0 {
		return nil, false
	}
	c := &r.cells
	if !r.s.plan.figures && !r.s.deep && (r.label == nil || !r.label.known) && isFigure(r.bytes(r.body, end)) {
		return &nothing, true
	}
	if c.slots == nil {
		c.slots = make([]cellSlot, cellSlots)
	}
	b := r.bytes(r.body, end)
	label := uint64(0)
	if r.label != nil {
		label = r.label.id * labelSpace
	}
	if r.body == r.doc { // see Segment.Begins
		label = ^label
	}
	key := cellKey{maphash.Bytes(c.seeds[0], b) ^ label, maphash.Bytes(c.seeds[1], b) + label}
	slot = &c.slots[key[0]%cellSlots]
	known = slot.used && slot.key == key
	slot.key, slot.used = key, known // until it is kept
	return slot, known
}

// nothing is the slot of all bare figures.
var nothing cellSlot

// How many digits a bare figure has at most, and how many behind its mark: longer ones may be phone numbers, and "05.1984" a month.
const (
	maxFigure = 8
	maxBehind = 3
)

// isFigure reports whether a cell holds a bare figure, see Want.Beside.
func isFigure(b []byte) bool {
	n, mark := 0, -1
	if k := len(b) - 1; k >= 0 && b[k] == '\n' {
		b = b[:k]
	}
	for i, c := range b {
		switch {
		case lex.IsDigit(c):
			if n++; n > maxFigure {
				return false
			}
		case (c == '.' || c == ',') && mark < 0 && i > 0 && i+1 < len(b):
			mark = i
		default:
			return false
		}
	}
	return n > 0 && (mark < 0 || len(b)-mark-1 <= maxBehind)
}

// recall puts what was found in a known cell among the settled.
func (r *run) recall(slot *cellSlot, end int64) {
	for _, c := range slot.found {
		c.Start += r.body
		c.End += r.body
		r.ready = append(r.ready, c)
	}
	if r.cur == nil {
		r.cur = r.newScan()
	}
	r.cur.an.seg = Segment{base: end, field: r.field, nocase: slot.nocase}
	r.body = end
}

// keep fills the slot of a cell that began at start with what was settled in it.
func (r *run) keep(slot *cellSlot, start int64, found []cand) {
	slot.used, slot.nocase, slot.found = len(found) <= maxInCell, r.cur.an.seg.nocase, slot.found[:0]
	if !slot.used {
		return
	}
	for _, c := range found {
		slot.used = slot.used && c.Kind != Unscanned
		c.Start -= start
		c.End -= start
		slot.found = append(slot.found, c)
	}
}
