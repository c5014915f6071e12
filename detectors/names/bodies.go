package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// bodies are the last words of public bodies, whose names hold "and" and commas.
var bodies = []string{"Commission", "Office", "Department", "Agency", "Authority", "Board", "Council", "Ministry", "Institute", "Society", "Association", "Committee", "Administration", "Bureau", "Service", "Services", "Trust", "Union", "Group", "Company", "Corporation", "Directorate"}

// bodied joins what "and" or a comma cuts in the name of a body: "Securities and Exchange Commission", "Foreign, Commonwealth and Development Office".
func (r *reader) bodied() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		if f.typ != pii.Org || f.rule == ruleLabel || r.Words[f.from].Mode != nametag.Cased || !r.says(f.to-1, bodies...) || f.from < 2 || !r.adjoins(f.from) || !r.says(f.from-1, "and", "&") && !r.mark(f.from-1, '&') || !r.adjoins(f.from-1) {
			continue
		}
		from := f.from - 1
		for f.from-from < maxFirmWords && r.adjoins(from) && r.noun(from-1) {
			from--
		}
		for from < f.from-1 && from > 1 && r.mark(from-1, ',') && r.adjoins(from-1) && r.noun(from-2) && f.from-from < maxFirmWords {
			from -= 2
		}
		if from == f.from-1 {
			continue
		}
		if o := r.owner[from]; o != 0 && r.found[o-1].typ == pii.Org && r.found[o-1].from < from {
			from = r.found[o-1].from // "U.S. Fish and Wildlife Service"
		}
		if r.complete(from, f.from-1, f.to) {
			continue
		}
		if r.sameLine(from) && !r.says(from-1, "the", "The", "a", "of", "from", "by", "to") && from < f.from-2 && r.mark(from+1, ',') {
			continue // a list
		}
		r.settle(from, f.to)
	}
}

// complete reports whether the words [from,and) before "and" are a body of their own: "American Mathematical Society and American Physical Society". What stands
// behind "of" in one goes on behind "and": "Institute of Management and Public Administration".
func (r *reader) complete(from, and, to int) bool {
	for k := from; k < and; k++ {
		if !r.says(k, bodies...) && !r.is(k, isOrgTail|isOrgHead) && !r.says(k, "Party", "Department", "Union", "Mart") {
			continue
		}
		if k+1 < and && r.says(k+1, "of", "for") && to-and < 4 && r.noun(and+1) {
			continue
		}
		return true
	}
	return false
}

// noun reports whether word i is an everyday word with a capital that may stand in the name of a body.
func (r *reader) noun(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	return w.Shape == nametag.Initial && w.Mode == nametag.Cased && !w.IsStop() && !w.IsTitle() && (e.Common() > 1 || e.Common() == 1 && e.First()+e.Surname() == 0) && !r.person1(i)
}

// undersignedFirm takes the firm behind a person's position at the end of a line below a name, "Accounts Payable Manager, Nimbus Ledger", whatever the tagger reads in it.
func (r *reader) undersignedFirm(f *reading) {
	if f.typ != pii.JobTitle || r.sameLine(f.from) || !r.undersigned(f.from) || !r.adjoins(f.to) || !r.anyMark(f.to, ",|") {
		return
	}
	from := f.to + 1
	to := from
	for to-from < maxOrgWords && r.sameLine(to) && r.partOfOrg(to) {
		to++
	}
	if to == from || r.sameLine(to) && !r.anyMark(to, "|,.") || r.Entry(to-1).Place() > 1 && to-from < 3 && r.Entry(to-1).Common() < 3 || r.Words[from].Flags&(jobHead|isHeading) != 0 {
		return
	}
	for k := from; k < to; k++ {
		if o := r.owner[k]; o != 0 && (r.found[o-1].rule != ruleTagger && r.found[o-1].rule != ruleContact || r.found[o-1].from < from || r.found[o-1].to > to) {
			return
		}
	}
	r.replace(reading{from: from, to: r.legalEnd(to), typ: pii.Org, score: 0.65, rule: ruleEmployer})
}

// senderFirm takes the firm that sends a mail, "From: Rangoli Home Store <orders@…>": capitalised words before "<", of which the first is no frequent given
// name and the last an everyday word or a kind of firm.
func (r *reader) senderFirm(i, from int) bool {
	if !r.says(i, "From", "FROM") {
		return false
	}
	to := from
	for to-from < maxOrgWords && r.sameLine(to) && r.partOfOrg(to) {
		to++
	}
	last := r.Entry(to - 1)
	if to-from < 2 || !r.mark(to, '<') || !r.sameLine(to) || r.Entry(from).First() > 1 || !r.is(to-1, isOrgTail|isTrade|isWeakTail|isMiddle) && (last.Common() < 2 || last.Surname() > 1) {
		return false
	}
	r.replace(reading{from: from, to: to, typ: pii.Org, score: 0.7, rule: ruleLabel})
	return true
}

// genitiveBody takes a Scandinavian body that is called after a place: "Östersunds sjukhus", "Lunds kommun".
func (r *reader) genitiveBody(i int) {
	if !r.adjoins(i) || !r.says(i, "sjukhus", "kommun", "universitet", "tingsrätt", "lasarett", "vårdcentral", "högskola", "hovrätt", "förvaltningsrätt", "kommune", "sykehus", "sygehus", "tingrett") {
		return
	}
	w := &r.Words[i-1]
	if w.Shape == nametag.Initial && w.Mode == nametag.Cased && w.Len() > 4 && (r.s.Text[w.End-1] == 's' || r.Entry(i-1).Place() > 1) && !w.IsStop() && !r.person1(i-1) {
		r.replace(reading{from: i - 1, to: i + 1, typ: pii.Org, score: 0.7, rule: ruleOrg})
	}
}

// seated adds where a Polish body has its seat to its name that ends with word last: "Sąd Rejonowy w Nowym Sączu".
func (r *reader) seated(i, last int) int {
	n := last + 1
	if !r.adjoins(n) || !r.says(n, "w", "we") || !r.adjoins(n+1) || !r.says(i, "Sąd", "Sądu", "Sądzie", "Uniwersytet", "Uniwersytetu", "Szpital", "Szpitalu", "Szpitala", "Politechnika", "Liceum", "Prokuratura", "Komisariat", "Urząd", "Zespół", "Zespołu", "Szkoła", "Szkoły") {
		return last
	}
	for n++; n-last < 4 && r.adjoins(n) && r.capitalised(n); n++ {
	}
	if n == last+2 {
		return last
	}
	return n - 1
}

// calledFirm takes the firm behind a small word for one: "współpracę z firmą Litpol Maszyny", "la société Maurel".
func (r *reader) calledFirm(i int) {
	w := &r.Words[i]
	if w.Shape != nametag.Lower || w.Mode != nametag.Cased || !r.adjoins(i+1) || r.Entry(i).Common() > 1 && !r.says(i, "firma") {
		return
	}
	r.firmAt(i+1, 0.6)
}
