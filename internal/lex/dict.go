package lex

// Dict maps words, by their hashes, to values. It is an open-addressed table behind a bit filter: most words that it does not hold cost
// one load. It is immutable once made, and then safe for concurrent use. The zero Dict is empty.
type Dict[V any] struct {
	filter []uint64
	slots  []slot[V]
	n      int
}

type slot[V any] struct {
	hash uint64 // 0 is free
	v    V
}

// minFilter is the number of words of the smallest filter; a filter has at least 16 bits an entry.
const minFilter = 32

// nonzero keeps hashes apart from free slots.
func nonzero(h uint64) uint64 {
	if h == 0 {
		return 1
	}
	return h
}

// At returns the value of a hash for writing, a zero one if it was not there.
func (d *Dict[V]) At(h uint64) *V {
	h = nonzero(h)
	if 2*(d.n+1) > len(d.slots) {
		d.grow()
	}
	s := &d.slots[d.slot(h)]
	if s.hash == 0 {
		s.hash = h
		d.n++
		d.filter[h>>6&uint64(len(d.filter)-1)] |= 1 << (h & 63)
	}
	return &s.v
}

func (d *Dict[V]) grow() {
	old := d.slots
	d.slots = make([]slot[V], max(16, 2*len(old)))
	d.filter = make([]uint64, max(minFilter, len(d.slots)/4))
	for i := range old {
		if h := old[i].hash; h != 0 {
			d.slots[d.slot(h)] = old[i]
			d.filter[h>>6&uint64(len(d.filter)-1)] |= 1 << (h & 63)
		}
	}
}

func (d *Dict[V]) slot(h uint64) uint64 {
	mask := uint64(len(d.slots) - 1)
	i := h >> 16 & mask
	for d.slots[i].hash != 0 && d.slots[i].hash != h {
		i = (i + 1) & mask
	}
	return i
}

// MayHold is a quick test before Get: most hashes that d does not hold fail it.
func (d *Dict[V]) MayHold(h uint64) bool {
	return d.n != 0 && d.filter[h>>6&uint64(len(d.filter)-1)]>>(h&63)&1 != 0
}

// Get returns the value of a hash, nil if there is none.
func (d *Dict[V]) Get(h uint64) *V {
	if !d.MayHold(nonzero(h)) {
		return nil
	}
	if s := &d.slots[d.slot(nonzero(h))]; s.hash != 0 {
		return &s.v
	}
	return nil
}

// Len returns the number of words.
func (d *Dict[V]) Len() int { return d.n }

// Set is a set of words by their hashes.
type Set struct{ words Dict[struct{}] }

// NewSet returns the set of the given words, folded.
func NewSet(words ...string) *Set {
	s := new(Set)
	for _, w := range words {
		s.Add(HashString(w))
	}
	return s
}

// Add adds a hash; it must not be called once the set is shared.
func (s *Set) Add(h uint64) { s.words.At(h) }

// Has reports whether the set holds the word of hash h.
func (s *Set) Has(h uint64) bool { return s.words.Get(h) != nil }
