package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// vatWords name the tax on sales, in the languages of the countries of vatForms.
var vatWords = []string{"vat", "ust", "umsatzsteuer", "mwst", "mehrwertsteuer", "tva", "iva", "btw", "moms", "alv", "dph", "pdv"}

// maxVAT is how many bytes behind the word for the tax a number of its payer may begin.
const maxVAT = 80

// vat reads the number of a payer of sales tax in the paragraph behind the word for the tax that ends at p, by the form of its country: "VAT. Output tax
// under registration GB 382 9217 32"; and an Italian one without its country, "P.IVA / C.F. 09153808275", by its check digit.
func (r *recordReader) vat(p int) {
	ts, b := r.s.Tokens(), r.b
	for k := r.s.TokenAt(p); k < len(ts) && int(ts[k].Start)-p < maxVAT; k++ {
		q := int(ts[k].Start)
		if q > p+1 && b[q-1] == '\n' && b[q-2] == '\n' {
			return
		}
		if q < r.until || wordBefore(b, q) {
			continue
		}
		end := vatNumber(b, q)
		if e := int(ts[k].End); end == 0 && q-p < maxVAT/4 && e-q == 11 && ts[k].Flags.AllDigits() && checkdigit.Luhn(b[q:e]) && b[q] < '2' && hasFold(b[max(0, p-3):], "iva") {
			end = e
		}
		if end > 0 {
			r.emit(q, end, pii.TaxID, 0.8, ruleVAT)
			return
		}
	}
}

// vatForms are the numbers of payers behind the letters of their country: 9 is a digit, A a capital, X either (Council Directive 2006/112/EC, article 215;
// VIES).
var vatForms = [...]string{"ATA99999999", "BE9999999999", "BG9999999999", "BG999999999", "CY99999999A", "CZ9999999999", "CZ999999999", "CZ99999999", "DE999999999", "DK99999999", "EE999999999", "EL999999999", "ESX9999999X",
	"FI99999999", "FRXX999999999", "GB999999999999", "GB999999999", "XI999999999", "HR99999999999", "HU99999999", "IE9999999AA", "IE9999999A", "IT99999999999", "LT999999999999", "LT999999999", "LU99999999", "LV99999999999",
	"MT99999999", "NL999999999B99", "PL9999999999", "PT999999999", "RO99999999", "SE999999999999", "SI99999999", "SK9999999999"}

// vatNumber returns the end of the number of a payer of sales tax at p, single blanks, dots and hyphens between its figures; 0 if there is none.
func vatNumber(b []byte, p int) int {
	if p+2 >= len(b) || !lex.IsUpper(b[p]) || !lex.IsUpper(b[p+1]) {
		return 0
	}
next:
	for _, form := range vatForms {
		if form[0] != b[p] || form[1] != b[p+1] {
			continue
		}
		q := p + 2
		for i := 2; i < len(form); i++ {
			if q+1 < len(b) && (b[q] == ' ' || b[q] == '.' || b[q] == '-') {
				q++
			}
			if q >= len(b) {
				continue next
			}
			switch c, f := b[q], form[i]; {
			case f == '9' && lex.IsDigit(c), f == 'A' && lex.IsUpper(c), f == 'X' && (lex.IsDigit(c) || lex.IsUpper(c)), f == c:
				q++
			default:
				continue next
			}
		}
		if wordAfter(b, q) || q+1 < len(b) && (b[q] == ' ' || b[q] == '.' || b[q] == '-') && lex.IsDigit(b[q+1]) {
			continue // a longer number, as an IBAN is
		}
		return q
	}
	return 0
}

var ruleVAT = &pii.Rule{Detector: "record", Name: "vat", Source: "VIES"}
