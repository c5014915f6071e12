package nametag

import "encoding/binary"

// Entry is what the lexicon knows of a word: 48 bits, and bit 63 if the word is listed.
// Bits 0-1 rank as first name, 2-3 as surname, 4-5 lower-case commonness, 6-7 capitalised ratio, 8-16 word cluster of 256, 17-28
// Brown cluster, 29-39 word cluster of 1,024, 40-41 person share, 42-43 place or organization share, 44-45 German and 46-47 Spanish
// commonness.
type Entry uint64

func (l Entry) First() uint32   { return uint32(l) & 3 }
func (l Entry) Surname() uint32 { return uint32(l>>2) & 3 }
func (l Entry) Common() uint32  { return uint32(l>>4) & 3 }
func (l Entry) Capital() uint32 { return uint32(l>>6) & 3 }
func (l Entry) ranks() uint32   { return uint32(l) & 255 }
func (l Entry) cluster() uint32 { return uint32(l>>8) & 511 }
func (l Entry) brown() uint32   { return uint32(l>>17) & 4095 }
func (l Entry) fine() uint32    { return uint32(l>>29) & 2047 }
func (l Entry) Person() uint32  { return uint32(l>>40) & 3 }
func (l Entry) Place() uint32   { return uint32(l>>42) & 3 }
func (l Entry) German() uint32  { return uint32(l>>44) & 3 }
func (l Entry) Spanish() uint32 { return uint32(l>>46) & 3 }
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

// Lexicon is an immutable table of words. The zero value knows none.
type Lexicon struct {
	slots    []uint64 // 14 bits of hash, bit 62 set, 48 bits of entry
	shift    uint
	spelling *Spelling
}

// Keyed is a word's hash and entry.
type Keyed struct {
	Hash  uint32
	Entry Entry
}

// NewLexicon makes a lexicon of at most 400,000 words; of two words with one hash the first stays. Words that are not listed are guessed
// from their letters, unless spelling is nil.
func NewLexicon(words []Keyed, spelling *Spelling) *Lexicon {
	l := newLexicon(len(words), spelling)
	for _, w := range words {
		l.enter(w.Hash, w.Entry)
	}
	return l
}

// newLexicon makes an empty lexicon with room for n words.
func newLexicon(n int, spelling *Spelling) *Lexicon {
	l := &Lexicon{shift: 32 - 10, spelling: spelling}
	for 1<<(32-l.shift) < n*4/3 {
		l.shift--
	}
	l.slots = make([]uint64, 1<<(32-l.shift))
	return l
}

func (l *Lexicon) enter(hash uint32, e Entry) {
	m := hash * 2654435761
	i, tag := m>>l.shift, tagOf(m)
	for mask := uint32(len(l.slots) - 1); l.slots[i] != 0; i = (i + 1) & mask {
		if l.slots[i]>>48 == tag {
			return
		}
	}
	l.slots[i] = tag<<48 | uint64(e)&(1<<48-1)
}

func tagOf(m uint32) uint64 { return uint64(m&0x3fff | 0x4000) }

// Lookup returns the entry of the word with the given hash, 0 if it is not listed.
func (l *Lexicon) Lookup(h uint32) Entry {
	if len(l.slots) == 0 {
		return 0
	}
	m := h * 2654435761
	tag, mask := tagOf(m), uint32(len(l.slots)-1)
	for i := m >> l.shift; ; i = (i + 1) & mask {
		switch e := l.slots[i]; {
		case e == 0:
			return 0
		case e>>48 == tag:
			return Entry(e&(1<<48-1) | known)
		}
	}
}

// PackLexicon returns words, sorted by hash, in the form that UnpackLexicon reads: the rows of the spelling, then for each word the
// difference to the hash before and six bytes.
func PackLexicon(words []Keyed, spelling *Spelling) []byte {
	var b []byte
	for _, row := range spelling {
		b = binary.LittleEndian.AppendUint32(b, row)
	}
	last := uint32(0)
	for _, w := range words {
		b = binary.AppendUvarint(b, uint64(w.Hash-last))
		last = w.Hash
		for k := range 6 {
			b = append(b, byte(w.Entry>>(8*k)))
		}
	}
	return b
}

// UnpackLexicon reads what PackLexicon wrote. The spelling must be whole; it stops where the words are cut.
func UnpackLexicon(b []byte) *Lexicon {
	spelling := new(Spelling)
	for i := range spelling {
		spelling[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	b = b[4*len(spelling):]
	const shortest = 7 // bytes of a word
	l := newLexicon(len(b)/shortest, spelling)
	last := uint32(0)
	for {
		d, n := uint64(0), 0
		if len(b) < 16 {
			d, n = binary.Uvarint(b)
		} else if d, n = uint64(b[0]), 1; d >= 0x80 {
			d, n = d&0x7f|uint64(b[1])<<7, 2
			if b[1] >= 0x80 {
				d, n = binary.Uvarint(b)
			}
		}
		if n <= 0 || len(b) < n+6 {
			return l
		}
		var e uint64
		if len(b) >= n+8 {
			e = binary.LittleEndian.Uint64(b[n:])
		} else {
			e = uint64(binary.LittleEndian.Uint32(b[n:])) | uint64(binary.LittleEndian.Uint16(b[n+4:]))<<32
		}
		last += uint32(d)
		l.enter(last, Entry(e))
		b = b[n+6:]
	}
}
