package formats

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// dateStyles knows which cell styles show a number as a date (ECMA-376 part 1, 18.8.30).
type dateStyles struct {
	dates    []bool // by index in cellXfs
	from1904 bool
}

// styles reads a part of styles.
func (d *dateStyles) styles(raw []byte) {
	custom := map[string]bool{}
	inside := false
	for t := range tags(raw, 0, len(raw)) {
		switch {
		case t.name == "numfmt":
			id, ok := t.attr(raw, "numFmtId")
			code, ok2 := t.attr(raw, "formatCode")
			if ok && ok2 {
				custom[string(raw[id[0]:id[1]])] = isDateCode(string(raw[code[0]:code[1]]))
			}
		case t.name == "cellxfs":
			inside = !t.closes
		case t.name == "xf" && inside && !t.closes:
			id, _ := t.attr(raw, "numFmtId")
			s := string(raw[id[0]:id[1]])
			date, known := custom[s]
			if !known {
				n, _ := strconv.Atoi(s)
				date = n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
			}
			d.dates = append(d.dates, date)
		}
	}
}

// isDateCode tells a number format that has a day or a year in it, outside of quotes and brackets.
func isDateCode(code string) bool {
	code = strings.ReplaceAll(code, "&quot;", `"`)
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			k := strings.IndexByte(code[i+1:], '"')
			if k < 0 {
				return false
			}
			i += k + 1
		case '[':
			k := strings.IndexByte(code[i:], ']')
			if k < 0 {
				return false
			}
			i += k
		case '\\', '_', '*':
			i++
		case 'd', 'D', 'y', 'Y':
			return true
		}
	}
	return false
}

// show returns the number in a cell of a style as people see it.
func (d *dateStyles) show(number, style []byte) []byte {
	i, err := strconv.Atoi(string(style))
	if err != nil || i < 0 || i >= len(d.dates) || !d.dates[i] {
		return showNumber(number)
	}
	days, err := strconv.ParseFloat(string(number), 64)
	if err != nil || days < 1 || days > 2958465 {
		return number
	}
	// Day 60 of the 1900 system is a 29 February that never was.
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case d.from1904:
		zero = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		zero = zero.AddDate(0, 0, 1)
	}
	return zero.AddDate(0, 0, int(days)).AppendFormat(nil, time.DateOnly)
}

// showNumber writes a whole number without exponent or fraction.
func showNumber(number []byte) []byte {
	plain := true
	for _, c := range number {
		plain = plain && (c >= '0' && c <= '9' || c == '-')
	}
	if plain {
		return number
	}
	v, err := strconv.ParseFloat(string(number), 64)
	if err != nil || v != math.Trunc(v) || math.Abs(v) > 1<<63 {
		return number
	}
	return strconv.AppendFloat(nil, v, 'f', 0, 64)
}
