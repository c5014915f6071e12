package names

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// maxPlaceWords is the most words of a place behind a label.
const maxPlaceWords = 4

// areas are labels that machines use as well, `"state": "open"`: the value must be a place's name.
var areas lazy.Value[*lex.Set]

func makeAreas() *lex.Set {
	return lex.NewSet("state", "province", "county", "region", "district", "country", "land", "pays", "país", "paese", "kraj", "countrycode", "stato", "estado", "origin", "locality", "provincia", "departamento")
}

// labelledPlace takes the value of a form's label or a key at word i: `"city": "Bengaluru"`, "Wohnort: Emmenmatt", "STATE OF ORIGIN: Enugu".
func (r *reader) labelledPlace(i int) {
	if r.says(i, "place", "PLACE", "Place") && (r.Words[i].Shape == nametag.Lower || r.sameLine(i) && r.adjoins(i) || !r.mark(i+1, ':') || !r.adjoins(i+2) || r.Words[i+2].Shape != nametag.Initial) {
		return // "Place: Kumbakonam"
	}
	from := r.valueOf(i)
	if from == 0 && r.mark(i+1, '=') && r.sameLine(i+2) && !r.Words[i+1].Space && !r.Words[i+2].Space {
		from = i + 2
	}
	if from == 0 {
		r.dwelling(i)
		return
	}
	area := areas.Get(makeAreas).Has(r.s.Tokens()[r.s.TokenAt(int(r.Words[i].Start))].Hash)
	if w := &r.Words[from]; area && w.Shape == nametag.Upper && w.Len() == 2 && r.says(i, "country", "Country", "COUNTRY", "land", "Land", "pays", "Pays", "país", "paese", "kraj", "countryCode", "countrycode") {
		r.replace(reading{from: from, to: from + 1, typ: pii.Location, score: 0.7, rule: rulePlace})
		return
	}
	to, known := from, false
	for to-from < maxPlaceWords && (to == from || r.adjoins(to)) && (r.placeWord(to) || to > from && r.mark(to, '-') && r.placeWord(to+1) && r.adjoins(to+1)) {
		known = known || r.Entry(to).Place() > 1 && r.Entry(to).Common() < 3
		to++
	}
	if to == from || r.adjoins(to) && !r.anyMark(to, "\",;.)<(|/}'") && r.Words[to].Shape != nametag.Digit && !(r.Words[to].Shape == nametag.Upper && r.Words[to].Len() == 2) {
		return
	}
	if e := r.Entry(from); !known && (area && !r.says(i-1, "of", "OF", "Of") || e.Common() > 1 && e.Place() == 0 || to-from == 1 && e.First() > 1 && e.Place() == 0) {
		return
	}
	for k := from; k < to; k++ {
		if o := r.owner[k]; o != 0 && (r.found[o-1].rule != ruleTagger || r.found[o-1].from < from || r.found[o-1].to > to) {
			return
		}
	}
	r.replace(reading{from: from, to: to, typ: pii.Location, score: 0.75, rule: rulePlace})
}

// maxDwelling is the most words between "born" and the preposition before the place.
const maxDwelling = 9

// dwelling takes the place behind what somebody does there at word i: "born in Leek", "nata il 20/09/1944 a Crotone", "residente en Quibdó"; only a date
// may stand between.
func (r *reader) dwelling(i int) {
	k := i + 1
	for n := 0; ; k++ {
		if n++; n > maxDwelling || !r.sameLine(k) || r.mark(k, '.') && r.Words[k-1].Shape != nametag.Digit || r.anyMark(k, ";:()") {
			return
		}
		if r.says(k, "in", "en", "a", "à", "em", "te", "w", "we", "at", "ad") && r.sameLine(k+1) && r.Words[k+1].Mode == nametag.Cased && r.Words[k+1].Shape != nametag.Lower && r.Words[k+1].Shape != nametag.Digit {
			break
		}
		if w := &r.Words[k]; w.Shape != nametag.Digit && w.Shape != nametag.Punct && w.Shape != nametag.Lower && !w.IsStop() || w.Shape == nametag.Lower && n > 2 && r.Words[i+1].Shape != nametag.Digit && r.Words[i+2].Shape != nametag.Digit && !w.IsStop() {
			return
		}
	}
	from := k + 1
	to := from
	for to-from < maxPlaceWords && (to == from || r.adjoins(to)) && r.placeWord(to) {
		to++
	}
	for ; to > from+1 && r.Words[to-1].Shape == nametag.Lower; to-- {
	}
	if r.says(i, "lives", "living", "natural", "resident") && r.Entry(from).Place() < 2 {
		return // software lives somewhere too
	}
	if to == from || r.Entry(from).Common() > 1 || r.Entry(from).First() > 1 && r.Entry(from).Place() < 2 || r.is(from, isOrgHead|isStreetHead) || r.is(to-1, isOrgTail|isStreetTail|isTrade) {
		return
	}
	for j := from; j < to; j++ {
		if o := r.owner[j]; o != 0 && (r.found[o-1].rule != ruleTagger || r.found[o-1].from < from || r.found[o-1].to > to) {
			return
		}
	}
	r.replace(reading{from: from, to: to, typ: pii.Location, score: 0.65, rule: rulePlace})
}

// placeWord reports whether word i may belong to the name of a place behind a label.
func (r *reader) placeWord(i int) bool {
	if i >= len(r.Words) {
		return false
	}
	w := &r.Words[i]
	if w.Shape == nametag.Punct || w.Shape == nametag.Digit || w.Flags&(isNameWord|isLabel|isLegal|placeLabel|isNobody) != 0 && r.Entry(i).Place() < 2 {
		return false
	}
	if w.Shape == nametag.Lower {
		return w.IsParticle() || w.Mode != nametag.Cased && r.Entry(i).Place() > 1
	}
	return !w.IsStop()
}

// locatives are prepositions before places that hardly stand before firms.
var locatives = []string{"in", "In", "nach", "aus", "à", "en", "En", "desde", "w", "we", "em", "te"}

// located reports whether what the tagger takes for an organization is called like a place and stands behind a preposition of place or a label.
func (r *reader) located(f *reading) bool {
	for k := f.from; k < f.to; k++ {
		if e := r.Entry(k); e.Place() < 3 || e.Common() > 1 || e.Abroad() > 1 || r.is(k, isOrgHead|isOrgTail|isTrade|isLegal|isNotPerson) {
			return false
		}
	}
	return f.score < surely && f.from > 1 && r.owner[f.from-2] == 0 && r.sameLine(f.from) && r.says(f.from-1, locatives...) && r.sameLine(f.from-1) && f.to-f.from < 3 && r.Words[f.from].Shape != nametag.Upper
}

// addressed reports whether what the tagger takes for an organization is a well-known place between commas, as in an address: ", Cape Town, 8012".
func (r *reader) addressed(f *reading) bool {
	for k := f.from; k < f.to; k++ {
		if e := r.Entry(k); e.Place() < 3 || e.Common() > 1 || r.is(k, isOrgHead|isOrgTail|isTrade|isLegal|isNotPerson) {
			return false
		}
	}
	if r.mark(f.to, ',') && r.figure(f.to+1, 2) && r.sameLine(f.to+1) && (!r.sameLine(f.from) || r.mark(f.from-1, '.')) && f.to-f.from < 3 {
		return true // "Ponta Grossa, 3 de fevereiro"
	}
	return r.mark(f.from-1, ',') && r.sameLine(f.from) && f.to-f.from < 3 && r.Words[f.from].Shape != nametag.Upper && r.mark(f.to, ',') && r.sameLine(f.to+1) && r.Words[f.to+1].Shape == nametag.Digit
}

// dateline takes the place in capitals that begins a report, "ZUTPHEN - De brand", and the one before a date, "Napoli, 19-01-2026".
func (r *reader) dateline() {
	for _, run := range r.Runs() {
		i := run.From
		if i >= len(r.Words) || r.sameLine(i) && r.adjoins(i) || r.owner[i] != 0 {
			continue
		}
		w, e := &r.Words[i], r.Entry(i)
		if e.Place() < 2 || e.First() > 1 || e.Common() > 1 || w.Flags&(ruleWords&^isAddressed) != 0 {
			continue
		}
		reported := w.Shape == nametag.Upper && w.Mode == nametag.Cased && w.Len() > 3 && r.sameLine(i+1) && r.Words[i+1].Space && (r.mark(i+1, '-') || r.Words[i+1].Shape == nametag.Punct && r.Words[i+1].Mark >= 0x80) && r.sameLine(i+2) && r.Words[i+2].Shape == nametag.Initial
		dated := w.Shape == nametag.Initial && r.mark(i+1, ',') && r.figure(i+2, 2) && r.sameLine(i+2) && r.anyMark(i+3, "-./") && r.figure(i+4, 4) && r.sameLine(i+4)
		if reported || dated {
			r.add(reading{from: i, to: i + 1, typ: pii.Location, score: 0.65, rule: rulePlace})
		}
	}
}
