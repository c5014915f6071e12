package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
)

// widen returns the first token of what stands before a street with commas and belongs to its address: "Flat 12, Corn Exchange House,",
// "Résidence Les Glycines, bât. B,", "c/o Lindner,", "3rd Floor,".
func (r *addressReader) widen(first int) int {
	for range 4 {
		if first == 0 {
			break
		}
		g := r.gap(first - 1)
		if g == gapWord && saidUnits().Has(r.ts[first-1].Hash) {
			first--
			continue
		}
		if g != gapComma && !(g == gapLine && first > 1 && r.building(r.lineStart(first-1), first-1)) {
			break
		}
		s := first
		for n := 0; s > 0 && n < 6 && (n == 0 || r.gap(s-1) == gapWord && r.ts[s].Flags&lex.LineStart == 0) && (r.opensPart(s-1) || streetLinks().Has(r.ts[s-1].Hash) && n > 0); n++ {
			s--
		}
		for s < first && (!r.opensPart(s) || !r.building(s, first-1)) {
			s++ // "à la ZI Nord", "Residents of The Gables"
		}
		if s == first || int(r.ts[s].Start) < r.until {
			break
		}
		first = s
	}
	return first
}

// lineStart returns the first token of the line that token k lies in, at most 6 tokens before it.
func (r *addressReader) lineStart(k int) int {
	for n := 0; n < 6 && k > 0 && r.ts[k].Flags&lex.LineStart == 0; n++ {
		k--
	}
	return k
}

// opensPart reports a token that can begin a part of an address.
func (r *addressReader) opensPart(k int) bool {
	t := r.ts[k]
	if t.Flags&lex.FirstUpper != 0 || t.Flags&lex.HasDigit != 0 || r.noCase() && (t.Len() > 2 || unitWords().Has(t.Hash)) && !notStreet().Has(t.Hash) && !stopsCity().Has(t.Hash) {
		return true
	}
	return partWords().Has(t.Hash) || t.Len() == 1 && r.careOf(k) || unitWords().Has(t.Hash) && k > 0 && r.gap(k-1) == gapWord && (floorWords().Has(r.ts[k-1].Hash) || r.ordinal(k-1))
}

// careOf reports "c/o" at token k.
func (r *addressReader) careOf(k int) bool {
	return k+1 < len(r.ts) && r.ts[k].Len() == 1 && r.b[r.ts[k].Start]|0x20 == 'c' && r.ts[k+1].Hash == hashO && r.ts[k+1].Start-r.ts[k].End == 1 && r.b[r.ts[k].End] == '/'
}

// building reports whether the tokens s to e name a part of an address: a unit with its number, a floor, a house.
func (r *addressReader) building(s, e int) bool {
	if s > e || dates.Month(r.ts[e].Hash).Month > 0 {
		return false
	}
	switch {
	case r.careOf(s):
		return e-s >= 2
	case e-s <= 1 && unitWords().Has(r.ts[s].Hash) && r.ts[s].Len() > 2 && s < e && (r.ts[e].Flags&lex.HasDigit != 0 && r.ts[e].Len() <= 5 || r.ts[e].Len() == 1):
		return true
	case e-s == 1 && r.ts[e].Hash == hashF && r.ts[s].Flags.AllDigits() && r.b[r.ts[s].End] == '/': // 12/F
		return true
	case e-s == 2 && r.ts[e].Hash == hashFlat && floorWords().Has(r.ts[s].Hash): // Ground Floor Flat
		return true
	case e-s == 1 && r.ts[s].Hash == hashNo && r.ts[e].Flags&lex.HasDigit != 0 && r.ts[e].Len() <= 5:
		return true
	case e-s == 1 && unitWords().Has(r.ts[e].Hash) && (floorWords().Has(r.ts[s].Hash) || r.ordinal(s)):
		return true
	case partWords().Has(r.ts[s].Hash) && (!r.noCase() || e > s || r.ts[s].Len() > 5) && (r.ts[s].Flags&lex.FirstUpper != 0 || r.ts[s].Len() > 3):
		return true
	}
	if r.noCase() {
		return e > s && e-s <= 2 && houseWords().Has(r.ts[e].Hash)
	}
	if last, city := r.postal(s); city && last == e {
		return true // "3812 EH Amersfoort, Soesterweg 311"
	}
	if e > s && r.institution(e) {
		return false // "Hop Kiln Medical Centre, 88 Bridge Rd"
	}
	named := e > s && r.ts[e].Flags&lex.FirstUpper != 0
	return named && (houseWords().Has(r.ts[e].Hash) || e-s <= 2 && r.ts[s].Hash == hashThe && r.ts[s].Flags&lex.FirstUpper != 0)
}

var (
	// saidUnits stand right before a house number: "flat three thirty one kelvin road".
	saidUnits = sync.OnceValue(func() *lex.Set { return lex.NewSet("flat", "unit", "apartment", "apt", "suite", "blk", "plot") })
	// partWords begin a part of an address.
	partWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("résidence", "residence", "bâtiment", "bât", "bat", "immeuble", "lotissement", "zi", "za", "zac", "hameau", "lieu", "hinterhaus", "vorderhaus", "seitenflügel",
			"haus", "gebäude", "edificio", "urbanización", "polígono", "residencial", "conjunto", "palazzo", "residenza", "scala", "gewerbepark", "gewerbegebiet", "domaine", "quartier", "villa", "casa", "château")
	})
	// houseWords end the name of a house.
	houseWords = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("house", "cottage", "court", "building", "buildings", "mill", "tower", "towers", "centre", "center", "farm", "lodge", "hall", "villa", "manor", "barn", "chambers",
			"mansions", "apartments", "estate", "living", "works", "exchange", "forge", "rectory", "vicarage", "manse", "grange", "residence", "bungalow", "snf", "annexe", "annex", "warehouse", "plaza", "arcade")
	})
	// streetAdjectives stand before a compound: "Obere Donaustraße", "Burgemeester de Vlugtlaan".
	streetAdjectives = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("obere", "untere", "alte", "neue", "große", "grosse", "kleine", "lange", "kurze", "hintere", "vordere", "äußere", "innere", "oberer", "unterer", "alter", "neuer", "langer",
			"hoher", "hohe", "burgemeester", "van", "de", "den", "der", "professor", "prof", "sint", "oude", "nieuwe", "koningin", "prins", "admiraal", "graaf", "eerste", "tweede", "derde", "lange", "korte",
			"s", "ter", "het")
	})
	// leadingArticles do not begin a street's name though they may stand inside of one.
	leadingArticles = sync.OnceValue(func() *lex.Set { return lex.NewSet("der", "den", "dem", "de", "het", "van", "ter") })
	// streetOf are the words that follow "Straße" in a name that begins with it.
	streetOf = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("des", "der", "am", "zum", "zur", "an", "im", "vom")
	})
)

// adjectives returns the first token of a compound's name that begins with words apart: "Obere Donaustraße".
func (r *addressReader) adjectives(first int) int {
	f := first
	if f > 1 && r.gap(f-1) == gapWord && r.ts[f].Flags&lex.LineStart == 0 && endsIn(r.b[r.ts[f-1].Start:r.ts[f-1].End], []string{"er"}) && r.ts[f-1].Flags&lex.FirstUpper != 0 &&
		(r.gap(f-2) != gapWord || r.ts[f-2].Flags&lex.FirstUpper == 0) {
		return f - 1 // Landstraßer Hauptstraße
	}
	for n := 0; f > 0 && n < 3 && r.gap(f-1) == gapWord && streetAdjectives().Has(r.ts[f-1].Hash) && r.ts[f].Flags&lex.LineStart == 0; n++ {
		f--
	}
	for f < first && (r.noCase() && leadingArticles().Has(r.ts[f].Hash) || !r.noCase() && r.ts[f].Flags&lex.FirstUpper == 0) && !(r.ts[f].Hash == hashS && r.ts[f].Start > 0 && r.b[r.ts[f].Start-1] == '\'') {
		f++
	}
	return f
}

// streetOfName reads "Straße des 17. Juni 135", "Platz der Republik 1" at the street word, token m; it reports whether there is one.
func (r *addressReader) streetOfName(m int) bool {
	k := m + 1
	if k+1 >= len(r.ts) || r.gap(m) != gapWord || !streetOf().Has(r.ts[k].Hash) || r.ts[m].Flags&lex.FirstUpper == 0 && !r.noCase() {
		return false
	}
	names := 0
	for k++; k < len(r.ts) && k <= m+6; k++ {
		if dot := r.ts[k-1].Flags.AllDigits() && r.ts[k].Start-r.ts[k-1].End == 2 && r.b[r.ts[k-1].End] == '.'; !dot && r.gap(k-1) != gapWord {
			return false
		}
		t := r.ts[k]
		if _, e := spoken.Ordinal(r.b, r.ts, k); e > k || t.Flags.AllDigits() && k+1 < len(r.ts) && r.b[t.End] == '.' && dates.Month(r.ts[k+1].Hash).Month > 0 {
			continue // the day of a name
		}
		if names > 0 {
			if v, e := spoken.Cardinal(r.b, r.ts, k); e > k && v > 0 {
				end, _ := r.tail(e-1, tailCode)
				r.emit(m, end, 0.86, ruleAddressBefore)
				return true
			}
			if r.houseNumber(k) && t.Len() <= 4 {
				end, _ := r.tail(r.numberLetter(k), tailCode)
				r.emit(m, end, 0.9, ruleAddressBefore)
				return true
			}
		}
		if t.Flags&lex.HasDigit != 0 || !r.capital(k) && !streetLinks().Has(t.Hash) {
			return false
		}
		names++
	}
	return false
}

// numberLetter returns the last token of the house number at token k: "3 b", "12-14", "19/3".
func (r *addressReader) numberLetter(k int) int {
	n := k + 1
	if n >= len(r.ts) {
		return k
	}
	t, d := r.ts[n], int(r.ts[n].Start-r.ts[k].End)
	switch {
	case d == 1 && r.b[r.ts[k].End] == ' ' && t.Len() == 1 && lex.IsLetter(r.b[t.Start]) && (n+1 >= len(r.ts) || r.gap(n) != gapWord):
		return n
	case d == 1 && t.Flags.AllDigits() && t.Len() <= 3 && (r.b[r.ts[k].End] == '-' || r.b[r.ts[k].End] == '/'):
		return n
	case d == 1 && r.b[r.ts[k].End] == '-' && r.ts[n].Flags.AllUpper() && t.Len() <= 3 && allOf(r.b[t.Start:t.End], "IV"):
		return n // 204-II, the floor of a house in the Netherlands
	case d == 1 && (t.Hash == hashBis || t.Hash == hashTer):
		return n
	}
	return k
}

// square reads the squares of Mannheim, "C 4, 12" and "Q7, 24", at the house number, token k.
func (r *addressReader) square(k int) bool {
	if k == 0 || r.ts[k-1].Len() > 2 || r.ts[k].Len() > 3 || r.gap(k-1) != gapComma {
		return false
	}
	first := k - 1
	w := r.b[r.ts[first].Start:r.ts[first].End]
	switch {
	case len(w) == 2 && w[0]|0x20 >= 'a' && w[0]|0x20 <= 'u' && w[1] >= '1' && w[1] <= '7':
	case len(w) == 1 && w[0] >= '1' && w[0] <= '7' && first > 0 && r.ts[first-1].Len() == 1 && lex.IsLetter(r.b[r.ts[first-1].Start]) && r.ts[first].Start-r.ts[first-1].End == 1:
		first--
	default:
		return false
	}
	last := k + 1
	if last < len(r.ts) && r.ts[last].Flags.AllDigits() && r.ts[last].Len() == 5 && r.gap(k) <= gapLine {
		last++
	} else if last < len(r.ts) && r.ts[last].Hash == hashIn {
		last++
	}
	if last >= len(r.ts) || r.ts[last].Hash != hashMannheim || r.gap(last-1) > gapComma {
		return false
	}
	r.emit(first, last, 0.9, ruleAddressCode)
	return true
}

// named reads a place without a house number before the postal code at token h+1: "Lieu-dit Kerdavid, 56340 Carnac". end is the last
// token of the city.
func (r *addressReader) named(h, end int) bool {
	for k := h; k >= 0 && k > h-7; k-- {
		if namedPlaces().Has(r.ts[k].Hash) && (r.ts[k].Flags&lex.FirstUpper != 0 || r.ts[k].Len() > 2) && k < h {
			e, _ := r.tail(end, tailCode)
			r.emit(k, e, 0.75, ruleAddressCode)
			return true
		}
		if k > 0 && (r.gap(k-1) == gapEnd || r.gap(k-1) == gapLine) || !r.capital(k) && !streetLinks().Has(r.ts[k].Hash) && r.ts[k].Hash != hashDit {
			return false
		}
	}
	return false
}

var (
	namedPlaces = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("lieu", "hameau", "résidence", "quartier", "ferme", "château", "domaine", "zi", "za", "zac", "mas", "moulin", "cortijo", "finca", "masía", "caserío", "località", "frazione", "contrada", "cascina",
			"hof", "gut", "mühle", "forsthaus", "schloss", "polígono", "urbanización")
	})
	hashSingapore = lex.HashString("singapore")
	hashF         = lex.HashString("f")
	hashNo        = lex.HashString("no")
	hashFlat      = lex.HashString("flat")
	hashDit       = lex.HashString("dit")
	hashMannheim  = lex.HashString("mannheim")
)

// cityHyphen returns the last token of a city whose name goes on behind a hyphen: "Leigh-on-Sea".
func (r *addressReader) cityHyphen(last int) int {
	for n := 0; n < 4 && last+1 < len(r.ts) && r.ts[last+1].Start-r.ts[last].End == 1 && r.b[r.ts[last].End] == '-' && r.ts[last+1].Flags&lex.HasDigit == 0; n++ {
		last++
	}
	return last
}

// looseCity reports a city at token n that text without capitals names behind a street; g is the gap before it.
func (r *addressReader) looseCity(n, m int, g addressGap) bool {
	return r.noCase() && (g == gapComma || g == gapWord && (m > 1 || r.ts[n].Len() >= 6)) && cities.Match(r.b, r.ts, n) == m && !notStreet().Has(r.ts[n].Hash) && !unitWords().Has(r.ts[n].Hash)
}

// gluedUnit reports "Unit508" and "Apt4" at token n.
func (r *addressReader) gluedUnit(n int) bool {
	w := r.b[r.ts[n].Start:r.ts[n].End]
	k := 0
	for k < len(w) && lex.IsLetter(w[k]) {
		k++
	}
	return k >= 3 && k < len(w) && len(w)-k <= 4 && allDigits(w[k:]) && unitWords().Has(lex.Hash(w[:k]))
}

// province returns the token of a province in brackets behind a city, "40121 Bologna (BO)", or last.
func (r *addressReader) province(last int, parts addressParts) int {
	if parts&partCity == 0 || last+1 >= len(r.ts) || string(r.b[r.ts[last].End:r.ts[last+1].Start]) != " (" {
		return last
	}
	for k := last + 1; k < len(r.ts) && k < last+4; k++ {
		if k > last+1 && r.gap(k-1) != gapWord || r.ts[k].Flags&(lex.FirstUpper) == 0 && !r.noCase() && !streetLinks().Has(r.ts[k].Hash) || r.ts[k].Flags&lex.HasDigit != 0 {
			return last
		}
		if e := int(r.ts[k].End); e < len(r.b) && r.b[e] == ')' {
			return k
		}
	}
	return last
}

// postalAfterWords reports up to four capitalised words at token n and a postal code behind them: "Wembley, London HA9 0WS".
func (r *addressReader) postalAfterWords(n int) bool {
	for e := n; e < len(r.ts) && e < n+4; e++ {
		if r.ts[e].Flags&lex.HasDigit != 0 || !r.capital(e) {
			return false
		}
		if r.gap(e) > gapLine {
			return false
		}
		if r.postalAt(e + 1) {
			return true
		}
	}
	return false
}
