package pii

import (
	"sort"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Segment is the piece of text that detectors see: a body, cut at places that content defines, with context on both sides.
// Text and all slices are valid only during Find.
type Segment struct {
	// Text is the window: context, body, context. It never crosses a document, field or flush mark.
	Text []byte
	// Lo and Hi bound the body in Text; anchors lie in it. Findings may begin before Lo or end after Hi within the reach.
	Lo, Hi int

	base     int64   // input offset of Text[0]
	origin   []int32 // of a normalised view: for each byte of Text, its unit's start in the original window; nil if identical
	origEnd  []int32
	index    []int32 // for each tokenStride bytes of Text, the first token that ends behind their start
	tokens   []lex.Token
	openers  []int32
	nums     []Number
	field    string      // label of the field that the window lies in
	label    *fieldLabel // of field; nil outside of any
	turns    []Turn
	sections []Mark    // of the input
	found    []Finding // findings of the detectors that ran before, input offsets
	nocase   bool
	final    bool // the window's end is the end of its document or field
	begins   bool
}

// Offset returns the input offset of position i of Text.
func (s *Segment) Offset(i int) int64 {
	if s.origin == nil {
		return s.base + int64(i)
	}
	if i >= len(s.origin) {
		if i == 0 {
			return s.base
		}
		return s.base + int64(s.origEnd[len(s.origEnd)-1])
	}
	return s.base + int64(s.origin[i])
}

// Begins reports whether Text begins its document: a document's first field does too.
func (s *Segment) Begins() bool { return s.begins }

// Found makes a finding of Text[start:end].
func (s *Segment) Found(start, end int, t Type, score float32, rule *Rule) Finding {
	f := Finding{Start: s.Offset(start), Type: t, Score: score, Rule: rule}
	if s.origin == nil || end <= start {
		f.End = s.base + int64(end)
		return f
	}
	f.End = s.base + int64(s.origEnd[end-1])
	f.Attrs = disguisedBit
	return f
}

// Value returns the text of a finding that lies in this window, and where it starts in Text. ok is false in a normalised view
// for findings of the plain one.
func (s *Segment) Value(f Finding) (text []byte, start int, ok bool) {
	a, b := f.Start-s.base, f.End-s.base
	if s.origin != nil || a < 0 || b > int64(len(s.Text)) || a > b {
		return nil, 0, false
	}
	return s.Text[a:b], int(a), true
}

// Tokens returns the tokens of the whole window, in order.
func (s *Segment) Tokens() []Token { return s.tokens }

// Openers returns the indices of those tokens that may be the first of their line, in order: only white space stands before them, or one of "[(<*" does right
// before them.
func (s *Segment) Openers() []int32 { return s.openers }

// TokenAt returns the index of the first token that ends after position i of Text; len(Tokens()) if there is none.
func (s *Segment) TokenAt(i int) int {
	if i < 0 {
		return 0
	}
	k := i / tokenStride
	if k >= len(s.index) {
		return len(s.tokens)
	}
	t := int(s.index[k])
	for t < len(s.tokens) && int(s.tokens[t].End) <= i {
		t++
	}
	return t
}

// tokenStride is the number of bytes that share an entry of a segment's token index.
const tokenStride = 16

// NoCase reports whether the text around has no capitals, as a speech recogniser writes it.
func (s *Segment) NoCase() bool { return s.nocase }

// Field returns the label of the field or cell that the window lies in, empty outside of any.
func (s *Segment) Field() string { return s.field }

// Section returns the label of the section that position i of Text lies in, as a MarkSection gives it; empty outside of any.
func (s *Segment) Section(i int) string {
	if len(s.sections) == 0 {
		return ""
	}
	at := s.Offset(i)
	k := sort.Search(len(s.sections), func(k int) bool { return s.sections[k].At > at })
	if k == 0 {
		return ""
	}
	return s.sections[k-1].Label
}

// Final reports whether the end of Text is the end of its document, field or flushed piece.
func (s *Segment) Final() bool { return s.final }

// Findings returns what the detectors of types that this one needs have found in the window, sorted by start, overlaps included.
func (s *Segment) Findings() []Finding { return s.found }

// Number returns the digit cluster of an OnDigits anchor.
func (s *Segment) Number(a Anchor) *Number { return &s.nums[a.ID] }

// NumberToken returns the index of the token that holds group i of n, as TokenAt does for the group's start.
func (s *Segment) NumberToken(n *Number, i int) int { return min(int(n.token)+i, len(s.tokens)) }

// Numbers returns all digit clusters of the body.
func (s *Segment) Numbers() []Number { return s.nums }

// Turn is a speaker's turn in the window; positions are positions in Text.
type Turn struct {
	Start, End               int // End exclusive; the speaker's label included
	SpeakerStart, SpeakerEnd int // equal if unknown
	TextStart                int
	Told                     bool // a mark names the speaker, and the name stands in the text as a label does
}

// Turns returns the turns that the window holds, derived from marks and from "Agent: …" lines; nil for running text.
func (s *Segment) Turns() []Turn { return s.turns }

// TurnAt returns the index of the turn that holds position i, or -1.
func (s *Segment) TurnAt(i int) int {
	k, behind := -1, len(s.turns) // without a function to call for each step
	for k+1 < behind {
		if m := int(uint(k+behind) >> 1); s.turns[m].Start <= i {
			k = m
		} else {
			behind = m
		}
	}
	if k < 0 || i >= s.turns[k].End {
		return -1
	}
	return k
}

// LabelBefore returns the detector's own label that stands right before position i on the same line (fillers such as ":", "=",
// "is", "no.", "#", quotes and blanks in between), or the field's label if i is the first value of the field. Detectors pass the
// labels of their Spec as compiled by NewLabels.
func (s *Segment) LabelBefore(set *LabelSet, i int) (Label, bool) { return set.before(s, i) }
