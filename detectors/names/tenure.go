package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
)

// chosen are the words before an office to which somebody comes.
var chosen lazy.Value[*lex.Set]

func makeChosen() *lex.Set { return lex.NewSet(offices...) }

var offices = []string{"elected", "appointed", "named", "promoted", "elegida", "elegido", "nombrada", "nombrado", "nommé", "nommée", "élu", "élue", "promu", "promue", "nominato", "nominata", "eletto", "eletta", "eleito", "eleita", "nomeado", "nomeada", "vald", "utsedd", "valgt", "udnævnt", "utnevnt", "wybrana", "wybrany", "mianowany", "mianowana"}

// tenures are the words that serves, chosenAs and chosen ask for, so that other words before an occupation cost one look-up.
var tenures lazy.Value[*lex.Set]

func makeTenures() *lex.Set {
	s := lex.NewSet("formerly", "previously", "once", "as", "als", "como", "comme", "come", "jako", "som", "zum", "zur", "tot", "till", "na", "was", "am")
	for _, w := range offices {
		s.Add(lex.HashString(w))
	}
	return s
}

// serving are words before "as a" behind which stands what somebody works as.
var serving = []string{"served", "serves", "serving", "worked", "works", "work", "working", "employed", "engaged", "hired", "retrained", "qualified", "career", "job", "acted",
	"bleibt", "blieb", "fungiert", "fungierte", "arbeitet", "arbeitete", "tätig", "angestellt", "beschäftigt", "travaille", "travaillait", "travaillé", "embauché", "embauchée", "employé", "employée", "trabaja", "trabajaba", "trabajó", "contratado", "contratada", "lavora", "lavorava", "lavorato", "assunto", "assunta",
	"werkt", "werkte", "werkzaam", "trabalha", "trabalhava", "trabalhou", "contratado", "contratada", "pracuje", "pracował", "pracowała", "zatrudniony", "zatrudniona", "arbetar", "arbetade", "jobbar", "jobbade", "anställd", "arbejder", "jobber"}

// serves reports whether the words that end with word j say that somebody works, or was, what follows: "served as", "formerly a".
func (r *reader) serves(j int, one bool) bool {
	if !one || !r.sameLine(j+1) {
		return false
	}
	if r.says(j, "formerly", "Formerly", "previously", "Previously", "once") {
		return true
	}
	if !r.says(j, "as", "als", "como", "comme", "come", "jako", "som") || !r.sameLine(j) {
		return false
	}
	for k := j - 1; k >= 0 && j-k < 6 && r.sameLine(k+1); k-- {
		if r.says(k, serving...) {
			return true
		}
		if w := &r.Words[k]; k < j-1 && w.Shape == nametag.Punct {
			break
		}
	}
	return false
}

// chosenAs reports whether German or Dutch words that end with word j say to what office somebody comes: "wählten sie zur neuen", "benoemd tot".
func (r *reader) chosenAs(j int) bool {
	if !r.says(j, "zum", "zur", "tot", "till", "na") || !r.sameLine(j) {
		return false
	}
	for k := max(0, j-maxField); k < min(len(r.Words), j+maxField); k++ {
		w := &r.Words[k]
		for _, stem := range elections {
			if w.Len() > len(stem) && w.Shape == nametag.Lower && bytes.HasPrefix(r.s.Text[w.Start:w.End], stem) {
				return true
			}
		}
	}
	return false
}

var elections = [][]byte{[]byte("wählt"), []byte("gewählt"), []byte("ernannt"), []byte("beförder"), []byte("berufen"), []byte("bestellt"), []byte("benoem"), []byte("gekozen"), []byte("verkozen"), []byte("bevorder"), []byte("valde"), []byte("vald"), []byte("utså"), []byte("wybra"), []byte("mianowa")}

// retires reports whether the words from word i on say that the occupation before them is or was somebody's: "couvreur à la retraite", "a welder by trade".
func (r *reader) retires(i int) bool {
	if !r.sameLine(i) || r.Words[i].Shape != nametag.Lower {
		return false
	}
	n := i + 1
	if r.says(n, "la", "die", "der", "het") {
		n++
	}
	switch {
	case r.says(i, "by", "de", "von", "di", "van", "z", "till", "av"):
		return r.says(n, "trade", "profession", "training", "Beruf", "métier", "profesión", "oficio", "professione", "mestiere", "beroep", "profissão", "ofício", "zawodu", "yrket", "yrke")
	case r.says(i, "à", "en", "im", "in", "na", "i"):
		return r.says(n, "retraite", "Ruhestand", "Rente", "pensione", "pensioen", "emeryturze", "pension")
	}
	return r.says(i, "retraité", "retraitée", "jubilado", "jubilada", "pensionato", "pensionata", "aposentado", "aposentada", "reformado", "reformada", "a.D.")
}

// ages are the words that aged asks for.
var ages lazy.Value[*lex.Set]

func makeAges() *lex.Set {
	return lex.NewSet("male", "female", "man", "woman", "jährige", "jähriger", "jährigen", "jarige", "yo", "y/o", "yr-old", "year-old", "årig", "årige", "o", "old")
}

// aged reports whether word i ends an age or says a sex behind one: "44-year-old", "a 41 yo male".
func (r *reader) aged(i int) bool {
	if i < 1 || r.Words[i].Shape != nametag.Lower || !r.among(i, ages.Get(makeAges)) {
		return false
	}
	if r.says(i, "male", "female", "man", "woman") {
		i--
	}
	if r.says(i, "jährige", "jähriger", "jährigen", "jarige") && r.mark(i-1, '-') {
		return true
	}
	return r.says(i, "yo", "y/o", "yr-old", "year-old", "årig", "årige") || r.says(i, "o") && r.mark(i-1, '/') && r.says(i-2, "y") || r.says(i, "old") && (r.mark(i-1, '-') || r.says(i-1, "year", "yr"))
}

// relates reports whether a clause in the past behind word i tells of one person: "a ferry deckhand who jumped into the harbour".
func (r *reader) relates(i int) bool {
	if !r.sameLine(i) || !r.says(i, "who", "whose") || !r.sameLine(i+1) {
		return false
	}
	w := &r.Words[i+1]
	return r.says(i+1, "was", "had", "fell", "drove", "took", "gave", "died", "left", "lost", "ran", "saw", "found", "told", "said") || w.Shape == nametag.Lower && w.Len() > 4 && bytes.HasSuffix(r.s.Text[w.Start:w.End], []byte("ed"))
}

// untitled returns the first word from i on, at most three further, that is no article and no form of address: "vicar, the Revd Olu", "Giudice dott.ssa Marilena".
func (r *reader) untitled(i int) int {
	n := i
	for n-i < 4 && n < len(r.Words) && (n == i || r.adjoins(n)) && !r.person1(n) && (r.Words[n].IsTitle() || r.is(n, isAddressed) || r.says(n, "the", "ssa", "la", "der", "die") || n > i && r.mark(n, '.') || r.says(n, ranks...)) {
		n++
	}
	return min(n, len(r.Words)-1)
}

// opening reports whether an occupation that no English word is opens its sentence and a comma and a person follow: "Montören, Kevin Ståhl, har".
func (r *reader) opening(k, to int) bool {
	return to-k == 1 && r.Entry(k).Common() == 0 && r.Words[k].Shape == nametag.Initial && (!r.sameLine(k) || r.anyMark(k-1, ".!?")) && r.mark(to, ',') && r.sameLine(to+1) && r.person1(to+1)
}
