package token

import "encoding/binary"

// Mark tells a writing of a value from its main one. The zero Mark is that of the main one and is not written.
type Mark uint32

const (
	// MarkLen is the length of a mark in bytes, its underscore included.
	MarkLen   = 1 + 2*markPairs
	markPairs = 3
	digits    = 10
	letters   = len(alphabet) - digits
	marks     = digits * letters * digits * letters * digits * letters
)

// MarkOf returns a mark that depends on the body.
func MarkOf(b Body) Mark { return 1 + Mark(binary.BigEndian.Uint32(b[:]))%Mark(marks) }

func (m Mark) append(dst []byte) []byte {
	if m == 0 {
		return dst
	}
	n := int(m - 1)
	dst = append(dst, '_')
	for range markPairs {
		dst = append(dst, alphabet[n%digits], alphabet[digits+n/digits%letters])
		n /= digits * letters
	}
	return dst
}

// parseMark reads an underscore and pairs of a digit and a letter; 0 if b is none.
func parseMark(b []byte) Mark {
	n, unit := 0, 1
	for i := 1; i < MarkLen; i += 2 {
		d, l := int(values[b[i]]), int(values[b[i+1]])
		if d >= digits || l < digits || l >= len(alphabet) {
			return 0
		}
		n += (d + (l-digits)*digits) * unit
		unit *= digits * letters
	}
	return Mark(n + 1)
}
