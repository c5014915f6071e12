package table

import (
	"encoding/binary"
	"hash/maphash"
)

// lexicon numbers distinct values in order of first appearance: open addressing under a secret hash, so
// that hostile values cannot make it slow. Values of up to eight bytes are compared as one word.
type lexicon struct {
	slots  []slot
	values []string
	seed   maphash.Seed
	mul    uint64
}

type slot struct {
	key  uint64 // the value itself up to eight bytes, its hash above
	size int32
	code int32 // from 1; 0: free
}

func newLexicon() lexicon {
	seed := maphash.MakeSeed()
	return lexicon{slots: make([]slot, 64), seed: seed, mul: maphash.Bytes(seed, nil) | 1}
}

// clear forgets all values.
func (l *lexicon) clear() {
	clear(l.slots)
	l.values = nil
}

// short returns up to eight bytes as a number. b needs eight bytes of capacity behind its start.
func short(b []byte) uint64 {
	n := len(b)
	if n == 0 {
		return 0
	}
	return binary.LittleEndian.Uint64(b[:8]) << (64 - 8*n) >> (64 - 8*n)
}

// code is the number of a value. b needs eight bytes of capacity behind its start.
func (l *lexicon) code(b []byte) uint32 {
	n := int32(len(b))
	var key, h uint64
	if n <= 8 {
		key = short(b)
		h = (key ^ uint64(n)<<59) * l.mul
		h ^= h >> 32
	} else {
		key = maphash.Bytes(l.seed, b)
		h = key
	}
	mask := uint64(len(l.slots) - 1)
	i := h & mask
	for ; l.slots[i].code != 0; i = (i + 1) & mask {
		if s := &l.slots[i]; s.key == key && s.size == n && (n <= 8 || l.values[s.code-1] == string(b)) {
			return uint32(s.code - 1)
		}
	}
	l.values = append(l.values, string(b))
	l.slots[i] = slot{key, n, int32(len(l.values))}
	if len(l.values)*2 > len(l.slots) {
		l.grow()
	}
	return uint32(len(l.values) - 1)
}

func (l *lexicon) grow() {
	old := l.slots
	l.slots = make([]slot, 2*len(old))
	mask := uint64(len(l.slots) - 1)
	for _, s := range old {
		if s.code == 0 {
			continue
		}
		h := s.key
		if s.size <= 8 {
			h = (s.key ^ uint64(s.size)<<59) * l.mul
			h ^= h >> 32
		}
		i := h & mask
		for l.slots[i].code != 0 {
			i = (i + 1) & mask
		}
		l.slots[i] = s
	}
}

// dict fills a column.
type dict struct {
	lexicon
	c   *Column
	buf []byte
}

func newDict(c *Column) *dict { return &dict{lexicon: newLexicon(), c: c, buf: make([]byte, 0, 64)} }

// number is the code of a value, which joins the column's values if it is new.
func (d *dict) number(v string) uint32 {
	d.buf = append(d.buf[:0], v...)
	if cap(d.buf) < 8 {
		d.buf = append(make([]byte, 0, 64), v...)
	}
	x := d.code(d.buf)
	d.c.Values = d.values
	return x
}

// add appends a cell.
func (d *dict) add(v string) { d.c.codes.add(d.number(v)) }
