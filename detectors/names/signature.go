package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxClosing is the most words and marks of a closing: "Mit freundlichen Grüßen,".
const maxClosing = 5

// signature takes a line of one to four capitalised words below a closing, or what ends the closing's own line: "Bises, Ndèye".
func (r *reader) signature(i int) {
	n := i + 1
	for ; r.sameLine(n); n++ {
		if n-i > maxClosing-1 {
			return
		}
		if r.Words[n].Shape != nametag.Punct && !r.is(n, isSignOff) {
			if !r.mark(n-1, ',') && !r.says(i, "LG", "VG", "GLG", "lg", "vg") || r.opened(i) {
				return
			}
			break
		}
	}
	if n == len(r.Words) {
		return
	}
	to := n
	for to < len(r.Words) && (to == n || r.Words[to].Newlines == 0) && to-n <= maxNameWords {
		if r.mark(to, ',') {
			break
		}
		if !r.nameLike(to, true) && !r.Words[to].IsParticle() || r.is(to, isHeading|isOrgTail) {
			return
		}
		to++
	}
	if to > n && to-n <= maxNameWords && r.nameLike(n, false) && !r.refused(n, to) {
		score := float32(0.75)
		if o := r.owner[i]; o != 0 { // "LG Hauke"
			r.drop(int(o - 1))
			score = 0.9
		}
		r.add(reading{from: n, to: to, typ: pii.Person, score: score, rule: ruleSignature})
	}
}

// opened reports whether words other than closings stand before word i on its line.
func (r *reader) opened(i int) bool {
	for ; r.sameLine(i); i-- {
		if r.anyMark(i-1, ".!?") {
			return false
		}
		if !r.is(i-1, isSignOff) && r.Words[i-1].Shape != nametag.Punct {
			return true
		}
	}
	return false
}
