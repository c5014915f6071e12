package detectors

import (
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// pathWords are what addresses of interfaces number, in the plural: "/v2/guests/80312".
var pathWords = [...]struct {
	word string
	kind int
}{
	{"customers", clientLabel}, {"clients", clientLabel}, {"patients", clientLabel}, {"members", clientLabel}, {"guests", clientLabel}, {"employees", clientLabel}, {"students", clientLabel},
	{"subscribers", clientLabel}, {"tenants", clientLabel}, {"residents", clientLabel}, {"policyholders", clientLabel}, {"donors", clientLabel}, {"borrowers", clientLabel}, {"kunden", clientLabel},
	{"patienten", clientLabel}, {"clientes", clientLabel}, {"pacientes", clientLabel}, {"pazienti", clientLabel}, {"clienti", clientLabel}, {"klanten", clientLabel}, {"adherents", clientLabel},
	{"invoices", invoiceLabel}, {"orders", invoiceLabel}, {"bookings", invoiceLabel}, {"reservations", invoiceLabel}, {"factures", invoiceLabel}, {"facturas", invoiceLabel}, {"fatture", invoiceLabel}, {"rechnungen", invoiceLabel},
	{"policies", policyLabel}, {"policen", policyLabel}, {"contrats", policyLabel}, {"contratos", policyLabel}, {"claims", caseLabel}, {"cases", caseLabel}, {"dossiers", caseLabel}, {"expedientes", caseLabel},
}

func pathWordList() []string {
	ws := make([]string, len(pathWords))
	for i, w := range pathWords {
		ws[i] = w.word
	}
	return ws
}

// path reads the number in the part of a path behind the word at a, "/guests/80312": three figures or more and no other words.
func (r *recordReader) path(a pii.Anchor) {
	b, p := r.b, a.End+1
	if a.Start == 0 || b[a.Start-1] != '/' || p >= len(b) || b[a.End] != '/' || p < r.until {
		return
	}
	for _, prefix := range prefixes {
		if hasFold(b[p:], prefix) {
			return // the prefix tells more: "/patients/MRN-0018843"
		}
	}
	end, digits, small := p, 0, 0
	for ; end < len(b) && end-p < maxPathNumber && (alnum(b[end]) || b[end] == '-' || b[end] == '_'); end++ {
		if lex.IsDigit(b[end]) {
			digits++
		} else if b[end]-'a' < 26 {
			small++
		}
	}
	if digits < 3 || small > 4 || end-p > maxRecordInPath || end < len(b) && b[end] == '.' && end+1 < len(b) && alnum(b[end+1]) || bareYear(b[p:end]) {
		return // "/orders/2024", "/cases/3f2a-…", "/policies/2.json"
	}
	r.emit(p, end, recordTypes[pathWords[a.ID].kind], 0.75, ruleRecordPath)
}

var ruleRecordPath = &pii.Rule{Detector: "record", Name: "path"}

const (
	maxRecordInPath = 24 // bytes of a number of a record in a path: longer ones are keys and UUIDs
	maxPathNumber   = 32
)
