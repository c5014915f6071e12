package anonymize

import (
	"sort"
	"unicode/utf8"
)

// Units translates byte offsets of a text to offsets in runes and in UTF-16 code units, and back, for callers in other languages.
// Each invalid byte counts as one of both. It is immutable; a translation reads at most 1 KiB of the text.
type Units struct {
	text  []byte
	marks []unitMark
}

// unitMark is a known position; there is one about every unitStep bytes.
type unitMark struct{ at, runes, utf16 int }

const unitStep = 1024

// NewUnits indexes text, which must not change afterwards.
func NewUnits(text []byte) *Units {
	u := &Units{text: text, marks: []unitMark{{}}}
	var m unitMark
	for m.at < len(text) {
		m = step(text, m)
		if m.at-u.marks[len(u.marks)-1].at >= unitStep {
			u.marks = append(u.marks, m)
		}
	}
	return u
}

// step passes over one rune.
func step(text []byte, m unitMark) unitMark {
	r, n := utf8.DecodeRune(text[m.at:])
	m.at += n
	m.runes++
	m.utf16++
	if r > 0xffff {
		m.utf16++
	}
	return m
}

// Runes returns the number of runes before byte offset at.
func (u *Units) Runes(at int) int { return u.find(at, byteOf).runes }

// UTF16 returns the number of UTF-16 code units before byte offset at.
func (u *Units) UTF16(at int) int { return u.find(at, byteOf).utf16 }

// FromRunes returns the byte offset of the n-th rune.
func (u *Units) FromRunes(n int) int { return u.find(n, runeOf).at }

// FromUTF16 returns the byte offset of the n-th UTF-16 code unit; in the middle of a surrogate pair, that of the rune after.
func (u *Units) FromUTF16(n int) int { return u.find(n, utf16Of).at }

func byteOf(m unitMark) int  { return m.at }
func runeOf(m unitMark) int  { return m.runes }
func utf16Of(m unitMark) int { return m.utf16 }

// find returns the first position whose coordinate is at least n.
func (u *Units) find(n int, of func(unitMark) int) unitMark {
	i := sort.Search(len(u.marks), func(i int) bool { return of(u.marks[i]) > n })
	m := u.marks[max(0, i-1)]
	for of(m) < n && m.at < len(u.text) {
		m = step(u.text, m)
	}
	return m
}
