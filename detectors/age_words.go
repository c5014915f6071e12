package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

var ageUnitsValue lazy.Value[map[uint64]bool]

func ageUnits() map[uint64]bool { return ageUnitsValue.Get(makeAgeUnits) }

func makeAgeUnits() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"years", "year", "yrs", "yr", "months", "month", "weeks", "week", "days", "day", "jahre", "jahren", "jahr", "monate",
		"monaten", "wochen", "ans", "mois", "años", "año", "meses", "mes", "días", "dias", "semanas", "jours", "semaines", "anni", "mesi", "jaar", "maanden", "weken", "anos", "ano", "lata", "lat", "år"} {
		m[lex.HashString(w)] = true
	}
	return m
}

// ageBefore are words before a number of years that make it an age; false says it is a span of time.
var ageBeforeValue lazy.Value[map[uint64]bool]

func ageBefore() map[uint64]bool { return ageBeforeValue.Get(makeAgeBefore) }

func makeAgeBefore() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"de", "los", "a", "à", "edad", "varón", "mujer", "hombre", "paciente", "niño", "niña", "tengo", "tiene", "tenía", "ai", "as",
		"avait", "a", "aura", "di", "ho", "ha", "aparenta", "aparentaba", "aparentando", "aparentava", "dimostra", "cirka", "con", "cumplió", "âge", "âgé", "âgée", "die", "mit", "bin", "ist", "tem", "tenho", "tinha", "com", "fez", "completou", "ma", "mam", "miał", "miała", "wieku", "är", "fyllde", "fyller"} {
		m[lex.HashString(w)] = true
	}
	for _, w := range []string{"hace", "durante", "por", "tras", "desde", "últimos", "depuis", "pendant", "durant", "il", "en", "cada", "primeros", "fa", "per", "da", "há", "faz", "od", "przez", "po", "na", "i", "för", "sedan"} {
		m[lex.HashString(w)] = false
	}
	return m
}

// agePeriod are words before "de 3 años" that make it a span of time.
var agePeriodValue lazy.Value[map[uint64]bool]

func agePeriod() map[uint64]bool { return agePeriodValue.Get(makeAgePeriod) }

func makeAgePeriod() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"periodo", "período", "más", "menos", "seguimiento", "plazo", "total", "cerca", "alrededor", "partir", "duración", "tiempo", "media",
		"contrato", "garantía", "experiencia", "évolution", "durée", "période", "plus", "moins", "contrat", "expérience", "délai", "pena", "peine", "après", "después", "mais", "depois", "período", "mandato", "jejum", "prazo", "menos", "além", "dentro", "vida", "carreira", "experiência"} {
		m[lex.HashString(w)] = true
	}
	return m
}

// ageSpan are words behind a number of years that make it a span of time.
var ageSpanValue lazy.Value[map[uint64]bool]

func ageSpan() map[uint64]bool { return ageSpanValue.Get(makeAgeSpan) }

func makeAgeSpan() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"evolución", "experiencia", "seguimiento", "antigüedad", "duración", "después", "antes", "atrás", "expérience", "ancienneté",
		"après", "avant", "plus", "más", "garantie", "prison", "esperienza", "fa", "prima", "dopo", "contrato", "contrat", "garantía", "tratamiento", "traitement", "prisão", "depois", "antes", "atrás", "profissão", "experiência", "governação", "carreira", "seguidos", "consecutivos", "więzienia", "doświadczenia", "temu", "sedan", "siden"} {
		m[lex.HashString(w)] = true
	}
	return m
}

// lettered reads "42F presents with" at the start of a line or behind an article, and "in her 40s".
func (r *ageReader) lettered(k int, c byte) {
	t := r.ts[k]
	switch {
	case c|0x20 == 'y' && t.Start > 0 && r.b[t.Start-1] == '(' && int(t.End) < len(r.b) && r.b[t.End] == ')':
		r.emit(k, k, 0.7, ruleAge) // "DOB: 03/05/1937 (88Y)"
	case c == 's' && r.b[t.Start+1] == '0' && k >= 2:
		first := k
		if decadePart[r.ts[k-1].Hash] {
			first--
		}
		if first >= 2 && r.near(first-1, 1) && decadeOwner[r.ts[first-1].Hash] && r.ts[first-2].Hash == hashIn || first < k && r.near(k-1, 1) && r.b[t.Start-1] == '-' {
			r.emit(first, k, 0.6, ruleAge)
		}
	case c|0x20 == 'y' && k+1 < len(r.ts) && r.near(k, 1) && ageSexes[r.ts[k+1].Hash] && r.ts[k+1].Len() == 1:
		r.emit(k, k, 0.6, ruleAge) // "86y F"
	case (c == 'F' || c == 'M') && t.Start > 1 && r.b[t.Start-2] == ',' && r.b[t.Start-1] == ' ' && int(t.End)+1 < len(r.b) && r.b[t.End] == ',' && r.b[t.End+1] == ' ':
		r.emit(k, k, 0.55, ruleAge) // "bed 4, 91F, NOK"
	case (c == 'f' || c == 'm') && k >= 2 && t.Start > 1 && r.b[t.Start-2] == ',' && r.b[t.Start-1] == ' ' && int(t.End) < len(r.b) && r.b[t.End] == ',' && ageBeds[r.ts[k-2].Hash]:
		r.emit(k, k, 0.55, ruleAge) // "bed 4, 91f, nok"
	case (c == 'F' || c == 'M' || r.s.NoCase() && (c == 'f' || c == 'm')) && k+1 < len(r.ts) && r.near(k, 1) && ageClinic[r.ts[k+1].Hash]:
		r.emit(k, k, 0.6, ruleAge)
	}
}

// stated reads "I am 42." and "student (13, 8th grade)" at the number, token k.
func (r *ageReader) stated(k int) {
	t := r.ts[k]
	p, e := int(t.Start), int(t.End)
	if t.Flags.AllDigits() && r.b[p] != '0' && (r.named(k) || r.reached(k) || r.predicate(k, k) || r.ofAge(k, k) || r.atThatTime(k) || r.patientRow(k)) {
		r.emit(k, k, 0.6, ruleAge)
		return
	}
	if t.Flags.AllDigits() && r.unitLetter(k) {
		r.emit(k, k, 0.6, ruleAge)
		return
	}
	if k > 0 && t.Flags.AllDigits() && p > 1 && r.b[p-1] == '(' && e < len(r.b) && (r.b[e] == ')' || r.b[e] == ',') && p-int(r.ts[k-1].End) == 2 && ageKin[r.ts[k-1].Hash] {
		r.emit(k, k, 0.6, ruleAge)
		return
	}
	if t.Flags.AllDigits() && t.Len() == 2 && r.b[p] != '0' && r.event(k) {
		r.emit(k, k, 0.6, ruleAge)
		return
	}
	if k > 0 && t.Flags.AllDigits() && t.Len() == 2 && r.near(k-1, 1) && r.b[p-1] == ' ' && e+1 < len(r.b) && r.b[e] == ',' && r.b[e+1] == ' ' && ageFamily[r.ts[k-1].Hash] {
		r.emit(k, k, 0.55, ruleAge) // "Husband 71, well."
		return
	}
	if k > 0 && t.Flags.AllDigits() && t.Len() == 2 && p > 1 && r.b[p-1] == ' ' && r.b[p-2] == ',' && e < len(r.b) && r.b[e] == ',' && p-int(r.ts[k-1].End) == 2 && ageKin[r.ts[k-1].Hash] {
		r.emit(k, k, 0.6, ruleAge) // "my father, 81, lives with us"
		return
	}
	if k > 2 && t.Flags.AllDigits() && r.ts[k-1].Hash == hashAnd && len(r.dst) > 0 && r.until == int(r.ts[k-2].End) && r.near(k-1, 1) && r.near(k-2, 1) {
		r.emit(k, k, 0.55, ruleAge) // "kids are 9 and 11"
		return
	}
	if k > 0 && t.Flags.AllDigits() && p > 1 && e <= len(r.b) && r.b[p-1] == ' ' && (ageBecome[r.ts[k-1].Hash] && p-int(r.ts[k-1].End) == 1 && (e == len(r.b) || r.b[e] == '\n' || r.b[e] == '.') ||
		r.b[p-2] == ',' && r.ts[k-1].Len() == 1 && ageSexes[r.ts[k-1].Hash] && r.ts[k-1].Start > 1 && r.b[r.ts[k-1].Start-1] == '(' && r.b[r.ts[k-1].Start-2] == ' ' && e < len(r.b) && r.b[e] == ')') {
		r.emit(k, k, 0.6, ruleAge) // "werde 25", "(f, 17)"
		return
	}
	if k > 0 && t.Flags.AllDigits() && r.b[p] != '0' && r.ts[k-1].Hash == hashIm && r.near(k-1, 1) && (e == len(r.b) || r.b[e] == '\n' || r.b[e] == ',' || bytes.HasPrefix(r.b[e:], []byte(" and ")) || bytes.HasPrefix(r.b[e:], []byte(" n ")) || bytes.HasPrefix(r.b[e:], []byte(" f ")) || bytes.HasPrefix(r.b[e:], []byte(" m "))) {
		r.emit(k, k, 0.55, ruleAge)
		return
	}
}

// event reads "died at 62 of a stroke", "diagnosed at 45", "sons 12 and 15" at the number, token k.
func (r *ageReader) event(k int) bool {
	t := r.ts[k]
	p, e := int(t.Start), int(t.End)
	if k < 2 || e+1 < len(r.b) && (r.b[e] == '.' || r.b[e] == ',' || r.b[e] == ':' || r.b[e] == '/' || r.b[e] == '-') && lex.IsWord(r.b[e+1]) || e < len(r.b) && r.b[e] == '%' {
		return false
	}
	if !r.near(k-1, 1) || r.b[p-1] != ' ' {
		return false
	}
	follows := func() bool { return k+1 >= len(r.ts) || !r.near(k, 1) || ageBehind[r.ts[k+1].Hash] }
	switch {
	case ageAt[r.ts[k-1].Hash]:
		return ageEvents[r.ts[k-2].Hash] && r.near(k-2, 1) && follows()
	case agePlural[r.ts[k-1].Hash]:
		return k+2 < len(r.ts) && r.near(k, 1) && r.near(k+1, 1) && r.ts[k+1].Hash == hashAnd && r.ts[k+2].Flags.AllDigits() && r.ts[k+2].Len() <= 2
	case r.ts[k-1].Hash == hashBin:
		q := int(r.ts[k-1].Start)
		return follows() && (q == 0 || r.ts[k-1].Flags&lex.LineStart != 0 || q > 1 && r.b[q-2] == ',' || r.ts[k-2].Hash == hashIch)
	}
	return false
}

// born reads "DOB 12/11/47 (77)" at the word for the date of birth, token k.
func (r *ageReader) born(k int) {
	if r.ts[k].Len() == 1 && (k < 2 || r.ts[k-1].Hash != hashO || r.ts[k-2].Len() != 1 || r.b[r.ts[k-2].Start]|0x20 != 'd') {
		return // D.O.B.
	}
	for j := k + 2; j < min(k+7, len(r.ts)); j++ {
		p, e := int(r.ts[j].Start), int(r.ts[j].End)
		if r.b[p-1] == '(' {
			figures := e
			if c := r.b[e-1]; c == 'F' || c == 'M' {
				figures-- // "DOB 22/11/1956 (67F)"
			}
			if gap := p - 1 - int(r.ts[j-1].End); allDigits(r.b[p:figures]) && figures-p > 0 && figures-p <= 3 && value3(r.b[p:figures]) <= 125 && e < len(r.b) && r.b[e] == ')' && r.ts[j-1].Flags.AllDigits() && (gap == 1 || gap == 2) && r.b[p-2] == ' ' {
				r.emit(j, j, 0.7, ruleAge)
			}
			return
		}
	}
}

var (
	hashIch   = lex.HashString("ich")
	hashBin   = lex.HashString("bin")
	ageAt     = hashes("at", "à", "a", "mit", "op")
	agePlural = hashes("sons", "daughters", "children", "kids", "girls", "boys", "twins", "brothers", "sisters", "grandchildren")
	ageEvents = hashes("died", "dead", "deceased", "passed", "away", "alive", "living", "diagnosed", "dx", "diagnosis", "menarche", "menopause", "onset", "retired", "widowed", "cancer", "mi", "cva", "stroke",
		"gestorben", "verstorben", "erkrankt", "décédé", "décédée", "mort", "morte", "falleció", "fallecido", "fallecida", "murió", "morto", "deceduto", "overleden")
	ageBehind = hashes("of", "from", "with", "in", "due", "after", "and", "but", "by", "secondary", "following", "while", "when", "und", "an", "nach", "d'un", "d", "de", "van", "aan", "n", "aus", "di", "per")
)

// tens reads "She's eighty-one herself" and "I'm thirty two now" at the word for a multiple of ten, token k.
func (r *ageReader) tens(k int) {
	last, _, ok := r.numberFrom(k)
	if ok && !r.ts[k].Flags.AllDigits() && !articleNumber().Has(r.ts[k].Hash) && r.predicate(k, last) {
		r.emit(k, last, 0.6, ruleAgeSaid)
	}
}

var (
	ageBeds     = hashes("bed", "bay", "cubicle", "room", "bett", "lit", "cama", "letto")
	ageSexWords = hashes("sex", "gender", "geschlecht", "sexo", "sexe", "sesso")
	ageClinic   = hashes("presents", "presenting", "presented", "with", "w", "admitted", "who", "here", "c", "s", "h", "seen", "brought", "came", "post", "pod", "awaiting", "nok", "adm", "pmh", "known", "complaining")
	ageVerbs    = hashes("am", "m", "is", "was", "s", "are", "bin", "ist", "war", "sind", "ben")
	ageBecome   = hashes("werde", "wurde", "geworden")
	ageSexes    = hashes("f", "m", "w", "h")
	hashAnd     = lex.HashString("and")
	ageOwners   = hashes("i", "ik", "ze", "zij", "hij", "he", "she", "ich", "er", "sie", "son", "daughter", "sohn", "tochter", "mother", "father", "wife", "husband", "brother", "sister", "mom", "mum", "dad", "grandmother", "grandfather", "passenger", "patient", "client", "kids", "children", "twins", "girls", "boys", "sons", "daughters", "kinder")
)

// slashOrDot reports "y/o" and "y.o" at the letter y, token k.
func (r *ageReader) slashOrDot(k int) bool {
	g := r.b[r.ts[k].End:r.ts[k+1].Start]
	return len(g) == 1 && (g[0] == '/' || g[0] == '.')
}

// dashed reports "Name — 27 ans" at the end of a line.
func (r *ageReader) dashed(first, last int) bool {
	p, e := int(r.ts[first].Start), int(r.ts[last].End)
	return first > 0 && (r.ts[first-1].Flags&lex.FirstUpper != 0 || r.s.NoCase()) && p-int(r.ts[first-1].End) <= 5 && bytes.ContainsAny(r.b[r.ts[first-1].End:p], "-–—|·") && (e == len(r.b) || r.b[e] == '\n' || r.b[e] == '\r')
}

// dotBehind takes the last dot of "84 y.o." into the finding that begins at token first; k is the token of the letter y.
func (r *ageReader) dotBehind(first, k int) {
	if r.b[r.ts[k].End] == '.' && r.until+1 < len(r.b) && r.b[r.until] == '.' && r.b[r.until+1] == ' ' {
		r.until++
		f := &r.dst[len(r.dst)-1]
		f.End = r.s.Found(int(r.ts[first].Start), r.until, f.Type, f.Score, f.Rule).End
	}
}

// bracketed reports "(14 months)" and "(87 ans)".
func (r *ageReader) bracketed(first, last int) bool {
	p, e := int(r.ts[first].Start), int(r.ts[last].End)
	if p == 0 || r.b[p-1] != '(' || e >= len(r.b) || r.b[e] != ')' && r.b[e] != ',' || first == 0 {
		return false
	}
	before := r.ts[first-1]
	return (before.Flags&lex.FirstUpper != 0 || before.Flags.AllDigits() && before.Len() == 4) && p-int(before.End) <= 2 || ageKin[before.Hash]
}

var ageFamily = hashes("son", "daughter", "mother", "father", "wife", "husband", "mum", "mom", "dad", "sister", "brother", "ehefrau", "ehemann", "mutter", "vater", "sohn", "tochter", "mère", "père", "madre", "padre")

// ageKin are people whose age may stand in brackets behind the word.
var ageKin = hashes("son", "daughter", "baby", "child", "boy", "girl", "infant", "sister", "brother", "mother", "father", "wife", "husband", "mum", "mom", "dad", "sohn", "tochter", "mutter",
	"vater", "kind", "fils", "fille", "mère", "père", "hijo", "hija", "madre", "padre", "patient", "patientin", "client", "student", "pupil", "schüler", "schülerin", "élève", "alumno", "alumna", "cousin", "niece", "nephew", "grandson", "granddaughter",
	"man", "woman", "driver", "passenger", "suspect", "victim", "defendant", "claimant", "applicant", "complainant", "witness", "pensioner", "widow", "widower", "teenager", "mann", "frau", "fahrer", "fahrerin", "homme", "femme", "hombre", "mujer", "conductor", "uomo", "donna")

// more returns the last token of an age that goes on behind its unit, token k: "5 años y 7 meses", "3 years and 2 months".
func (r *ageReader) more(k int) int {
	n := k + 1
	if n < len(r.ts) && ageAnd[r.ts[n].Hash] {
		n++
	}
	if n == k+1 && !r.near(k, 1) || n >= len(r.ts) || !r.near(n-1, 1) || !r.near(k, 1) {
		return k
	}
	if last, _, ok := r.numberFrom(n); ok && last+1 < len(r.ts) && r.near(last, 1) && ageUnits()[r.ts[last+1].Hash] {
		return last + 1
	}
	return k
}

var ageAnd = hashes("y", "and", "et", "und", "e", "en")

// decade reads "in his forties", "in her late fifties" at the decade, token k.
func (r *ageReader) decade(k int) {
	first := k
	if r.near(k-1, 1) && decadePart[r.ts[k-1].Hash] {
		first--
	}
	if first >= 2 && r.near(first-1, 1) && decadeOwner[r.ts[first-1].Hash] && r.ts[first-2].Hash == hashIn {
		r.emit(first, k, 0.6, ruleAgeSaid)
	}
}

// asked reads the answer to "how old are you?" behind token k.
func (r *ageReader) asked(k int) {
	p, ok := answer(r.s, int(r.ts[k].End))
	if !ok {
		return
	}
	n := leadIn(r.s, r.s.TokenAt(p))
	if n > 0 && n < len(r.ts) && (r.ts[n].Hash == hashA || r.ts[n].Hash == hashPlainA && int(r.ts[n].End) < len(r.b) && r.b[r.ts[n].End] == '.') {
		n++
	}
	for ; n < len(r.ts) && ageLead[r.ts[n].Hash]; n++ {
	}
	last, said, ok := r.numberFrom(n)
	if !ok {
		return
	}
	if last+1 < len(r.ts) && r.near(last, 1) && ageUnits()[r.ts[last+1].Hash] {
		if last++; last+1 < len(r.ts) && r.near(last, 1) && (r.ts[last+1].Hash == hashOld || r.ts[last+1].Hash == hashAlt) {
			last++
		}
	}
	r.emit(n, last, 0.75, sayRule(said))
}

var (
	hashHow     = hashes("how", "wie", "hoe")
	ageLead     = hashes("i'm", "im", "am", "bin", "tengo", "ai", "ho", "he", "she", "he's", "ik", "ben", "turned", "just", "m", "j")
	decadePart  = hashes("early", "mid", "late")
	decadeOwner = hashes("his", "her", "their", "my", "your")
	hashIn      = lex.HashString("in")
	hashAt      = lex.HashString("at")
	hashIm      = lex.HashString("im")
	hashAlt     = lex.HashString("alt")
	hashCuantos = lex.HashString("cuántos")
)

// romance reads "39 años", "37 ans", "37 anni", which are spans of time as often as ages.
func (r *ageReader) romance(k int) {
	if !r.near(k-1, 2) {
		return
	}
	first, said, ok := r.numberEnding(k - 1)
	if !ok {
		return
	}
	score := float32(0.4)
	if r.apart(first, k) || r.bracketed(first, k) || r.dashed(first, k) {
		score = 0.6
	}
	if first > 0 {
		if age, known := ageBefore()[r.ts[first-1].Hash]; known {
			if !age {
				return
			}
			score = 0.65
			if r.ts[k].Hash == hashAnos && r.ts[first-1].Hash == hashPlainA {
				return // "condenado a 13 anos"
			}
			if first > 1 && r.ts[first-1].Hash == hashDe && agePeriod()[r.ts[first-2].Hash] {
				return
			}
			if r.ts[k].Hash == hashMeses {
				score = 0.45 // as often the time since
			}
		}
		if g := r.b[r.ts[first-1].End:r.ts[first].Start]; len(g) > 1 && (g[0] == ':' || g[0] == ',') {
			score = 0.6
		}
	}
	for j := k + 1; j < len(r.ts) && j <= k+2 && r.near(j-1, 1); j++ {
		if ageSpan()[r.ts[j].Hash] {
			return
		}
		if h := r.ts[j].Hash; j == k+2 && r.ts[k+1].Hash == hashDe && (h == hashEdad || h == hashVida || h == hashAgeFr || h == hashIdade) || j == k+1 && h == hashGammal {
			score = 0.85
		}
	}
	r.emit(first, k, score, sayRule(said))
}

var (
	hashEdad   = lex.HashString("edad")
	hashIdade  = lex.HashString("idade")
	hashAnos   = lex.HashString("anos")
	hashPlainA = lex.HashString("a")
	hashGammal = lex.HashString("gammal")
	hashVida   = lex.HashString("vida")
	hashMeses  = lex.HashString("meses")
	hashAgeFr  = lex.HashString("âge")
)
