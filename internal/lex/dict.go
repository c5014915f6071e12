package lex

import "slices"

// Dict maps words, by their hashes, to values. It is an open-addressed table behind a bit filter: most words that it does not hold cost
// one load. It is immutable once made, and then safe for concurrent use. The zero Dict is empty.
type Dict[V any] struct {
	filter  []uint64
	slots   []uint32 // 1 + the index of an entry; 0 is free
	entries []entry[V]
}

type entry[V any] struct {
	v    V
	hash uint64
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

// At returns the value of a hash for writing, until the next call, a zero one if it was not there.
func (d *Dict[V]) At(h uint64) *V {
	h = nonzero(h)
	if 2*(len(d.entries)+1) > len(d.slots) {
		d.Reserve(len(d.slots) / 2)
	}
	s := d.slot(h)
	if *s == 0 {
		d.entries = append(d.entries, entry[V]{hash: h})
		*s = uint32(len(d.entries))
		d.mark(h)
	}
	return &d.entries[*s-1].v
}

// Reserve makes room for n words, so that adding them does not grow d step by step.
func (d *Dict[V]) Reserve(n int) {
	size := 16
	for size < 2*(n+1) {
		size *= 2
	}
	if size <= len(d.slots) {
		return
	}
	d.slots = make([]uint32, size)
	d.filter = make([]uint64, max(minFilter, size/4))
	d.entries = append(make([]entry[V], 0, max(n, 8)), d.entries...)
	for i := range d.entries {
		h := d.entries[i].hash
		*d.slot(h) = uint32(i + 1)
		d.mark(h)
	}
}

func (d *Dict[V]) mark(h uint64) { d.filter[h>>6&uint64(len(d.filter)-1)] |= 1 << (h & 63) }

// slot returns the slot of a hash, or the free one where it would be.
func (d *Dict[V]) slot(h uint64) *uint32 {
	mask := uint64(len(d.slots) - 1)
	for i := h >> 16 & mask; ; i = (i + 1) & mask {
		if s := &d.slots[i]; *s == 0 || d.entries[*s-1].hash == h {
			return s
		}
	}
}

// MayHold is a quick test before Get: most hashes that d does not hold fail it.
func (d *Dict[V]) MayHold(h uint64) bool {
	return len(d.entries) != 0 && d.filter[h>>6&uint64(len(d.filter)-1)]>>(h&63)&1 != 0
}

// Sift appends the indices of those of ts that d may hold to dst, and of those with a capital behind a small letter, whose last part d may hold. It is
// MayHold of each without a branch that depends on the word.
func (d *Dict[V]) Sift(dst []int32, ts []Token) []int32 {
	if len(d.entries) == 0 {
		return dst
	}
	k := len(dst)
	dst = slices.Grow(dst, len(ts)+1)[:k+len(ts)+1]
	filter := d.filter
	mask := uint64(len(filter) - 1)
	for i := range ts {
		h := ts[i].Hash
		dst[k] = int32(i)
		k += int((filter[h>>6&mask]>>(h&63) | joined>>(ts[i].Flags&7)) & 1)
	}
	return dst[:k]
}

// joined has a bit for each combination of the flags FirstUpper, HasUpper and HasLower of words such as "callerPhone" and "CallerPhone".
const joined = 0b11000000

// Get returns the value of a hash, nil if there is none.
func (d *Dict[V]) Get(h uint64) *V {
	if !d.MayHold(nonzero(h)) {
		return nil
	}
	if k := *d.slot(nonzero(h)); k != 0 {
		return &d.entries[k-1].v
	}
	return nil
}

// Len returns the number of words.
func (d *Dict[V]) Len() int { return len(d.entries) }

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
