package detectors

import (
	"bytes"
	"strings"

	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// formedLabels are common words behind which a number of a record stands only if it has the form of one: "auth PA-3391870", "badge E-5519".
var formedLabels = [...]struct {
	id    int
	texts string
}{
	{mrnLabel, "chart|journal|kartoteka"},
	{clientLabel, "badge|household|guest|tenant|locker|haushalt|foyer|hogar|hushåll|tarjeta|carte|karta|household id"},
	{invoiceLabel, "order|orders|booking|bookings|reservation|receipts|pedido|pedidos|encomenda|commande|numéro de commande|bestellung|bestellnummer|bestelling|ordine|ordre|zamówienie|zamówienie nr|beställning|recibo|recibos|recibo nº|bon|bonnr|bonnetje|ricevuta|ricevute|reçu|reçus|quittung|paragon|paragon nr|kvitto|kvittering|reserva|réservation|prenotazione|reservering|buchung|rezerwacja|bokning|bokningen|beställningen|zamówienia|numer zamówienia|nota fiscal|bilhete|factures|facturas|fatture|facturen|rechnungen|proforma|settle|remit"},
	{policyLabel, "cover note|certificate|certificat|certificado|certificato|versicherungsnachweis|loan|mortgage|mandate|darlehen|prêt|préstamo|mutuo|lening|empréstimo|kredyt|umowa|umowy|umowę|lån|lånet|avtalet"},
	{caseLabel, "auth|approval|raised|logged|opened|complaint|complaints|enquiry|inquiry|case ref|aviso|prot|queja|plainte|aangifte|rimborso|remboursement|reembolso|erstattung|terugbetaling|procedimiento|procedura|under no|sous le n|con el n|con il n|zaak|sprawa nr|ärende|ärendet|remiss|felanmälan|anmälan|sak|sagen|sag|ange|angi|uppge|zgłoszenie nr|skarga|prior authorization|authorization|authorisation"},
	{licenceLabel, "certificaat|heftruckcertificaat|heftruckbewijs|zertifikat|bescheinigung|zezwolenie|uprawnienia|attestation|habilitation|caces|brevetto|certyfikat|forklift licence|forklift license|forklift certificate|cscs|cscs card|sia licence|sia badge"},
}

// bodies are registers and societies of professions whose number for a person stands behind their capitals: "FSP 40917", "Gas Safe 553108".
const bodies = "nmls|fsp|coren|icaew|ice|gdc|acca|irata|niceic|napit|oftec|hetas|gphc|gdc|gosc|rcvs|hcpc|bacp|ukcp|sra|rics|riba|ciob|imeche|ahpra|hpcsa|sanc|sacap|ecsa|saica|sapc|mdcn|kmpdc|pmdc|bmdc|slmc|finra|crd|iard|npn|vci|coru|nmbi|cpso|gmc|nmc|orias|cnaps|skj|kabiz|crea|crefito|creci|crmv|crc|crf|cref|cau|gas safe"

var bodyNamesValue lazy.Value[*lex.Set]

func bodyNames() *lex.Set { return bodyNamesValue.Get(makeBodyNames) }

func makeBodyNames() *lex.Set { return lex.NewSet(strings.Split(bodies, "|")...) }

// ofBody reports a label that begins at p behind the capitals of a professional body: "ICAEW member", "SRA ID".
func (r *recordReader) ofBody(p int) bool {
	k := r.s.TokenAt(p) - 1
	return k >= 0 && p-int(r.s.Tokens()[k].End) == 1 && r.s.Tokens()[k].Flags.AllUpper() && bodyNames().Has(r.s.Tokens()[k].Hash)
}

// formed reports a reference in capitals, with a hyphen or slash and three figures or more, "PA-3391870", "R-118203", "B24-07731", or the number
// of an order in two groups, "114-2208". Standards look the same: "SHA-256", "ISO/IEC 27001".
func formed(v []byte, kind int) bool {
	n, digits, sign := 0, 0, false
	for n < len(v) && lex.IsUpper(v[n]) {
		n++
	}
	for _, c := range v {
		if lex.IsDigit(c) {
			digits++
		}
		sign = sign || c == '-' || c == '/' || c == ' '
		if c-'a' < 26 {
			return false
		}
	}
	if n == 0 {
		return kind == invoiceLabel && orderForm(v)
	}
	return digits >= 3 && n <= 5 && (sign || digits >= 7) && !(n > 1 && standards().Has(lex.Hash(v[:n]))) && (digits >= 4 || n < 3)
}

// orderForm reports the number of an order in two groups, of three figures and of four or more.
func orderForm(v []byte) bool {
	return len(v) > 7 && v[3] == '-' && allDigits(v[:3]) && allDigits(v[4:])
}

var standardsValue lazy.Value[*lex.Set]

// standards begin names of norms, ciphers and products that look like references.
func standards() *lex.Set { return standardsValue.Get(makeStandards) }

func makeStandards() *lex.Set {
	return lex.NewSet("iso", "iec", "rfc", "cve", "cwe", "sha", "aes", "rsa", "utf", "din", "en", "ieee", "ansi", "astm", "nist", "fips", "ecma", "http", "https", "tls", "ssl", "ipv", "usb", "mpeg", "nfpa", "api", "ascii", "windows", "cp", "pep", "jep", "gpl", "bip", "erc", "eip", "md", "hmac", "oauth", "ntlm", "ls", "rel", "ms", "kb", "xep")
}

// enclosed reports a label and its number, which ends at end, that stand alone between brackets: "(employee 0447)".
func (r *recordReader) enclosed(a pii.Anchor, p, end int) bool {
	return a.Start > 0 && r.b[a.Start-1] == '(' && end < len(r.b) && r.b[end] == ')' && p == a.End+1
}

// numberedThing returns the kind of record that the word before the label "id" at p names: "rimborso id=".
func (r *recordReader) numberedThing(p int) (kind int, ok bool) {
	l, ok := r.s.LabelBefore(recordLabels(), p)
	return l.ID & labelKind, ok && l.ID&formedLabel != 0 && bytes.IndexByte(r.b[max(0, p-1):p], '\n') < 0
}

const southAfricanSize = 13

var ruleSouthAfrican = &pii.Rule{Detector: "record", Name: "identity", Validator: "luhn", Source: "DHA, identity number"}

// southAfrican reports the thirteen figures of a South African identity number at p.
func southAfrican(b []byte, p int) bool {
	e := p + southAfricanSize
	return e <= len(b) && allDigits(b[p:e]) && !wordAfter(b, e) && checkdigit.SouthAfrican(b[p:e])
}

// behindName returns the token of a number behind the name that an answer begins with at token k, "Faizal Osman. 8820-1174-3"; 0 if there is none.
func (r *recordReader) behindName(k int) int {
	ts := r.s.Tokens()
	for n := 0; n < 5 && k+1 < len(ts) && ts[k].Flags&(lex.HasDigit|lex.FirstUpper) == lex.FirstUpper; n++ {
		k++
		gap := string(r.b[ts[k-1].End:ts[k].Start])
		if lex.IsDigit(r.b[ts[k].Start]) && n > 0 && (gap == ". " || gap == ", ") {
			end, digits := recordEnd(r.b, int(ts[k].Start))
			if v := r.b[ts[k].Start:end]; digits >= 6 && bytes.IndexByte(v, '-') > 0 && !dateLike(v) {
				return k
			}
			return 0
		}
		if gap != " " && gap != "-" {
			return 0
		}
	}
	return 0
}
