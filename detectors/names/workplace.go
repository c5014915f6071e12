package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// firmStart returns the first of the capitalised words, at most five, that belong to a legal form or a kind of organization at word i.
func (r *reader) firmStart(i int) int {
	from := i
	for i-from < maxOrgWords && r.adjoins(from) {
		switch {
		case r.partOfOrg(from - 1):
			from--
		case r.saintly(from) < from:
			from = r.saintly(from)
		case from < i && from > 1 && r.Words[from-1].Shape == nametag.Lower && r.Words[from-1].IsParticle() && r.adjoins(from-1) && r.Words[from-2].IsParticle() && r.partOfOrg(from-2):
			from -= 2 // "Van der Valk Logistics"
		default:
			return r.firmOpens(from)
		}
	}
	return r.firmOpens(from)
}

// saintly returns the start of "St Brigid's" before word i, i if it is not there.
func (r *reader) saintly(i int) int {
	if r.mark(i-1, '\'') && i > 3 && r.sameLine(i) && r.sameLine(i-2) && r.is(i-3, isSaint) && r.Words[i-1].Len() > 1 {
		return i - 3
	}
	return i
}

// firmOpens leaves out "&" and forms of address at the front of a firm, but not the "St" of "St Jude Hospital".
func (r *reader) firmOpens(from int) int {
	for r.mark(from, '&') || r.Words[from].IsTitle() && !r.is(from, isSaint) {
		from++
	}
	return from
}

// ofTail returns the end of what belongs behind a kind of organization at word i: "Museum of Art", "College London"; i+1 if nothing does.
func (r *reader) ofTail(i int) int {
	to := i + 1
	if r.is(i, isLegal) || !r.adjoins(to) {
		return to
	}
	if r.is(to, jobLink|isForLetter) && r.Words[to].Shape == nametag.Lower && r.adjoins(to+1) && r.capitalised(to+1) {
		to += 2
		for to-i < maxOrgWords && r.adjoins(to) && r.capitalised(to) {
			to++
		}
		return to
	}
	if r.capitalised(to) && r.Entry(to).Place() > 1 && r.Entry(to).First() < 2 && r.Words[i].Mode == nametag.Cased {
		to++
	}
	return to
}

// capitalised reports whether word i is part of an organization with a letter more than "I".
func (r *reader) capitalised(i int) bool {
	return r.partOfOrg(i) && r.Words[i].Len() > 1 && !r.mark(i, '&')
}

// distinct reports whether a word of text without case is so rare in running text that it is likely a name of something.
func (r *reader) distinct(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	if w.Shape == nametag.Punct || w.Shape == nametag.Digit || w.Len() < 3 || w.IsStop() || w.Flags&(ruleWords&^(isOrgTail|isOrgHead|isSaint)) != 0 {
		return false
	}
	return !e.Known() || e.Common() == 0 || e.Common() == 1 && e.Capital() > 1
}

// caselessTail takes one to three distinct words before a kind of organization: "stanford university", "halberd robotics".
func (r *reader) caselessTail(i int) {
	if r.Words[i].Len() < 4 {
		return
	}
	if r.is(i, isWeakTail) && !(i > 0 && r.owner[i-1] != 0 && r.found[r.owner[i-1]-1].typ == pii.Org) {
		return
	}
	from := i
	if r.adjoins(from) && r.is(from-1, isMiddle) && r.adjoins(from-1) && r.distinct(from-2) {
		from--
	}
	if k := r.saintly(from); k < from {
		from = k
	}
	for i-from < 3 && r.adjoins(from) && r.distinct(from-1) {
		from--
	}
	if from < i {
		r.organization(from, r.legalEnd(i+1), 0.6, ruleOrg)
	}
}

// caselessHead takes a kind of organization and one to three distinct words behind it, "universidad de valdehierro", and reports
// whether there are any.
func (r *reader) caselessHead(i int) bool {
	to, last := i+1, i
	for to-i < maxOrgWords && r.adjoins(to) {
		switch {
		case r.distinct(to):
			last = to
		case to == last+1 && r.Words[to].Len() <= 3 && (r.Words[to].IsParticle() || r.is(to, jobLink|isForLetter)):
		default:
			to = len(r.Words)
		}
		to++
	}
	if last == i {
		return false
	}
	r.organization(i, last+1, 0.6, ruleOrg)
	return true
}

// workplace takes the organization behind a verb or a label: "worked at Halberd", "joined Arup", "Employer: Larkfield".
func (r *reader) workplace(i int) {
	n := i + 1
	if r.is(i, isEmployer) && r.mark(n, ':') {
		r.firmAt(n+1, 0.75)
		return
	}
	if !r.is(i, isWork) || !r.sameLine(n) || !r.is(n, isAt|isFor) {
		return
	}
	r.firmAt(n+1, 0.6)
}

// firmAt takes the organization that begins at word n where the text says that one follows.
func (r *reader) firmAt(n int, score float32) {
	if !r.sameLine(n) {
		return
	}
	to := n
	if r.Words[n].Mode == nametag.Cased {
		for to-n < maxOrgWords && (to == n || r.adjoins(to)) && r.partOfOrg(to) {
			to++
		}
	} else {
		for to-n < 3 && (to == n || r.adjoins(to)) && r.distinct(to) {
			to++
		}
	}
	if to == n || r.claimed(n, to) || to-n == 1 && (r.Entry(n).First() > 1 || r.is(n, isNotOrg) || r.Words[n].Flags&(ruleWords&^isOrgTail) != 0) {
		return
	}
	r.organization(n, r.legalEnd(to), score, ruleEmployer)
}

// dottedForm adds the rest of a legal form with dots, "S.r.l.", to an organization.
func (r *reader) dottedForm(f *reading) {
	if last := &r.Words[f.to-1]; last.Shape != nametag.Single || last.Len() != 2 {
		return
	}
	for n := 0; n < 4 && r.sameLine(f.to) && !r.Words[f.to].Space && (r.mark(f.to, '.') || r.Words[f.to].Len() == 1 && r.Words[f.to].Shape != nametag.Punct); n++ {
		f.to++
	}
}
