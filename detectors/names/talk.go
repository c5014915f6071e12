package names

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// says reports whether word i is one of some words in lower case.
func (r *reader) says(i int, words ...string) bool {
	if i < 0 || i >= len(r.Words) || r.Words[i].Shape == nametag.Punct {
		return false
	}
	w := r.s.Text[r.Words[i].Start:r.Words[i].End]
	for _, x := range words {
		if len(x) == len(w) && x[0] == w[0] && x == string(w) { // the first byte spares a call
			return true
		}
	}
	return false
}

// among reports whether word i is one of a set of words.
func (r *reader) among(i int, set *lex.Set) bool {
	if i < 0 || i >= len(r.Words) || r.Words[i].Shape == nametag.Punct {
		return false
	}
	return set.Has(lex.Hash(r.s.Text[r.Words[i].Start:r.Words[i].End]))
}

// unlisted reports a word of text without case that no list knows and that no rule reads, long enough for a name, where the lists know nearly
// all other words.
func (r *reader) unlisted(i int) bool {
	w := &r.Words[i]
	return r.covered() && w.Mode != nametag.Cased && w.Shape == nametag.Lower && w.Len() >= 3 && !w.IsStop() && !w.IsParticle() && w.Flags&(ruleWords|jobHead|jobModifier) == 0 && !r.Entry(i).Known()
}

const (
	fewUnlisted  = 4  // words without case that no list knows and that say nothing of the language
	mostUnlisted = 16 // one word in so many may be on no list
)

// covered reports whether the lists know the language of the text: in others a word that is on none of them is no news.
func (r *reader) covered() bool {
	if r.coverage == 0 {
		r.coverage = 1
		unknown := 0
		for _, run := range r.Runs() { // words that no list knows are candidates
			for i := run.From; i < run.To; i++ {
				if w := &r.Words[i]; w.Mode != nametag.Cased && w.Shape == nametag.Lower && !r.Entry(i).Known() {
					unknown++
				}
			}
		}
		if unknown > fewUnlisted && unknown*mostUnlisted > len(r.Words) {
			r.coverage = -1
		}
	}
	return r.coverage > 0
}

// foreign reports a word that is frequent in another language than English.
func (r *reader) foreign(i int) bool {
	e := r.Entry(i)
	return r.Words[i].Mode != nametag.Cased && (e.Abroad() == 3 || e.Abroad() == 2 && e.Common() > 0)
}

// pauses reports whether a clause ends before word i: a line, a mark or a function word.
func (r *reader) pauses(i int) bool {
	return !r.sameLine(i) || r.Words[i].Shape == nametag.Punct || r.Words[i].IsStop()
}

// maxQuestion is the most words between the word "name" and the end of a question.
const maxQuestion = 14

// fillers are what an answer begins with.
var fillers = []string{"uh", "um", "er", "yes", "yeah", "sure", "it", "its", "that", "oh", "so", "ja", "oui", "sí", "si", "sì", "es", "è", "äh", "euh", "eh", "c'est", "Yes", "Sure", "It", "Ja", "Oui", "Sí", "Sì", "Yeah", "Es", "C'est"}

// answered takes the answer to a question about a name: the first words of the next line, if they are all of it or all before a mark.
func (r *reader) answered(i int) {
	if r.Words[i].Shape == nametag.Upper || r.says(i+1, "of") && !r.says(i+3, "person", "patient", "caller") || r.is(i-1, isEmployer) ||
		r.says(i-1, "brand", "product", "file", "user", "pet", "street", "business", "account", "project", "domain", "screen", "code", "drug", "school") {
		return
	}
	end, asks := i+1, false
	for ; r.sameLine(end); end++ {
		if end-i > maxQuestion || r.person1(end) {
			return
		}
		asks = asks || r.mark(end, '?')
	}
	for k := i - 1; k >= 0 && i-k < 4 && r.sameLine(k+1) && !asks; k-- {
		asks = r.says(k, "your", "the", "ihr", "ihre", "ihren", "votre", "vos", "ton", "su", "tu", "suo", "sua", "uw", "je", "jouw")
	}
	if !asks || end >= len(r.Words) || r.Words[end].Newlines > 1 {
		return
	}
	from := end
	if k := r.s.TurnAt(int(r.Words[end].Start)); k >= 0 {
		for from < len(r.Words) && int(r.Words[from].Start) < r.s.Turns()[k].TextStart {
			from++
		}
	}
	for n := 0; n < 6 && from < len(r.Words) && (from == end || r.sameLine(from)) &&
		(r.anyMark(from, ",:'") || r.says(from, fillers...)); n++ {
		from++
	}
	to := from
	for to < len(r.Words) && to-from < maxNameWords && (to == from || r.adjoins(to)) && r.answer(to) {
		to++
	}
	if to > from && (to == len(r.Words) || !r.sameLine(to) || r.anyMark(to, ".,!?;(") || r.says(to, "it", "that", "she", "he", "but", "spelled", "spelt", "with", "and", "first")) && !r.refused(from, to) {
		r.add(reading{from: from, to: to, typ: pii.Person, score: 0.8, rule: ruleIntro})
	}
}

// answer reports whether word i may be part of a name that was asked for.
func (r *reader) answer(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	if w.IsStop() || w.IsTitle() || w.Len() < 2 || w.Flags&(ruleWords|jobHead) != 0 {
		return false
	}
	return r.nameLike(i, true) && (e.Common() < 2 || e.First() > 1) && !(w.Mode != nametag.Cased && w.Len() < 3)
}

// doubled splits a name that was said twice, first in part: "anneke anneke vandersloot", "wilf wilfred hogarth".
func (r *reader) doubled(f *reading) (first reading, ok bool) {
	if f.to-f.from < 3 || r.Words[f.from].Mode == nametag.Cased || !r.repeats(f.from) {
		return reading{}, false
	}
	first = *f
	first.to = f.from + 1
	f.from++
	return first, true
}

// repeats reports whether the word behind word i begins with it.
func (r *reader) repeats(i int) bool {
	a, b := &r.Words[i], &r.Words[i+1]
	if a.Len() < 3 || b.Len() < a.Len() {
		return false
	}
	return string(r.s.Text[a.Start:a.End]) == string(r.s.Text[b.Start:int(b.Start)+a.Len()]) && (a.Len() == b.Len() || r.Entry(i+1).First() > 0)
}

// voiced takes the subject of a verb that only people are the subject of: "Reg refused breakfast", "xav reckons", at the beginning of a sentence if
// it has a capital.
func (r *reader) voiced(i int) {
	k := i - 1
	if !r.sameLine(i) || r.Words[i].Shape != nametag.Lower || r.owner[k] != 0 {
		return
	}
	w, e := &r.Words[k], r.Entry(k)
	if w.Flags&(ruleWords|jobHead|jobModifier) != 0 || w.IsStop() || w.IsTitle() || e.Abroad() == 3 {
		return
	}
	if w.Mode != nametag.Cased {
		if r.unlisted(k) && w.Len() > 3 && (!r.sameLine(k) || r.Words[k-1].IsStop()) && !r.says(k-1, "the", "a", "an", "this", "that", "my", "your", "his", "her", "our", "their") ||
			e.First() > 0 && e.Common() < 2 && e.Capital() == 3 {
			r.person(k, k, true, 0.6, ruleIntro, pii.NoRole)
		}
		return
	}
	if w.Shape != nametag.Initial || r.sameLine(k) && !r.anyMark(k-1, ".!?:") && r.Words[k-1].Shape != nametag.Lower {
		return
	}
	if e.First() > 0 && e.Common() < 3 || e.Person() > 1 && e.Place() == 0 && e.Capital() < 3 || !e.Known() && e.LooksNamed() {
		r.take(k, 0.6, ruleIntro)
	}
}

// take enters word i as a person.
func (r *reader) take(i int, score float32, rule *pii.Rule) {
	if !r.refused(i, i+1) {
		r.add(reading{from: i, to: i + 1, typ: pii.Person, score: score, rule: rule})
	}
}

// pronouns takes a capitalised word that "he" or "she" takes up behind a comma: "It was through Delroy, he used to …".
func (r *reader) pronouns() {
	for _, c := range r.Commas {
		i := int(c) - 1
		if !r.sameLine(i+1) || !r.sameLine(i+2) || !r.says(i+2, "he", "she") {
			continue
		}
		w, e := &r.Words[i], r.Entry(i)
		if w.Mode != nametag.Cased || w.Shape != nametag.Initial || w.Flags&(ruleWords|jobHead) != 0 || w.IsStop() || !r.sameLine(i) || r.Words[i-1].Shape != nametag.Lower {
			continue
		}
		if e.Common() == 0 && e.Place() == 0 && (!e.Known() || e.First()+e.Surname() > 0) {
			r.take(i, surely, ruleIntro)
		}
	}
}

// hails reports whether the word behind a greeting in text without case may be a name that no list knows: "hey tunde it's marlene".
func (r *reader) hails(i int) bool {
	return r.sameLine(i) && r.unlisted(i) && (r.pauses(i+1) || r.says(i+1, "can", "could", "would", "please", "pls", "plz", "just", "here", "did", "do", "u"))
}

// asked takes the name in "is that Temperance?", "am I speaking to Joss?", "call me Tempe".
func (r *reader) asked(i int) bool {
	if !r.sameLine(i) {
		return false
	}
	w := &r.Words[i]
	return w.Mode == nametag.Cased && w.Shape == nametag.Initial && r.mark(i+1, '?') && w.Flags&(ruleWords|jobHead) == 0 && r.Entry(i).Common() < 2
}

// firmOf takes the organization behind the name of somebody who says whom they call for: "brock over at stackline", "Joss from Fairlead Talent".
func (r *reader) firmOf(i int) {
	if o := r.owner[i]; o == 0 {
		return
	}
	o := r.owner[i]
	for r.sameLine(i) && r.owner[i] == o {
		i++
	}
	if r.mark(i, ',') && r.Words[i].Newlines == 0 {
		return
	}
	if r.sameLine(i) && r.says(i, "over", "here") {
		i++
	}
	if !r.sameLine(i) || !r.says(i, "from", "at", "with", "von", "vom", "bei", "chez", "van", "da") {
		return
	}
	r.firmBehind(i+1, 0.6)
}

// firmBehind takes the organization at word i, behind an article.
func (r *reader) firmBehind(i int, score float32) {
	if r.sameLine(i) && r.says(i, "the", "der", "dem", "die", "la", "le", "les", "de", "het", "el", "los", "las", "il") {
		i++
	}
	if !r.sameLine(i) || r.Entry(i).Place() == 3 && r.Entry(i).Common() == 0 && !(r.sameLine(i+1) && r.is(i+1, isTrade|isOrgTail|isWeakTail|isMiddle)) {
		return
	}
	r.firmAt(i, score)
}

// callers takes the organizations of people who say whom they call for or are spoken of with it: "it's Barnaby from Rusk Ltd".
func (r *reader) callers() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		if f.typ != pii.Person || !r.sameLine(f.from) {
			continue
		}
		r.ofFirm(k)
		f = r.found[k]
		if i := f.from - 1; r.is(i, isCopula|isWeakCue|isStrongCue) || r.says(i, "to", "with", "mit", "avec", "con", "met") || r.mark(i, '\'') && r.says(i-1, "it", "It", "name") {
			r.firmOf(f.from)
		}
	}
}

// calling takes the organization in "thank you for calling Halberd", "calling from Halberd", "calling on behalf of Halberd".
func (r *reader) calling(i int) {
	n := i + 1
	switch {
	case r.says(n, "from"):
		n++
	case r.says(n, "on") && r.says(n+1, "behalf") && r.says(n+2, "of"):
		n += 3
	case !r.says(i-1, "for"):
		return
	}
	r.firmBehind(n, 0.6)
}

// plain reports a word that is no mark and no number.
func (r *reader) plain(i int) bool {
	return i >= 0 && i < len(r.Words) && r.Words[i].Shape != nametag.Punct && r.Words[i].Shape != nametag.Digit
}

// givenNames takes given names among the words of speech that are no common words of any language, whatever the tagger thinks.
func (r *reader) givenNames() {
	for _, run := range r.Runs() { // all such words are candidates
		for i := run.From; i < run.To; i++ {
			w := &r.Words[i]
			if w.Mode != nametag.LowerText {
				break
			}
			if w.Shape != nametag.Lower || r.owner[i] != 0 || w.Flags&(ruleWords|jobHead|jobModifier) != 0 {
				continue
			}
			if e := r.Entry(i); e.First() > 1 && e.Common() == 0 && e.Abroad() < 2 && e.Place() < 2 && (e.Capital() > 1 || e.Abroad() == 0) && r.covered() && (r.plain(i-1) && r.sameLine(i) || r.plain(i+1) && r.sameLine(i+1)) {
				r.person(i, i, true, 0.55, ruleGiven, pii.NoRole)
			}
		}
	}
}

// ofFirm ends the name of a caller before the particle that leads to a firm in text without case: "sono ludovica di telesud".
func (r *reader) ofFirm(k int) {
	f := &r.found[k]
	if f.to-f.from != 3 || r.Words[f.from].Mode == nametag.Cased || !r.is(f.from-1, isCopula|isWeakCue|isStrongCue) && !r.says(f.from-1, "met", "mit", "con", "avec") ||
		!r.says(f.from+1, "di", "de", "del", "da", "von", "vom", "van") || r.Entry(f.from).First() == 0 || r.Entry(f.to-1).Known() {
		return
	}
	r.owner[f.from+1], r.owner[f.from+2] = 0, 0
	firm := f.to - 1
	f.to = f.from + 1
	r.add(reading{from: firm, to: firm + 1, typ: pii.Org, score: 0.6, rule: ruleEmployer})
}

// defined takes the short names of organizations: Hartfield Holdings, Inc. ("Hartfield").
func (r *reader) defined() {
	for k, n := 0, len(r.found); k < n; k++ {
		f := r.found[k]
		i := f.to + 2
		if f.typ != pii.Org || !r.mark(f.to, '(') || !r.mark(f.to+1, '"') || !r.mark(i+1, '"') || !r.sameLine(i) {
			continue
		}
		for j := f.from; j < f.to; j++ {
			if r.Words[j].Hash == r.Words[i].Hash {
				r.settle(i, i+1)
				break
			}
		}
	}
}

// called takes the name in "a woman called Oriane", "a barber called big tam".
func (r *reader) called(i int) {
	if !r.sameLine(i) || !r.sameLine(i+1) || !r.is(i-1, jobHead|isFamily) &&
		!r.says(i-1, "somebody", "someone", "anyone", "anybody", "man", "woman", "guy", "lady", "girl", "boy", "lad", "chap", "bloke", "kid", "gentleman", "fella", "person", "neighbour", "neighbor", "barber", "student", "tenant") {
		return
	}
	n := i + 1
	if r.is(n, isNick) && r.sameLine(n+1) {
		n++
	}
	w := &r.Words[n]
	r.person(n, n, w.Mode == nametag.Cased || r.unlisted(n) || r.bare(n), surely, ruleIntro, pii.NoRole)
}

// namedBefore takes the name before the copula at word i: "hinterberger ist mein name".
func (r *reader) namedBefore(i int) {
	from := i
	for i-from < 2 && r.sameLine(from) && (r.nameLike(from-1, false) || r.unlisted(from-1) || r.Words[from-1].Mode != nametag.Cased && r.bare(from-1) || r.Words[from-1].Mode == nametag.Cased && r.answer(from-1)) {
		from--
	}
	if from < i && r.sameLine(i) && !r.refused(from, i) {
		r.add(reading{from: from, to: i, typ: pii.Person, score: 0.85, rule: ruleIntro, role: pii.Speaker})
	}
}

// maxSurnames is how many surnames of a text are held against what the tagger takes for places.
const maxSurnames = 32

// surnames turns a place of one word, inside of which nothing speaks for a place, into the person whose surname it repeats: "Demetrius Vail … Vail".
func (r *reader) surnames() {
	var names [maxSurnames]uint32
	n := 0
	for _, f := range r.found {
		if f.typ == pii.Person && f.to-f.from > 1 && f.score >= surely && n < maxSurnames {
			names[n] = r.Words[f.to-1].Hash
			n++
		}
	}
	if n == 0 {
		return
	}
	for k := range r.found {
		f := &r.found[k]
		if f.typ != pii.Location && f.typ != pii.Org || f.rule != ruleTagger || f.to-f.from != 1 || r.is(f.from-1, isAt) || r.says(f.from-1, "in", "from", "near", "to", "von", "nach", "à", "en", "te", "naar") {
			continue
		}
		for _, h := range names[:n] {
			if h == r.Words[f.from].Hash {
				f.typ, f.score = pii.Person, 0.7
				break
			}
		}
	}
}
