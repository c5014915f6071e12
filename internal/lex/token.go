package lex

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Token is a maximal run of letters and digits (marks and joiners inside count as letters). Hyphens, apostrophes, dots and
// underscores separate tokens; who wants "Jean-Luc" or "O'Neil" as one joins neighbours.
type Token struct {
	Start, End int32  // byte offsets into the text that was cut
	Hash       uint64 // Hash of the folded word
	Flags      Flags
}

// Len returns the token's length in bytes.
func (t Token) Len() int { return int(t.End - t.Start) }

// Flags describe a token's letters and its surroundings.
type Flags uint16

const (
	FirstUpper  Flags = 1 << iota // begins with a capital
	HasUpper                      // holds a capital after the first rune
	HasLower                      // holds a lower-case letter
	HasDigit                      // holds a digit
	NonASCII                      // holds a rune >= 0x80
	LineStart                     // only white space between the line's start and the token
	SpaceBefore                   // white space right before
	SpaceAfter                    // white space, or the text's end, right after
)

// AllUpper reports whether the token has capitals only (digits aside) and at least two of them.
func (f Flags) AllUpper() bool { return f&(FirstUpper|HasUpper|HasLower) == FirstUpper|HasUpper }

// Capitalised reports whether the token is a capital followed by lower-case letters.
func (f Flags) Capitalised() bool { return f&(FirstUpper|HasUpper|HasLower) == FirstUpper|HasLower }

// AllDigits reports whether the token has no letters.
func (f Flags) AllDigits() bool {
	return f&(FirstUpper|HasUpper|HasLower|NonASCII|HasDigit) == HasDigit
}

// AppendTokens appends the tokens of text, whose masks are given (as Table.Append returns them). Offsets are offset + position.
// It takes about 2 ns a byte and allocates only to grow dst.
//
// Runs of up to 16 ASCII bytes are read as two words without branches on their length: among letters and digits bit 6 tells letters,
// bit 5 lower case. The code stands in the loop because calls would cost as much as the work.
func AppendTokens(dst []Token, text []byte, masks []Masks, offset int) []Token {
	var carry uint64
	start := -1
	for k := range masks {
		w := masks[k].Word
		edges := w ^ (w<<1 | carry)
		carry = w >> 63
		dst = slices.Grow(dst, (bits.OnesCount64(edges)+1)/2)
		for edges != 0 {
			p := k*64 + bits.TrailingZeros64(edges)
			edges &= edges - 1
			if start < 0 {
				start = p
				continue
			}
			from := start
			start = -1
			n := p - from
			if n > 16 || from+16 > len(text) {
				dst = appendLong(dst, text, from, p, offset)
				continue
			}
			b := text[from : from+16 : len(text)]
			x := binary.LittleEndian.Uint64(b)
			var h uint64
			var f Flags
			if n < 8 {
				all := uint64(1)<<(8*uint(n)&63) - 1
				x &= all
				if x&(0x80*ones) != 0 {
					dst = appendRunes(dst, text, from, p, offset)
					continue
				}
				letter, low := x>>6, x>>5
				up := letter &^ low & ones
				f = caseOf(up, letter&low&ones, ^letter&all&ones)
				h = mix(uint64(n)*0x9e3779b97f4a7c15 ^ rest(x|up<<5, n))
			} else {
				y := binary.LittleEndian.Uint64(b[8:]) & (uint64(1)<<(8*uint(n-8)&63) - 1 | -uint64(n>>4))
				if (x|y)&(0x80*ones) != 0 {
					dst = appendRunes(dst, text, from, p, offset)
					continue
				}
				all := keep[n&31]
				letter, low, letter2, low2 := x>>6, x>>5, y>>6, y>>5
				up, up2 := letter&^low&ones, letter2&^low2&ones
				f = caseOf(up|up2<<1, (letter&low|letter2&low2)&ones, (^letter|^letter2&all)&ones)
				h = mix(uint64(n)*0x9e3779b97f4a7c15 ^ (x | up<<5))
				if n > 8 {
					h = mix(h ^ rest(y|up2<<5, n-8))
				}
			}
			if from < 2 || spaceFlags[text[from-1]]&spaceFlags[text[from-2]] != 0 || p == len(text) {
				f |= around(text, from, p)
			} else {
				f |= spaceFlags[text[from-1]]&beforeFlags | spaceFlags[text[p]]&SpaceAfter
			}
			dst = append(dst, Token{int32(from + offset), int32(p + offset), h ^ h>>32, f})
		}
	}
	if start >= 0 {
		dst = appendLong(dst, text, start, len(text), offset)
	}
	return dst
}

const beforeFlags = SpaceBefore | LineStart

// spaceFlags has what a byte says of the token before it and of the token behind it.
var spaceFlags = func() (t [256]Flags) {
	for c := range t {
		if spaceByte(byte(c)) {
			t[c] = SpaceAfter | SpaceBefore
		}
	}
	t['\n'] |= LineStart
	t['\r'] |= LineStart
	return
}()

// keep has the masks that leave bytes 8 to n of a run of n.
var keep = func() (k [32]uint64) {
	for n := 9; n <= 16; n++ {
		k[n] = ^uint64(0) >> (128 - 8*n)
	}
	return
}()

// caseOf makes flags of a run's capitals (the first byte's in bit 0), lower-case letters and digits.
func caseOf(up, low, digit uint64) Flags {
	f := Flags(up & 1) // FirstUpper
	if up > 1 {
		f |= HasUpper
	}
	if low != 0 {
		f |= HasLower
	}
	if digit != 0 {
		f |= HasDigit
	}
	return f
}

// rest returns what hashASCII mixes of the last n bytes of a run, 1 to 8, held in x.
func rest(x uint64, n int) uint64 {
	m := uint(n)
	v := x&0xff | x>>(8*(m>>1)&63)&0xff<<8 | x>>(8*(m-1)&63)&0xff<<16
	if wide := x&0xffffffff | x>>((8*m-32)&63)<<32; m >= 4 {
		v = wide
	}
	return v
}

// around returns the flags that depend on a token's neighbours.
func around(text []byte, start, end int) (f Flags) {
	if end == len(text) || spaceByte(text[end]) {
		f = SpaceAfter
	}
	if start == 0 {
		return f | SpaceBefore | LineStart
	}
	c := text[start-1]
	if c == '\n' || c == '\r' {
		return f | SpaceBefore | LineStart
	}
	if !spaceByte(c) {
		return f
	}
	f |= SpaceBefore
	p := start - 2
	for p >= 0 && start-p < maxIndent && spaceByte(text[p]) && text[p] != '\n' && text[p] != '\r' {
		p--
	}
	if p < 0 || text[p] == '\n' || text[p] == '\r' {
		f |= LineStart
	}
	return f
}

// maxIndent bounds the white space before the first token of a line that still counts as an indent.
const maxIndent = 64

const ones = 0x0101010101010101

// appendLong is appendRun for runs of any length.
func appendLong(dst []Token, text []byte, start, end, offset int) []Token {
	var f Flags
	for _, c := range text[start:end] {
		f |= byteFlags[c]
	}
	if f&NonASCII != 0 {
		return appendRunes(dst, text, start, end, offset)
	}
	if IsUpper(text[start]) {
		f |= FirstUpper
		if !hasUpper(text[start+1 : end]) {
			f &^= HasUpper
		}
	}
	return append(dst, Token{int32(start + offset), int32(end + offset), hashASCII(text[start:end]), f | around(text, start, end)})
}

func hasUpper(b []byte) bool {
	for _, c := range b {
		if IsUpper(c) {
			return true
		}
	}
	return false
}

var byteFlags = func() (t [256]Flags) {
	for c := range t {
		switch {
		case IsUpper(byte(c)):
			t[c] = HasUpper
		case IsLetter(byte(c)):
			t[c] = HasLower
		case IsDigit(byte(c)):
			t[c] = HasDigit
		case c >= 0x80:
			t[c] = NonASCII
		}
	}
	return
}()

// appendRunes is appendRun for runs with runes beyond ASCII. It folds a token while it looks for its end.
func appendRunes(dst []Token, text []byte, start, end, offset int) []Token {
	var buf [96]byte
	folded := buf[:0]
	from := -1
	var f Flags
	for p := start; p < end; {
		c, n := text[p], 1
		var class runeClass
		r := rune(c)
		if c < 0x80 {
			class = asciiClass[c]
		} else {
			r, n = utf8.DecodeRune(text[p:end])
			class = runeClassOf(r, n)
		}
		if class&runeWord == 0 {
			if from >= 0 {
				dst = append(dst, Token{int32(from + offset), int32(p + offset), hashFolded(folded, text[from:p]), f | around(text, from, p)})
				from = -1
			}
			p += n
			continue
		}
		if from < 0 {
			from, f, folded = p, 0, buf[:0]
		}
		if r >= 0x80 {
			f |= NonASCII
		}
		switch {
		case class&runeUpper != 0 && p == from:
			f |= FirstUpper
		case class&runeUpper != 0:
			f |= HasUpper
		case class&runeLower != 0:
			f |= HasLower
		case class&runeDigit != 0:
			f |= HasDigit
		}
		if len(folded) <= len(buf)-utf8.UTFMax {
			folded = appendFolded(folded, r)
		}
		p += n
	}
	if from >= 0 {
		dst = append(dst, Token{int32(from + offset), int32(end + offset), hashFolded(folded, text[from:end]), f | around(text, from, end)})
	}
	return dst
}

// hashFolded is Hash of word, whose folded form is given unless it is too long for its buffer.
func hashFolded(folded, word []byte) uint64 {
	if len(folded) > 96-utf8.UTFMax {
		return Hash(word)
	}
	return hashASCII(folded)
}

var asciiClass = func() (t [128]runeClass) {
	for c := range t {
		t[c] = classOf(rune(c))
	}
	return
}()

func spaceByte(c byte) bool { return c == ' ' || c-'\t' < 5 }

// Fold appends word in the form that Hash sees: lower case, full-width forms as ASCII, soft hyphens and joiners left out.
func Fold(dst, word []byte) []byte {
	for p := 0; p < len(word); {
		if c := word[p]; c < 0x80 {
			dst = appendFolded(dst, rune(c))
			p++
			continue
		}
		r, n := utf8.DecodeRune(word[p:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, word[p])
		} else {
			dst = appendFolded(dst, r)
		}
		p += n
	}
	return dst
}

// appendFolded appends one rune as Fold does.
func appendFolded(dst []byte, r rune) []byte {
	switch {
	case r < 0x80:
		c := byte(r)
		if IsUpper(c) {
			c |= 0x20
		}
		return append(dst, c)
	case r == '\u00ad' || r == '\u200c' || r == '\u200d':
		return dst
	case 0xff01 <= r && r <= 0xff5e:
		r -= 0xfee0
	}
	if r = toLower(r); 0x80 <= r && r < 0x800 {
		return append(dst, 0xc0|byte(r>>6), 0x80|byte(r)&0x3f)
	}
	return utf8.AppendRune(dst, r)
}

// Hash returns the 64-bit hash of a word's folded form. It is stable: generated tables store it.
func Hash(word []byte) uint64 {
	for _, c := range word {
		if c >= 0x80 {
			var buf [96]byte
			return hashASCII(Fold(buf[:0], word))
		}
	}
	return hashASCII(word)
}

// HashString is Hash of a string.
func HashString(word string) uint64 { return Hash([]byte(word)) }

// hashASCII hashes bytes; ASCII capitals count as lower case. Other bytes must be folded already.
func hashASCII(b []byte) uint64 {
	h := uint64(len(b)) * 0x9e3779b97f4a7c15
	for len(b) >= 8 {
		h = mix(h ^ lower8(binary.LittleEndian.Uint64(b)))
		b = b[8:]
	}
	if n := len(b); n > 0 {
		var x uint64
		if n >= 4 {
			x = uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint32(b[n-4:]))<<32
		} else {
			x = uint64(b[0]) | uint64(b[n>>1])<<8 | uint64(b[n-1])<<16
		}
		h = mix(h ^ lower8(x))
	}
	return h ^ h>>32
}

// lower8 lower-cases the ASCII capitals among eight bytes.
func lower8(x uint64) uint64 {
	low7 := x & (0x7f * ones)
	ge := low7 + (0x80-'A')*ones
	gt := low7 + (0x80-'Z'-1)*ones
	return x | (ge&^gt&^x&(0x80*ones))>>2
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x, 0xd6e8feb86659fd93)
	return hi ^ lo
}
