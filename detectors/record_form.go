package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// recordStart skips what may stand between a label and its value beside the engine's fillers: "n°", an article.
func recordStart(s *pii.Segment, p int) int {
	b := s.Text
	if p+1 < len(b) && b[p] == 0xc2 && (b[p+1] == 0xb0 || b[p+1] == 0xba) {
		p += 2
	} else if k := s.TokenAt(p); k < len(s.Tokens()) && int(s.Tokens()[k].Start) == p && articles().Has(s.Tokens()[k].Hash) && !s.Tokens()[k].Flags.AllUpper() && int(s.Tokens()[k].End) < len(b) && b[s.Tokens()[k].End] == ' ' {
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

var articlesValue lazy.Value[*lex.Set]

func articles() *lex.Set { return articlesValue.Get(makeArticles) }

func makeArticles() *lex.Set {
	return lex.NewSet("die", "der", "das", "el", "la", "le", "il", "de", "het", "it", "es", "her", "his", "their", "number")
}

// structured reports a value that is no amount and no word: letters and digits, or a year, with a hyphen inside.
func structured(v []byte) bool {
	letter, hyphen, slash, digits := false, false, 0, 0
	for _, c := range v {
		letter = letter || lex.IsLetter(c)
		if lex.IsDigit(c) {
			digits++
		}
		hyphen = hyphen || c == '-'
		if c == '/' {
			slash++
		}
	}
	if slash > 1 && lex.IsUpper(v[0]) && hasDigits(v, 4) {
		return true // GP/44/0917
	}
	if digits > 4 && lex.IsUpper(v[0]) {
		n := 1
		for n < 4 && n < len(v) && lex.IsUpper(v[n]) {
			n++
		}
		if v[n] == ' ' && !bytes.ContainsAny(v, "-/._") {
			return true // PLA 004 118 92
		}
	}
	if n := len(v) - digits; digits > 4 && n > 0 && n < 4 && capitals(v[:n]) && !hyphen {
		return true // K170687
	}
	return hyphen && (letter || len(v) > 8 && hasFold(v, "20") && v[4] == '-' || len(v) > 7 && v[2] == '-')
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
		case c == ' ' && q > p && q+1 < len(b) && lex.IsDigit(b[q+1]) && lex.IsDigit(b[q-1]) && groupAhead(b, q+1):
		case c == ' ' && q > p && q-p <= 3 && digits == 0 && (capitals(b[p:q]) || q-p >= 2 && seriesLower(b, p, q)) && q+1 < len(b) && lex.IsDigit(b[q+1]):
		case c == ' ' && digits > 7 && q+1 < len(b) && lex.IsDigit(b[q+1]) && lex.IsDigit(b[q-1]) && spaced(b[p:q]) && lastDigit(b, q+1):
		case c == ' ' && digits > 7 && q+2 < len(b) && lex.IsUpper(b[q+1]) && lex.IsUpper(b[q+2]) && lex.IsDigit(b[q-1]) && spaced(b[p:q]) && !wordAfter(b, q+3):
		case c == ' ' && digits > 3 && q+1 < len(b) && lex.IsUpper(b[q+1]) && lex.IsDigit(b[q-1]) && (q+2 == len(b) || b[q+2] < '0' && b[q+2] != '\'') && spaced(b[p:q]): // HW 2204 771 B
		default:
			return q, digits
		}
		q++
	}
	for ; q < len(b) && q-p < maxRecord && alnum(b[q]); q++ { // no half of a word or figure stays
		if lex.IsDigit(b[q]) {
			digits++
		}
	}
	return q, digits
}

// maxRecord is how long the number of a record can be, in bytes.
const maxRecord = 120

// lastDigit reports a single figure at p that ends a number in groups: "4417 8820 3".
func lastDigit(b []byte, p int) bool {
	return p+1 == len(b) || b[p+1] < ' ' || (b[p+1] == '.' || b[p+1] == ',' || b[p+1] == ')' || b[p+1] == '|') && (p+2 == len(b) || !alnum(b[p+2]))
}

// seriesLower reports two or three letters at p, in lower case, before a number of four digits or more: "hw 2204", but not "of 2204".
func seriesLower(b []byte, p, q int) bool {
	digits := 0
	for i := q + 1; i < len(b) && i < q+14 && (lex.IsDigit(b[i]) || b[i] == '-' || b[i] == '/'); i++ {
		if lex.IsDigit(b[i]) {
			digits++
		}
	}
	if digits < 4 || !lex.IsLetter(b[p]) || !lex.IsLetter(b[p+1]) {
		return false
	}
	switch string(b[p:q]) {
	case "and", "und", "the", "der", "die", "das", "for", "was", "has", "des", "les", "los", "est", "per", "von", "van", "het", "num", "ref", "not", "you", "our", "my", "of", "is", "in", "at", "on", "to", "no", "nr", "by", "or", "am", "im", "um", "de", "du", "en", "el", "la", "le", "se", "it", "es", "we", "me", "he", "na", "od", "do", "za", "av", "på", "om", "por", "ao", "til", "com", "dos":
		return false
	}
	return true
}

func capitals(v []byte) bool {
	for _, c := range v {
		if !lex.IsUpper(c) {
			return false
		}
	}
	return true
}

func spaced(v []byte) bool {
	for _, c := range v {
		if c == ' ' {
			return true
		}
	}
	return false
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
	q := p
	for q < len(b) && q < p+8 && (lex.IsLetter(b[q]) || b[q] >= 0x80) {
		q++
	}
	return q > p && currencies().Has(lex.Hash(b[p:q])) || b[p] == '%' || b[p] == '$' || hasFold(b[p:], "€") || hasFold(b[p:], "£") || hasFold(b[p:], "eur ")
}

var currenciesValue lazy.Value[*lex.Set]

// currencies are words behind an amount of money.
func currencies() *lex.Set { return currenciesValue.Get(makeCurrencies) }

func makeCurrencies() *lex.Set {
	return lex.NewSet("eur", "euro", "euros", "usd", "gbp", "chf", "pln", "sek", "nok", "dkk", "brl", "kr", "kronor", "kroner", "zł", "złotych", "reais", "real", "dollar", "dollars", "pounds", "pesos", "franken", "francs")
}

// bareYear reports a value that is a year and no more.
func bareYear(v []byte) bool {
	return len(v) == 4 && allDigits(v) && (v[0] == '1' && v[1] == '9' || v[0] == '2' && v[1] == '0')
}

// years reports two years with a hyphen between them.
func years(v []byte) bool {
	return len(v) == 9 && v[4] == '-' && bareYear(v[:4]) && bareYear(v[5:])
}
