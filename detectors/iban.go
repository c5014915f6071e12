package detectors

import (
	"bytes"
	"unicode"

	"github.com/lethe-pii/lethe/internal/checkdigit"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// IBAN finds international bank account numbers: a country of the SWIFT registry with its length, and MOD 97-10 (ISO 13616), in
// one piece or in groups; and the BIC of its country that stands right behind one. One with wrong check digits scores less, and must be written as IBANs are: in capitals, figures but for the bank's letters. Cost: constant for each digit cluster behind two letters.
func IBAN() pii.Detector { return ibanDetector{} }

// ibanLengths is the SWIFT IBAN registry: country and length.
const ibanLengths = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18" +
	"GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24" +
	"PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30"

// ibanFigures are the countries of the registry whose numbers hold no letters behind the country.
const ibanFigures = "AEATBABECRCZDEDJDKEEEGESFIFOGLHRHUILISLTLYMEMNMRNOPLPTRSSDSESISKSOSTTLTNVAXK"

// ibanLetters reports whether the letters of v, an IBAN without separators, are those that its country allows. Else the check digits of
// one in a hundred phrases such as "at 12 Massachusetts Ave" would fit.
func ibanLetters(v []byte) bool {
	if !bytes.ContainsFunc(v[4:], unicode.IsLetter) {
		return true
	}
	for i := 0; i < len(ibanFigures); i += 2 {
		if ibanFigures[i] == v[0]&^0x20 && ibanFigures[i+1] == v[1]&^0x20 {
			return false
		}
	}
	return true
}

func ibanLength(a, b byte) int {
	for i := 0; i+4 <= len(ibanLengths); i += 4 {
		if ibanLengths[i] == a && ibanLengths[i+1] == b {
			return int(ibanLengths[i+2]-'0')*10 + int(ibanLengths[i+3]-'0')
		}
	}
	return 0
}

type ibanDetector struct{}

func (ibanDetector) Spec() pii.Spec {
	return pii.Spec{Name: "iban", Types: []pii.Type{pii.IBAN, pii.BIC}, Wants: []pii.Want{pii.OnDigits(2, 34).With(pii.LetterNear).Beside()}}
}

var (
	ruleIBAN      = &pii.Rule{Detector: "iban", Name: "number", Validator: "mod 97-10", Source: "ISO 13616; SWIFT IBAN registry"}
	ruleBICBeside = &pii.Rule{Detector: "iban", Name: "bic beside", Source: "ISO 9362"}
	ruleIBANForm  = &pii.Rule{Detector: "iban", Name: "form", Source: "SWIFT IBAN registry"}
)

func (ibanDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for i := range at {
		a := &at[i]
		g := &s.Number(*a).Groups[0]
		p := g.Start - 2
		if p >= 1 && b[g.Start-1] == ' ' {
			p-- // "DE 89 3704 …"
		}
		if p < 0 || g.Len() < 2 || !lex.IsLetter(b[p]) || !lex.IsLetter(b[p+1]) || wordBefore(b, p) {
			continue
		}
		n := ibanLength(b[p]&^0x20, b[p+1]&^0x20)
		if n == 0 {
			continue
		}
		var buf [34]byte
		if end, ok := collect(buf[:n], b, p, " -."); ok && lex.IsDigit(buf[2]) && lex.IsDigit(buf[3]) {
			if checkdigit.Mod97(buf[4:n], buf[:4]) == 1 && ibanLetters(buf[:n]) {
				dst = append(dst, s.Found(p, end, pii.IBAN, 0.98, ruleIBAN))
				if from, to := bicBeside(s, buf[:2], end); to > 0 {
					dst = append(dst, s.Found(from, to, pii.BIC, 0.75, ruleBICBeside))
				}
			} else if ibanForm(b[p:end], buf[:n]) {
				dst = append(dst, s.Found(p, end, pii.IBAN, 0.55, ruleIBANForm))
			}
		}
	}
	return dst
}

// bicBeside returns the code of a bank in capitals within three words behind an IBAN that ends at p, of the IBAN's country: "with QNLDNL2A", "(COBADEFFXXX)".
// to is 0 if there is none.
func bicBeside(s *pii.Segment, country []byte, p int) (from, to int) {
	const maxWords = 3
	ts, b := s.Tokens(), s.Text
	last := p
	for k, n := s.TokenAt(p), 0; k < len(ts) && n < maxWords; k, n = k+1, n+1 {
		if int(ts[k].Start) < p {
			continue
		}
		for _, c := range b[last:ts[k].Start] {
			if c != ' ' && c != ',' && c != '(' && c != '/' && c != ':' && c != '-' {
				return 0, 0
			}
		}
		from, last = int(ts[k].Start), int(ts[k].End)
		if bic(b, from, &to) && to == last && bytes.EqualFold(b[from+4:from+6], country) && capitals(b[from:from+6]) {
			return from, to
		}
	}
	return 0, 0
}

// ibanForm reports a number with wrong check digits that is written as IBANs are: in capitals, in one piece or in groups of four, and of figures but
// for the bank's four letters.
func ibanForm(raw, v []byte) bool {
	if !lex.IsUpper(v[0]) || !lex.IsUpper(v[1]) || len(v) < 18 {
		return false
	}
	digits := 0
	for i, c := range v[4:] {
		if lex.IsDigit(c) {
			digits++
		} else if i > 3 || !lex.IsUpper(c) {
			return false
		}
	}
	for i, c := range raw {
		if !alnum(c) && (c != ' ' || i%5 != 4) {
			return false
		}
	}
	return (digits == len(v)-4 || digits == len(v)-8) && !checkdigit.AllSame(v[8:])
}

// collect fills into with letters and digits from p on, single bytes of seps between them skipped; a line break may stand once in the
// place of a blank. ok is false if they are fewer, or
// if another letter or digit follows at once.
func collect(into, b []byte, p int, seps string) (end int, ok bool) {
	n, wraps := 0, 0
	for q := p; q < len(b); q++ {
		c := b[q]
		if c == '\n' {
			c = ' '
			if wraps++; wraps > 1 {
				return 0, false
			}
		}
		if alnum(c) {
			into[n] = c
			if n++; n == len(into) {
				return q + 1, !wordAfter(b, q+1)
			}
			continue
		}
		sep := false
		for i := range len(seps) {
			sep = sep || seps[i] == c
		}
		if !sep || q == p || q+1 >= len(b) || !alnum(b[q+1]) {
			return 0, false
		}
	}
	return 0, false
}

// saidIBAN returns the end of an IBAN that is said letter by letter and digit by digit at p, of its country's length; 0 if there is none.
func saidIBAN(s *pii.Segment, p int) int {
	ts := s.Tokens()
	k := s.TokenAt(p)
	if k >= len(ts) || int(ts[k].Start) != p {
		return 0
	}
	var w spoken.Spelling
	spoken.Spell(&w, s.Text, ts, k)
	if v := w.Bytes(); w.Words < 6 || w.N < 15 || !lex.IsLetter(v[0]) || !lex.IsLetter(v[1]) || ibanLength(v[0]&^0x20, v[1]&^0x20) != w.N {
		return 0
	}
	return int(ts[w.End-1].End)
}
