package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxAround is the most words of a title that stand on either side of its noun.
const maxAround = 4

// fieldTitle takes the field, all of it, in which the noun of an occupation stands at word i where the field is known to hold one:
// the line below a name, "Jefa de Capital Humano", or a part of a line of a CV with a year.
func (r *reader) fieldTitle(i int) bool {
	if r.says(i, "partner", "Partner", "PARTNER", "partners", "Partners") {
		return false
	}
	if r.person1(i) && int(r.found[r.owner[i]-1].from) == i && r.Entry(i).First() == 0 && r.undersigned(i) {
		r.drop(int(r.owner[i] - 1)) // "Ejecutivo de Aclaraciones"
	}
	from, to := i, i+1
	for i-from < maxAround && r.adjoins(from) && r.fieldTitleWord(from-1, i) {
		from--
	}
	for ; from < i && (r.Words[from].Shape == nametag.Punct || r.Words[from].IsParticle() || r.is(from, jobLink) || r.among(from, articles.Get(makeArticles)) || r.says(from, "Un", "Une", "Ein", "Eine", "Una", "A", "An")); from++ {
	}
	for to-i <= maxAround && r.adjoins(to) && (r.fieldTitleWord(to, i) || r.rank(to)) {
		to++
	}
	for ; to > i+1 && (r.Words[to-1].Shape == nametag.Punct || r.Words[to-1].IsParticle() || r.is(to-1, jobLink)); to-- {
	}
	small := r.Words[i].Shape == nametag.Lower && r.Words[from].Shape == nametag.Lower
	switch {
	case !r.edge(to, to):
		return false
	case r.undersigned(from):
	case !r.edge(from-1, from):
		return false
	case small && (r.mark(from-1, ',') && r.adjoins(from) || to-from == 1 && (!r.is(i, jobHead) || r.Words[i].Mode == nametag.LowerText)):
		return false
	case !small && !r.sameLine(to) && r.apposed(from-1):
	case !r.dated(from) && !r.datedBehind(to) && (small || r.sameLine(from) || !r.datedAbove(from)):
		return false
	}
	r.replace(reading{from: from, to: to, typ: pii.JobTitle, score: 0.75, rule: ruleJob})
	return true
}

// fieldTitleWord reports whether word k may belong to the title of whose noun word i is: a common word or a capitalised one, of nobody's name.
func (r *reader) fieldTitleWord(k, i int) bool {
	w := &r.Words[k]
	if w.Shape == nametag.Punct {
		return r.mark(k, '&') && r.sameLine(k+1)
	}
	if w.Shape == nametag.Digit || r.person1(k) || w.IsTitle() && w.Flags&(jobHead|jobModifier|jobWeak) == 0 || w.Flags&(isLegal|isAt|isCopula|isMine|degree) != 0 && w.Flags&jobModifier == 0 {
		return false
	}
	if w.Shape == nametag.Lower {
		if k < i && (r.Words[i].Shape != nametag.Lower || r.among(k, before.Get(makeBefore))) {
			return false
		}
		return w.IsParticle() || r.is(k, jobLink) || r.says(k, "in", "des", "für", "et", "und", "and", "voor") || !w.IsStop()
	}
	if r.Words[i].Shape == nametag.Lower && !(k < i && r.edge(k-1, k) && w.Shape == nametag.Initial && r.Entry(k).Common() > 0) {
		return false // but "Freelance translator"
	}
	if e := r.Entry(k); k == i+1 && e.Common() > 1 && e.Abroad() < 3 && !r.says(i, "VP", "SVP", "EVP") {
		return false // in English the noun comes last
	}
	if o := r.owner[k]; k > i && o != 0 && r.found[o-1].typ == pii.Location && r.says(k-1, "von") {
		return false // "Forstmeister von Fürstenstein"
	}
	return w.Mode == r.Words[i].Mode && !w.IsStop() && r.Entry(k).First() < 2 && (r.Entry(k).Place() < 3 || r.Entry(k).Common() == 3)
}

// rank reports whether word i counts the ranks of a position: "Analyst II".
func (r *reader) rank(i int) bool { return r.says(i, "I", "II", "III", "IV") }

// edge reports whether a field ends where word i stands, and next to it begins: at a line's end, a wide gap or a mark.
func (r *reader) edge(i, next int) bool {
	if !r.sameLine(next) || !r.adjoins(next) {
		return true
	}
	return r.Words[i].Shape == nametag.Punct && r.anyMark(i, ",;|/()") || r.Words[i].Shape == nametag.Punct && r.Words[i].Mark >= 0x80 || r.mark(i, '-') && r.Words[i].Space || i == next && r.is(i, isAt)
}

// undersigned reports whether word i begins the line below one that ends with a person's name and holds little else.
func (r *reader) undersigned(i int) bool {
	if i == 0 || i >= len(r.Words) || !r.person1(i-1) {
		return false
	}
	f := &r.found[r.owner[i-1]-1]
	if r.Words[i].Newlines != 1 && (r.Words[i].Newlines != 2 || f.rule != ruleSignature) {
		return false
	}
	for k, n := f.from, 0; ; k-- {
		if !r.sameLine(k) {
			return true
		}
		if n++; n > 3 {
			return false
		}
	}
}

// datedAbove reports whether a year stands on the line above word i, which begins one.
func (r *reader) datedAbove(i int) bool {
	if i == 0 || i >= len(r.Words) || r.Words[i].Newlines != 1 {
		return false
	}
	return r.dated(i-1) || r.figure(i-1, 4) && !r.figure(i-1, 3)
}

// datedBehind reports whether a year stands on the line behind word i, as in a CV.
func (r *reader) datedBehind(i int) bool {
	for n := 0; n < maxField && r.sameLine(i); n++ {
		if r.figure(i, 4) && !r.figure(i, 3) && !r.mark(i+1, '-') {
			return true
		}
		i++
	}
	return false
}
