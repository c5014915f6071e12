package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
)

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
	for last := f.to - 1; f.from < last && int(r.Words[last].Start-r.Words[last-1].End) > 1 && r.is(last, isNotOrg|isLabel|isNameWord); last-- {
		f.to-- // "marisela      mrn": the next column
	}
	if last := f.to - 1; f.from < last && r.Words[last].Shape == nametag.Upper && r.Words[last-1].Shape == nametag.Initial && r.is(last, isNotOrg) {
		f.to-- // "Bronwen MRI"
	}
	for last := f.to - 1; f.from < last && (r.honoured(last) || r.Words[last].Shape == nametag.Lower && r.is(last, isNobody)); last-- {
		f.to--
	}
	if last := f.to - 1; f.from < last && r.Words[last].Mode != nametag.Cased && r.says(last, numbers...) && r.sameLine(f.to) && r.plain(f.to) {
		f.to-- // "jesse four years ago", "nabil le deux mai"
		if f.to-f.from > 1 && r.Words[f.to-1].IsParticle() {
			f.to--
		}
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
		office = office || w.Flags&isHeading != 0 && w.Mode == nametag.Cased && f.to-f.from > 2 && r.Entry(f.from).First()+r.Entry(f.from).Surname() == 0 // "Timesheet Ann Lee"
		office = office || r.says(f.from, "Cher", "Chère") || w.Shape == nametag.Single && (r.honorific(f.from) || r.asks(f.from))
		office = office || r.says(f.from, ranks...) && r.rankHolder(f.from+1)
		office = office || w.Mode != nametag.Cased && w.Flags&isFunction != 0 && r.Entry(f.from).First() == 0
		if !office && !r.coined(f.from) && !w.IsTitle() && (w.Flags&isGreeting == 0 || r.Entry(f.from).First() > 0) {
			return
		}
		f.from++
	}
}

// numbers are words of numbers that the tagger takes for surnames in text without case.
var numbers = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
	"uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "twee", "drie", "vijf", "zes", "zeven", "negen", "tien", "dois", "três", "quatro", "sete", "oito"}

// behindLabel reports a word and a colon right before word i.
func (r *reader) behindLabel(i int) bool {
	return i > 1 && r.sameLine(i) && r.sameLine(i-1) && r.mark(i-1, ':') && r.Words[i-2].Shape != nametag.Punct && r.Words[i-2].Shape != nametag.Digit
}

// widen adds a capitalised, uncommon word that stands right beside a person.
func (r *reader) widen(f *reading) {
	rare := func(i int) bool {
		w := &r.Words[i]
		e := r.Entry(i)
		return w.Mode == nametag.Cased && w.Shape == nametag.Initial && e.Common() == 0 && e.Place() < 2 && !w.IsTitle() && !w.IsStop() && w.Flags&ruleWords == 0
	}
	if f.to-f.from >= maxNameWords {
		return
	}
	if r.Words[f.from].Mode != nametag.Cased {
		r.widenInitials(f)
		return
	}
	if k := f.from - 2; r.mark(k+1, '.') && r.says(k, "Mohd", "Md", "Abd", "Muhd") && r.adjoins(f.from) && r.adjoins(k+1) {
		f.from = k // "Mohd. Arif"
		return
	}
	if k := f.from - 1; r.sameLine(f.from) && r.is(k, isNick) && r.Words[k].Shape == nametag.Initial {
		f.from = k
		return
	}
	if k := f.from - 1; k > 0 && r.sameLine(f.from) && r.sameLine(k) && r.Words[k-1].Shape == nametag.Lower && rare(k) && (r.Entry(k).First() > 0 || r.Entry(k).LooksNamed()) {
		f.from = k
	}
	if r.sameLine(f.to) && rare(f.to) && r.Entry(f.to).Person() > 0 && !(r.mark(f.to+1, '\'')) {
		f.to++
	}
}

// widenInitials adds initials of text without case: "j. miller", "anna j. miller".
func (r *reader) widenInitials(f *reading) {
	for n := 0; n < 2; n++ {
		if k := f.from - 2; k >= 0 && r.sameLine(k+1) && r.sameLine(k+2) && r.mark(k+1, '.') && r.Words[k].Len() == 1 && r.Words[k].Shape == nametag.Lower {
			f.from = k
		}
	}
	if f.from+4 < f.to && r.Words[f.from].Len() == 1 && r.smallAbbreviation(f.from) {
		f.from += 4 // "p.s. tom"
	}
	if r.Words[f.to-1].Len() == 1 && f.to-f.from > 1 && r.mark(f.to, '.') && r.sameLine(f.to) && r.sameLine(f.to+1) && (r.follows(f.to+1) || r.nameLike(f.to+1, false)) {
		f.to += 2
	}
}
