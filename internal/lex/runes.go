package lex

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// runeClass is what the tokenizer asks of a rune.
type runeClass uint8

const (
	runeWord runeClass = 1 << iota // letter, mark, digit or joiner
	runeUpper
	runeLower
	runeDigit
)

// tableTop bounds the runes that have a table: the alphabets. Ideographs and syllables behind it are letters without case.
const tableTop = 0x2c00

type runeTable struct {
	class [tableTop]runeClass
	lower [tableTop]uint16
}

// runes is built when the first text that is not ASCII comes, in about a millisecond.
var runes = sync.OnceValue(func() *runeTable {
	t := new(runeTable)
	for r := range rune(tableTop) {
		t.class[r] = classOf(r)
		t.lower[r] = uint16(r)
		if l := unicode.ToLower(r); l < 0x10000 {
			t.lower[r] = uint16(l)
		}
	}
	return t
})

func classOf(r rune) (c runeClass) {
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad' {
		c = runeWord
	}
	if unicode.IsUpper(r) {
		c |= runeUpper
	}
	if unicode.IsLower(r) {
		c |= runeLower
	}
	if unicode.IsDigit(r) {
		c |= runeDigit
	}
	return c
}

// of returns the class of a rune that was decoded from n bytes.
func (t *runeTable) of(r rune, n int) runeClass {
	switch {
	case r < tableTop:
		return t.class[r]
	case 0x3041 <= r && r <= 0x3096, 0x30a1 <= r && r <= 0x30fa, 0x4e00 <= r && r <= 0x9fff, 0xac00 <= r && r <= 0xd7a3:
		return runeWord
	case r == utf8.RuneError && n == 1:
		return 0
	}
	return classOf(r)
}

func (t *runeTable) toLower(r rune) rune {
	if r < tableTop {
		return rune(t.lower[r])
	}
	return unicode.ToLower(r)
}
