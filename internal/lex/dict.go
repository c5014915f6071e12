package lex

import "slices"

// Dict maps words, by their hashes, to values. It is an open-addressed table behind a bit filter: most words that it does not hold cost
// one load. It is immutable once made, and then safe for concurrent use. The zero Dict is empty.
type Dict[V any] struct {
	filter  Filter
	slots   []uint32 // 1 + the index of an entry; 0 is free
	entries []entry[V]
}

type entry[V any] struct {
	v    V
	hash uint64
}

// Filter tells most words that were not added to it from those that were. The zero Filter holds none and can take none.
type Filter struct{ bits []uint64 } // a power of two

// minFilter is the length of the smallest filter.
const minFilter = 32

// NewFilter returns an empty filter for n words, with 16 bits or more for each.
func NewFilter(n int) Filter {
	size := minFilter
	for size < n/4 {
		size *= 2
	}
	return Filter{make([]uint64, size)}
}

// Add adds a hash.
func (f Filter) Add(h uint64) { f.bits[h>>6&uint64(len(f.bits)-1)] |= 1 << (h & 63) }

// Bit returns 1 if the hash may have been added, else 0. The filter must not be zero.
func (f Filter) Bit(h uint64) uint64 { return f.bits[h>>6&uint64(len(f.bits)-1)] >> (h & 63) & 1 }

// At returns the value of a hash for writing, until the next call, a zero one if it was not there.
func (d *Dict[V]) At(h uint64) *V { return d.Value(d.Index(h)) }

// Index returns the index of a hash, which is added if it was not there: indices count from 0 in the order in which hashes are added.
func (d *Dict[V]) Index(h uint64) int {
	if 2*(len(d.entries)+1) > len(d.slots) {
		d.Reserve(len(d.slots) / 2)
	}
	s := d.slot(h)
	if *s == 0 {
		d.entries = append(d.entries, entry[V]{hash: h})
		*s = uint32(len(d.entries))
		d.filter.Add(h)
	}
	return int(*s - 1)
}

// Value returns the value with an index for writing, until a hash is added.
func (d *Dict[V]) Value(i int) *V { return &d.entries[i].v }

// Hash returns the hash with an index.
func (d *Dict[V]) Hash(i int) uint64 { return d.entries[i].hash }

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
	d.filter = NewFilter(size / 2)
	d.entries = append(make([]entry[V], 0, max(n, 8)), d.entries...)
	for i := range d.entries {
		h := d.entries[i].hash
		*d.slot(h) = uint32(i + 1)
		d.filter.Add(h)
	}
}

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
	return len(d.entries) != 0 && d.filter.Bit(h) != 0
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
	for i := range ts {
		dst[k] = int32(i)
		k += int(filter.Bit(ts[i].Hash) | joined>>(ts[i].Flags&7)&1)
	}
	return dst[:k]
}

// joined has a bit for each combination of the flags FirstUpper, HasUpper and HasLower of words such as "callerPhone" and "CallerPhone".
const joined = 0b11000000

// Get returns the value of a hash, nil if there is none.
func (d *Dict[V]) Get(h uint64) *V {
	if !d.MayHold(h) {
		return nil
	}
	if k := *d.slot(h); k != 0 {
		return &d.entries[k-1].v
	}
	return nil
}

// Guess returns an index for Guessed, without a branch that depends on the word. The dict must not be empty.
func (d *Dict[V]) Guess(h uint64) int32 {
	return int32(max(d.slots[h>>16&uint64(len(d.slots)-1)], 1) - 1)
}

// Guessed is Get of a hash with the index that Guess returned for it.
func (d *Dict[V]) Guessed(i int32, h uint64) *V {
	if e := &d.entries[i]; e.hash == h {
		return &e.v
	}
	return d.Get(h)
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
