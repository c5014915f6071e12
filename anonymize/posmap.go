package anonymize

import "sort"

// Span is one replacement: bytes [Start, End) of the original became bytes [OutStart, OutEnd) of the redacted text.
type Span struct{ Start, End, OutStart, OutEnd int64 }

// Map translates byte positions between an original and its redacted text. It is immutable. A lookup costs O(log n).
type Map struct{ spans []Span }

func newMap(spans []Span) *Map { return &Map{spans: spans} }

// Spans returns the replacements in order. The slice must not be changed.
func (m *Map) Spans() []Span { return m.spans }

// Redacted returns the position in the redacted text of position pos of the original. Inside of a replacement it is the start of
// the replacement, and inside is true.
func (m *Map) Redacted(pos int64) (out int64, inside bool) {
	i := sort.Search(len(m.spans), func(i int) bool { return m.spans[i].End > pos })
	if i < len(m.spans) && m.spans[i].Start <= pos {
		return m.spans[i].OutStart, true
	}
	if i == 0 {
		return pos, false
	}
	return m.spans[i-1].OutEnd + pos - m.spans[i-1].End, false
}

// Original is the way back: the position in the original of position pos of the redacted text.
func (m *Map) Original(pos int64) (in int64, inside bool) {
	i := sort.Search(len(m.spans), func(i int) bool { return m.spans[i].OutEnd > pos })
	if i < len(m.spans) && m.spans[i].OutStart <= pos {
		return m.spans[i].Start, true
	}
	if i == 0 {
		return pos, false
	}
	return m.spans[i-1].End + pos - m.spans[i-1].OutEnd, false
}
