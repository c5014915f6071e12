package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxOrgWords is the most words that are taken before a legal form or behind a kind of organization.
const maxOrgWords = 5

// organizations finds what a legal form ("Plöger Dachbau GmbH & Co. KG"), a last word ("Harrow Treasury Group") or a first word ("Institut
// für Moorforschung") makes an organization.
func (r *reader) organizations() {
	for _, k := range r.Cued {
		r.kind(int(k))
	}
	for _, k := range r.compound {
		if r.is(int(k), isOrgHead) {
			r.compoundKind(int(k))
		}
	}
}

// kind finds the organization of which word i is the form or the kind.
func (r *reader) kind(i int) {
	w := &r.Words[i]
	if (w.Shape == nametag.Single && w.Len() == 2 || w.Mode != nametag.Cased && w.Len() == 1) && r.sameLine(i) {
		r.dottedFirm(i)
	}
	switch w.Len() {
	case len("sp"):
		if r.initialOf(i) == 's' {
			r.polishFirm(i)
		}
	case len("Court"):
		if r.initialOf(i) == 'c' {
			r.court(i)
		}
	}
	if w.Flags&(isLegal|isOrgTail|isOrgHead|isWork|isEmployer|isTrade|isWeakTail) == 0 || r.says(i, "Insurance") && r.says(i-1, "National") && r.adjoins(i) && !(r.adjoins(i+1) && r.capitalised(i+1)) {
		return // "National Insurance no."
	}
	if w.Flags&(isWork|isEmployer) != 0 {
		r.workplace(i)
	}
	if w.Flags&isWeakTail != 0 && w.Shape == nametag.Lower && w.Mode == nametag.Cased {
		r.genitiveBody(i)
	}
	if w.Flags&(isLegal|isOrgTail|isOrgHead) == 0 && (w.Flags&isTrade == 0 || w.Mode == nametag.Cased) {
		if w.Flags&isTrade != 0 {
			r.trade(i)
		}
		return
	}
	if w.Mode != nametag.Cased {
		switch {
		case w.Mode == nametag.UpperLine && r.banner(i):
		case w.Flags&isLegal != 0:
			r.caselessFirm(i)
		case w.Flags&isOrgHead != 0 && r.caselessHead(i):
		case w.Flags&(isOrgTail|isOrgHead|isTrade) != 0:
			r.caselessTail(i)
		}
		return
	}
	if w.Shape == nametag.Lower {
		return
	}
	switch {
	case w.Flags&isOrgTail != 0 && r.ofTail(i) > i+1 && r.adjoins(i) && r.partOfOrg(i-1):
		r.organization(r.firmStart(i), r.ofTail(i), 0.9, ruleOrg) // "Kaveri Institute of Technology"
	case w.Flags&isOrgHead != 0 && r.adjoins(i+1) && (r.partOfOrg(i+1) || r.Words[i+1].IsParticle() || r.is(i+1, jobLink)):
		r.orgHead(i) // "Hospital de León"
	case w.Flags&isLegal != 0 && r.says(i, "Inc", "LLC", "Ltd", "LLP", "PLLC", "PLC", "Corp", "Limited", "GmbH", "Lda", "Ltda", "Pvt") && r.mark(i-1, ',') && r.adjoins(i-1) && r.partOfOrg(i-2): // "Tidewater Scaffold & Rigging, Inc."
		if from := r.firmStart(i - 1); from < i-1 && !r.person1(from) {
			r.settle(from, r.legalEnd(i+1))
		}
	case w.Flags&isLegal != 0 || w.Flags&isOrgTail != 0 && w.Shape == nametag.Initial:
		from := r.firmStart(i)
		if w.Flags&isLegal == 0 {
			for k := from; k < i; k++ {
				if r.person1(k) { // "Dr. María Merino Hospital"
					from = max(from, r.found[r.owner[k]-1].to)
				}
			}
		}
		if from >= i {
			if w.Flags&isOrgHead != 0 {
				r.orgHead(i)
			}
			return
		}
		r.organization(from, r.legalEnd(r.ofTail(i)), 0.9, ruleOrg)
	case w.Flags&isOrgHead != 0:
		r.orgHead(i)
	}
}

// caselessFirm takes at most three words before a legal form of three letters or more in text without case: "brightwell energy ltd".
func (r *reader) caselessFirm(i int) {
	w := &r.Words[i]
	if w.Flags&isLegal == 0 || w.Flags&isStreetTail != 0 || w.Len() < 3 || w.Len() > 4 {
		return
	}
	r.formOf(i, i+1)
}

// formOf takes at most three words, and those that "&" joins, before a legal form [i,end) in text without case.
func (r *reader) formOf(i, end int) {
	if r.mark(i-1, ',') && r.adjoins(i-1) {
		i--
	}
	from := i
	for i-from < 3 && r.adjoins(from) {
		x := &r.Words[from-1]
		joined := from > 2 && r.mark(from-2, '&') && r.adjoins(from-1) && r.adjoins(from-2) && x.Shape == nametag.Lower
		switch {
		case joined && from-3 >= 0 && r.Words[from-3].Shape != nametag.Punct: // "pinnock & daughters"
			from -= 3
			continue
		case r.mark(from-1, '&') && r.adjoins(from-1) && from > 1:
			from -= 2
			continue
		}
		if x.Shape == nametag.Punct || x.Shape == nametag.Digit || x.IsStop() || x.IsParticle() || x.Flags&(ruleWords&^(isOrgTail|isOrgHead|isTrade|isMiddle|isWeakTail)) != 0 ||
			r.Entry(from-1).Common() == 3 && x.Flags&(isOrgTail|isTrade|isMiddle) == 0 {
			break
		}
		from--
	}
	if from < i {
		r.settle(from, r.legalEnd(end))
	}
}

// organization enters an organization in place of what was read inside of it.
func (r *reader) organization(from, to int, score float32, rule *pii.Rule) {
	for k := from; k < to; k++ {
		o := r.owner[k]
		if o == 0 {
			continue
		}
		g := &r.found[o-1]
		if g.from < from && g.typ == pii.Person || g.to > to && g.typ == pii.Person {
			return
		}
		score = max(score, g.score)
		r.drop(int(o - 1))
	}
	if r.adjoins(from) && r.is(from-1, isLegal) && r.Words[from-1].Shape == nametag.Upper && r.owner[from-1] == 0 {
		from-- // "SARL Menuiserie Aubertin"
	}
	r.add(reading{from: from, to: to, typ: pii.Org, score: score, rule: rule})
}

// orgHead takes "Hotel Mirador del Sur", "Institute for Tidal Energy", "École supérieure de Montclair": a kind, at most two words in lower
// case, and capitalised words.
func (r *reader) orgHead(i int) {
	if w := &r.Words[i]; w.Len() < 4 && w.Shape == nametag.Initial && !r.says(i, "Bar", "Caf") {
		return // "Chu Lai"
	}
	to, lower := i+1, 0
	last := i
	for to < len(r.Words) && to-i < maxOrgWords && r.adjoins(to) {
		w := &r.Words[to]
		switch {
		case w.IsTitle() && !r.is(to, isSaint) && r.adjoins(to+1): // "Praxis Doktor Hallensleben", whom the practice is
			return
		case r.partOfOrg(to):
			last, lower = to, 0
		case w.Shape == nametag.Lower && lower < 2 && (w.IsParticle() || w.Flags&jobLink != 0 || r.says(to, "for", "für", "van") || last == i && !w.IsStop() && r.Entry(to).Abroad() < 3 && !r.says(to, "and", "und", "als", "et")):
			lower++
		case r.says(to, "und", "and", "et", "y") && lower == 0 && last > i+1 && r.adjoins(to+1) && r.Words[last-1].Shape == nametag.Lower && r.partOfOrg(to+1):
			lower++ // "Bundesamt für Migration und Flüchtlinge"
		default:
			lower = maxOrgWords
		}
		if lower == maxOrgWords {
			break
		}
		to++
	}
	if last == i || r.Words[i].Shape != nametag.Initial && (r.Words[i].Shape != nametag.Upper || r.mark(last+1, ':')) {
		return
	}
	last = r.seated(i, last)
	from, end := i, r.legalEnd(last+1)
	if o := r.owner[i]; o != 0 && r.found[o-1].typ == pii.Org {
		from, end = min(from, r.found[o-1].from), max(end, r.found[o-1].to) // "Supremo Tribunal Federal"
	}
	r.organization(r.possessed(from), end, 0.8, ruleOrg)
}

// possessed returns the start of a possessive and what stands before it that belongs to the kind of organization at word i: "Queen's" of "Queen's University".
func (r *reader) possessed(i int) int {
	if i < 2 || !r.mark(i-1, '\'') || r.Words[i-1].Space || r.Words[i-1].Len() < 2 || !r.adjoins(i) || !r.capitalised(i-2) || r.Words[i-2].Mode != nametag.Cased {
		return i
	}
	from := i - 2
	for i-from < maxOrgWords && r.adjoins(from) && r.capitalised(from-1) && !r.Words[from-1].IsTitle() {
		from--
	}
	return from
}

// partOfOrg reports whether word i is a capitalised word or "&" that may stand in the name of a firm.
func (r *reader) partOfOrg(i int) bool {
	w := &r.Words[i]
	switch w.Shape {
	case nametag.Initial, nametag.Upper, nametag.Mixed:
		return !w.IsStop() && w.Flags&isLabel == 0 || r.is(i, isOrgTail|isOrgHead)
	case nametag.Single:
		return w.Len() == 1
	}
	return r.mark(i, '&')
}

// maxLegal is the most words and marks of a legal form: "GmbH & Co. KG".
const maxLegal = 8

// legalEnd returns the end of the legal forms from word i on: "& Co. KG", ", Inc".
func (r *reader) legalEnd(i int) int {
	if r.mark(i, ',') && r.sameLine(i) && r.sameLine(i+1) && r.is(i+1, isLegal) && r.says(i+1, "Inc", "INC", "LLC", "Ltd", "LTD", "LLP", "Corp", "CORP", "Llc", "Limited", "GmbH", "AG", "SE", "PLC", "Plc", "inc", "llc", "ltd") {
		i++
	}
	for end := i + maxLegal; i < end && r.sameLine(i); {
		switch {
		case r.says(i, "plc", "eG", "mbH", "gGmbH"), r.is(i, isLegal) && (r.Words[i].Shape != nametag.Lower || r.Words[i].Mode != nametag.Cased && r.Words[i].Len() > 1):
		case r.mark(i, '&') && r.sameLine(i+1) && r.is(i+1, isOrgTail) && r.Words[i+1].Len() == 2: // "& Co"
			i++
		case r.mark(i, '.') && r.sameLine(i+1) && r.is(i+1, isLegal) && (!r.is(i-1, isLegal) || r.says(i-1, "Pvt", "Pty", "Sdn", "PVT", "PTY", "SDN")):
		default:
			return i
		}
		i++
	}
	return i
}

// adjoins reports whether word i stands on the line of the word before it, at most one blank away.
func (r *reader) adjoins(i int) bool {
	return r.sameLine(i) && int(r.Words[i].Start-r.Words[i-1].End) <= 1
}

// narrow ends an organization or a place where a column ends.
func (r *reader) narrow(f *reading) {
	for k := f.from + 1; k < f.to; k++ {
		if int(r.Words[k].Start-r.Words[k-1].End) > 1 {
			f.to = k
		}
	}
}

// employers takes the other capitalised field of a line that has a position or a degree and a year: "2018 – 2022 | Karoo Solar | Planner".
func (r *reader) employers() {
	for k := range r.found {
		if f := r.found[k]; f.typ == pii.JobTitle || f.typ == pii.Education {
			r.undersignedFirm(&f)
			r.employer(f)
		}
	}
}

// maxField is the most words between a position and the ends of its line that are looked at.
const maxField = 14

func (r *reader) employer(f reading) {
	from, to := f.from, f.to
	for f.from-from < maxField && r.sameLine(from) {
		from--
	}
	for to-f.to < maxField && r.sameLine(to) {
		to++
	}
	if f.typ == pii.JobTitle && r.sameLine(f.to) && (r.is(f.to, isAt) || r.mark(f.to, '@') && r.Words[f.to].Space) {
		r.firmAt(f.to+1, 0.65)
	}
	year := false
	for i := from; i < to; i++ {
		w := &r.Words[i]
		year = year || w.Shape == nametag.Digit && w.Len() == 4 && (r.s.Text[w.Start] == '1' || r.s.Text[w.Start] == '2')
	}
	if !year {
		return
	}
	for i := from; i < to; {
		if !r.fieldWord(i) || i > from && r.adjoins(i) && !r.separator(i-1) {
			i++
			continue
		}
		e := i + 1
		for e < to && r.adjoins(e) && (r.fieldWord(e) || r.Words[e].IsParticle() && e+1 < to && r.fieldWord(e+1)) {
			e++
		}
		if whole := e == to || !r.adjoins(e) || r.separator(e); whole && e-i > 1 && e-i <= maxOrgWords && !r.claimed(i, e) && r.Words[i].Space && (r.Entry(i).First() == 0 || r.Entry(i).Common() > 1) {
			r.organization(i, r.legalEnd(e), 0.6, ruleEmployer)
			return
		}
		i = e
	}
}

// fieldWord reports whether word i may be part of an employer's name in a line of a CV.
func (r *reader) fieldWord(i int) bool {
	return r.partOfOrg(i) && r.Words[i].Mode == nametag.Cased && r.Words[i].Flags&(jobHead|degree|isHeading) == 0
}

// separator reports whether word i parts the fields of a line.
func (r *reader) separator(i int) bool {
	w := &r.Words[i]
	return w.Shape == nametag.Punct && w.Mark != '&' && w.Mark != '\'' && w.Mark != '.' || w.Shape == nametag.Digit ||
		w.Shape == nametag.Lower && w.Flags&isAt != 0
}

// claimed reports whether words [from,to) are taken: by anything but a place or a weak person, or by a place whose words all are places'.
func (r *reader) claimed(from, to int) bool {
	place := true
	for k := from; k < to; k++ {
		o := r.owner[k]
		if o == 0 {
			place = false
			continue
		}
		g := &r.found[o-1]
		if g.typ == pii.Org && g.rule == ruleTagger && g.from >= from && g.to <= to && g.to-g.from < to-from {
			place = false
			continue
		}
		if g.typ != pii.Location && !(g.typ == pii.Person && g.rule == ruleTagger && g.score < 0.7) {
			return true
		}
		place = place && g.typ == pii.Location && r.Entry(k).Place() == 3
	}
	return place
}
