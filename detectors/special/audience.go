package special

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// What words around a term say of whom a text speaks to. A leaflet, an advertisement or a questionnaire speaks to whoever reads it and of nobody;
// a mail or a chart speaks of somebody.
const (
	toWriter = iota // "I", but not in a question that begins a line: "Am I covered …?"
	toOther         // somebody else: "she", "Mr"
	toReader        // "you"
	toOrder         // what readers are told to do: "please", "apply"
	toIf            // a condition put to them: "if you …"
	toPublic        // who they are: "applicants", "visitors"
	toNotice        // words of leaflets, advertisements, rules, questions and answers, reports of software, news
	toEvent         // of programmes, agendas and minutes
	toAsked         // questions that begin a line
	toBlank         // what is to be filled in: "____", "☐", "Yes / No"
	toPrice         // amounts of money
	toWords         // all words
	toSigns
)

// audienceBlock is how many bytes are counted together. A term is judged by its block and those on both sides, so within reach.
const audienceBlock = reach / 2

// speech is how many words a text has at least that tells by them whom it speaks to.
const speech = 24

// audience counts the signs of a block.
type audience [toSigns]int

// audiences keeps the blocks of a segment that were counted last.
type audiences struct {
	number [3]int // of each block, from 1
	blocks [3]audience
}

// around returns the signs around position p of the segment's text. Blocks are counted from the body's beginning, which every cut of the input
// puts at the same place.
func (a *audiences) around(s *pii.Segment, p int) (sum audience) {
	n := (p - s.Lo) / audienceBlock
	for b := n - 1; b <= n+1; b++ {
		k := (b + 3) % 3
		if a.number[k] != b+2 {
			a.number[k] = b + 2
			a.blocks[k] = blockOf(s, max(0, s.Lo+b*audienceBlock), s.Lo+(b+1)*audienceBlock)
		}
		for i, x := range a.blocks[k] {
			sum[i] += x
		}
	}
	return sum
}

// blockOf counts the signs of the words that begin in Text[from:to].
func blockOf(s *pii.Segment, from, to int) audience {
	ts := s.Tokens()
	i := s.TokenAt(from)
	if i < len(ts) && int(ts[i].Start) < from {
		i++
	}
	return audienceOf(s.Text, ts[i:], to)
}

// audienceOf counts the signs of the words of text that begin before to.
func audienceOf(text []byte, ts []lex.Token, to int) (n audience) {
	words := addresses()
	pending := 0                                          // words of the writer in the sentence
	lead := len(ts) > 0 && ts[0].Flags&lex.LineStart != 0 // it begins a line
	for i := 0; i < len(ts) && int(ts[i].Start) < to; i++ {
		t := &ts[i]
		n[toWords]++
		var signs uint16
		if w := words.Get(t.Hash); w != nil {
			signs = *w
			if t.Start > 0 && text[t.Start-1] == '-' {
				signs &^= 1 << toOther // "est-elle"
			}
			for k := toOther; k <= toEvent; k++ {
				n[k] += int(signs >> k & 1)
			}
			pending += int(signs & 1)
			if signs&(addressIf|addressSi) != 0 && i+1 < len(ts) {
				to := uint16(1 << toReader)
				if signs&addressSi != 0 {
					to |= addressVerb
				}
				if w := words.Get(ts[i+1].Hash); w != nil && *w&to != 0 || polite(text, ts[i+1]) {
					n[toIf]++
				}
			}
		}
		if t.Len() == 1 {
			n[toOther] += count(text[t.Start] == 'M' && bytes.HasPrefix(text[t.End:], []byte(". "))) // "M. Petit"
			n[toNotice] += count(anySex(text[t.Start:min(len(text), int(t.End)+2)]))
		}
		if t.Flags&lex.FirstUpper != 0 && signs&(1<<toReader) == 0 && polite(text, *t) {
			n[toReader]++
		}
		end := len(text)
		if i+1 < len(ts) {
			end = int(ts[i+1].Start)
		}
		gap := text[t.End:min(end, int(t.End)+maxGap)]
		if len(gap) == 1 && gap[0] == ' ' {
			continue
		}
		ends, line, blank := false, false, false
		for k, b := range gap {
			switch b {
			case '/':
				blank = blank || k == 0 && signs&addressChoice != 0
			case '$', 0x82, 0xa3: // within "€", and of "£"
				n[toPrice]++
			case '.', '_', 0xe2:
				ends = ends || b == '.'
				blank = blank || bytes.HasPrefix(gap[k:], dots) || bytes.HasPrefix(gap[k:], rule) || bytes.HasPrefix(gap[k:], box)
			case '\n':
				ends, line = true, true
			case '!':
				ends = true
			}
		}
		n[toBlank] += count(blank)
		if asks(gap) {
			if lead {
				n[toAsked]++
				pending = 0
			}
		} else if !ends || !line && lead && t.Flags.AllDigits() && t.Flags&lex.LineStart != 0 {
			continue // "1. Are you …?"
		}
		n[toWriter] += pending
		pending, lead = 0, line
	}
	n[toWriter] += pending
	return n
}

func count(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// anySex reports the beginning of "(m/w/d)" or "(H/F)" at its first letter.
func anySex(w []byte) bool {
	if len(w) < 2 || w[1] != '/' {
		return false
	}
	switch string(bytes.ToLower(w)) {
	case "m/w", "w/m", "h/f", "f/h", "m/f", "f/m":
		return true
	}
	return false
}

// nobody reports whether the text speaks of no person.
func (a *audience) nobody() bool { return a[toWriter]+a[toOther] == 0 }

// everybody reports whether it speaks to whoever reads it and of nobody.
func (a *audience) everybody() bool {
	return a.nobody() && a[toIf]+a[toReader]/2 > 0
}

// catalogue reports whether it is a list of questions without anybody's answers: an empty questionnaire, the questions of customers.
func (a *audience) catalogue() bool {
	return a.nobody() && a[toAsked] > 1 || a[toWriter] == 0 && a[toAsked] > 0 && a[toBlank] > 1
}

// maxGap is how much of what stands between two words is read.
const maxGap = 24

var dots, rule, box = []byte("....."), []byte("___"), []byte("☐")

// polite reports the German "Sie", "Ihr", "Ihnen" within a sentence.
func polite(text []byte, t lex.Token) bool {
	if t.Start < 2 || t.Len() < 3 || t.Len() > 6 || text[t.Start-1] != ' ' || bytes.IndexByte([]byte(".!?:\n"), text[t.Start-2]) >= 0 {
		return false
	}
	w := text[t.Start:t.End]
	return string(w) == "Sie" || string(w) == "Ihnen" || bytes.HasPrefix(w, []byte("Ihr"))
}

// Signs of words beside those that are counted as they stand.
const (
	addressSi     = 1 << 12 // "si"
	addressIf     = 1 << 13 // "if"
	addressVerb   = 1 << 14 // what follows a Spanish "si" that is put to a reader
	addressChoice = 1 << 15 // "yes", before a slash
)

var addressTable lazy.Value[*lex.Dict[uint16]]

func addresses() *lex.Dict[uint16] {
	return addressTable.Get(func() *lex.Dict[uint16] {
		m := new(lex.Dict[uint16])
		for signs, words := range map[uint16]string{
			1 << toWriter: `i ive my myself mine ich mich mir mein meine meinen meinem meiner meines bin habe je j jai jsuis moi mon ma suis
				yo mi mis mí me soy estoy tengo tuve fui tomo`,
			1 << toOther: `he she his her him himself herself hes shes er ihm ihn elle lui él ella mr mrs ms herr herrn frau mme mlle monsieur madame
				sr sra señor señora don doña mother mum mom father dad sister brother son daughter wife
				husband uncle aunt cousin nephew niece friend colleague neighbour partner girlfriend boyfriend mutter mama vater papa schwester bruder sohn
				tochter mann ehefrau onkel tante cousine freund freundin kollege kollegin nachbar nachbarin mère maman père sœur frère fils fille femme
				mari oncle tante cousin cousine copain copine collègue voisin voisine madre mamá padre papá hermana hermano hijo hija mujer marido tío
				tía primo prima amigo amiga compañero compañera vecino vecina novio novia patient patientin patiente paciente klient klientin varón client pt pat`,
			1 << toReader: `you your yours yourself youre youll vous votre vos usted ustedes dein deine deinen deinem deiner dir dich euch euer eure
				tu te ta tes toi tú ti`,
			1 << toOrder: `please contact ask consult avoid apply return read bring speak tell never must should bitte wenden beachten informieren fragen lesen
				bewerben melden bringen senden veuillez merci consultez demandez prévenez évitez signalez apportez envoyez contactez lisez prenez
				respectez doit doivent consulte evite avise tome lea guarde conserve acuda envíe enviar enviad llame devuelva devuélvalo solicite
				inscríbete debe deben imprescindible absténganse abstenerse`,
			1 << toPublic: `applicants candidates customers patients visitors people members staff residents participants employees everyone anyone students
				passengers users colleagues children adults families carers bewerber bewerberinnen kunden kundinnen patienten patientinnen personen
				menschen besucher besucherinnen mitarbeitende mitarbeiter beschäftigte teilnehmer teilnehmende mitglieder gäste kinder eltern
				angehörige allergiker diabetiker candidats clients patients visiteurs personnes adhérents salariés participants usagers élèves enfants
				parents tous toutes candidatos clientes pacientes visitantes personas socios empleados trabajadores participantes usuarios alumnos
				niños padres todos todas vecinos propietarios copropriétaires`,
			1 << toNotice: `tablets capsules dosage ingredients leaflet effects pcm rent salary apply wanted recruit recruiting vacancy covered cover premium exclude
				policy section handbook recall recalled refund council councillors planning committee approved police tab button field version fixed
				reproduce expected questionnaire survey optional anonymous settings stars recommend faq frequently question marks explain discuss kapseln tabletten einnahme
				nebenwirkungen beipackzettel gesucht suchen wir vergütung bewerbung versichert versicherung vertrag abschnitt rückruf kaufpreis
				hersteller stadtrat polizei reiter schaltfläche feld version behoben reproduzierbar fragebogen freiwillig anonym einstellungen sterne aufgabe erläutern punkte
				comprimé comprimés gélules effets indésirables notice recrute recherchons cherche poste cdi cdd contrat couvert garantie assurance
				rappel rapporté remboursement magasin conseil élus mairie bouton onglet corrigé anomalie questionnaire facultatif anonyme réglages
				étoiles exercice expliquez commentez adresse cápsulas comprimidos efectos adversos envase prospecto buscamos busca alquilo contrato convenio cubre cobertura seguro
				póliza retirada retiran lotes devolución ayuntamiento pleno pestaña botón campo versión corregido incidencia cuestionario encuesta
				opcional pregunta explique comente puntos ajustes estrellas recomiendo`,
			1 << toEvent: `agenda programme program minutes session sessions course courses workshop workshops lecture lectures seminar room tickets admission
				concessions registration speaker speakers meeting apologies aob talk exhibition tagesordnung programm protokoll kurs kurse vortrag
				vorträge workshop seminar raum eintritt anmeldung gebühr dozentin dozent referent referentin sitzung versammlung begrüßung verschiedenes
				ordre jour programme compte séance atelier ateliers conférence salle entrée inscription table colloque assemblée présents licence
				semestre orden día programa acta sesión taller talleres charla charlas jornada jornadas sala entrada inscripción aforo asamblea asisten
				ruegos curso cursos ponencia`,
			addressIf:     "if when wenn falls sofern",
			addressSi:     "si",
			addressVerb:   "está es su sus tiene padece toma sufre ha lleva usa estás eres tienes padeces tomas sufres has llevas usas",
			addressChoice: "yes no y n ja nein oui non sí si",
		} {
			for h := range hashes(words) {
				*m.At(h) |= signs
			}
		}
		return m
	})
}
