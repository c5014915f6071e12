package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// rekind puts right what the tagger calls a person, an organization or a place: "Sherwood Rise Surgery" is no place; it adds
// what "&" joins.
func (r *reader) rekind(f *reading) {
	last := f.to - 1
	switch {
	case f.typ == pii.Person && r.datelined(f):
		f.typ = pii.Location
	case r.rareSurname(f):
		f.typ = pii.Person
	case f.typ != pii.Person && r.titled(f):
		f.from, f.typ = f.from+1, pii.Person
	case f.typ == pii.Location && f.to-f.from > 1 && (r.is(last, isTrade|isOrgTail|isLegal) && !r.is(last, isStreetTail|isWeakTail) && r.Words[last].Len() > 2 || r.says(last, "eG")):
		f.typ = pii.Org
	case f.typ == pii.Org && f.rule == ruleTagger && (r.located(f) || r.addressed(f)):
		f.typ = pii.Location
	}
	if f.typ == pii.Person && f.rule == ruleTagger && f.to-f.from > 1 && r.Words[f.from].Shape == nametag.Initial && r.is(f.from, isOrgHead) && r.Entry(f.from).First() == 0 && r.Entry(f.from).Surname() < 2 && !r.says(f.from, ofSomebody...) {
		f.typ = pii.Org // "Toitures Maurel"
	}
	if f.typ == pii.Location && f.to-f.from > 1 && r.says(last, "Station") && r.says(last-1, "Garda", "Police", "Fire") {
		f.typ = pii.Org
	}
	if f.typ == pii.Location && r.brand(f) {
		f.typ = pii.Org
	}
	if f.typ != pii.Org || r.Words[f.from].Mode == nametag.LowerText {
		return
	}
	if k := f.from - 2; k >= 0 && r.mark(k+1, '&') && r.adjoins(k+1) && r.adjoins(f.from) && r.capitalised(k) && r.Entry(k).First() < 2 && f.to-f.from > 1 {
		f.from = k // "Lakes & Prairie Home Care"
	}
	if k := f.to + 1; r.mark(f.to, '&') && r.adjoins(f.to) && r.adjoins(k) && r.capitalised(k) && r.Entry(k).First() < 2 && f.to-f.from > 1 && (!r.adjoins(k+1) || r.Words[k+1].Shape == nametag.Lower) {
		f.to = k + 1 // "BRIGHTWATER PLUMBING & HEAT"
	}
}

// brand reports one word with a capital inside that no list knows as a place: "DryWell".
func (r *reader) brand(f *reading) bool {
	w := &r.Words[f.from]
	b := r.s.Text[w.Start:w.End]
	return f.to-f.from == 1 && w.Shape == nametag.Mixed && lex.IsUpper(b[0]) && r.Entry(f.from).Place() == 0 && !bytes.ContainsAny(b, "-'")
}

// civil are forms of address that no ship, title of nobility or contest has.
var civil = []string{"Dr", "Dr.", "Prof", "Prof.", "Dra", "Dra.", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Herr", "Herrn", "Frau", "Mme", "Mlle", "Monsieur", "Madame",
	"Sr", "Sr.", "Sra", "Sra.", "Señor", "Señora", "Dott.", "Signor", "Signora", "Mevrouw", "Meneer", "Smt.", "Smt", "Sri", "Shri", "Engr", "Engr.", "Revd", "Revd.", "Cllr"}

// eponyms are surnames that mostly stand for a disease.
var eponyms = []string{"Parkinson", "Alzheimer", "Crohn", "Hodgkin", "Asperger", "Tourette", "Raynaud", "Hashimoto", "Bechterew"}

// bears reports whether somebody is called like a disease at word i: "Anna Parkinson", "Mr Crohn", not "Alzheimer's" or "the Parkinson scale".
func (r *reader) bears(i int) bool {
	return i > 0 && r.says(i, eponyms...) && r.adjoins(i) && (r.says(i-1, civil...) || r.Entry(i-1).First() > 1 && r.capitalised(i-1)) &&
		!r.mark(i+1, '\'') && !(r.sameLine(i+1) && r.is(i+1, isEponymTail))
}

// titled reports a form of address and a whole name behind it, no word of which says that a firm is called so: "Dr Hermione Stallybrass", not
// "Dr. Julius Roth Klinik".
func (r *reader) titled(f *reading) bool {
	if f.to-f.from < 3 || !r.says(f.from, civil...) {
		return false
	}
	for k := f.from + 1; k <= f.to && (k < f.to || r.adjoins(k)); k++ {
		if r.is(k, isOrgTail|isOrgHead|isLegal|isTrade|isMiddle|isStreetTail|isEponymTail) || k < f.to && !r.capitalised(k) && !r.Words[k].IsParticle() || r.mark(k, '&') {
			return false
		}
	}
	return r.firms.match(r.Words[f.from:f.to]) == 0
}

// datelined reports whether a date follows a word at the beginning of a line, as behind a place: "En Villalta, a 12 de enero", "Lathen, den 3. Mai".
func (r *reader) datelined(f *reading) bool {
	return f.to-f.from == 1 && r.Entry(f.from).First() == 0 && (!r.sameLine(f.from) || r.says(f.from-1, "En", "en", "A", "À", "W", "w")) && r.mark(f.to, ',') &&
		r.sameLine(f.to) && r.says(f.to+1, "a", "den", "le", "li", "lì", "dnia", "am") && r.sameLine(f.to+1) && r.sameLine(f.to+2) && r.Words[f.to+2].Shape == nametag.Digit
}

// cited reports a place between numbers: "550 U.S. 544" is a volume and a page.
func (r *reader) cited(f *reading) bool {
	k := f.to
	if r.mark(k, '.') {
		k++
	}
	return f.typ == pii.Location && f.to-f.from <= 2 && r.Words[f.from].Shape == nametag.Single && r.sameLine(f.from) && r.Words[f.from-1].Shape == nametag.Digit &&
		r.sameLine(k) && r.Words[k].Shape == nametag.Digit
}

// commonplace reports a single everyday word that the tagger half takes for an organization: "the State", "Hub 4".
func (r *reader) commonplace(f *reading) bool {
	if f.typ != pii.Org || f.to-f.from != 1 || f.score >= 0.6 {
		return false
	}
	w, e := &r.Words[f.from], r.Entry(f.from)
	return w.Mode == nametag.Cased && w.Shape == nametag.Initial && e.Common() == 3 && e.Capital() < 2
}

// courts are the words before "Court" that make it one.
var courts = []string{"Assize", "Labour", "Labor", "Constitutional", "Commercial", "Appeal", "Municipal", "Provincial", "Cassation", "Administrative", "High", "Supreme", "District", "County", "Regional", "Crown", "Circuit", "Superior", "Federal", "Magistrates", "Appeals", "Family", "HIGH", "SUPREME", "DISTRICT", "COUNTY", "CROWN", "CIRCUIT", "SUPERIOR"}

// court takes "Lviv Regional Court", "County Court at Westhaven".
func (r *reader) court(i int) {
	if r.says(i, "Court") && r.says(i+1, "of") && r.says(i+2, "Appeal", "Appeals", "Session", "Cassation", "Auditors") && r.adjoins(i+2) && !(r.sameLine(i) && r.capitalised(i-1)) {
		r.replace(reading{from: i, to: i + 3, typ: pii.Org, score: 0.8, rule: ruleOrg})
		return
	}
	if !r.says(i, "Court", "COURT") || !r.adjoins(i) || !r.says(i-1, courts...) {
		return
	}
	from, to := i-1, i+1
	for i-from < maxOrgWords && r.adjoins(from) && r.capitalised(from-1) && !r.is(from-1, isStreetTail) {
		from--
	}
	for n := 0; n < 2 && r.adjoins(to) && r.says(to, "of", "at", "OF", "AT", "for") && r.adjoins(to+1) && (r.capitalised(to+1) || r.says(to+1, "the") && r.adjoins(to+2) && r.capitalised(to+2)); n++ {
		to += 2
		if r.Words[to-1].Shape == nametag.Lower {
			to++ // "for the Southern District of Mississippi"
		}
		for to-i < maxOrgWords && r.adjoins(to) && r.capitalised(to) {
			to++
		}
	}
	if from < i-1 || to > i+1 || r.Words[i].Shape == nametag.Initial && r.Words[i-1].Shape == nametag.Initial && r.says(from-1, "the") {
		r.replace(reading{from: from, to: to, typ: pii.Org, score: 0.8, rule: ruleOrg})
	}
}

// trade takes capitalised words before a trade, one of them rare: "Foyle Ceramics", "Jensen Shipping".
func (r *reader) trade(i int) {
	w := &r.Words[i]
	if w.Mode != nametag.Cased || w.Shape != nametag.Initial || !r.adjoins(i) || r.adjoins(i+1) && r.capitalised(i+1) {
		return
	}
	if r.says(i, "Hire", "Works", "Living") && !r.says(i-1, "Car", "Van", "Plant", "Tool", "Skip", "Bike", "Vehicle", "Engineering", "Civil", "Iron", "Steel", "Assisted", "Senior") {
		return
	}
	from := r.firmStart(i)
	for k := from; k < i; k++ {
		if r.person1(k) || r.is(k, isStreetTail|isHeading|isLabel) {
			return
		}
	}
	if from < i && i-from < 4 && r.Entry(from).Common() < 2 && r.Entry(from).Abroad() < 3 && r.Words[from].Shape == nametag.Initial {
		r.organization(from, r.legalEnd(i+1), 0.6, ruleOrg)
	}
}

// polishFirm takes the firm before the Polish form of a limited company.
func (r *reader) polishFirm(i int) {
	end, ok := r.polishForm(i)
	if !ok || !r.adjoins(i) || !r.partOfOrg(i-1) {
		return
	}
	from := r.firmStart(i)
	for k := from; k < i; k++ {
		if r.is(k, isOrgHead) {
			from = k
		}
	}
	r.settle(from, end)
}

// polishForm reports whether the Polish form of a limited company stands at word i: "sp. z o.o.", and returns its end.
func (r *reader) polishForm(i int) (end int, ok bool) {
	if !r.says(i, "sp", "Sp") || !r.mark(i+1, '.') || !r.says(i+2, "z") || !r.says(i+3, "o") || !r.sameLine(i+3) {
		return 0, false
	}
	for end = i + 4; end < len(r.Words) && r.sameLine(end) && !r.Words[end].Space && (r.mark(end, '.') || r.says(end, "o")); {
		end++
	}
	if end < len(r.Words) && r.says(end, "o") && r.sameLine(end) { // "o. o."
		for end++; r.mark(end, '.') && !r.Words[end].Space; {
			end++
		}
	}
	return end, true
}

// answering takes the organization in whose name somebody answers the telephone: "Kestrel Mobile, this is Obi speaking".
func (r *reader) answering(i int) {
	for n := 0; n < 2 && r.sameLine(i) && r.says(i-1, "support", "helpdesk", "helpline", "reception", "bookings", "care", "service", "bonjour", "buongiorno", "hola", "hello", "goedemorgen", "goedemiddag"); n++ {
		i-- // "SwiftNaira support, Modupe speaking"
	}
	from := i
	for i-from < maxOrgWords && r.sameLine(from) && r.adjoins(from) && r.capitalised(from-1) {
		from--
	}
	if from < i && (!r.sameLine(from) || r.mark(from-1, ':')) && (i-from > 1 || r.Words[from].Shape == nametag.Mixed) && r.Entry(from).First() < 2 && !r.claimed(from, i) && r.Words[from].Flags&(isGreeting|isLabel) == 0 {
		r.organization(from, i, 0.6, ruleEmployer)
	}
}

// compoundKind takes the capitalised names behind a compound that is a kind of organization, "Amtsgericht Stockholm", "Schwimmverein Blau-Weiß"; common
// nouns and small words are none.
func (r *reader) compoundKind(i int) {
	to := i + 1
	for to-i < maxOrgWords && r.adjoins(to) && r.capitalised(to) && r.proper(to) && !r.Words[to].IsTitle() && !r.twoSurnames(to) {
		to++
	}
	if to > i+1 {
		r.organization(i, to, 0.8, ruleOrg)
	}
}

// proper reports whether word i looks like a name and not like a noun of German, which has capitals too.
func (r *reader) proper(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	if w.Shape == nametag.Upper || e.Place() > 1 || e.First()+e.Surname() > 1 {
		return true
	}
	return e.Common() == 0 && e.Abroad() == 0
}
