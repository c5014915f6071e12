package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// related takes the name that begins its line or cell before a relation at word i: "Gwilym Ap Rhydderch, brother, …".
func (r *reader) related(i int) {
	if r.Words[i].Shape != nametag.Lower || !r.sameLine(i) || !r.mark(i-1, ',') || r.sameLine(i+1) && !r.anyMark(i+1, ",;)|") {
		return
	}
	from := i - 1
	for from > 0 && i-1-from < maxNameWords && r.sameLine(from) && r.capital(from-1) {
		from--
	}
	if i-1-from > 1 && (!r.sameLine(from) || r.anyMark(from-1, "(;:|")) && !r.refused(from, i-1) {
		r.add(reading{from: from, to: i - 1, typ: pii.Person, score: 0.9, rule: ruleFamily, role: pii.Relative})
	}
}

// concerned takes the name of two words or more that ends its line behind what a document is, word i, and "for" or "of": "Reference for Ann Lee",
// "Patients of Dr Ann Lee". A form of address, or words that no list knows, must say that it is a person.
func (r *reader) concerned(i int) {
	if r.Words[i].Shape == nametag.Lower || !r.sameLine(i+1) || !r.says(i+1, "for", "of", "für", "von", "pour", "de", "para", "per", "di", "voor", "van") {
		return
	}
	from := i + 2
	titled := false
	for ; r.sameLine(from) && (r.Words[from].IsTitle() || r.is(from, isAddressed)); from++ {
		titled = true
	}
	to, rare := from, true
	for to-from < maxNameWords && r.sameLine(to) && r.capital(to) {
		rare = rare && (!r.Entry(to).Known() || r.Entry(to).Common() < 2 && r.Entry(to).First()+r.Entry(to).Surname() > 0)
		to++
	}
	if to-from > 1 && (titled || rare) && (!r.sameLine(to) || r.anyMark(to, ",;)|")) && !r.refused(from, to) {
		r.add(reading{from: from, to: to, typ: pii.Person, score: 0.9, rule: ruleLabel})
	}
}

// capital reports a word with a capital first that no rule knows and that may belong to a name.
func (r *reader) capital(i int) bool {
	w := &r.Words[i]
	return (w.Shape == nametag.Initial || w.Shape == nametag.Mixed) && w.Mode == nametag.Cased && w.Flags&(ruleWords|jobHead|jobModifier|isOrgTail|isOrgHead|isTrade) == 0 && !w.IsStop() && r.Entry(i).Place() < 2
}
