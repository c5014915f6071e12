package detectors

import "github.com/lethe-pii/lethe/internal/lex"

// courtWords are what a court numbers by a count and the last two or four figures of the year.
var courtWords = []string{"application", "applications", "complaint", "complaints", "appeal", "petition", "petitions", "requête", "requêtes", "beschwerde", "recurso", "ricorso", "demanda"}

// court reads the numbers behind a word of courtWords that ends at p: "application (no. 36244/06)", "applications nos. 1051/06 and 44158/07",
// "requête n° 2104/17".
func (r *recordReader) court(p int) {
	named := false
	q := p
	for q < len(r.b) && q < p+10 && !lex.IsDigit(r.b[q]) {
		c := r.b[q] | 0x20
		if c != ' ' && c != 'n' && c != 'o' && c != 's' && c != 'r' && r.b[q] != '.' && r.b[q] != '(' && r.b[q] < 0x80 {
			return
		}
		named = named || c == 'n' && q > 0 && !lex.IsLetter(r.b[q-1])
		q++
	}
	if !named {
		return
	}
	for range 8 {
		from := q
		for q < len(r.b) && q < from+6 && lex.IsDigit(r.b[q]) {
			q++
		}
		if e, digits := recordEnd(r.b, from); q == from+4 && e > q+4 && digits > 6 && r.b[q] == '-' && !dateLike(r.b[from:e]) {
			r.emit(from, e, recordTypes[caseLabel], 0.8, ruleRecord) // no. 2019-CV-7714
			return
		}
		if q == from || q >= len(r.b) || r.b[q] != '/' {
			return
		}
		year := q + 1
		for q = year; q < len(r.b) && q < year+5 && lex.IsDigit(r.b[q]); q++ {
		}
		if q-year != 2 && q-year != 4 || wordAfter(r.b, q) {
			return
		}
		r.emit(from, q, recordTypes[caseLabel], 0.8, ruleRecord)
		for n := 0; n < 5 && q < len(r.b) && (r.b[q] == ' ' || r.b[q] == ',' || n > 0 && lex.IsLetter(r.b[q])); n++ {
			q++
		}
	}
}
