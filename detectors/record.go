package detectors

import (
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Record finds numbers of records behind their label, in English, German, French, Spanish, Italian and Dutch: MRN ("MRN", "Fallakte"),
// CLIENT_ID ("customer no.", "Kundennummer"), INVOICE_ID ("invoice", "Rechnung Nr."), POLICY_ID ("policy", "Versicherungsschein"),
// CASE_ID ("case", "Aktenzeichen", "expediente"). A value holds a digit, and letters, digits and "-", "/", "." or "_" inside; numbers
// said in words count if three digits or more are said. Refused are dates, times, amounts and plain words. Cost: constant for each
// label.
func Record() pii.Detector { return recordDetector{} }

type recordDetector struct{}

var recordTypes = [...]pii.Type{pii.MRN, pii.ClientID, pii.InvoiceID, pii.PolicyID, pii.CaseID}

const (
	mrnLabel = iota
	clientLabel
	invoiceLabel
	policyLabel
	caseLabel
	weakLabel = 8 // added for labels that are common words: they need more of the value
)

var recordLabels = sync.OnceValue(func() *pii.LabelSet {
	var ls []pii.Label
	add := func(id int, texts ...string) {
		for _, t := range texts {
			ls = append(ls, pii.Label{Text: t, ID: id, Bare: true})
		}
	}
	add(mrnLabel, "mrn", "medical record number", "medical record no", "medical record", "hospital number", "hospital no", "hospital id", "chart number",
		"chart no", "chart id", "record number", "record no", "fallnummer", "fall nr", "krankenaktennummer", "patientenaktennummer", "numéro de dossier médical",
		"ipp", "nhc", "historia clínica", "número de historia", "número de historia clínica", "cartella clinica", "dossiernummer", "hosp no", "unit number",
		"encounter", "encounter id", "accession number", "specimen id", "specimen", "aufnahmenummer")
	add(clientLabel, "client id", "client no", "client number", "client ref", "customer id", "customer no", "customer number", "customer ref", "customer account",
		"cust id", "cust no", "patient id", "patient no", "patient number", "pat id", "patient identifier", "member id", "member number", "member no",
		"membership number", "membership no", "employee id", "employee number", "employee no", "staff id", "personnel number", "student id", "student number",
		"subscriber id", "loyalty number", "subject id", "participant id", "candidate id", "applicant id", "kundennummer", "kunden nr", "kundennr", "kd nr",
		"kdnr", "patientennummer", "patienten id", "pat nr", "mitgliedsnummer", "mitglieds nr", "personalnummer", "personal nr", "matrikelnummer", "mandantennummer",
		"versichertennummer", "numéro client", "n client", "no client", "réf client", "référence client", "numéro de client", "numéro patient", "matricule",
		"numéro d adhérent", "numéro de cliente", "número de cliente", "nº cliente", "n cliente", "cliente nº", "número de paciente", "número de socio",
		"numero cliente", "codice cliente", "klantnummer", "patiëntnummer", "relatienummer", "customerid", "clientid", "patientid", "numéro d identification")
	add(invoiceLabel, "invoice number", "invoice no", "invoice id", "invoice num", "inv no", "invoice", "bill number", "bill no", "receipt number", "receipt no",
		"rechnungsnummer", "rechnung nr", "rechnungsnr", "rechnungs nr", "re nr", "belegnummer", "numéro de facture", "facture n", "facture no", "n facture",
		"facture", "número de factura", "factura nº", "factura n", "factura", "numero fattura", "fattura n", "fattura", "factuurnummer", "rechnung")
	add(policyLabel, "policy number", "policy no", "policy id", "policy", "insurance number", "insurance no", "insurance id", "insurance policy", "group number",
		"plan number", "certificate number", "versicherungsscheinnummer", "versicherungsschein", "versicherungsschein nr", "policennummer", "police nr", "police",
		"vertragsnummer", "vertrags nr", "contract number", "contract no", "numéro de police", "numéro de contrat", "contrat n", "n de contrat", "número de póliza",
		"póliza", "póliza nº", "número de poliza", "numero di polizza", "polizza", "polisnummer", "polisnr")
	add(caseLabel, "case number", "case no", "case id", "case ref", "case reference", "case file", "file number", "file no", "file ref", "docket number", "docket no",
		"claim number", "claim no", "claim id", "claim ref", "claim", "ticket number", "ticket no", "ticket id", "ticket", "incident number", "incident no",
		"incident id", "reference number", "reference no", "ref no", "our ref", "your ref", "crime reference", "aktenzeichen", "az", "geschäftszeichen", "vorgangsnummer",
		"vorgang", "schadennummer", "schaden nr", "fallnr", "ticketnummer", "unser zeichen", "ihr zeichen", "numéro de dossier", "dossier n", "dossier no", "dossier",
		"numéro de sinistre", "sinistre", "réf", "référence", "número de expediente", "expediente", "expediente nº", "siniestro", "número de siniestro",
		"numero pratica", "pratica", "zaaknummer", "dossier nr", "schadenummer", "kenmerk", "referral id", "referral number")
	add(policyLabel|weakLabel, "plan")
	add(clientLabel|weakLabel, "patient", "client", "customer", "member", "kunde", "kundin", "cliente", "klant", "participant", "subject", "cust", "kd")
	add(caseLabel|weakLabel, "case", "ref", "reference", "file", "fall", "akte")
	return pii.NewLabels(ls...)
})

func (recordDetector) Spec() pii.Spec {
	return pii.Spec{Name: "record", Types: recordTypes[:], Wants: []pii.Want{pii.OnLabel()}, Labels: recordLabels()}
}

var (
	ruleRecord     = &pii.Rule{Detector: "record", Name: "label"}
	ruleRecordSaid = &pii.Rule{Detector: "record", Name: "spoken"}
)

func (recordDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for _, a := range at {
		p := a.Value
		l, ok := s.LabelBefore(recordLabels(), p)
		if !ok {
			continue
		}
		weak := l.ID&weakLabel != 0
		t := recordTypes[l.ID&^weakLabel]
		if p = recordStart(s, p); wordBefore(b, p) {
			continue
		}
		end, digits := recordEnd(b, p)
		if digits == 0 {
			var r spoken.Run
			if k := s.TokenAt(p); !weak && k < len(s.Tokens()) && int(s.Tokens()[k].Start) == p {
				if spoken.Parse(&r, b, s.Tokens(), k); r.N >= 3 && r.Words >= 3 {
					dst = append(dst, said(labelled(s.Found(p, int(s.Tokens()[r.End-1].End), t, 0.7, ruleRecordSaid))))
				}
			}
			continue
		}
		if digits < 2 || digits < 3 && end-p < 5 || hasFold(b[p:end], "0x") || weak && (digits < 4 || !marked(b, a.End, a.Value) && (b[p-1] == '"' || !structured(b[p:end]))) || dateLike(b[p:end]) || amount(b, end) {
			continue
		}
		dst = append(dst, labelled(s.Found(p, end, t, 0.8, ruleRecord)))
	}
	return dst
}

// recordStart skips what may stand between a label and its value beside the engine's fillers: "n°", an article.
func recordStart(s *pii.Segment, p int) int {
	b := s.Text
	if p+1 < len(b) && b[p] == 0xc2 && (b[p+1] == 0xb0 || b[p+1] == 0xba) {
		p += 2
	} else if k := s.TokenAt(p); k < len(s.Tokens()) && int(s.Tokens()[k].Start) == p && articles().Has(s.Tokens()[k].Hash) {
		p = int(s.Tokens()[k].End)
	} else {
		return p
	}
	for q := p; q < len(b) && q-p < 4; q++ {
		if b[q] != ' ' && b[q] != ':' && b[q] != '.' {
			return q
		}
	}
	return p
}

var articles = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("die", "der", "das", "el", "la", "le", "il", "de", "het", "it", "es", "her", "his", "their", "number")
})

// structured reports a value that is no amount and no word: letters and digits, or a year, with a hyphen inside.
func structured(v []byte) bool {
	letter, hyphen := false, false
	for _, c := range v {
		letter = letter || lex.IsLetter(c)
		hyphen = hyphen || c == '-'
	}
	return hyphen && (letter || len(v) > 8 && hasFold(v, "20") && v[4] == '-')
}

// recordEnd returns the end of the record number at p and the number of its digits. Blanks join groups of digits, or a short prefix in
// capitals and digits.
func recordEnd(b []byte, p int) (end, digits int) {
	q := p
	for q < len(b) && q-p < 40 {
		c := b[q]
		if lex.IsDigit(c) {
			digits++
		}
		switch {
		case alnum(c):
		case (c == '-' || c == '/' || c == '.' || c == '_') && q > p && q+1 < len(b) && alnum(b[q+1]) && !(c == '/' && lex.IsLetter(b[q+1]) && digits == 0):
		case c == ' ' && q > p && q+1 < len(b) && lex.IsDigit(b[q+1]) && (lex.IsDigit(b[q-1]) || q-p <= 3 && lex.IsUpper(b[q-1])) && groupAhead(b, q+1):
		default:
			return q, digits
		}
		q++
	}
	return q, digits
}

// groupAhead reports whether the digits at p are a group of a number: two or more, with no unit or word glued to them.
func groupAhead(b []byte, p int) bool {
	q := p
	for q < len(b) && lex.IsDigit(b[q]) {
		q++
	}
	return q-p >= 2 && !wordAfter(b, q) && !(q+1 < len(b) && (b[q] == '.' || b[q] == '/' || b[q] == ':' || b[q] == ',') && lex.IsDigit(b[q+1]))
}

// marked reports whether a sign of a label stands between a common word and its value.
func marked(b []byte, from, to int) bool {
	for _, c := range b[from:to] {
		if c == ':' || c == '#' || c == '=' {
			return true
		}
	}
	return false
}

// dateLike reports "2024-05-01", "01.05.2024", "12/5/24": three groups of digits of a date's lengths.
func dateLike(v []byte) bool {
	groups, run, long := 1, 0, 0
	for _, c := range v {
		switch {
		case lex.IsDigit(c):
			if run++; run == 4 {
				long++
			} else if run > 4 {
				return false
			}
		case c == '.' || c == '/' || c == '-':
			if run == 3 || run == 0 {
				return false
			}
			groups++
			run = 0
		default:
			return false
		}
	}
	return groups == 3 && long <= 1 && run != 3 && run != 0 && len(v) <= 10
}

// amount reports whether a currency or percent sign, or decimals, follow.
func amount(b []byte, p int) bool {
	if p+1 < len(b) && b[p] == ',' && lex.IsDigit(b[p+1]) {
		return true
	}
	for p < len(b) && b[p] == ' ' {
		p++
	}
	if p >= len(b) {
		return false
	}
	return b[p] == '%' || b[p] == '$' || hasFold(b[p:], "€") || hasFold(b[p:], "£") || hasFold(b[p:], "eur ")
}
