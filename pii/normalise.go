package pii

import (
	"bytes"
	"encoding/binary"
	"html"
	"math/bits"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/lethe-pii/lethe/internal/lex"
)

// normaliser rewrites lines that hide characters (zero-width, full-width and native digits, homoglyphs, decomposed letters,
// entities, percent escapes, blanks of queries, escaped line breaks) to plain text, keeping for each byte where it came from.
type normaliser struct {
	text    []byte
	origin  []int32
	origEnd []int32
	cuts    [][2]int // scratch
}

// region is a stretch of whole lines.
type region struct{ lo, hi int }

// nextRegion returns the next group of lines of b[from:to) that hides something; ok is false if there is none.
func nextRegion(b []byte, from, to int) (r region, ok bool) {
	p := nextSign(b, from, to)
	if p < 0 {
		return r, false
	}
	r.lo = bytes.LastIndexByte(b[from:p], '\n') + 1 + from
	for {
		end := bytes.IndexByte(b[p:to], '\n')
		if end < 0 {
			r.hi = to
			return r, true
		}
		r.hi = p + end + 1
		p = nextSign(b, r.hi, to)
		if p < 0 || bytes.IndexByte(b[r.hi:p], '\n') >= 0 {
			return r, true
		}
	}
}

// nextSign returns the position of the next sign of a disguise, or -1.
func nextSign(b []byte, from, to int) int {
	for p := from; p < to; {
		for p+8 <= to {
			if x := signs(binary.LittleEndian.Uint64(b[p:])); x != 0 {
				p += bits.TrailingZeros64(x) / 8
				break
			}
			p += 8
		}
		if p == to {
			return -1
		}
		c := b[p]
		switch {
		case c == '&':
			if _, n := entity(b[p:to]); n > 0 {
				return p
			}
		case c == '%':
			if _, n := percentEscape(b[p:to]); n > 0 {
				return p
			}
		case c == '+':
			if formBlank(b[:to], p) {
				return p
			}
		case c == '\\':
			if breakEscape(b[:to], p) {
				return p
			}
		case c >= 0x80:
			r, n := utf8.DecodeRune(b[p:to])
			switch {
			case plainRune(r):
			case r >= 0x370 && r < rune(len(homoglyphs)):
				// a mixed word has a place where the scripts meet
				if homoglyphs[r] != 0 && (p > 0 && meets(b[p-1]) || p+n < to && meets(b[p+n])) {
					return p
				}
			default:
				if out, ok := normalRune(b, p, r, n); !ok || out != r {
					return p
				}
			}
			p += n
			continue
		}
		p++
	}
	return -1
}

// signs marks by their high bits those of eight bytes that are not ASCII, an ampersand, a per cent sign, a plus sign or a backslash. Behind the first of
// them others may be marked too.
func signs(x uint64) uint64 {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	amp, percent, plus, slash := x^'&'*ones, x^'%'*ones, x^'+'*ones, x^'\\'*ones
	return (x | (amp-ones)&^amp | (percent-ones)&^percent | (plus-ones)&^plus | (slash-ones)&^slash) & high
}

// quoteReach is how far before an escape the quote may stand that begins its text, in bytes.
const quoteReach = 256

// breakEscape reports whether a line break or a tab is escaped at p, as in strings of JSON, before something that would be read together with the letter of
// the escape: "call:\n+1 202 …", "hi\tann@…".
func breakEscape(b []byte, p int) bool {
	if p+2 >= len(b) || b[p+1] != 'n' && b[p+1] != 'r' && b[p+1] != 't' {
		return false
	}
	if c := b[p+2]; !meets(c) && c != '+' && c != '(' && c < 0x80 {
		return false
	}
	before := b[max(0, p-quoteReach):p]
	k := bytes.LastIndexByte(before, '"')
	return k >= 0 && bytes.IndexByte(before[k:], '\n') < 0
}

// plainRune is a quick test for runes that are never a disguise: Latin letters with diacritics, CJK, typographic quotes.
func plainRune(r rune) bool {
	return r >= 0xc0 && r < 0x300 || r >= 0x3041 && r < 0xa000 || r >= 0xac00 && r < 0xd7a4 || r == '\u2019' || r == '\u2018' ||
		r == '\u201c' || r == '\u201d' || r == '\u2026' || r == '\u2022' || r == '\u20ac' || r == utf8.RuneError
}

// entity decodes an HTML character reference at the start of b; n is 0 if there is none.
func entity(b []byte) (out string, n int) {
	end := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if end < 3 {
		return "", 0
	}
	for _, c := range b[1:end] {
		if c != '#' && !lex.IsLetter(c) && !lex.IsDigit(c) {
			return "", 0
		}
	}
	raw := string(b[:end+1])
	out = html.UnescapeString(raw)
	if out == raw {
		return "", 0
	}
	return out, end + 1
}

// percentEscape decodes a run of percent escapes at the start of b that make one rune (RFC 3986 section 2.1), also those of an escaped text ("%2540" is
// "%40"). Line breaks and tabs are blanks.
func percentEscape(b []byte) (r rune, n int) {
	var u [4]byte
	for k := range u {
		c, size := percentByte(b[n:])
		if size == 0 {
			break
		}
		u[k] = c
		n += size
		if r, m := utf8.DecodeRune(u[:k+1]); r != utf8.RuneError && m == k+1 {
			switch {
			case r == '\n' || r == '\r' || r == '\t':
				return ' ', n
			case r < ' ':
				return 0, 0
			}
			return r, n
		}
	}
	return 0, 0
}

// maxPercent is how many times a text may have been escaped.
const maxPercent = 3

// percentByte decodes the escape of one byte that b begins with; n is 0 if there is none.
func percentByte(b []byte) (c byte, n int) {
	if len(b) < 3 || b[0] != '%' {
		return 0, 0
	}
	hi, lo := unhex(b[1]), unhex(b[2])
	for n = 3; hi == 2 && lo == 5 && n < 3+2*(maxPercent-1) && len(b) >= n+2; n += 2 {
		h, l := unhex(b[n]), unhex(b[n+1])
		if h < 0 || l < 0 {
			break
		}
		hi, lo = h, l
	}
	if hi < 0 || lo < 0 {
		return 0, 0
	}
	return byte(hi<<4 | lo), n
}

func unhex(c byte) int {
	switch {
	case lex.IsDigit(c):
		return int(c - '0')
	case (c|0x20)-'a' < 6:
		return int(c|0x20) - 'a' + 10
	}
	return -1
}

// normalRune returns the plain form of the rune at b[p:p+n]; ok is false for runes that vanish.
func normalRune(b []byte, p int, r rune, n int) (rune, bool) {
	switch {
	case r == '\u00ad' || r == '\ufeff' || r == '\u180e' || r == '\u034f' ||
		r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u206f' || r >= '\ufe00' && r <= '\ufe0f':
		return 0, false
	case r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f' || r == '\u3000':
		return ' ', true
	case r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\ufe58' || r == '\ufe63':
		return '-', true
	case r >= '\uff01' && r <= '\uff5e':
		return r - 0xfee0, true
	case r == '\u3002' || r == '\uff61' || r == '\u2024':
		return '.', true
	case r >= 0x1d400 && r <= 0x1d7ff || r >= 0x2460 && r <= 0x24ff || r >= 0x2070 && r <= 0x209c || r == 0xb2 || r == 0xb3 || r == 0xb9:
		var out [utf8.UTFMax * 18]byte
		d := norm.NFKC.Append(out[:0], b[p:p+n]...)
		if q, m := utf8.DecodeRune(d); m == len(d) && q < 0x80 {
			return q, true
		}
	case r >= 0x660 && unicode.IsDigit(r):
		if d := digitValue(r); d >= 0 {
			return rune('0' + d), true
		}
	}
	if r < rune(len(homoglyphs)) && homoglyphs[r] != 0 && besideLatin(b, p, n) {
		return homoglyphs[r], true
	}
	return r, true
}

// digitValue returns the value of a decimal digit of any script: Unicode lays each script's ten digits out in order.
func digitValue(r rune) int {
	for _, x := range unicode.Nd.R16 {
		if rune(x.Lo) <= r && r <= rune(x.Hi) {
			return int(r-rune(x.Lo)) % 10
		}
	}
	for _, x := range unicode.Nd.R32 {
		if rune(x.Lo) <= r && r <= rune(x.Hi) {
			return int(r-rune(x.Lo)) % 10
		}
	}
	return -1
}

// homoglyphs maps Cyrillic and Greek letters to the Latin letters that they look like (Unicode TR 39, confusables; the pairs
// that matter in Latin words).
var homoglyphs = func() (t [0x530]rune) {
	from, to := []rune("аеорсхуіѕјһԁԛԝАВЕКМНОРСТХУІЅЈοαεικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), []rune("aeopcxyisjhdqwABEKMHOPCTXYISJoaeiknptuxABEZHIKMNOPTYX")
	for i, r := range from {
		t[r] = to[i]
	}
	return
}()

// meets reports whether c beside a foreign letter makes it suspicious.
func meets(c byte) bool { return lex.IsLetter(c) || lex.IsDigit(c) || c == '@' }

// besideLatin reports whether the word around b[p:p+n] has an ASCII letter, digit or an address sign next to it.
func besideLatin(b []byte, p, n int) bool {
	q := p
	for k := 0; k < 8 && q > 0; k++ {
		r, m := utf8.DecodeLastRune(b[:q])
		if r < 0x80 {
			if meets(byte(r)) {
				return true
			}
			break
		}
		if !unicode.IsLetter(r) {
			break
		}
		q -= m
	}
	q = p + n
	for k := 0; k < 8 && q < len(b); k++ {
		r, m := utf8.DecodeRune(b[q:])
		if r < 0x80 {
			return meets(byte(r))
		}
		if !unicode.IsLetter(r) {
			return false
		}
		q += m
	}
	return false
}

// rewrite fills the normaliser with the plain form of b[lo:hi).
func (z *normaliser) rewrite(b []byte, lo, hi int) {
	z.text, z.origin, z.origEnd = z.text[:0], z.origin[:0], z.origEnd[:0]
	for p := lo; p < hi; {
		c := b[p]
		if c < 0x80 {
			if c == '&' {
				if out, n := entity(b[p:hi]); n > 0 {
					z.put(out, p, p+n)
					p += n
					continue
				}
			} else if c == '%' {
				if r, n := percentEscape(b[p:hi]); n > 0 {
					z.rune(r, p, p+n)
					p += n
					continue
				}
			} else if c == '+' && formBlank(b[:hi], p) {
				z.rune(' ', p, p+1)
				p++
				continue
			} else if c == '\\' && breakEscape(b[:hi], p) {
				z.rune('\n', p, p+2)
				p += 2
				continue
			}
			z.text, z.origin, z.origEnd = append(z.text, c), append(z.origin, int32(p)), append(z.origEnd, int32(p+1))
			p++
			continue
		}
		r, n := utf8.DecodeRune(b[p:hi])
		switch {
		case r == utf8.RuneError && n == 1:
			z.text, z.origin, z.origEnd = append(z.text, c), append(z.origin, int32(p)), append(z.origEnd, int32(p+1))
		case r >= 0x300 && r < 0x370 && len(z.text) > 0:
			z.compose(b, p, n)
		default:
			if out, ok := normalRune(b, p, r, n); ok {
				z.rune(out, p, p+n)
			} else if k := len(z.origEnd); k > 0 && z.text[k-1] > ' ' {
				z.origEnd[k-1] = int32(p + n) // a vanished rune goes with what it follows
			}
		}
		p += n
	}
}

func (z *normaliser) put(out string, from, to int) {
	for _, r := range out {
		if q, ok := normalRune([]byte(string(r)), 0, r, len(string(r))); ok {
			z.rune(q, from, to)
		}
	}
}

func (z *normaliser) rune(r rune, from, to int) {
	n := len(z.text)
	z.text = utf8.AppendRune(z.text, r)
	for range len(z.text) - n {
		z.origin, z.origEnd = append(z.origin, int32(from)), append(z.origEnd, int32(to))
	}
}

// compose merges the combining mark b[p:p+n] with the letter before it (NFC); a mark that does not compose is dropped.
func (z *normaliser) compose(b []byte, p, n int) {
	_, m := utf8.DecodeLastRune(z.text)
	k := len(z.text) - m
	from := int(z.origin[k])
	var buf [16]byte
	pair := append(append(buf[:0], z.text[k:]...), b[p:p+n]...)
	var out [16]byte
	d := norm.NFC.Append(out[:0], pair...)
	r, size := utf8.DecodeRune(d)
	if size != len(d) {
		r, _ = utf8.DecodeRune(z.text[k:])
	}
	z.text, z.origin, z.origEnd = z.text[:k], z.origin[:k], z.origEnd[:k]
	z.rune(r, from, p+n)
}

// hides is a quick test for whether b can hold a disguise at all.
func hides(b []byte) bool {
	if bytes.IndexByte(b, '&') >= 0 || bytes.IndexByte(b, '%') >= 0 || bytes.IndexByte(b, '+') >= 0 || bytes.IndexByte(b, '\\') >= 0 {
		return true
	}
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return true
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}
