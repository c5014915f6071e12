package detectors

import (
	"bytes"
	"sync"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// identityLabels are the labels of papers, licences and vehicles, in English, German, French, Spanish, Italian and Dutch.
var identityLabels = [...]struct {
	id    int
	texts string
}{
	{passportLabel, "passport|passport no|passport number|passport num|travel document|travel document number|foil number|visa foil|visa foil number|visa no|visa number|reisepass|reisepass nr|reisepassnummer|passnummer|pass nr|visumnummer|passeport|numéro de passeport|n de passeport|n passeport|pasaporte|número de pasaporte|nº de pasaporte|nº pasaporte|n de pasaporte|passaporto|numero di passaporto|numero passaporto|n passaporto|paspoort|paspoortnummer|paspoort nr|passaporte|paszport"},
	{drivingLabel, "driving licence|driving license|driver licence|driver license|drivers licence|drivers license|driver s license|driver s licence|driving licence number|driving licence no|driver license number|drivers license number|driver s license number|driver s license no|driver s licence no|driver s licence number|driver licence no|driver licence number|drivers licence no|drivers licence number|driver number|dl no|dl number|cdl|cdl a|cdl b|cdl c|cdl no|cdl number|licence holder|führerschein|führerschein nr|führerscheinnummer|führerscheinnr|permis de conduire|numéro de permis|n de permis|permis|permiso de conducir|carnet de conducir|licencia de conducir|permiso de conducción|patente|patente di guida|numero patente|n patente|rijbewijs|rijbewijsnummer|rijbewijs nr|körkort|kørekort|førerkort|carta de condução|cnh|prawo jazdy"},
	{drivingLabel | weakLabel, "dl|licence|license|licence number|license number"},
	{nationalLabel, "id card|id card number|id card no|identity card|identity card number|national id|national id number|national identity number|national identification number|identity number|identity document|personalausweis|personalausweisnummer|personalausweis nr|ausweisnummer|ausweis nr|persoausweis|carte d identité|carte nationale d identité|cni|numéro cni|numero cni|n cni|documento de identidad|documento nacional de identidad|carta d identità|carta identità|numero carta d identità|identiteitskaart|id kaart|identiteitskaartnummer|pesel|ahv|ahv nr|ahv nummer|n avs|numéro avs|svnr|sv nr|sozialversicherungsnummer|pps number|ppsn|pps no|social insurance number|personnummer|fødselsnummer|cpf|cpf nº|curp|cédula|aadhaar|aadhaar number|aadhaar no|aadhar|aadhar number|nin|medicare number|medicare no|medicare card|medicare card number|sin|sin number|social insurance no|pps|svnr|sozialversicherungs nr|ahv nr|n ahv|personnr|personnummer|cpr|cpr nummer|brp|brp number|residence permit|residence permit number|zmr zahl|c i n|carta identità n|alien registration number|alien registration no|alien number|a number|uscis number|green card|green card number|residence card number|work permit number|cuil|dui|curp|identity no|personal identification number|personal number|citizen id|id document|id document number|voter id|voter id no|epic no|emirates id|emirates id no|nisn|nric|nric no|bvn|bvn no|bvn number|cédula de ciudadanía|curp|rg|bi number|nik|rut|id number|id no|id nr|identification number|identification no|hkid|hkid no|hkid number|hong kong id|mykad|mykad no|mykad number|nric fin|cnic|cnic no|cnic number|nid|nid no|nid number|ghana card|ghana card number|huduma number|philsys id|philsys number|umid|sss number|philhealth number|ktp|no ktp|nik ktp|cccd|cmnd|my number|resident registration number|rrn|sa id number|rsa id|rsa id number|teudat zehut|tc kimlik no|tckn|kimlik no|amka|egn|cnp|oib|jmbg|emšo|rodné číslo|rodne cislo|taj szám|isikukood|asmens kodas|personas kods|henkilötunnus|hetu|kennitala|clave de elector|cédula de identidad|documento único de identidad|dni nie|health card number|health card no|ohip number|ohip|phn|numéro d assurance sociale|numéro d assurance maladie|numéro de registre national|registre national|rijksregisternummer|numéro national|insz|niss|nss|nhi card|sa id|said number|taj|ine|ci|nas"},
	{taxLabel, "vat no|vat number|vat reg no|vat reg|vat registration|vat registration no|vat registration number|tax id|tax no|tax number|tax id number|tax identification number|tax reference|taxpayer number|tin|fein|ein number|employer identification number|employer id number|utr|utr number|unique taxpayer reference|ust idnr|ust id|ustid|ustidnr|ust id nr|umsatzsteuer id|umsatzsteuer identifikationsnummer|uid nr|uid nummer|steuernummer|steuer nr|st nr|stnr|siret|siren|numéro siret|numéro siren|n siret|n siren|numéro de tva|numéro tva|n tva|n de tva|n tva intracommunautaire|tva intracommunautaire|numéro de tva intracommunautaire|numéro fiscal|número fiscal|nif iva|partita iva|p iva|piva|numero partita iva|btw nummer|btw nr|btw id|btw nummer|tax file number|tfn|tfn number|ird|ird number|ird no|steuer nr|pan|pan no|pan number|pan card|gstin|abn|acn|cif de la empresa|cif empresa|nif de la empresa|nif empresa|contribuinte|número de contribuinte|nif número|kvk|kvk nummer|kvk nr|nip|regon|cnpj|ruc|nit|steuerkonto|employer id|company registration number|company registration no|company number|company no|companies house number|trade register number|handelsregisternummer|registre du commerce|rcs|tax reference number|fiscal code|numéro fiscal de référence|spi|org nr|orgnr|org nummer|organisationsnummer|momsnr|vat nr|nif empresa|p iva fornitore"},
	{taxLabel | weakLabel, "vat|ein|rfc|uid|tva|mwst|btw|cif|nif|siège"},
	{licenceLabel, "dbs certificate|dbs certificate no|dbs certificate number|dbs no|dbs number|dbs update service no|licence no|license no|medical license|medical license number|medical licence|nursing license|nursing licence|rn license|license num|professional license|registration number|registration no|bar number|bar no|dea|dea number|dea no|gmc|gmc number|gmc no|nmc pin|nmc number|hcpc number|certificate serial|certification number|certification no|certificate number|certificate no|lic no|sbn|state bar no|state bar number|bar id|attorney no|attorney number|medical board number|nursing board number|teaching certificate|approbationsnummer|lanr|bsnr|arztnummer|betriebsstättennummer|rpps|n rpps|numéro rpps|adeli|n adeli|big nummer|big nr|ahpra|ahpra no|medical council reg no|council reg no|council registration no|medical registration no|credential id|credential no|credential number|commission no|commission number|notary commission|notary commission no|cpa license|cpa licence|npwz|pwz|crm|oab"},
	{licenceLabel | weakLabel, "lic|credential"},
	{plateLabel, "licence plate|license plate|licence plate number|license plate number|license plate no|number plate|numberplate|plate number|plate no|registration plate|bike no|bike number|vehicle registration|vehicle registration number|vehicle reg|car reg|car registration|reg plate|reg no|vrm|vrn|rego|rego no|rego number|reg mark|registration mark|index mark|kennz|tag number|license tag|kennzeichen|kfz kennzeichen|amtliches kennzeichen|amtl kennzeichen|polizeiliches kennzeichen|autokennzeichen|immatriculation|plaque d immatriculation|numéro d immatriculation|n d immatriculation|matrícula|placa|targa|kenteken|kentekennummer|kentekenplaat|regnr|reg nr|registreringsnummer|nr rejestracyjny|numer rejestracyjny|tablica rejestracyjna"},
	{plateLabel | weakLabel, "motor cycle|motorcycle|motor vehicle|plate|plates|reg|registered as|kz|plaque|vehicle|vehículo|fahrzeug|véhicule|veicolo|keeper of|car|matrícula del coche|registered|registration"},
	{vinLabel, "vin|vin no|vin number|vehicle identification|vehicle identification no|vehicle identification number|vehicle id number|vehicle id|chassis number|chassis no|chassis|fahrgestellnummer|fahrgestell nr|fin|fin nr|fahrzeugidentifikationsnummer|fahrzeug identifizierungsnummer|fahrzeug ident nr|numéro de châssis|n de châssis|numéro de série du véhicule|telaio|numero di telaio|numero telaio|bastidor|número de bastidor|nº de bastidor|n de bastidor|chassisnummer"},
}

var ruleIdentity = &pii.Rule{Detector: "record", Name: "identity"}

// identityEnd returns the end of the number at p of a paper, a licence or a vehicle behind its label.
func identityEnd(s *pii.Segment, kind int, weak bool, p int, a pii.Anchor) (int, bool) {
	b := s.Text
	if kind == plateLabel {
		if label := b[a.Start:a.End]; weak && (equalFold(label, "registered") || equalFold(label, "registration")) {
			end := formedPlate(b, p)
			return end, end > 0
		}
		if hasFold(b[a.Start:a.End], "index") {
			if end, ok := britishPlate(b, p); ok {
				return end, true
			}
			end := irishPlate(b, p)
			return end, end > 0
		}
		if vinAt(b, p) {
			return p + vinSize, true
		}
		return plateEnd(s, p, weak)
	}
	if end, ok, known := localForm(s, kind, weak, p, b[a.Start:a.End]); known {
		return end, ok
	}
	if kind == drivingLabel {
		if end, ok := driverNumber(b, p); ok {
			return end, true
		}
	}
	end, digits := recordEnd(b, p)
	if end == p {
		return 0, false
	}
	v := b[p:end]
	if codeType(v) || hasFold(v, "0x") || dateLike(v) || amount(b, end) || member(v) || end < len(b) && (b[end] == '(' || b[end] == '[' || b[end] == '{') {
		return 0, false
	}
	size := 0
	for _, c := range v {
		if alnum(c) {
			size++
		}
	}
	switch kind {
	case vinLabel:
		return end, len(v) == vinSize && vinAt(b, p)
	case taxLabel:
		if weak && !lex.IsUpper(v[0]) && !marked(b, a.End, p) && p-a.End < 2 && bytes.IndexByte(v, '-') < 0 {
			return 0, false
		}
		return end, (digits >= 7 || digits == 6 && !weak && hasFold(b[a.Start:a.End], "company")) && size <= 16 || size == 10 && like("AAAAA9999A")(v)
	case passportLabel, nationalLabel:
		if size == 9 && digits == 9 && end+2 <= len(b) && b[end] == ' ' && lex.IsDigit(b[end+1]) && !wordAfter(b, end+2) {
			end, digits, size = end+2, digits+1, size+1 // "2123 45670 1"
		}
		return end, digits >= 4 && size >= 6 && size <= 20
	case drivingLabel:
		return end, digits >= 4 && size >= 6 && size <= 20 && !(weak && (digits == size && size < 9 || digits < size && !lex.IsUpper(v[0]) && !s.NoCase()) && !marked(b, a.End, p)) && !(weak && size < 8)
	default:
		return end, (digits >= 4 || digits == 3 && size > 8) && size >= 5 && size <= 16 && !(weak && digits == size && !marked(b, a.End, p) && b[a.End] != '.')
	}
}

// numberOfThing reports the label "ID number" behind a noun that is no person's: "transaction ID number".
func (r *recordReader) numberOfThing(a pii.Anchor) bool {
	label := r.b[a.Start:a.Value]
	if !hasFold(label, "id n") && !hasFold(label, "identification n") || a.Start == 0 || r.b[a.Start-1] != ' ' && r.b[a.Start-1] != '_' && r.b[a.Start-1] != '-' {
		return false
	}
	ts := r.s.Tokens()
	k := r.s.TokenAt(a.Start) - 1
	return k >= 0 && a.Start-int(ts[k].End) == 1 && ts[k].Flags&lex.HasDigit == 0 && !numberHolders()[ts[k].Hash]
}

// numberHolders stand before "ID number" where it is a person's.
var numberHolders = sync.OnceValue(func() map[uint64]bool {
	return hashes("my", "your", "his", "her", "their", "our", "the", "an", "a", "this", "with", "and", "or", "under", "has", "have", "national", "government", "state", "citizen", "personal", "valid", "photo", "individual", "holder", "s", "of", "is", "new", "correct", "african", "sa")
})

const vinSize = 17

// minCIF is the least count of figures in a customer information file's number, which banks of India give; a Spanish CIF has a letter.
const minCIF = 9

// ofCouncil reports the label "Reg. No." behind the capitals of a professional body, "KMC Reg. No. 48117", and figures at p.
func (r *recordReader) ofCouncil(a pii.Anchor, p int) bool {
	k := r.s.TokenAt(a.Start) - 1
	if k < 0 || !hasFold(r.b[a.Start:a.Value], "reg") || r.b[a.Start-1] != ' ' {
		return false
	}
	t := r.s.Tokens()[k]
	end, digits := recordEnd(r.b, p)
	return a.Start-int(t.End) == 1 && t.Flags.AllUpper() && t.Len() >= 3 && t.Len() <= 6 && end-p == digits && digits >= 4
}

// vinAt reports a vehicle identification number at p: 17 letters and digits without I, O and Q, three of them digits (ISO 3779).
func vinAt(b []byte, p int) bool {
	if p+vinSize > len(b) || wordAfter(b, p+vinSize) {
		return false
	}
	for _, c := range b[p : p+vinSize] {
		if u := c &^ 0x20; !alnum(c) || lex.IsLetter(c) && (u == 'I' || u == 'O' || u == 'Q') {
			return false
		}
	}
	return hasDigits(b[p:p+vinSize], 3)
}

// driverNumber returns the end of a British driver number at p: five letters or 9s, six digits, two letters or 9s, three letters or
// digits, in one word or in groups (DVLA, driver number format).
func driverNumber(b []byte, p int) (end int, ok bool) {
	const form = "AAAAA999999AAXXX"
	n := 0
	for q := p; q < len(b); q++ {
		c := b[q]
		if (n == 5 || n == 11 || n >= 13) && c == ' ' && b[q-1] != ' ' {
			continue
		}
		if !alnum(c) || form[n] == '9' && !lex.IsDigit(c) || form[n] == 'A' && lex.IsDigit(c) && c != '9' {
			return 0, false
		}
		if n++; n == len(form) {
			return q + 1, !wordAfter(b, q+1)
		}
	}
	return 0, false
}

// maxPlate is the most letters and digits of a number plate.
const maxPlate = 8

// plateEnd returns the end of the number plate at p: one to four groups of letters and digits, both in all, with one blank, hyphen or
// dot between them. Groups of letters behind a blank are in capitals where case tells. A strict plate has capitals only, and six
// letters and digits or more.
func plateEnd(s *pii.Segment, p int, strict bool) (int, bool) {
	b := s.Text
	if e := max(indianPlate(b, p), irishPlate(b, p)); e > 0 {
		return e, true
	}
	end, size, letters, digits, lower := p, 0, 0, 0, false
	for groups := 0; groups < 4; groups++ {
		q := end
		if groups > 0 {
			if q+1 >= len(b) || size >= 7 || b[q] != ' ' && b[q] != '-' && b[q] != '.' {
				break
			}
			q++
		}
		g := q
		l, d, small := 0, 0, false
		for ; q < len(b) && alnum(b[q]) && q-g <= maxPlate; q++ {
			if lex.IsDigit(b[q]) {
				d++
			} else {
				l++
				small = small || !lex.IsUpper(b[q])
			}
		}
		if q == g || size+l+d > maxPlate || wordAfter(b, q) || (groups > 0 || strict) && small && !s.NoCase() || small && d == 0 && l > 3 {
			break
		}
		end, size, letters, digits, lower = q, size+l+d, letters+l, digits+d, lower || small
	}
	if end < len(b) && (b[end] == '(' || b[end] == '[' || b[end] == '%') {
		return 0, false
	}
	return end, letters > 0 && digits > 0 && (digits > 1 || !lower) && (size > 5 || size > 3 && !strict) && (!unitLike(b[p:end]) || s.NoCase() && letters > 2 && digits > 2)
}

// britishPlate reads a plate of the form since 2001 at p, "LN19 XTA": what else is registered looks otherwise (DVLA, INF104).
func britishPlate(b []byte, p int) (int, bool) {
	e := p + len("AA99")
	if e >= len(b) {
		return 0, false
	}
	if b[e] == ' ' {
		e++
	}
	if e += len("AAA"); e > len(b) || wordAfter(b, e) || !capitals(b[p:p+2]) || !allDigits(b[p+2:p+4]) || !capitals(b[e-3:e]) {
		return 0, false
	}
	return e, true
}

// indianPlate returns the end of a plate of India at p, "KA 05 MH 4417": state, district, series and four figures, with a blank, a hyphen or
// nothing between them; 0 if there is none (Central Motor Vehicles Rules 1989, rule 50).
func indianPlate(b []byte, p int) int {
	q := p
	run := func(least, most int, is func(byte) bool) bool {
		if q > p && q < len(b) && (b[q] == ' ' || b[q] == '-') {
			q++
		}
		n := 0
		for q < len(b) && n < most && is(b[q]) {
			q++
			n++
		}
		return n >= least
	}
	if run(2, 2, lex.IsUpper) && run(1, 2, lex.IsDigit) && run(1, 3, lex.IsUpper) && run(4, 4, lex.IsDigit) && !wordAfter(b, q) {
		return q
	}
	return 0
}

// unitLike reports a number with a unit glued to it or behind it: "12 mm", "250ml".
func unitLike(v []byte) bool {
	i := 0
	for i < len(v) && (lex.IsDigit(v[i]) || v[i] == ' ' || v[i] == '.') {
		i++
	}
	for _, c := range v[i:] {
		if lex.IsDigit(c) || lex.IsUpper(c) {
			return false
		}
	}
	return i > 0
}

// tradeAt returns where the number begins behind the letters of a trade at p, "RN RN88214"; 0 if there are none.
func (r *recordReader) tradeAt(p int) int {
	ts := r.s.Tokens()
	k := r.s.TokenAt(p)
	if k+1 >= len(ts) || int(ts[k].Start) != p || !ts[k].Flags.AllUpper() || !trades().Has(ts[k].Hash) || string(r.b[ts[k].End:ts[k+1].Start]) != " " {
		return 0
	}
	return int(ts[k+1].Start)
}

// plainID reports six to ten figures, or five with a zero in front, that are no round number.
func plainID(v []byte) bool {
	return allDigits(v) && len(v) <= 10 && (len(v) >= 6 || len(v) == 5 && v[0] == '0') && string(v[len(v)-3:]) != "000"
}

// wordedAmount reports a word in small letters behind p that makes the number before it an amount: "188400 euros", "204417 patients".
func wordedAmount(s *pii.Segment, p int) bool {
	ts := s.Tokens()
	k := s.TokenAt(p)
	return k < len(ts) && int(ts[k].Start) == p+1 && s.Text[p] == ' ' && ts[k].Len() > 3 && s.Text[ts[k].End-1] == 's'
}

func isBareID(label []byte) bool { return len(label) == 2 && equalFold(label, "id") }

// licensed reports a word before "licence number", which begins at p, that makes it one of a trade: "certificate/license number".
func (r *recordReader) licensed(p int) bool {
	k := r.s.TokenAt(p) - 1
	return k >= 0 && p-int(r.s.Tokens()[k].End) == 1 && trades().Has(r.s.Tokens()[k].Hash)
}

var tradesValue lazy.Value[*lex.Set]

func trades() *lex.Set { return tradesValue.Get(makeTrades) }

func makeTrades() *lex.Set {
	return lex.NewSet("certificate", "certification", "professional", "business", "pilot", "contractor", "teaching", "teacher", "law", "bar", "pharmacy", "pharmacist", "physician", "doctor", "nurse", "nursing", "medical", "dental",
		"cpa", "rn", "lpn", "md", "rph", "lcsw", "lmft", "aprn", "crna", "realtor", "broker", "notary", "practice", "practitioner", "veterinary", "engineer", "architect", "trade", "operator", "provider", "gun", "firearms", "fishing", "hunting", "liquor")
}

var clientNounsValue lazy.Value[*lex.Set]

func clientNouns() *lex.Set { return clientNounsValue.Get(makeClientNouns) }

func makeClientNouns() *lex.Set {
	return lex.NewSet("client", "patient", "pt", "customer", "member", "student", "employee", "resident", "participant", "subject", "patientin", "klient", "klientin", "kunde", "kundin",
		"cliente", "paciente", "paziente", "patiënt", "cliënt", "klant", "applicant", "claimant", "subscriber", "policyholder", "tenant", "donor", "guest", "borrower", "insured", "candidate", "bewerber", "antragsteller", "candidat", "candidato", "aanvrager", "sollicitant")
}

// keyOfOther reports a key at p that names the identifier of something else than a client: the "id" of "trace_id".
func (r *recordReader) keyOfOther(p int) bool {
	if p < 2 || r.b[p-1] != '_' && r.b[p-1] != '-' && r.b[p-1] != '.' {
		return false
	}
	k := r.s.TokenAt(p) - 1
	return k >= 0 && int(r.s.Tokens()[k].End) == p-1 && !clientNouns().Has(r.s.Tokens()[k].Hash)
}

// answers reports a label that is the name of a speaker in a dialogue, whose turns another's separate or who answers a question: "Klant: 1017 XB".
func (r *recordReader) answers(a pii.Anchor) bool {
	i := r.s.TurnAt(a.Start)
	if i < 1 || a.Start == a.End || recordLabels().Labels()[a.ID].ID&labelKind >= passportLabel {
		return false // nobody is called "NIF", which forms have for each person
	}
	t := r.s.Turns()[i]
	if a.Start < t.SpeakerStart || a.End > t.SpeakerEnd {
		return false
	}
	speaker := func(i int) []byte { return r.b[r.s.Turns()[i].SpeakerStart:r.s.Turns()[i].SpeakerEnd] }
	for _, n := range [...]int{i - 2, i + 2} {
		if n >= 0 && n < len(r.s.Turns()) && bytes.Equal(speaker(n), speaker(i)) && !bytes.Equal(speaker(n), speaker((n+i)/2)) {
			return true
		}
	}
	before := bytes.TrimRight(r.b[min(r.s.Turns()[i-1].TextStart, t.Start):t.Start], " \r\n")
	return len(before) > 0 && before[len(before)-1] == '?'
}

// clientBefore reports a word for a client among the eight words before the label "id" at p, on the same line; in JSON it is the key of the
// object that counts.
func (r *recordReader) clientBefore(p int) bool {
	if e := p + len("id"); e <= len(r.b) && quotedKey(r.b, p, e) {
		if key := parentKey(r.b, p); key != 0 {
			return clientNouns().Has(key)
		}
	}
	if key := outerKey(r.b, p); key != 0 {
		return clientNouns().Has(key)
	}
	ts := r.s.Tokens()
	for k, n := r.s.TokenAt(p)-1, 0; k >= 0 && n < 8; k, n = k-1, n+1 {
		if bytes.IndexByte(r.b[ts[k].End:p], '\n') >= 0 {
			return false
		}
		if clientNouns().Has(ts[k].Hash) {
			return true
		}
	}
	return false
}
