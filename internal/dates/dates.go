// Package dates reads dates and times of day as they are written: ISO 8601 and RFC 3339, numeric dates of Europe and America,
// clock times, and the words for months and days of the week in English, German, French, Spanish, Italian and Dutch. Nothing here
// allocates after the first use; each call reads at most 48 bytes.
package dates

// Date is a calendar date; parts that were not written are 0.
type Date struct{ Year, Month, Day int }

// Form is how a date was written.
type Form uint8

const (
	None      Form = iota
	ISO            // 2024-03-05, 2024/03/05, 2024.03.05
	Full           // 05.03.2024, 3/5/2024, 5-3-2024, 5 / 3 / 2024
	ShortYear      // 05.03.24
	MonthYear      // 03/2024, 03.2024
	YearMonth      // 2024-03
	DayMonth       // 5.3. as in German
	Pair           // 3/14: a date only beside other signs
	Compact        // 20240305
)

// DaysIn returns the number of days of a month; a year of 0 counts as a leap year.
func DaysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// Valid reports whether the parts that are not 0 can belong to one date of the years 1800 to 2199.
func (d Date) Valid() bool {
	if d.Year != 0 && (d.Year < 1800 || d.Year > 2199) || d.Month < 0 || d.Month > 12 {
		return false
	}
	return d.Day >= 0 && (d.Month == 0 && d.Day <= 31 || d.Month > 0 && d.Day <= DaysIn(d.Year, d.Month))
}

// Numeric reads a date in figures at b[p]. Of day and month the order that is valid is taken; if both are, day first unless
// monthFirst. end is p and form None if there is no date.
func Numeric(b []byte, p int, monthFirst bool) (d Date, end int, form Form) {
	n1, v1, q := figures(b, p)
	switch n1 {
	case 4, 1, 2:
	case 8:
		d = Date{v1 / 10000, v1 / 100 % 100, v1 % 100}
		if d.Year >= 1900 && d.Year < 2100 && d.Month > 0 && d.Day > 0 && d.Valid() {
			return d, q, Compact
		}
		return Date{}, p, None
	default:
		return Date{}, p, None
	}
	sep, q2 := separator(b, q)
	if sep == 0 {
		return Date{}, p, None
	}
	n2, v2, r := figures(b, q2)
	if n1 == 4 {
		return yearFirst(b, p, v1, sep, q2-q, n2, v2, r)
	}
	if n2 == 4 && v1 >= 1 && v1 <= 12 && v2 >= 1900 && v2 < 2100 && q2-q == 1 && !more(b, r) && n1 == 2 {
		return Date{v2, v1, 0}, r, MonthYear
	}
	if n2 == 4 && sep == '/' && v1 >= 1 && v1 <= 12 && v2 >= 1950 && v2 < 2100 && !more(b, r) {
		return Date{v2, v1, 0}, r, MonthYear
	}
	if n2 != 1 && n2 != 2 {
		return Date{}, p, None
	}
	sep2, r2 := separator(b, r)
	n3, v3, s := 0, 0, r
	if sep2 == sep {
		n3, v3, s = figures(b, r2)
	}
	switch {
	case (n3 == 4 || n3 == 2) && (!more(b, s) || sep != '-' && b[s] == '-' || n3 == 4 && b[s] == ','):
		year := v3
		form = Full
		if n3 == 2 {
			form = ShortYear
			if q2-q > 1 || r2-r > 1 || s+1 < len(b) && b[s] == ':' && b[s+1] != ' ' {
				return dayMonth(b, p, v1, v2, r, sep, sep2)
			}
			year += 1900
			if v3 < 50 {
				year += 100
			}
		}
		if d, ok := order(v1, v2, year, monthFirst, sep == '.'); ok {
			return d, s, form
		}
	case n3 == 0 || r2-r > 1:
		if d, end, form := dayMonth(b, p, v1, v2, r, sep, sep2); form != None {
			return d, end, form
		}
	}
	switch {
	case sep == '/' && sep2 != '/' && q2-q == 1 && !more(b, r):
		if d, ok := order(v1, v2, 0, monthFirst, false); ok {
			return d, r, Pair
		}
	}
	return Date{}, p, None
}

// dayMonth accepts "12.03." whose last dot is at r.
func dayMonth(b []byte, p, v1, v2, r int, sep, sep2 byte) (Date, int, Form) {
	if sep != '.' || sep2 != '.' || r+1 < len(b) && word(b[r+1]) {
		return Date{}, p, None
	}
	if d, ok := order(v1, v2, 0, false, true); ok {
		return d, r + 1, DayMonth
	}
	return Date{}, p, None
}

func yearFirst(b []byte, p, year int, sep byte, width, n2, month, r int) (Date, int, Form) {
	if n2 == 0 || n2 > 2 || width != 1 {
		return Date{}, p, None
	}
	if sep2, r2 := separator(b, r); sep2 == sep {
		if n3, v3, s := figures(b, r2); (n3 == 2 || n3 == 1 && n2 == 1) && r2-r == 1 && (!moreThan(b, s, 'T') || b[s] == ',' || s+1 < len(b) && b[s] == 't' && b[s+1]-'0' < 10) {
			d := Date{year, month, v3}
			if month > 0 && v3 > 0 && d.Valid() {
				return d, s, ISO
			}
			return Date{}, p, None
		}
	}
	d := Date{year, month, 0}
	if n2 == 2 && (sep == '-' || sep == '/') && month > 0 && year >= 1900 && year < 2100 && d.Valid() && !more(b, r) {
		return d, r, YearMonth
	}
	return Date{}, p, None
}

// order decides which of a and b is the day; with dayFirst it is a.
func order(a, b, year int, monthFirst, dayFirst bool) (Date, bool) {
	dm, md := Date{year, b, a}, Date{year, a, b}
	okDM := a > 0 && b > 0 && b <= 12 && dm.Valid()
	okMD := a > 0 && b > 0 && a <= 12 && md.Valid() && !dayFirst
	switch {
	case monthFirst && okMD, !okDM && okMD:
		return md, true
	case okDM:
		return dm, true
	}
	return Date{}, false
}

// figures reads up to nine digits.
func figures(b []byte, p int) (n, v, end int) {
	end = p
	for end < len(b) && b[end]-'0' < 10 && n < 9 {
		v = v*10 + int(b[end]-'0')
		n++
		end++
	}
	return n, v, end
}

// separator reads one of "-", ".", "/" or an en dash with at most one blank on each side; a blank before needs one behind.
func separator(b []byte, p int) (sep byte, end int) {
	q := p
	blank := q < len(b) && b[q] == ' '
	if blank {
		q++
	}
	if q >= len(b) {
		return 0, p
	}
	switch c := b[q]; c {
	case '-', '/', '.':
		sep = c
		q++
	case 0xe2:
		if q+2 >= len(b) || b[q+1] != 0x80 || b[q+2] < 0x90 || b[q+2] > 0x93 {
			return 0, p
		}
		sep = '-'
		q += 3
	default:
		return 0, p
	}
	behind := q < len(b) && b[q] == ' '
	if behind {
		q++
	}
	if blank != behind && (blank || sep != '.') {
		return 0, p
	}
	return sep, q
}

func word(c byte) bool { return c-'0' < 10 || (c|0x20)-'a' < 26 || c >= 0x80 || c == '_' }

// more reports whether the number goes on at p, so that what was read is only its beginning.
func more(b []byte, p int) bool { return moreThan(b, p, 0) }

func moreThan(b []byte, p int, allowed byte) bool {
	if p >= len(b) {
		return false
	}
	c := b[p]
	if c == allowed && c != 0 {
		return false
	}
	if c-'0' < 10 || (c|0x20)-'a' < 26 || c == '_' || c == '%' {
		return true
	}
	if c == '.' || c == '/' || c == '-' || c == ',' {
		return p+1 < len(b) && b[p+1]-'0' < 10
	}
	return false
}
