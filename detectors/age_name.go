package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
)

// named reports an age behind a person's name, the number token k: "her daughter Hania (7)", "her children Ada (9) and Obi (4)", "Frau Lis
// (88)", "her son Kai, 3, sleeps", "kids zola 8 and themba 5", "Lis, 61, will retire", "the chair Ewa Lis, 66." and "Lis, Ewa (63 F)".
// Brackets and commas alone say nothing.
func (r *ageReader) named(k int) bool {
	t := r.ts[k]
	p, e := int(t.Start), int(t.End)
	if k == 0 || r.b[p] == '0' || p < 3 || e >= len(r.b) {
		return false
	}
	gap := r.b[r.ts[k-1].End:p]
	if dot := len(gap) == 3 && gap[0] == '.' && gap[1] == ' ' && gap[2] == '('; dot {
		gap = gap[1:] // "Lis, Ewa M. (63 F)"
	}
	switch string(gap) {
	case " (":
		first := r.nameTo(k - 1)
		if first == k || r.b[e] != ')' && !r.toldMore(e) && !r.sexed(k) {
			return false
		}
		return r.relation(first) || r.b[e] != ')' && t.Len() == 2 && k > 1 && r.ts[k-2].Flags&(lex.HasDigit|lex.FirstUpper) == lex.FirstUpper
	case ", ":
		if e+1 < len(r.b) && r.b[e+1] != ' ' && r.b[e+1] != '\n' || r.b[e] != ',' && r.b[e] != '.' {
			return false
		}
		first := r.nameTo(k - 1)
		if first == k {
			return false
		}
		if r.relation(first) {
			return t.Len() == 2 || first > 0 && !ageTitles[r.ts[first-1].Hash]
		}
		if t.Len() != 2 || r.s.NoCase() {
			return false
		}
		if r.b[e] == ',' {
			return (first == k-1 || first == k-2 && r.b[r.ts[first].End] == '-') && k+1 < len(r.ts) && r.opensSentence(first) && ageDoes[r.ts[k+1].Hash]
		}
		if e+2 < len(r.b) && lex.IsDigit(r.b[e+2]) {
			return false // a date
		}
		return first == k-2 && first > 0 && r.near(first-1, 1) && r.ts[first-1].Len() > 4 && r.ts[first-1].Flags&(lex.FirstUpper|lex.HasDigit) == 0 && !streetBeforeSet().Has(r.ts[first-1].Hash)
	case " ":
		if k < 2 || !r.near(k-2, 1) || r.ts[k-1].Flags&lex.HasDigit != 0 {
			return false
		}
		if agePlural[r.ts[k-2].Hash] {
			return k+3 < len(r.ts) && r.near(k, 1) && r.ts[k+1].Hash == hashAnd && r.ts[k+3].Flags.AllDigits() && r.ts[k+3].Len() <= 2
		}
		return k > 2 && r.ts[k-2].Hash == hashAnd && len(r.dst) > 0 && r.until == int(r.ts[k-3].End)
	}
	return false
}

// nameTo returns the first of at most three words in capitals that end with token k, k+1 if there are none. In text without case it is k.
func (r *ageReader) nameTo(k int) int {
	if r.s.NoCase() {
		return k
	}
	first := k + 1
	for i := k; i >= 0 && i > k-3; i-- {
		t := r.ts[i]
		if t.Flags&lex.FirstUpper == 0 || t.Flags&lex.HasDigit != 0 || ageTitles[t.Hash] || ageKin[t.Hash] || i < k && !r.near(i, 1) {
			break
		}
		if ageStreets().Has(t.Hash) || dates.Month(t.Hash).Month > 0 {
			return k + 1
		}
		first = i
	}
	return first
}

// toldMore reports a comma at p and a word behind it: "Lis, Ewa (17, mother present)".
func (r *ageReader) toldMore(p int) bool {
	return p+2 < len(r.b) && r.b[p] == ',' && r.b[p+1] == ' ' && lex.IsLetter(r.b[p+2]) && !lex.IsUpper(r.b[p+2])
}

// relation reports a word for a person right before the name that begins with token first, or another person with an age.
func (r *ageReader) relation(first int) bool {
	if first == 0 {
		return false
	}
	w, before := r.ts[first-1], int(r.ts[first].Start)-int(r.ts[first-1].End)
	if (r.near(first-1, 1) || before == 2 && r.b[w.End] == '.') && (ageTitles[w.Hash] || ageKin[w.Hash] || agePlural[w.Hash]) {
		return true
	}
	if len(r.dst) == 0 || r.until == 0 || before > 3 {
		return false
	}
	return ageAnd[w.Hash] && first > 1 && r.until == int(r.ts[first-2].End) || r.until == int(w.End) && before >= 2
}

// sexed reports "63 F)" and "63, m)" behind the number, token k.
func (r *ageReader) sexed(k int) bool {
	if k+1 >= len(r.ts) || !ageSexes[r.ts[k+1].Hash] || !lex.IsUpper(r.b[r.ts[k+1].Start]) && r.ts[k+1].Start == r.ts[k].End+1 && !r.s.NoCase() || int(r.ts[k+1].End) >= len(r.b) || r.b[r.ts[k+1].End] != ')' {
		return false
	}
	gap := string(r.b[r.ts[k].End:r.ts[k+1].Start])
	return gap == " " || gap == ", "
}

// opensSentence reports that token k is the first word of its line or sentence.
func (r *ageReader) opensSentence(k int) bool {
	p := int(r.ts[k].Start)
	return r.ts[k].Flags&lex.LineStart != 0 || p > 1 && r.b[p-1] == ' ' && (r.b[p-2] == '.' || r.b[p-2] == '"')
}

// reached reports "Teni is 9 today", "er wird 80", "que cumple 90" at the number, token k.
func (r *ageReader) reached(k int) bool {
	t := r.ts[k]
	e := int(t.End)
	if k < 2 || r.b[t.Start] == '0' || !r.near(k-1, 1) || r.b[t.Start-1] != ' ' || !r.near(k-2, 1) || e+1 < len(r.b) && !lex.IsLetter(r.b[e]) && lex.IsWord(r.b[e+1]) && r.b[e] != ' ' && r.b[e] != '\n' {
		return false
	}
	verb, owner := r.ts[k-1], r.ts[k-2]
	person := ageOwners[owner.Hash] || owner.Flags&(lex.FirstUpper|lex.LineStart|lex.HasDigit) == lex.FirstUpper
	switch {
	case ageCelebrates[verb.Hash]:
		return k+1 == len(r.ts) || !r.near(k, 1) || ageDay[r.ts[k+1].Hash] || ageBehind[r.ts[k+1].Hash]
	case verb.Hash == hashWird:
		return person && (k+1 == len(r.ts) || !r.near(k, 1) && (e == len(r.b) || r.b[e] != '%'))
	case ageVerbs[verb.Hash]:
		named := person || owner.Flags&lex.FirstUpper != 0 && !ageThing[owner.Hash]
		return named && k+1 < len(r.ts) && r.near(k, 1) && ageDay[r.ts[k+1].Hash]
	}
	return false
}

// less returns the first token of an age whose larger unit stands before it, which begins with token k: the 6 of "6 years 5 months old".
func (r *ageReader) less(k int) int {
	n := k - 1
	if n > 0 && ageAnd[r.ts[n].Hash] {
		n--
	}
	if n < 1 || !ageUnits()[r.ts[n].Hash] || !r.near(n, 1) || !r.near(n-1, 1) || !r.near(k-1, 1) {
		return k
	}
	if first, _, ok := r.numberEnding(n - 1); ok && int(r.ts[first].Start) >= r.until {
		return first
	}
	return k
}

var (
	hashWird = lex.HashString("wird")
	// ageAbout makes an age a rough one.
	ageAbout = hashes("approx", "approximately", "about", "around", "circa", "ca", "c", "est", "estimated", "like", "almost", "nearly", "maybe", "only", "just", "barely", "still", "over", "dus", "also", "donc", "więc", "etwa", "ungefähr", "environ", "unos", "unas", "quasi", "ongeveer", "około")
	// ageTitles are forms of address: what they name has an age.
	ageTitles = hashes("mr", "mrs", "ms", "miss", "mx", "herr", "frau", "fr", "hr", "mme", "madame", "monsieur", "mlle", "señor", "señora", "sr", "sra", "srta", "signor", "signora", "sig", "meneer", "mevrouw", "mw", "dhr", "pan", "pani", "fru", "dona")
	// ageDoes are what newspapers write behind "Lis, 61,".
	ageDoes = hashes("will", "said", "says", "told", "who", "was", "is", "has", "had", "of", "from", "a", "an", "died", "lives", "pleaded", "denied", "joined", "took", "left", "retired", "resigned", "won", "became", "began", "died", "leaves", "lebt", "bleibt", "wird", "hat", "kam", "ging", "arbeitet", "habite", "vit", "a", "reste", "vive", "lleva", "fue", "ha", "resta", "zegt", "blijft", "werd", "woont", "is", "diz", "foi", "vai", "mówi", "został", "została", "siger", "sier", "bor", "sagte", "sagt", "wurde", "ist", "war", "est", "dit", "était", "es", "era", "dice", "è", "säger", "är")
	ageDay  = hashes("today", "tomorrow", "tonight", "now", "this", "heute", "morgen", "jetzt", "aujourd'hui", "demain", "hoy", "mañana", "oggi", "domani", "vandaag", "dziś", "jutro", "idag", "hoje", "amanhã")
	// ageCelebrates are verbs whose object is an age.
	ageCelebrates = hashes("cumple", "cumplo", "cumplió", "cumplirá", "compie", "compirà", "fyller", "fyllde", "fylder", "kończy", "skończył", "skończyła", "skończy")
	ageThing      = hashes("it", "this", "that", "there", "what", "which", "today", "score", "result", "total", "answer", "time", "temperature", "here", "limit")
)
