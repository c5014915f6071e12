package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// spanish reads an address whose street has no street word, before the Spanish postal code at token k: "Irunlarrea, 3 31008 Pamplona",
// "Hermanos Falcó, s/n - 02006 Albacete", "Los Alisos, 10, 2º B. 13002 Ciudad Real".
func (r *addressReader) spanish(k int) bool {
	t := r.ts[k]
	if k < 2 || !province(r.b[t.Start:t.End]) || !codeGap(r.b[r.ts[k-1].End:t.Start]) {
		return false
	}
	end, city := r.postal(k)
	if end < k || !city {
		return false
	}
	number := r.spanishNumber(k - 1)
	if number < 1 {
		return false
	}
	if first := r.spanishName(number); first < number {
		r.emit(first, end, 0.7, ruleAddressCode)
		return true
	}
	return false
}

// spanishName returns the first token of the street's name before token number. Behind an institution, "Hospital de León Altos", it is the last word.
func (r *addressReader) spanishName(number int) int {
	first, word, institution := number, number, false
	for m := number - 1; m >= 0 && number-m <= 8; m-- {
		t := r.ts[m]
		if g := r.gap(m); g != gapWord && !(g == gapComma && m+1 == number) || t.Flags&lex.HasDigit != 0 {
			break
		}
		institution = institution || institutions().Has(t.Hash)
		if t.Flags&lex.FirstUpper != 0 {
			first = m
			if word == number {
				word = m
			}
		} else if !streetLinks().Has(t.Hash) || first == number {
			break
		}
	}
	if institution {
		first = word
	}
	if first < number && r.ts[first].Len() < 3 && !streetLinks().Has(r.ts[first].Hash) {
		return number
	}
	return first
}

var institutionsValue lazy.Value[*lex.Set]

// institutions are words that begin the name of a hospital or a school.
func institutions() *lex.Set { return institutionsValue.Get(makeInstitutions) }

func makeInstitutions() *lex.Set {
	return lex.NewSet("hospital", "centro", "complejo", "servicio", "universidad", "facultad", "clínica", "instituto", "departamento", "unidad", "sección", "fundación", "colegio", "dr", "dra")
}

// spanishNumber returns the token of the house number or "s/n" that token k ends, perhaps with floor and door; -1 if there is none.
func (r *addressReader) spanishNumber(k int) int {
	for n := 0; n < 6 && k > 0; n++ {
		if r.snAt(k - 1) {
			return k - 1
		}
		w := r.ts[k-1]
		if r.houseNumber(k) && r.ts[k].Len() <= 4 && w.Flags&lex.HasDigit == 0 && w.Flags&lex.FirstUpper != 0 && w.Len() > 2 && !doors().Has(w.Hash) && r.gap(k-1) <= gapComma {
			return k
		}
		if r.ts[k].Len() > 3 && !doors().Has(r.ts[k].Hash) {
			return -1
		}
		k--
	}
	return -1
}

// province reports the five figures of a Spanish postal code, whose first two are the province's.
func province(code []byte) bool {
	return len(code) == 5 && allDigits(code) && (code[0] < '5' && (code[0] != '0' || code[1] != '0') || code[0] == '5' && code[1] <= '2')
}

// codeGap reports what stands between a street and its postal code.
func codeGap(gap []byte) bool {
	return len(gap) > 0 && len(gap) <= 4 && string(gap) != "-" && len(bytes.Trim(gap, " .,-\n")) == 0
}

var doorsValue lazy.Value[*lex.Set]

// doors are words between a Spanish house number and the postal code.
func doors() *lex.Set { return doorsValue.Get(makeDoors) }

func makeDoors() *lex.Set {
	return lex.NewSet("bajo", "bajos", "ático", "atico", "entlo", "entresuelo", "planta", "piso", "puerta", "pta", "esc", "escalera", "portal", "bloque", "izq", "izda", "izquierda", "dcha", "der", "derecha", "centro", "int", "interior", "ext", "exterior")
}
