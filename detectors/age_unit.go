package detectors

import "github.com/lethe-pii/lethe/internal/lex"

// unitFirst reads "Anna Lis, lat 62," and "pz. di aa. 80,", whose unit, token k, stands before the number.
func (r *ageReader) unitFirst(k int) bool {
	if k < 1 || k+1 >= len(r.ts) || !r.ts[k+1].Flags.AllDigits() {
		return false
	}
	if g := string(r.b[r.ts[k].End:r.ts[k+1].Start]); g != " " && g != ". " {
		return false
	}
	if g := string(r.b[r.ts[k-1].End:r.ts[k].Start]); g != ", " && (g != " " || r.ts[k-1].Hash != hashDi) || g == ", " && r.ts[k-1].Flags&lex.FirstUpper == 0 && !r.s.NoCase() {
		return false
	}
	p, e := int(r.ts[k+1].Start), int(r.ts[k+1].End)
	if v := value3(r.b[p:e]); v < 1 || v > 110 || !r.ageEnds(e) || k+2 < len(r.ts) && coordinates[r.ts[k+2].Hash] {
		return false
	}
	r.emit(k+1, k+1, 0.65, ruleAge)
	return true
}

// unitLetter reads "Anna Lis, 62 l.," and "Inès, F, 24 a, amenée" at the number, token k, between commas.
func (r *ageReader) unitLetter(k int) bool {
	p, e := int(r.ts[k].Start), int(r.ts[k].End)
	if p < 2 || r.b[p-1] != ' ' || r.b[p-2] != ',' && r.b[p-2] != '.' || e+2 >= len(r.b) || r.b[e] != ' ' || r.b[e+1] != 'l' && r.b[e+1] != 'a' {
		return false
	}
	q := e + 2
	if r.b[q] == '.' {
		q++
	}
	if k == 0 || q >= len(r.b) || r.b[q] != ',' || r.b[e+1] == 'l' && r.b[q-1] != '.' || r.ts[k].Len() != 2 || r.b[p] == '0' {
		return false
	}
	return r.b[p-2] == ',' && (r.ts[k-1].Flags&lex.FirstUpper != 0 || r.s.NoCase()) || ageSexAbbr[r.ts[k-1].Hash]
}

// ageEnds reports that no figure, unit or word goes on at p, behind the number of an age.
func (r *ageReader) ageEnds(p int) bool {
	return p == len(r.b) || r.b[p] == '\n' || r.b[p] == ')' || r.b[p] == ';' || (r.b[p] == ',' || r.b[p] == '.') && (p+1 == len(r.b) || !lex.IsDigit(r.b[p+1]))
}

// lifeYears reads "in 71 Lebensjahren" and "im 72. Lebensjahr" at the unit, token k.
func (r *ageReader) lifeYears(k int) {
	if k < 1 {
		return
	}
	g := string(r.b[r.ts[k-1].End:r.ts[k].Start])
	if g == ". " && (k < 2 || r.ts[k-2].Hash != hashIm) || g != ". " && g != " " {
		return // "ab dem 60. Lebensjahr" is anybody's
	}
	if first, said, ok := r.numberEnding(k - 1); ok {
		r.emit(first, k-1, 0.65, sayRule(said))
	}
}

// adverbs reads "ik ben al zesenzeventig" at the verb, token k.
func (r *ageReader) adverbs(k int) {
	if k < 1 || r.ts[k-1].Hash != hashIk || !r.near(k-1, 1) {
		return
	}
	n := k + 1
	for n < len(r.ts) && n < k+4 && ageAdverbs[r.ts[n].Hash] && r.near(n-1, 1) {
		n++
	}
	last, said, ok := r.numberFrom(n)
	if !ok || n == k+1 || !r.near(n-1, 1) || articleNumber().Has(r.ts[n].Hash) || value3(r.b[r.ts[n].Start:r.ts[n].End]) < 10 {
		return
	}
	if e := int(r.ts[last].End); !r.ageEnds(e) && (last+1 >= len(r.ts) || !r.near(last, 1) || !ageBeside[r.ts[last+1].Hash]) {
		return
	}
	r.emit(n, last, 0.6, sayRule(said))
}

var (
	hashDi      = lex.HashString("di")
	hashIk      = lex.HashString("ik")
	coordinates = hashes("lon", "long", "lng", "longitude")
	ageSexAbbr  = hashes("masc", "fem", "f", "m", "h", "k")
	ageAdverbs  = hashes("al", "dus", "nu", "pas", "net", "bijna", "ook", "inmiddels", "intussen")
	ageBeside   = hashes("jongen", "meisje", "meneer", "mevrouw", "en", "dus", "hoor", "maar", "geworden", "nu", "jaar", "jaren")
)
