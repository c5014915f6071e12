package special

import (
	"bytes"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// questionWords are words of questions about each category beside those of its form labels.
var questionWords = [...]string{
	catHealth: `biopsy scan results bloods hospital surgery doctors biopsie befund ergebnis krankenhaus résultats analyses hôpital médecin resultados análisis médico biopsia health illness sick medicine doctor treated treatment therapy gesundheit gesundheitliche gesundheitlichen krank krankheit
		medikamente behandlung therapie disabled disability adjustment adjustments allergic pregnant schwerbehindert behindert behinderung
		anpassung handicap handicapé handicapée aménagement adaptación discapacidad medication meds santé malade maladie traitement soigné salud enfermo enferma enfermedad tratamiento`,
	catReligion: `believe god worship church mosque synagogue temple pray gott kirche moschee beten glauben dieu église mosquée prier croyez
		dios iglesia mezquita rezar cree`,
	catPolitical: `vote voted voter elections campaign wählen gewählt wahl parteien votez voté encarté élections milita vota votar votó elecciones`,
	catEthnicity: `roots ancestry descent family background wurzeln stammen herkunft racines originaire ascendencia raíces procede`,
	catUnion:     `unions strike streik gewerkschaften syndiqué syndiquée syndicats grève sindicatos huelga sindicado afiliado`,
	catGenetic:   `genes gene genetic hereditary gentest genetisch erblich génétique héréditaire genes genético hereditario`,
	catBiometric: `fingerprints fingerabdrücke empreintes huellas`,
	catSexuality: `attracted gay sexually sexuell schwul attiré sexuel atrae sexual`,
	catCriminal: `trouble law justice justicia justiz gericht policía antecedentes background check checks convicted arrested prison jail police convictions vorbestraft verurteilt gefängnis polizei previous record offences auffällig condamné prison police arrêté casier
		condenado detenido cárcel policía condamnation verurteilung verurteilungen vorstrafe strafverfahren condena causa tribunal juzgado`,
	catMinor: "",
}

// cues are the words of questions about a category, one bit each.
func cues() map[uint64]uint32 {
	return cuesTable.Get(func() map[uint64]uint32 {
		m := map[uint64]uint32{}
		add := func(words string, c int) {
			for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ';' || r == '\n' || r == '\t' }) {
				if len(w) >= 4 {
					m[lex.HashString(w)] |= 1 << c
				}
			}
		}
		for c, words := range labelWords {
			add(words, c)
		}
		for c, words := range questionWords {
			add(words, c)
		}
		return m
	})
}

var cuesTable lazy.Value[map[uint64]uint32]

// Bounds of the question before an answer: tokens of the answer before the term, tokens of the question.
const (
	answerWords   = 12
	questionTurns = 20
)

// answers reports whether the sentence before that of token i, or the one before a short "Yes.", asks about category cat.
func (r *reader) answers(cat, i int) bool {
	ts, text := r.s.Tokens(), r.s.Text
	k := i - 1
	for ; k >= 0 && i-k <= answerWords; k-- {
		gap := text[ts[k].End:ts[k+1].Start]
		if bytes.IndexByte(gap, '?') >= 0 {
			break
		}
		if len(gap) > 40 || bytes.Contains(gap, paragraph) {
			return false
		}
	}
	if k < 0 || i-k > answerWords {
		return false
	}
	for n := 0; k >= 0 && n < questionTurns; k, n = k-1, n+1 {
		if n > 0 && stops(text, int(ts[k].End), int(ts[k+1].Start), ts, k) {
			return false
		}
		if cues()[ts[k].Hash]>>cat&1 != 0 {
			return true
		}
	}
	return false
}

// answered appends a hint of the whole answer "no" or "yes" to the question that ends behind token i: "Any convictions? No".
func (r *reader) answered(dst []pii.Finding, first, cat, i int) []pii.Finding {
	ts, text := r.s.Tokens(), r.s.Text
	end := min(len(ts), i+answerWords)
	for i < end && !asks(text[ts[i-1].End:ts[i].Start]) {
		i++
	}
	if i < end && ts[i].Flags&lex.LineStart != 0 && int(ts[i].End) < len(text) && text[ts[i].End] == ':' {
		if professionals()[ts[i].Hash] {
			return dst // tells what is covered, not how she is
		}
		i++ // who answers
	}
	if i >= end || i+1 < len(ts) && !bytes.ContainsAny(text[ts[i].End:ts[i+1].Start], "\n,.;!") {
		return dst
	}
	polarity := pii.Negated
	switch {
	case openers()[ts[i].Hash] == signYes && (i+1 == len(ts) || ts[i+1].Flags&lex.LineStart != 0):
		polarity = pii.Asserted
	case !clear()[ts[i].Hash] && r.context(i)&neg == 0:
		return dst
	}
	f := r.s.Found(int(ts[i].Start), int(ts[i].End), categories[cat], 0.6, frameRule.in(r.kind.kind))
	if k := len(dst) - 1; k >= first && dst[k].Start == f.Start {
		return dst
	}
	f.Attrs = f.Attrs.WithAttribution(pii.Self).WithPolarity(polarity).WithDirectness(pii.Explicit)
	return append(dst, f)
}

// professionals are speakers whose answers are not about themselves.
func professionals() map[uint64]bool {
	return professionalsTable.Get(func() map[uint64]bool {
		return hashes(`agent adviser advisor consultant berater beraterin conseiller conseillère asesor asesora doctor nurse therapist counsellor arzt ärztin therapeut
			therapeutin médecin thérapeute infirmière médico médica terapeuta interviewer interviewerin recruiter recruteur recruteuse reclutador host operator`)
	})
}

var professionalsTable lazy.Value[map[uint64]bool]

var paragraph = []byte("\n\n")

// mark notes what the word k before a term of category cat says of its sentence.
func (r *reader) mark(c *clause, cat, k int) {
	if r.s.Tokens()[k].Flags.AllDigits() && r.share(k) {
		c.anybody = true
	}
	switch openers()[r.s.Tokens()[k].Hash] {
	case signYes:
		c.yes = c.nb < 4
	case signStill:
		c.still = true
	case signBecause:
		if c.nb < 5 {
			c.because = c.nb + 1
		}
	case signDropped:
		c.dropped = c.nb < 6 && (k == 0 || !joined(r.s.Text, r.s.Tokens()[k-1], r.s.Tokens()[k]) || r.s.Text[r.s.Tokens()[k].Start-1] == '\n')
	case signIf:
		c.conditional = true
		if ts := r.s.Tokens(); k+1 < len(ts) && string(r.s.Text[ts[k+1].Start:ts[k+1].End]) == "Sie" {
			c.all |= you
		}
	case signAs:
		c.as = c.as || c.nb < 5
	case signIn:
		c.anybody = c.anybody || r.oneIn(k)
	case signStaff:
		c.anybody = c.anybody || r.ruled(k)
	case signWhoever:
		ts := r.s.Tokens()
		c.anybody = c.anybody || k == 0 || stops(r.s.Text, int(ts[k-1].End), int(ts[k].Start), ts, k-1)
	case signField:
		c.tab = true
	case signSome:
		c.anybody = c.anybody || c.nb > 0 && anyones()[r.s.Tokens()[k+1].Hash] == signWith
	case signReported:
		next := uint32(0)
		if k > 0 {
			next = r.context(k - 1)
		}
		c.reported = c.reported || cat == catCriminal && next&poss == 0 && r.kind.of(r.s) != Note
	}
}

// What single words say of their sentence.
const (
	signYes = 1 + iota
	signAs
	signReported
	signStill
	signBecause
	signIf
	signDropped
	signEach    // behind a term how often it comes, before it everybody
	signStaff   // the holder of a part, whom rules are for
	signWhoever // anybody, at the beginning of a rule
	signSome    // of many: "some with autism"
	signField   // part of a program's window, which holds the words behind it
	signIn      // between the numbers of a share: "one in four"
)

// openers are words that open an answer, that lead to what somebody is, and the persons of police reports.
func openers() map[uint64]uint8 {
	return openersTable.Get(func() map[uint64]uint8 {
		return signed(map[uint8]string{
			signYes:     "yes yeah yep ja jawohl oui ouais sí",
			signAs:      "as als comme como",
			signDropped: "tested woke lost overstayed fasting seeing caught threw came went broke diagnosed had got getting having feeling been taking took started hab hatte habe nehme bin war krieg jfais javais jprends jsuis suis ai tengo tuve",
			signEach:    "every each",
			signIn:      "in out sur",
			signSome:    "some algunos algunas einige certains certaines plusieurs manche several varios varias",
			signField:   "tab tabs dropdown drop checkbox tick menu onglet reiter auswahlfeld kontrollkästchen schaltfläche pestaña casilla desplegable écran bouton botón",
			signWhoever: "quien quienes whoever quiconque",
			signStaff: `employee worker applicant candidate contractor licensee tenant pupil passenger claimant traveller salarié salariée travailleur travailleuse agent candidat candidate
				locataire assuré assurée aspirante postulante opositor opositora licitador adjudicatario alumno alumna volontaire stagiaire volunteer freiwilliger empleado empleada trabajador trabajadora solicitante candidata inquilino asegurado arbeitnehmer arbeitnehmerin beschäftigte beschäftigter
				bewerber bewerberin mieter versicherte versicherter antragsteller`,
			signIf:      "if wenn falls sofern si",
			signBecause: "because since weil denn da car parce puisque porque pues",
			signStill:   "still again noch wieder encore toujours aún todavía sigue sigues",
			signReported: `jähriger jährige jährigen teenagers youths pair trio duo couple männern frauen femme femmes mujer mujeres jóvenes individuo individuos individu individus suspects ladrón voleur thief burglar man men woman women suspect suspects defendant driver accused teenager youth homme hommes suspect prévenu accusé conducteur
				mann männer verdächtige verdächtiger angeklagte angeklagter tatverdächtige beschuldigte beschuldigter hombre hombres joven sospechoso
				acusado conductor varón mayor minister senator councillor footballer banker actor singer politician maire ministre député sénateur
				banquier chanteur acteur bürgermeister politiker politikerin sänger schauspieler fußballer alcalde exalcalde ministro exministro diputado
				senador cantante futbolista`,
		})
	})
}

// ruled reports whether the holder of a part at token k is anybody whom a rule is for: "An employee who …" or "Le salarié qui …" at the beginning of
// a sentence, "where an employee …".
func (r *reader) ruled(k int) bool {
	ts, text := r.s.Tokens(), r.s.Text
	if k+1 >= len(ts) || ts[k+1].Start-ts[k].End > 2 {
		return false
	}
	first := k
	if k > 0 && anyones()[ts[k-1].Hash] == signAnyone {
		first--
	}
	if first > 0 && anyones()[ts[first-1].Hash] == signWhere {
		return first < k
	}
	return anyones()[ts[k+1].Hash] == signRelative && (first < k || text[ts[k].End] == ',') && (first == 0 || stops(text, int(ts[first-1].End), int(ts[first].Start), ts, first-1))
}

// What words beside the holder of a part say of whom a rule is for.
const (
	signAnyone   = 1 + iota // an article that names nobody
	signWhere               // a case that may come
	signRelative            // what the rule says of him
	signWith                // what some of many have
)

func anyones() map[uint64]uint8 {
	return anyonesTable.Get(func() map[uint64]uint8 {
		return signed(map[uint8]string{
			signAnyone:   "a an any each every no le la l tout toute un une el cualquier todo toda ein eine jeder jede",
			signWhere:    "where if when should wenn falls sofern si lorsqu quand cuando",
			signWith:     "with avec con mit",
			signRelative: "who whose that qui dont que der die das",
		})
	})
}

var anyonesTable lazy.Value[map[uint64]uint8]

var openersTable lazy.Value[map[uint64]uint8]

// opensQuote reports whether a quotation begins in the gap [a, b): not the value of a key.
func opensQuote(text []byte, a, b int) bool {
	gap := text[a:b]
	return bytes.HasSuffix(gap, []byte(` "`)) || bytes.HasSuffix(gap, []byte("\n\"")) || bytes.HasSuffix(gap, []byte(" “")) || bytes.HasSuffix(gap, []byte(" „")) || bytes.HasSuffix(gap, []byte("« ")) ||
		bytes.HasSuffix(gap, []byte("«"))
}

// community reports whether a word for a community stands right before or behind the term at tokens [i, i+n).
func (r *reader) community(i, n int) bool {
	ts := r.s.Tokens()
	return i > 0 && communities()[ts[i-1].Hash] || i > 1 && communities()[ts[i-2].Hash] || i+n < len(ts) && communities()[ts[i+n].Hash]
}
