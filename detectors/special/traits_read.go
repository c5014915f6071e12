package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// traitReader reads traits from the tokens of a segment.
type traitReader struct {
	s     *pii.Segment
	ts    []lex.Token
	words map[uint64]uint16
}

// word returns the bits of token i, 0 beyond the end.
func (r *traitReader) word(i int) uint16 {
	if i < 0 || i >= len(r.ts) {
		return 0
	}
	return r.words[r.ts[i].Hash]
}

// near reports whether tokens k and k+1 stand beside each other, with a blank or hyphen between.
func (r *traitReader) near(k int) bool {
	return k >= 0 && k+1 < len(r.ts) && r.ts[k+1].Start-r.ts[k].End == 1 && r.s.Text[r.ts[k].End] != '\n'
}

// linked is near, or a comma and a blank between.
func (r *traitReader) linked(k int) bool {
	return r.near(k) || k+1 < len(r.ts) && bytes.Equal(r.s.Text[r.ts[k].End:r.ts[k+1].Start], []byte(", "))
}

// read returns the tokens [from, to) of the trait at token i, whose bits are w; to is 0 if there is none.
func (r *traitReader) read(i int, w uint16) (from, to, trait int) {
	switch {
	case w&wordImage != 0:
		if i > 0 && r.ts[i].Start-r.ts[i-1].End == 1 && r.s.Text[r.ts[i-1].End] == '.' {
			return i, i + 1, traitPhoto
		}
	case w&(wordMarital|wordSingle|wordChild|wordCount|wordParent) != 0:
		if end := r.family(i); end > 0 {
			return i, end, traitFamily
		}
		if w&wordGender != 0 {
			return i, i + 1, traitGender
		}
	case w&wordGender != 0:
		to = i + 1
		return i, to, traitGender
	case w&wordNation != 0:
		to = i + 1
		for r.near(to-1) && r.word(to)&wordNation != 0 || r.near(to-1) && r.near(to) && r.word(to)&wordJoin != 0 && r.word(to+1)&wordNation != 0 {
			to++
		}
		if r.near(to-1) && r.word(to)&wordCitizen != 0 {
			return i, to, traitNationality
		}
		if i > 0 && r.near(i-1) && r.word(i-1)&wordBe != 0 && !(r.near(to-1) && r.word(to) == 0) {
			return i, to, traitNationality
		}
	}
	return 0, 0, 0
}

// family returns the end of words about marriage and children that begin at token i, 0 if they are none: "married with two young
// children", "single", "mother of three", "no kids".
func (r *traitReader) family(i int) int {
	sure, end := false, i
	for k := i; k < len(r.ts) && k < i+12; k++ {
		if k > i && !r.linked(k-1) {
			break
		}
		w := r.word(k)
		switch {
		case w&wordMarital != 0 || w&wordChild != 0:
			sure, end = true, k+1
		case w&wordSingle != 0:
			alone := !r.near(k) || r.word(k+1)&(wordJoin|wordParent) != 0
			if !alone {
				return done(sure, end)
			}
			sure, end = true, k+1
		case w&wordParent != 0:
			if k+2 < len(r.ts) && r.word(k+1)&wordJoin != 0 && r.word(k+2)&(wordCount|wordChild) != 0 {
				sure, end = true, k+3
				k += 2
			} else if sure {
				end = k + 1
			} else {
				return 0
			}
		case w&(wordCount|wordJoin) != 0:
		default:
			return done(sure, end)
		}
	}
	return done(sure, end)
}

func done(sure bool, end int) int {
	if !sure {
		return 0
	}
	return end
}

// start is where a finding begins: a file name takes what stands before its ending.
func (r *traitReader) start(from, trait int) int {
	start := int(r.ts[from].Start)
	if trait != traitPhoto {
		return start
	}
	for start > 0 && int(r.ts[from].Start)-start < 120 && bytes.IndexByte([]byte(" \n\t\r([\"'<,:="), r.s.Text[start-1]) < 0 {
		start--
	}
	return start
}

// heading returns the bounds of a name that is the whole first line of the input: two to five words with capitals, none of them the
// heading of a CV. end is 0 if there is none.
func (r *traitReader) heading() (start, end int) {
	if !r.s.Begins() || r.s.Lo != 0 || len(r.ts) == 0 || r.ts[0].Start > 8 {
		return 0, 0
	}
	line := r.s.Text[:min(len(r.s.Text), 80)]
	n := bytes.IndexByte(line, '\n')
	if n < 0 || bytes.ContainsAny(line[:n], ":,;|@?!()0123456789") && !bytes.HasPrefix(line[:n], []byte("#")) {
		return 0, 0
	}
	words, kinds := 0, signs()
	for ; words < len(r.ts) && int(r.ts[words].Start) < n; words++ {
		t := r.ts[words]
		if t.Flags&lex.FirstUpper == 0 && t.Len() > 3 || signOf(kinds, t.Hash)&signHeading != 0 || r.words[t.Hash] != 0 && t.Len() > 3 {
			return 0, 0
		}
	}
	if words < 2 || words > 5 {
		return 0, 0
	}
	return int(r.ts[0].Start), int(r.ts[words-1].End)
}

var traitIDsTable lazy.Value[[]int]

// traitIDs are the traits of the labels, by their index.
func traitIDs() []int {
	return traitIDsTable.Get(func() []int {
		var ids []int
		for _, l := range traitLabels().Labels() {
			ids = append(ids, l.ID)
		}
		return ids
	})
}
