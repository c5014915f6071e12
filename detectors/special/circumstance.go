package special

import (
	"bytes"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// What words of a sentence say of a measure of the body, or of a feast.
const (
	signScan     = 1 + iota // is scanned, kept, matched, or opens something
	signPractise            // a feast or a rest is kept
	signRest                // what one does not do on it
)

// circumstance notes what word k says of the sentence of a term.
func (r *reader) circumstance(c *clause, k int) {
	switch circumstances()[r.s.Tokens()[k].Hash] {
	case signScan:
		c.scanned = true
	case signPractise:
		c.practised = true
	case signRest:
		c.practised, c.rests = true, true
	}
}

func circumstances() map[uint64]uint8 {
	return circumstancesTable.Get(func() map[uint64]uint8 {
		return signed(map[uint8]string{
			signScan: `scan scans scanned scanning scanner enrol enrols enroll enrolled enrolling registered captured cloned digitised digitized sampled
				template templates unlock unlocks unlocked authenticate authenticates verify verifies identify identifies recognise recognises
				recognize recognizes biometric biometrics turnstile clock clocks login compared compares matched recorded stored embedding password hash hashes method
				gescannt scannt scannen eingescannt erfasst hinterlegt abgespeichert eingelesen registriert vermessen digitalisiert entsperrt
				entsperre entsperren freigeschaltet erkennt identifiziert authentifiziert verifiziert stempeln drehkreuz biometrisch gespeichert abgeglichen passwort türsystem embedding aufgezeichnet
				scanné scannée scannés scanner scannent numérisé numérisée enregistré enregistrée enregistrés enregistrent déverrouille
				déverrouiller reconnaît identifie identifier authentifie badge badger pointe pointer portique tourniquet biométrique captée capté enrôlé enrôlée passe stocké stockée comparé
				escanean escanea escaneado escaneada escaneó escanear escanearon registrado registrada registraron desbloquea desbloquear desbloqueo
				identifica identificarme identificar reconoce reconocerme reconocer ficho ficha fichar fichamos torno biométrico biométrica captado guardan guarda guardado guardada contraseña grabado grabada graban cotejado`,
			signPractise: `off leave fast fasts fasting fasted observe observes observing observed observance keep keeps keeping kept celebrate
				celebrates celebrating break breaks pray prays because sundown holiday away absent request
				requested until during before after going having gave give giving up
				frei urlaub faste fastet fasten fastend gefastet halte hält halten feiern feiere feiert wegen während bis gebet abwesend hat haben begeht
				jeûne jeûnent jeûner jeûnons congé congés absent absente absence célèbre célèbrent fête fêtent fêtons pendant jusqu repos fait font faisons
				poser raison souhaite souhaiterais demande prendre fehle fehlen nehme brauche gebraucht pido solicito faltaré falto libro
				ayuno ayuna ayunan ayunar ayunamos libre vacaciones permiso celebra celebran celebramos celebro durante guarda guardo hasta descansa hace haciendo tiene`,
			signRest: `work works working eat eats drink drinks drive arbeite arbeitet arbeiten esse isst essen trinke trinkt travaille travailler
				mange mangent boit trabajo trabaja trabajar trabajamos come como comen bebe`,
		})
	})
}

var circumstancesTable lazy.Value[map[uint64]uint8]

// owned reports whether the words from token i on name somebody behind "of": a person, a role or a name.
func (r *reader) owned(i int) bool {
	ts, text := r.s.Tokens(), r.s.Text
	for k := i; k < min(len(ts), i+4); k++ {
		gap := text[ts[k-1].End:ts[k].Start]
		if len(gap) != 1 || gap[0] != ' ' && gap[0] != '\'' {
			return false
		}
		w := r.context(k)
		switch {
		case w&crowd != 0:
			return false
		case w&person != 0:
			return true
		case k > i && w == 0 && ts[k].Flags&lex.FirstUpper != 0 && r.context(k-1)&reason != 0:
			return true // "of Mahmoud"
		case w&(reason|inside|mod|third|poss) == 0:
			return false
		}
	}
	return false
}

// ownedBefore reports whether a possessive stands among the n words before the term.
func (c *clause) ownedBefore(n int) bool {
	for k := 0; k < min(c.nb, n); k++ {
		if c.before[k]&poss != 0 {
			return true
		}
	}
	return false
}

// wrongs are verbs of offences whose object is the victim: the hint is about who did it, not about the writer.
func wrongs() map[uint64]bool {
	return wrongsTable.Get(func() map[uint64]bool {
		return hashes(`raped molested groped abused assaulted attacked beat beats hit hits strangled stabbed choked punched slapped stalks stalked
			vergewaltigt missbraucht misshandelt geschlagen schlägt schlug verprügelt belästigt angezeigt anzeige strafanzeige
			violée violé agressée agressé frappée frappé battue battu tabassée tabassé plainte courante
			violó violaron violaba agredió maltrataba maltrató pegaba abusó abusaba abusaron abusa denuncié denunció denunciamos denunciaron denuncia`)
	})
}

var wrongsTable lazy.Value[map[uint64]bool]

// selfSpeaks reports whether the writer is a subject of the sentence, not only an owner: "the 12th is Yom Kippur and I will be away".
func (c *clause) selfSpeaks() bool {
	for _, ws := range [...][]uint32{c.before[:c.nb], c.after[:c.na]} {
		for _, w := range ws {
			if w&self != 0 && w&(poss|selfWeak|third) == 0 {
				return true
			}
		}
	}
	return false
}

// isThing reports whether a thing stands near before token i as the subject of a term of health: "my printer has the flu".
func (r *reader) isThing(c *clause, i int) bool {
	ts := r.s.Tokens()
	for k := i + 1; k+2 < min(len(ts), i+4); k++ {
		if text := string(r.s.Text[ts[k].Start:ts[k].End]); (text == "à" || text == "a") && things()[ts[k+2].Hash] {
			return true // "a filé un AVC à mon ordi"
		}
	}
	for k := 0; k < min(c.nb, 4, c.commaBefore); k++ {
		w := c.before[k]
		if bytes.IndexByte(r.s.Text[ts[i-1-k].End:ts[i-k].Start], '(') >= 0 {
			return false // "a lift (multiple sclerosis)", why it is needed
		}
		if things()[ts[i-1-k].Hash] {
			return true
		}
		if w&(self|person|third) != 0 && w&poss == 0 || w&conjunction != 0 {
			return false
		}
	}
	return false
}

// things are what people say is ill in jest, and what dies.
func things() map[uint64]bool {
	return thingsTable.Get(func() map[uint64]bool {
		return hashes(`laptop computer pc mac macbook printer scanner server router wifi internet network website app software code codebase build database
			script repo phone iphone mobile tablet battery screen keyboard mouse monitor tv radio camera car bike van bus train lift elevator boiler
			fridge oven toaster kettle dishwasher washer heater clock watch plant houseplant sourdough starter dough cake soup garden lawn sofa wallet
			spreadsheet calendar inbox ci cd pipeline cluster branch release deploy deployment economy industry city industrie stadt kommune hafen verkehr
			ville ciudad industria tráfico trafic puerto port sector secteur branche
			navi gps alexa siri staubsauger mikrowelle spotify appli aspirateur aspiradora lavadora lavavajillas microondas lüfter grafikkarte ventilateur ventilador rechner drucker handy akku bildschirm tastatur auto fahrrad aufzug heizung kühlschrank ofen toaster kessel spülmaschine waschmaschine uhr
			pflanze sauerteig teig kuchen garten sofa geldbeutel projekt firma markt wirtschaft netz netzwerk webseite datenbank programm
			ordi ordinateur imprimante portable téléphone batterie écran clavier voiture vélo ascenseur chaudière frigo four grille bouilloire montre
			plante levain pâte gâteau jardin canapé portefeuille projet entreprise marché économie réseau site logiciel
			ordenador portátil impresora móvil batería pantalla teclado coche bici ascensor caldera nevera horno tostadora reloj planta masa pastel
			jardín sofá cartera proyecto empresa mercado economía red web programa`)
	})
}

var thingsTable lazy.Value[map[uint64]bool]
