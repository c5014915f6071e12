package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// localLabels are labels that one country has for its own numbers, which no pair of a noun and a word for a number makes.
var localLabels = [...]struct {
	id    int
	texts string
}{
	{mrnLabel, "nosologico|numero nosologico|n nosologico|nr ks|ks gł|patientenfallnummer|behandlungsfall nr|hist clín|hist clin|atendimento nº|nr historii|fallnr|fallzahl nr"},
	{clientLabel, "legajo|ptnr|huurdersnr|huurdernr|debiteurnummer|masp|siape|matrícula funcional|número do benefício|nr ewidencyjny|nr ewid|roll no|roll number|roll nr|enrolment no|enrollment no|enrolment number|enrollment number|usn|matric no|mieterkonto|mieternummer|debitorennummer"},
	{policyLabel, "grp|grp no|grp id|group no|mandatsreferenz|mandatsreferenznummer|mandats ref|mandaat|mandaatnummer|machtiging|machtigingsnummer|machtigingskenmerk|mandaatkenmerk|référence unique de mandat|réf unique de mandat|référence du mandat|referencia de mandato|referencia del mandato|mandato|id mandato|ref mandato|mandate reference|mandate ref|mandate id|proposta n|proposta nº|propuesta nº|propuesta n|proposal no|proposal number|kreditnummer|kreditvertrag|darlehensnummer|darlehens nr|numéro de prêt|prêt n|número de préstamo|préstamo nº|numero mutuo|mutuo n|leningnummer|hypotheeknummer|número do empréstimo|nr kredytu|nr umowy|umowa nr|lånenummer|lånenr|loan no|loan number|loan id|loan account|loan account no|loan ref|loan reference|mortgage account|mortgage no|mortgage number|mortgage account no|police collective|n affilié|numéro d affilié|n d affilié|matricule affilié|n sip|nº sip|numéro d assuré social|krankenkassen nr|kv nr|polis nr"},
	{caseLabel, "n i g|nig|radicado|radicado nº|radicado no|portalis|n portalis|gz|geschäfts nr|geschäftsnr|tgb nr|tagebuch nr|tagebuchnummer|meldnr|zorgdomein|zorgdomein nr|inquérito policial nº|bo nº|b o nº|r g n r|rgnr|n r g|p p nº|autos nº|procedimiento nº|nr ref"},
	{policyLabel | weakLabel, "huurovereenkomst|plaatsingsovereenkomst|zorgovereenkomst|leaseovereenkomst|kredietovereenkomst|koopovereenkomst|arbeidsovereenkomst|overeenkomst|mietvertrag|kaufvertrag|leasingvertrag|darlehensvertrag|handyvertrag|mobilfunkvertrag|versicherungsvertrag|stromvertrag|gasvertrag|wartungsvertrag|betreuungsvertrag|avtal|hyresavtal|avtale|aftale|lejekontrakt|umowa najmu|bail"},
	{caseLabel | weakLabel, "folio|declaratie|réclamation|reclamación|reclamo|zgłoszenie|reklamacja|melding|klacht|bezwaar|sprawa|incidente|aanvraag|wniosek|protocolo|chamado|reclamação|segnalazione|reclamo|meldung|beschwerde|demande"},
	{nationalLabel, "dowód osobisty|dowód osobisty nr|dowód osobisty seria i nr|dowodem osobistym|dowodem osobistym nr|dowód os|dow os|seria i nr dowodu|seria i numer dowodu|nr i seria dowodu|rijksregisternr|rijksregister nr|rrn nr|insz nr|n registre national|n de registre national|n avs|ahv nr neu|sozvers nr|sozialvers nr|sv nummer|bilhete de identidade|cartão de cidadão|cartão de cidadão nº|cc nº|nº do cartão de cidadão|documento de identidade|identidade nº"},
	{nationalLabel | weakLabel, "dni|d n i|c c|cc|cédula nº|rc"},
	{taxLabel, "registered in england|registered in england and wales|registered in wales|registered in scotland|registered in ireland|registered in northern ireland|registered number|registered no|company reg no|company reg|co reg no|p iva c f|c f p iva|c f e p iva|p iva e c f|p iva cf|cf p iva|codice fiscale e partita iva|partita iva e codice fiscale|cod fisc e p iva|hra|hrb|hra nr|hrb nr|fn|rea|n rea|rea n|rcs|betriebsnummer|betriebs nr|n fiscal|n d entreprise|numéro d entreprise|ondernemingsnummer|ondernemingsnr|kbo nummer|kbo nr|kbo|n bce|numéro bce|cuit|cuit nº|cuit n|ruc nº|inscrição estadual|inscr estadual|nipc|krs|nr krs|numer krs|nr nip|nip nr|nif nº|rfc con homoclave"},
	{licenceLabel, "prawo wykonywania zawodu|prawo wykonywania zawodu nr|cédula om|cédula da ordem|ordem dos médicos|gln|col|inami|n inami|numéro inami|riziv|riziv nr|riziv nummer|colegiada|colegiada nº|colegiada n|nº colegiada|cédula profesional|céd prof|ced prof|big|big registratie|big registratienummer|agb code|agb|staplerschein nr|lizenz nr|lizenznummer|zertifikat nr|zertifikats nr|zertifikatsnummer|berufsausweis nr|ordine dei medici|omceo|n iscrizione|iscrizione n|iscr albo|iscr albo n"},
	{plateLabel, "kontrollschild|kontrollschilder|kontrollschild nr|tablice rejestracyjne|nr rej"},
	{vinLabel, "vehicle identification|vehicle ident no|vehicle ident"},
	{plateLabel | weakLabel, "index|index no|plaques|placas|chapa|tablice|patente moto|patente auto|patente camión|patente del auto"},
}

// localForm returns the end of the number at p behind a label whose numbers have a form of their own; ok is false if the number has another
// one, and known if the label has such a form.
func localForm(s *pii.Segment, kind int, weak bool, p int, label []byte) (end int, ok, known bool) {
	b := s.Text
	switch {
	case kind == taxLabel:
		return registerEnd(b, p, label)
	case kind == nationalLabel && weak && len(label) == 2 && string(label) == "RC" && companyRC(b, p) > 0: // Nigeria's register of companies
		return companyRC(b, p), true, true
	case kind == nationalLabel && weak:
		end, ok = dottedPerson(b, p)
		return end, ok, true
	case kind != licenceLabel:
	case equalFold(label, "big"): // the Dutch register of health professions
		end, digits := recordEnd(b, p)
		return end, digits == 11 && end-p == 11, true
	case equalFold(label, "col"): // a doctor's or lawyer's number with the province before it
		end, digits := recordEnd(b, p)
		return end, digits > 5 && digits < 10 && (digits == end-p || end-p == digits+1 && b[p+2] == '/'), true
	case equalFold(label, "gln"): // 7601 are people and houses of health in Switzerland
		end, digits := recordEnd(b, p)
		return end, digits == 13 && hasFold(b[p:], "7601"), true
	}
	return 0, false, false
}

// registerEnd reads the entry in a register of companies at p: "HRB 5518 B", "FN 398214k", "REA NO-188204".
func registerEnd(b []byte, p int, label []byte) (end int, ok, known bool) {
	end = p
	if hasFold(label, "hr") && len(label) > 2 && (label[2]|0x20 == 'a' || label[2]|0x20 == 'b') {
		for end < len(b) && lex.IsDigit(b[end]) {
			end++
		}
		n := end - p
		if end+1 < len(b) && b[end] == ' ' && lex.IsUpper(b[end+1]) && !wordAfter(b, end+2) {
			end += 2 // a district's letter
		}
		return end, n > 1 && n < 7 && !wordAfter(b, end), true
	}
	if equalFold(label, "fn") {
		for end < len(b) && lex.IsDigit(b[end]) {
			end++
		}
		n := end - p
		if end < len(b) && b[end] == ' ' {
			end++
		}
		return end + 1, (n == 5 || n == 6) && end < len(b) && b[end]-'a' < 26 && !wordAfter(b, end+1), true
	}
	if hasFold(label, "rea") || len(label) > 3 && hasFold(label[len(label)-3:], "rea") {
		if end+3 < len(b) && capitals(b[end:end+2]) && (b[end+2] == '-' || b[end+2] == ' ') {
			end += 3
		}
		from := end
		for end < len(b) && lex.IsDigit(b[end]) {
			end++
		}
		return end, end-from > 4 && end-from < 8 && (from > p || end-from > 5) && !wordAfter(b, end), true
	}
	return 0, false, false
}

// dottedPerson reads the number of a Latin American identity card at p, which is written as an amount: "17.402.886", "1.152.440.097".
func dottedPerson(b []byte, p int) (end int, ok bool) {
	end = p
	for end < len(b) && end < p+3 && lex.IsDigit(b[end]) {
		end++
	}
	lead, groups := end-p, 0
	for end+4 <= len(b) && b[end] == '.' && allDigits(b[end+1:end+4]) {
		end += 4
		groups++
	}
	return end, lead > 0 && (groups == 2 || groups == 3 && lead == 1) && !wordAfter(b, end)
}

// belgian returns the bounds of an enterprise number of Belgium with its country before it, "BE 0330.176.617"; the last two figures are 97 less the
// rest of the others by 97 (KBO/BCE).
func belgian(b []byte, n *pii.Number) (start, end int) {
	const form = "0330.176.617"
	p := n.Groups[0].Start
	if len(n.Groups) != 3 || n.Groups[2].End-p != len(form) || b[p] > '1' || b[p+4] != '.' || b[p+8] != '.' || wordAfter(b, p+len(form)) {
		return 0, 0
	}
	rest, check := 0, 0
	for i, c := range b[p : p+len(form)] {
		switch {
		case c == '.':
		case i < len(form)-2:
			rest = (rest*10 + int(c-'0')) % 97
		default:
			check = check*10 + int(c-'0')
		}
	}
	if check != 97-rest {
		return 0, 0
	}
	for q := p; q > 1; q-- {
		if b[q-1] == ' ' && q == p {
			continue
		}
		if q > 1 && b[q-1] == 'E' && b[q-2] == 'B' && !wordBefore(b, q-2) {
			return q - 2, p + len(form)
		}
		break
	}
	return p, p + len(form)
}

// sirenPast returns where the number of a company begins behind the town of its register, "RCS Brive 148 593 064"; 0 if there is none.
func (r *recordReader) sirenPast(a pii.Anchor) int {
	if !equalFold(r.b[a.Start:a.End], "rcs") {
		return 0
	}
	ts := r.s.Tokens()
	for k := r.s.TokenAt(a.End); k < len(ts) && int(ts[k].Start) < a.End+40; k++ {
		p := int(ts[k].Start)
		if !lex.IsDigit(r.b[p]) {
			if ts[k].Flags&lex.FirstUpper == 0 && !r.s.NoCase() && ts[k].Len() > 4 {
				return 0
			}
			continue
		}
		var v [9]byte
		if _, ok := collect(v[:], r.b, p, " ."); ok && allDigits(v[:]) && checkdigit.Luhn(v[:]) {
			return p
		}
		return 0
	}
	return 0
}

// companyRC returns the end of the six or seven figures at p that Nigeria's register gives a company, 0 if others stand there.
func companyRC(b []byte, p int) int {
	e := p
	for e < len(b) && lex.IsDigit(b[e]) {
		e++
	}
	if e-p != 6 && e-p != 7 || wordAfter(b, e) {
		return 0
	}
	return e
}
