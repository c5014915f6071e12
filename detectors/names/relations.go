package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// relative takes the name behind a relation: "my daughter Mia", "Con mi mujer, Maite", "Daughter Kasia", "partner Idris". Without "my"
// the name needs a capital, or to be a given name and no common word.
func (r *reader) relative(i int) {
	next := i + 1
	w := &r.Words[i]
	mine := r.sameLine(i) && r.is(i-1, isMine)
	if r.mark(next, ',') && mine && r.sameLine(next+1) && (r.Entry(next+1).First() > 1 || r.given(next+1) && (r.closes(next+2) || r.conjunction(next+2) || r.anyMark(next+2, ",."))) {
		next++
		if k := next + 2; r.sameLine(k) && r.conjunction(next+1) && r.given(k) { // "the twins, Finnian and Sadhbh"
			r.take(k, 0.6, ruleFamily)
		}
	}
	switch {
	case r.smallGiven(next) && (mine || r.says(i, elders...)):
		r.take(next, 0.6, ruleFamily) // "zu opa heinz" among capitals
	case mine:
		sure := r.sameLine(next) && r.Words[next].Mode != nametag.Cased && !r.Entry(next).Known()
		r.person(next, next, sure, 0.75, ruleFamily, pii.Relative)
	case w.Flags&isKin != 0 && w.Mode == nametag.Cased && !w.IsTitle():
		r.person(next, next, false, 0.6, ruleFamily, pii.Relative)
	case w.Flags&isKin != 0 && r.sameLine(next) && r.Entry(next).First() > 1 && r.Words[next].Flags&ruleWords == 0 && r.Words[next].Shape == nametag.Lower &&
		r.says(i, elders...): // "auntie joy"
		r.take(next, 0.6, ruleFamily)
	case w.Flags&isKin != 0 && w.Mode != nametag.Cased && r.sameLine(next) && (r.Entry(next).Common() == 0 && r.Entry(next).First() > 0 || r.Entry(next).Common() < 2 && r.Entry(next).First() > 1 && r.Entry(next).Capital() == 3 || r.unlisted(next) && r.pauses(next+1)):
		r.person(next, next, true, 0.6, ruleFamily, pii.Relative)
	}
}

// elders are relations that stand before a name as a form of address does.
var elders = []string{"auntie", "aunt", "uncle", "nana", "oma", "opa", "tante", "onkel", "tía", "tío", "zia", "zio", "oom", "tonton", "abuela", "abuelo", "nonna", "nonno", "mormor", "farmor", "morfar", "farfar"}

// smallGiven reports a word in small letters among capitals that is a frequent given name and no other word.
func (r *reader) smallGiven(i int) bool {
	if !r.sameLine(i) {
		return false
	}
	w, e := &r.Words[i], r.Entry(i)
	return w.Mode == nametag.Cased && w.Shape == nametag.Lower && w.Flags&ruleWords == 0 &&
		e.First() > 1 && (e.Common() == 0 && e.Abroad() < 2 || e.Common() < 2 && e.Person() == 3 && e.Capital() == 3)
}

// asks reports whether the letter that begins a line marks a question or its answer, "A. Katalin Veres", with a question in the line before.
func (r *reader) asks(i int) bool {
	if r.sameLine(i) || !r.says(i, "A.", "Q.") {
		return false
	}
	k := i - 1
	for n := 0; k > 0 && n < maxAsked*2 && r.sameLine(k); n++ {
		k--
	}
	return r.says(k, "A.", "Q.")
}

// trim takes relations, forms of address and occupations off the front of a name, function words and abbreviations off its end.
func (r *reader) trim(f *reading) {
	for k := f.from + 2; k <= f.to && k < len(r.Words); k++ {
		if r.is(k, isOrgHead) && r.Words[k-1].IsParticle() && r.Words[k-1].Shape == nametag.Lower {
			f.to = k - 1 // "El Khatib van Stichting De Brug"
		}
	}
	if f.from+1 < f.to && r.mark(f.to, ':') && (r.is(f.to-1, isNameWord) || r.behindLabel(f.from)) {
		f.to-- // "Vorname: Ali Nachname: …": the next label
	}
	for f.from+1 < f.to && r.Words[f.to-1].Shape == nametag.Lower && (r.Words[f.to-1].IsParticle() || r.is(f.to-1, isNobody)) || f.from+1 < f.to && r.coined(f.to-1) {
		f.to--
	}
	if last := f.to - 1; f.from < last && r.Words[last].Shape == nametag.Upper && r.Words[last-1].Shape == nametag.Initial && r.is(last, isNotOrg) {
		f.to-- // "Bronwen MRI"
	}
	for f.from+1 < f.to && r.Words[f.to-1].Mode != nametag.Cased && r.is(f.to-1, isFunction) && r.Entry(f.to-1).Surname() < 2 {
		f.to--
	}
	for f.from+1 < f.to {
		w := &r.Words[f.from]
		office := w.Flags&(isKin|isAddressed) != 0 || w.Flags&jobHead != 0 && r.Entry(f.from).First() == 0
		office = office || w.Shape == nametag.Single && f.from > 1 && r.mark(f.from-1, '.') && r.Words[f.from-2].Len() == 1 // "i. A."
		office = office || w.Shape == nametag.Single && !r.sameLine(f.from) && r.Words[f.from+1].IsTitle()                  // "Q. Mr. Trammell"
		office = office || w.Flags&isTell != 0 && w.Shape == nametag.Initial && r.Entry(f.from).First() < 2 && (!r.sameLine(f.from) || r.anyMark(f.from-1, ".!?:-"))
		office = office || w.Flags&(isClient|isLabel) != 0 && w.Mode == nametag.Cased && r.Entry(f.from).First() == 0 && r.Entry(f.from).Surname() < 2
		office = office || r.says(f.from, "Cher", "Chère") || w.Shape == nametag.Single && (r.honorific(f.from) || r.asks(f.from))
		office = office || w.Mode != nametag.Cased && w.Flags&isFunction != 0 && r.Entry(f.from).First() == 0
		if !office && !r.coined(f.from) && !w.IsTitle() && (w.Flags&isGreeting == 0 || r.Entry(f.from).First() > 0) {
			return
		}
		f.from++
	}
}

// behindLabel reports a word and a colon right before word i.
func (r *reader) behindLabel(i int) bool {
	return i > 1 && r.sameLine(i) && r.sameLine(i-1) && r.mark(i-1, ':') && r.Words[i-2].Shape != nametag.Punct && r.Words[i-2].Shape != nametag.Digit
}

// inverted joins "Surname, Given" into one name where a line, a quotation or a field holds nothing else.
func (r *reader) inverted() {
	done := 0
	for _, k := range r.Commas {
		i := int(k)
		if i <= done || !r.sameLine(i) || !r.sameLine(i+1) {
			continue
		}
		from, to := i-1, i+2
		if from > 0 && r.sameLine(from) && !r.opens(from) && r.opens(from-1) && r.nameLike(from-1, true) && r.Words[from-1].Flags&ruleWords == 0 {
			from-- // two surnames
		}
		if r.Words[from].Flags&ruleWords != 0 || !r.opens(from) || !r.nameLike(from, true) || !r.nameLike(i+1, true) {
			continue
		}
		for to < i+3 && r.sameLine(to) && (r.Words[to].Shape == nametag.Single || r.Entry(to).First() > 1) {
			to++
		}
		given, surname := r.Entry(i+1), r.Entry(from)
		if !r.closes(to) || given.Common() > 1 || surname.Place() > 1 && surname.Surname() < 2 || given.Place() > 1 || surname.First() == 3 && surname.Surname() < 2 {
			continue
		}
		if given.First() < 2 && (given.Known() || !r.person1(i+1) && !(r.person1(i-1) && r.mark(to, '"'))) || r.refused(from, to) {
			continue
		}
		for k := from; k < to; k++ {
			if o := r.owner[k]; o != 0 && r.found[o-1].from >= from && r.found[o-1].to <= to {
				r.drop(int(o - 1))
			}
		}
		r.add(reading{from: from, to: to, typ: pii.Person, score: 0.75, rule: ruleLabel})
		done = to
	}
}

// person1 reports whether a person was read at word i.
func (r *reader) person1(i int) bool {
	o := r.owner[i]
	return o != 0 && r.found[o-1].typ == pii.Person
}

// opens reports whether a line, a quotation or a field begins at word i.
func (r *reader) opens(i int) bool {
	return !r.sameLine(i) || r.anyMark(i-1, "\":|;")
}

// closes reports whether a line, a quotation or a field ends before word i.
func (r *reader) closes(i int) bool {
	return i >= len(r.Words) || !r.sameLine(i) || r.anyMark(i, "\"|;(")
}

func (r *reader) anyMark(i int, marks string) bool {
	for k := range len(marks) {
		if r.mark(i, marks[k]) {
			return true
		}
	}
	return false
}

// nearby is how many words on each side tell the language of a text.
const nearby = 12

// french reports whether the words around word i are French: "M. Castelnau" is a form of address there and no initial.
func (r *reader) french(i int) bool {
	n := 0
	for k := max(0, i-nearby); k < min(len(r.Words), i+nearby); k++ {
		if r.says(k, "le", "les", "des", "du", "est", "et", "pour", "avec", "une", "au", "vous", "Bonjour", "Mme") {
			n++
		}
	}
	return n > 1
}
