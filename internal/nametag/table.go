package nametag

import "strings"

// WordTable maps words to sets of flags: those of this package's own lists in the low FreeFlags bits, those of the maker's lists above.
// It is immutable. It is small, so that it stays in the cache: a bit filter, slots of eight bytes and the few sets that occur.
type WordTable struct {
	filter []uint64
	slots  []slot
	sets   []uint64 // the first is empty
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

// NewWordTable makes a table; a word in several lists has all their flags.
func NewWordTable(lists ...WordList) *WordTable {
	flags := map[uint32]uint64{}
	for _, l := range append(lists, baseLists...) {
		for w := range strings.FieldsSeq(l.Words) {
			flags[HashWord(w)] |= l.Flag
		}
	}
	n := 16
	for n < 2*len(flags) {
		n *= 2
	}
	t := &WordTable{filter: make([]uint64, n/4), slots: make([]slot, n), sets: []uint64{0}}
	sets := map[uint64]uint16{}
	for h, f := range flags {
		k, ok := sets[f]
		if !ok {
			k = uint16(len(t.sets))
			sets[f] = k
			t.sets = append(t.sets, f)
		}
		i := int(h) & (n - 1)
		for t.slots[i].set != 0 {
			i = (i + 1) & (n - 1)
		}
		t.slots[i] = slot{h, k}
		t.filter[h>>6&uint32(n/4-1)] |= 1 << (h & 63)
	}
	return t
}

// Get returns the flags of the word with the given hash, 0 if it is not listed.
func (t *WordTable) Get(h uint32) uint64 {
	if t.filter[h>>6&uint32(len(t.filter)-1)]>>(h&63)&1 == 0 {
		return 0
	}
	return t.find(h)
}

func (t *WordTable) find(h uint32) uint64 {
	mask := uint32(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if s := t.slots[i]; s.hash == h || s.set == 0 {
			return t.sets[s.set]
		}
	}
}
