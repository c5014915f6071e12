package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

const (
	minLetters  = 3  // of a name that is spelled out
	spellingFar = 14 // words between the cue and the letters
)

// spelled takes three or more letters, one by one, behind a word such as "spelled" or "surname": "K E double L Y", "M. A. R. S. H.".
func (r *reader) spelled() {
	cue := -spellingFar - 1
	for i := 0; i < len(r.Words); i++ {
		if r.is(i, isSpelling) {
			cue = i
			continue
		}
		if i-cue > spellingFar || !r.letter(i) {
			continue
		}
		n, end := 1, i+1
		for k := end; k < len(r.Words) && k-end < 3 && r.Words[k].Newlines == 0; k++ {
			if r.letter(k) {
				n++
				end = k + 1
			} else if !r.is(k, isDouble) && !r.mark(k, '-') && !r.mark(k, ',') {
				break
			}
		}
		if n >= minLetters {
			r.add(reading{from: i, to: end, typ: pii.Person, score: 0.75, rule: ruleSpelled})
		}
		i = end - 1
	}
}

// letter reports whether word i is one letter.
func (r *reader) letter(i int) bool {
	w := &r.Words[i]
	if w.Shape == nametag.Single {
		return true
	}
	return w.Shape == nametag.Lower && w.Len() == 1
}
