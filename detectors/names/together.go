package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// kinList takes the names that brackets or a colon behind a relation list, with or without ages: "mum (Delyth)", "children (Tobi, 6, and
// Kemi, 3)", "Kinder: Lotta (4) und Piet", "the kids are Marlowe, 7, and Posy"; and the one behind "Vater von".
func (r *reader) kinList(i int) {
	k := i + 1
	if !r.sameLine(k) {
		return
	}
	if w := &r.Words[k]; w.IsParticle() && w.Shape == nametag.Lower || r.conjoined(k, "of") {
		if r.sameLine(k+1) && r.given(k+1) {
			r.person(k+1, i, false, 0.6, ruleFamily, pii.Relative)
		}
		return
	}
	if !r.mark(k, '(') && !r.mark(k, ':') && !r.conjoined(k, "are") {
		return
	}
	for k++; r.sameLine(k) && k-i < 24; k++ {
		switch w := &r.Words[k]; {
		case w.Shape == nametag.Digit, w.Shape == nametag.Punct && r.anyMark(k, ",()&/"), r.conjunction(k):
		case !r.given(k) || r.mark(k+1, '\'') || !r.person(k, i, false, 0.6, ruleFamily, pii.Relative):
			return
		default:
			for r.sameLine(k+1) && r.owner[k+1] != 0 && r.owner[k+1] == r.owner[k] {
				k++
			}
		}
	}
}

// given reports a capitalised word that may be a given name, and is no word that a rule knows.
func (r *reader) given(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	if w.Mode != nametag.Cased {
		return w.Flags&(ruleWords|jobHead|jobModifier) == 0 && (e.First() > 1 && e.Common() == 0 && e.Abroad() < 2 || r.unlisted(i))
	}
	return w.Shape == nametag.Initial && w.Flags&(ruleWords|jobHead|jobModifier) == 0 &&
		(e.First() > 0 && e.Common() < 2 || e.First() > 1 && e.Common() < 3 || e.Common() < 2 && e.Abroad() < 2 && e.Place() < 2 && r.nameLike(i, false))
}

// enumerated takes the last of a list of people: "Callum, Zainab and Przemek".
func (r *reader) enumerated() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		if f.typ == pii.Person && r.Words[f.from].Mode != nametag.Cased && r.sameLine(f.to) && r.conjunction(f.to) {
			if i := f.to + 1; r.sameLine(i) && r.owner[i] == 0 && r.partner(i) {
				r.person(i, f.to, true, 0.6, ruleList, pii.NoRole)
			}
		}
		if f.typ == pii.Person && f.from > 2 && r.Words[f.from].Shape == nametag.Single && r.sameLine(f.from) && r.anyMark(f.from-1, "/,;") {
			r.beforeInitial(f.from - 1)
		}
		if f.typ != pii.Person || f.from < 2 || !r.sameLine(f.from) || !r.mark(f.from-1, ',') || !r.person1(f.from-2) || !r.sameLine(f.to) || !r.conjunction(f.to) {
			continue
		}
		if i := f.to + 1; r.sameLine(i) && r.owner[i] == 0 && r.nameLike(i, false) && r.Words[i].Mode == nametag.Cased && r.Words[i].Flags&(ruleWords|jobHead|jobModifier) == 0 &&
			r.Entry(i).Common() == 0 && r.Entry(i).Place() < 2 {
			r.person(i, f.to, false, 0.6, ruleList, pii.NoRole)
		}
	}
}

// beforeInitial takes an initial and a rare word before the mark at word i, with a name of the same form behind it: "S. Amoah / L. Petersen".
func (r *reader) beforeInitial(i int) {
	w, e := &r.Words[i-1], r.Entry(i-1)
	if r.Words[i-2].Shape == nametag.Single && r.Words[i-2].Len() == 2 && r.sameLine(i-1) && r.sameLine(i) && w.Shape == nametag.Initial && e.Common() == 0 && r.owner[i-1] == 0 && r.owner[i-2] == 0 && !r.refused(i-2, i) {
		r.add(reading{from: i - 2, to: i, typ: pii.Person, score: 0.6, rule: ruleList})
	}
}

// partner reports whether word i of text without case, behind a person and "and", is another: "marcela and tiff".
func (r *reader) partner(i int) bool {
	e := r.Entry(i)
	if !r.conjoined(i-1, "and", "und", "et", "y") || r.foreign(i) {
		return false
	}
	return r.unlisted(i) && r.pauses(i+1) || r.Words[i].Flags&ruleWords == 0 && (r.nameLike(i, false) || e.Common() < 2 && e.Abroad() < 2 && (e.First()+e.Surname() > 0 || e.Person() > 1) && r.pauses(i+1))
}

// conjunction reports whether word i is "and" in a language of the lexicon.
func (r *reader) conjunction(i int) bool {
	return r.conjoined(i, "and", "und", "et", "y", "e", "en", "i")
}

func (r *reader) conjoined(i int, words ...string) bool {
	w := &r.Words[i]
	if w.Shape != nametag.Lower || w.Len() > 3 {
		return false
	}
	for _, x := range words {
		if string(r.s.Text[w.Start:w.End]) == x {
			return true
		}
	}
	return false
}
