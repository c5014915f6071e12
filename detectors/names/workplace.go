package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxFirmWords is the most words before a legal form or a kind: "Oduya & Sons Civil Works Nigeria Limited".
const maxFirmWords = 7

// firmStart returns the first of the capitalised words that belong to a legal form or a kind of organization at word i.
func (r *reader) firmStart(i int) int {
	from := i
	most := maxOrgWords
	if r.says(i, "Limited", "Ltd", "LIMITED", "LTD", "Inc", "LLC", "PLC", "plc") || r.mark(i, ',') {
		most = maxFirmWords
	}
	for i-from < most && r.adjoins(from) {
		switch {
		case r.partOfOrg(from - 1):
			from--
		case r.saintly(from) < from:
			from = r.saintly(from)
		case from > 1 && r.mark(from-1, '\'') && !r.Words[from-1].Space && r.Words[from-1].Len() > 1 && r.capitalised(from-2) && r.adjoins(from) && (r.Entry(from-2).First() == 0 || r.is(i, isTrade)):
			from -= 2 // "Queen's Gate Clinic"
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
	for r.mark(from, '&') || r.Words[from].IsTitle() && !r.is(from, isSaint) && !(r.says(from, "Queen", "King", "Prince", "Princess", "Lord", "Lady", "General") && r.adjoins(from+1) && r.adjoins(from+2)) {
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
	if r.Words[i].Len() < 4 || r.says(i, "works", "living", "hire") {
		return
	}
	if r.is(i, isWeakTail) && !(i > 0 && r.owner[i-1] != 0 && r.found[r.owner[i-1]-1].typ == pii.Org) {
		return
	}
	if k := r.placed(i); k < i {
		r.organization(k, r.legalEnd(i+1), 0.6, ruleOrg)
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
		case last > i && r.Entry(to).First() > 1 && r.Entry(to).Place() < 2: // "mutuelle du rhône sandrine"
			to = len(r.Words)
		case r.distinct(to), to > i+1 && r.is(to-1, jobLink) && r.Entry(to).Place() > 1 && r.Entry(to).Common() < 3:
			last = to
		case to == last+1 && to == i+1 && r.is(to, isTrade|isMiddle): // "clínica dental robles"
			last = to
		case to == last+1 && r.Words[to].Len() <= 3 && (r.Words[to].IsParticle() || r.is(to, jobLink|isForLetter)):
		default:
			to = len(r.Words)
		}
		to++
	}
	if last == i || last == i+1 && r.is(last, isTrade|isMiddle) || r.Words[i].Mode == nametag.UpperLine && r.mark(last+1, ':') {
		return false
	}
	r.organization(i, last+1, 0.6, ruleOrg)
	return true
}

// workplace takes the organization behind a verb or a label: "worked at Halberd", "joined Arup", "Employer: Larkfield".
func (r *reader) workplace(i int) {
	n := i + 1
	if r.is(i, isEmployer) {
		for k := 0; k < 3 && r.sameLine(n) && r.anyMark(n, "\":"); k++ {
			n++ // a label, or a key of JSON
		}
		if n > i+1 && r.anyMark(n-1, "\":") && (r.mark(i+1, ':') || n == i+4) {
			r.firmAt(n, 0.75)
		} else {
			r.calledFirm(i)
		}
		return
	}
	if !r.is(i, isWork) || !r.sameLine(n) || !r.is(n, isAt|isFor) && !(r.says(i, "employed") && r.says(n, "by", "with")) {
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
	if quoted := r.quoted(n); quoted > n {
		to = quoted
	} else if r.Words[n].Mode == nametag.Cased {
		for to-n < maxOrgWords && (to == n || r.adjoins(to)) && r.partOfOrg(to) {
			to++
		}
	} else {
		for to-n < 3 && (to == n || r.adjoins(to)) && r.distinct(to) {
			to++
		}
		if w := &r.Words[n]; to == n && w.Shape == nametag.Lower && r.Entry(n).Common() < 3 && !w.IsStop() && w.Flags&ruleWords == 0 && r.adjoins(n+1) && r.is(n+1, isTrade|isOrgTail) {
			to++ // "apex roofing"
		}
		for to > n && to-n < maxOrgWords && r.adjoins(to) && r.is(to, isTrade|isOrgTail|isWeakTail|isMiddle) {
			to++
		}
		if to > n && r.mark(to, '&') && r.adjoins(to) && r.adjoins(to+1) && r.Words[to+1].Shape == nametag.Lower {
			to += 2
		}
		if to > n && r.adjoins(to) && r.says(to, "and") && r.says(to+1, "sons", "daughters", "co", "partners", "brothers", "associates", "company") {
			to += 2
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

// notFirm takes the roles of parties off the front of an organization or place, and reports what is neither: "NHS number", a street named
// after somebody, a word such as "Name".
func (r *reader) notFirm(f *reading) bool {
	if r.figures.match(r.Words[f.from:f.to]) == f.to-f.from {
		return true
	}
	for f.from+1 < f.to && r.is(f.from, isLabel) && !r.is(f.from, isOrgHead) {
		f.from++
	}
	for f.from+1 < f.to && r.Words[f.from].Mode != nametag.Cased && r.says(f.from, "of", "de", "di", "du", "des", "van", "von", "between", "from") {
		f.from++
	}
	if f.typ == pii.Org && r.mark(f.to, '&') && r.adjoins(f.to) && r.adjoins(f.to+1) && r.Words[f.to+1].Shape == nametag.Lower && r.Words[f.from].Mode != nametag.Cased {
		f.to += 2 // "cabinet verdier & fils"
	}
	if f.to-f.from == 1 {
		w := &r.Words[f.from]
		if w.Flags&isNameWord != 0 || w.Flags&(isFunction&^(isTell|isAt)) != 0 && f.typ == pii.Org && r.Entry(f.from).Place() < 2 {
			return true
		}
		return w.Shape == nametag.Upper && r.sameLine(f.to) && r.says(f.to, "number", "Number", "no", "No", "nummer", "Nummer", "numéro", "número", "numero", "ID", "id", "card", "code")
	}
	return f.typ == pii.Org && r.is(f.to-1, isStreetTail) && !r.is(f.to-1, isOrgTail|isLegal) && r.Words[f.to-1].Shape == nametag.Initial && r.firms.match(r.Words[f.from:f.to]) == 0
}

// dottedLegal returns the end of a legal form that is written with dots at word i, "S.L.", "B.V.", "S.r.l.", i if there is none.
func (r *reader) dottedLegal(i int) int {
	if w := &r.Words[i]; !(w.Shape == nametag.Single && w.Len() == 2) && !(w.Mode != nametag.Cased && w.Shape == nametag.Lower && w.Len() == 1 && r.mark(i+1, '.')) {
		return i
	}
	var form [4]byte
	n, to := 0, i
	for to < len(r.Words) && n < len(form) && (to == i || !r.Words[to].Space && r.sameLine(to)) {
		switch w := &r.Words[to]; {
		case w.Shape != nametag.Punct && w.End-w.Start <= 2 && w.Shape != nametag.Digit:
			form[n] = r.s.Text[w.Start] | 0x20
			n++
		case !r.mark(to, '.'):
			return r.legalDots(form[:n], i, to)
		}
		to++
	}
	return r.legalDots(form[:n], i, to)
}

// legalDots returns to if the letters are those of a legal form, else i.
func (r *reader) legalDots(form []byte, i, to int) int {
	switch string(form) {
	case "sca", "sl", "sa", "bv", "nv", "srl", "spa", "slu", "sas", "sau", "lda", "snc":
		return to
	}
	return i
}

// dottedFirm takes the capitalised words before a legal form with dots: "Conservas Oñate, S.L.".
func (r *reader) dottedFirm(i int) {
	end := r.dottedLegal(i)
	if end == i {
		return
	}
	if r.Words[i].Mode != nametag.Cased {
		r.formOf(i, end)
		return
	}
	last := i
	if r.mark(i-1, ',') && r.sameLine(i-1) {
		last--
	}
	if last == 0 || !r.sameLine(last) || !r.partOfOrg(last-1) {
		return
	}
	from := r.firmStart(last)
	if o := r.owner[from]; o != 0 && r.found[o-1].typ == pii.Org && r.found[o-1].from < from && r.is(r.found[o-1].from, isOrgHead) {
		from = r.found[o-1].from // "Companhia de Seguros Atlântida, S.A."
	}
	if r.sameLine(from+1) && from < last && (r.person1(from) && r.found[r.owner[from]-1].to < last) {
		from = r.found[r.owner[from]-1].to
		for from < last && r.Words[from].Shape == nametag.Lower {
			from++
		}
	}
	if from < last {
		r.settle(from, end)
	}
}

// settle enters an organization whose form is written out, whatever the tagger read across its border.
func (r *reader) settle(from, to int) {
	for k := from; k < to; k++ {
		o := r.owner[k]
		if o == 0 {
			continue
		}
		g := r.found[o-1]
		r.drop(int(o - 1))
		if g.typ == pii.Person && g.from < from {
			g.to = from
			for g.to > g.from && (r.Words[g.to-1].Shape == nametag.Lower || r.Words[g.to-1].Shape == nametag.Punct) {
				g.to--
			}
			if g.to > g.from {
				r.add(g)
			}
		}
	}
	r.add(reading{from: from, to: to, typ: pii.Org, score: 0.9, rule: ruleOrg})
}

// placed returns the first of one to three words between "at" and a kind of organization at word i that together name one, "at mill lane
// surgery", i if there are none: each may be part of a name, and one is rare or a street.
func (r *reader) placed(i int) int {
	k, named := i, false
	for i-k < 4 && r.adjoins(k) && !r.says(k-1, "at", "from", "to", "of", "the") {
		w, e := &r.Words[k-1], r.Entry(k-1)
		if w.Shape == nametag.Punct || w.Shape == nametag.Digit || w.IsStop() || e.Common() == 3 && w.Flags&isStreetTail == 0 || w.Flags&(ruleWords&^(isStreetTail|isMiddle|isOrgTail|isNato)) != 0 {
			return i
		}
		named = named || r.distinct(k-1) || w.Flags&isStreetTail != 0
		k--
	}
	before := k - 1
	if r.says(before, "the") {
		before--
	}
	if !named || i-k > 3 || !r.adjoins(k) || !r.says(before, "at", "from", "to", "of") {
		return i
	}
	return k
}

// quoted returns the end of what stands in quotation marks from word n on, at most five words, 0 if there are none.
func (r *reader) quoted(n int) int {
	if !r.mark(n-1, '"') {
		return 0
	}
	for to := n; to-n <= maxOrgWords && r.sameLine(to); to++ {
		if r.mark(to, '"') {
			return to
		}
	}
	return 0
}
