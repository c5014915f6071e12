package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// Labels whose value is an occupation or a degree, whatever it says. Behind others ("title", "formation") a word of the value must tell.
var jobLabels, degreeLabels lazy.Value[*lex.Set]

func makeJobLabels() *lex.Set {
	return lex.NewSet("occupation", "occ", "profession", "beruf", "profesión", "profesion", "profissão", "professione", "métier", "metier", "beroep", "zawód", "yrke", "ocupación", "ocupacion", "ocupação",
		"occupazione", "jobtitle", "stilling", "befattning", "stanowisko")
}

func makeDegreeLabels() *lex.Set {
	return lex.NewSet("degree", "abschluss", "studium", "diplôme", "titulación", "wykształcenie", "studytype", "uddannelse", "utdanning", "utbildning")
}

const (
	maxTitle   = 7 // words of a title behind a label
	labelScore = 0.85
)

// labelledTitle takes the value of a form's label or a key at word i: "Beruf: Kundenberaterin", `"position": "Associate"`,
// "<Occupation>lens technician</Occupation>".
func (r *reader) labelledTitle(i int, flags uint64) {
	from := r.valueOf(i)
	if from == 0 {
		return
	}
	r.employerBefore(i)
	typ, rule, tells, sure := pii.JobTitle, ruleJob, jobHead|jobModifier|jobWeak, jobLabels.Get(makeJobLabels)
	if flags&degreeWord != 0 {
		typ, rule, tells, sure = pii.Education, ruleDegree, degree|degreeShort, degreeLabels.Get(makeDegreeLabels)
	}
	to, told, all := from, sure.Has(r.s.Tokens()[r.s.TokenAt(int(r.Words[i].Start))].Hash), true
	if r.says(i, "area", "Area", "AREA") {
		if !r.mark(i+1, '"') || !r.studies(i) {
			return
		}
		told = true
	}
	if !told && r.says(i, "title", "Title", "TITLE", "role", "Role") && !r.mark(i+1, ':') {
		return // of a page, of a machine
	}
	for to-from < maxTitle && (to == from || r.adjoins(to)) && (r.plain(to) || to > from && r.anyMark(to, "'&/-")) && !(typ == pii.Education && to > from && (r.is(to, isAt) || r.says(to, "an", "à"))) {
		all = all && r.is(to, tells)
		to++
	}
	told = told || all || r.is(from, tells&^jobModifier) || to > from && r.is(to-1, tells&^jobModifier)
	if to > from && r.Words[to-1].Shape == nametag.Punct {
		to--
	}
	if to == from || !told || r.adjoins(to) && (r.Words[to].Shape != nametag.Punct && typ == pii.JobTitle || r.mark(to, ':')) || r.is(from, isNobody) || r.claimedByPerson(from, to) {
		return
	}
	r.replace(reading{from: from, to: to, typ: typ, score: labelScore, rule: rule})
}

// employerBefore takes the firm that a key "name" right before the key of a position holds, as in resumes in JSON: `"name": "Lagan Cloud", "position": …`.
func (r *reader) employerBefore(i int) {
	if !r.says(i, "position") || !r.mark(i-1, '"') || !r.mark(i-2, ',') || !r.mark(i-3, '"') {
		return
	}
	from := i - 3
	for i-3-from < maxOrgWords && from > 3 && r.sameLine(from) && r.Words[from-1].Shape != nametag.Punct {
		from--
	}
	if from < i-3 && r.mark(from-1, '"') && r.mark(from-2, ':') && r.mark(from-3, '"') && r.says(from-4, "name") && r.Words[from].Shape != nametag.Digit {
		r.replace(reading{from: from, to: i - 3, typ: pii.Org, score: 0.75, rule: ruleEmployer})
	}
}

// studies reports whether the kind of a study stands near the key at word i, as in resumes in JSON: `"area": "Law", "studyType": "BA"`.
func (r *reader) studies(i int) bool {
	for k := max(0, i-nearby); k < min(i+nearby, len(r.Words)); k++ {
		if r.says(k, "studyType") {
			return true
		}
	}
	return false
}

// claimedByPerson reports whether a person was read among the words.
func (r *reader) claimedByPerson(from, to int) bool {
	for i := from; i < to; i++ {
		if r.person1(i) {
			return true
		}
	}
	return false
}

// replace enters f in place of all that was read of its words.
func (r *reader) replace(f reading) {
	for k := f.from; k < f.to; k++ {
		if o := r.owner[k]; o != 0 {
			r.drop(int(o - 1))
		}
	}
	r.add(f)
}

// valueOf returns the first word behind the label or the key at word i, 0 if it is none.
func (r *reader) valueOf(i int) int {
	n, told := i+1, false
	if r.mark(i-1, '/') && !r.Words[i].Space {
		return 0 // "</Occupation>"
	}
	for n-i < 6 && r.sameLine(n) && r.anyMark(n, "*\":>.") {
		told = told || r.anyMark(n, ":>") || n-i > 2 && r.mark(n, '.')
		n++
	}
	if !told || !r.sameLine(n) {
		return 0
	}
	return n
}

// maxQualifiers is the most words in small letters that qualify an occupation.
const maxQualifiers = 3

// articles stand before an occupation that somebody has.
var articles lazy.Value[*lex.Set]

func makeArticles() *lex.Set {
	return lex.NewSet("A", "An", "its", "a", "an", "the", "our", "my", "his", "her", "their", "your", "un", "una", "une", "la", "le", "el", "il", "lo", "der", "die", "das", "ein", "eine", "einen", "unser", "unsere", "mein", "meine", "notre", "mon", "ma", "son", "sa",
		"nuestra", "nuestro", "su", "mi", "nossa", "nosso", "o", "um", "uma", "de", "het", "een", "onze", "mijn", "en", "ett", "den", "vår", "suo", "sua", "mio", "mia", "loro", "leur", "Su", "Our", "The", "My", "Her", "His", "La", "El", "Le", "Die", "Der", "Sa", "Son", "Notre", "Unsere", "Nuestra")
}

// definite are articles that stand before things as well: "is the delete operator".
var definite = []string{"the", "der", "die", "das", "la", "le", "el", "il", "lo", "o", "de", "het", "den"}

// before are words between the article and the occupation that are no part of it.
var before lazy.Value[*lex.Set]

func makeBefore() *lex.Set {
	return lex.NewSet("former", "currently", "formerly", "previously", "blevet", "blitt", "blivit", "uddannet", "utdannet", "utbildad", "tidigare", "tidligere", "nuværende", "nuvarande", "derzeitiger", "derzeitige", "atual", "actual", "attuale", "actuel", "actuelle", "dotychczasowy", "dotychczasowa", "obecny", "obecna", "były", "była", "huidige", "voormalig", "voormalige", "eleito", "eleita", "off-duty", "first", "last", "new", "original", "strong", "another", "previous", "excellent", "only", "next", "current", "old", "young", "great", "good", "best", "late", "avid", "now", "then", "also", "retired", "appointed", "elected", "named", "ancien", "ancienne", "ehemaliger",
		"bislang", "zuletzt", "früher", "damals", "jetzt", "heute", "lange", "jahrelang", "ehemalige", "neuer", "neue", "neuen", "nuevo", "nueva", "nouveau", "nouvelle", "nuovo", "nuova", "nieuwe", "novo", "nova", "ny", "nya")
}

// qualified returns where the words in small letters before the occupation [from,to) begin if something says that somebody has it: "as a
// forklift operator", "Aoife, the breakfast cook", "the cellist Morfudd".
func (r *reader) qualified(from, to int) (start int, ok bool) {
	start = from
	if (!r.sameLine(from) || r.anyMark(from-1, ".!?")) && r.introduces(from, to) {
		return from, true
	}
	if r.retires(to) {
		for from-start < maxQualifiers && r.sameLine(start) && r.qualifies(start-1) {
			start--
		}
		return start, true
	}
	for k := from; from-k <= maxQualifiers && k > 0 && r.sameLine(k); k-- {
		if r.held(k, to) {
			return k, true
		}
		if !r.qualifies(k - 1) {
			break
		}
	}
	return from, false
}

// qualifies reports whether word i may qualify an occupation: in small letters, or letters such as "ENT".
func (r *reader) qualifies(i int) bool {
	w := &r.Words[i]
	return (w.Shape == nametag.Lower && w.Len() > 2 || w.Shape == nametag.Upper && w.Len() < 5) && !w.IsStop() && !w.IsParticle() && (r.owner[i] == 0 || r.found[r.owner[i]-1].typ == pii.JobTitle) &&
		(w.Flags&jobModifier != 0 || w.Flags&isLabel == 0) && w.Flags&(ruleWords&^isLabel&^(isMiddle|isTrade|isOrgTail|isWeakTail|isEponymTail|isHeading)|jobCue|jobLink) == 0 && !r.among(i, articles.Get(makeArticles)) && !r.among(i, before.Get(makeBefore))
}

// held reports whether the words around [k,to) say that it is somebody's occupation.
func (r *reader) held(k, to int) bool {
	j := k - 1
	for n := 0; n < 2 && r.among(j, before.Get(makeBefore)) && r.sameLine(j); n++ {
		j--
	}
	if j > 0 && r.Words[j].Shape == nametag.Initial && r.owner[j] == 0 && r.sameLine(j) && r.says(j-1, "a", "an", "the") {
		j-- // "a Welsh illustrator"
	}
	if k-1 > j && r.among(k-1, retired.Get(makeRetired)) || r.among(k-1, retired.Get(makeRetired)) {
		return true // "a retired pipefitter"
	}
	article, one := r.among(j, articles.Get(makeArticles)) || r.mark(j, '\'') && to-k < 3, !r.says(j, definite...)
	now := r.says(j+1, "now")
	if article {
		j--
	}
	if r.among(j, tenures.Get(makeTenures)) && (r.serves(j, one) || r.among(j, chosen.Get(makeChosen)) || r.chosenAs(j) || r.says(j, "was", "am") && r.says(j-1, "I") && r.sameLine(to) && r.is(to, isAt)) ||
		k > j+1 && r.among(k-1, chosen.Get(makeChosen)) || r.aged(k-1) || r.mark(j, ',') && r.says(j-1, "self-employed", "Self-employed", "freelance") || r.opening(k, to) {
		return true
	}
	if article && r.relates(to) {
		return true
	}
	if article && r.presides(to, j+1) && !r.says(k, "attorney", "partner", "lawyer", "supervisor") {
		return true // "our director, Nuria Campmany"
	}
	relation := to-k == 1 && r.says(k, "supervisor", "attorney", "partner", "lawyer")
	if relation || r.is(to-1, isLabel) && to-k == 1 && !r.apposed(j) {
		return false
	}
	if r.introduces(k, to) {
		return true
	}
	if r.posted(j) || r.posted(k-1) {
		return true
	}
	if r.says(j, "fue", "war", "était", "foi", "jest", "był", "była") {
		return one
	}
	if r.sameLine(to) && !r.pauses(to) && !r.is(to, isAt|jobLink|isHuman) && !r.says(to, "en", "em", "i", "in", "w", "à", "du", "des", "di", "del") {
		return false
	}
	switch {
	case r.apposed(j):
		return true
	case r.says(k-1, "old"): // "a 39 year old teaching assistant"
		return true
	case r.says(j, "as", "als", "como", "comme", "come", "som", "jako"):
		return one
	case r.mark(j, '\'') && r.says(j-1, "who", "he", "she"):
		return article
	}
	if r.says(j, "soy", "sono", "bin", "suis", "sou", "jestem") && r.adjoins(j+1) {
		return true
	}
	if r.says(j, "er", "sie", "ich", "Ich", "Er", "Sie") && r.says(j-1, "war", "ist", "wurde", "bin") {
		return true // "von 1924 an war sie Kustodin"
	}
	return one && (r.is(j, isCopula) || r.says(j, "i'm", "I'm", "soy", "sono", "bin")) && (article || now || r.says(to, "of") && !r.says(to-1, "representative") || r.says(j, "är", "er", "ist", "est", "es"))
}

// retired are words before an occupation that somebody has or had.
var retired lazy.Value[*lex.Set]

func makeRetired() *lex.Set {
	return lex.NewSet("retired", "Retired", "Former", "Ancien", "Ancienne", "former", "ex", "pensionierter", "pensionierte", "ehemaliger", "ehemalige", "gelernter", "gelernte", "retraité", "retraitée", "ancien", "ancienne", "jubilado", "jubilada", "exalcalde", "gepensioneerd", "gepensioneerde", "voormalig", "aposentado", "aposentada", "emerytowany", "emerytowana")
}

// posted reports whether the words that end with word j say that an office follows: "applied for", "the post of", "en qualité de", "daughter of a".
func (r *reader) posted(j int) bool {
	if !r.sameLine(j) || !r.sameLine(j+1) {
		return false
	}
	switch {
	case r.says(j, "for") && r.says(j-1, "in") && r.says(j-2, "put", "puts", "putting"):
		return true
	case r.says(j, "for", "to", "als", "as", "für", "voor", "para"):
		return r.says(j-1, "applied", "applying", "apply", "considered", "promoted", "hired", "beworben", "bewerbe", "angestellt", "solliciteer", "solliciteert", "aplicar", "candidatar")
	case r.says(j, "of", "de", "di", "da", "d", "do"):
		return r.says(j-1, "post", "position", "role", "job", "poste", "puesto", "cargo", "qualité", "fonction", "fonctions", "emploi", "métier", "qualità", "ruolo", "posto", "mansioni", "calidad", "categoría", "oficio", "vaga", "função", "funções", "stanowisko", "stanowisku") ||
			r.is(j-1, isFamily) && r.says(j, "of") && r.says(j+1, "a", "an")
	}
	return false
}

// introduces reports whether a person follows an occupation: "the cellist Morfudd", "Energy Minister Graham Tolley".
func (r *reader) introduces(k, to int) bool {
	n := r.untitled(to)
	if !r.sameLine(n) {
		return false
	}
	return r.person1(n) && r.adjoins(to) && r.Words[to].Mode == nametag.Cased && !r.is(to-1, isKin|isFamily) &&
		(r.sameLine(k) || r.is(to-1, jobWeak) && !r.is(to-1, isLabel|isNobody))
}

// theirs are possessives before those who serve somebody: a form of address behind one, "her teacher, Ms Lee", says who it is and no position.
var theirs = []string{"Your", "His", "Her", "Their", "My", "Our", "his", "her", "its", "their", "your", "my", "our", "su", "sua", "suo", "son", "sa", "sein", "seine", "ihr", "ihre", "ihrem", "ihrer", "seinem", "seiner", "zijn", "haar", "sin", "hans", "hennes"}

// presides reports whether the words behind an occupation end in a comma and a person: "the head of the society, Ify Okoro".
func (r *reader) presides(to, article int) bool {
	for n := to; n-to < maxAround+1 && r.adjoins(n); n++ {
		if w := &r.Words[n]; w.Shape == nametag.Punct {
			return r.mark(n, ',') && r.sameLine(n+1) && (r.person1(n+1) || n == to && !r.is(to-1, isClinician) && !r.says(article, theirs...) && r.person1(r.untitled(n+1)))
		}
	}
	return false
}

// apposed reports whether word i is a mark behind a person, or behind somebody's age: "Leilani K., 27, line cook".
func (r *reader) apposed(i int) bool {
	if i < 1 || !r.sameLine(i+1) || r.Words[i].Shape != nametag.Punct || r.anyMark(i, ".:;!?'\"") || r.mark(i, '-') && r.Words[i+1].Mode != nametag.Cased {
		return false
	}
	if i > 2 && r.mark(i, ',') && r.figure(i-1, 2) && r.mark(i-2, ',') {
		i -= 2
	}
	return r.sameLine(i) && r.person1(i-1)
}

// object returns the end of what an occupation that ends before word to is about: "head of trading operations", "chef d'équipe"; to if nothing
// follows that ends before a pause.
func (r *reader) object(to int) int {
	if !r.adjoins(to) {
		return to
	}
	if w := &r.Words[to]; bytes.HasPrefix(r.s.Text[w.Start:w.End], elided) && w.Shape == nametag.Lower {
		return to + 1
	}
	if !r.is(to, jobLink) && !r.says(to, "du", "des", "di", "del", "van", "voor", "for", "da", "do", "aux") {
		return to
	}
	n := to + 1
	for n-to <= 3 && r.adjoins(n) && r.Words[n].Shape == nametag.Lower && r.Words[n].Len() > 2 && !r.Words[n].IsStop() && !r.is(n, isAt) && r.owner[n] == 0 {
		n++
	}
	if n == to+1 || r.sameLine(n) && !r.pauses(n) && !r.is(n, isAt) && !r.Words[n].IsParticle() {
		return to
	}
	return n
}

var elided = []byte("d'")

// about returns the end of the one word behind an occupation in a line of a CV that says what it is about: "Teamleider Debiteuren", "assistante
// marketing".
func (r *reader) about(to int) int {
	if r.adjoins(to) && r.plain(to) && !r.Words[to].IsStop() && !r.Words[to].IsParticle() && r.owner[to] == 0 && !r.is(to, isAt|isOrgTail|isOrgHead|isLegal) && (!r.sameLine(to+1) || r.Words[to+1].Shape == nametag.Punct) {
		return to + 1
	}
	return to
}

// dated reports whether a year stands on the line before word i, as in a CV.
func (r *reader) dated(i int) bool {
	for n := 0; n < maxField && r.sameLine(i); n++ {
		if i--; r.figure(i, 4) && !r.figure(i, 3) {
			return true
		}
	}
	return false
}

// trained takes "Ausbildung zum Elektroniker", "Umschulung zur Köchin".
func (r *reader) trained(i int) {
	if r.says(i, "Ausbildung", "Lehre", "Umschulung", "Weiterbildung") && r.says(i+1, "zum", "zur", "als") && r.adjoins(i+1) && r.adjoins(i+2) && r.Words[i+2].Shape == nametag.Initial {
		r.replace(reading{from: i, to: i + 3, typ: pii.Education, score: 0.75, rule: ruleDegree})
	}
}

// position reports whether what the tagger takes for an organization is called like a position: "Customs Compliance Lead", "VP Operations",
// "Responsable de Suscripción".
func (r *reader) position(f *reading) bool {
	if f.to-f.from < 2 || f.score > surely || r.Words[f.from].Mode != nametag.Cased || r.is(f.to-1, isOrgTail|isLegal) {
		return false
	}
	if r.is(f.from, jobHead) && (r.is(f.from+1, jobLink) || f.to-f.from == 2 && r.is(f.from+1, jobModifier)) {
		return true
	}
	if !r.is(f.to-1, jobHead) {
		return false
	}
	for i := f.from; i < f.to-1; i++ {
		if e := r.Entry(i); !r.is(i, jobModifier|jobHead) && (e.Common() < 2 || e.First() > 0) {
			return false
		}
	}
	return true
}
