package nametag

import "strings"

// WordTable maps words to sets of flags: those of this package's own lists in the low FreeFlags bits, those of the maker's lists above.
// It is immutable.
type WordTable struct {
	slots []slot
	shift uint
}

type slot struct {
	flags uint64
	hash  uint32
}

// WordList gives words, separated by blanks, a flag.
type WordList struct {
	Flag  uint64 // 1<<FreeFlags or a higher power of two
	Words string
}

// NewWordTable makes a table; a word in several lists has all their flags.
func NewWordTable(lists ...WordList) *WordTable {
	lists = append(lists, baseLists...)
	n := 0
	for _, l := range lists {
		n += len(strings.Fields(l.Words))
	}
	t := &WordTable{shift: 32 - 4}
	for 1<<(32-t.shift) < 2*n {
		t.shift--
	}
	t.slots = make([]slot, 1<<(32-t.shift))
	for _, l := range lists {
		for _, w := range strings.Fields(l.Words) {
			h := HashWord(w)
			s := &t.slots[t.slot(h)]
			s.hash = h
			s.flags |= l.Flag
		}
	}
	return t
}

func (t *WordTable) slot(h uint32) uint32 {
	mask := uint32(len(t.slots) - 1)
	i := h * 2654435761 >> t.shift
	for t.slots[i].flags != 0 && t.slots[i].hash != h {
		i = (i + 1) & mask
	}
	return i
}

// Get returns the flags of the word with the given hash, 0 if it is not listed.
func (t *WordTable) Get(h uint32) uint64 { return t.slots[t.slot(h)].flags }
