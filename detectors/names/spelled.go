package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

const (
	minLetters  = 3  // of a name that is spelled out
	spellingFar = 14 // words between the cue and the letters
)

// spelled takes three or more letters, one by one: "K E double L Y", "M. A. R. S. H.", "W for Whiskey, A as in Alpha", "Kilo Echo Lima".
// Letters alone and words of a spelling alphabet need a word such as "spelled" or "surname" before them, four with hyphens do not: "S-E-U-N".
func (r *reader) spelled() {
	cue := -spellingFar - 1
	done := 0
	for _, k := range r.Cued {
		i := int(k)
		if i < done {
			continue
		}
		w := &r.Words[i]
		if w.Flags&isSpelling != 0 {
			cue = i
			continue
		}
		if w.Flags&isNato == 0 && !r.letter(i) {
			continue
		}
		cued := i-cue <= spellingFar
		if !r.letter(i) && !(cued && w.Flags&isNato != 0) {
			continue
		}
		n, end, spoken, hyphens := 0, i, 0, 0
		for k := i; k < len(r.Words) && k-end < 3 && (k == i || r.Words[k].Newlines == 0); {
			size, said := r.letterAt(k, cued)
			switch {
			case size > 0:
				n++
				if said {
					spoken++
				}
				k += size
				end = k
				continue
			case n > 0 && r.mark(k, '-') && !r.Words[k].Space:
				hyphens++
			case n > 0 && (r.is(k, isDouble) || r.mark(k, '-') || r.mark(k, ',') && (k+1 == len(r.Words) || r.Words[k+1].Space) || r.mark(k, '.')):
			default:
				k = len(r.Words)
				continue
			}
			k++
		}
		if n >= minLetters && (cued || spoken > 1 || n > minLetters && hyphens >= minLetters) {
			score := float32(0.75)
			if cued && n > minLetters {
				score = 0.9 // more than a place that the tagger sees in "kilo echo lima"
			}
			r.add(reading{from: i, to: end, typ: pii.Person, score: score, rule: ruleSpelled})
		}
		done = end
	}
}

// letterAt returns the number of words that say one letter from word i on, 0 if none, and whether a word stands for the letter: "W for
// Whiskey". A word alone counts only if cued.
func (r *reader) letterAt(i int, cued bool) (size int, said bool) {
	if !r.letter(i) {
		if cued && r.is(i, isNato) && r.Words[i].Shape != nametag.Punct {
			return 1, false
		}
		return 0, false
	}
	k := i + 1
	if !r.sameLine(k) || !r.is(k, isForLetter) {
		return 1, false
	}
	if r.sameLine(k+1) && r.Words[k+1].Len() == 2 { // "as in"
		k++
	}
	if r.sameLine(k+1) && r.initialOf(k+1) == r.initialOf(i) {
		return k + 2 - i, true
	}
	return 1, false
}

// initialOf returns the first byte of word i in lower case.
func (r *reader) initialOf(i int) byte { return r.s.Text[r.Words[i].Start] | 0x20 }

// letter reports whether word i is one letter.
func (r *reader) letter(i int) bool {
	w := &r.Words[i]
	return w.Shape == nametag.Single || w.Shape == nametag.Lower && w.Len() == 1
}
