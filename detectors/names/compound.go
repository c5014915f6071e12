package names

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/nametag"
)

// minPrefix is the least length in bytes of what stands before the last part of a compound.
const minPrefix = 3

// ending is the last part of compounds, and what it makes of them.
type ending struct {
	text string
	flag uint64
}

// lastTwo mixes the last two bytes of a word of two or more.
func lastTwo(b []byte) byte { return b[len(b)-1]*31 ^ b[len(b)-2]*7 }

// endings of German, Dutch and Scandinavian compounds by their last two bytes.
var endings lazy.Value[*[256][]ending]

func makeEndings() *[256][]ending {
	t := new([256][]ending)
	for _, kind := range []struct {
		flag  uint64
		words []string
	}{
		{jobHead, []string{"berater", "beraterin", "techniker", "technikerin", "lehrer", "lehrerin", "pfleger", "pflegerin", "ingenieur", "ingenieurin", "assistent", "assistentin", "referent", "referentin",
			"redakteur", "redakteurin", "verkäufer", "verkäuferin", "arzt", "ärztin", "therapeut", "therapeutin", "helferin", "kaufmann", "kauffrau", "entwickler", "entwicklerin", "forscherin", "händlerin",
			"teamleiter", "leiterin", "projektleiter", "elektroniker", "mechaniker", "mechanikerin", "informatiker", "informatikerin", "sachbearbeiter", "sekretärin",
			"medewerker", "medewerkster", "adviseur", "chauffeur", "monteur", "verpleegkundige", "leerkracht", "projectleider", "teamleider", "beheerder", "ontwikkelaar", "begeleidster",
			"sköterska", "lärare", "ingenjör", "läkare", "sekreterare", "handläggare", "medarbetare", "ingeniør", "konsulent", "rådgiver", "sykepleier", "sygeplejerske", "medarbejder"}},
		{jobWeak, []string{"prüfer", "prüferin", "wart", "wartin", "leiter", "meister", "meisterin", "fahrer", "fahrerin", "macher", "macherin", "schlosser", "betreuer", "betreuerin", "vertreter", "vertreterin", "verwalter", "verwalterin", "beauftragte", "beauftragter",
			"fachfrau", "fachmann", "fachkraft", "angestellte", "angestellter", "beamter", "beamtin", "direktor", "direktorin", "vorstand", "sprecher", "sprecherin", "richter", "richterin", "anwalt", "anwältin", "professor", "professorin", "forscher", "planer", "planerin",
			"designer", "designerin", "analyst", "analystin", "manager", "managerin", "trainer", "trainerin", "händler", "vorsitzende", "vorsitzender", "bauer", "bäuerin", "gärtner", "gärtnerin", "arbeiter", "arbeiterin", "kaufleute", "offizier", "inspektor", "kommissar", "kommissarin",
			"jurist", "juristin", "juristen", "förvaltare", "förvaltaren", "portier", "behandelaar", "bewerker", "kundige", "rechercheur", "inspecteur", "directeur", "directrice", "leider", "leidster", "hoofd", "ambtenaar", "consulent", "coördinator", "trainer", "coach", "docent", "docente", "verzorger", "verzorgster", "verkoper", "verkoopster", "werker", "werkster", "machinist", "technicus", "arts", "meester", "voorzitter", "assistente", "bestuurder",
			"chef", "ledare", "ledaren", "tekniker", "vårdare", "skötare", "skötaren", "assistent", "konsult", "rådgivare", "rådgivaren", "förare", "föraren", "mästare", "montör", "montören", "säljare", "utvecklare", "handledare", "inspektör", "direktör", "direktören", "terapeut", "psykolog", "biträde", "arbetare", "ordförande", "leder", "mester", "arbejder", "arbeider", "assistenten", "konsulenten", "læge", "lege"}},
		{isOrgHead, []string{"verein", "betrieb", "praxis", "kanzlei", "klinik", "krankenhaus", "gymnasium", "gericht", "inspektion", "präsidium", "literaturhaus",
			"vereniging", "praktijk", "bedrijf", "rechtbank", "gemeenschap", "ziekenhuis", "bureau", "kantoor", "firman", "sjukhuset"}},
	} {
		for _, w := range kind.words {
			c := lastTwo([]byte(w))
			t[c] = append(t[c], ending{w, kind.flag})
		}
	}
	return t
}

// compounds marks the words that their last part makes an occupation or a kind of organization, "Kundenberaterin", "Schwimmverein", or their
// first a degree, "Diplom-Informatikerin".
func (r *reader) compounds() {
	r.compound = r.compound[:0]
	t := endings.Get(makeEndings)
	for _, i := range r.Long {
		w := &r.Words[i]
		if w.Shape == nametag.Upper && w.Mode == nametag.UpperLine && w.Flags&ruleWords == 0 && bytes.HasSuffix(r.s.Text[w.Start:w.End], gericht) {
			w.Flags |= isOrgHead // "AMTSGERICHT SIEGBURG"
			r.compound = append(r.compound, i)
			continue
		}
		if w.Shape != nametag.Initial && w.Shape != nametag.Lower && w.Shape != nametag.Mixed || w.Flags&(ruleWords|jobHead) != 0 {
			continue
		}
		b := r.s.Text[w.Start:w.End]
		flag := uint64(0)
		for _, e := range t[lastTwo(b)] {
			if len(b) >= len(e.text)+minPrefix && string(b[len(b)-len(e.text):]) == e.text {
				flag = e.flag
				break
			}
		}
		if bytes.HasPrefix(b, diplom) {
			flag = degree
		}
		if flag == 0 || flag == isOrgHead && (w.Shape == nametag.Lower || w.Mode != nametag.Cased) {
			continue
		}
		w.Flags |= flag
		r.compound = append(r.compound, i)
	}
}

var diplom, gericht = []byte("Diplom-"), []byte("GERICHT")
