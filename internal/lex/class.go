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
func (t *Table) block(p *[64]byte) Masks {
	l := &t.lanes
	a0 := l[p[0]] | l[p[1]]<<1 | l[p[2]]<<2 | l[p[3]]<<3 | l[p[4]]<<4 | l[p[5]]<<5 | l[p[6]]<<6 | l[p[7]]<<7 |
		l[p[8]]<<8 | l[p[9]]<<9 | l[p[10]]<<10 | l[p[11]]<<11 | l[p[12]]<<12 | l[p[13]]<<13 | l[p[14]]<<14 | l[p[15]]<<15
	a1 := l[p[16]] | l[p[17]]<<1 | l[p[18]]<<2 | l[p[19]]<<3 | l[p[20]]<<4 | l[p[21]]<<5 | l[p[22]]<<6 | l[p[23]]<<7 |
		l[p[24]]<<8 | l[p[25]]<<9 | l[p[26]]<<10 | l[p[27]]<<11 | l[p[28]]<<12 | l[p[29]]<<13 | l[p[30]]<<14 | l[p[31]]<<15
	a2 := l[p[32]] | l[p[33]]<<1 | l[p[34]]<<2 | l[p[35]]<<3 | l[p[36]]<<4 | l[p[37]]<<5 | l[p[38]]<<6 | l[p[39]]<<7 |
		l[p[40]]<<8 | l[p[41]]<<9 | l[p[42]]<<10 | l[p[43]]<<11 | l[p[44]]<<12 | l[p[45]]<<13 | l[p[46]]<<14 | l[p[47]]<<15
	a3 := l[p[48]] | l[p[49]]<<1 | l[p[50]]<<2 | l[p[51]]<<3 | l[p[52]]<<4 | l[p[53]]<<5 | l[p[54]]<<6 | l[p[55]]<<7 |
		l[p[56]]<<8 | l[p[57]]<<9 | l[p[58]]<<10 | l[p[59]]<<11 | l[p[60]]<<12 | l[p[61]]<<13 | l[p[62]]<<14 | l[p[63]]<<15
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
