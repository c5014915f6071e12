package special

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Kind is a kind of document. It decides how much a bare word says and whom a line without a person is about.
type Kind uint8

const (
	Auto       Kind = iota // guess it (Guess); what no sign decides is judged by the words around each term
	Note                   // session notes, charts, case files: a bare condition is the patient's, and so are labelled ones
	Prose                  // mails, articles: a bare word says nothing
	Transcript             // turns of speakers: as prose, and an answer is read with its question
	CV                     // a line without a person is about the CV's owner
	Log                    // records of a program: key=value pairs speak for the data subject, bare words say nothing
	Table                  // rows of cells: as a log
)

var kindNames = [...]string{"auto", "note", "prose", "transcript", "cv", "log", "table"}

// String returns the name that ParseKind reads.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// ErrKind means that a name is no Kind.
var ErrKind = errors.New("special: unknown kind of document")

// Kinds returns the names of the kinds of documents.
func Kinds() []string { return slices.Clone(kindNames[:]) }

// ParseKind returns the kind of that name; errors wrap ErrKind.
func ParseKind(name string) (Kind, error) {
	if i := slices.Index(kindNames[:], name); i >= 0 {
		return Kind(i), nil
	}
	return Auto, fmt.Errorf("%w; kinds are %s", ErrKind, strings.Join(kindNames[:], ", "))
}

// Bounds of what is read to guess a kind.
const (
	guessedBytes  = 2 << 10
	guessedTokens = 400
	chartWords    = 50 // a chart has at least one sign in so many words
	agedWords     = 5  // within which a chart tells the age
)

// Guess tells the kind of a text from its first 2 KiB: turns of speakers, headings of CVs, abbreviations of charts, time stamps and
// key=value pairs, rows of cells. It returns Auto if nothing decides. The detector guesses so for each segment that holds a term.
func Guess(text []byte) Kind {
	text = text[:min(len(text), guessedBytes)]
	return guess(text, lex.Words(text))
}

// setting is the kind of a segment: told, or guessed at first use.
type setting struct {
	kind          Kind
	told, guessed bool
	program, read bool // whether the segment is a program's source, once that is read
	animal, seen  bool // whether it is the chart of an animal, once that is known
}

// source reports whether the segment is the source of a program.
func (k *setting) source(s *pii.Segment) bool {
	if !k.read {
		k.program, k.read = isProgram(s.Text[s.Lo:]), true
	}
	return k.program
}

func (k *setting) of(s *pii.Segment) Kind {
	if !k.told && !k.guessed {
		k.kind, k.guessed = kindOf(s), true
	}
	return k.kind
}

// veterinary reports whether the segment is the chart of an animal: one with an owner, a breed or a species, and a vet.
func (k *setting) veterinary(s *pii.Segment) bool {
	if k.seen {
		return k.animal
	}
	k.seen = true
	ts, end := s.Tokens(), min(len(s.Text), s.Lo+guessedBytes)
	var owned, treated bool
	for i := s.TokenAt(s.Lo); i < len(ts) && int(ts[i].End) <= end; i++ {
		owned = owned || owners().Has(ts[i].Hash)
		treated = treated || vets().Has(ts[i].Hash)
	}
	k.animal = owned && treated
	return k.animal
}

func owners() *lex.Set {
	return ownersTable.Get(func() *lex.Set {
		return wordSet("owner breed species besitzer besitzerin halter halterin tierart rasse propriétaire espèce dueño dueña propietario propietaria especie raza")
	})
}

func vets() *lex.Set {
	return vetsTable.Get(func() *lex.Set {
		return wordSet(`vet vets veterinary veterinarian tierarzt tierärztin tierklinik tierarztpraxis vétérinaire vétérinaires veterinario veterinaria shorthair longhair gsd
			labrador spaniel terrier collie poodle cockapoo canine feline equine bovine spayed neutered kastriert kastrat schäferhund dackel pudel castré stérilisée
			castrado esterilizada caniche`)
	})
}

func wordSet(words string) *lex.Set { return lex.NewSet(strings.Fields(words)...) }

var ownersTable, vetsTable lazy.Value[*lex.Set]

// kindOf guesses the kind of a segment from the beginning of its body.
func kindOf(s *pii.Segment) Kind {
	if len(s.Turns()) >= 2 {
		return Transcript
	}
	ts, end := s.Tokens(), min(len(s.Text), s.Lo+guessedBytes)
	i := s.TokenAt(s.Lo)
	j := min(len(ts), i+guessedTokens)
	for j > i && int(ts[j-1].End) > end {
		j--
	}
	return guess(s.Text[:end], ts[i:j])
}

// guess weighs the signs of each kind in tokens of text.
func guess(text []byte, ts []lex.Token) Kind {
	words := signs()
	turns, headings, charts, clinic, pairs, stamps, patient := 0, 0, 0, 0, 0, 0, false
	for i, t := range ts {
		sign := signOf(words, t.Hash)
		after := text[t.End:min(len(text), int(t.End)+2)]
		if sign&signChart != 0 {
			charts++
		}
		if sign&signClinic != 0 {
			clinic++
			if i < agedWords {
				clinic++ // a heading
			}
		}
		patient = patient || sign&signPatient != 0 || t.Len() == 1 && text[t.Start] == 'M' && bytes.HasPrefix(after, []byte(". "))
		if i > 0 && sign&signMeasure != 0 && ts[i-1].Flags.AllDigits() || t.Flags&lex.HasDigit != 0 && aged(text[t.Start:t.End]) {
			charts++ // "84 y", "84 ans", "54F", "500 mg"
			if i < agedWords {
				charts++ // a chart begins with the patient's age
			}
		}
		if i == 1 && t.Flags.AllDigits() && t.Len() == 2 && ts[0].Len() == 1 && bytes.IndexByte([]byte("FMWH"), text[ts[0].Start]) >= 0 {
			charts += 2 // "F 63"
		}
		if bytes.HasPrefix(after, []byte("=")) && t.Flags&lex.SpaceBefore != 0 {
			pairs++
		}
		if t.Flags&lex.LineStart == 0 {
			continue
		}
		colon := bytes.HasPrefix(after, []byte(":"))
		if sign&signSpeaker != 0 && colon {
			turns++
		}
		alone := i+1 == len(ts) || ts[i+1].Flags&lex.LineStart != 0 || i+2 < len(ts) && ts[i+2].Flags&lex.LineStart != 0
		if sign&signHeading != 0 && (colon || alone && t.Flags&lex.FirstUpper != 0) {
			headings++
		}
		if t.Flags.AllDigits() && t.Len() == 4 && bytes.HasPrefix(after, []byte("-")) || sign&signLevel != 0 && t.Flags.AllUpper() {
			stamps++
		}
	}
	if patient {
		charts += clinic
	}
	switch {
	case turns >= 2:
		return Transcript
	case headings >= 2:
		return CV
	case stamps > 0 && (pairs > 0 || stamps > 1) || pairs > 2:
		return Log
	case firstRow(text) != nil:
		return Table
	case charts >= 2 && charts*chartWords >= len(ts):
		if to := audienceOf(text, ts, len(text)); to.everybody() {
			return Auto // a leaflet has doses too
		}
		return Note
	}
	return Auto
}

// aged reports whether w is an age and a sex, or a dose, as charts write them: "54F", "71yo", "500mg".
func aged(w []byte) bool {
	n := 0
	for n < len(w) && lex.IsDigit(w[n]) {
		n++
	}
	if n == 0 || n > 4 || n == len(w) {
		return false
	}
	switch string(w[n:]) {
	case "F", "M", "f", "m", "y", "yo", "J", "mg", "mcg", "ml":
		return n <= 3 || len(w) > n+1
	}
	return false
}

// Signs of kinds of documents.
const (
	signSpeaker = 1 << iota
	signHeading
	signChart
	signLevel
	signMeasure
	signClinic  // words of letters of hospitals: of a chart if a patient is named
	signPatient // one patient, not patients
)

// signs are the words that tell kinds of documents.
func signs() *lex.Dict[uint8] {
	return signsTable.Get(func() *lex.Dict[uint8] {
		m := new(lex.Dict[uint8])
		for sign, words := range map[uint8]string{
			signSpeaker: `operator officer clerk adviser representative hr manager employee applicant tenant landlord parent teacher counselor receptionist
				sachbearbeiter sachbearbeiterin beamter beamtin mitarbeiter mitarbeiterin patientin hausarzt personalerin personaler lehrerin lehrer
				opérateur opératrice policier policière cliente usager usagère patiente infirmière infirmier assuré assurée salarié salariée
				agente clienta operador operadora policía funcionario funcionaria paciente usuario usuaria enfermera enfermero asegurado asegurada
				q a interviewer interviewee candidate agent caller customer doctor nurse therapist patient client speaker host guest
				recruiter advisor counsellor frage antwort interviewerin bewerber bewerberin berater beraterin anrufer anruferin kunde kundin arzt
				ärztin therapeut therapeutin klient klientin sprecher question réponse r recruteur recruteuse candidat candidate conseiller
				conseillère appelant médecin thérapeute pregunta respuesta p entrevistador entrevistadora candidato candidata asesor asesora
				llamante médico médica terapeuta reclutador reclutadora`,
			signHeading: `curriculum resume résumé cv experience education employment skills languages interests hobbies references volunteering
				profile objective qualifications certifications nationality religion disability ethnicity memberships career lebenslauf
				berufserfahrung ausbildung kenntnisse sprachen interessen ehrenamt staatsangehörigkeit familienstand konfession werdegang
				bildungsweg geburtsdatum engagement mitgliedschaften schwerbehinderung expérience expériences formation compétences langues loisirs
				bénévolat nationalité handicap engagements centres parcours experiencia educación formación idiomas aficiones voluntariado
				nacionalidad discapacidad habilidades intereses estudios religión trayectoria personal persönliche`,
			signChart: `pt pts dx hx tx rx pmh phx fhx shx cc hpi ros nkda nka bp hr prn bid tid qd sob c o pat anamnese befund st n med dg rr
				vorerkrankungen medikation diagnose therapie aufnahme antécédents traitement suivi examen antecedentes tratamiento
				exploración anamnesis diagnóstico vad vd hausbesuch ap af atcd ttt tto rv v gir pflegegrad jm fam ta fc ecg ekg hb bz spo2 glucemia glycémie bmi imc vl crp mmse gcs nad labs vitals hv soc obs imp ddx sx va zn ps nkda namc ramc ssw g1p0 g1p1 g2p0 g2p1 g2p2 g3p2 g3p3 qx iqx antec atcds ggw vorerkr epikrise hospit pte pcte px referred refiere berichtet session sitzung séance sesión reports presents denies assessment plan`,
			signClinic: `entretien entrevista erstgespräch psychologischer psychiatrischer psychologique psychiatrique psicológico psiquiátrico psychological psychiatric
				nhc ingreso ingresa ingresó ecografía ecocardiografía tac rmn analítica analíticamente hemoglobina creatinina leucocitos biopsia
				anatomopatológico histológico histológica palpación auscultación postoperatorio quirúrgica quirúrgico tumoración asintomático asintomática
				objetivó punción relevo échographie irm radiographie hémoglobine créatinine biopsie ponction anatomopathologique histologique palpation
				auscultation postopératoire apyrétique hospitalisation transmissions sonographie echokardiographie laborchemisch mrt röntgen hämoglobin
				kreatinin histologisch histologie auskultation palpatorisch postoperativ lumbalpunktion stationär stationären stationäre vorgeschichte
				referring confrère consœur consoeur outpatients coloscopie colonoscopia koloskopie colonoscopy
				germinal molekulargenetisch
				befundbericht pflegeübergabe übergabe entlassungsbrief arztbrief nebenbefundlich diagnostisch schildert klagte biopsy ultrasound mri
				histology creatinine haemoglobin hemoglobin postoperative`,
			signPatient: `mr mrs patient patientin patienten patiente paciente klient klientin herr hr fr mme monsieur sr sra señor señora varón bewohner bewohnerin résident
				résidente`,
			signMeasure: `y yo yrs ans j jahre a años mg mcg µg ml ie g`,
			signLevel:   `info warn warning error debug trace fatal notice critical fehler warnung erreur alerte alerta`,
		} {
			for _, w := range strings.Fields(words) {
				*m.At(lex.HashString(w)) |= sign
			}
		}
		return m
	})
}

var signsTable lazy.Value[*lex.Dict[uint8]]

func signOf(signs *lex.Dict[uint8], h uint64) uint8 {
	if s := signs.Get(h); s != nil {
		return *s
	}
	return 0
}
