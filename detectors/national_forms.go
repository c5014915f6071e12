package detectors

import (
	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// NationalForms finds national numbers that their writing and check digits tell without a label: those of Brazil, Switzerland, Belgium, Sweden,
// Norway, Finland, Portugal, Chile, Argentina, Singapore and Hong Kong. Cost: constant for each digit cluster of such a size.
func NationalForms() pii.Detector { return nationalForms{} }

type nationalForms struct{}

func (nationalForms) Spec() pii.Spec {
	return pii.Spec{Name: "national forms", Types: []pii.Type{pii.NationalID, pii.TaxID}, Wants: []pii.Want{
		pii.OnDigits(8, 14).Groups(3).With(pii.DotInside).Beside(),
		pii.OnDigits(9, 12).Groups(6, 8).Beside(),
		pii.OnDigits(7, 7).Groups(6, 7).With(pii.LetterBefore).Beside(),
	}}
}

// nationalForm is how a number is written: 9 stands for a digit, A for a capital, X for either, all else for itself.
type nationalForm struct {
	form  string
	lead  int // of its first byte to the first digit
	first int // digits of its first group
	typ   pii.Type
	check func(v idValue) bool // of the letters and digits; a copy, so that nothing is allocated
	rule  *pii.Rule
}

var nationalFormList = [...]nationalForm{
	{"999.999.999-99", 0, 3, pii.NationalID, func(v idValue) bool { return checkdigit.CPF(v.bytes()) }, formRule("modulus 11", "Receita Federal, CPF")},
	{"99.999.999/9999-99", 0, 2, pii.TaxID, func(v idValue) bool { return checkdigit.CNPJ(v.bytes()) }, formRule("modulus 11", "Receita Federal, CNPJ")},
	{"999.9999.9999.99", 0, 3, pii.NationalID, func(v idValue) bool { return checkdigit.AHV(v.bytes()) }, formRule("EAN-13", "ZAS, AHVN13")},
	{"99.99.99-999.99", 0, 2, pii.NationalID, func(v idValue) bool { return checkdigit.NISS(v.bytes()) }, formRule("modulus 97", "Rijksregister")},
	{"99.999.999-X", 0, 2, pii.NationalID, func(v idValue) bool { return checkdigit.RUT(v.bytes()) }, formRule("modulus 11", "Registro Civil, RUT")},
	{"999999-9999", 0, 6, pii.NationalID, swedish, formRule("luhn", "Skatteverket, personnummer")},
	{"999999-9999", 0, 6, pii.TaxID, swedishFirm, formRule("luhn", "Bolagsverket, organisationsnummer")},
	{"99999999-9999", 0, 8, pii.NationalID, swedish, formRule("luhn", "Skatteverket, personnummer")},
	{"999999 99999", 0, 6, pii.NationalID, func(v idValue) bool { return checkdigit.Fodselsnummer(v.bytes()) }, formRule("modulus 11", "Skatteetaten, fødselsnummer")},
	{"999999-999X", 0, 6, pii.NationalID, finnish, formRule("modulus 31", "DVV, henkilötunnus")},
	{"999999A999X", 0, 6, pii.NationalID, finnish, formRule("modulus 31", "DVV, henkilötunnus")},
	{"99999999 9 AA9", 0, 8, pii.NationalID, func(v idValue) bool { return checkdigit.Cartao(v.bytes()) }, formRule("luhn", "IRN, Cartão de Cidadão")},
	{"99-99999999-9", 0, 2, pii.TaxID, func(v idValue) bool { return checkdigit.CUIT(v.bytes()) }, formRule("modulus 11", "AFIP, CUIT")},
	{"A9999999A", 1, 7, pii.NationalID, func(v idValue) bool { return checkdigit.NRIC(v.bytes()) }, formRule("check letter", "ICA, NRIC")},
	{"A999999(X)", 1, 6, pii.NationalID, func(v idValue) bool { return checkdigit.HKID(v.bytes()) }, formRule("modulus 11", "Immigration Department, HKID")},
}

func formRule(validator, source string) *pii.Rule {
	return &pii.Rule{Detector: "national forms", Name: "number", Validator: validator, Source: source}
}

func (nationalForms) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for i := range at {
		groups, until := s.Number(at[i]).Groups, 0
		for g := range groups {
			if groups[g].Start < until {
				continue
			}
			for f := range nationalFormList {
				form := &nationalFormList[f]
				p := groups[g].Start - form.lead
				if form.first != groups[g].Len() || p < 0 || g > 0 && b[p-1] != ' ' && b[p-1] != '(' {
					continue
				}
				if end, ok := form.read(b, p); ok {
					dst = append(dst, s.Found(p, end, form.typ, 0.82, form.rule))
					until = end
					break
				}
			}
		}
	}
	return dst
}

// read returns the end of the number at p, which stands alone.
func (f *nationalForm) read(b []byte, p int) (end int, ok bool) {
	end = p + len(f.form)
	if end > len(b) || wordAfter(b, end) || p > 0 && joinsNumber(b[p-1]) || wordBefore(b, p) || end+1 < len(b) && joinsNumber(b[end]) && alnum(b[end+1]) {
		return 0, false
	}
	var v idValue
	for i, c := range b[p:end] {
		switch want := f.form[i]; want {
		case '9':
			ok = lex.IsDigit(c)
		case 'A':
			ok = lex.IsUpper(c)
		case 'X':
			ok = lex.IsDigit(c) || lex.IsUpper(c)
		default:
			if ok = c == want; ok {
				continue
			}
		}
		if !ok {
			return 0, false
		}
		v.b[v.n] = c
		v.n++
	}
	return end, f.check(v)
}

// joinsNumber reports a byte that makes a number beside it a part of something longer.
func joinsNumber(c byte) bool { return c == '.' || c == '_' || c == '-' || c == '+' || c == '/' }

// swedish is Personnummer without those that are a day of our time and a time of day, as names of files have them: "240517-0930".
func swedish(v idValue) bool {
	d := v.b[v.n-10 : v.n]
	return checkdigit.Personnummer(d) && (v.n == 10 && d[0] > '3' || v.n > 10 && v.b[0] == '1' || checkdigit.Number(d[6:8]) > 23 || checkdigit.Number(d[8:]) > 59)
}

// finnish drops the letter of the century, which is a hyphen for those born before 2000.
func finnish(v idValue) bool {
	if v.n > 10 {
		if c := v.b[6]; c > 'F' && c < 'U' || c > 'Y' {
			return false
		}
		copy(v.b[6:], v.b[7:])
	}
	return checkdigit.Hetu(v.b[:10])
}

// swedishFirm reports the number of a Swedish limited company: 5, what is no month in its third place, Luhn.
func swedishFirm(v idValue) bool {
	return v.b[0] == '5' && v.b[2] > '1' && checkdigit.Luhn(v.bytes())
}
