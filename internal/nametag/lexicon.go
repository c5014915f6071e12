package nametag

import (
	"encoding/binary"

	"github.com/lethe-pii/lethe/internal/perfect"
)

// Entry is what the lexicon knows of a word: 53 bits, and bit 63 if the word is listed.
// Bits 0-1 rank as first name, 2-3 as surname, 4-5 lower-case commonness, 6-7 capitalised ratio, 8-16 one of 256 classes by English word
// vectors, 17-26 English Brown cluster, 27-36 one of 1,000 classes by word vectors, 37-46 German or Spanish Brown cluster, 47-48 person share,
// 49-50 place or organization share, 51-52 commonness in German or Spanish. Clusters that are near in their tree have near ids.
type Entry uint64

func (l Entry) First() uint32   { return uint32(l) & 3 }
func (l Entry) Surname() uint32 { return uint32(l>>2) & 3 }
func (l Entry) Common() uint32  { return uint32(l>>4) & 3 }
func (l Entry) Capital() uint32 { return uint32(l>>6) & 3 }
func (l Entry) ranks() uint32   { return uint32(l) & 255 }
func (l Entry) cluster() uint32 { return uint32(l>>8) & 511 }
func (l Entry) brown() uint32   { return uint32(l>>17) & 1023 }
func (l Entry) fine() uint32    { return uint32(l>>27) & 1023 }
func (l Entry) foreign() uint32 { return uint32(l>>37) & 1023 }
func (l Entry) Person() uint32  { return uint32(l>>47) & 3 }
func (l Entry) Place() uint32   { return uint32(l>>49) & 3 }
func (l Entry) Abroad() uint32  { return uint32(l>>51) & 3 }
func (l Entry) Known() bool     { return l>>63 != 0 }

const known = 1 << 63

// coarse is a small class of a word: name ranks, commonness, capitalised ratio.
func (l Entry) coarse() uint32 {
	if !l.Known() {
		return 63
	}
	three := func(v uint32) uint32 { return min(v, 2) }
	return three(l.First()) + 3*three(l.Surname()) + 9*(l.Common()>>1) + 18*(l.Capital()>>1)
}

// Lexicon is an immutable table of words, read where it lies. The zero value knows none. A word that is not listed is taken for a listed one
// with a chance of 1 in 1,000.
type Lexicon struct {
	words    []byte // at the place of its hash a word has its tag above its entry, eight bytes together
	pilots   []byte
	spelling *Spelling
}

// Keyed is a word's hash and entry.
type Keyed struct {
	Hash  uint32
	Entry Entry
}

const (
	wordSize  = 8
	entryBits = 53
)

// NewLexicon makes a lexicon of words whose hashes differ. Words that are not listed are guessed from their letters.
func NewLexicon(words []Keyed, spelling *Spelling) *Lexicon {
	return UnpackLexicon(PackLexicon(words, spelling))
}

// PackLexicon returns what NewLexicon makes in the form that UnpackLexicon reads: the words, the pilots and their length, the rows of the
// spelling.
func PackLexicon(words []Keyed, spelling *Spelling) []byte {
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = uint64(w.Hash)
	}
	pilots, places := perfect.Build(hashes)
	b := make([]byte, wordSize*places)
	for i, w := range words {
		at := b[wordSize*perfect.Place(pilots, places, hashes[i]):]
		binary.LittleEndian.PutUint64(at, tagOf(w.Hash)|uint64(w.Entry)&(1<<entryBits-1))
	}
	b = append(b, pilots...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(pilots)))
	for _, row := range spelling {
		b = binary.LittleEndian.AppendUint32(b, row)
	}
	return b
}

// UnpackLexicon reads what PackLexicon wrote, all of it, and keeps it: b must not change.
func UnpackLexicon(b []byte) *Lexicon {
	l := &Lexicon{spelling: new(Spelling)}
	b, rows := cut(b, 4*len(l.spelling))
	for i := range l.spelling {
		l.spelling[i] = binary.LittleEndian.Uint32(rows[4*i:])
	}
	b, n := cut(b, 4)
	l.words, l.pilots = cut(b, int(binary.LittleEndian.Uint32(n)))
	return l
}

// cut splits b before its last n bytes.
func cut(b []byte, n int) (head, tail []byte) { return b[:len(b)-n], b[len(b)-n:] }

// tagOf returns what tells a word from others at its place and from a free place, which is 0.
func tagOf(hash uint32) uint64 { return uint64(hash|1) << entryBits }

// Lookup returns the entry of the word with the given hash, 0 if it is not listed.
func (l *Lexicon) Lookup(h uint32) Entry {
	if len(l.words) == 0 {
		return 0
	}
	i := wordSize * perfect.Place(l.pilots, len(l.words)/wordSize, uint64(h))
	e := binary.LittleEndian.Uint64(l.words[i:i+wordSize:len(l.words)]) - tagOf(h)
	listed := uint64(int64(e>>entryBits-1) >> 63) // all ones or none: no branch, so that look-ups in a row overlap
	return Entry((e | known) & listed)
}
