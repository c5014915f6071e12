package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// firstLine takes two to four capitalised words alone on the first line of a document, or on the line below "Curriculum Vitae" and its kin:
// words of which one is a likely name, or rare words, one spelt like a name, above an address, a mail or a number.
func (r *reader) firstLine() {
	if r.s.Lo != 0 || !r.s.Begins() {
		return
	}
	from := 0
	for from < len(r.Words) && from < 3 && r.is(from, isHeading) && (from == 0 || r.sameLine(from)) {
		from++
	}
	if from > 0 && (from == len(r.Words) || r.sameLine(from)) {
		return
	}
	to, likely, rare, named := from, false, true, false
	for ; to < len(r.Words) && (to == from || r.sameLine(to)); to++ {
		if to-from == maxNameWords || r.is(to, isHeading|isOrgTail|isLabel) {
			return
		}
		w := &r.Words[to]
		upper := w.Shape == nametag.Initial || w.Shape == nametag.Upper || w.Shape == nametag.Single || w.Shape == nametag.Mixed
		if !upper && !w.IsParticle() || w.IsStop() {
			return
		}
		e := r.Entry(to)
		if e.Common() > 1 && e.First() < 3 && e.Surname() < 3 {
			return
		}
		likely = likely || e.First() >= 2 || e.Person() == 3 || e.First() == 1 && e.Common() == 0
		named = named || e.LooksNamed()
		rare = rare && (w.IsParticle() || w.Len() < 3 || e.First() > 0 || e.Surname() > 0 || !e.Known()) && w.Flags&(ruleWords|jobHead|jobModifier) == 0
	}
	if to-from < 2 || to == len(r.Words) {
		return
	}
	thought := r.owner[from] != 0 && r.found[r.owner[from]-1].to == to && r.found[r.owner[from]-1].from == from
	switch reachable := r.reachable(to); {
	case rare && thought && reachable && r.Words[from].Mode == nametag.UpperLine:
		r.add(reading{from: from, to: to, typ: pii.Person, score: surely, rule: ruleFirstLine})
	case likely && reachable:
		r.add(reading{from: from, to: to, typ: pii.Person, score: surely, rule: ruleFirstLine})
	case likely || rare && named && reachable:
		r.add(reading{from: from, to: to, typ: pii.Person, score: 0.7, rule: ruleFirstLine})
	}
}

// reachable reports whether one of the three lines from word i on holds "@" or eight digits.
func (r *reader) reachable(i int) bool {
	digits := 0
	for lines := 0; i < len(r.Words); i++ {
		w := &r.Words[i]
		if w.Newlines > 0 {
			digits = 0
			if lines++; lines > 3 {
				return false
			}
		}
		if w.Shape == nametag.Digit {
			digits += w.Len()
		}
		if w.Shape == nametag.Punct && w.Mark == '@' || digits >= 8 {
			return true
		}
	}
	return false
}
