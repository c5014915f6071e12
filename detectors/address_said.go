package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
)

// saidPostal reads a postal code that is said at token n, and the city behind it: "five four one one one Bonn", "soixante-huit mille
// Colmar", "B S nine, three Q T", "oh six seven oh eight". kind says whether a city must follow. It returns the last token, n-1 if
// there is none.
func (r *addressReader) saidPostal(n int, kind tailKind) (last int, city bool) {
	if r.ts[n].Flags&lex.HasDigit != 0 {
		return n - 1, false
	}
	var run spoken.Run
	spoken.Parse(&run, r.b, r.ts, n)
	if run.Words >= 2 && run.N >= 2 {
		end := run.End - 1
		if run.N == 2 && run.End < len(r.ts) && r.ts[run.End].Hash == hashMille {
			end++
		} else if run.N != 5 && !(run.N == 4 && kind == tailCode) {
			return n - 1, false
		}
		if m := r.saidCity(end + 1); m > 0 {
			return end + m, true
		}
		if run.N == 5 && kind == tailEnglish && run.Langs&spoken.English != 0 {
			return end, false
		}
		return n - 1, false
	}
	if kind == tailEnglish && r.ts[n].Len() <= 2 {
		var w spoken.Spelling
		spoken.Spell(&w, r.b, r.ts, n)
		if v := w.Bytes(); w.Words >= 3 && w.N >= 5 && w.N <= 7 && ukOutward(v[:w.N-3]) && ukInward(v[w.N-3:]) {
			return w.End - 1, false
		}
	}
	return n - 1, false
}

// saidCity returns the number of tokens of a known city at token k behind a blank or comma, 0 if there is none.
func (r *addressReader) saidCity(k int) int {
	if k >= len(r.ts) || r.gap(k-1) > gapComma || !r.noCase() && r.ts[k].Flags&lex.FirstUpper == 0 || r.ts[k].Len() < 3 {
		return 0
	}
	return cities.Match(r.b, r.ts, k)
}

// linkedCity reads "in Bonn", "à Colmar", "a Modena", "in zehn neun sechs neun Berlin" at token n and returns the last token, n-1 if
// there is none.
func (r *addressReader) linkedCity(n int, kind tailKind) int {
	if !cityLinks().Has(r.ts[n].Hash) || n+1 >= len(r.ts) || r.gap(n) != gapWord {
		return n - 1
	}
	if m := r.saidCity(n + 1); m > 0 && (r.ts[n+1].Len() > 3 || m > 1) {
		return n + m
	}
	if kind == tailCode {
		if e, city := r.postal(n + 1); e > n && city {
			return e
		}
		if e, city := r.saidPostal(n+1, kind); city {
			return e
		}
	}
	return n - 1
}

var cityLinksValue lazy.Value[*lex.Set]

func cityLinks() *lex.Set { return cityLinksValue.Get(makeCityLinks) }

func makeCityLinks() *lex.Set {
	return lex.NewSet("in", "à", "a", "en", "de", "te")
}

// letteredNumber returns the first token of the house number before the letter at token k, "forty two b" or "42 b", -1 if there is none.
func (r *addressReader) letteredNumber(k int) int {
	if k < 1 || r.ts[k].Len() != 1 || r.gap(k-1) != gapWord {
		return -1
	}
	c := r.b[r.ts[k].Start] | 0x20
	first := r.spokenNumber(k - 1)
	if r.ts[k-1].Flags.AllDigits() && r.houseNumber(k-1) {
		first = k - 1
	}
	if c < 'a' || c > 'h' || c == 'a' && (first < 1 || !placePreps().Has(r.ts[first-1].Hash)) {
		return -1 // "sold 42 a day"
	}
	return first
}

// floor reads a floor or door that is said in Spanish behind a house number, at token n: "segundo be", "quinto derecha". It returns the
// last token, n-1 if there is none.
func (r *addressReader) floor(n int) int {
	if !saidFloors().Has(r.ts[n].Hash) {
		return n - 1
	}
	if k := n + 1; k < len(r.ts) && r.gap(n) == gapWord && (r.ts[k].Len() == 1 && r.ts[k].Hash != hashLetterA || saidDoors().Has(r.ts[k].Hash)) {
		return k
	}
	return n
}

var (
	saidFloors = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "bajo", "ático", "entresuelo", "principal")
	})
	saidDoors = sync.OnceValue(func() *lex.Set {
		return lex.NewSet("derecha", "izquierda", "centro", "be", "ce", "de", "interior", "exterior", "primera", "segunda", "tercera", "cuarta")
	})
	hashEn      = lex.HashString("en")
	hashMille   = lex.HashString("mille")
	hashLetterA = lex.HashString("a")
)

// saidUnit returns the last token of a unit's number that is said from token k on, "six b" or "twenty one hundred"; k-1 if there is none.
func (r *addressReader) saidUnit(k int) int {
	if k >= len(r.ts) || r.gap(k-1) != gapWord || r.ts[k].Flags&lex.HasDigit != 0 {
		return k - 1
	}
	v, e := spoken.Cardinal(r.b, r.ts, k)
	if e == k || v == 0 {
		return k - 1
	}
	if e < len(r.ts) && r.ts[e].Len() == 1 && lex.IsLetter(r.b[r.ts[e].Start]) && r.gap(e-1) == gapWord && r.ts[e].Hash != hashLetterA {
		e++
	}
	return e - 1
}

// prepositions begin names of German streets: "Am alten Zoll".
var prepositionsValue lazy.Value[*lex.Set]

func prepositions() *lex.Set { return prepositionsValue.Get(makePrepositions) }

func makePrepositions() *lex.Set {
	return lex.NewSet("am", "im", "an", "auf", "zum", "zur", "in", "unter", "hinter", "vor", "beim", "bei", "hinterm", "unterm", "überm", "vorm", "zwischen", "über")
}

// saidNamed reads a German street without a street word before the number that is said at token k, if a postal code follows: "Am alten
// Zoll drei, fünf drei eins eins eins Bonn".
func (r *addressReader) saidNamed(k int) {
	v, e := spoken.Cardinal(r.b, r.ts, k)
	if e == k || v == 0 || r.ts[k-1].Len() < 3 || notStreet().Has(r.ts[k-1].Hash) || r.saysNumber(k-1) {
		return
	}
	end, parts := r.tail(e-1, tailCode)
	if parts&partPostal == 0 || parts&partCity == 0 {
		return
	}
	first := k - 1
	for n := 1; n < 4 && k-1-n >= 0 && r.gap(k-1-n) == gapWord; n++ {
		if prepositions().Has(r.ts[k-1-n].Hash) {
			first = k - 1 - n
			break
		}
	}
	r.emit(first, end, 0.65, ruleAddressCompound)
}
