package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/cities"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// ukCode returns the number of tokens of a British postcode, an Irish Eircode or a Canadian code at token n, 0 if there is none.
func (r *addressReader) ukCode(n int) int {
	t := r.ts[n]
	w := r.b[t.Start:t.End]
	if !lex.IsLetter(w[0]) || t.Flags&lex.NonASCII != 0 || t.Flags&lex.HasDigit == 0 || len(w) > 7 || len(w) < 2 {
		return 0
	}
	if len(w) >= 5 && lex.IsUpper(w[0]) && lex.IsUpper(w[len(w)-1]) && ukOutward(w[:len(w)-3]) && ukInward(w[len(w)-3:]) {
		return 1
	}
	if len(w) <= 4 && ukOutward(w) && n+1 < len(r.ts) && r.ts[n+1].Len() == 3 && r.ts[n+1].Start-t.End == 1 && r.b[t.End] == ' ' && ukInward(r.b[r.ts[n+1].Start:r.ts[n+1].End]) {
		return 2
	}
	if len(w) == 6 && canadian(w[:3], w[3:]) && lex.IsUpper(w[0]) {
		return 1
	}
	if len(w) == 3 && n+1 < len(r.ts) && r.ts[n+1].Len() == 3 && r.ts[n+1].Start-t.End == 1 && canadian(w, r.b[r.ts[n+1].Start:r.ts[n+1].End]) {
		return 2
	}
	if len(w) == 3 && n+1 < len(r.ts) && r.ts[n+1].Len() == 4 && r.ts[n+1].Start-t.End == 1 && r.b[t.End] == ' ' && (lex.IsUpper(w[0]) || r.noCase()) && eircode(w, r.b[r.ts[n+1].Start:r.ts[n+1].End]) {
		return 2
	}
	return 0
}

// eircode reports the routing key and the unique identifier of an Irish code: "D02 AF30".
func eircode(key, id []byte) bool {
	letters, digits := 0, 0
	for _, c := range id {
		if lex.IsDigit(c) {
			digits++
		} else if bytes.IndexByte(eircodeLetters, c&^0x20) >= 0 {
			letters++
		}
	}
	return bytes.IndexByte(eircodeLetters, key[0]&^0x20) >= 0 && lex.IsDigit(key[1]) && (lex.IsDigit(key[2]) || key[2]&^0x20 == 'W') && letters > 0 && digits > 0 && letters+digits == len(id)
}

var eircodeLetters = []byte("ACDEFHKNPRTVWXY")

// canadian reports the halves of a Canadian code, A9A 9A9, without the letters that Canada Post leaves out.
func canadian(area, unit []byte) bool {
	letter := func(c byte) bool { return lex.IsLetter(c) && bytes.IndexByte([]byte("dfioqu"), c|0x20) < 0 }
	return letter(area[0]) && area[0]|0x20 != 'w' && area[0]|0x20 != 'z' && lex.IsDigit(area[1]) && letter(area[2]) &&
		lex.IsDigit(unit[0]) && letter(unit[1]) && lex.IsDigit(unit[2])
}

// ukOutward reports the first half of a postcode: A9, A99, AA9, AA99, A9A, AA9A.
func ukOutward(w []byte) bool {
	i := 0
	for i < len(w) && lex.IsLetter(w[i]) {
		i++
	}
	j := i
	for j < len(w) && lex.IsDigit(w[j]) {
		j++
	}
	return i >= 1 && i <= 2 && j-i >= 1 && j-i <= 2 && (j == len(w) || j == len(w)-1 && j-i == 1 && lex.IsLetter(w[j]))
}

// ukInward reports the second half of a postcode: a digit and two letters but C, I, K, M, O, V.
func ukInward(w []byte) bool {
	if len(w) != 3 || !lex.IsDigit(w[0]) {
		return false
	}
	for _, c := range w[1:] {
		if !lex.IsLetter(c) {
			return false
		}
		switch c | 0x20 {
		case 'c', 'i', 'k', 'm', 'o', 'v':
			return false
		}
	}
	return true
}

// postal reads a postal code at token n and, for those that stand before a city, the city. It returns the last token, n-1 if there
// is none.
func (r *addressReader) postal(n int) (last int, city bool) {
	t := r.ts[n]
	if r.ukCode(n) > 0 {
		return n + r.ukCode(n) - 1, false
	}
	k := n
	if t.Len() <= 2 && n+1 < len(r.ts) && r.ts[n+1].Flags.AllDigits() && r.b[t.End] == '-' && r.ts[n+1].Start-t.End == 1 && countryPrefix().Has(t.Hash) {
		k++ // D-10115
		t = r.ts[k]
	}
	if !t.Flags.AllDigits() {
		if t.Len() == 6 && dutchCode(r.b[t.Start:t.End]) {
			e := r.cityWords(k + 1)
			return max(e, k), e > k
		}
		return n - 1, false
	}
	if e := int(t.End); e+1 < len(r.b) && (r.b[e] == '.' || r.b[e] == ',' || r.b[e] == ':') && lex.IsDigit(r.b[e+1]) {
		return n - 1, false
	}
	switch t.Len() {
	case 3: // 112 21 Stockholm
		if c := k + 2; c < len(r.ts) && r.ts[k+1].Len() == 2 && r.ts[k+1].Flags.AllDigits() && r.gap(k) == gapWord && r.gap(k+1) == gapWord && (r.ts[c].Flags&lex.FirstUpper != 0 || r.noCase()) {
			if m := cities.Match(r.b, r.ts, c); m > 0 {
				return c + m - 1, true
			}
			if (r.ts[c].Flags&lex.FirstUpper != 0 || r.noCase()) && r.ts[c].Len() > 3 && n > 0 && r.gap(n-1) == gapComma {
				return c, true
			}
		}
	case 2: // 00-316 Warszawa
		if c := k + 2; c < len(r.ts) && r.ts[k+1].Len() == 3 && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Start-t.End == 1 && r.b[t.End] == '-' && r.gap(k+1) == gapWord {
			if m := cities.Match(r.b, r.ts, c); m > 0 {
				return c + m - 1, true
			}
			if n > 0 && (r.gap(n-1) == gapComma || r.gap(n-1) == gapLine) && r.ts[c].Flags&(lex.FirstUpper|lex.HasDigit) == lex.FirstUpper && r.ts[c].Len() > 3 {
				return max(r.cityWords(c), c), true
			}
		}
	case 5:
		if c := k + 1; c < len(r.ts) && r.b[t.End] == '-' && r.ts[c].Start-t.End == 1 && r.ts[c].Flags.AllDigits() && r.ts[c].Len() == 3 {
			e := r.cityWords(c + 1) // 37500-010 Itajubá – MG
			return r.brazilianState(max(e, c)), e > c
		}
		if k+1 < len(r.ts) && r.b[t.End] == '-' && r.ts[k+1].Start-t.End == 1 && r.ts[k+1].Flags.AllDigits() && r.ts[k+1].Len() == 4 {
			return k + 1, false
		}
		e := r.cityWords(k + 1)
		return max(e, k), e > k
	case 4:
		c := k + 1
		if c+1 < len(r.ts) && r.ts[c].Len() == 3 && r.ts[c].Flags.AllDigits() && r.ts[c].Start-t.End == 1 && r.b[t.End] == '-' && r.gap(c) == gapWord {
			if e := r.cityWords(c + 1); e > c { // 1250-022 Lisboa
				return e, true
			}
		}
		if c < len(r.ts) && r.ts[c].Len() == 2 && r.gap(k) == gapWord && (r.ts[c].Flags.AllUpper() || r.dutchLower(c)) {
			e := r.cityWords(c + 1)
			return max(e, c), e > c
		}
		if e := r.cityWords(c); e >= c && (cities.Match(r.b, r.ts, c) > 0 || k > n) {
			return e, true
		}
	}
	return n - 1, false
}

// brazilianState returns the token of the state behind a city, "Itajubá – MG" and "Itajubá/MG", or last.
func (r *addressReader) brazilianState(last int) int {
	n := last + 1
	if n >= len(r.ts) || r.ts[n].Len() != 2 || !r.ts[n].Flags.AllUpper() || !brazilianStates().Has(r.ts[n].Hash) {
		return last
	}
	switch string(r.b[r.ts[last].End:r.ts[n].Start]) {
	case " – ", " - ", "/", "-", ", ", " ":
		return n
	}
	return last
}

var brazilianStatesValue lazy.Value[*lex.Set]

func brazilianStates() *lex.Set { return brazilianStatesValue.Get(makeBrazilianStates) }

func makeBrazilianStates() *lex.Set {
	return lex.NewSet("ac", "al", "ap", "am", "ba", "ce", "df", "es", "go", "ma", "mt", "ms", "mg", "pa", "pb", "pr", "pe", "pi", "rj", "rn", "rs", "ro", "rr", "sc", "sp", "se", "to")
}
