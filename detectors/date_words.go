package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

var (
	hashOf   = lex.HashString("of")
	hashThe  = lex.HashString("the")
	hashDay  = lex.HashString("day")
	hashDe   = lex.HashString("de")
	hashDel  = lex.HashString("del")
	hashDen  = lex.HashString("den")
	hashDem  = lex.HashString("dem")
	hashDer  = lex.HashString("der")
	hashO    = lex.HashString("o")
	hashTo   = lex.HashString("to")
	hashVor  = lex.HashString("vor")
	hashNach = lex.HashString("nach")
	hashMars = lex.HashString("mars")
	hashA    = lex.HashString("à")
)

// monthRare are words that are seldom months: they count only beside a year.
var monthRare = map[uint64]bool{lex.HashString("set"): true, lex.HashString("gen"): true, lex.HashString("mag"): true, lex.HashString("ago"): true,
	hashMars: true, lex.HashString("mei"): true}

// month reads the date around the month word at token m.
func (r *dateReader) month(m int) {
	w := dates.Month(r.ts[m].Hash)
	first, day, said := r.dayBefore(m)
	if c := r.b[r.ts[m].End-1] | 0x20; said && r.ts[first].Hash == hashDue && c != 'o' && (c != 'e' || r.ts[m].Len() < 6) {
		first, day, said = m, 0, false // "due June 2026" is no second of June in Italian
	}
	last := m
	if day > 0 && r.blank(m) && r.ts[m].Flags.AllDigits() {
		return
	}
	after := false
	if day == 0 {
		var next int
		var words bool
		day, next, words = r.dayAfter(m)
		if day > 0 {
			last, said, after = next, words, true
		}
	}
	end := int(r.ts[last].End)
	if w.Abbr && last == m && end < len(r.b) && r.b[end] == '.' && (end+1 == len(r.b) || !lex.IsLetter(r.b[end+1])) {
		end++
	}
	year, yearEnd, yearSaid := r.yearAfter(last, end, day > 0)
	if year > 0 {
		end = yearEnd
	}
	score := float32(0)
	switch {
	case day > 0 && year > 0:
		score = 0.9
	case day > 0 && monthRare[r.ts[m].Hash] && !(first < m && (r.ts[m].Flags&lex.FirstUpper != 0 || r.ts[m].Hash == hashMars)):
		score = 0.4
	case day > 0 && after && said && w.Doubtful && !r.s.NoCase() && r.ts[m].Flags&lex.FirstUpper == 0:
		score = 0.4
	case day > 0:
		score = 0.8
	case year > 0 && !(monthRare[r.ts[m].Hash] && r.ts[m].Hash != hashMars && r.ts[m].Flags&lex.FirstUpper == 0):
		score = 0.75
	default:
		r.bareMonth(m, end, w)
		return
	}
	if day > dates.DaysIn(year, w.Month) {
		return
	}
	rule := ruleDateWritten
	if said || yearSaid {
		rule = ruleDateSpoken
	}
	start := r.weekdayBefore(first)
	if !said && !yearSaid && day > 0 {
		if q := r.timeBehind(end); q > 0 {
			if year == 0 {
				q = r.yearBehind(q) // Fri Nov 5 15:30:22 2021, as C's asctime writes it
			}
			r.emit(start, q, pii.DateTime, score, rule, false)
			return
		}
	}
	r.emit(start, end, pii.Date, score, rule, said || yearSaid)
}

var hashDue = lex.HashString("due")

// bareMonth emits a month without day and year if a preposition announces it.
func (r *dateReader) bareMonth(m, end int, w dates.MonthWord) {
	if w.Abbr || r.prep(int(r.ts[m].Start))&prepYear == 0 || w.Doubtful && r.ts[m].Flags&lex.FirstUpper == 0 || monthRare[r.ts[m].Hash] {
		return
	}
	if r.ts[m].Flags&lex.FirstUpper != 0 || r.s.NoCase() || w.Month > 0 && !w.Doubtful {
		r.emit(int(r.ts[m].Start), end, pii.Date, 0.5, ruleDateWritten, false)
	}
}

// blank reports whether only blanks, a dot or a hyphen stand between token i and the next.
func (r *dateReader) blank(i int) bool {
	return i+1 < len(r.ts) && dateGap(r.b[r.ts[i].End:r.ts[i+1].Start])
}

func dateGap(b []byte) bool {
	if len(b) > 3 {
		return false
	}
	for _, c := range b {
		switch c {
		case ' ', '.', '-', '/', 0xc2, 0xa0:
		default:
			return false
		}
	}
	return true
}

// dayBefore reads the day that stands before the month at token m. first is the first token of the date (m if there is no day).
func (r *dateReader) dayBefore(m int) (first, day int, said bool) {
	k := m - 1
	linked := false
	if k > 0 && r.blank(k) && (r.ts[k].Hash == hashOf || r.ts[k].Hash == hashDe) {
		linked = true
		k--
		if k > 0 && r.ts[k].Hash == hashDay && r.blank(k) {
			k-- // the 12th day of January
		}
	}
	if k < 0 || !r.blank(k) {
		return m, 0, false
	}
	t := r.ts[k]
	if t.Flags&lex.HasDigit != 0 {
		day = figureDay(r.b[t.Start:t.End])
		if day == 0 || !r.opens(int(t.Start)) && !(int(t.Start) > 0 && r.b[t.Start-1] == '-') {
			return m, 0, false
		}
		first = k
		if k > 0 && r.ts[k-1].Flags.AllDigits() && r.ts[k-1].Len() <= 2 && r.opens(int(r.ts[k-1].Start)) && dayRange(r.b[r.ts[k-1].End:t.Start]) {
			first = k - 1
		} else if k > 1 && dayJoins[r.ts[k-1].Hash] && r.ts[k-2].Flags.AllDigits() && r.ts[k-2].Len() <= 2 && r.blank(k-1) && r.blank(k-2) && r.opens(int(r.ts[k-2].Start)) && figureDay(r.b[r.ts[k-2].Start:r.ts[k-2].End]) > 0 {
			first = k - 2 // "2 and 9 March"
		}
	} else {
		for i := max(0, k-2); i <= k && day == 0; i++ {
			if v, e := spoken.Ordinal(r.b, r.ts, i); e == k+1 && v <= 31 {
				first, day, said = i, v, true
			} else if v, e := spoken.Cardinal(r.b, r.ts, i); e == k+1 && v >= 1 && v <= 31 && (linked || r.ts[m].Hash == hashMars || e-i > 1 || !dates.Month(r.ts[m].Hash).Doubtful) {
				first, day, said = i, v, true
			}
		}
		if day == 0 {
			return m, 0, false
		}
	}
	return first, day, said
}

var dayJoins = hashes("and", "und", "et", "y", "e", "en")

// dayRange reports whether b joins the two days of a range: "12-14 March", "12.–14. März".
func dayRange(b []byte) bool {
	dash := false
	for _, c := range b {
		switch c {
		case '-', 0xe2, 0x80, 0x93:
			dash = true
		case '.', ' ':
		default:
			return false
		}
	}
	return dash && len(b) <= 6
}

// figureDay reads "12", "1st", "3rd", "1er", "1º"; 0 if it is no day of a month.
func figureDay(b []byte) int {
	n, v := 0, 0
	for n < len(b) && lex.IsDigit(b[n]) {
		v = v*10 + int(b[n]-'0')
		n++
		if n > 2 {
			return 0
		}
	}
	if n == 0 || v > 31 {
		return 0
	}
	switch rest := b[n:]; len(rest) {
	case 0:
		return v
	case 2:
		x, y := rest[0]|0x20, rest[1]|0x20
		switch {
		case x == 's' && y == 't', x == 'n' && y == 'd', x == 'r' && y == 'd', x == 't' && y == 'h', x == 'e' && y == 'r', rest[0] == 0xc2 && (rest[1] == 0xba || rest[1] == 0xaa):
			return v
		}
	}
	return 0
}

// dayAfter reads the day that stands behind the month at token m; last is its last token.
func (r *dateReader) dayAfter(m int) (day, last int, said bool) {
	k := m + 1
	if k < len(r.ts) && r.ts[k].Hash == hashThe && r.blank(m) {
		k++
	}
	if k >= len(r.ts) || !r.blank(k-1) {
		return 0, m, false
	}
	t := r.ts[k]
	if t.Flags&lex.HasDigit != 0 {
		day = figureDay(r.b[t.Start:t.End])
		if e := int(t.End); e < len(r.b) && (r.b[e] == ':' || r.b[e] == '%') && e+1 < len(r.b) && lex.IsDigit(r.b[e+1]) {
			return 0, m, false
		}
		if day == 0 {
			return 0, m, false
		}
		return day, k, false
	}
	if v, e := spoken.Ordinal(r.b, r.ts, k); e > k && v <= 31 {
		return v, e - 1, true
	}
	if v, e := spoken.Cardinal(r.b, r.ts, k); e > k && v > 1 && v <= 31 && r.s.NoCase() {
		if _, f := spoken.Year(r.b, r.ts, k); f > e {
			return 0, m, false // march twenty ten
		}
		return v, e - 1, true
	}
	return 0, m, false
}

// yearAfter reads the year behind token last, whose date so far ends at end.
func (r *dateReader) yearAfter(last, end int, hasDay bool) (year, yearEnd int, said bool) {
	k := last + 1
	if k < len(r.ts) && (r.ts[k].Hash == hashOf || r.ts[k].Hash == hashDe || r.ts[k].Hash == hashDel) && r.blank(last) {
		end = int(r.ts[k].End)
		k++
	}
	if k >= len(r.ts) {
		return 0, 0, false
	}
	t := r.ts[k]
	g := r.b[end:max(end, int(t.Start))]
	if len(g) == 0 || len(g) > 5 {
		return 0, 0, false
	}
	for _, c := range g {
		switch c {
		case ' ', ',', '.', '-', '/', '\'', 0xe2, 0x80, 0x98, 0x99:
		default:
			return 0, 0, false
		}
	}
	if !t.Flags.AllDigits() {
		if g[len(g)-1] != ' ' {
			return 0, 0, false
		}
		y, e := spoken.Year(r.b, r.ts, k)
		if e == k && hasDay && k > last+1 && r.ts[k-1].Hash == hashDel {
			if y, e = spoken.Cardinal(r.b, r.ts, k); e > k && y < 100 {
				y += 1900
			}
		}
		if e == k || y < 1800 {
			return 0, 0, false
		}
		return y, int(r.ts[e-1].End), true
	}
	v := 0
	for _, c := range r.b[t.Start:t.End] {
		if lex.IsDigit(c) && v < 10000 {
			v = v*10 + int(c-'0')
		}
	}
	e := int(t.End)
	if e < len(r.b) && (r.b[e] == '%' || r.b[e] == ':' && !(e+2 < len(r.b) && lex.IsDigit(r.b[e+1]) && lex.IsDigit(r.b[e+2]) && len(g) == 1 && g[0] == '/')) && e+1 < len(r.b) && lex.IsDigit(r.b[e+1]) {
		return 0, 0, false
	}
	switch {
	case t.Len() == 4 && v >= 1800 && v < 2200:
		return v, e, false
	case t.Len() == 2 && hasDay && (g[0] == '-' || g[0] == '/'), t.Len() == 2 && (g[len(g)-1] == '\'' || g[len(g)-1] == 0x99 || g[len(g)-1] == 0x98):
		return 1900 + v, e, false
	}
	if t.Len() == 2 && hasDay && len(g) == 1 && g[0] == ' ' && last > 0 && r.ts[last].Flags&lex.HasDigit == 0 && r.ts[last].Len() == 3 && (e == len(r.b) || r.b[e] < ' ' || r.b[e] == ',' || r.b[e] == ')' || r.b[e] == ';' || r.b[e] == '.' && (e+1 == len(r.b) || r.b[e+1] <= ' ')) {
		return 1900 + v, e, false // 09 Feb 26.
	}
	return 0, 0, false
}

// weekdayBefore returns the start of a date whose first token is first, a day of the week before it included.
func (r *dateReader) weekdayBefore(first int) int {
	k := first - 1
	if k > 0 && (r.ts[k].Hash == hashDen || r.ts[k].Hash == hashThe || r.ts[k].Hash == hashDer || r.ts[k].Hash == hashDem) {
		k--
	}
	start := int(r.ts[first].Start)
	if k < 0 {
		return start
	}
	if ok, abbr := dates.Weekday(r.ts[k].Hash); ok && (!abbr || r.ts[k].Flags&lex.FirstUpper != 0 || r.s.NoCase() && r.ts[k].Len() > 2) {
		if first-1 > k && start-int(r.ts[first-1].End) != 1 {
			return start
		}
		g := r.b[r.ts[k].End:r.ts[k+1].Start]
		if len(g) <= 3 && len(g) > 0 {
			for _, c := range g {
				if c != ' ' && c != ',' && c != '.' {
					return start
				}
			}
			return int(r.ts[k].Start)
		}
	}
	return start
}

// weekday emits a day of the week alone, with "next" or "last" before it.
func (r *dateReader) weekday(k int) {
	t := r.ts[k]
	if t.Flags&lex.FirstUpper == 0 && !r.s.NoCase() && r.prep(int(t.Start)) == 0 {
		return
	}
	if n := k + 1; n+1 < len(r.ts) && r.ts[n].Hash == hashThe && r.blank(k) && r.blank(n) {
		day, e := spoken.Ordinal(r.b, r.ts, n+1)
		if t := r.ts[n+1]; e == n+1 && t.Flags&lex.HasDigit != 0 && !t.Flags.AllDigits() {
			if day = figureDay(r.b[t.Start:t.End]); day > 0 {
				e++ // "Friday the 16th"
			}
		}
		if e > n+1 && day <= 31 && !(e < len(r.ts) && (r.ts[e].Hash == hashOf || dates.Month(r.ts[e].Hash).Month > 0)) {
			r.emit(int(t.Start), int(r.ts[e-1].End), pii.Date, 0.7, ruleDateSpoken, true) // "Saturday the fourteenth"
			return
		}
	}
	r.emit(int(t.Start), int(t.End), pii.Date, 0.5, ruleDateWeekday, false)
}

// clockSigns stand between a date and its time of day where a language has an abbreviation or a noun for that and no preposition.
var clockSigns = [...]string{"kl. ", "kl ", "godz. ", "o godz. ", "r., godz. ", "ore "}

// signedClock returns the end of the time behind a clock sign at p, "3 februari kl. 8.20", 0 if there is none.
func (r *dateReader) signedClock(p int) int {
	for _, sign := range clockSigns {
		if !hasFold(r.b[p:], sign) {
			continue
		}
		q := p + len(sign)
		hour := q
		for q < len(r.b) && lex.IsDigit(r.b[q]) {
			q++
		}
		if n := q - hour; n < 1 || n > 2 || q+3 > len(r.b) || r.b[q] != '.' && r.b[q] != ':' || !allDigits(r.b[q+1:q+3]) || wordAfter(r.b, q+3) || r.rangeAhead(q+3) > q+3 {
			return 0
		}
		if value3(r.b[hour:q]) < 24 && value3(r.b[q+1:q+3]) < 60 {
			return q + 3
		}
		return 0
	}
	return 0
}
