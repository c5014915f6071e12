package detectors

import (
	"bytes"

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
