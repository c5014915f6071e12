package anonymize

import (
	"cmp"
	"fmt"
	"net/netip"
	"strconv"

	"github.com/lethe-pii/lethe/pii"
)

// Year reduces a date to its year. A date without a four-digit year from 1800 to 2199 gets its label, and so does a year that makes
// a person older than MaxAge at the policy's AsOf date (45 CFR 164.514(b)(2)(i)(C): 89). Without AsOf a year of birth before 1960 gets
// its label, and so does any other year that is more than MaxAge before 2026. Its YAML name is "year", with "max-age".
type Year struct{ MaxAge int }

// With no AsOf date, dates are judged as of these years: of birth until 2049, when those born in 1960 are 89.
const (
	birthYearAsOf = 1960 + 89
	otherYearAsOf = 2026
)

func (o Year) Append(dst []byte, v Value) ([]byte, error) {
	year, n := 0, 0
	for i := 0; i <= len(v.in.text); i++ {
		if i < len(v.in.text) && isDigit(v.in.text[i]) {
			n++
			continue
		}
		if n == 4 {
			if y, _ := strconv.Atoi(string(v.in.text[i-4 : i])); y >= 1800 && y < 2200 {
				year = y
				break
			}
		}
		n = 0
	}
	asOf := v.AsOf.Year()
	switch {
	case !v.AsOf.IsZero():
	case v.Type.Is(pii.DateOfBirth):
		asOf = birthYearAsOf
	default:
		asOf = otherYearAsOf
	}
	if year == 0 || o.MaxAge > 0 && asOf-year > o.MaxAge {
		return append(dst, v.Label...), nil
	}
	return strconv.AppendInt(dst, int64(year), 10), nil
}

// Leaks says that equality of years shows.
func (Year) Leaks() Leaks {
	return Leaks{Class: "generalization (rounding)", Equality: true, Idempotent: true}
}

// String describes the operator.
func (o Year) String() string { return fmt.Sprintf("year max-age=%d", o.MaxAge) }

// AgeBand writes ages in bands of Width years ("40-44") and Top or more as "90+". Words around the number stay. An age without
// digits gets its label. Width 1 keeps ages below Top. Its YAML name is "age-band", with "width" and "top".
type AgeBand struct {
	Width int // years, 1 to 50; 0 means 5
	Top   int // 0 means 90
}

func (o AgeBand) Append(dst []byte, v Value) ([]byte, error) {
	width, top := cmp.Or(o.Width, 5), cmp.Or(o.Top, 90)
	at, end := firstNumber(v.in.text)
	age, err := strconv.Atoi(string(v.in.text[at:end]))
	if at == end || err != nil || age > 150 {
		return append(dst, v.Label...), nil
	}
	rest := v.in.text[end:]
	dst = append(dst, v.in.text[:at]...)
	if age >= top {
		if len(rest) > 0 && rest[0] == '+' {
			rest = rest[1:]
		}
		dst = append(strconv.AppendInt(dst, int64(top), 10), '+')
		return append(dst, rest...), nil
	}
	low := age - age%width
	if width == 1 {
		return append(strconv.AppendInt(dst, int64(age), 10), rest...), nil
	}
	high := low + width - 1
	band := fmt.Sprintf("%d-%d", low, high)
	if string(v.in.text[at:min(at+len(band), len(v.in.text))]) == band {
		return append(dst, v.in.text[at:]...), nil
	}
	return append(append(dst, band...), rest...), nil
}

// Leaks says that the band shows.
func (AgeBand) Leaks() Leaks {
	return Leaks{Class: "generalization (top coding)", Equality: true, Idempotent: true}
}

// String describes the operator.
func (o AgeBand) String() string {
	return fmt.Sprintf("age-band width=%d top=%d", cmp.Or(o.Width, 5), cmp.Or(o.Top, 90))
}

// IPPrefix zeroes an IP address behind a prefix. What is no address gets its label. Its YAML name is "ip-prefix", with "v4" and "v6".
type IPPrefix struct {
	V4 int // bits, 0 means 24
	V6 int // bits, 0 means 48
}

func (o IPPrefix) Append(dst []byte, v Value) ([]byte, error) {
	a, err := netip.ParseAddr(string(v.in.text))
	if err != nil {
		return append(dst, v.Label...), nil
	}
	bits := cmp.Or(o.V6, 48)
	if a.Is4() {
		bits = cmp.Or(o.V4, 24)
	}
	p, err := a.WithZone("").Prefix(bits)
	if err != nil {
		return append(dst, v.Label...), nil
	}
	return p.Addr().AppendTo(dst), nil
}

// Leaks says that the network shows.
func (IPPrefix) Leaks() Leaks {
	return Leaks{Class: "generalization", Equality: true, Format: true, Idempotent: true}
}

// String describes the operator.
func (o IPPrefix) String() string {
	return fmt.Sprintf("ip-prefix v4=%d v6=%d", cmp.Or(o.V4, 24), cmp.Or(o.V6, 48))
}

// Zip3 reduces a US ZIP code to its first three digits, and to 000 where the area holds 20,000 people or fewer (45 CFR
// 164.514(b)(2)(i)(B)). What is no ZIP code gets its label. Its YAML name is "zip3".
type Zip3 struct{}

// smallZip3 are the areas of at most 20,000 people by the 2000 census, as listed in the guidance of HHS of 2012.
const smallZip3 = "036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893 "

func (Zip3) Append(dst []byte, v Value) ([]byte, error) {
	at, end := firstNumber(v.in.text)
	if n := end - at; n != 5 && n != 9 && n != 3 {
		return append(dst, v.Label...), nil
	}
	zip := v.in.text[at : at+3]
	for i := 0; i < len(smallZip3); i += 4 {
		if smallZip3[i:i+3] == string(zip) {
			return append(dst, "000"...), nil
		}
	}
	return append(dst, zip...), nil
}

// Leaks says that the area shows.
func (Zip3) Leaks() Leaks { return Leaks{Class: "generalization", Equality: true, Idempotent: true} }

// String returns the name.
func (Zip3) String() string { return "zip3" }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// firstNumber returns the bounds of the first run of digits.
func firstNumber(b []byte) (start, end int) {
	for start < len(b) && !isDigit(b[start]) {
		start++
	}
	end = start
	for end < len(b) && isDigit(b[end]) {
		end++
	}
	return start, end
}
