package names

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// ofSomebody are the first words of what is called after a person and is read as an organization: places of work of one person, and pictures.
var ofSomebody = []string{"Praxis", "Arztpraxis", "Zahnarztpraxis", "Hausarztpraxis", "Tierarztpraxis", "Kanzlei", "Anwaltskanzlei", "Rechtsanwaltskanzlei", "Steuerkanzlei",
	"Notariat", "Ordination", "Physiotherapie", "Cabinet", "Étude", "Notaire", "Bufete", "Despacho", "Notaría", "Consultorio", "Avatar", "Portrait", "Photo", "Picture", "Foto", "Retrato", "Porträt"}

// practices makes persons of the names in organizations that are called after one, "Praxis Anneliese Brettschneider", "Avatar of Felix Winter", and of
// couples.
func (r *reader) practices() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		if f.typ == pii.Org && f.to-f.from == 3 && r.mark(f.from+1, '&') && r.couple(f.from, f.from+2) {
			r.drop(k)
			for _, i := range [...]int{f.from, f.from + 2} {
				r.add(reading{from: i, to: i + 1, typ: pii.Person, score: 0.55, rule: ruleList})
			}
			continue
		}
		if f.typ != pii.Org || f.to-f.from < 3 || !r.says(f.from, ofSomebody...) {
			continue
		}
		from := f.from + 1
		for from < f.to && (r.Words[from].IsParticle() && r.Words[from].Shape == nametag.Lower || r.says(from, "of") || r.Words[from].IsTitle()) {
			from++
		}
		if n := f.to - from; (n == 2 || n == 3) && (r.mayBeFull(from, f.to) || r.twoSurnames(f.to-1)) && !r.refused(from, f.to) {
			r.drop(k)
			r.add(reading{from: from, to: f.to, typ: pii.Person, score: 0.8, rule: ruleTitle})
		}
	}
}

// couple reports whether words i and k are given names that no firm has: "Ruthie & Callum's wedding".
func (r *reader) couple(i, k int) bool {
	a, b := r.Entry(i), r.Entry(k)
	return r.Words[i].Mode == nametag.Cased && r.Words[i].Hash != r.Words[k].Hash && a.First() > 1 && b.First() > 1 && a.Surname() < 3 && b.Surname() < 3 && a.Common() < 2 && b.Common() < 2 && r.firms.match(r.Words[i:k+1]) == 0
}

// fullName reports whether the words are a given name and a surname, of which one may be on no list.
func (r *reader) fullName(from, to int) bool {
	return (r.Entry(from).First() > 0 || r.Entry(to-1).Surname() > 0) && r.mayBeFull(from, to)
}

// mayBeFull is fullName of words that may all be on no list. None is a place or an everyday word.
func (r *reader) mayBeFull(from, to int) bool {
	for i := from; i < to; i++ {
		w, e := &r.Words[i], r.Entry(i)
		if w.Shape != nametag.Initial && w.Shape != nametag.Mixed || w.Flags&(ruleWords|jobHead|jobModifier|isOrgTail|isOrgHead|isTrade|isMiddle) != 0 || w.IsStop() {
			return false
		}
		named := e.First() > 0 || i > from && e.Surname() > 0
		if e.Known() && !named || e.Place() > 1 && e.First()+e.Surname() < 3 || e.Common() == 3 && e.First() < 3 && e.Surname() < 2 {
			return false
		}
	}
	return true
}

// rareSurname reports whether f, which the tagger takes for no person, is two words of which the second is a double surname or on no list, behind a
// frequent given name: "Temperance Oluwole-Graf", "Hope Silberstein".
func (r *reader) rareSurname(f *reading) bool {
	if f.typ == pii.Person || f.score >= 0.6 || f.to-f.from != 2 || r.Words[f.from].Mode != nametag.Cased || r.Words[f.from].Shape != nametag.Initial {
		return false
	}
	e := r.Entry(f.from)
	if e.First() == 3 && r.Words[f.to-1].Shape == nametag.Initial && !r.Entry(f.to-1).Known() && partEnd(r.s.Text[r.Words[f.to-1].Start:r.Words[f.to-1].End]) == r.Words[f.to-1].Len() {
		return true
	}
	return (e.First() > 0 || e.Common() < 2 && e.Place() < 2 && e.Abroad() < 2) && r.Words[f.from].Flags&ruleWords == 0 && r.twoSurnames(f.to-1)
}

// twoSurnames reports whether a hyphen joins two names in word i.
func (r *reader) twoSurnames(i int) bool {
	w := &r.Words[i]
	b := r.s.Text[w.Start:w.End]
	n := partEnd(b)
	if n < 3 || n+4 > len(b) || b[n] != '-' || partEnd(b[n+1:]) < len(b)-n-1 {
		return false
	}
	for _, part := range [...][]byte{b[:n], b[n+1:]} {
		if e := lexicon().Lookup(nametag.HashWord(string(part))); e.First()+e.Surname() == 0 || e.Common() > 1 && e.Surname() < 3 || e.Abroad() == 3 || part[0]-'A' >= 26 {
			return false
		}
	}
	return true
}

// presented takes the name behind "I am", two words or three with capitals: "I am Temperance Oluwole-Graf". Others say what somebody is.
func (r *reader) presented(i int) {
	if !r.says(i, "I") || !r.says(i+1, "am") || !r.sameLine(i+1) {
		return
	}
	to := i + 2
	for to < i+5 && r.adjoins(to) && r.Words[to].Shape == nametag.Initial && r.Words[to].Mode == nametag.Cased {
		to++
	}
	if to-i > 3 && (r.fullName(i+2, to) && r.Entry(to-1).Common() < 2 || r.twoSurnames(to-1)) && r.Entry(i+2).Place() < 2 && !r.refused(i+2, to) {
		r.add(reading{from: i + 2, to: to, typ: pii.Person, score: surely, rule: ruleIntro, role: pii.Speaker})
	}
}

// mentions takes the names behind "@" in chats that the tagger does not: "@Hannah Miller can you …".
func (r *reader) mentions() {
	for _, run := range r.Runs() {
		i := run.From
		if r.mark(i-1, '@') && !r.Words[i].Space && i+2 <= run.To && r.sameLine(i+1) && (r.owner[i] == 0 || !r.person1(i)) && r.mentioned(i, i+2) && !r.refused(i, i+2) {
			r.add(reading{from: i, to: i + 2, typ: pii.Person, score: surely, rule: ruleIntro})
		}
	}
}

// mentioned reports whether the words behind "@" are the whole name of somebody, as chats write mentions: "@Kofi Annorbah-Lee". Behind a handle another
// sentence may begin, and behind a place.
func (r *reader) mentioned(from, to int) bool {
	w, e, last := &r.Words[from], r.Entry(from), r.Entry(to-1)
	if a := int(w.Start) - 2; to-from < 2 || a >= 0 && lex.IsWord(r.s.Text[a]) || w.Mode != nametag.Cased || !r.adjoins(from+1) {
		return false
	}
	if n := partEnd(r.s.Text[w.Start:w.End]); n < w.Len() && r.s.Text[int(w.Start)+n] != '-' {
		return false
	}
	return (e.First() > 1 && e.Place() < 2 || !e.Known() && (last.Surname() > 1 && last.Common() == 0 || r.twoSurnames(to-1))) && (r.mayBeFull(from, to) || r.twoSurnames(to-1))
}
