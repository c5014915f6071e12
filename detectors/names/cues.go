package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// told takes the name behind a verb of speaking: "talk to devon about it", "i'll ask bukola", "Remind Euan".
func (r *reader) told(i int) {
	next := i + 1
	if !r.sameLine(next) {
		return
	}
	if w := &r.Words[next]; w.Len() <= 4 && w.Shape == nametag.Lower && (w.IsStop() || w.IsParticle() || w.Flags&isForLetter != 0 || r.says(next, "à", "con", "avec")) { // "to", "with", "for", "mit"
		next++
	}
	if r.sameLine(next) && r.Words[next].Mode != nametag.Cased && r.says(i+1, "our") && r.sameLine(next+1) {
		if e := r.Entry(next); r.unlisted(next) || e.Common() < 2 && e.Capital() == 3 { // "tell our kev"
			r.take(next, 0.6, ruleIntro)
		}
		return
	}
	if !r.sameLine(next) {
		return
	}
	if r.says(i+1, "him", "her", "them") && r.says(i, "call") && r.says(i-1, "lets", "let's", "us", "just", "i'll", "I'll") && r.sameLine(next) && r.Words[next].Shape == nametag.Lower && r.Entry(next).First() > 1 && r.Entry(next).Common() < 2 {
		r.take(next, 0.75, ruleIntro) // "lets call him keith"
		return
	}
	if r.says(i+1, "me") && r.says(i, "call", "calls", "called") && r.Words[next].Shape == nametag.Initial && r.Words[next].Flags&(ruleWords|jobHead) == 0 && !r.Words[next].IsStop() {
		r.person(next, i, true, 0.9, ruleIntro, pii.NoRole)
		return
	}
	if r.Words[next].Mode == nametag.Cased {
		r.toldCased(i, next)
		return
	}
	if next > i+1 && r.is(i+1, isMine) {
		return // "call your …"
	}
	if r.sameLine(next) && (r.nameLike(next, false) || r.bare(next) || r.unlisted(next) && !r.says(i, "thank") && (next == i+1 || r.says(i+1, "to", "with", "me", "à", "a", "mit", "con", "met") || r.says(i+1, "for") && r.says(i, "ask", "asked", "asking") || r.says(i+1, "from") && r.says(i, "heard"))) && r.Words[next].Flags&ruleWords == 0 && !r.foreign(next) {
		r.person(next, i, true, 0.6, ruleIntro, pii.NoRole)
	}
}

// toldCased takes the capitalised name at word next behind a verb that is no noun there: small, or first in its sentence.
func (r *reader) toldCased(i, next int) {
	w, e := &r.Words[next], r.Entry(next)
	if w.Shape != nametag.Initial || w.Flags&(ruleWords|jobHead|jobModifier) != 0 || w.IsStop() || w.IsTitle() {
		return
	}
	if r.says(next-1, "the") && r.sameLine(next+1) && r.Words[next+1].Shape == nametag.Lower && !r.Words[next+1].IsStop() {
		return // "met the Senegalese engraver"
	}
	if r.says(i, "seen") && !(r.mark(next+1, '?') && r.says(i-1, "anyone", "anybody", "someone", "you")) {
		return
	}
	if o := r.owner[next]; o != 0 && !r.person1(next) {
		g := &r.found[o-1]
		if g.rule != ruleTagger || e.Known() || !r.adjoins(next+1) || r.Words[next+1].Shape != nametag.Initial || !r.nameLike(next+1, false) {
			return
		}
		r.drop(int(o - 1)) // "Call Oyin Bankole"
	}
	if r.Words[i].Shape != nametag.Lower && r.sameLine(i) && r.Words[i-1].Shape != nametag.Punct {
		return
	}
	if e.Common() > 1 || e.Place() > 1 && e.First()+e.Surname() < 2 || e.Known() && e.First()+e.Surname() == 0 {
		return
	}
	r.person(next, i, true, 0.6, ruleIntro, pii.NoRole)
}

// withSomebody takes the name behind an abbreviation of notes: "d/w Pemberton", "s/w Tanya", "c/o Anna Schmidt", "call w/ lindiwe".
func (r *reader) withSomebody(i int) {
	if r.says(i, "w") && r.mark(i+1, '/') && r.says(i-1, "call", "meeting", "meet", "met", "session", "lunch", "coffee", "chat", "spoke", "talk", "talked", "sync", "appt", "appointment", "interview", "visit") {
		r.withName(i + 1)
		return
	}
	if !r.says(i, "w", "o", "b") || !r.says(i-2, "d", "s", "c") || !r.sameLine(i) {
		return
	}
	r.withName(i)
}

// withName takes the name behind word i, where the text says that a person follows.
func (r *reader) withName(i int) {
	if !r.sameLine(i + 1) {
		return
	}
	w, e := &r.Words[i+1], r.Entry(i+1)
	if w.Flags&(ruleWords|jobHead|jobModifier) != 0 || w.IsStop() || e.Common() > 1 {
		return
	}
	r.person(i+1, i, w.Mode == nametag.Cased || r.unlisted(i+1) || r.bare(i+1), surely, ruleTitle, pii.NoRole)
}

// bare reports whether a word without case is no common word of any language and a name by its lists or letters.
func (r *reader) bare(i int) bool {
	e := r.Entry(i)
	return e.Common() == 0 && e.Abroad() < 2 && (e.First() > 0 || e.Surname() > 1 || e.Surname() > 0 && e.Capital() == 3 || e.Person() > 1 || e.LooksNamed())
}

// client takes the surname or the initials behind "patient", "client": "patient Whitcombe", "Client M.K. attended".
func (r *reader) client(i int) {
	next := i + 1
	if !r.sameLine(next) || r.mark(next, ':') {
		return
	}
	if end := r.initials(next); end > next {
		r.add(reading{from: next, to: end, typ: pii.Person, score: 0.75, rule: ruleTitle, role: pii.Patient})
		return
	}
	if r.says(i, "Pat", "pat") && r.mark(next, '.') && r.sameLine(next+1) {
		next++
	}
	w, e := &r.Words[next], r.Entry(next)
	if w.Mode == nametag.Cased && r.owner[next] == 0 && r.adjoins(next) && r.adjoins(next+1) && e.First() > 0 && r.fullName(next, next+2) && !r.refused(next, next+2) {
		r.add(reading{from: next, to: next + 2, typ: pii.Person, score: 0.65, rule: ruleTitle})
		return
	}
	if w.Mode == nametag.Cased && w.Shape != nametag.Initial && w.Shape != nametag.Mixed || w.Flags&(ruleWords|jobHead|jobModifier) != 0 || e.Common() > 1 || e.Place() == 3 {
		return
	}
	if r.Words[i].Shape == nametag.Initial && r.sameLine(i) && !r.mark(i-1, '.') && e.Known() && e.First()+e.Surname() == 0 {
		return // a heading or a product: "Our Client Zenith"
	}
	role := pii.Patient
	if r.is(i, isClinician) {
		role = pii.Clinician
	}
	sure := w.Mode == nametag.Cased && (!e.Known() || e.First()+e.Surname() > 0) || w.Mode != nametag.Cased && (r.bare(next) || !e.Known() && w.Len() >= 4)
	r.person(next, i, sure, 0.65, ruleTitle, role)
}

// initials returns the end of two or three initials with dots and no blanks at word i, "M.K.", i if there are none.
func (r *reader) initials(i int) int {
	n := i
	for n < len(r.Words) && n-i < 3 && r.Words[n].Shape == nametag.Single && r.Words[n].Len() == 2 && (n == i || !r.Words[n].Space && r.sameLine(n)) {
		n++
	}
	if n-i < 2 || r.abbreviation(i, n) {
		return i
	}
	return n
}

// abbreviation reports whether two letters with dots are a degree, a country or a time.
func (r *reader) abbreviation(from, to int) bool {
	if to-from != 2 || r.Words[from].Shape != nametag.Single || r.Words[to-1].Shape != nametag.Single {
		return false
	}
	switch [2]byte{r.s.Text[r.Words[from].Start], r.s.Text[r.Words[to-1].Start]} {
	case [2]byte{'M', 'D'}, [2]byte{'B', 'A'}, [2]byte{'B', 'S'}, [2]byte{'M', 'A'}, [2]byte{'M', 'S'}, [2]byte{'R', 'N'}, [2]byte{'U', 'S'}, [2]byte{'U', 'K'},
		[2]byte{'U', 'N'}, [2]byte{'E', 'U'}, [2]byte{'D', 'C'}, [2]byte{'L', 'A'}, [2]byte{'P', 'O'}, [2]byte{'P', 'M'}, [2]byte{'A', 'M'}, [2]byte{'N', 'B'}, [2]byte{'P', 'S'},
		[2]byte{'S', 'A'}, [2]byte{'B', 'V'}, [2]byte{'N', 'V'}, [2]byte{'N', 'Y'}:
		return true
	}
	return false
}

// reported takes initials that begin a sentence and do what only people do: "J.F. denied any pain." One initial counts inside of a line,
// "M. is afraid".
func (r *reader) reported(i int) {
	w := &r.Words[i]
	if w.Shape != nametag.Lower || !r.sameLine(i) || r.Words[i-1].Shape != nametag.Single || r.Words[i-1].Len() != 2 {
		return
	}
	from := i - 1
	for from > 0 && i-from < 3 && r.sameLine(from) && !r.Words[from].Space && r.Words[from-1].Shape == nametag.Single && r.Words[from-1].Len() == 2 {
		from--
	}
	opens := !r.sameLine(from) || r.mark(from-1, '.') && r.Words[from].Space
	if !opens || w.Len() <= 4 && (from+1 < i || !r.sameLine(from)) || r.owner[from] != 0 {
		return // "U.S. was", "A. is the right answer"
	}
	r.add(reading{from: from, to: i, typ: pii.Person, score: 0.6, rule: ruleIntro})
}

// nicknamed joins a nickname in quotation marks with the names around it: Oluwaseun "Seun" Marchetti.
func (r *reader) nicknamed() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		if f.typ != pii.Person {
			continue
		}
		for _, p := range [...]int{f.to, f.from - 1, f.from - 3} { // where the first mark stands: behind f, before f, two words before f
			if p < 1 || !(r.mark(p, '"') && r.mark(p+2, '"') || r.bracketed(p)) || !r.sameLine(p) || !r.sameLine(p+1) || !r.sameLine(p+3) ||
				!r.nameLike(p-1, true) || !r.nameLike(p+1, true) && !r.byname(p+1) || !r.nameLike(p+3, true) {
				continue
			}
			from, to := p-1, p+4
			if o := r.owner[from]; o != 0 && r.found[o-1].typ == pii.Person {
				from = r.found[o-1].from
			}
			if o := r.owner[to-1]; o != 0 && r.found[o-1].typ == pii.Person {
				to = r.found[o-1].to
			}
			for i := from; i < to; i++ {
				if o := r.owner[i]; o != 0 {
					r.drop(int(o - 1))
				}
			}
			r.add(reading{from: from, to: to, typ: pii.Person, score: max(0.8, f.score), rule: f.rule})
			break
		}
	}
}

// byname reports whether any word with a capital, a noun as well, stands between quotation marks, a frequent given name and a surname: Geoff "Tractor" Lowndes.
func (r *reader) byname(i int) bool {
	return r.mark(i-1, '"') && r.mark(i+1, '"') && r.Words[i].Shape == nametag.Initial && r.Words[i].Mode == nametag.Cased && r.Entry(i-2).First() > 1 && r.capital(i+2) && r.Entry(i+2).Common() < 2
}

// bracketed reports whether a given name in brackets stands at mark p between two others: "Hyun-woo (Harry) Baek".
func (r *reader) bracketed(p int) bool {
	if !r.mark(p, '(') || !r.mark(p+2, ')') || p+3 >= len(r.Words) || !r.Words[p].Space || !r.Words[p+3].Space {
		return false
	}
	nick, last := &r.Words[p+1], &r.Words[p+3]
	return nick.Mode == nametag.Cased && nick.Shape == nametag.Initial && r.Entry(p+1).First() > 0 && r.Words[p-1].Shape == nametag.Initial && last.Flags&ruleWords == 0 &&
		(last.Shape == nametag.Initial || last.Shape == nametag.Upper) && r.Entry(p+3).Common() < 2
}

// smallAbbreviation reports whether two small letters with dots at word i are none of a name: "p.s.", "z.b.".
func (r *reader) smallAbbreviation(i int) bool {
	if i+3 >= len(r.Words) || r.Words[i+2].Len() != 1 || r.Words[i+2].Space || !r.mark(i+1, '.') || !r.mark(i+3, '.') {
		return false
	}
	switch [2]byte{r.s.Text[r.Words[i].Start], r.s.Text[r.Words[i+2].Start]} {
	case [2]byte{'p', 's'}, [2]byte{'u', 's'}, [2]byte{'u', 'k'}, [2]byte{'u', 'n'}, [2]byte{'e', 'u'}, [2]byte{'z', 'b'}, [2]byte{'e', 'g'}, [2]byte{'i', 'e'}, [2]byte{'a', 'm'}, [2]byte{'p', 'm'}, [2]byte{'d', 'h'}, [2]byte{'u', 'a'}, [2]byte{'d', 'c'}, [2]byte{'m', 'd'}, [2]byte{'n', 'b'}:
		return true
	}
	return false
}
