package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// evidence finds persons by what stands around them.
func (r *reader) evidence() {
	for _, k := range r.Cued {
		i := int(k)
		w := &r.Words[i]
		flags := w.Flags & ruleWords
		title := w.IsTitle() || flags&isAddressed != 0
		if w.Shape == nametag.Single && w.Len() == 2 && r.honorific(i) {
			r.person(i+1, i, true, 0.8, ruleTitle, pii.NoRole)
		}
		if w.Len() == 1 && w.Mode != nametag.Cased && r.says(i, "m") && r.mark(i+1, '.') && !(r.sameLine(i) && r.Words[i-1].Shape == nametag.Digit) && r.french(i) {
			r.person(i+2, i, true, 0.8, ruleTitle, pii.NoRole)
		}
		if w.Flags&(jobHead|jobWeak) != 0 || title {
			r.official(i)
			r.practises(i)
		}
		if w.Shape == nametag.Single && r.mark(i-1, '"') {
			r.quotedName(i)
		}
		if flags&evidenceCues == 0 && !title && w.Len() > 1 || w.Shape == nametag.Digit {
			continue
		}
		if title {
			r.afterTitle(i)
		}
		if flags&(isCopula|isStrongCue|isWeakCue|isNameWord) != 0 {
			r.introduction(i, flags)
		}
		if flags&isGreeting != 0 {
			r.greeting(i)
		}
		if flags&(isFamily|isKin) != 0 {
			r.relative(i)
			r.kinList(i)
			r.related(i)
		}
		if flags&(isTell|isClient|isReport) != 0 {
			switch {
			case flags&isClient != 0:
				r.client(i)
			case flags&isTell != 0:
				r.told(i)
				r.callFrom(i)
			default:
				r.reported(i)
			}
		}
		if flags&(isLabel|isClient|isPeople) != 0 {
			r.account(i)
		}
		if flags&isPeople != 0 {
			r.slug(i)
		}
		if flags&(isReference|isHeading|isClient) != 0 {
			r.concerned(i)
		}
		if flags&isAt != 0 && r.sameLine(i+1) && r.sameLine(i+2) && r.says(i+2, "as", "als", "comme", "como", "come") {
			r.firmAt(i+1, 0.6)
		}
		if flags&isHuman != 0 {
			r.voiced(i)
		}
		if flags&isThis != 0 && r.mark(i-1, ',') {
			r.answering(i - 1)
		}
		if flags&isSpeaking != 0 && r.sameLine(i) {
			r.beforeSpeaking(i)
			r.calling(i)
		}
		if flags&isSignOff != 0 {
			r.signature(i)
			r.remembered(i)
		}
		if flags&(isLabel|isNameWord) != 0 {
			if from := r.colonValue(i); from > 0 {
				r.labelled(i, from, flags)
			} else if from := r.rowValue(i); from > 0 {
				r.labelled(i, from, flags)
			}
		}
		if flags&isNameWord != 0 {
			r.answered(i)
		}
		if w.Len() == 1 && (r.mark(i-1, '/') || r.mark(i+1, '/')) {
			r.withSomebody(i)
		}
		if w.Len() == 1 && w.Shape == nametag.Single {
			r.presented(i)
		}
	}
	r.mentions()
	r.pronouns()
	r.nicknamed()
	r.enumerated()
	r.inverted()
	r.spelled()
	r.contacts()
	r.speakers()
	r.stamped()
	r.who()
	r.callers()
	r.defined()
	r.surnames()
	r.table()
	r.givenNames()
	r.firstLine()
	r.givenBefore()
}

// nameLike reports whether word i can be part of a person's name; strong evidence stands next to it if sure.
func (r *reader) nameLike(i int, sure bool) bool {
	w := &r.Words[i]
	if w.Shape == nametag.Punct || w.Shape == nametag.Digit || w.IsStop() || r.is(i, isNobody|isNameWord) || r.is(i, isNotPerson) && !r.bears(i) || r.coined(i) || r.notANumber(i) {
		return false
	}
	e := r.Entry(i)
	if w.Mode == nametag.Cased {
		switch w.Shape {
		case nametag.Initial, nametag.Upper, nametag.Mixed, nametag.Single:
		default:
			return false
		}
		if w.Shape == nametag.Initial && plain(e) {
			return false
		}
		return sure || w.Shape == nametag.Single && w.End-w.Start > 1 || e.First() > 0 && e.Common() < 3 || e.First() > 1 || e.Surname() > 0 && e.Common() < 2 || e.Person() > 1 && (e.Common() < 3 || e.First()+e.Surname() > 0) || !e.Known()
	}
	wrapped := w.Mode == nametag.LowerLine // of text that else has capitals
	if sure {
		return e.Common() < 3 && (e.First() > 0 || e.Surname() > 0 || e.Person() > 1 || !e.Known() && (!wrapped || e.LooksNamed())) || e.First() == 3
	}
	return e.LooksNamed() && !wrapped || e.First() >= 2 && (e.Common() <= 1 || e.First() == 3 && e.Common() <= 2) || e.Surname() == 3 && e.Common() <= 1 || e.Person() == 3 && e.Common() == 0
}

// follows reports whether a word without case can be a surname behind a given name.
func (r *reader) follows(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	if w.Mode == nametag.Cased || w.Shape == nametag.Punct || w.Shape == nametag.Digit || w.IsStop() || w.IsParticle() || w.Flags&ruleWords != 0 {
		return false
	}
	return !e.Known() || e.Common() == 0 && e.Abroad() < 2 && (e.Surname() > 0 || e.Person() > 1)
}

// surname reports whether a word without case is a frequent surname; some are words of another language: "anselmo rueda".
func (r *reader) surname(i int) bool {
	w, e := &r.Words[i], r.Entry(i)
	return w.Mode != nametag.Cased && w.Flags&ruleWords == 0 && !w.IsStop() && e.Surname() > 1 && e.Common() < 2
}

// maxNameWords is the most words that evidence takes for one name.
const maxNameWords = 4

// person takes the name that begins at word i, on the line of word cue, and reports whether there is one.
func (r *reader) person(i, cue int, sure bool, score float32, rule *pii.Rule, role pii.Role) bool {
	for i > cue && r.sameLine(i) && (r.Words[i].IsTitle() || r.says(i, ranks...) && r.sameLine(i+1) && r.rankHolder(i+1)) && !r.mark(i, '\'') && i-cue < 3 {
		i++
	}
	from := i
	for sure && rule == ruleTitle && i-from < 2 && r.sameLine(i) && r.adjoins(i+1) && r.Words[i].IsParticle() && !r.Words[i].IsStop() {
		i++ // "Le Goff", "ten brinke"
	}
	if !r.sameLine(i) || !r.nameLike(i, sure) {
		return false
	}
	if r.Words[i].Mode != nametag.Cased && r.adjoins(i+1) && r.repeats(i) && r.adjoins(i+2) && !r.pauses(i+2) && r.Words[i+2].Flags&ruleWords == 0 {
		r.add(reading{from: i, to: i + 1, typ: pii.Person, score: score, rule: rule, role: role})
		i++ // "anneke anneke vandersloot"
		from = i
	}
	to := i + 1
	for to-i < maxNameWords && r.adjoins(to) {
		if r.nameLike(to, false) || r.follows(to) || rule == ruleIntro && to == i+1 && r.surname(to) {
			to++
			continue
		}
		if r.Words[to].IsParticle() && r.sameLine(to+1) && !r.is(to+1, isOrgHead) && (r.Words[i].Mode == nametag.Cased && r.nameLike(to+1, false) || r.Words[i].Mode != nametag.Cased && r.Entry(to+1).Surname() > 1) {
			to += 2
			continue
		}
		break
	}
	if r.refused(i, to) {
		return false
	}
	r.add(reading{from: from, to: to, typ: pii.Person, score: score, rule: rule, role: role})
	return true
}

func (r *reader) afterTitle(i int) {
	next := i + 1
	if r.is(i, isAddressed) && r.mark(next, '.') && !r.Words[next].Space {
		if next++; r.sameLine(next) && !r.Words[next].Space && r.Words[next].Len() == 3 { // "Dott.ssa"
			next++
		}
	}
	if r.says(i, "Sri", "sri", "SRI") && r.sameLine(next) && (!r.rankHolder(next) || r.Words[next].Shape == nametag.Upper) {
		return
	}
	if !r.sameLine(next) || r.is(i, isSaint) || i > 0 && !r.Words[i].Space && (r.mark(i-1, '=') || r.mark(i-1, '/') || r.mark(i-1, '_') || r.mark(i-1, '-')) {
		return
	}
	w := &r.Words[i]
	if w.Shape == nametag.Upper && w.Len() == 2 && r.is(next, jobHead|jobModifier) {
		return // "HR Advisor"
	}
	role := pii.NoRole
	if r.is(i, isClinician) {
		role = pii.Clinician
	}
	if end := r.initials(next); end > next && r.is(i, isAddressed) {
		r.add(reading{from: next, to: end, typ: pii.Person, score: 0.75, rule: ruleTitle, role: role})
		return
	}
	if x := &r.Words[next]; x.Shape == nametag.Single && x.Len() == 1 && !r.is(i, isAddressed) && !(r.adjoins(next+1) && r.nameLike(next+1, true)) {
		return // "rev C"
	}
	// Only short forms of address are sure: "Dr.", "Mrs"; an office ("Minister") may stand before anything.
	sure := r.is(i, isAddressed) || w.Len() <= 4 && !r.is(i, isStreetTail|isKin) || w.IsAbbreviation()
	if i > 0 && r.Words[i].Mode != nametag.Cased && (r.is(i-1, isMine) || r.conjoined(i-1, "der", "ein", "the", "le", "el", "il")) {
		sure = w.Len() == 2 && w.IsAbbreviation() // "le dr sarr", not "der doktor verschreibt"
	}
	score := float32(0.8)
	if r.is(i, isAddressed) {
		score = 0.9 // more than the tagger has for a firm
	}
	if !r.person(next, i, sure, score, ruleTitle, role) && r.says(i, "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.") {
		if x, e := &r.Words[next], r.Entry(next); x.Shape == nametag.Initial && x.Mode == nametag.Cased && e.Common() == 0 && !x.IsTitle() && x.Flags&(ruleWords|jobHead|jobModifier) == 0 && !r.coined(next) {
			r.take(next, score, ruleTitle) // "Ms Haverford", a place as well
		}
	}
}

func (r *reader) introduction(i int, flags uint64) {
	switch {
	case flags&isWeakCue != 0 && r.says(i, "sou", "Sou") && r.says(i+1, "o", "a"):
		r.person(i+2, i, true, surely, ruleIntro, pii.Speaker)
	case flags&isCopula != 0 && r.says(i+1, "that", "this") && r.asked(i+2):
		r.take(i+2, surely, ruleIntro)
	case flags&(isStrongCue|isWeakCue) != 0 && r.says(i, "called"):
		r.called(i)
	case flags&(isStrongCue|isWeakCue) != 0 && r.says(i, "chiamo", "chiama", "llamo", "llama", "chamo") && !r.says(i-1, "mi", "si", "ti", "me", "se", "te"):
	case flags&isNameWord != 0 && r.sameLine(i) && r.is(i-1, isMine) && r.mark(i+1, '\'') && !r.Words[i+1].Space: // "my name's priyasha"
		r.person(i+2, i, true, 0.85, ruleIntro, pii.NoRole)
	case flags&isNameWord != 0 && r.sameLine(i) && r.is(i-1, isMine) && r.is(i-2, isCopula):
		r.namedBefore(i - 2)
	case flags&isWeakCue != 0 && r.Words[i].Hash == cEst:
		if r.sameLine(i) && (r.is(i-1, isGreeting) || r.says(i-1, "moi", "Moi", "salut", "Salut", "coucou", "Coucou")) {
			r.person(i+1, i, true, surely, ruleIntro, pii.Speaker)
		}
	case flags&isWeakCue != 0 && (r.Words[i].Hash == im || r.Words[i].Hash == its):
		r.whoIs(i)
	case flags&isStrongCue != 0 && r.says(i, born...):
		r.maiden(i)
	case (flags&isStrongCue != 0 || r.says(i, "llama", "called", "named")) && r.smallGiven(i+1): // "se llama rachid" among capitals
		r.take(i+1, 0.6, ruleIntro)
	case flags&isStrongCue != 0:
		r.person(i+1, i, true, 0.85, ruleIntro, pii.NoRole)
	case flags&isWeakCue != 0:
		sure := r.sameLine(i+1) && r.sameLine(i+2) && r.unlisted(i+1) && (r.person1(i+2) || r.says(i+2, "from", "calling", "speaking", "with"))
		r.person(i+1, i, sure, 0.65, ruleIntro, pii.NoRole)
	case flags&isCopula != 0 && r.sameLine(i) && r.is(i-1, isNameWord):
		r.person(i+1, i, true, 0.9, ruleIntro, pii.NoRole)
	case flags&isNameWord != 0 && r.Words[i].Mode != nametag.Cased && r.sameLine(i+1) && r.Entry(i+1).Common() == 0: // "first name ananya"
		r.person(i+1, i, true, 0.7, ruleIntro, pii.NoRole)
	case flags&isCopula != 0 && r.sameLine(i) && r.is(i-1, isThis):
		r.person(i+1, i, false, 0.65, ruleIntro, pii.NoRole)
	}
}

func (r *reader) greeting(i int) {
	w := &r.Words[i]
	if w.Mode == nametag.Cased && w.Shape == nametag.Lower && r.sameLine(i) && !r.is(i-1, isGreeting) {
		return
	}
	if k := i + 2; r.mark(i+1, ',') && !r.sameLine(i) && r.sameLine(i+1) && r.adjoins(k) && r.capital(k) && r.Entry(k).Common() == 0 && r.sameLine(k+1) && r.anyMark(k+1, ":,!") && (!r.sameLine(k+2) || r.Words[k+2].Shape == nametag.Lower) {
		r.take(k, surely, ruleGreeting) // "Hola, Maricarmen:"
		return
	}
	r.person(i+1, i, r.hails(i+1), 0.75, ruleGreeting, pii.NoRole)
}

// beforeSpeaking takes the name in "Maria speaking", "this is Maria calling".
func (r *reader) beforeSpeaking(i int) {
	k := i
	for k > 0 && i-k < 3 && r.sameLine(k) && r.nameLike(k-1, false) {
		k--
	}
	if k < i {
		r.add(reading{from: k, to: i, typ: pii.Person, score: 0.7, rule: ruleIntro, role: pii.Speaker})
		if r.mark(k-1, ',') {
			r.answering(k - 1)
		}
	}
}

// labelled takes the name at word from, behind a form label or the label of a speaker.
func (r *reader) labelled(i, from int, flags uint64) {
	if !r.sameLine(from) {
		return
	}
	if r.senderFirm(i, from) {
		return
	}
	role := pii.NoRole
	switch {
	case flags&isPatient != 0, r.is(i-1, isPatient):
		role = pii.Patient
	case flags&isClinician != 0:
		role = pii.Clinician
	case flags&isCandidate != 0:
		role = pii.Candidate
	case flags&isRecruiter != 0:
		role = pii.Recruiter
	case flags&isReference != 0:
		role = pii.Reference
	}
	start, talk := from, false
	if k := r.s.TurnAt(int(r.Words[i].Start)); k >= 0 {
		if t := r.s.Turns()[k]; int(r.Words[i].Start) >= t.SpeakerStart && int(r.Words[i].End) <= t.SpeakerEnd {
			talk = true // a label in its own right, or a speaker whose words follow
		}
	}
	for r.sameLine(from+1) && (r.Words[from].IsTitle() || r.says(from, ranks...) && r.rankHolder(from+1) || r.is(from, isNobody) && r.mark(from+1, '/') || r.mark(from, '/') && from > start || talk && (r.is(from, isGreeting) && r.Entry(from).First() == 0 || from > start && r.mark(from, ','))) {
		from++
	}
	if flags&isNameWord != 0 && !talk {
		if e := r.Entry(from); everyday(e) || r.Words[from].Shape == nametag.Lower && !e.Known() && !e.LooksNamed() {
			return // "name: Install dependencies", "name: gguf"
		}
		if to := r.surnameFirst(from, from+1); to > from+1 && (r.Words[from].Mode != nametag.Cased || r.Entry(from).Place() < 2 || r.Entry(from+2).First() > 1) && !r.refused(from, to) {
			r.add(reading{from: from, to: to, typ: pii.Person, score: 0.88, rule: ruleLabel, role: role})
			return
		}
		r.person(from, i+1, true, 0.9, ruleLabel, role)
		return
	}
	if end := r.initials(from); end > from {
		r.add(reading{from: from, to: end, typ: pii.Person, score: 0.75, rule: ruleLabel, role: role})
		return
	}
	// What follows must look like a name by itself.
	to := from
	for to-from < maxNameWords && (to == from || r.adjoins(to)) && r.labelWord(to) {
		to++
	}
	if to == from && r.Words[from].Mode != nametag.Cased && r.mark(from+1, ',') && r.nameLike(from, true) {
		to++ // "patient: abernathy, delroy"
	}
	to = r.surnameFirst(from, to)
	if to > from && (to-from > 1 || !talk && r.Entry(from).Common() < 2) && !r.refused(from, to) {
		r.add(reading{from: from, to: to, typ: pii.Person, score: 0.8, rule: ruleLabel, role: role})
	}
}

// surnameFirst returns the end of "Surname, Given" if [from,to) is the surname, else to.
func (r *reader) surnameFirst(from, to int) int {
	if to != from+1 || !r.mark(to, ',') || !r.sameLine(to+1) || !r.labelWord(to+1) && !(r.Words[from].Mode != nametag.Cased && (r.bare(to+1) || r.unlisted(to+1))) || r.sameLine(to+2) && r.Words[to+2].Hash == r.Words[from].Hash {
		return to
	}
	for to += 2; to-from < maxNameWords+1 && r.adjoins(to) && (r.labelWord(to) || r.follows(to)); {
		to++
	}
	return to
}

// labelWord reports whether word i behind a label looks like a name; in a line of capitals it may be rarer.
func (r *reader) labelWord(i int) bool {
	w := &r.Words[i]
	if w.Shape == nametag.Upper && r.mark(i+1, ',') && w.Flags&ruleWords == 0 && r.nameLike(i, true) {
		return true // "CROSS, B."
	}
	return r.nameLike(i, false) || w.Mode == nametag.UpperLine && (w.Shape == nametag.Single && w.Len() == 2 || r.nameLike(i, true) && w.Flags&ruleWords == 0)
}
