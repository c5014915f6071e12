package nametag

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Classes of a word by its spelling.
const (
	SpeltCommon = iota
	SpeltGiven
	SpeltSurname
	SpeltPlace
	NumSpelt
)

// SpellingScale is the weight that stands for 1 of log odds.
const SpellingScale = 16

const (
	spellingBits = 13
	longestSpelt = 24   // bytes of a word that are read
	firstSpelt   = 300  // the first class by word vectors that listed words do not have
	speltBrown   = 1005 // the first Brown cluster that they do not have
)

// Spelling guesses what an unlisted word is from its letters. Each run of two to four bytes has a row of NumSpelt 8-bit weights, the one
// of class k in byte k, biased by 128.
type Spelling [1 << spellingBits]uint32

// SpellingFeatures appends the rows that the first 24 bytes of word select. Upper and lower case select the same ones.
func SpellingFeatures(dst []uint32, word []byte) []uint32 {
	const edge = 1
	word = word[:min(len(word), longestSpelt)]
	h2, h3, h4 := uint32(0), uint32(0), uint32(edge)
	last := byte(0)
	for i := 0; i <= len(word); i++ {
		c := byte(edge)
		if i < len(word) {
			c = lowByte[word[i]]
			if last == 0xc3 && c >= 0x80 && c < 0x9f {
				c |= 0x20 // À to Þ
			}
		}
		last = c
		h2 = h4&0xff<<8 | uint32(c)
		h3 = h4&0xffff<<8 | uint32(c)
		h4 = h4<<8 | uint32(c)
		dst = append(dst, h2*2654435761>>(32-spellingBits))
		if i > 0 {
			dst = append(dst, (h3^0x5bd1e995)*2246822519>>(32-spellingBits))
		}
		if i > 1 {
			dst = append(dst, h4*3266489917>>(32-spellingBits))
		}
	}
	return dst
}

// LooksNamed reports whether the letters of an unlisted word are those of a given name or a surname.
func (l Entry) LooksNamed() bool {
	k := l.cluster()
	return k > firstSpelt+3*SpeltGiven && k < firstSpelt+3*SpeltPlace && k != firstSpelt+3*SpeltSurname
}

// guess returns what a word that is not listed is like: its last part behind a hyphen, itself without a genitive's s, or its letters. Without
// case too many plurals would look like names, so that the letters alone tell.
func (l *Lexicon) guess(word []byte, mode Mode) Entry {
	if mode != Cased {
		return l.spelling.entry(word)
	}
	if i := bytes.LastIndexByte(word, '-'); i > 0 && i+2 < len(word) {
		word = word[i+1:]
		if e := l.Lookup(fold(lex.Hash(word))); e.Known() {
			return e
		}
	}
	if n := len(word); n > 4 && word[n-1]|0x20 == 's' {
		if e := l.Lookup(fold(lex.Hash(word[:n-1]))); e.Known() {
			return e
		}
	}
	return l.spelling.entry(word)
}

// entry returns the class of an unlisted word as an Entry that is not Known, with cluster ids of its own.
func (s *Spelling) entry(word []byte) Entry {
	if s == nil {
		return 0
	}
	var buf [3*longestSpelt + 3]uint32
	var even, odd uint32
	for _, x := range SpellingFeatures(buf[:0], word) {
		even += s[x] & 0xff00ff
		odd += s[x] >> 8 & 0xff00ff
	}
	score := [NumSpelt]int{int(even & 0xffff), int(odd & 0xffff), int(even >> 16), int(odd >> 16)}
	best, second := SpeltCommon, -1
	for k := 1; k < NumSpelt; k++ {
		switch {
		case score[k] > score[best]:
			best, second = k, best
		case second < 0 || score[k] > score[second]:
			second = k
		}
	}
	sure := 0
	switch d := score[best] - score[second]; {
	case d > 3*SpellingScale:
		sure = 2
	case d > SpellingScale:
		sure = 1
	}
	class := Entry(3*best + sure)
	return (firstSpelt+class)<<8 | (speltBrown+class)<<17
}
