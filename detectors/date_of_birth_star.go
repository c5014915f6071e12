package detectors

import "github.com/lethe-pii/lethe/internal/lex"

// starred reports a star at p that says "born": in brackets behind a name, "Anna Roe (* 17. August 1891 in Steyr", or right behind a name and before the
// figures of the day, "Roe Anna *23.06.1988". Stars around a text and before a note stand elsewhere.
func starred(b []byte, p int) bool {
	if p+2 >= len(b) || !lex.IsDigit(b[p+1]) && (b[p+1] != ' ' || !lex.IsDigit(b[p+2])) {
		return false
	}
	if p > 1 && b[p-1] == '(' {
		return b[p-2] == ' '
	}
	q := p
	if q > 0 && b[q-1] == ' ' {
		q--
	}
	if q > 0 && b[q-1] == ',' {
		q--
	}
	if q == p || q == 0 || b[p+1] == ' ' {
		return false
	}
	w := q
	for w > 0 && (lex.IsLetter(b[w-1]) || b[w-1] >= 0x80) {
		w--
	}
	if q-w < 2 || !lex.IsUpper(b[w]) && b[w] < 0x80 {
		return false
	}
	for e := p + 1; e < len(b) && e < p+12; e++ { // no text between two stars
		if b[e] == '*' {
			return false
		}
	}
	return true
}
