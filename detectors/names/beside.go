package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// born are the words before the name that somebody had before a marriage.
var born = []string{"née", "née", "nee", "né", "geb", "geborene", "geborener", "född", "født", "domu"}

// maiden takes the name behind such a word: "née Tran", "geb. Aydın", "z domu Lis". Behind a place or a date stands none.
func (r *reader) maiden(i int) {
	next := i + 1
	if r.says(i, "geb") && r.mark(next, '.') {
		next++
	}
	if !r.sameLine(next) || r.says(i, "domu") && !r.says(i-1, "z") || r.Words[i].Mode == nametag.Cased && r.Words[next].Shape != nametag.Initial && r.Words[next].Shape != nametag.Mixed {
		return
	}
	if e := r.Entry(next); e.Place() > 1 && e.Surname() < 2 || e.Common() == 3 || r.sameLine(next+1) && r.Words[next+1].Shape == nametag.Digit {
		return
	}
	r.person(next, i, true, surely, ruleIntro, pii.NoRole)
}

// honorific reports whether the letter at word i is a form of address: "M. Aubertin" among French words, "D. Florin" among Spanish ones.
func (r *reader) honorific(i int) bool {
	switch {
	case r.says(i, "M."):
		return r.french(i)
	case r.says(i, "D."):
		return r.spanish(i)
	}
	return false
}

// remembered takes those whom a greeting is for: "Greetings to Chipo and Farai", "Grüße an Tjark", "Saludos a Nerea".
func (r *reader) remembered(i int) {
	n := i + 1
	if !r.sameLine(n) || !r.conjoined(n, "to", "an", "à", "aan", "dla", "til") && !(r.says(n, "a") && r.romance(i)) && !r.says(n, "till", "para") {
		return
	}
	for n++; r.sameLine(n); n++ {
		w, e := &r.Words[n], r.Entry(n)
		known := w.Mode != nametag.Cased && !r.nameLike(n, false) && !r.unlisted(n)
		if w.Flags&(ruleWords|jobHead|jobModifier) != 0 || w.IsStop() || w.IsParticle() || e.Common() > 1 || e.Place() == 3 || known || !r.person(n, n, true, surely, ruleGreeting, pii.NoRole) {
			return
		}
		for r.sameLine(n+1) && r.owner[n+1] == r.owner[n] {
			n++
		}
		if n++; !r.sameLine(n) || !r.mark(n, ',') && !r.conjunction(n) {
			return
		}
	}
}

// romance reports whether word i is a greeting that "a" may follow: "Saludos a Nerea".
func (r *reader) romance(i int) bool {
	return r.says(i, "saludos", "Saludos", "saluti", "Saluti", "besos", "Besos", "abrazos", "Abrazos", "abrazo", "baci", "beijos", "abraços", "abraço")
}

// stamped takes who wrote a message or a note between a time and its text: "Tian, 10:15: …", "19/02/2026 14:03 – Rodrigue : …".
func (r *reader) stamped() {
	for _, run := range r.Runs() {
		from, to := run.From, run.From
		if r.sameLine(from) && !r.dashed(from) {
			continue
		}
		for to < run.To && r.nameLike(to, true) && r.Words[to].Mode == nametag.Cased {
			to++
		}
		if from == to || to-from > 3 || r.Words[from].Flags&(ruleWords|jobHead|jobModifier) != 0 || r.Entry(from).Common() > 1 {
			continue
		}
		if !r.sameLine(from) && r.mark(to, ',') && r.sameLine(to) && r.clock(to+1) && r.mark(to+4, ':') && r.sameLine(to+4) ||
			r.mark(to, ':') && r.sameLine(to) && r.dashed(from) {
			if !r.refused(from, to) {
				r.add(reading{from: from, to: to, typ: pii.Person, score: surely, rule: ruleSpeaker, role: pii.Speaker})
			}
		}
	}
}

// clock reports whether a time stands at word i.
func (r *reader) clock(i int) bool {
	return r.sameLine(i) && r.sameLine(i+2) && r.figure(i, 2) && r.anyMark(i+1, ":.") && r.figure(i+2, 2)
}

// figure reports whether word i is a number of at most so many digits.
func (r *reader) figure(i, digits int) bool {
	return i >= 0 && i < len(r.Words) && r.Words[i].Shape == nametag.Digit && r.Words[i].Len() <= digits
}

// dashed reports whether a line that ends in a time and a dash leads to word i.
func (r *reader) dashed(i int) bool {
	return i > 3 && r.sameLine(i) && r.sameLine(i-1) && r.Words[i-1].Shape == nametag.Punct && r.Words[i-1].Space && r.Words[i].Space && r.clock(i-4)
}

var times, tick = []byte("×"), byte('`')

// counted reports whether so many of what begins at word i are counted, or of what its form of address begins: "1 × Aunt Millie's Crackers".
func (r *reader) counted(i int) bool {
	for n := 0; n < 2 && r.sameLine(i) && (r.Words[i-1].IsTitle() || r.is(i-1, isAddressed|isKin) || r.mark(i-1, '.')); n++ {
		i--
	}
	b := bytes.TrimRight(r.s.Text[:r.Words[i].Start], " ")
	return bytes.HasSuffix(b, times)
}

// quotedCode reports whether the words stand between backticks, as code does in Markdown.
func (r *reader) quotedCode(from, to int) bool {
	a, z := int(r.Words[from].Start), int(r.Words[to-1].End)
	return a > 0 && z < len(r.s.Text) && r.s.Text[a-1] == tick && r.s.Text[z] == tick
}

// parted cuts a name before "of" and a firm, and before the Dutch "or", behind which it returns the other name: "Hyun Seo of Seo & Larkin",
// "Kees of Dwight". "Joan of Arc" stays.
func (r *reader) parted(f *reading) (second reading, ok bool) {
	for k := f.from + 1; k+1 < f.to; k++ {
		if !r.says(k, "of") {
			continue
		}
		both := k+2 == f.to && r.Entry(k-1).Person() > 1 && r.Entry(k+1).Person() > 1 && r.dutch(k)
		if !both && (k-f.from < 2 || !r.mark(f.to, '&') && !r.is(f.to, isLegal|isOrgTail)) || r.Words[f.from].IsTitle() {
			return reading{}, false
		}
		second = *f
		f.to, second.from = k, k+1
		return second, both
	}
	return reading{}, false
}

// dutch reports whether the words around word i are Dutch.
func (r *reader) dutch(i int) bool {
	n := 0
	for k := max(0, i-nearby); k < min(len(r.Words), i+nearby); k++ {
		if r.says(k, "de", "het", "een", "zijn", "niet", "en", "voor", "naar", "ik", "is", "kan") {
			n++
		}
	}
	return n > 1
}

// spanish reports whether the words around word i are Spanish.
func (r *reader) spanish(i int) bool {
	n := 0
	for k := max(0, i-nearby); k < min(len(r.Words), i+nearby); k++ {
		if r.says(k, "el", "los", "las", "del", "y", "con", "una", "Dña") {
			n++
		}
	}
	return n > 1
}

// partners are the words that end the name of a firm behind "&".
var partners = []string{"Partner", "Partners", "Partnerinnen", "Sons", "Son", "Daughters", "Söhne", "Sohn", "Fils", "Frères", "Associés", "Hijos", "Hermanos", "Asociados", "Figli", "Fratelli", "Associati", "Zonen", "Zoon", "Filhos", "Associados",
	"Synowie", "Wspólnicy", "Søn", "Sønner", "Söner", "Brothers", "Co", "Cie", "Associates", "Collegen", "Kollegen"}

// firmFollows reports whether a person and a comma, or a word such as "at", leads to word i.
func (r *reader) firmFollows(i int) bool {
	return r.sameLine(i) && (r.is(i-1, isAt) || r.says(i-1, "of") || r.mark(i-1, ',') && i > 1 && r.person1(i-2))
}

// rareAll reports whether words i and k are nobody's given names and on few lists, as surnames are that "&" joins: "Pellow & Strake".
func (r *reader) rareAll(i, k int) bool {
	a, b := r.Entry(i), r.Entry(k)
	return a.First()+b.First() == 0 && a.Common() < 2 && b.Common() < 2 && a.Place() < 2 && b.Place() < 2 && a.Surname() < 3 && b.Surname() < 3 && r.Words[i].Shape == nametag.Initial
}

// joinedFirms takes firms that "&" joins of surnames: "Siebert & Partner", "Hollis & Demir". Between given names it joins people, and before a year authors.
func (r *reader) joinedFirms() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		z := f.to + 1
		if f.typ != pii.Person || f.rule != ruleTagger || !r.mark(f.to, '&') || !r.adjoins(f.to) || !r.adjoins(z) || r.Words[f.from].Mode != nametag.Cased {
			continue
		}
		from := f.from
		if from > 0 && r.sameLine(from) && r.Words[from-1].IsAbbreviation() {
			from--
		}
		if !r.says(z, partners...) {
			w, e, last := &r.Words[z], r.Entry(z), r.Entry(f.to-1)
			if w.Shape != nametag.Initial || e.First() > 1 || e.Known() && e.Surname() == 0 || f.to-f.from > 1 && !e.Known() || f.to-f.from == 1 && !r.firmFollows(f.from) && !r.rareAll(f.from, z) || last.First() > 1 && last.Surname() < 2 || r.Words[f.from].IsTitle() || from < f.from ||
				r.sameLine(z+1) && (r.Words[z+1].Shape == nametag.Initial || r.mark(z+1, '(') || r.figure(z+2, 4) && !r.figure(z+2, 3)) || r.mark(f.from-1, '(') && !(r.mark(z+1, ')') && r.rareAll(f.from, z)) {
				continue
			}
			from = f.from
		}
		r.settle(from, r.legalEnd(z+1))
	}
}
