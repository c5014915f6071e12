package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// glued reports whether the words are a piece of an address, a path, a parameter or a handle: "@", "/", "_", "=" touch them, or a dot without
// a blank.
func (r *reader) glued(from, to int) bool {
	b := r.s.Text
	a, z := int(r.Words[from].Start), int(r.Words[to-1].End)
	if a > 0 {
		switch c := b[a-1]; c {
		case '@':
			if !r.mentioned(from, to) {
				return true
			}
		case '=':
			if !r.says(from-2, "CN") || !r.mark(from-3, ';') {
				return true // but "CN=Simon Ashcroft" of a calendar
			}
		case '_', '\\':
			return true
		case '/', '.', '-':
			if a > 1 && b[a-2] != ' ' && b[a-2] != '\n' && !(c == '-' && r.Words[from].Shape != nametag.Lower) {
				return true
			}
		case tick:
			if r.quotedCode(from, to) {
				return true
			}
		case '+':
			if parameter(b[:a]) {
				return true
			}
		}
	}
	if z < len(b) {
		switch c := b[z]; c {
		case '@', '_', '\\':
			return true
		case '.', '-':
			if z+1 < len(b) && (b[z+1]-'a' < 26 || b[z+1]-'0' < 10) {
				return true
			}
		}
	}
	if to-from > 1 {
		return r.is(from+1, isDot)
	}
	return r.sameLine(from) && r.is(from-1, isDot) || r.sameLine(to) && r.is(to, isDot) || r.sameLine(to+2) && r.is(to+2, isDot)
}

// parameter reports whether b ends inside of the value of a query string's parameter: "q=Maria+". The value is one name or none.
func parameter(b []byte) bool {
	b = b[max(0, len(b)-maxQueryName):]
	return bytes.IndexByte(b[bytes.LastIndexAny(b, " \n\t")+1:], '=') >= 0
}

// cell reports whether word i is all of a field between commas, semicolons or bars.
func (r *reader) cell(i int) bool {
	return r.anyMark(i-1, ",;|") && (r.anyMark(i+1, ",;|") || !r.sameLine(i+1))
}

var nan = nametag.HashWord("nan")

// notANumber reports whether word i is what tables of numbers hold in empty cells. "Nan" is a given name.
func (r *reader) notANumber(i int) bool {
	w := &r.Words[i]
	return w.Hash == nan && string(r.s.Text[w.Start:w.End]) != "Nan"
}

// figured reports whether word i stands on the line of the word before it and holds figures.
func (r *reader) figured(i int) bool {
	return r.sameLine(i) && bytes.ContainsAny(r.s.Text[r.Words[i].Start:r.Words[i].End], "0123456789")
}

// refused reports whether the words are known to be no person.
func (r *reader) refused(from, to int) bool {
	if r.d.never.match(r.Words[from:to]) == to-from || r.figures.match(r.Words[from:to]) == to-from {
		return true
	}
	if r.sameLine(from) && r.Words[from-1].IsTitle() && (r.figures.match(r.Words[from-1:to]) == to-from+1 || r.firms.match(r.Words[from-1:to]) == to-from+1) {
		return true // "Captain Morgan"
	}
	for i := from; i < to; i++ {
		if r.coined(i) {
			return true
		}
	}
	if to == from+1 && r.notANumber(from) || r.counted(from) {
		return true
	}
	if to == from+1 && r.sameLine(from) && r.figures.match(r.Words[from-1:to]) == 2 {
		return true // "Sweet William"
	}
	if to == from+1 && r.says(from, "Bill", "BILL") && r.says(to, "to", "To", "TO") && (r.mark(to+1, ':') || !r.sameLine(to+1)) {
		return true
	}
	if r.is(to-1, isNotPerson) && !r.bears(to-1) || r.columnName(from, to) || r.ofThings(from, to) || r.trait(from, to) {
		return true
	}
	if to == from+1 && r.sameLine(to) && r.Words[to].Shape == nametag.Digit && r.Entry(from).Common() >= 2 {
		return true // "Ward 7B"
	}
	if to == from+1 && r.Words[from].Shape == nametag.Upper && r.is(from, isNotOrg) && (r.mark(to, ':') || r.figured(to) || !r.Words[from].Space && r.anyMark(from-1, ":=")) {
		return true // "NINO:", "NINO AB123456C", "BEGIN:VCARD"
	}
	if to == from+1 && r.is(from, isLabel) && r.mark(to, ':') && r.Entry(from).First() == 0 && r.s.TurnAt(int(r.Words[from].Start)) >= 0 {
		return true // "Beller: …"
	}
	if to == from+1 && r.is(from, isHeading) && !r.sameLine(from) && (to == len(r.Words) || !r.sameLine(to)) {
		return true
	}
	if w := &r.Words[from]; to == from+1 && (w.Flags&isAddressed != 0 || w.Len() == 1 && (w.Shape == nametag.Lower || r.cell(from))) {
		return true
	}
	if to == from+1 && r.Words[from].Mode != nametag.Cased && r.is(from, isFunction) && r.Entry(from).First() < 3 {
		return true
	}
	if to == from+1 && r.is(from, isGreeting) && r.Entry(from).First() == 0 || r.roles(from, to) {
		return true
	}
	if to == from+1 && r.is(from, isFamily|isKin) && r.Words[from].Shape == nametag.Lower && r.sameLine(from) && r.is(from-1, isMine) {
		return true // "mon mari"
	}
	if to == from+1 && r.says(from, "may", "june", "april", "august", "avril", "juni", "juli", "abril", "june") && r.sameLine(from) &&
		r.says(from-1, "by", "in", "until", "till", "since", "of", "this", "next", "last", "early", "late", "mid", "from", "im", "bis", "seit", "en", "de", "op", "for") {
		return true
	}
	if r.onStreet(from) || r.ship(from) || to == from+1 && r.inRoom(from) || r.says(from, "Pat") && r.mark(to, '.') && r.sameLine(to+1) && r.Words[to+1].Shape == nametag.Initial {
		return true
	}
	if next := to; r.Words[from].Mode != nametag.Cased && r.adjoins(next) && r.is(next, isOrgTail|isTrade) && !r.is(next, isWeakTail) && r.owner[next] != 0 && r.found[r.owner[next]-1].typ == pii.Org {
		return true // "hartley insurance"
	}
	if r.abbreviation(from, to) {
		return true
	}
	letters, closing := 0, true
	for i := from; i < to; i++ {
		closing = closing && r.is(i, isSignOff)
		if n := r.Words[i].Len(); n == 1 || n == 2 && to-from > 2 {
			letters++ // a chord, a unit
		}
	}
	if letters == to-from && letters > 1 || closing {
		return true
	}
	next := to
	if next < len(r.Words) && r.Words[next].Shape == nametag.Punct && r.Words[next].Mark == '\'' {
		next++
	}
	if !r.sameLine(next) || next > to && !r.is(next, isEponymTail) {
		return false
	}
	if r.Words[next].Shape == nametag.Punct {
		return false
	}
	cased := r.Words[from].Mode == nametag.Cased
	if !cased && to-from == 2 && r.says(next, "street", "avenue", "road", "lane", "boulevard", "crescent", "terrace") {
		return true
	}
	upper := r.Words[next].Shape == nametag.Initial || r.Words[next].Shape == nametag.Upper
	return r.is(next, isEponymTail) || cased && upper && r.is(next, isOrgTail|isStreetTail)
}

// onStreet reports whether what makes a street stands before word i: "rue Jules Ferry", "Via Garibaldi", "calle de Alcalá".
func (r *reader) onStreet(i int) bool {
	for n := 0; n < 2 && r.sameLine(i) && r.Words[i-1].IsParticle() && r.Words[i-1].Shape == nametag.Lower; n++ {
		i--
	}
	return r.sameLine(i) && r.is(i-1, isStreetHead) && (r.Words[i-1].Shape != nametag.Lower || r.Words[i-1].Len() > 4 || r.says(i-1, "rue", "rua"))
}

// ship reports whether a ship's prefix stands before word i or before its title: "HMS Queen Elizabeth".
func (r *reader) ship(i int) bool {
	if r.sameLine(i) && r.Words[i-1].IsTitle() {
		i--
	}
	return r.sameLine(i) && r.says(i-1, "HMS", "USS", "RMS", "HMCS", "HMAS", "USNS", "MV", "HNLMS", "RRS")
}

// inRoom reports whether a room that people meet in stands before word i, its name: "Conference Room Einstein", "Besprechungsraum Goethe".
func (r *reader) inRoom(i int) bool {
	if !r.sameLine(i) {
		return false
	}
	if r.says(i-1, "Room", "room") {
		return r.sameLine(i-1) && r.says(i-2, "Conference", "conference", "Meeting", "meeting", "Board", "board", "Seminar", "seminar", "Training", "training", "Breakout", "breakout", "Huddle", "huddle")
	}
	return r.says(i-1, "Boardroom", "Besprechungsraum", "Besprechungszimmer", "Konferenzraum", "Seminarraum", "Meetingraum", "Sitzungssaal", "Sitzungszimmer", "Vergaderzaal") ||
		r.says(i-1, "réunion", "reuniones", "riunioni", "juntas") && r.sameLine(i-1)
}

// roles reports whether all words are those of headings, positions and labels, and nobody's name: "Curriculum Vitae", "Chief Operating Officer".
func (r *reader) roles(from, to int) bool {
	for i := from; i < to; i++ {
		if e := r.Entry(i); !r.is(i, isHeading|isLabel|jobHead|jobModifier) || e.First() > 0 || e.Surname() > 1 {
			return false
		}
	}
	return true
}

// guessed reports words that only the higher levels take for a person and of which none can be one: everyday words that are nobody's name.
func (r *reader) guessed(margin float32, from, to int) bool {
	if margin > r.d.bias*float32(to-from) {
		return false
	}
	for i := from; i < to; i++ {
		if e := r.Entry(i); !r.Words[i].IsParticle() && (e.First() > 0 || e.Surname() > 1 || e.Person() > 1 || e.Common() < 2 && e.Abroad() < 2) {
			return false
		}
	}
	return true
}
