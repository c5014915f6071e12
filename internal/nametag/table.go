package nametag

import (
	"maps"
	"slices"
	"strings"
)

// WordTable maps words to sets of flags: those of this package's own lists in the low FreeFlags bits, those of the maker's lists above.
// It is immutable. It is small, so that it stays in the cache, and a word stands in one of two places, so that it is found without a
// branch.
type WordTable struct {
	slots []slot
	sets  []uint64 // the first is empty
}

type slot struct {
	hash uint32
	set  uint16 // index of the word's flags in sets; 0 is free
}

// WordList gives words, separated by blanks, a flag.
type WordList struct {
	Flag  uint64 // 1<<FreeFlags or a higher power of two
	Words string
}

// NewWordTable makes a table; a word in several lists has all their flags. Words with one of the flags cues are Cued.
func NewWordTable(cues uint64, lists ...WordList) *WordTable {
	flags := map[uint32]uint64{}
	for _, l := range append(lists, baseLists...) {
		for w := range strings.FieldsSeq(l.Words) {
			flags[HashWord(w)] |= l.Flag
		}
	}
	t := &WordTable{sets: []uint64{0}}
	sets := map[uint64]uint16{}
	entries := make([]slot, 0, len(flags))
	for _, h := range slices.Sorted(maps.Keys(flags)) {
		f := flags[h]
		if f&(cues|isTitle) != 0 {
			f |= Cued
		}
		k, ok := sets[f]
		if !ok {
			k = uint16(len(t.sets))
			sets[f] = k
			t.sets = append(t.sets, f)
		}
		entries = append(entries, slot{h, k})
	}
	n := 16
	for n < 2*len(entries) || !t.fill(n, entries) {
		n *= 2
	}
	return t
}

// fill puts the entries into n slots, a power of two; who finds both places taken moves one neighbour to its other place. It fails if
// that goes round in circles.
func (t *WordTable) fill(n int, entries []slot) bool {
	t.slots = make([]slot, n)
	for _, e := range entries {
		i := t.first(e.hash)
		for turn := 0; t.slots[i].set != 0; turn++ {
			if turn == n {
				return false
			}
			e, t.slots[i] = t.slots[i], e
			if i = t.first(e.hash) ^ t.second(e.hash) ^ i; t.slots[i].set == 0 {
				break
			}
		}
		t.slots[i] = e
	}
	return true
}

func (t *WordTable) first(h uint32) uint32  { return h & uint32(len(t.slots)-1) }
func (t *WordTable) second(h uint32) uint32 { return h >> 16 & uint32(len(t.slots)-1) }

// Get returns the flags of the word with the given hash, 0 if it is not listed.
func (t *WordTable) Get(h uint32) uint64 {
	a, b := t.slots[t.first(h)], t.slots[t.second(h)]
	return t.sets[a.set&same(a.hash, h)|b.set&same(b.hash, h)]
}

// same is all ones if a is b, else 0.
func same(a, b uint32) uint16 { return uint16((uint64(a^b) - 1) >> 48) }
