package detectors_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// speech is how one language says contacts.
type speech struct {
	lang                       string
	digits                     []string
	double                     string // "%s" is the digit; empty if the language has no such habit
	at, dot, under, dash       string
	fillers, mail, call, after []string
	country                    string // digits of a number's beginning, without the rest
	size                       int    // digits of a number
}

var speeches = []speech{
	{"en", strings.Fields("oh one two three four five six seven eight nine"), "double %s", "at", "dot", "underscore", "dash", []string{"um", "uh", "er"},
		[]string{"so my email is", "you can write to", "yeah it's", "send it over to"}, []string{"call me on", "my number is", "you can reach me at", "the best number's"}, []string{"thanks", "if that works", "any time after lunch"}, "0", 11},
	{"en", strings.Fields("zero one two three four five six seven eight nine"), "double %s", "at", "dot", "underscore", "hyphen", []string{"um", "uh"},
		[]string{"the address is", "please use", "mail goes to"}, []string{"text me at", "phone number is", "call back at"}, []string{"okay", "before five", "and ask for the manager"}, "415555", 10},
	{"de", strings.Fields("null eins zwei drei vier fünf sechs sieben acht neun"), "", "at", "punkt", "unterstrich", "bindestrich", []string{"äh", "ähm"},
		[]string{"meine e-mail ist", "schreiben sie an", "die adresse lautet"}, []string{"meine nummer ist", "rufen sie an unter", "erreichbar bin ich unter"}, []string{"danke", "am besten vormittags", "genau"}, "0151", 11},
	{"fr", strings.Fields("zéro un deux trois quatre cinq six sept huit neuf"), "", "arobase", "point", "underscore", "tiret", []string{"euh"},
		[]string{"mon mail c'est", "vous pouvez écrire à", "l'adresse est"}, []string{"mon numéro c'est le", "vous pouvez me joindre au", "appelez le"}, []string{"merci", "après dix-huit heures", "voilà"}, "06", 10},
	{"es", strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve"), "", "arroba", "punto", "guion bajo", "guion", []string{"eh", "pues"},
		[]string{"mi correo es", "escríbame a", "la dirección es"}, []string{"mi teléfono es", "llámeme al", "el número es"}, []string{"gracias", "por la tarde", "vale"}, "65", 9},
	{"it", strings.Fields("zero uno due tre quattro cinque sei sette otto nove"), "", "chiocciola", "punto", "underscore", "trattino", []string{"ehm"},
		[]string{"la mia mail è", "scriva a", "l'indirizzo mail è"}, []string{"il mio numero è", "mi chiami al telefono", "il cellulare è"}, []string{"grazie", "dopo pranzo", "va bene"}, "347", 10},
	{"nl", strings.Fields("nul een twee drie vier vijf zes zeven acht negen"), "dubbel %s", "apenstaartje", "punt", "underscore", "streepje", []string{"uhm"},
		[]string{"mijn mail is", "u kunt mailen naar", "het adres is"}, []string{"mijn nummer is", "bel me op telefoonnummer", "u kunt me bellen op"}, []string{"dank u", "na vijven", "goed"}, "06", 10},
}

func pick(r *rand.Rand, xs []string) string { return xs[r.IntN(len(xs))] }

var (
	contactNames = strings.Fields("gwen tobias noor marisol yann petra lucas femke gianni ines otto carla bruno zoe")
	contactHosts = strings.Fields("brackenfield rustlereed hessenwerk lavoirbleu navalrio fioreverde molenhuis kestrelworks")
	contactTops  = strings.Fields("com org net de fr es")
)

// mail makes an address as it is said, or written so that robots do not see it.
func (s speech) mailAddress(r *rand.Rand) string {
	local := pick(r, contactNames)
	switch r.IntN(4) {
	case 0:
		local += " " + s.dot + " " + pick(r, contactNames)
	case 1:
		local += " " + s.under + " " + s.digits[1+r.IntN(9)] + " " + s.digits[1+r.IntN(9)]
	case 2:
		local += " " + s.dash + " " + pick(r, contactNames)
	default:
		local = strings.Join(strings.Split(local, ""), " ")
	}
	host := pick(r, contactHosts)
	if r.IntN(3) == 0 {
		host = "example"
	}
	return local + " " + s.at + " " + host + " " + s.dot + " " + pick(r, contactTops)
}

func obfuscated(r *rand.Rand) string {
	local := pick(r, contactNames) + []string{".", "_", "-", ""}[r.IntN(4)] + pick(r, contactNames)
	at := []string{" [at] ", "(at)", " (at) ", " AT ", "{at}", "[@]", " (a) "}[r.IntN(7)]
	dot := []string{" [dot] ", "(dot)", " DOT ", ".", "[.]", "{dot}"}[r.IntN(6)]
	return local + at + pick(r, contactHosts) + dot + pick(r, contactTops)
}

// number makes a telephone number as it is said, in groups with pauses, fillers and doubled digits.
func (s speech) number(r *rand.Rand) string {
	d := s.country
	for len(d) < s.size {
		d += fmt.Sprint(1 + r.IntN(9))
	}
	var words []string
	for i := 0; i < len(d); i++ {
		w := s.digits[d[i]-'0']
		if s.double != "" && i+1 < len(d) && d[i] == d[i+1] && r.IntN(2) == 0 {
			w = fmt.Sprintf(s.double, w)
			i++
		}
		if len(words) > 0 && i%3 == 2 && r.IntN(2) == 0 {
			words[len(words)-1] += ","
		}
		if len(words) > 2 && r.IntN(12) == 0 {
			words = append(words, pick(r, s.fillers))
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// TestSaidContacts demands that of 200 invented contacts, said or obfuscated in running speech, 90 % are found with their exact bounds.
func TestSaidContacts(t *testing.T) {
	s := everyday(t)
	r := rand.New(rand.NewPCG(8, 15))
	exact, touched := 0, 0
	const all = 200
	for i := range all {
		sp := speeches[i%len(speeches)]
		lead, value, typ := pick(r, sp.mail), "", pii.Email
		switch i / len(speeches) % 4 {
		case 0, 1:
			lead, value, typ = pick(r, sp.call), sp.number(r), pii.Phone
		case 2:
			value = sp.mailAddress(r)
		default:
			value = obfuscated(r)
		}
		text := lead + " " + value + " " + pick(r, sp.after)
		start := len(lead) + 1
		end := start + len(value)
		hit := false
		for _, f := range s.Document(nil, []byte(text)) {
			if f.Type == typ && int(f.Start) < end && int(f.End) > start {
				hit = true
				if int(f.Start) == start && int(f.End) == end {
					exact++
				} else {
					t.Logf("%s: %q in %q", sp.lang, text[f.Start:f.End], text)
				}
				break
			}
		}
		if hit {
			touched++
		} else {
			t.Logf("%s: nothing in %q", sp.lang, text)
		}
	}
	t.Logf("%d of %d found, %d exact", touched, all, exact)
	require.GreaterOrEqual(t, exact, all*9/10)
}
