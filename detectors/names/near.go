package names

import (
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
)

const (
	minNear  = 5  // letters of a word that may be misspelt
	maxNear  = 24 // bytes
	loneNear = 7  // letters of a listed name of one word that may be misspelt
)

// near finds listed words from which a word differs by one letter: left out, put in or exchanged. It knows each listed word under the
// hashes of what stays if one letter is left out. A look-up takes time in proportion to the
// square of the word's length, at most 24 bytes.
type near struct {
	word    map[uint32]uint32 // letters of a listed word to its hash
	without map[uint32]uint32 // letters of a listed word without one of them to its hash
	fold    []byte
}

func newNear(n int) *near {
	return &near{word: make(map[uint32]uint32, n), without: make(map[uint32]uint32, 6*n)}
}

func (n *near) enter(word string, hash uint32) {
	n.fold = lex.Fold(n.fold[:0], []byte(word))
	if !misspellable(n.fold) {
		return
	}
	n.word[letters(n.fold, 0, 0)] = hash
	for p := 0; p < len(n.fold); {
		_, size := utf8.DecodeRune(n.fold[p:])
		h := letters(n.fold, p, size)
		if _, ok := n.without[h]; !ok {
			n.without[h] = hash
		}
		p += size
	}
}

func misspellable(b []byte) bool { return len(b) <= maxNear && utf8.RuneCount(b) >= minNear }

// letters hashes b without the size bytes at p.
func letters(b []byte, p, size int) uint32 {
	h := uint32(2166136261)
	for _, c := range b[:p] {
		h = (h ^ uint32(c)) * 16777619
	}
	for _, c := range b[p+size:] {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// find returns the hash of a listed word that is one letter away from the folded word b.
func (n *near) find(b []byte) (uint32, bool) {
	if !misspellable(b) {
		return 0, false
	}
	if h, ok := n.without[letters(b, 0, 0)]; ok {
		return h, true
	}
	for p := 0; p < len(b); {
		_, size := utf8.DecodeRune(b[p:])
		x := letters(b, p, size)
		if h, ok := n.word[x]; ok {
			return h, true
		}
		if h, ok := n.without[x]; ok {
			return h, true
		}
		p += size
	}
	return 0, false
}

// nearly returns the number of words from i on that are a listed name but for one letter of one word, 0 if there is none.
func (r *reader) nearly(i int) int {
	list := r.d.roster
	for wrong := range maxRosterWords {
		if i+wrong >= len(r.Words) {
			return 0
		}
		w := &r.Words[i+wrong]
		if w.Shape == nametag.Punct || wrong > 0 && w.Newlines > 0 {
			return 0
		}
		r.fold = lex.Fold(r.fold[:0], r.s.Text[w.Start:w.End])
		h, ok := list.near.find(r.fold)
		if ok {
			right := w.Hash
			w.Hash = h
			n := list.match(r.Words[i:min(len(r.Words), i+2*maxRosterWords)])
			w.Hash = right
			if n > wrong && (n > 1 || len(r.fold) >= loneNear && r.Entry(i).Common() == 0) {
				return n
			}
		}
		if list.first[r.Words[i].Hash] == 0 {
			return 0 // the first word must be right if another is wrong
		}
	}
	return 0
}
