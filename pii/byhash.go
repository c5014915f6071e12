package pii

import (
	"math/bits"
	"math/rand/v2"
)

// byHash maps hashes to values. Emptying it takes no time, and where a hash lies depends on a random factor, so that no text can choose it.
// The zero value is empty.
type byHash[V any] struct {
	slots  []hashSlot[V] // a power of two, at most half of them full
	factor uint64
	shift  int
	n      int
	turn   uint32 // counts emptyings; slots of other turns are free
}

type hashSlot[V any] struct {
	hash uint64
	turn uint32
	val  V
}

func (t *byHash[V]) reset() {
	if t.n = 0; t.turn == 1<<32-1 {
		clear(t.slots)
		t.turn = 0
	}
	t.turn++
}

// find returns the place of h, or the free one where it would lie.
func (t *byHash[V]) find(h uint64) int {
	i := int(h * t.factor >> t.shift)
	for t.slots[i].turn == t.turn && t.slots[i].hash != h {
		i = (i + 1) & (len(t.slots) - 1)
	}
	return i
}

// get returns the value of h, nil if there is none. It is valid until the next put or delete.
func (t *byHash[V]) get(h uint64) *V {
	if t.n == 0 {
		return nil
	}
	s := &t.slots[t.find(h)]
	if s.turn != t.turn {
		return nil
	}
	return &s.val
}

// put returns the value of h, a zero value that it makes if there is none. It is valid until the next put or delete.
func (t *byHash[V]) put(h uint64) *V {
	if 2*t.n >= len(t.slots) {
		t.grow()
	}
	s := &t.slots[t.find(h)]
	if s.turn != t.turn {
		*s = hashSlot[V]{hash: h, turn: t.turn}
		t.n++
	}
	return &s.val
}

func (t *byHash[V]) grow() {
	old := t.slots
	if t.factor == 0 {
		t.factor, t.turn = rand.Uint64()|1, 1
	}
	t.slots = make([]hashSlot[V], max(64, 2*len(old)))
	t.shift = 64 - bits.TrailingZeros(uint(len(t.slots)))
	for i := range old {
		if old[i].turn == t.turn {
			t.slots[t.find(old[i].hash)] = old[i]
		}
	}
}

// delete takes h out and moves the entries behind it, so that they are still found.
func (t *byHash[V]) delete(h uint64) {
	if t.get(h) == nil {
		return
	}
	mask := len(t.slots) - 1
	hole := t.find(h)
	for i := (hole + 1) & mask; t.slots[i].turn == t.turn; i = (i + 1) & mask {
		if home := int(t.slots[i].hash * t.factor >> t.shift); (i-home)&mask >= (i-hole)&mask {
			t.slots[hole], hole = t.slots[i], i
		}
	}
	t.slots[hole].turn = t.turn - 1
	t.n--
}
