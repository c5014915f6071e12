package anonymize

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Mask overwrites letters and digits by Char and keeps the first KeepFirst and last KeepLast of them. Separators stay, so that the
// form stays readable. A value with at most KeepFirst+KeepLast letters and digits is masked whole. Its YAML name is "mask", with
// "keep-first", "keep-last" and "char".
type Mask struct {
	KeepFirst, KeepLast int
	Char                rune // 0 means '*'
}

func (o Mask) Append(dst []byte, v Value) ([]byte, error) {
	char := o.char()
	countable := func(r rune, n int) bool {
		return r == char || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == utf8.RuneError && n == 1
	}
	total := 0
	for i := 0; i < len(v.in.text); {
		r, n := utf8.DecodeRune(v.in.text[i:])
		if countable(r, n) {
			total++
		}
		i += n
	}
	first, last := o.KeepFirst, o.KeepLast
	if first+last >= total {
		first, last = 0, 0
	}
	seen := 0
	for i := 0; i < len(v.in.text); {
		r, n := utf8.DecodeRune(v.in.text[i:])
		if !countable(r, n) {
			dst = append(dst, v.in.text[i:i+n]...)
			i += n
			continue
		}
		if seen < first || seen >= total-last {
			dst = append(dst, v.in.text[i:i+n]...)
		} else {
			dst = utf8.AppendRune(dst, char)
		}
		seen++
		i += n
	}
	return dst, nil
}

func (o Mask) char() rune {
	if o.Char == 0 {
		return '*'
	}
	return o.Char
}

// Leaks says that length, form and the kept characters show.
func (o Mask) Leaks() Leaks {
	return Leaks{Class: "suppression (masking)", Length: true, Format: true, Equality: o.KeepFirst+o.KeepLast > 0, Idempotent: true}
}

// String describes the operator.
func (o Mask) String() string {
	return fmt.Sprintf("mask keep-first=%d keep-last=%d char=%q", o.KeepFirst, o.KeepLast, o.char())
}

func (o Mask) check() error {
	if o.KeepFirst < 0 || o.KeepLast < 0 || o.KeepFirst > 64 || o.KeepLast > 64 {
		return fmt.Errorf("anonymize: mask: keep-first and keep-last are 0 to 64")
	}
	if c := o.char(); unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsControl(c) {
		return fmt.Errorf("anonymize: mask: char must be no letter, digit or control character")
	}
	return nil
}

// CardMask masks a payment card number as PCI DSS 4.0.1 requirement 3.4.1 allows for display: the first six digits and the last
// four stay; the first eight where they are one of Eight, the caller's list of eight-digit issuer numbers, and the number has at
// least 16 digits. The contents of a magnetic stripe (ISO/IEC 7813) are removed whole, as requirement 3.3.1.1 wants. Its YAML name is "card", with "eight-digit-issuers".
type CardMask struct{ Eight []string }

func (o CardMask) Append(dst []byte, v Value) ([]byte, error) {
	if bytes.ContainsAny(v.in.text, "^=") {
		return dst, nil // a track
	}
	var head [8]byte
	digits := 0
	for _, c := range v.in.text {
		if isDigit(c) || c == '*' { // what is masked already counts
			if digits < len(head) {
				head[digits] = c
			}
			digits++
		}
	}
	m := Mask{KeepFirst: 6, KeepLast: 4}
	if digits >= 16 {
		for _, e := range o.Eight {
			if e == string(head[:]) {
				m.KeepFirst = 8
			}
		}
	}
	return m.Append(dst, v)
}

// Leaks says that issuer, last four digits and length show.
func (CardMask) Leaks() Leaks {
	return Leaks{Class: "suppression (masking)", Length: true, Format: true, Equality: true, Idempotent: true}
}

// String describes the operator.
func (o CardMask) String() string {
	if len(o.Eight) == 0 {
		return "card"
	}
	return fmt.Sprintf("card eight-digit-issuers=%v", o.Eight)
}
