package anonymize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/pii"
)

// fiction draws a value in the form of text from a reserved range. It reports false if it cannot.
type fiction func(r *rand.Rand, text string) (string, bool)

var fictions = map[pii.Type]fiction{
	pii.Org: func(r *rand.Rand, _ string) (string, bool) {
		return capital(one(r, firmNames)) + " " + one(r, firmForms), true
	},
	pii.Location:   func(r *rand.Rand, _ string) (string, bool) { return one(r, townNames), true },
	pii.Address:    addressFiction,
	pii.PostalCode: postalFiction,
	pii.Phone:      phoneFiction,
	pii.URL: func(r *rand.Rand, _ string) (string, bool) {
		return fmt.Sprintf("https://%s.example/p%d", one(r, firmNames), r.IntN(1e5)), true
	},
	pii.IPAddress:   addrFiction,
	pii.MACAddress:  macFiction,
	pii.UUID:        func(r *rand.Rand, s string) (string, bool) { return inForm("00000000-0000-4000-8000-", hexRunes, r, s) },
	pii.DeviceID:    func(r *rand.Rand, s string) (string, bool) { return inForm("00", decimals, r, s) },
	pii.CreditCard:  cardFiction,
	pii.IBAN:        ibanFiction,
	pii.BankAccount: func(r *rand.Rand, s string) (string, bool) { return inForm("00", decimals, r, s) },
	pii.BIC:         func(r *rand.Rand, _ string) (string, bool) { return "ZZ" + letters(r, 2) + "XX00", true },
	pii.Date:        dateFiction,
	pii.DateTime:    dateFiction,
	pii.Time: func(r *rand.Rand, _ string) (string, bool) {
		return fmt.Sprintf("%02d:%02d", 8+r.IntN(10), 5*r.IntN(12)), true
	},
	pii.Age:           ageFiction,
	pii.USSSN:         func(r *rand.Rand, s string) (string, bool) { return inForm("666", decimals, r, s) }, // area 666 is not issued
	pii.USITIN:        func(r *rand.Rand, s string) (string, bool) { return inForm("90000", decimals, r, s) },
	pii.UKNINO:        ninoFiction,
	pii.UKNHS:         func(r *rand.Rand, s string) (string, bool) { return inForm("999", decimals, r, s) }, // range of test patients
	pii.DESteuerID:    func(r *rand.Rand, s string) (string, bool) { return inForm("0", decimals, r, s) },   // first digit of test numbers
	pii.DESVNummer:    func(r *rand.Rand, s string) (string, bool) { return inForm("00", decimals, r, s) },  // no such area
	pii.ESDNI:         dniFiction,
	pii.ESNIE:         dniFiction,
	pii.FRNIR:         func(r *rand.Rand, s string) (string, bool) { return inForm("0", decimals, r, s) },  // first digit is 1 to 8
	pii.NLBSN:         func(r *rand.Rand, s string) (string, bool) { return inForm("00", decimals, r, s) }, // not issued
	pii.USNPI:         func(r *rand.Rand, s string) (string, bool) { return inForm("0", decimals, r, s) },  // first digit is 1 or 2
	pii.USMBI:         func(r *rand.Rand, s string) (string, bool) { return inForm("0", decimals, r, s) },  // first digit is never 0
	pii.ITCodice:      func(r *rand.Rand, s string) (string, bool) { return inForm("XXXXXX", decimals, r, s) },
	pii.GeoCoordinate: nil, // no coordinates are nowhere
}

// groupFictions serve types that have none of their own.
var groupFictions = map[string]fiction{
	"record": recordFiction,
}

const (
	decimals = "0123456789"
	hexRunes = "0123456789abcdef"
)

var (
	firmNames = strings.Fields("alderway amberline ashgrove birchwell bluehollow brightmoor cedarpoint claybrook cloverfen copperhill crestfall dovemere " +
		"eastmarch elmstead fairhaven fernvale foxley greenacre harrowgate hazelton highbrook ironwood juniper kestrel larkspur lindenhof maplecroft " +
		"meadowlark millrace northfield oakhurst pinecrest quarrybank redfern riverbend rosewick silverbirch stonebridge thornbury westlea willowmere")
	firmForms = strings.Fields("Group Partners Services Works Associates Holdings Trading Systems")
	townNames = strings.Fields("Ashbourne-Vale Brookhollow Cloverdale-West Dunmere Eastwick-Green Fernmoor Greyfield Hollowbrook Kingsmere Larkfield Millhaven " +
		"Northwick Oakmere Pinehollow Quarrytown Ravenmoor Stillwater-Cross Thornfield Underhill Westerby")
)

func one(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func letters(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('A' + r.IntN(26))
	}
	return string(b)
}

// inForm draws letters and digits in the places of those of text and keeps everything else. The first ones are those of start. With hexRunes
// all are hexadecimal digits; otherwise a digit stands for a digit and a letter for a letter.
func inForm(start, digits string, r *rand.Rand, text string) (string, bool) {
	start = strings.Map(func(c rune) rune {
		if c == '-' {
			return -1
		}
		return c
	}, start)
	n := 0
	var b strings.Builder
	for _, c := range text {
		isLetter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		isFigure := c >= '0' && c <= '9'
		switch {
		case !isLetter && !isFigure:
			if c > 0x7f {
				return "", false
			}
			b.WriteRune(c)
			continue
		case n < len(start):
			b.WriteByte(start[n])
		case digits == hexRunes || isFigure:
			b.WriteByte(digits[r.IntN(len(digits))])
		case c >= 'a':
			b.WriteByte(byte('a' + r.IntN(26)))
		default:
			b.WriteByte(byte('A' + r.IntN(26)))
		}
		n++
	}
	return b.String(), n > len(start)
}

// recordFiction draws a number of a record that its issuer does not write: nobody reserves any, but who pads numbers with zeros is far from 99…, and
// who does not pad them writes none that begins with 00. What has few figures begins with ZZ.
func recordFiction(r *rand.Rand, text string) (string, bool) {
	s, ok := inForm("", decimals, r, text)
	if !ok {
		return "", false
	}
	b := []byte(s)
	figures, other := positions(text, isDigit), positions(text, isASCIILetter)
	switch {
	case len(figures) > 3 && text[figures[0]] == '0':
		b[figures[0]], b[figures[1]] = '9', '9'
	case len(figures) > 3:
		b[figures[0]], b[figures[1]] = '0', '0'
	case len(other) > 1:
		b[other[0]], b[other[1]] = b[other[0]]&0x20|'Z', b[other[1]]&0x20|'Z'
	default:
		return "", false
	}
	return string(b), true
}

// positions returns where in text bytes of a class stand.
func positions(text string, is func(byte) bool) (at []int) {
	for i := range len(text) {
		if is(text[i]) {
			at = append(at, i)
		}
	}
	return at
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func addrFiction(r *rand.Rand, text string) (string, bool) {
	if strings.Contains(text, ":") {
		return fmt.Sprintf("2001:db8:%x:%x::%x", r.IntN(1<<16), r.IntN(1<<16), 1+r.IntN(1<<16-1)), true
	}
	return fmt.Sprintf("%s.%d", one(r, []string{"192.0.2", "198.51.100", "203.0.113"}), 1+r.IntN(254)), true
}

func macFiction(r *rand.Rand, text string) (string, bool) {
	return inForm("00005e0053", hexRunes, r, strings.ToLower(text))
}

func ninoFiction(r *rand.Rand, text string) (string, bool) {
	s, ok := inForm("QQ", decimals, r, text) // not allocated
	if ok && (s[len(s)-1] >= 'A' && s[len(s)-1] <= 'Z') {
		s = s[:len(s)-1] + string(rune('A'+r.IntN(4)))
	}
	return s, ok
}

// dniFiction writes a check letter that is wrong (Real Decreto 1553/2005: the remainder by 23 chooses it).
func dniFiction(r *rand.Rand, text string) (string, bool) {
	const order = "TRWAGMYFPDXBNJZSQVHLCKE"
	s, ok := inForm("", decimals, r, strings.ToUpper(text))
	if !ok {
		return "", false
	}
	b := []byte(s)
	if text[0] > '9' {
		b[0] = "XYZ"[r.IntN(3)]
	}
	n := 0
	for i, c := range b {
		switch {
		case isDigit(c):
			n = n*10 + int(c-'0')
		case i == 0:
			n = int(c - 'X')
		}
		n %= 23
	}
	b[len(b)-1] = order[(n+1+r.IntN(22))%23]
	return string(b), true
}

// cardFiction keeps the form; the number fails Luhn's check.
func cardFiction(r *rand.Rand, text string) (string, bool) {
	s, ok := inForm("", decimals, r, text)
	if !ok {
		return "", false
	}
	b := []byte(s)
	sum, last, n := 0, -1, 0
	for i := len(b) - 1; i >= 0; i-- {
		if !isDigit(b[i]) {
			continue
		}
		if last < 0 {
			last = i
			continue
		}
		v := int(b[i] - '0')
		if n%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
		n++
	}
	if last < 0 {
		return "", false
	}
	b[last] = byte('0' + (10-sum%10+1+r.IntN(9))%10)
	return string(b), true
}

// ibanFiction keeps the country; the check digits are 00, which no account has (ISO 13616: 02 to 98).
func ibanFiction(r *rand.Rand, text string) (string, bool) {
	if len(text) < 5 {
		return "", false
	}
	return inForm(text[:2]+"00", decimals, r, text)
}

func dateFiction(r *rand.Rand, text string) (string, bool) {
	w, ok := readDate(text, false)
	if !ok {
		return "", false
	}
	return string(w.appendMoved(nil, offsetOf(r.Uint64(), 3650), time.Time{})), true
}

func ageFiction(r *rand.Rand, text string) (string, bool) {
	at, end := firstNumber([]byte(text))
	if at == end {
		return "", false
	}
	return fmt.Sprintf("%s%d%s", text[:at], 20+r.IntN(60), text[end:]), true
}
