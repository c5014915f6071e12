package pii

import (
	"cmp"
	"slices"
)

// spared are the places of findings that an allow list took out. No alias is reported inside of them: who allows "Jane Fairweather" does
// not want her given name masked there because another Jane is in the text.
type spared struct {
	spans  []span
	sorted bool
}

func (s *spared) add(start, end int64) {
	s.spans = append(s.spans, span{start, end})
	s.sorted = false
}

// forget drops the places that end by to.
func (s *spared) forget(to int64) {
	if len(s.spans) > 0 {
		s.spans = slices.DeleteFunc(s.spans, func(p span) bool { return p.end <= to })
	}
}

// meets reports whether [start, end) overlaps one of the places.
func (s *spared) meets(start, end int64) bool {
	if len(s.spans) == 0 {
		return false
	}
	if !s.sorted {
		s.join()
	}
	k, _ := slices.BinarySearchFunc(s.spans, start, func(p span, at int64) int { return cmp.Compare(p.end, at+1) })
	return k < len(s.spans) && s.spans[k].start < end
}

// join sorts the places and makes one of those that overlap.
func (s *spared) join() {
	slices.SortFunc(s.spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	out := s.spans[:1]
	for _, p := range s.spans[1:] {
		if last := &out[len(out)-1]; p.start < last.end {
			last.end = max(last.end, p.end)
		} else {
			out = append(out, p)
		}
	}
	s.spans, s.sorted = out, true
}
