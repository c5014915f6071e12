package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// degreeParts are what "B.", "M." and "D." begin: "B.Sc.", "M.Math".
var degreeParts = []string{"Sc", "Com", "Ed", "Eng", "Tech", "Math", "Phil", "Arch", "Pharm", "Des", "Mus", "Th", "Chem", "Phys", "Res", "Litt", "Agr", "Pol", "Voc"}

// dotted returns the end of a degree with dots that begins at word i, "M.S. Statistics", "B.Sc.", "PG Dip", i if none does.
func (r *reader) dotted(i int) int {
	w := &r.Words[i]
	if w.Len() != 2 || w.Shape == nametag.Lower {
		return i
	}
	if w.Shape != nametag.Single && r.says(i, "PG", "Pg", "Ph") && r.says(i+1, "Dip", "Cert") && r.adjoins(i+1) {
		return i + 2
	}
	if w.Shape != nametag.Single || w.Len() != 2 || !r.sameLine(i+1) || !r.adjoins(i+1) || r.Words[i+1].Space {
		return i
	}
	c := r.s.Text[w.Start]
	if (c == 'B' || c == 'M' || c == 'D') && r.says(i+1, degreeParts...) {
		if r.mark(i+2, '.') && r.adjoins(i+2) && !r.Words[i+2].Space && r.sameLine(i+3) {
			return i + 3
		}
		return i + 2
	}
	if !r.sameLine(i+2) || !r.Words[i+2].Space {
		return i
	}
	next, subject := &r.Words[i+1], &r.Words[i+2]
	d := r.s.Text[next.Start]
	if (c == 'B' || c == 'M') && (d == 'A' || d == 'S' || d == 'T' || d == 'E') && (next.Shape == nametag.Single && next.Len() == 2 || next.Flags&degree != 0) &&
		(subject.Shape == nametag.Initial && r.Entry(i+2).First() == 0 && r.Entry(i+2).Common() > 0 || subject.Flags&degreeLink != 0) {
		return i + 2
	}
	return i
}

// levelled returns the start of the level before a degree at word i, "Level 3 Award", i if there is none.
func (r *reader) levelled(i int) int {
	for k := i; i-k < 3 && r.adjoins(k); k-- {
		if r.figure(k-1, 1) {
			if r.says(k-2, "Level", "level", "LEVEL") && r.adjoins(k-1) {
				return k - 2
			}
			break
		}
	}
	return i
}

// subjectPart returns the end of a subject between commas behind a degree [i,to) that begins a field: "Diploma, Air Conditioning, Central College"; to if
// none stands there.
func (r *reader) subjectPart(i, to int) int {
	if !r.mark(to, ',') || !r.adjoins(to) || r.sameLine(i) && r.adjoins(i) && r.Words[i-1].Shape != nametag.Punct {
		return to
	}
	n := to + 1
	for n-to < maxPlaceWords+1 && r.adjoins(n) && r.Words[n].Shape == nametag.Initial && r.Words[n].Mode == nametag.Cased && r.Entry(n).First() < 2 && r.Entry(n).Surname() < 2 && (r.Entry(n).Place() < 2 || r.Entry(n).Common() == 3) && !r.is(n, isOrgTail|isOrgHead|isLegal|jobHead) {
		n++
	}
	if n == to+1 || n == to+2 && r.Entry(n-1).Common() == 0 || !r.mark(n, ',') && r.sameLine(n) {
		return to
	}
	return n
}

// degreeContext reports whether "in", "of" or a comma tells that a short form is a degree.
func (r *reader) degreeContext(i int) bool {
	if !r.sameLine(i + 1) {
		return false
	}
	w := &r.Words[i+1]
	if w.Shape == nametag.Punct {
		return r.mark(i+1, '(') && r.is(i+2, degreeLink) && r.mark(i+3, ')')
	}
	named := w.Shape == nametag.Initial && r.Entry(i+1).First() == 0 && r.Entry(i+1).Place() < 2 || w.Shape == nametag.Upper || w.Shape == nametag.Single && w.Len() == 1
	return w.Flags&degreeLink != 0 || named && w.Flags&isNotPerson == 0 && !w.IsStop() && (!r.sameLine(i) || r.mark(i-1, ':'))
}

// degree takes a degree and its subject: "BSc Computer Science", "Master's degree in Economics".
func (r *reader) degree(i, to int) {
	if r.sameLine(to) && r.is(to, isLabel) {
		return // "PhD student"
	}
	if r.says(i, "grado", "técnica", "técnico", "bachiller") && !r.says(to, "en", "in", "superior") {
		return // "in grado di usare"
	}
	if o := r.owner[i]; o != 0 {
		r.drop(int(o - 1))
	}
	if r.mark(to, '\'') && r.is(to+1, degreeLink) {
		to++ // "bachelor's degree"
	}
	if r.mark(to, '(') && r.is(to+1, degreeLink) && r.mark(to+2, ')') {
		to += 3 // "BEng (Hons)"
	}
	head, last := to, to
	for to < len(r.Words) && to-i < 8 && r.sameLine(to) && r.Words[to].Shape != nametag.Punct && r.Words[to].Shape != nametag.Digit {
		link := r.linksSubject(to)
		if r.says(to, "in") && last > head+1 && r.sameLine(to+1) && r.Words[to+1].Mode == nametag.Cased && r.Entry(to+1).Place() > 1 {
			break // "diploma in printmaking in Leipzig"
		}
		if r.says(to, "with", "mit", "e", "et", "des", "du") && !(r.adjoins(to+1) && (r.Words[to+1].Shape != nametag.Lower || r.Words[to].Len() == 1 && r.Words[i].Shape != nametag.Lower)) {
			break
		}
		capital := r.Words[to].Mode == nametag.Cased && (r.Words[to].Shape == nametag.Initial || r.Words[to].Shape == nametag.Upper || r.Words[to].Shape == nametag.Single && r.Words[to].Len() == 1) && r.subject(i, to)
		if !link && !capital && to-last < 2 && r.studied(i, to) {
			to++
			last = to
			continue
		}
		if !link && !capital {
			break
		}
		to++
		if capital || link && !r.Words[to-1].IsStop() && !r.Words[to-1].IsParticle() {
			last = to
		}
	}
	last = r.subjectPart(i, last)
	for k := i; k < last; k++ {
		if o := r.owner[k]; o != 0 {
			r.drop(int(o - 1))
		}
	}
	r.add(reading{from: i, to: last, typ: pii.Education, score: 0.9, rule: ruleDegree})
}

// linksSubject reports whether word i may stand between a degree and its subject or between two of them. Small words of everyday text are no entries of
// the table, so that text without degrees does not stop at them.
func (r *reader) linksSubject(i int) bool {
	return r.is(i, degreeLink) || r.says(i, "with", "mit", "di", "e", "et", "des", "du")
}

// studied reports whether word i is a subject in lower case: behind "in", "de", or behind a short degree in text without case.
func (r *reader) studied(from, i int) bool {
	w := &r.Words[i]
	if w.Shape != nametag.Lower || w.IsStop() || w.Flags&(ruleWords&^(isMiddle|isTrade)) != 0 || r.owner[i] != 0 {
		return false
	}
	if r.linksSubject(i-1) && r.Words[i-1].Len() <= 2 || r.says(i-1, "magister", "inżynier", "licencjat") && (w.Flags&degree != 0 || r.Entry(i).Common() == 0) {
		return true
	}
	if w.Mode != nametag.Cased && r.Words[from].Len() <= 4 && i-from < 4 {
		return true
	}
	second := i-from > 2 && r.linksSubject(i-2) && r.Words[i-2].Len() == 2
	return second && (r.Entry(i).Common() < 3 || !r.sameLine(i+1) || r.Words[i+1].IsStop() || r.Words[i+1].Shape == nametag.Punct)
}

// subject reports whether word i may be the subject of a degree at word from: nothing but the tagger claims it, and no person or school.
func (r *reader) subject(from, i int) bool {
	o := r.owner[i]
	if o == 0 {
		return !r.is(i, isOrgHead|isOrgTail) || r.is(i, isOrgTail) && r.is(i-1, degreeLink)
	}
	g := &r.found[o-1]
	return g.rule == ruleTagger && g.typ != pii.Person && g.from > from && !r.is(g.from, isOrgHead) && (g.to-g.from == 1 || !r.is(g.to-1, isOrgTail))
}
