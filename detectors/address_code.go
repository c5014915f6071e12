package detectors

import (
	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// code reads the address that ends in the postal code at token k, or at the token before, and has no street word that the other
// rules know: "Am Markt 5, 10115 Berlin", "Flat 2, Rose Cottage, Leeds LS1 4AP", "PO Box 12, Austin, TX 78701".
func (r *addressReader) code(k int) bool {
	if !r.ts[k].Flags.AllDigits() {
		if k > 0 && r.ts[k].Len() == 3 && r.ukCode(k-1) == 2 {
			k--
		}
		return r.ukCode(k) > 0 && r.british(k)
	}
	if k > 0 && r.box(k) {
		return true
	}
	t := r.ts[k]
	if t.Len() == 6 {
		return r.indian(k)
	}
	if t.Len() != 5 && t.Len() != 4 || k < 2 {
		return false
	}
	if t.Len() == 5 && r.american(k) {
		return true
	}
	if k+1 >= len(r.ts) || r.ts[k+1].Start-t.End > 2 || lex.IsDigit(r.b[r.ts[k+1].Start]) || citations[r.ts[k+1].Hash] {
		return false
	}
	if g := r.gap(k - 1); g != gapComma && g != gapLine && !(g == gapWord && r.b[t.Start-1] == '-' && countryPrefix().Has(r.ts[k-1].Hash)) {
		return false
	}
	end, city := r.postal(k)
	dutch := k+1 < len(r.ts) && r.ts[k+1].Len() == 2 && (r.ts[k+1].Flags.AllUpper() || r.dutchLower(k+1))
	if t.Len() == 4 && end < k && !r.yearLike(k) {
		if e := r.cityWords(k + 1); e > k {
			end, city = e, true
		}
	}
	for j := k + 1; t.Len() == 4 && j <= end && j < len(r.ts); j++ {
		if streetBehindSet().Has(r.ts[j].Hash) && r.ts[j].Len() > 2 {
			return false // 1550 Larimer Street
		}
	}
	if end < k || !city && !dutch || t.Len() == 4 && !dutch && r.yearLike(k) {
		return false
	}
	h := k - 1
	if r.ts[h].Len() <= 2 && countryPrefix().Has(r.ts[h].Hash) && r.b[r.ts[h].End] == '-' {
		h--
	}
	if h >= 2 && t.Len() == 5 && (r.gap(h) == gapComma || r.gap(h) == gapLine) && r.ts[h].Flags&lex.HasDigit == 0 && cities.Match(r.b, r.ts, k+1) > 0 {
		if r.numberFirst(h, end) { // 1 Grand-Rue, 67500 Haguenau
			return true
		}
	}
	if h >= 2 && dutch && r.ts[h].Flags&lex.HasDigit == 0 && r.ts[h].Len() <= 3 && r.ts[h-1].Flags&lex.HasDigit != 0 && r.gap(h-1) == gapWord {
		h-- // 40 II
	}
	number := h
	if h >= 2 && dutch && r.ts[h].Flags.AllDigits() && r.ts[h].Start-r.ts[h-1].End == 1 && r.b[r.ts[h-1].End] == '-' && r.houseNumber(h-1) {
		number = h - 1 // 33-2
	}
	for n := 0; n < 2 && number >= 2 && r.ts[number].Flags.AllDigits() && r.ts[number].Start-r.ts[number-1].End == 1 && r.b[r.ts[number-1].End] == '/' && r.houseNumber(number-1); n++ {
		number-- // 3/2, 5/1/12: house, stair and door in Austria
	}
	if t.Len() == 5 && r.gap(h) != gapEnd && r.named(h, end) {
		return true
	}
	if h < 1 || r.gap(h) != gapComma && !(dutch && h == k-2) && r.gap(h) != gapLine || !r.houseNumber(h) || r.ts[h].Len() > 4 {
		return false
	}
	first := number
	if r.noCase() && number > 0 && r.gap(number-1) == gapWord && r.ts[number-1].Flags&lex.HasDigit == 0 && r.ts[number-1].Len() > 3 && !notStreet().Has(r.ts[number-1].Hash) {
		first = r.lowerName(number - 1)
		e, _ := r.tail(end, tailCode)
		r.emit(first, e, 0.62, ruleAddressCode)
		return true
	}
	for n := 0; first > 0 && n < 5; n++ {
		g := r.gap(first - 1)
		if g != gapWord && !(first == number && g == gapComma) || r.ts[first-1].Flags&lex.HasDigit != 0 {
			break
		}
		if r.ts[first-1].Flags&lex.FirstUpper == 0 && !streetLinks().Has(r.ts[first-1].Hash) {
			break
		}
		first--
		if r.ts[first].Flags&lex.LineStart != 0 {
			break
		}
	}
	for first < number && r.ts[first].Flags&lex.FirstUpper == 0 {
		first++
	}
	if first == number || dates.Month(r.ts[number-1].Hash).Month > 0 {
		return false
	}
	e, _ := r.tail(end, tailCode)
	r.emit(first, e, 0.7, ruleAddressCode)
	return true
}

// lowerName returns the first token of a street's name that ends with token k in text without capitals: a preposition, an article or
// an adjective before it belong to it.
func (r *addressReader) lowerName(k int) int {
	first := k
	for n := 1; n < 4 && k-n >= 0 && r.gap(k-n) == gapWord && r.ts[k-n+1].Flags&lex.LineStart == 0; n++ {
		if h := r.ts[k-n].Hash; prepositions().Has(h) && (!looseOnes().Has(h) || leadingArticles().Has(r.ts[k-n+1].Hash)) {
			return k - n
		} else if streetAdjectives().Has(h) || streetLinks().Has(h) {
			first = k - n
		}
	}
	return first
}

// looseOnes are prepositions that begin a street's name only before an article: "In der Au", but "sito in Largo Augusto".
var looseOnesValue lazy.Value[*lex.Set]

func looseOnes() *lex.Set { return looseOnesValue.Get(makeLooseOnes) }

func makeLooseOnes() *lex.Set {
	return lex.NewSet("in", "an", "auf", "bei", "vor", "unter", "hinter", "über", "zwischen")
}

// numberFirst reads a street that begins with its house number and ends with token h, before a postal code and city up to token end.
func (r *addressReader) numberFirst(h, end int) bool {
	for first := h; first > 0 && first > h-6 && r.gap(first-1) == gapWord; first-- {
		if r.ts[first].Flags&lex.FirstUpper == 0 && !streetLinks().Has(r.ts[first].Hash) {
			return false
		}
		if r.houseNumber(first-1) && r.ts[first-1].Len() <= 4 {
			e, _ := r.tail(end, tailCode)
			r.emit(first-1, e, 0.7, ruleAddressCode)
			return true
		}
	}
	return false
}

// citations are words behind a page of a law report: "GRUR 2009, 1055 Rn. 26".
var citations = hashes("rn", "rdnr", "rdnrn", "randnr", "rz", "tz", "nr", "abs", "ff", "f", "anm")

// directed reads "55 E Monroe" and "2820 N. Greenview" at the house number, token k: a direction instead of a street word.
func (r *addressReader) directed(k int) bool {
	if k+2 >= len(r.ts) || r.ts[k+1].Start-r.ts[k].End != 1 || r.ts[k].Len() < 2 || !directionWords().Has(r.ts[k+1].Hash) || r.gap(k) != gapWord || r.gap(k+1) != gapWord {
		return false
	}
	d, name := r.ts[k+1], r.ts[k+2]
	if d.Len() > 1 && d.Flags&lex.FirstUpper == 0 || r.yearBefore(k) || !r.capital(k+2) || name.Len() < 3 && !streetLinks().Has(name.Hash) || notStreet().Has(name.Hash) {
		return false
	}
	last := k + 2
	for last+2 < len(r.ts) && last < k+4 && r.gap(last) == gapWord && r.gap(last+1) == gapWord && streetLinks().Has(r.ts[last+1].Hash) && r.ts[last+1].Len() > 1 && r.ts[last+1].Flags&lex.FirstUpper == 0 && r.ts[last+2].Flags&lex.FirstUpper != 0 {
		last += 2 // Ponce de Leon
	}
	for last+1 < len(r.ts) && last < k+4 && r.gap(last) == gapWord && (r.ts[last+1].Flags&lex.FirstUpper != 0 || numberedRoad().Has(r.ts[last].Hash) && r.ts[last+1].Flags.AllDigits() && r.ts[last+1].Len() <= 4) && !unitWords().Has(r.ts[last+1].Hash) && cities.Match(r.b, r.ts, last+1) == 0 {
		last++
	}
	end, parts := r.tail(last, tailEnglish)
	if parts == 0 && (r.noCase() || d.Flags&lex.FirstUpper == 0 || r.ts[k].Len() == 4 && r.yearLike(k)) {
		return false // "the 2014 South American Games"
	}
	score := float32(0.55)
	if parts != 0 {
		score = 0.75
	}
	r.emit(k, end, score, ruleAddressBehind)
	return true
}

// box reads "PO Box 12", "P.O. Box 12", "Postfach 12 34" at the number, token k.
func (r *addressReader) box(k int) bool {
	if !r.ts[k].Flags.AllDigits() || r.ts[k-1].Flags&lex.HasDigit != 0 || !boxWords().Has(r.ts[k-1].Hash) || r.gap(k-1) != gapWord {
		return false
	}
	first := k - 1
	switch h := r.ts[k-1].Hash; {
	case h == hashPost || h == hashPostbus:
	case k >= 2 && (h == hashPostale || h == hashPostal) && r.gap(k-2) == gapWord && (r.ts[k-2].Hash == hashCase || r.ts[k-2].Hash == hashCasella || r.ts[k-2].Hash == hashApartado):
		first = k - 2
	case h == hashApartado && r.ts[k].Len() < 3 && r.ts[k-1].Flags&lex.FirstUpper == 0:
		return false // a paragraph of a law
	case h == hashApartado || h == hashApdo:
	case h == hashCorreos && k >= 2 && (r.ts[k-2].Hash == hashDe && k >= 3 && (r.ts[k-3].Hash == hashApartado || r.ts[k-3].Hash == hashApdo)):
		first = k - 3
	case h == hashCorreos && k >= 2 && (r.ts[k-2].Hash == hashApartado || r.ts[k-2].Hash == hashApdo):
		first = k - 2
	case (h == hashBP || h == hashCS) && (r.ts[k-1].Flags.AllUpper() || r.noCase()):
		end, parts := r.tail(k, tailCode)
		if parts&partPostal == 0 {
			return false // also blood pressure
		}
		r.emit(first, end, 0.8, ruleAddressBox)
		return true
	case h == hashBox && k >= 3 && r.ts[k-2].Flags.AllDigits() && (r.ts[k-3].Hash == hashRR || r.ts[k-3].Hash == hashHC):
		first = k - 3
	case h == hashBox && k >= 2 && r.ts[k-2].Hash == hashPO:
		first = k - 2
	case h == hashBox && k >= 3 && r.ts[k-2].Hash == hashO && r.ts[k-3].Len() == 1 && r.b[r.ts[k-3].Start]|0x20 == 'p':
		first = k - 3
	default:
		return false
	}
	end := k
	for end+1 < len(r.ts) && end < k+2 && r.gap(end) == gapWord && r.ts[end+1].Flags.AllDigits() && r.ts[end+1].Len() <= 3 {
		end++
	}
	kind := tailEnglish
	if h := r.ts[k-1].Hash; h != hashBox {
		kind = tailCode
	}
	end, _ = r.tail(end, kind)
	r.emit(first, end, 0.75, ruleAddressBox)
	return true
}

var boxWordsValue lazy.Value[*lex.Set]

func boxWords() *lex.Set { return boxWordsValue.Get(makeBoxWords) }

func makeBoxWords() *lex.Set {
	s := lex.NewSet()
	for _, h := range [...]uint64{hashPost, hashPostbus, hashPostale, hashPostal, hashApartado, hashApdo, hashCorreos, hashBP, hashCS, hashBox} {
		s.Add(h)
	}
	return s
}

// british reads an address that ends in the postcode at token k.
func (r *addressReader) british(k int) bool {
	first, start, street, segments := k, -1, false, 0
	for n := 0; first > 0 && n < 14; n++ {
		g := r.gap(first - 1)
		t := r.ts[first-1]
		if g == gapEnd || int(t.Start) < r.until || r.ts[k].Start-t.Start > maxBack || !(r.capital(first-1) || t.Flags&lex.HasDigit != 0 || streetLinks().Has(t.Hash) || r.hyphened(first-1)) || stopsCity().Has(t.Hash) && !r.hyphened(first-1) {
			break
		}
		if g == gapLine && n > 0 && r.titled(r.lineStart(first-1)) {
			break // the addressee
		}
		if t.Flags.AllDigits() && (t.Start > 0 && r.b[t.Start-1] == '/' || r.b[t.End] == '/') {
			break // a date
		}
		first--
		if t.Flags&lex.HasDigit != 0 && !r.houseNumber(first) {
			break
		}
		if g == gapComma || g == gapLine {
			segments++
		}
		if houseWords().Has(t.Hash) && r.capital(first) {
			street = true
		}
		if t.Flags&lex.HasDigit != 0 && (r.gap(first) == gapWord || first > 0 && unitWords().Has(r.ts[first-1].Hash)) {
			start = first
		}
		if streetBehindSet().Has(t.Hash) && t.Len() > 3 {
			street = true
		}
	}
	switch {
	case start >= 0:
		if start > 0 && start-1 >= first && unitWords().Has(r.ts[start-1].Hash) && r.gap(start-1) == gapWord {
			start--
		}
	case r.noCase() && street && segments > 0:
		for start = first; start < k && !r.place(start, r.segment(start, k)); start = r.segment(start, k) {
		}
	case (street || segments >= 2) && first < k && !r.noCase():
		start = r.belowName(first, k)
		for start < k && r.ts[start].Flags&lex.FirstUpper == 0 {
			start++
		}
	default:
		return false
	}
	if start == k {
		return false
	}
	if e := r.segment(start, k); e < k && r.ts[start].Flags&lex.HasDigit == 0 && e-start <= 3 && !r.place(start, e) && (r.ts[start].Len() == 1 || r.houseNamed(e, r.segment(e, k))) {
		start = e // "Tom Ashdown, Rose Cottage, …"
	}
	for r.titled(start) && start+1 < k { // "Mrs P. Lamble, The Old Forge, …"
		n := start
		for n < k && r.gap(n) == gapWord {
			n++
		}
		if n+1 >= k {
			break
		}
		start = n + 1
	}
	end := k + r.ukCode(k) - 1
	if g := r.gap(end); g == gapComma || g == gapLine {
		end = max(end, r.country(end+1))
	}
	r.emit(start, end, 0.8, ruleAddressCode)
	return true
}

// segment returns the token behind the part of an address that begins at token k: behind a comma or line break, at most end.
func (r *addressReader) segment(k, end int) int {
	for k < end && r.gap(k) == gapWord {
		k++
	}
	return min(k+1, end)
}

// place reports a number, a word for houses or streets or "The" among the tokens s to e, e excluded.
func (r *addressReader) place(s, e int) bool {
	for ; s < e; s++ {
		h := r.ts[s].Hash
		if r.ts[s].Flags&lex.HasDigit != 0 || houseWords().Has(h) || partWords().Has(h) || unitWords().Has(h) || streetBehindSet().Has(h) || h == hashThe {
			return true
		}
	}
	return false
}

// houseNamed reports the name of a house, "Rose Cottage" or "The Old Forge", in the tokens s to e, e excluded.
func (r *addressReader) houseNamed(s, e int) bool {
	return e > s && (houseWords().Has(r.ts[e-1].Hash) && e-s > 1 || r.ts[s].Hash == hashThe)
}

// american reads an address that ends in a US state and the ZIP code at token k: "440 S. LaSalle, Chicago, IL 60605".
func (r *addressReader) american(k int) bool {
	s := k - 1
	if r.gap(s) > gapComma || r.state(s) != s && (s == 0 || r.state(s-1) != s) {
		return false
	}
	if r.ts[s].Len() == 2 && !r.ts[s].Flags.AllUpper() && !r.noCase() {
		return false
	}
	first, start := s, -1
	for n := 0; first > 0 && n < 14; n++ {
		g := r.gap(first - 1)
		t := r.ts[first-1]
		digits := t.Flags&lex.HasDigit != 0
		if g == gapEnd || int(t.Start) < r.until || r.ts[k].Start-t.Start > maxBack || !(r.capital(first-1) || digits || streetLinks().Has(t.Hash) || directionWords().Has(t.Hash)) || stopsCity().Has(t.Hash) {
			break
		}
		first--
		if digits && !r.ordinal(first) {
			if !r.houseNumber(first) {
				break
			}
			if r.gap(first) == gapWord {
				start = first
			}
		}
	}
	if start < 0 || s-start < 2 {
		return false
	}
	end, _ := r.tail(k-1, tailEnglish)
	r.emit(r.unitBefore(start), max(end, k), 0.82, ruleAddressCode)
	return true
}

// belowName returns the first token of the address between tokens first and k without the lines before it that only name a person: no
// number, house or street stands in them.
func (r *addressReader) belowName(first, k int) int {
	for s := first; s < k; {
		e, place := s, false
		for ; e < k; e++ {
			place = place || r.place(e, e+1)
			if r.gap(e) == gapLine {
				break
			}
		}
		if place || e >= k {
			return s
		}
		s = e + 1
	}
	return first
}

// titled reports a title of a person at token k.
func (r *addressReader) titled(k int) bool { return titles().Has(r.ts[k].Hash) }

var titlesValue lazy.Value[*lex.Set]

func titles() *lex.Set { return titlesValue.Get(makeTitles) }

func makeTitles() *lex.Set {
	return lex.NewSet("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lady", "lord", "rev", "herr", "frau", "dear", "attn")
}
