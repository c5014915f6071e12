package nametag

import "strings"

// WordTable maps words to sets of flags. It is immutable.
type WordTable struct {
	hashes []uint32
	flags  []uint32
	shift  uint
}

// WordList gives words, separated by blanks, a flag.
type WordList struct {
	Flag  uint32
	Words string
}

// NewWordTable makes a table; a word in several lists has all their flags.
func NewWordTable(lists ...WordList) *WordTable {
	n := 0
	for _, l := range lists {
		n += len(strings.Fields(l.Words))
	}
	t := &WordTable{shift: 32 - 4}
	for 1<<(32-t.shift) < 3*n {
		t.shift--
	}
	t.hashes, t.flags = make([]uint32, 1<<(32-t.shift)), make([]uint32, 1<<(32-t.shift))
	for _, l := range lists {
		for _, w := range strings.Fields(l.Words) {
			h := HashWord(w)
			i := t.slot(h)
			t.hashes[i] = h
			t.flags[i] |= l.Flag
		}
	}
	return t
}

func (t *WordTable) slot(h uint32) uint32 {
	mask := uint32(len(t.hashes) - 1)
	i := h * 2654435761 >> t.shift
	for t.flags[i] != 0 && t.hashes[i] != h {
		i = (i + 1) & mask
	}
	return i
}

// Get returns the flags of the word with the given hash, 0 if it is not listed.
func (t *WordTable) Get(h uint32) uint32 { return t.flags[t.slot(h)] }
