package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Age finds the age of a person: "37 years old", "a 37-year-old", "aged 41", "in his forties", "Age: 92", "how old are you? – thirty-one", "6 months old", "37 Jahre alt", "mit 17
// Jahren", "37-jährige", "âgé de 37 ans", "de 39 años", in figures and in words ("sixty-two years old", "siebenunddreißig Jahre
// alt"); in brackets or commas behind the name of somebody who is a relative, addressed or listed ("her daughter Ada (7)", "Mrs Lis, 61,"). Ages
// run from 0 to 125. Refused are spans of time ("for 10 years", "seit 5 Jahren", "hace 3 años", "10 years of
// experience"). The age of a thing ("a 50-year-old bridge") is not told from that of a person. Cost: constant for each of its words.
func Age() pii.Detector { return ageDetector{} }

type ageDetector struct{}

var ageWords = []string{"old", "aged", "age", "yo", "alt", "ans", "años", "anni", "jährige", "jähriger", "jährigen", "jähriges", "jährig", "edad",
	"turned", "turning", "alter", "âge", "eta", "età", "leeftijd", "jaar", "year", "meses", "jahre", "turns", "y", "turn", "years", "yrs", "months", "forties", "thirties", "fifties", "sixties", "seventies", "eighties", "nineties", "twenties", "teens", "jarige", "jarig", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "bin", "j", "aa", "dob", "born", "geb", "b",
	"anos", "lata", "lat", "år", "letni", "letnia", "letniego", "letniej", "årig", "årige", "åriga", "årigt", "åring", "åringen", "idade", "wiek", "ålder", "alder", "lebensjahren", "lebensjahre", "lebensjahr", "ben"}

const (
	ageOld = iota
	ageAged
	ageAge
	ageYo
	ageAlt
	ageAns
	ageAnos
	ageAnni
	ageJaehrig // and its inflections up to jährig
	ageEdad    = iota + 4
	ageTurned
	ageTurning
	ageAlter
	ageAgeFr
	ageEta
	ageEtaAccent
	ageLeeftijd
	ageJaar
	ageYear
	ageMeses
	ageJahre
	ageTurns
	ageY
	ageTurn
	ageYears
	ageYrs
	ageMonths
	ageDecade             // "in his forties", and the words after it
	ageJarige = iota + 12 // "42-jarige"
	ageTens   = iota + 13 // "thirty", and the words after it
	ageBin    = ageTens + 17
	ageJ      = ageBin + 1 // "73 J."
	ageAA     = ageBin + 2 // "64 aa", anni
	ageDOB    = ageBin + 3 // and the words after it
	ageAnosPt = ageDOB + 4 // "34 anos", "34 lata", "34 år"
	ageLetni  = ageDOB + 8 // "34-letnia", "34-årig", and the words after it
	ageIdade  = ageLetni + 10
	ageLebens = ageIdade + 4 // "in 71 Lebensjahren", and the words after it
	ageBen    = ageLebens + 3
)

func (ageDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:  "age",
		Types: []pii.Type{pii.Age},
		Reach: pii.Reach{Behind: 80, Ahead: 48},
		Wants: []pii.Want{pii.OnWords(ageWords...), pii.OnDigits(1, 3).With(pii.WordAfter).Beside(),
			pii.OnDigits(1, 2).With(pii.OneGroup | pii.OpenBefore).Beside(), pii.OnDigits(1, 2).With(pii.OneGroup | pii.LetterBefore).Beside()},
	}
}

var (
	ruleAge      = &pii.Rule{Detector: "age", Name: "years"}
	ruleAgeLabel = &pii.Rule{Detector: "age", Name: "label"}
	ruleAgeSaid  = &pii.Rule{Detector: "age", Name: "spoken"}
)

func (ageDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	r := ageReader{s: s, b: s.Text, ts: s.Tokens(), dst: dst}
	for i := range at {
		a := &at[i]
		if a.Start < r.until {
			continue
		}
		if a.Want > 0 {
			r.joined(s.Number(*a))
			continue
		}
		r.word(s.TokenAt(a.Start), a.ID)
	}
	return r.dst
}

type ageReader struct {
	s     *pii.Segment
	b     []byte
	ts    []pii.Token
	dst   []pii.Finding
	until int
}

func (r *ageReader) emit(first, last int, score float32, rule *pii.Rule) {
	if ageUnits()[r.ts[last].Hash] {
		last = r.more(last)
	}
	first = r.less(first)
	start, end := int(r.ts[first].Start), int(r.ts[last].End)
	f := r.s.Found(start, end, pii.Age, score, rule)
	f.Attrs = f.Attrs.WithSpoken(rule == ruleAgeSaid).WithLabelled(rule == ruleAgeLabel)
	r.dst = append(r.dst, f)
	r.until = end
}

// joined reads "34yo", "37yrs", "37y" and "37-jährig" spelled as one token with figures.
func (r *ageReader) joined(n *pii.Number) {
	g := n.Groups[len(n.Groups)-1]
	alone := len(n.Groups) == 1 && g.Len() <= 2
	if !alone && (g.Len() > 3 || g.End == len(r.b) || !lex.IsWord(r.b[g.End])) {
		return
	}
	k := r.s.NumberToken(n, len(n.Groups)-1)
	if alone && k < len(r.ts) && int(r.ts[k].Start) == g.Start {
		if g.Len() == 2 {
			r.bare(k)
		}
		r.stated(k)
	}
	if k < len(r.ts) && r.until <= int(r.ts[k].Start) && g.Len() == 2 && r.forum(k, g.Start) {
		r.emit(k, k, 0.65, ruleAge)
		return
	}
	if k >= len(r.ts) || int(r.ts[k].Start) != g.Start || r.ts[k].Len() == g.Len() || g.Len() > 3 {
		return
	}
	rest := r.b[g.End:r.ts[k].End]
	if len(rest) == 1 && g.Len() == 2 {
		r.lettered(k, rest[0])
		return
	}
	if len(rest) != 2 || rest[0]|0x20 != 'y' || rest[1]|0x20 != 'o' && rest[1] != 'F' && rest[1] != 'M' {
		return
	}
	if v := value3(r.b[g.Start:g.End]); v > 0 && v <= 125 {
		r.emit(k, k, 0.8, ruleAge)
	}
}

func value3(b []byte) int {
	v := 0
	for _, c := range b {
		if !lex.IsDigit(c) || v > 999 {
			return 1000
		}
		v = v*10 + int(c-'0')
	}
	return v
}

// near reports whether at most n bytes of blanks and hyphens stand between token i and the next.
func (r *ageReader) near(i, n int) bool {
	if i < 0 || i+1 >= len(r.ts) {
		return false
	}
	g := r.b[r.ts[i].End:r.ts[i+1].Start]
	if len(g) > n {
		return false
	}
	for _, c := range g {
		if c != ' ' && c != '-' && c != 0xe2 && c != 0x80 && (c < 0x90 || c > 0x93) {
			return false
		}
	}
	return true
}

// numberEnding reads the age that ends with token k; first is its first token.
func (r *ageReader) numberEnding(k int) (first int, said, ok bool) {
	if k < 0 {
		return 0, false, false
	}
	t := r.ts[k]
	if t.Flags.AllDigits() {
		p := int(t.Start)
		if p > 1 && (r.b[p-1] == '.' || r.b[p-1] == ',' || r.b[p-1] == '/') && lex.IsDigit(r.b[p-2]) || p > 0 && (r.b[p-1] == '$' || r.b[p-1] == '+') {
			return 0, false, false
		}
		return k, false, value3(r.b[t.Start:t.End]) <= 125
	}
	for i := max(0, k-3); i <= k; i++ {
		if v, e := spoken.Cardinal(r.b, r.ts, i); e == k+1 && v <= 125 {
			return i, true, true
		}
	}
	return 0, false, false
}

// numberFrom reads the age that begins with token k; last is its last token.
func (r *ageReader) numberFrom(k int) (last int, said, ok bool) {
	if k >= len(r.ts) {
		return 0, false, false
	}
	t := r.ts[k]
	if t.Flags.AllDigits() {
		e := int(t.End)
		if e+1 < len(r.b) && (r.b[e] == '.' || r.b[e] == ',' || r.b[e] == '/' || r.b[e] == ':') && lex.IsDigit(r.b[e+1]) || e < len(r.b) && r.b[e] == '%' {
			return 0, false, false
		}
		v := value3(r.b[t.Start:t.End])
		return k, false, v <= 125
	}
	if v, e := spoken.Cardinal(r.b, r.ts, k); e > k && v <= 125 && v > 1 {
		return e - 1, true, true
	}
	return 0, false, false
}

func sayRule(said bool) *pii.Rule {
	if said {
		return ruleAgeSaid
	}
	return ruleAge
}

func (r *ageReader) word(k, id int) {
	switch {
	case (id == ageOld || id == ageAlt) && k > 0 && hashHow[r.ts[k-1].Hash], id == ageAnos && k > 0 && r.ts[k-1].Hash == hashCuantos:
		r.asked(k)
	case id == ageOld || id == ageAlt:
		if r.near(k-1, 3) && ageUnits()[r.ts[k-1].Hash] && r.near(k-2, 3) {
			if first, said, ok := r.numberEnding(k - 2); ok {
				r.emit(first, k, 0.85, sayRule(said))
			}
		}
	case id == ageYo:
		if r.near(k-1, 1) {
			if first, said, ok := r.numberEnding(k - 1); ok {
				r.emit(first, k, 0.75, sayRule(said))
			}
		}
	case id >= ageJaehrig && id < ageEdad:
		if r.near(k-1, 3) {
			if first, said, ok := r.numberEnding(k - 1); ok {
				r.emit(first, k, 0.85, sayRule(said))
			}
		}
	case id == ageBen:
		r.adverbs(k)
	case id >= ageLebens:
		r.lifeYears(k)
	case (id == ageAA || id == ageAnni || id == ageAnosPt+2) && r.unitFirst(k):
	case id == ageAns || id == ageAnos || id == ageAnni || id == ageAA && k > 1 && ageBefore()[r.ts[k-2].Hash] || id == ageJaar || id == ageMeses:
		r.romance(k)
	case id == ageJahre:
		if r.near(k-1, 1) && !(r.near(k, 1)) {
			if first, said, ok := r.numberEnding(k - 1); ok && r.apart(first, k) {
				r.emit(first, k, 0.6, sayRule(said))
			}
		}
	case id >= ageIdade:
		r.labelled(k)
	case id >= ageLetni:
		r.compound(k)
	case id >= ageAnosPt:
		r.romance(k)
	case id >= ageDOB:
		r.born(k)
	case id == ageJ:
		if e := int(r.ts[k].End); r.near(k-1, 1) && r.ts[k-1].Flags.AllDigits() && r.ts[k-1].Len() <= 2 && e < len(r.b) && r.b[e] == '.' && (e+1 == len(r.b) || r.b[e+1] == ',' || r.b[e+1] == ')' || r.b[e+1] == '\n') {
			r.emit(k-1, k, 0.6, ruleAge)
			r.until++
			f := &r.dst[len(r.dst)-1]
			f.End = r.s.Found(int(r.ts[k-1].Start), r.until, f.Type, f.Score, f.Rule).End
		}
	case id == ageBin:
		r.tens(k + 1)
	case id >= ageTens:
		r.tens(k)
	case id >= ageJarige:
		r.compound(k)
	case id >= ageDecade:
		r.decade(k)
	case id == ageYears || id == ageYrs || id == ageMonths:
		if r.near(k-1, 1) && !r.near(k, 1) {
			if first, said, ok := r.numberEnding(k - 1); ok && (first > 1 && (ageVerbs[r.ts[first-1].Hash] && ageOwners[r.ts[first-2].Hash] || r.ts[first-1].Hash == hashOf && ageMan[r.ts[first-2].Hash]) || r.bracketed(first, k) || id != ageMonths && r.apart(first, k)) {
				r.emit(first, k, 0.6, sayRule(said))
			}
		}
	case id == ageY:
		if k+1 < len(r.ts) && r.ts[k+1].Hash == hashO && r.slashOrDot(k) && r.near(k-1, 1) {
			if first, said, ok := r.numberEnding(k - 1); ok {
				r.emit(first, k+1, 0.8, sayRule(said))
				r.dotBehind(first, k)
			}
		}
	case id == ageAged || id == ageTurned || id == ageTurning || id == ageTurns || id == ageTurn:
		if r.near(k, 1) {
			n := k + 1
			if n+1 < len(r.ts) && ageAbout[r.ts[n].Hash] && r.near(n, 1) {
				n++ // aged barely twenty-two
			}
			if last, said, ok := r.numberFrom(n); ok && !r.counts(last, id) {
				r.emit(n, last, 0.7, sayRule(said))
			}
		}
	case id == ageYear: // 37-year-old is found at "old"
	case id == ageAge && k > 2 && r.ts[k-1].Hash == hashOf && ageUnits()[r.ts[k-2].Hash] && r.near(k-2, 1) && r.near(k-3, 3):
		if first, said, ok := r.numberEnding(k - 3); ok {
			r.emit(first, k, 0.85, sayRule(said)) // "78 years of age"
		}
	default:
		r.labelled(k)
	}
}

// compound takes the number that a hyphen or nothing parts from the adjective at token k: "34-jährige", "48-letni".
func (r *ageReader) compound(k int) {
	if !r.near(k-1, 3) {
		return
	}
	if first, said, ok := r.numberEnding(k - 1); ok {
		r.emit(first, k, 0.85, sayRule(said))
	}
}

// apart reports that the tokens first to last stand alone between commas or line breaks, as "Name, 41 Jahre, wohnhaft".
func (r *ageReader) apart(first, last int) bool {
	if r.ts[first].Flags&lex.LineStart == 0 {
		p := int(r.ts[first].Start)
		if p < 2 || r.b[p-1] != ' ' || r.b[p-2] != ',' || first == 0 || r.ts[first-1].Flags&lex.FirstUpper == 0 && !r.s.NoCase() {
			return false
		}
	}
	e := int(r.ts[last].End)
	return e >= len(r.b) || r.b[e] == ',' || r.b[e] == '\n' || r.b[e] == '\r' || e+3 < len(r.b) && r.b[e] == ' ' && (r.b[e+1] == 0xc2 && r.b[e+2] == 0xb7 || r.b[e+1] == 0xe2 && r.b[e+2] == 0x80 && r.b[e+3] != 0x99 || r.b[e+1] == '|' || r.b[e+1] == '-' && r.b[e+2] == ' ')
}

// bare reads ", 58," behind a name of two words, and "61M" or "61F" behind a comma.
func (r *ageReader) bare(k int) {
	t := r.ts[k]
	p, e := int(t.Start), int(t.End)
	if k < 2 || p < 2 || r.b[p-1] != ' ' || r.b[p-2] != ',' || r.ts[k-1].Flags&lex.FirstUpper == 0 && !r.s.NoCase() || r.ts[k-1].Flags&lex.HasDigit != 0 {
		return
	}
	if t.Len() == 3 && (r.b[e-1] == 'M' || r.b[e-1] == 'F' || r.s.NoCase() && e < len(r.b) && r.b[e] == ',' && (r.b[e-1] == 'm' || r.b[e-1] == 'f')) && value3(r.b[p:e-1]) <= 99 {
		r.emit(k, k, 0.6, ruleAge)
		return
	}
	if !t.Flags.AllDigits() || t.Len() != 2 || r.b[p] == '0' || value3(r.b[p:e]) < 10 || e >= len(r.b) || r.b[e] != ',' && r.b[e] != '\n' {
		return
	}
	if r.ts[k-2].Flags&lex.FirstUpper != 0 && (r.ts[k-1].Flags&lex.FirstUpper != 0 && !r.ts[k-1].Flags.AllUpper() || r.ts[k-1].Len() == 1) && r.ts[k-1].Start-r.ts[k-2].End == 1 && r.b[r.ts[k-2].End] == ' ' && r.b[e] == ',' && dates.Month(r.ts[k-1].Hash).Month == 0 && !ageStreets().Has(r.ts[k-1].Hash) {
		r.emit(k, k, 0.52, ruleAge)
	}
}

// ageStreets are words after which a number is no age.
var ageStreetsValue lazy.Value[*lex.Set]

func ageStreets() *lex.Set { return ageStreetsValue.Get(makeAgeStreets) }

func makeAgeStreets() *lex.Set {
	return lex.NewSet(streetBehind...)
}

// counts reports a noun behind the number that makes it a quantity: "turned 30 degrees".
func (r *ageReader) counts(last, id int) bool {
	if id == ageAged || last+1 >= len(r.ts) || !r.near(last, 1) {
		return false
	}
	return r.b[r.ts[last+1].End-1] == 's' && r.ts[last+1].Len() > 4 || int(r.ts[last].End) < len(r.b) && r.b[r.ts[last].End] == '%'
}
