package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
)

// valueOf reports whether v has the form of a column's type.
func valueOf(kind columnKind, v []byte) bool {
	if len(v) == 0 || len(v) > 80 || kind == noColumn || kind == columnOther || kind == columnPerson {
		return false
	}
	digits, letters, blanks, signs := 0, 0, 0, 0
	for _, c := range v {
		switch {
		case lex.IsDigit(c):
			digits++
		case lex.IsWord(c) && c != '_':
			letters++
		case c == ' ':
			blanks++
		default:
			signs++
		}
	}
	switch kind {
	case columnID:
		return digits > 0 && letters+digits+signs <= 12 && blanks == 0
	case columnNamed:
		return letters > 1 && digits == 0 && signs < 3 && blanks < 5 && !equalFold(v, "null")
	case columnClient, columnMRN, columnPolicy, columnInvoice, columnCase:
		return digits > 1 && len(v) <= 24 && letters <= digits+6 && blanks < 3
	case columnBirth:
		_, end, form := dates.Numeric(v, 0, false)
		return form != dates.None && form != dates.Pair && end == len(v) || digits >= 2 && letters >= 3 && len(v) < 24
	case columnPostal:
		return digits >= 2 && len(v) <= 10 && letters <= 4 && signs <= 1
	case columnPhone:
		return digits >= 7 && digits <= 17 && letters <= 4
	case columnUser:
		return letters > 0 && blanks == 0 && len(v) >= 2 && len(v) <= 40 && bytes.IndexByte(v, '@') <= 0
	case columnPassword:
		return blanks == 0 && len(v) >= 4 && (!placeholder(v) || cryptHash(v))
	case columnSSN:
		return digits == 9 && letters == 0
	case columnAccount:
		return digits >= 6 && digits <= 20 && letters == 0
	case columnStreet:
		return digits > 0 && letters > 2 || letters > 3 && signs < 3 && !placeholder(v)
	case columnHouse:
		return digits > 0 && len(v) <= 16
	case columnExtension:
		return digits == len(v) && digits > 1 && digits < 7
	case columnAge:
		return digits == len(v) && value3(v) <= 125
	case columnPassport, columnDriving, columnNational, columnTax, columnLicence:
		return digits > 3 && len(v) <= 24 && letters <= digits+6 && blanks < 5
	case columnPlate:
		return digits > 0 && letters > 0 && letters+digits <= maxPlate
	case columnVIN:
		return letters+digits == 17 && len(v) == 17
	case columnCVV:
		return digits == len(v) && (digits == 3 || digits == 4)
	}
	return false
}
