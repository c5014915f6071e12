package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

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

// courtFile returns the end of a court's file number at p and the number of its digits: "12 O 345/24", "II K 337/25", "2017/4471 P", "1182 of 2021" and
// "1:24-cv-00123". end and digits come back if there is none.
func courtFile(b []byte, p, end, digits int) (int, int) {
	if digits > 0 && end-p == digits && digits < 6 && yearOf(b, end) {
		return end + len(" of 2021"), digits + 4
	}
	if digits > 4 && end-p > 5 && b[p+4] == '/' && bareYear(b[p:p+4]) && allDigits(b[p+5:end]) {
		for q := end + 1; b[min(end, len(b)-1)] == ' ' && q < len(b) && q < end+4 && lex.IsUpper(b[q]); q++ {
			if !wordAfter(b, q+1) {
				return q + 1, digits // "2017/4471 P", of Ireland's High Court
			}
		}
	}
	if n := len(formNIG); p+n <= len(b) && like(formNIG)(b[p:p+n]) && !wordAfter(b, p+n) {
		return p + n, n - 4
	}
	q := p
	for q < len(b) && q-p < 4 && (lex.IsDigit(b[q]) || b[q] == 'I' || b[q] == 'V' || b[q] == 'X') {
		q++
	}
	if q == p || q >= len(b) {
		return end, digits
	}
	if b[q] == ':' {
		if e, n := recordEnd(b, q+1); e-q > 5 && n >= 5 && bytes.IndexByte(b[q:e], '-') > 0 {
			return e, n + q - p
		}
		return end, digits
	}
	l := q + 1
	for l < len(b) && l-q < 6 && lex.IsLetter(b[l]) {
		l++
	}
	if b[q] != ' ' || l == q+1 || l >= len(b) || b[l] != ' ' {
		return end, digits
	}
	slash := 0
	e := l + 1
	for e < len(b) && e-l < 12 && (lex.IsDigit(b[e]) || b[e] == '/' && slash == 0) {
		if b[e] == '/' {
			slash = e
		}
		e++
	}
	if slash == 0 || slash == l+1 || e-slash != 3 && e-slash != 5 {
		return end, digits
	}
	return e, max(3, e-p-2)
}

// formNIG is how Spanish courts write the general number of a case.
const formNIG = "99999 99 9 9999 9999999"

// yearOf reports " of 2021" at p.
func yearOf(b []byte, p int) bool {
	n := len(" of 2021")
	return p+n <= len(b) && string(b[p:p+4]) == " of " && allDigits(b[p+4:p+n]) && (b[p+4] == '1' || b[p+4] == '2') && !wordAfter(b, p+n)
}

const frenchRollSize = len("24/03817")

// frenchRoll reports the number in the general roll of a French court at p, "RG n° 24/03817", where RG is a paper in Brazil.
func frenchRoll(b []byte, p int) bool {
	e := p + frenchRollSize
	return e <= len(b) && allDigits(b[p:p+2]) && b[p+2] == '/' && allDigits(b[p+3:e]) && !wordAfter(b, e)
}

// initialed is recordEnd for a reference that begins with initials, "DF/mw/20771-3", which is no number up to its second part.
func initialed(b []byte, p, end, digits int) (int, int) {
	q, first := end, digits
	for parts := 0; digits == 0 && parts < 3 && q > p && q-p < 12 && q+1 < len(b) && b[q] == '/'; parts++ {
		q, digits = recordEnd(b, q+1)
	}
	if digits < 3 {
		return end, first
	}
	return q, digits
}

// otherCase reports "lower case", "worst case" and the like, whose second word begins at p.
func (r *recordReader) otherCase(p int) bool {
	k := r.s.TokenAt(p) - 1
	return k >= 0 && p-int(r.s.Tokens()[k].End) == 1 && hasFold(r.b[p:], "case") && otherCases[r.s.Tokens()[k].Hash]
}

var otherCases = hashes("lower", "upper", "title", "camel", "snake", "kebab", "test", "edge", "corner", "worst", "best", "base", "use", "special", "just", "any", "each", "which", "suit", "phone")
