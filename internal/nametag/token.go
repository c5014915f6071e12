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
	parted     bool   // lex is that of a part of the word
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

	LongWord = 9
)

func fold(h uint64) uint32 { return uint32(h>>32) ^ uint32(h) }

func joinHash(h uint32, sep byte, next uint32) uint32 {
	return (h^uint32(sep))*0x9e3779b1 ^ next*0x85ebca6b
}

// HashWord is the hash that Cut gives a word.
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

// Cutter cuts texts into words and marks; it keeps its memory. By the way it gathers what later steps look for, so that they need not
// pass over all words.
type Cutter struct {
	Words  []Word
	Cued   []int32 // the words that the table flags so, and single letters
	Commas []int32
	Long   []int32 // the words of LongWord bytes or more
	Whole  bool    // capitals one by one, "K-E-L-L-Y", are one word, as the shipped weights learned it

	capitals []int32 // words of a shape with capitals
	lines    []line
	total    shapeCounts
	n        shapeCounts // of the line that is being cut
}

// Capitals returns the words of a shape with capitals.
func (c *Cutter) Capitals() []int32 { return c.capitals }

// line is a line of words: its first word, and how many there are of each shape.
type line struct {
	from   int32
	counts shapeCounts
}

// shapeCounts counts words by shape.
type shapeCounts [8]int32

func (n *shapeCounts) capital() int32 { return n[Initial] + n[Mixed] }

// Cut replaces c's words by those of text, whose tokens are given, with the flags that table gives them. It is linear and allocates only
// to grow its memory.
//
// The fields of a word are stored one by one: a composite literal of them would be built elsewhere and copied, which costs as much as the rest.
func (c *Cutter) Cut(text []byte, tokens []lex.Token, table *WordTable) {
	c.Words, c.Cued, c.Commas, c.Long, c.lines, c.capitals = c.Words[:0], c.Cued[:0], c.Commas[:0], c.Long[:0], c.lines[:0], c.capitals[:0]
	c.total, c.n = shapeCounts{}, shapeCounts{}
	if len(tokens) == 0 {
		return
	}
	c.Cued = slices.Grow(c.Cued, len(tokens))
	c.capitals = slices.Grow(c.capitals, len(tokens))
	cued, capitals := c.Cued[:cap(c.Cued)], c.capitals[:cap(c.capitals)]
	nc, na := 0, 0
	pos := max(0, int(tokens[0].Start)-maxMarks)
	newlines, space := uint8(1), true
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		switch start := int(t.Start); {
		case start == pos+1 && text[pos] == ' ':
			space = true
		case start > pos:
			newlines, space = c.marks(text, pos, start, newlines, space)
		}
		if newlines != 0 {
			c.newLine()
		}
		if len(c.Words) == cap(c.Words) {
			c.Words = slices.Grow(c.Words, len(tokens)-i)
		}
		k := len(c.Words)
		c.Words = c.Words[:k+1]
		w := &c.Words[k]
		shape := shapes[t.Flags&caseFlags]
		*w = Word{}
		w.Start, w.End, w.Hash, w.Shape, w.Newlines, w.Space = t.Start, t.End, fold(t.Hash), shape, newlines, space
		if t.Flags.AllDigits() {
			w.Hash = digitHash
		}
		end := int(t.End)
		var next byte
		if end < len(text) {
			next = text[end]
		}
		owned := false
		if (next == '\'' || next == '-' || next == 0xe2) && shape != Digit {
			i, owned = w.join(text, tokens, i, c.Whole)
			shape, end, next = w.Shape, int(w.End), 0
			if end < len(text) {
				next = text[end]
			}
		}
		c.n[shape&7]++
		flags := table.Get(w.Hash)
		w.Flags = flags
		if next == '.' && (shape == Single || end-int(t.Start) <= 4 && flags&isAbbreviation != 0) {
			end++
			w.End++
		}
		cued[nc] = int32(k) // it stays only if the count moves on: no branch
		one := uint64(end-int(t.Start)-2) >> 63
		nc += int((flags/Cued | onlySingle>>shape | onlyLower>>shape&one) & 1)
		capitals[na] = int32(k)
		na += int(anyCapital >> shape & 1)
		if end-int(t.Start) >= LongWord {
			c.Long = append(c.Long, int32(k))
		}
		pos, newlines, space = end, 0, false
		if owned {
			i++
			c.mark(pos, int(tokens[i].End), possessiveHash, '\'', 0, false)
			pos = int(tokens[i].End)
		}
	}
	c.Cued, c.capitals = cued[:nc], capitals[:na]
	c.marks(text, pos, min(len(text), pos+maxMarks), newlines, space)
	c.endLine()
}

// Sets of shapes, as bits.
const (
	onlyLower  uint64 = 1 << Lower
	onlySingle uint64 = 1 << Single
	anyCapital uint64 = 1<<Initial | 1<<Upper | 1<<Single | 1<<Mixed

	withLetters = anyCapital | onlyLower
)

func (c *Cutter) newLine() {
	c.endLine()
	c.lines = append(c.lines, line{from: int32(len(c.Words))})
}

func (c *Cutter) endLine() {
	if len(c.lines) == 0 {
		return
	}
	c.lines[len(c.lines)-1].counts = c.n
	for s, n := range c.n {
		c.total[s] += n
	}
	c.n = shapeCounts{}
}

// join adds the tokens behind token i that hyphens and apostrophes join to the word; capitals one by one stay apart unless whole. It returns the last of them;
// owned is true if a possessive "'s" follows.
func (w *Word) join(text []byte, tokens []lex.Token, i int, whole bool) (last int, owned bool) {
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
		if !whole && sep == '-' && w.Len() == 1 && next.Len() == 1 && lex.IsUpper(text[w.Start]) && lex.IsUpper(text[next.Start]) {
			break // "K-E-L-L-Y"
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

// marks adds the marks of text[from:to), at most maxMarks a line, and tells the white space before the word that follows. A tab between blanks
// ends a line: codecs part the cells of a row with it, each of which is read by itself.
func (c *Cutter) marks(text []byte, from, to int, newlines uint8, space bool) (uint8, bool) {
	n := 0
	for p := from; p < to; p++ {
		b := text[p]
		switch {
		case b == '\n':
			newlines, space = min(3, newlines+1), true
			n = 0
			continue
		case b == '\t' && p > 0 && text[p-1] == ' ' && p+1 < len(text) && text[p+1] == ' ':
			newlines, space = max(1, newlines), true
			n = 0
			continue
		case b == ' ' || b-'\t' < 5:
			space = true
			continue
		case b >= 0x80 && b < 0xc0 || n == maxMarks:
			continue
		}
		n++
		c.mark(p, p+1, uint32(b)+1000, b, newlines, space)
		newlines, space = 0, false
	}
	return newlines, space
}

func (c *Cutter) mark(start, end int, hash uint32, mark byte, newlines uint8, space bool) {
	if newlines != 0 {
		c.newLine()
	}
	if mark == ',' {
		c.Commas = append(c.Commas, int32(len(c.Words)))
	}
	c.n[Punct]++
	c.Words = append(c.Words, Word{})
	w := &c.Words[len(c.Words)-1]
	w.Start, w.End, w.Hash, w.Shape, w.Mark, w.Newlines, w.Space = int32(start), int32(end), hash, Punct, mark, newlines, space
}

// HashToken is the hash of a word that is one token.
func HashToken(h uint64) uint32 { return fold(h) }
