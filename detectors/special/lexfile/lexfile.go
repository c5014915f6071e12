// Package lexfile is the file format of the special-category lexicon: terms of one or more words and classes of context words, all as
// hashes of folded words. A Builder writes it; the detector looks words up in the file as it lies.
package lexfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"

	"github.com/lethe-pii/lethe/internal/lex"
)

// AnyWord and AnyNumber stand in a term for one word or one number of any value.
const (
	AnyWord   = "anyword0"
	AnyNumber = "anynumber0"
)

// MaxWords is the most words of a term.
const MaxWords = 8

// Info describes a term: bits 0-3 category, 4-7 kind, the rest flags.
type Info uint16

// Flags of an Info.
const (
	prefix  Info = 1 << (8 + iota) // the words begin a longer term
	wild                           // AnyWord may follow
	number                         // AnyNumber may follow
	opening                        // a first word
	near                           // a second word, or one behind words of any value alone
)

// Make returns the Info of a term.
func Make(category, kind uint8) Info { return Info(category&15) | Info(kind&15)<<4 }

// Category returns the category of a term, 0 for none.
func (i Info) Category() uint8 { return uint8(i & 15) }

// Kind returns the kind of a term.
func (i Info) Kind() uint8 { return uint8(i >> 4 & 15) }

const magic = "LSX7"

// ErrFormat means that bytes are no lexicon.
var ErrFormat = errors.New("lexfile: not a lexicon")

var anyWord, anyNumber = lex.HashString(AnyWord), lex.HashString(AnyNumber)

// join adds a word to the hash of the words before it; the order counts.
func join(h, word uint64) uint64 {
	return bits.RotateLeft64(h*0x9e3779b97f4a7c15, 29) ^ word*0xd6e8feb86659fd93
}

// Table is an immutable lexicon.
type Table struct {
	alone   [aloneSize]uint64     // words that are terms, and the few first words whose terms only Match tells
	firsts  [firstsSize]uint64    // words that begin longer terms
	around  [contextSize]uint64   // context words
	pairs   [pairsSize]uint64     // the first two words of terms, and any words between them
	longer  *[8 * longerSize]byte // the first three, and more that Match tells apart
	terms   hashed
	context hashed
}

// Read returns the lexicon in data, all of it, and keeps data, which must not change.
func Read(data []byte) (*Table, error) {
	const filters = 8 * (aloneSize + firstsSize + contextSize + pairsSize + longerSize)
	data, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(data) < filters {
		return nil, ErrFormat
	}
	t := new(Table)
	for _, words := range [][]uint64{t.alone[:], t.firsts[:], t.around[:], t.pairs[:]} {
		for i := range words {
			words[i] = binary.LittleEndian.Uint64(data[8*i:])
		}
		data = data[8*len(words):]
	}
	t.longer, data = (*[8 * longerSize]byte)(data), data[8*longerSize:]
	if t.terms, data, ok = cutHashed(data, termSize); ok {
		t.context, data, ok = cutHashed(data, wordSize)
	}
	if !ok || len(data) > 0 {
		return nil, ErrFormat
	}
	return t, nil
}

// Words of the filters, sets of hashes that may hold more than was added: about 80,000 single words, 9,000 first words, 6,000
// context words, 86,000 pairs, 430,000 longer beginnings. Each hash sets three bits of one word, so that a look-up is one load.
const (
	aloneSize   = 1 << 14
	firstsSize  = 1 << 12
	contextSize = 1 << 11
	pairsSize   = 1 << 14
	longerSize  = 1 << 16
)

func bitsOf(h uint64) uint64 { return 1<<(h&63) | 1<<(h>>6&63) | 1<<(h>>12&63) }

// leadsOf are the bits of words that only lead on to others, as bitsOf of those at which Match looks up what may follow. Among the first words they
// mark those behind which any word may stand.
func leadsOf(h uint64) uint64 { return 1<<(h>>36&63) | 1<<(h>>42&63) | 1<<(h>>48&63) }

// Context returns the classes of a word, one bit each.
func (t *Table) Context(h uint64) uint32 {
	if asks(t.around[h>>20&(contextSize-1)], h) == 0 {
		return 0
	}
	return t.context.get(h)
}

// term returns what is known of a term or of the beginning of one, 0 for nothing.
func (t *Table) term(h uint64) Info { return Info(t.terms.get(h)) }

// Match returns the longest term at the start of ts and its number of words, 0 if there is none. joined tells whether two
// neighbouring tokens may belong to one term.
func (t *Table) Match(ts []lex.Token, joined func(a, b lex.Token) bool) (best Info, words int) {
	type path struct {
		h    uint64
		info Info
	}
	var now, next [4]path
	now[0] = path{ts[0].Hash, prefix | wild | number} // of a word that only begins terms, any way is tried
	if asks(t.alone[ts[0].Hash>>20&(aloneSize-1)], ts[0].Hash) != 0 {
		now[0].info = t.term(ts[0].Hash)
	}
	live := 1
	for n := 1; live > 0; n++ {
		for _, p := range now[:live] {
			if p.info.Category() != 0 && (words < n || best.Kind() < p.info.Kind()) {
				best, words = p.info, n
			}
		}
		if n == len(ts) || n == MaxWords || !joined(ts[n-1], ts[n]) {
			break
		}
		k := 0
		for _, p := range now[:live] {
			if p.info&prefix == 0 {
				continue
			}
			ways := [3]uint64{ts[n].Hash, 0, 0}
			if p.info&wild != 0 {
				ways[1] = anyWord
			}
			if p.info&number != 0 && ts[n].Flags&lex.HasDigit != 0 {
				ways[2] = anyNumber
			}
			for _, w := range ways {
				if w == 0 {
					continue
				}
				h := join(p.h, w)
				if k == len(next) || !t.begins(h) { // the filter is near, the terms are far
					continue
				}
				if info := t.term(h); info != 0 {
					next[k] = path{h, info}
					k++
				}
			}
		}
		now, live = next, k
	}
	return best, words
}
