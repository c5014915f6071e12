// Package nametag tags persons, organizations and places: words with shapes, a gate that picks candidates, hashed features, a
// packed lexicon and a linear-chain model with eight-bit weights. Package names adds the embedded weights and the rules; the
// trainer in tools/nametrain reads text through the same code.
package nametag

import (
	"slices"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Shape is the written form of a word.
type Shape uint8

const (
	None Shape = iota
	Lower
	Initial // a capital, then lower case
	Upper
	Single // one capital letter
	Mixed
	Digit
	Punct
	noCase // stands for the shapes with letters where case says nothing
)

// Mode says what the case of a line is worth.
type Mode uint8

const (
	Cased Mode = iota
	LowerText
	UpperLine
	LowerLine
)

// Word is a word with inner hyphens and apostrophes joined, an initial with its dot, or a punctuation mark.
type Word struct {
	Start, End int32 // byte offsets into the text
	Hash       uint32
	Shape      Shape
	Mark       byte  // the punctuation mark
	Newlines   uint8 // before it, at most 3
	Space      bool  // before it
	Candidate  bool
	Mode       Mode
	lexed      bool
	Flags      uint64 // what the WordTable knows of it
	lex        Entry
}

// Len returns the word's length in bytes.
func (w *Word) Len() int { return int(w.End - w.Start) }

const (
	digitHash      = 77
	possessiveHash = 2222
	maxMarks       = 4 // punctuation marks kept between two words
	maxJoin        = 6 // words that hyphens and apostrophes join
)

func fold(h uint64) uint32 { return uint32(h>>32) ^ uint32(h) }

func joinHash(h uint32, sep byte, next uint32) uint32 {
	return (h^uint32(sep))*0x9e3779b1 ^ next*0x85ebca6b
}

// HashWord is the hash that AppendWords gives a word.
func HashWord(word string) uint32 {
	b := []byte(word)
	ts := lex.Words(b)
	if len(ts) == 0 {
		return 0
	}
	h := fold(ts[0].Hash)
	for i := 1; i < len(ts); i++ {
		sep := byte('-')
		if s, n := apostrophe(b, int(ts[i-1].End)); n > 0 {
			sep = s
		}
		h = joinHash(h, sep, fold(ts[i].Hash))
	}
	return h
}

// apostrophe returns ' and its length if an apostrophe, straight or curly, stands at p.
func apostrophe(b []byte, p int) (byte, int) {
	if p < len(b) && b[p] == '\'' {
		return '\'', 1
	}
	if p+2 < len(b) && b[p] == 0xe2 && b[p+1] == 0x80 && b[p+2] == 0x99 {
		return '\'', 3
	}
	return 0, 0
}

// AppendWords appends the words and marks of text, whose tokens are given, with the flags that table gives them. It is linear and
// allocates only to grow dst.
func AppendWords(dst []Word, text []byte, tokens []lex.Token, table *WordTable) []Word {
	dst, _ = appendWords(dst, text, tokens, table)
	return dst
}

// appendWords also counts the words by shape.
func appendWords(dst []Word, text []byte, tokens []lex.Token, table *WordTable) ([]Word, shapeCounts) {
	var counts shapeCounts
	pos := 0
	if len(tokens) > 0 {
		pos = max(0, int(tokens[0].Start)-maxMarks)
	}
	newlines, space := uint8(1), true
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		switch start := int(t.Start); {
		case start == pos+1 && text[pos] == ' ':
			space = true
		case start > pos:
			dst, newlines, space = appendMarks(dst, text, pos, start, newlines, space)
		}
		if len(dst) == cap(dst) {
			dst = slices.Grow(dst, len(tokens)-i)
		}
		dst = dst[:len(dst)+1]
		w := &dst[len(dst)-1]
		*w = Word{Start: t.Start, End: t.End, Hash: fold(t.Hash), Shape: shapes[t.Flags&caseFlags], Newlines: newlines, Space: space}
		if t.Flags.AllDigits() {
			w.Hash = digitHash
		}
		var next byte
		if int(w.End) < len(text) {
			next = text[w.End]
		}
		owned := false
		if w.Shape != Digit && (next == '\'' || next == '-' || next == 0xe2) {
			i, owned = w.join(text, tokens, i)
			next = 0
			if int(w.End) < len(text) {
				next = text[w.End]
			}
		}
		counts[w.Shape&15]++
		w.Flags = table.Get(w.Hash)
		if next == '.' && (w.Shape == Single || w.End-w.Start <= 4 && w.Flags&isAbbreviation != 0) {
			w.End++
		}
		pos, newlines, space = int(w.End), 0, false
		if owned {
			i++
			dst = append(dst, Word{Start: int32(pos), End: tokens[i].End, Hash: possessiveHash, Shape: Punct, Mark: '\''})
			pos = int(tokens[i].End)
		}
	}
	if len(tokens) > 0 {
		dst, _, _ = appendMarks(dst, text, pos, min(len(text), pos+maxMarks), newlines, space)
	}
	return dst, counts
}

// join adds the tokens behind token i that hyphens and apostrophes join to the word. It returns the last of them; owned is true if a
// possessive "'s" follows.
func (w *Word) join(text []byte, tokens []lex.Token, i int) (last int, owned bool) {
	flags := tokens[i].Flags
	for n := 1; n < maxJoin && i+1 < len(tokens); n++ {
		next := &tokens[i+1]
		sep, width := apostrophe(text, int(w.End))
		if width == 0 && int(w.End) < len(text) && text[w.End] == '-' {
			sep, width = '-', 1
		}
		if width == 0 || int(next.Start) != int(w.End)+width || next.Flags.AllDigits() {
			break
		}
		if sep == '\'' && next.Len() == 1 && text[next.Start]|0x20 == 's' {
			return i, true
		}
		w.Hash, w.End = joinHash(w.Hash, sep, fold(next.Hash)), next.End
		flags |= next.Flags &^ lex.FirstUpper
		if next.Flags&lex.FirstUpper != 0 && (next.Flags&lex.HasLower == 0 || flags&lex.FirstUpper == 0) {
			flags |= lex.HasUpper
		}
		w.Shape = joinedShape(flags)
		i++
	}
	return i, false
}

const caseFlags = lex.FirstUpper | lex.HasUpper | lex.HasLower | lex.HasDigit

// shapes has the shape of a token by its caseFlags.
var shapes = func() (t [caseFlags + 1]Shape) {
	for f := range t {
		t[f] = shapeOf(lex.Flags(f))
	}
	return
}()

func shapeOf(f lex.Flags) Shape {
	switch {
	case f&lex.HasDigit != 0:
		return Digit
	case f&lex.FirstUpper != 0 && f&(lex.HasUpper|lex.HasLower) == 0:
		return Single
	}
	return joinedShape(f)
}

func joinedShape(f lex.Flags) Shape {
	switch {
	case f&lex.FirstUpper != 0 && f&lex.HasLower == 0:
		return Upper
	case f&lex.FirstUpper != 0:
		return Initial
	case f&lex.HasUpper != 0:
		return Mixed
	}
	return Lower
}

// appendMarks appends the marks of text[from:to): at most maxMarks, and tells the white space before the word that follows.
func appendMarks(dst []Word, text []byte, from, to int, newlines uint8, space bool) ([]Word, uint8, bool) {
	n := 0
	for p := from; p < to; p++ {
		c := text[p]
		switch {
		case c == '\n':
			newlines, space = min(3, newlines+1), true
			n = 0
			continue
		case c == ' ' || c-'\t' < 5:
			space = true
			continue
		case c >= 0x80 && c < 0xc0 || n == maxMarks:
			continue
		}
		n++
		dst = append(dst, Word{Start: int32(p), End: int32(p + 1), Hash: uint32(c) + 1000, Shape: Punct, Mark: c, Newlines: newlines, Space: space})
		newlines, space = 0, false
	}
	return dst, newlines, space
}

// HashToken is the hash of a word that is one token.
func HashToken(h uint64) uint32 { return fold(h) }
