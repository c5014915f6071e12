package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
)

// before reads "Calle Mayor, 5", "12 rue de la Paix", "Via Roma 3" at the street word, token m.
func (r *addressReader) before(m, id int) {
	upper := r.ts[m].Flags&lex.FirstUpper != 0
	french := id >= spanishBefore && id < spanishBefore+frenchBefore || streetBefore[id] == "place" || streetBefore[id] == "pl"
	slash := int(r.ts[m].End) < len(r.b) && r.b[r.ts[m].End] == '/' && !(m+1 < len(r.ts) && r.ts[m+1].Hash == hashO)
	italian := id >= spanishBefore+frenchBefore && id < spanishBefore+frenchBefore+4 || id >= lowerBefore // in lower case too
	if r.ts[m].Len() == 1 && (!slash || r.ts[m].Start > 0 && r.b[r.ts[m].Start-1] >= 0x80) || r.ts[m].Len() == 2 && !slash && (r.ts[m].Flags.AllUpper() || r.b[min(int(r.ts[m].End), len(r.b)-1)] != '.') && !french || !upper && !french && !slash && id > 4 && (!r.noCase() || id > spanishBefore && !italian) && !italian {
		return
	}
	if slash && (m+1 >= len(r.ts) || r.ts[m+1].Len() < 3 && !(r.ts[m+1].Len() == 2 && int(r.ts[m+1].End) < len(r.b) && r.b[r.ts[m+1].End] == '.')) {
		return
	}
	if r.colombian(m) {
		return
	}
	last, names := r.streetName(m, id < spanishBefore && upper)
	if names == 0 {
		return
	}
	if french && m > 0 {
		k := m - 1
		if h := r.ts[k].Hash; k > 0 && (h == hashBis || h == hashTer || r.ts[k].Len() == 1 && lex.IsLetter(r.b[r.ts[k].Start])) && r.gap(k) <= gapComma {
			k--
		}
		if s := r.spokenNumber(k); s >= 0 && r.gap(k) <= gapComma && !articleNumber().Has(r.ts[k].Hash) {
			end, parts := r.tail(last, tailCode)
			if parts != 0 || names > 0 && streetBefore[id] == "rue" {
				r.emit(s, end, 0.65, ruleAddressBefore)
				return
			}
		}
		if g := r.gap(k); r.houseNumber(k) && (g == gapWord || g == gapComma) && !r.yearBefore(k) {
			end, parts := r.tail(last, tailCode)
			score := float32(0.78)
			if parts&partPostal != 0 {
				score = 0.92
			}
			r.emit(r.widenNumber(k), end, score, ruleAddressBefore)
			return
		}
	}
	end, numbered := r.numberBehind(last)
	end, parts := r.tail(end, tailCode)
	if parts&partState != 0 { // 5678 Camino del Rio S, San Diego, CA 92108
		if m > 0 && r.gap(m-1) == gapWord && r.houseNumber(m-1) {
			r.emit(m-1, end, 0.92, ruleAddressBefore)
			return
		}
		if french && numbered {
			return
		}
	}
	switch {
	case numbered && parts&partPostal != 0:
		r.emit(m, end, 0.92, ruleAddressBefore)
	case numbered && streetBefore[id] == "ul" && r.b[r.ts[m].End] == '.': // Polish, and nothing else
		r.emit(m, end, 0.75, ruleAddressBefore)
	case italian && !upper && !r.noCase() && parts&(partCity|partPostal) == 0: // a lower-case "via" may be English or Spanish
	case numbered && !french && (upper || slash || id <= 9 || italian):
		r.emit(m, end, 0.75, ruleAddressBefore)
	case parts&partPostal != 0:
		r.emit(m, end, 0.7, ruleAddressBefore)
	}
}

// colombian reads "Calle 45 #12-34, Bogotá" at the street word, token m: streets have numbers, and the house's follows "#" or "No.".
func (r *addressReader) colombian(m int) bool {
	if m+3 >= len(r.ts) || r.ts[m+1].Flags&lex.HasDigit == 0 || r.ts[m+1].Len() > 4 || r.gap(m) != gapWord {
		return false
	}
	k := m + 2
	if r.ts[k].Len() == 1 && lex.IsLetter(r.b[r.ts[k].Start]) && r.gap(k-1) == gapWord {
		k++
	}
	if k+1 >= len(r.ts) || bytes.IndexByte(r.b[r.ts[k-1].End:r.ts[k].Start], '#') < 0 || r.ts[k].Flags&lex.HasDigit == 0 || r.ts[k].Len() > 4 || !r.ts[k+1].Flags.AllDigits() || r.ts[k+1].Len() > 3 || r.ts[k+1].Start-r.ts[k].End > 3 {
		return false
	}
	end, _ := r.tail(k+1, tailCode)
	r.emit(m, end, 0.85, ruleAddressBefore)
	return true
}

// articleNumber are number words that are articles as well: "une rue".
var articleNumberValue lazy.Value[*lex.Set]

func articleNumber() *lex.Set { return articleNumberValue.Get(makeArticleNumber) }

func makeArticleNumber() *lex.Set {
	return lex.NewSet("un", "une", "una", "uno")
}

// streetName reads the name behind a street word and returns its last token and the number of its words, links not counted. With
// lower, words without capitals count.
func (r *addressReader) streetName(m int, lower bool) (last, names int) {
	last = m
	for k := m + 1; k < len(r.ts) && k <= m+8; k++ {
		if g := r.gap(k - 1); g != gapWord && !(k == m+1 && g == gapComma) {
			break
		}
		h := r.ts[k].Hash
		switch {
		case r.ts[k].Flags&lex.HasDigit != 0:
			return last, names
		case names > 0 && r.ts[k].Flags&lex.FirstUpper == 0 && h != hashDe && h != hashEn && cityLinks().Has(h) && r.saidCity(k+1) > 0:
			return last, names
		case names > 0 && r.noCase() && (r.saysNumber(k) || r.ts[k].Len() > 1 && stopsCity().Has(h) || cityLinks().Has(h) && r.saidCity(k+1) > 0):
			return last, names
		case names > 0 && r.ts[k].Flags&lex.FirstUpper != 0 && streetLinks().Has(h) && (r.ts[k].Len() == 1 || h == hashSur): // Umberto I, Insurgentes Sur
		case streetLinks().Has(h) && !(h == hashS && r.snAt(k)):
			continue
		case !r.capital(k) && !(lower && k <= m+5) || unitWords().Has(h) && names > 0 || r.snAt(k):
			return last, names
		}
		names++
		last = k
	}
	return last, names
}

// saysNumber reports a number word at token k.
func (r *addressReader) saysNumber(k int) bool {
	_, e := spoken.Cardinal(r.b, r.ts, k)
	return e > k
}

// snAt reports "s/n", sin número, at token k.
func (r *addressReader) snAt(k int) bool {
	return k+1 < len(r.ts) && (r.ts[k].Hash == hashS && r.ts[k+1].Hash == hashN && r.ts[k+1].Start-r.ts[k].End == 1 && r.b[r.ts[k].End] == '/') || r.ts[k].Hash == hashSN
}

// numberBehind reads a house number behind token last: ", 5", " nº 5", " s/n".
func (r *addressReader) numberBehind(last int) (end int, ok bool) {
	k := last + 1
	if k >= len(r.ts) || r.gap(last) > gapComma {
		return last, false
	}
	if r.snAt(k) {
		if r.ts[k].Hash == hashSN {
			return k, true
		}
		return k + 1, true
	}
	if unitWords().Has(r.ts[k].Hash) && k+1 < len(r.ts) && r.gap(k) == gapWord {
		k++
	} else if r.ts[k].Hash == hashN && k+2 < len(r.ts) {
		if k++; r.ts[k].Len() == 2 && r.b[r.ts[k].Start] == 0xc2 {
			k++
		}
	}
	if v, e := spoken.Cardinal(r.b, r.ts, k); e > k && v > 1 {
		return e - 1, true
	}
	if !r.houseNumber(k) && !(r.ts[k].Flags&lex.HasDigit != 0 && r.ts[k].Len() <= 5) || r.ts[k].Flags.AllDigits() && r.ts[k].Len() > 4 {
		return last, false
	}
	if k+1 < len(r.ts) && r.ts[k+1].Len() == 1 && r.gap(k) == gapWord && (lex.IsLetter(r.b[r.ts[k+1].Start]) && r.b[r.ts[k].End] != '-' || r.ts[k+1].Flags.AllDigits()) ||
		k+1 < len(r.ts) && r.gap(k) == gapWord && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Len() <= 3 && r.ts[k+1].Start-r.ts[k].End == 1 && r.b[r.ts[k].End] != ' ' {
		return k + 1, true
	}
	return r.numberLetter(k), true
}
