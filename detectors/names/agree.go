package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// agree makes persons of the firms and places that only the tagger sees and whose words, or all but the first of them, are surely a person's name
// elsewhere in the window. It takes time in proportion to the readings.
func (r *reader) agree() {
	any := false
	for i := range r.found {
		if f := &r.found[i]; f.typ == pii.Person && f.to-f.from > 1 && f.score >= surely {
			if !any {
				clear(r.people[:])
				any = true
			}
			h := r.joined(f.from, f.to)
			r.people[h%uint32(len(r.people))] = h
		}
	}
	for i := 0; any && i < len(r.found); i++ {
		f := &r.found[i]
		if f.typ != pii.Org && f.typ != pii.Location || f.rule != ruleTagger || f.to-f.from > maxNameWords+1 {
			continue
		}
		for from := f.from; from <= f.from+1 && f.to-from > 1; from++ {
			if h := r.joined(from, f.to); r.people[h%uint32(len(r.people))] == h {
				for k := f.from; k < from; k++ {
					r.owner[k] = 0
				}
				f.from, f.typ, f.score, f.rule = from, pii.Person, surely, ruleAgain
				break
			}
		}
	}
}

// joined returns a hash of the words from to to.
func (r *reader) joined(from, to int) uint32 {
	h := uint32(to - from)
	for i := from; i < to; i++ {
		if w := &r.Words[i]; w.Shape != nametag.Punct {
			h = (h ^ w.Hash) * 0x9e3779b1
		}
	}
	return h
}
