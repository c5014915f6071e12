package pii

import "slices"

// sorter brings candidates into byStart order. Most differ in their start, so that starts are sorted as plain numbers and whole
// candidates are compared only where starts are equal.
type sorter struct {
	keys []uint64 // start above the first, then the index
	tmp  []cand
}

// longest returns the indices of cs, those of long ones first, in order among equals. They are valid until the next sort.
func (s *sorter) longest(cs []cand) []uint64 {
	s.keys = s.keys[:0]
	for i := range cs {
		s.keys = append(s.keys, (1<<31-min(uint64(cs[i].Len()), 1<<31))<<32|uint64(i))
	}
	slices.Sort(s.keys)
	for i := range s.keys {
		s.keys[i] &= 1<<32 - 1
	}
	return s.keys
}

const (
	sortIndexBits = 20
	sortFew       = 12 // so few are sorted in place
)

func (s *sorter) sort(cs []cand) {
	n := len(cs)
	if n <= sortFew || n >= 1<<sortIndexBits {
		slices.SortFunc(cs, byStart)
		return
	}
	low := cs[0].Start
	for i := range cs {
		low = min(low, cs[i].Start)
	}
	s.keys = s.keys[:0]
	for i := range cs {
		at := uint64(cs[i].Start - low)
		if at >= 1<<(64-sortIndexBits) {
			slices.SortFunc(cs, byStart)
			return
		}
		s.keys = append(s.keys, at<<sortIndexBits|uint64(i))
	}
	slices.Sort(s.keys)
	s.tmp = append(s.tmp[:0], cs...)
	for i, k := range s.keys {
		cs[i] = s.tmp[k&(1<<sortIndexBits-1)]
	}
	for i := 0; i < n; {
		j := i + 1
		for j < n && cs[j].Start == cs[i].Start {
			j++
		}
		if j-i > 1 {
			slices.SortFunc(cs[i:j], byStart)
		}
		i = j
	}
}
