package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

var streetBehindSetValue lazy.Value[*lex.Set]

func streetBehindSet() *lex.Set { return streetBehindSetValue.Get(makeStreetBehindSet) }

func makeStreetBehindSet() *lex.Set {
	return lex.NewSet(streetBehind...)
}

var streetBeforeSetValue lazy.Value[*lex.Set]

func streetBeforeSet() *lex.Set { return streetBeforeSetValue.Get(makeStreetBeforeSet) }

func makeStreetBeforeSet() *lex.Set {
	return lex.NewSet(streetBefore...)
}

var standaloneStreetValue lazy.Value[*lex.Set]

func standaloneStreet() *lex.Set { return standaloneStreetValue.Get(makeStandaloneStreet) }

func makeStandaloneStreet() *lex.Set {
	return lex.NewSet("str", "straße", "strasse", "platz", "weg", "allee", "ring", "gasse", "damm", "ufer", "chaussee", "straat", "laan", "plein", "kade", "gracht")
}

// tailKind says in which order city and postal code stand.
type tailKind uint8

const (
	tailEnglish tailKind = iota // city, state, code
	tailCode                    // code city
)

// addressParts are the parts that follow a street.
type addressParts uint8

const (
	partUnit addressParts = 1 << iota
	partPostal
	partCity
	partState
	partCountry
)

// tail reads what follows a street that ends with token last: unit, code, city, state, country.
func (r *addressReader) tail(last int, kind tailKind) (end int, parts addressParts) {
	street := r.ts[last].End
	for range 9 {
		n := last + 1
		g := r.gap(last)
		if n >= len(r.ts) || g == gapEnd || r.ts[n].End-street > maxTail {
			break
		}
		if e := r.unit(n, kind, g); e > last && parts&(partPostal|partCity) == 0 {
			last = e
			parts |= partUnit
			continue
		}
		if e := r.floor(n); kind == tailCode && e > last && parts&(partUnit|partPostal|partCity) == 0 {
			last = e
			parts |= partUnit
			continue
		}
		if e := r.linkedCity(n, kind); (g == gapWord || g == gapComma && (kind == tailCode || r.ts[n].Hash == hashDe)) && e > last && parts&(partPostal|partCity) == 0 {
			last = e
			parts |= partCity
			continue
		}
		if e, city := r.saidPostal(n, kind); e > last && parts&partPostal == 0 && g <= gapComma && (kind == tailCode || parts&(partCity|partState) != 0 || r.ts[n].Len() <= 2) {
			last = e
			parts |= partPostal
			if city {
				parts |= partCity
			}
			continue
		}
		if parts&(partState|partPostal) == partState && g == gapWord && r.ts[last].Len() <= 3 && provinceCodes().Has(r.ts[last].Hash) && r.australian(n) {
			last = n
			parts |= partPostal
			continue
		}
		if kind == tailEnglish && parts&(partCity|partPostal) == partCity && g <= gapComma && r.ts[n].Len() == 4 && r.ts[n].Flags.AllDigits() && !bareYear(r.b[r.ts[n].Start:r.ts[n].End]) && r.ends(n) {
			last = n // South Africa
			parts |= partPostal
			continue
		}
		if r.ts[last].Hash == hashSingapore && r.ts[n].Len() == 6 && r.ts[n].Flags.AllDigits() && g == gapWord {
			last = n
			parts |= partPostal
			continue
		}
		if e, city := r.postal(n); e > last && parts&partPostal == 0 {
			last = e
			parts |= partPostal
			if city {
				parts |= partCity
			}
			continue
		}
		if e := r.state(n); e > last && !(parts&partCity == 0 && e+1 < len(r.ts) && r.gap(e) <= gapComma && r.state(e+1) > e) && parts&partState == 0 && (parts&partCity != 0 || r.postalAt(e+1)) && (kind == tailEnglish || r.gap(e) == gapWord && r.postalAt(e+1)) {
			last = e
			parts |= partState
			continue
		}
		if e := r.city(n, g); e > last && parts&partState == 0 && (parts&partCity == 0 || kind == tailEnglish && parts&(partPostal|partCountry) == 0) {
			last = e
			parts |= partCity
			continue
		}
		if e := r.country(n); e > last && (parts&(partPostal|partCity) != 0 || g != gapWord) {
			last = e
			parts |= partCountry
		}
		break
	}
	return r.province(last, parts), parts
}

// unit reads "Apt 4", "#12", "Second Floor", "3D", "2º A", "piso 3" and returns its last token, n-1 if there is none.
func (r *addressReader) unit(n int, kind tailKind, g addressGap) int {
	t := r.ts[n]
	next := n + 1
	ok := func(i int) bool { // the number of a unit
		return i < len(r.ts) && r.gap(i-1) == gapWord && (r.ts[i].Flags&lex.HasDigit != 0 && r.ts[i].Len() <= 6 || r.ts[i].Len() == 1 || directionWords().Has(r.ts[i].Hash) && r.ts[i].Flags&lex.FirstUpper != 0)
	}
	hash := false
	for _, c := range r.b[r.ts[n-1].End:t.Start] {
		hash = hash || c == '#'
	}
	switch {
	case unitWords().Has(t.Hash) && t.Len() > 2 && (r.noCase() || t.Len() > 3 && g == gapWord) && r.saidUnit(next) > n:
		return r.saidUnit(next)
	case g <= gapComma && r.gluedUnit(n):
		return n
	case hash && unitWords().Has(t.Hash) && ok(next):
		return next
	case hash && t.Len() <= 6 && next < len(r.ts) && r.ts[next].Start-t.End == 1 && r.b[t.End] == '-' && r.ts[next].Flags&lex.HasDigit != 0:
		return next
	case hash && t.Len() <= 6:
		return n
	case unitWords().Has(t.Hash) && ok(next):
		if next+1 < len(r.ts) && kind == tailCode && r.gap(next) == gapWord && r.ts[next+1].Len() == 1 {
			return next + 1
		}
		return next
	case kind == tailCode && unitWords().Has(t.Hash) && t.Len() <= 6 && g <= gapComma && (t.Flags&lex.FirstUpper != 0 || t.Len() >= 4 || g == gapWord):
		return n
	case (floorWords().Has(t.Hash) || r.ordinal(n)) && next < len(r.ts) && r.gap(n) == gapWord && unitWords().Has(r.ts[next].Hash):
		return next
	case kind == tailCode && g <= gapComma && t.Flags&lex.HasDigit != 0 && t.Len() <= 5 && !r.postalAt(n) && !(t.Flags.AllDigits() && t.Len() > 2):
		if next < len(r.ts) && r.ts[next].Len() == 2 && r.b[r.ts[next].Start] == 0xc2 { // 4.º C
			if next+1 < len(r.ts) && r.gap(next) == gapWord && (r.ts[next+1].Len() == 1 || flatSides().Has(r.ts[next+1].Hash)) {
				if o := next + 2; o < len(r.ts) && r.ts[o].Len() == 2 && r.b[r.ts[o].Start] == 0xc2 && r.gap(o-1) == gapWord {
					return o // 1.º 2.ª
				}
				return next + 1
			}
			return next
		}
		if next < len(r.ts) && string(r.b[t.End:r.ts[next].Start]) == ". " && (floorNames().Has(r.ts[next].Hash) || stairSides().Has(r.ts[next].Hash)) { // 2. OG, 2. tv
			if next+1 < len(r.ts) && r.gap(next) == gapWord && stairSides().Has(r.ts[next+1].Hash) {
				return next + 1
			}
			return next
		}
		if next < len(r.ts) && r.gap(n) == gapWord && r.ts[next].Len() <= 2 && (r.ts[next].Flags&(lex.FirstUpper|lex.HasDigit) != 0) {
			return next
		}
		return n
	case kind == tailCode && g <= gapComma && t.Len() == 1 && t.Flags&lex.FirstUpper != 0 && !(int(t.End) < len(r.b) && r.b[t.End] == '-'):
		return n
	case kind == tailEnglish && g == gapComma && t.Flags&lex.HasDigit != 0 && t.Len() <= 3 && next < len(r.ts) && r.gap(n) != gapWord && lex.IsLetter(r.b[t.End-1]) && !r.ordinal(n):
		return n
	}
	return n - 1
}

var flatSidesValue lazy.Value[*lex.Set]

// flatSides are sides of a stair in Portugal and Spain: "3.º Dto".
func flatSides() *lex.Set { return flatSidesValue.Get(makeFlatSides) }

func makeFlatSides() *lex.Set {
	return lex.NewSet("dto", "dta", "esq", "dir", "fte", "frente", "izq", "izda", "dcha", "drt", "int", "ext", "centro", "cto")
}

var stairSidesValue lazy.Value[*lex.Set]

// stairSides are sides of a stair behind the floor in Germany and Denmark: "2. OG links", "2. tv".
func stairSides() *lex.Set { return stairSidesValue.Get(makeStairSides) }

func makeStairSides() *lex.Set {
	return lex.NewSet("links", "rechts", "mitte", "li", "re", "tv", "th", "mf")
}

var floorNamesValue lazy.Value[*lex.Set]

func floorNames() *lex.Set { return floorNamesValue.Get(makeFloorNames) }

func makeFloorNames() *lex.Set {
	return lex.NewSet("og", "ug", "eg", "stock", "etage", "obergeschoss", "stiege")
}

// postalAt reports a postal code at token n.
func (r *addressReader) postalAt(n int) bool {
	if n >= len(r.ts) {
		return false
	}
	if e, _ := r.postal(n); e >= n {
		return true
	}
	if r.ts[n].Len() > 2 || r.ts[n].Flags&lex.HasDigit != 0 {
		return false
	}
	e, _ := r.saidPostal(n, tailEnglish)
	return e >= n
}

var countryPrefixValue lazy.Value[*lex.Set]

func countryPrefix() *lex.Set { return countryPrefixValue.Get(makeCountryPrefix) }

func makeCountryPrefix() *lex.Set {
	return lex.NewSet("d", "a", "ch", "f", "l", "e", "i", "nl", "b", "at", "de", "fr")
}

func dutchCode(w []byte) bool {
	for i, c := range w {
		if i < 4 && !lex.IsDigit(c) || i >= 4 && !lex.IsUpper(c) {
			return false
		}
	}
	return w[0] != '0'
}

// sentence reports a dot and a blank behind token k, which is no abbreviation.
func (r *addressReader) sentence(k int) bool {
	e := int(r.ts[k].End)
	return e+1 < len(r.b) && r.b[e] == '.' && r.b[e+1] == ' ' && r.ts[k].Len() > 3
}

// dutchLower reports the letters of a Dutch postal code in text without capitals, at token c: a known city follows.
func (r *addressReader) dutchLower(c int) bool {
	return r.noCase() && c+1 < len(r.ts) && r.ts[c].Len() == 2 && r.ts[c].Flags&(lex.HasDigit|lex.NonASCII) == 0 && r.gap(c) == gapWord && cities.Match(r.b, r.ts, c+1) > 0
}

// cityWords reads a city's name behind a postal code at token n and returns its last token, n-1 if there is none.
func (r *addressReader) cityWords(n int) int {
	if n >= len(r.ts) || r.gap(n-1) > gapComma {
		return n - 1
	}
	last := n - 1
	if m := cities.Match(r.b, r.ts, n); m > 0 && (r.ts[n].Flags&lex.FirstUpper != 0 || r.noCase() || r.ts[n].Len() > 5) {
		last = n + m - 1
	} else if r.noCase() && n > 1 && r.gap(n-1) == gapWord && (r.gap(n-2) == gapComma || r.gap(n-2) == gapLine) && r.ts[n-1].Len() == 5 && r.ts[n].Len() > 3 && r.ts[n].Flags&lex.HasDigit == 0 && !notStreet().Has(r.ts[n].Hash) && !stopsCity().Has(r.ts[n].Hash) && r.ts[n].Flags&lex.LineStart == 0 {
		return r.cityHyphen(n)
	}
	for k := last + 1; k < len(r.ts) && k < n+5; k++ {
		if k > n && (r.gap(k-1) != gapWord || r.sentence(k-1) && last >= n) {
			break
		}
		if p := r.ts[k-1]; k > n && last >= n && p.Len() == 2 && p.Flags.AllUpper() && r.b[p.End] == '.' {
			break // the province, at the end of a sentence
		}
		h := r.ts[k].Hash
		if r.ts[k].Flags&lex.FirstUpper != 0 && r.ts[k].Flags&lex.HasDigit == 0 {
			if r.ts[k].Flags&lex.LineStart != 0 || k > n && last >= n && stopsCity().Has(h) {
				break
			}
			last = k
		} else if !(last >= n && streetLinks().Has(h) && !cityStops().Has(h)) {
			if last >= n && r.ts[k].Flags.AllDigits() && r.ts[k-1].Hash == hashCedex {
				last = k
			}
			break
		}
	}
	return last
}

// cityStops are links of streets that end a city's name: another address or sentence follows.
var cityStopsValue lazy.Value[*lex.Set]

func cityStops() *lex.Set { return cityStopsValue.Get(makeCityStops) }

func makeCityStops() *lex.Set {
	return lex.NewSet("und", "and", "y", "et", "e", "en", "in", "zum", "zur")
}

var (
	hashCedex = lex.HashString("cedex")
	stopsCity = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("tel", "telefon", "phone", "email", "e", "mail", "mobil", "mobile", "fax", "tél", "teléfono", "i", "and", "und", "he", "she", "we", "is", "on", "date", "dob", "born",
			"my", "mon", "ma", "mes", "numéro", "mein", "meine", "ich", "mi", "número", "mijn", "nummer", "number", "erreichbar", "tfno", "telf", "tlf", "telfs", "teléfonos", "télécopie", "telefax", "correo", "móvil", "cel", "tfn")
	})
)

// city reads a city at token n behind a gap g and returns its last token, n-1 if there is none.
func (r *addressReader) city(n int, g addressGap) int {
	t := r.ts[n]
	upper := t.Flags&lex.FirstUpper != 0
	if t.Hash == hashPO || t.Flags&lex.HasDigit != 0 || !upper && !r.noCase() || stopsCity().Has(t.Hash) {
		return n - 1
	}
	m := cities.Match(r.b, r.ts, n)
	follows := func(e int) bool { // a state, code or country stands behind token e
		return e+1 < len(r.ts) && r.gap(e) <= gapLine && (r.postalAt(e+1) || r.state(e+1) > e || r.gap(e) != gapLine && r.country(e+1) > e)
	}
	if m > 0 && (upper && (g != gapLine || follows(n+m-1)) || follows(n+m-1) || r.looseCity(n, m, g)) {
		return r.district(r.cityHyphen(n + m - 1))
	}
	if !upper && !r.noCase() {
		return n - 1
	}
	for e := n; e < len(r.ts) && e < n+4; e++ {
		if e > n && (r.gap(e-1) != gapWord || r.ts[e].Flags&lex.HasDigit != 0 || !r.capital(e) && !streetLinks().Has(r.ts[e].Hash)) {
			break
		}
		if r.gap(e) <= gapLine && (r.postalAt(e+1) || e+1 < len(r.ts) && r.b[r.ts[e].End] != '-' && r.state(e+1) > e && (r.gap(e) == gapComma || r.ts[e+1].Flags.AllUpper() && !r.ts[e].Flags.AllUpper() || r.postalAt(r.state(e+1)+1) || r.australian(r.state(e+1)+1))) {
			return e
		}
		if upper && g != gapWord && r.gap(e) == gapComma && e+2 < len(r.ts) && (r.postalAfterWords(e + 1)) {
			return e
		}
		if upper && g == gapComma && r.gap(e) == gapComma && e+1 < len(r.ts) && r.ts[n].Len() > 2 && r.ts[e+1].Flags&lex.FirstUpper != 0 && cities.Match(r.b, r.ts, e+1) > 0 && !titles().Has(r.ts[n].Hash) && dates.Month(r.ts[n].Hash).Month == 0 {
			return e // a suburb, and its city behind a comma
		}
		if r.noCase() && e+1 < len(r.ts) && r.gap(e) == gapWord && stateWords().Has(r.ts[e+1].Hash) {
			return e
		}
		if upper && g == gapComma && e < n+2 && r.ends(e) && dates.Month(r.ts[n].Hash).Month == 0 && !titles().Has(r.ts[n].Hash) && !courtParties[r.ts[n].Hash] && r.ts[n].Len() > 2 {
			return e // a town that no list has
		}
		if upper && g == gapComma && e < n+2 && r.gap(e) == gapComma && e+1 < len(r.ts) && r.ts[e+1].Flags&(lex.FirstUpper|lex.HasDigit) == lex.FirstUpper && r.ts[e+1].Len() > 3 && r.ends(e+1) && r.ts[n].Len() > 2 && !titles().Has(r.ts[n].Hash) {
			return e + 1 // and its county
		}
	}
	return n - 1
}

// district returns the token of the postal district behind Dublin, token k, "Dublin 6W", or k.
func (r *addressReader) district(k int) int {
	if r.ts[k].Hash == hashDublin && k+1 < len(r.ts) && r.gap(k) == gapWord && r.ts[k+1].Len() <= 2 && lex.IsDigit(r.b[r.ts[k+1].Start]) {
		return k + 1
	}
	return k
}

// ends reports that a sentence, line, bracket or quotation ends behind token e.
func (r *addressReader) ends(e int) bool {
	p := int(r.ts[e].End)
	if p >= len(r.b) {
		return r.s.Final()
	}
	switch r.b[p] {
	case '\n', '\r', ')', '"', '?', '!', ';':
		return true
	case '.':
		return p+1 >= len(r.b) || r.b[p+1] == ' ' && r.ts[e].Len() > 3 || r.b[p+1] == '\n'
	}
	return false
}
