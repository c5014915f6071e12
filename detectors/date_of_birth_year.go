package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// birthYear returns the end of the year that stands behind a date without one, which ends at p: "23 de octubre | del 75", "9 juin | 88",
// "dritten März | neunundsiebzig". Only a birth date's label makes a year of two figures or of one number word. It returns p if there is none.
func birthYear(s *pii.Segment, p int) int {
	ts, b := s.Tokens(), s.Text
	k := s.TokenAt(p)
	if k == 0 || k >= len(ts) || !endsInMonth(b, ts, k-1) {
		return p
	}
	g := b[p:ts[k].Start]
	if ts[k].Hash == hashDel || ts[k].Hash == hashDe || ts[k].Hash == hashOf {
		if string(g) != " " || k+1 >= len(ts) {
			return p
		}
		p2 := int(ts[k].End)
		k++
		g = b[p2:ts[k].Start]
	}
	if len(g) == 0 || len(g) > 4 || len(bytes.Trim(g, " ,.'’")) > 0 || bytes.Contains(g, []byte(". ")) && ts[k].Flags&lex.HasDigit == 0 {
		return p
	}
	end := int(ts[k].End)
	if ts[k].Flags.AllDigits() {
		if n := ts[k].Len(); n != 2 && !(n == 4 && value4(b[ts[k].Start:ts[k].End]) >= 1900) || end+1 < len(b) && (b[end] == ':' || b[end] == ',' || b[end] == '.' || b[end] == '-' || b[end] == '/') && lex.IsDigit(b[end+1]) || end < len(b) && b[end] == '%' {
			return p
		}
		k++
	} else {
		_, e := spoken.Year(b, ts, k)
		if e == k {
			var v int
			if v, e = spoken.Cardinal(b, ts, k); v > 99 || v < 10 && v != 0 {
				return p
			}
			if v == 0 && e > k { // "oh four"
				var u int
				if u, e = spoken.Cardinal(b, ts, e); u < 1 || u > 9 {
					return p
				}
			}
		}
		if e <= k {
			return p
		}
		end, k = int(ts[e-1].End), e
	}
	if k < len(ts) && int(ts[k].Start)-end < 3 && notYears().Has(ts[k].Hash) {
		return p
	}
	return end
}

// endsInMonth reports whether the date that ends with token k has nothing behind its day and month.
func endsInMonth(b []byte, ts []pii.Token, k int) bool {
	if _, e := spoken.Ordinal(b, ts, k); e > k && k > 0 { // "july the ninth", "july twenty first"
		for n := k - 1; n >= 0 && n >= k-3; n-- {
			if dates.Month(ts[n].Hash).Month > 0 {
				return true
			}
		}
	}
	return dates.Month(ts[k].Hash).Month > 0 || k > 0 && dates.Month(ts[k-1].Hash).Month > 0 && ts[k].Flags&lex.HasDigit != 0 && ts[k].Len() != 4
}

var notYearsValue lazy.Value[*lex.Set]

func notYears() *lex.Set { return notYearsValue.Get(makeNotYears) }

// makeNotYears makes the words that turn a number into an hour, an age, a weight or a count.
func makeNotYears() *lex.Set {
	return lex.NewSet("uhr", "h", "heures", "heure", "horas", "hora", "am", "pm", "o", "clock", "minutes", "minuten", "years", "year", "jahre", "jahr", "ans", "an", "años", "kilo", "kilos", "kg", "gramm", "g", "pfund", "pounds", "lbs",
		"wochen", "weeks", "semaines", "semanas", "tage", "days", "jours", "días", "cm", "percent", "prozent", "people", "kinder", "enfants", "children", "hundred", "thousand", "mille", "mil", "cent", "tausend", "hundert", "euro", "euros", "eur", "street", "road")
}

// spacedBirth returns the end of a date at p whose parts blanks divide, "14 08 1952", or whose figures do, as in the boxes of forms, "1 4 0 8 1 9 5 2";
// 0 if there is none.
func spacedBirth(b []byte, p int) int {
	var v, size [8]int
	n, q := 0, p
	for n < len(v) {
		from := q
		for ; q < len(b) && lex.IsDigit(b[q]) && q-from < 5; q++ {
			v[n] = v[n]*10 + int(b[q]-'0')
		}
		if size[n] = q - from; size[n] == 0 {
			return 0
		}
		n++
		if n == 3 && size[0]+size[1]+size[2] > 3 || q+1 >= len(b) || b[q] != ' ' || !lex.IsDigit(b[q+1]) {
			break
		}
		q++
	}
	switch {
	case n == 8 && size == [8]int{1, 1, 1, 1, 1, 1, 1, 1}:
		v[0], v[1], v[2] = 10*v[0]+v[1], 10*v[2]+v[3], 1000*v[4]+100*v[5]+10*v[6]+v[7]
	case n != 3 || q < len(b) && (wordAfter(b, q) || q+1 < len(b) && b[q] == ' ' && lex.IsDigit(b[q+1])):
		return 0
	case size[0] == 4:
		v[0], v[2] = v[2], v[0]
	case size[2] == 2 && size[0] == 2 && size[1] == 2:
		v[2] += yearLow
	case size[0] > 2 || size[1] > 2 || size[2] != 4:
		return 0
	}
	if day, month := max(v[0], v[1]), min(v[0], v[1]); month < 1 || month > 12 || day > 31 || v[2] < yearLow || v[2] > 2030 {
		return 0
	}
	return q
}
