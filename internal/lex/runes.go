package lex

import (
	"sync/atomic"
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

// tableTop bounds the runes that have pages: the alphabets. Ideographs and syllables behind it are letters without case.
const tableTop = 0x2c00

// page has the classes and lower-case forms of 256 runes.
type page struct {
	class [256]runeClass
	lower [256]uint16
}

// pages are made when a rune of theirs is met first: a text has few scripts.
var pages [tableTop / 256]atomic.Pointer[page]

func pageOf(r rune) *page {
	if p := pages[r>>8].Load(); p != nil {
		return p
	}
	p := new(page)
	for i := range p.class {
		c := r&^255 | rune(i)
		p.class[i], p.lower[i] = classOf(c), uint16(c)
		if l := unicode.ToLower(c); l < 0x10000 {
			p.lower[i] = uint16(l)
		}
	}
	pages[r>>8].Store(p)
	return p
}

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

// runeClassOf returns the class of a rune that was decoded from n bytes.
func runeClassOf(r rune, n int) runeClass {
	switch {
	case r < tableTop:
		return pageOf(r).class[r&255]
	case 0x3041 <= r && r <= 0x3096, 0x30a1 <= r && r <= 0x30fa, 0x4e00 <= r && r <= 0x9fff, 0xac00 <= r && r <= 0xd7a3:
		return runeWord
	case r == utf8.RuneError && n == 1:
		return 0
	}
	return classOf(r)
}

func toLower(r rune) rune {
	if r < tableTop {
		return rune(pageOf(r).lower[r&255])
	}
	return unicode.ToLower(r)
}
