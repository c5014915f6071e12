package lex

// Set is a set of words by their hashes, behind a bit filter: most words that it does not hold cost one load. It is immutable once made.
type Set struct {
	filter [64]uint64
	hashes map[uint64]struct{}
}

// NewSet returns the set of the given words, folded.
func NewSet(words ...string) *Set {
	s := &Set{hashes: make(map[uint64]struct{}, len(words))}
	for _, w := range words {
		s.Add(HashString(w))
	}
	return s
}

// Add adds a hash; it must not be called once the set is shared.
func (s *Set) Add(h uint64) {
	s.filter[h>>6&63] |= 1 << (h & 63)
	s.hashes[h] = struct{}{}
}

// Has reports whether the set holds the word of hash h.
func (s *Set) Has(h uint64) bool {
	if s.filter[h>>6&63]>>(h&63)&1 == 0 {
		return false
	}
	_, ok := s.hashes[h]
	return ok
}
