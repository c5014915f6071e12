package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
)

const (
	maxStreetWords = 6
	maxBack        = 240 // bytes that an address may begin before its anchor
	maxTail        = 300 // bytes that may follow a street
	yearLow        = 1900
	yearHigh       = 2099
)

// behind reads "12 High Street" at the street word, token m.
func (r *addressReader) behind(m, id int) {
	if id >= germanBehind && id < germanBehind+germanBehinds && r.streetOfName(m) {
		return
	}
	if r.ts[m].Flags&lex.FirstUpper == 0 && !r.noCase() && id >= surelyBehind {
		return
	}
	if id < livedBehind && !r.noCase() && r.lived(m) {
		return
	}
	first, names := -1, 0
	if rare := id >= rarelyBehind; rare && r.noCase() || !rare && r.blockOf(m) {
		return
	}
	for k := m - 1; k >= 0 && k >= m-maxStreetWords && (r.gap(k) == gapWord || names > 0 && r.numbered(k)) && !r.wide(k) && r.ts[m].Start-r.ts[k].Start < maxBack; k-- {
		if r.ts[k].Flags&lex.HasDigit != 0 {
			if r.ordinal(k) {
				names++
				continue
			}
			if r.houseNumber(k) {
				first = r.widenNumber(k)
			}
			break
		}
		if timeUnits[r.ts[k].Hash] {
			return
		}
		if v, e := spoken.Ordinal(r.b, r.ts, k); e == k+1 && v > 0 { // "forty second street"
			names++
			if k > 0 && v < 10 && r.gap(k-1) == gapWord && saidTens().Has(r.ts[k-1].Hash) {
				k--
			}
			continue
		}
		if s := r.spokenNumber(k); s >= 0 && names > 0 && !(id >= germanBehind && id < germanBehind+germanBehinds) {
			first = s
			break
		}
		if s := r.letteredNumber(k); s >= 0 && names > 0 {
			first = s
			break
		}
		direction := directionWords().Has(r.ts[k].Hash) && k > m-3
		link := streetLinks().Has(r.ts[k].Hash)
		if notStreet().Has(r.ts[k].Hash) && r.ts[k].Flags&lex.FirstUpper == 0 && !(link && !r.noCase()) || !r.capital(k) && !link && !direction {
			return
		}
		if (!direction || streetBehind[id] != "dr") && (!link || r.noCase() || direction) {
			names++
		}
	}
	if id >= rarelyBehind && (first < 0 || names > 2 || !r.ts[first].Flags.AllDigits()) {
		return
	}
	if first < 0 || names == 0 && streetBehind[id] != "broadway" || r.yearBefore(first) || r.counted(first) || first > 0 && r.gap(first-1) == gapWord && pageWords().Has(r.ts[first-1].Hash) {
		return
	}
	last := m
	for last+1 < len(r.ts) && r.gap(last) == gapWord && last < m+2 {
		h := r.ts[last+1].Hash
		if w := r.ts[last+1]; w.Flags.AllDigits() && w.Len() <= 2 && r.gap(last+1) == gapWord && bytes.IndexByte(r.b[w.End:r.ts[min(last+2, len(r.ts)-1)].Start], '#') >= 0 {
			last++ // Ang Mo Kio Ave 6 #08-12
			continue
		}
		if bytes.IndexByte(r.b[r.ts[last].End:r.ts[last+1].Start], '#') >= 0 {
			break // a unit
		}
		if w := r.ts[last+1]; numberedRoad().Has(r.ts[last].Hash) && w.Len() <= 4 && (w.Flags.AllDigits() || w.Flags.AllUpper() && w.Len() <= 2 && !stateCodes().Has(h) || w.Len() == 1 && w.Flags&lex.FirstUpper != 0) {
			last++
			continue
		}
		if numberedRoad().Has(r.ts[last].Hash) && r.noCase() {
			if v, e := spoken.Cardinal(r.b, r.ts, last+1); e > last+1 && v > 0 {
				last = e - 1
				break
			}
		}
		if directionWords().Has(h) && (r.ts[last+1].Flags&lex.FirstUpper != 0 || r.noCase() && r.ts[last+1].Len() > 2) || r.ts[last+1].Flags&lex.FirstUpper != 0 && behindWord(h) {
			last++
			continue
		}
		break
	}
	if r.gap(last) == gapComma && directionWords().Has(r.ts[last+1].Hash) && r.ts[last+1].Flags&lex.FirstUpper != 0 {
		last++
		if last+1 < len(r.ts) && r.ts[last].Len() == 1 && r.ts[last+1].Len() == 1 && directionWords().Has(r.ts[last+1].Hash) {
			last++ // N.W.
		}
	}
	end, parts := r.tail(last, tailEnglish)
	start := r.unitBefore(first)
	placed := first > 0 && r.gap(first-1) == gapWord && placePreps().Has(r.ts[first-1].Hash)
	score := float32(0.72)
	switch {
	case id >= rarelyBehind && start == first && parts&(partPostal|partState|partUnit) == 0 && !(parts&partCity != 0 && r.gap(last) == gapComma) &&
		!(id < hardlyBehind && placed && r.ts[first].Len() > 2 && !r.capitalAhead(last)):
		return
	case id >= rarelyBehind && parts&(partPostal|partState) == 0:
		score = 0.6
	case parts&(partPostal|partState) != 0:
		score = 0.9
	case parts&partCity != 0:
		score = 0.8
	case r.noCase() && id >= surelyBehind:
		if parts == 0 && !(placed && (r.ends(end) || clippedStreet(streetBehind[id]))) {
			return
		}
		score = 0.55
	case r.noCase():
		score = 0.62
	case id >= surelyBehind && r.ts[m].Len() > 2:
		score = 0.6
	}
	r.emit(start, end, score, ruleAddressBehind)
}

// clippedStreet reports a street word that nobody writes for anything else.
func clippedStreet(w string) bool {
	switch w {
	case "st", "rd", "ln", "dr", "cres", "gdns", "hwy", "sq":
		return true
	}
	return false
}

// lived reads the street that somebody lives in without a number, "lives on Maple Street", at the street word, token m.
func (r *addressReader) lived(m int) bool {
	for k := m - 1; k > 1 && k > m-4 && r.gap(k) == gapWord && r.gap(k-1) == gapWord && r.ts[k].Flags&lex.FirstUpper != 0; k-- {
		if r.ts[k-1].Hash == hashOf && r.gap(k-2) == gapComma && !r.capitalAhead(m) { // Ann Lee, 37, of Mill Lane, Grays
			end, _ := r.tail(m, tailEnglish)
			r.emit(k, end, 0.6, ruleAddressBehind)
			return true
		}
		if r.ts[k-1].Flags&lex.FirstUpper != 0 || streetLinks().Has(r.ts[k-1].Hash) && !streetPreps().Has(r.ts[k-1].Hash) {
			continue
		}
		if r.capitalAhead(m) || !streetPreps().Has(r.ts[k-1].Hash) || r.gap(k-2) != gapWord || !dwellWords().Has(r.ts[k-2].Hash) {
			return false
		}
		end, _ := r.tail(m, tailEnglish)
		r.emit(k, end, 0.6, ruleAddressBehind)
		return true
	}
	return false
}

var streetPrepsValue, dwellWordsValue lazy.Value[*lex.Set]

func streetPreps() *lex.Set { return streetPrepsValue.Get(makeStreetPreps) }

func makeStreetPreps() *lex.Set { return lex.NewSet("on", "in", "at", "to", "off", "near", "from") }

// dwellWords stand before the preposition of the street that somebody lives in.
func dwellWords() *lex.Set { return dwellWordsValue.Get(makeDwellWords) }

func makeDwellWords() *lex.Set {
	return lex.NewSet("live", "lives", "lived", "living", "reside", "resides", "resided", "residing", "moved", "moving", "home", "house", "flat", "apartment", "condo", "bungalow", "residence", "dwelling", "property", "room", "lodgings", "lodging", "resident", "residents",
		"neighbor", "neighbour", "up")
}

// numbered reports a number behind a word for houses and a comma behind it, "Plot 22, Admiralty Way", "number 42, Elm Grove", at token k.
func (r *addressReader) numbered(k int) bool {
	return k > 0 && r.gap(k) == gapComma && r.ts[k].Flags&lex.HasDigit != 0 && r.gap(k-1) == gapWord && houseNumberWords().Has(r.ts[k-1].Hash)
}

var houseNumberWordsValue lazy.Value[*lex.Set]

func houseNumberWords() *lex.Set { return houseNumberWordsValue.Get(makeHouseNumberWords) }

func makeHouseNumberWords() *lex.Set {
	return lex.NewSet("plot", "house", "number", "no", "nr", "hno", "door", "block", "blk", "villa", "bungalow", "shop", "stand", "erf", "lot")
}

// capitalAhead reports another capitalised word behind token k: the name goes on.
func (r *addressReader) capitalAhead(k int) bool {
	return k+1 < len(r.ts) && r.gap(k) == gapWord && r.ts[k+1].Flags&lex.FirstUpper != 0
}

// blockOf reads "1400 block of Vine St" at the street word, token m.
func (r *addressReader) blockOf(m int) bool {
	for k := m - 1; k > 1 && k > m-4 && r.gap(k) == gapWord; k-- {
		if r.ts[k].Hash == hashOf && r.ts[k-1].Hash == hashBlock && r.ts[k-2].Flags.AllDigits() && r.gap(k-1) == gapWord && r.gap(k-2) == gapWord && r.capital(k+1) {
			end, _ := r.tail(m, tailEnglish)
			r.emit(k-2, end, 0.65, ruleAddressBehind)
			return true
		}
	}
	return false
}

var hashSur = lex.HashString("sur")

var hashBlock = lex.HashString("block")

// wide reports two blanks behind token k: a column ends there.
func (r *addressReader) wide(k int) bool {
	e := r.ts[k].End
	return r.ts[k+1].Start-e > 1 && r.b[e] == ' ' && r.b[e+1] == ' '
}

// counted reports a result, "0-0", or a measure behind the number, token k: "3 Tbsp Finely Sliced Green".
func (r *addressReader) counted(k int) bool {
	t, next := r.ts[k], r.ts[k+1]
	return measures().Has(next.Hash) || t.Len() == 1 && next.Len() == 1 && next.Flags.AllDigits() && r.b[t.End] == '-'
}

var measuresValue lazy.Value[*lex.Set]

func measures() *lex.Set { return measuresValue.Get(makeMeasures) }

func makeMeasures() *lex.Set {
	return lex.NewSet("tbsp", "tsp", "cup", "cups", "oz", "lb", "lbs", "g", "kg", "ml", "tablespoon", "tablespoons", "teaspoon", "teaspoons", "pound", "pounds", "ounce", "ounces", "cloves", "slices", "cans", "pcs", "x")
}

var pageWordsValue lazy.Value[*lex.Set]

// pageWords stand before numbers that are no house numbers: "page 42 b Harrow Street".
func pageWords() *lex.Set { return pageWordsValue.Get(makePageWords) }

func makePageWords() *lex.Set {
	return lex.NewSet("page", "pages", "chapter", "figure", "fig", "table", "line", "item", "verse", "version", "paragraph", "section", "exhibit", "slide", "bus", "tram", "over", "than", "only", "just", "another", "these", "those",
		"first", "last", "next", "some", "around", "nearly", "almost")
}

var saidTensValue lazy.Value[*lex.Set]

func saidTens() *lex.Set { return saidTensValue.Get(makeSaidTens) }

func makeSaidTens() *lex.Set {
	return lex.NewSet("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
}

// placePreps are words before an address in text without capitals.
var placePrepsValue lazy.Value[*lex.Set]

func placePreps() *lex.Set { return placePrepsValue.Get(makePlacePreps) }

func makePlacePreps() *lex.Set {
	return lex.NewSet("at", "from", "to", "s", "is", "street", "of", "address")
}

// unitBefore returns the first token of a unit that stands before a house number: "Flat 2, 14 Church Lane".
func (r *addressReader) unitBefore(first int) int {
	for range 3 {
		if first < 2 || r.gap(first-1) > gapLine || r.gap(first-2) != gapWord || !unitWords().Has(r.ts[first-2].Hash) || r.ts[first-2].Len() < 3 ||
			(r.ts[first-1].Flags&lex.HasDigit == 0 || r.ts[first-1].Len() > 4) && r.ts[first-1].Len() != 1 {
			break
		}
		first -= 2
	}
	return first
}

func behindWord(h uint64) bool {
	return streetBehindSet().Has(h)
}

// widenNumber returns the first token of the house number that ends with token k: "12-14", "10 1/2", "100 East 42".
func (r *addressReader) widenNumber(k int) int {
	for n := 0; n < 2 && k > 0 && r.gap(k-1) == gapWord && r.ts[k-1].Flags&lex.HasDigit != 0 && r.houseNumber(k-1); n++ {
		k--
	}
	if k > 1 && directionWords().Has(r.ts[k-1].Hash) && r.gap(k-1) == gapWord && r.gap(k-2) == gapWord && r.ts[k-2].Flags.AllDigits() && r.houseNumber(k-2) {
		return k - 2
	}
	return k
}

// spokenNumber returns the first token of a spoken number that ends with token k, or -1.
func (r *addressReader) spokenNumber(k int) int {
	first := -1
	if k > 1 && !r.ts[k].Flags.AllDigits() { // digit by digit: "one oh four"
		var run spoken.Run
		for s := max(0, k-4); s <= k-2; s++ {
			if spoken.Parse(&run, r.b, r.ts, s); run.End == k+1 && run.N >= 3 && run.N <= 5 && run.Pauses == 0 && run.Words == k+1-s {
				return s
			}
		}
	}
	for s := k; s >= 0 && s > k-6; s-- {
		if v, e := spoken.Cardinal(r.b, r.ts, s); e == s || v == 0 && first < 0 {
			break
		} else if e >= k+1 || first >= 0 {
			first = s
		}
	}
	return first
}

// yearBefore reports a year behind "in" or "since" that only looks like a house number.
func (r *addressReader) yearBefore(first int) bool {
	t := r.ts[first]
	v := 0
	if !t.Flags.AllDigits() || t.Len() != 4 || first == 0 {
		return false
	}
	for _, c := range r.b[t.Start:t.End] {
		v = v*10 + int(c-'0')
	}
	return v >= yearLow && v <= yearHigh && (datePreps()[r.ts[first-1].Hash]&prepYear != 0 || dates.Month(r.ts[first-1].Hash).Month > 0)
}
