// Package lex classifies bytes into bitmaps and cuts text into folded, hashed tokens. The engine does both once for a piece of
// text; every detector reads the results.
package lex

import "slices"

// Masks holds the classes of 64 bytes; bit i is byte i.
type Masks struct {
	Digit uint64 // 0-9
	Word  uint64 // ASCII letters and digits, and every byte >= 0x80
	Dot   uint64 // .
	Trig  uint64 // the bytes that the table was made for
}

// Table classifies bytes. Where the processor has AVX2 a kernel does it, elsewhere lanes does: it maps a byte to its classes, one bit
// in each 16-bit lane: Digit, Trig, Word, Dot.
type Table struct {
	lanes  [256]uint64
	kernel *kernel
}

// NewTable returns the table whose Trig class is the given set of bytes.
func NewTable(trig string) *Table {
	t := &Table{kernel: newKernel(trig)}
	for c := range t.lanes {
		switch {
		case '0' <= c && c <= '9':
			t.lanes[c] = 1 | 1<<32
		case IsWord(byte(c)):
			t.lanes[c] = 1 << 32
		case c == '.':
			t.lanes[c] = 1 << 48
		}
	}
	for i := range len(trig) {
		t.lanes[trig[i]] |= 1 << 16
	}
	return t
}

// IsDigit reports whether c is an ASCII digit.
func IsDigit(c byte) bool { return c-'0' < 10 }

// IsLetter reports whether c is an ASCII letter.
func IsLetter(c byte) bool { return (c|0x20)-'a' < 26 }

// IsUpper reports whether c is an ASCII capital.
func IsUpper(c byte) bool { return c-'A' < 26 }

// IsWord reports whether c is an ASCII letter or digit or any byte of a multi-byte rune.
func IsWord(c byte) bool { return IsLetter(c) || IsDigit(c) || c >= 0x80 }

// Append appends the masks of b, the last block padded with zeros. It runs at about 0.3 ns a byte, or 0.1
// with the kernel, and allocates only to grow dst.
func (t *Table) Append(dst []Masks, b []byte) []Masks {
	if n := len(b) / 64; n > 0 && t.kernel != nil {
		k := len(dst)
		dst = slices.Grow(dst, n+1)[:k+n]
		classify(&b[0], n, &dst[k], t.kernel)
		b = b[n*64:]
	}
	for len(b) >= 64 {
		dst = append(dst, t.block((*[64]byte)(b)))
		b = b[64:]
	}
	if len(b) > 0 {
		var tail [64]byte
		copy(tail[:], b)
		m := t.block(&tail)
		keep := uint64(1)<<len(b) - 1
		dst = append(dst, Masks{m.Digit & keep, m.Word & keep, m.Dot & keep, m.Trig & keep})
	}
	return dst
}

// block gathers 16 bytes into four 16-bit lanes at a time and transposes the four results into 64-bit masks.
func (x *Table) block(p *[64]byte) Masks {
	t := &x.lanes
	a0 := t[p[0]] | t[p[1]]<<1 | t[p[2]]<<2 | t[p[3]]<<3 | t[p[4]]<<4 | t[p[5]]<<5 | t[p[6]]<<6 | t[p[7]]<<7 |
		t[p[8]]<<8 | t[p[9]]<<9 | t[p[10]]<<10 | t[p[11]]<<11 | t[p[12]]<<12 | t[p[13]]<<13 | t[p[14]]<<14 | t[p[15]]<<15
	a1 := t[p[16]] | t[p[17]]<<1 | t[p[18]]<<2 | t[p[19]]<<3 | t[p[20]]<<4 | t[p[21]]<<5 | t[p[22]]<<6 | t[p[23]]<<7 |
		t[p[24]]<<8 | t[p[25]]<<9 | t[p[26]]<<10 | t[p[27]]<<11 | t[p[28]]<<12 | t[p[29]]<<13 | t[p[30]]<<14 | t[p[31]]<<15
	a2 := t[p[32]] | t[p[33]]<<1 | t[p[34]]<<2 | t[p[35]]<<3 | t[p[36]]<<4 | t[p[37]]<<5 | t[p[38]]<<6 | t[p[39]]<<7 |
		t[p[40]]<<8 | t[p[41]]<<9 | t[p[42]]<<10 | t[p[43]]<<11 | t[p[44]]<<12 | t[p[45]]<<13 | t[p[46]]<<14 | t[p[47]]<<15
	a3 := t[p[48]] | t[p[49]]<<1 | t[p[50]]<<2 | t[p[51]]<<3 | t[p[52]]<<4 | t[p[53]]<<5 | t[p[54]]<<6 | t[p[55]]<<7 |
		t[p[56]]<<8 | t[p[57]]<<9 | t[p[58]]<<10 | t[p[59]]<<11 | t[p[60]]<<12 | t[p[61]]<<13 | t[p[62]]<<14 | t[p[63]]<<15
	const low32, even16 = 0x00000000ffffffff, 0x0000ffff0000ffff
	b0, b2 := a0&low32|a2<<32, a0>>32|a2&^low32
	b1, b3 := a1&low32|a3<<32, a1>>32|a3&^low32
	return Masks{
		Digit: b0&even16 | (b1&even16)<<16,
		Trig:  b0>>16&even16 | b1&^even16,
		Word:  b2&even16 | (b3&even16)<<16,
		Dot:   b2>>16&even16 | b3&^even16,
	}
}
