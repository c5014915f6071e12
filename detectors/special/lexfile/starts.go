package lexfile

import (
	"encoding/binary"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Starts finds the tokens at which terms may begin, a block of tokens at a time. Half of the words of plain text begin some term, so that a branch
// on each would be guessed wrong and each look-up would wait for the one before: the first two steps, single words and pairs, have no branches.
type Starts struct {
	table *Table
	ts    []lex.Token
	from  int // the first token that no block holds yet
	end   int
	found [block]int32
	next  int // index in found
	n     int // of found
}

const block = 128

// Starts returns the starts among the tokens [i, end) of ts.
func (t *Table) Starts(ts []lex.Token, i, end int) Starts {
	return Starts{table: t, ts: ts, from: i, end: end}
}

// From returns the first start from token i on, end if there is none. It passes over almost all tokens at which no term begins. i must not fall.
func (s *Starts) From(i int) int {
	for {
		for ; s.next < s.n; s.next++ {
			if k := int(s.found[s.next]); k >= i {
				return k
			}
		}
		s.from = max(s.from, i)
		if s.from >= s.end {
			return s.end
		}
		s.fill(min(s.from+block, s.end))
	}
}

// fill finds the starts up to token to. Each step passes on the few tokens that the next, dearer one is for.
func (s *Starts) fill(to int) {
	t, ts := s.table, s.ts
	n := 0
	for i := s.from; i < to; i++ {
		h := ts[i].Hash
		first := t.firsts[h>>20&(firstsSize-1)]
		alone := asks(t.alone[h>>20&(aloneSize-1)], h)
		s.found[n&(block-1)] = int32(i)<<2 | int32(leads(first, h))<<1 | int32(alone)
		n += int(alone | asks(first, h))
	}
	s.from, s.next, s.n = to, 0, 0
	firsts := n
	n = 0
	for _, k := range s.found[:firsts] {
		i := int(k >> 2)
		next := min(i+1, len(ts)-1)
		s.found[n&(block-1)] = k
		n += int((uint64(k) | uint64(k)>>1 | t.pair(join(ts[i].Hash, ts[next].Hash)) | uint64(ts[next].Flags/lex.HasDigit)) & 1)
	}
	pairs := n
	n = 0
	for _, k := range s.found[:pairs] {
		s.found[n&(block-1)] = k
		n += int((uint64(k) | t.mayGoOn(int(k>>2), uint64(k)>>1&1, ts)) & 1)
	}
	for _, k := range s.found[:n] {
		if i := int(k >> 2); k&1 != 0 || t.goesOn(ts[i].Hash, ts[i+1:min(len(ts), i+MaxWords)]) {
			s.found[s.n] = int32(i)
			s.n++
		}
	}
}

// mayGoOn is 1 if goesOn may be true of token i, else almost always 0; wild is 1 if words of any value may stand behind it. It looks one word
// further than pair, and has no branches either.
func (t *Table) mayGoOn(i int, wild uint64, ts []lex.Token) uint64 {
	h, last := ts[i].Hash, len(ts)-1
	w1, w2, w3 := &ts[min(i+1, last)], ts[min(i+2, last)].Hash, ts[min(i+3, last)].Hash
	two := join(h, w1.Hash)
	f, three := t.pairs[two>>20&(pairsSize-1)], join(two, w2)
	any1 := join(h, anyWord)
	any2 := join(any1, anyWord)
	lead := leads(f, two)
	far := t.far(three & -lead) // without a lead a word that is near
	return asks(f, two) | lead&holds(far, three) |
		wild&(t.pair(join(any1, w2))|t.pair(any2)&t.pair(join(any2, w3))) |
		uint64(w1.Flags/lex.HasDigit)&t.pair(join(h, anyNumber))
}

// goesOn reports whether words behind a first word with hash h may make a term of it. Terms of three words and more begin with pairs like "in the",
// and words of any value stand behind words like "of": the filters follow both to a word that ends a term.
func (t *Table) goesOn(h uint64, behind []lex.Token) bool {
	for n := range behind {
		if t.follow(h, behind[n:]) || n == 0 && behind[0].Flags&lex.HasDigit != 0 && t.pair(join(h, anyNumber)) != 0 {
			return true
		}
		if h = join(h, anyWord); n == maxWild || t.pair(h) == 0 {
			break
		}
	}
	return false
}

// maxWild is how many words of any value goesOn passes over.
const maxWild = 2

// follow reports whether words behind a first word, or behind it and words of any value, with the joined hash h lead on to one at which the terms
// are to be asked.
func (t *Table) follow(h uint64, behind []lex.Token) bool {
	for i := range behind {
		h = join(h, behind[i].Hash)
		f := t.pairs[h>>20&(pairsSize-1)]
		if i > 0 {
			f = t.far(h)
		}
		if asks(f, h) != 0 && t.term(h) != 0 {
			return true
		}
		if leads(f, h) == 0 {
			return false
		}
	}
	return false
}

// begins reports whether words with the joined hash h may begin a term, or be one.
func (t *Table) begins(h uint64) bool { return t.pair(h)|holds(t.far(h), h) != 0 }

// pair is begins of two words, or of a word and one with any words between them, as 1 or 0.
func (t *Table) pair(h uint64) uint64 { return holds(t.pairs[h>>20&(pairsSize-1)], h) }

// far returns the bits of the filter of longer beginnings at the place of h.
func (t *Table) far(h uint64) uint64 {
	i := h >> 20 & (longerSize - 1) * 8
	return binary.LittleEndian.Uint64(t.longer[i : i+8])
}

// holds is 1 if the bits of a filter are those of h, else 0.
func holds(bits, h uint64) uint64 { return asks(bits, h) | leads(bits, h) }

// asks is 1 if bitsOf h are among the bits of a filter, else 0; leads tells the same of leadsOf.
func asks(bits, h uint64) uint64 {
	return bits >> (h & 63) & (bits >> (h >> 6 & 63)) & (bits >> (h >> 12 & 63)) & 1
}

func leads(bits, h uint64) uint64 {
	return bits >> (h >> 36 & 63) & (bits >> (h >> 42 & 63)) & (bits >> (h >> 48 & 63)) & 1
}
