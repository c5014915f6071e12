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
	case w.Flags&isKin != 0 && w.Mode != nametag.Cased && r.sameLine(next) && (r.Entry(next).Common() == 0 && r.Entry(next).First() > 0 || r.Entry(next).Common() < 2 && r.Entry(next).First() > 1 && r.Entry(next).Capital() == 3 || r.unlisted(next) && (r.pauses(next+1) || !r.sameLine(i) || !r.plain(i-1))):
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
		bracket := r.mark(from-1, '(') && r.Words[from-1].Space && r.Words[from].Mode == nametag.Cased
		if r.Words[from].Flags&ruleWords != 0 || !r.opens(from) && !bracket && !(r.mark(from-1, ':') && r.sameLine(from)) || !r.nameLike(from, true) || !r.nameLike(i+1, true) {
			continue
		}
		for to < i+3 && r.sameLine(to) && (r.Words[to].Shape == nametag.Single || r.Entry(to).First() > 1) {
			to++
		}
		given, surname := r.Entry(i+1), r.Entry(from)
		born := r.mark(to, ',') && r.says(to+1, bornOn...)
		labelled := !bracket && r.labelsOne(from) && r.ends(to)
		closed := labelled || bracket && r.mark(to, ')') || !bracket && !r.mark(from-1, ':') && r.closes(to)
		if !closed && !born || given.Common() > 1 || !born && !labelled && (surname.Place() > 1 && surname.Surname() < 2 || given.Place() > 1 || surname.First() == 3 && surname.Surname() < 2) {
			continue
		}
		if given.First() < 2 && !(bracket && !given.Known() && surname.Surname() > 1) && (given.Known() || !r.person1(i+1) && !(r.person1(i-1) && r.mark(to, '"'))) || r.refused(from, to) {
			continue
		}
		for k := from; k < to; k++ {
			if o := r.owner[k]; o != 0 && r.found[o-1].from >= from && r.found[o-1].to <= to {
				r.drop(int(o - 1))
			}
		}
		score := float32(0.75)
		if labelled {
			score = 0.9 // more than a field of one name has
		}
		r.add(reading{from: from, to: to, typ: pii.Person, score: score, rule: ruleLabel})
		done = to
	}
}

// labelsOne reports whether a label whose value is one person leads to word i: "PATIENT: ESCARCEGA, DELFINA M", "holder=O'Shaughnessy, Lorcan".
func (r *reader) labelsOne(i int) bool {
	if !r.sameLine(i) || !r.anyMark(i-1, ":=") || r.says(i-2, "to", "To", "TO", "cc", "Cc", "CC", "bcc", "Bcc") {
		return false
	}
	return r.is(i-2, isLabel|isClient|isNameWord) || r.says(i-2, "VICTIM", "Victim", "victim", "WITNESS", "Witness", "SUSPECT", "Suspect", "OFFICER", "Officer", "holder", "ATTENDING")
}

// ends reports whether a field ends where word i stands: at a line's end, a wide gap, a mark but a comma between names, a figure or a key.
func (r *reader) ends(i int) bool {
	if !r.adjoins(i) {
		return true
	}
	w := &r.Words[i]
	return w.Shape == nametag.Punct && w.Mark != '\'' && w.Mark != '-' && w.Mark != '&' || w.Shape == nametag.Digit || r.mark(i+1, '=')
}

// bornOn are the words between a name and a date of birth.
var bornOn = []string{"born", "geb", "geboren", "né", "née", "nacido", "nacida", "nato", "nata", "nascido", "nascida", "født", "född", "ur", "dob", "DOB"}

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
