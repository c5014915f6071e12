package anonymize

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/dates"
)

// datePart is a stretch of a written date.
type datePart struct {
	text string
	kind datePartKind
	word calendarWord // of months and days of the week in words
}

type datePartKind uint8

const (
	literalPart datePartKind = iota
	dayPart
	monthPart
	yearPart
	monthWordPart
	weekdayPart
	ordinalPart // st, nd, rd, th
	compactPart // 20240305
)

// writtenDate is a date taken apart so that another can be written in its form.
type writtenDate struct {
	parts  []datePart
	date   dates.Date // parts that were not written are 0
	padded bool       // days and months below ten have a leading zero
}

// readDate takes a text apart that holds one date and perhaps a time of day. It reports false if it does not understand all figures.
func readDate(text string, monthFirst bool) (writtenDate, bool) {
	var w writtenDate
	b := []byte(text)
	lang := languageOf(text)
	found := false
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case isDigit(b[i]):
			end, ok := w.figures(b, i, monthFirst, lang != nil, &found)
			if !ok {
				return w, false
			}
			i = end
		case unicode.IsLetter(r):
			end := i
			for end < len(b) {
				r, n := utf8.DecodeRune(b[end:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				end += n
			}
			w.letters(text[i:end], lang)
			i = end
		default:
			w.add(literalPart, text[i:i+n])
			i += n
		}
	}
	return w, w.complete()
}

// complete reports whether there is enough of a date to move it: a month, with a day or a year.
func (w *writtenDate) complete() bool {
	d := w.date
	return d.Month > 0 && (d.Day > 0 || d.Year > 0) && d.Valid()
}

func (w *writtenDate) add(k datePartKind, text string) {
	if n := len(w.parts); k == literalPart && n > 0 && w.parts[n-1].kind == literalPart {
		w.parts[n-1].text += text
		return
	}
	w.parts = append(w.parts, datePart{text: text, kind: k})
}

// figures reads a date in figures, a time of day, or the day or year beside a month's name, at b[i].
func (w *writtenDate) figures(b []byte, i int, monthFirst, worded bool, found *bool) (end int, ok bool) {
	if end, form := dates.Time(b, i); form != dates.NoClock {
		w.add(literalPart, string(b[i:end]))
		return end, true
	}
	if i > 0 && (b[i-1] == '+' || b[i-1] == '.' || b[i-1] == ',') && *found { // zone or fraction of a time
		end = i
		for end < len(b) && (isDigit(b[end]) || b[end] == ':') {
			end++
		}
		w.add(literalPart, string(b[i:end]))
		return end, true
	}
	if !worded {
		d, end, form := dates.Numeric(b, i, monthFirst)
		if form == dates.None || *found {
			return i, false
		}
		*found = true
		w.date = d
		w.numeric(string(b[i:end]), form)
		return end, true
	}
	end = i
	for end < len(b) && isDigit(b[end]) {
		end++
	}
	n, _ := strconv.Atoi(string(b[i:end]))
	switch {
	case end-i == 4 && w.date.Year == 0:
		w.date.Year = n
		w.add(yearPart, string(b[i:end]))
	case end-i <= 2 && w.date.Day == 0 && n >= 1 && n <= 31:
		w.date.Day = n
		w.padded = w.padded || b[i] == '0'
		w.add(dayPart, string(b[i:end]))
	case end-i == 2 && w.date.Year == 0:
		w.date.Year = 1900 + n
		if n < 50 {
			w.date.Year += 100
		}
		w.add(yearPart, string(b[i:end]))
	default:
		return i, false
	}
	*found = true
	return end, true
}

// numeric adds the parts of a date in figures, which dates.Numeric read.
func (w *writtenDate) numeric(s string, form dates.Form) {
	if form == dates.Compact {
		w.add(compactPart, s)
		return
	}
	first := w.leading(s)
	order := map[dates.Form][]datePartKind{dates.ISO: {yearPart, monthPart, dayPart}, dates.YearMonth: {yearPart, monthPart},
		dates.MonthYear: {monthPart, yearPart}}[form]
	switch {
	case order != nil:
	case first == w.date.Day:
		order = []datePartKind{dayPart, monthPart, yearPart}
	default:
		order = []datePartKind{monthPart, dayPart, yearPart}
	}
	zeros, twos, short := 0, 0, 0
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		if end == i {
			w.add(literalPart, s[i:i+1])
			i++
			continue
		}
		k := order[0]
		order = order[1:]
		w.add(k, s[i:end])
		if k != yearPart {
			switch {
			case s[i] == '0':
				zeros++
			case end-i == 1:
				short++
			default:
				twos++
			}
		}
		i = end
	}
	w.padded = zeros > 0 || short == 0 && twos > 0
}

func (w *writtenDate) leading(s string) int {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	n, _ := strconv.Atoi(s[:end])
	return n
}

// letters adds a word: a month, a day of the week, the ending of an ordinal number, or something that stays.
func (w *writtenDate) letters(s string, lang *calendar) {
	afterDay := len(w.parts) > 0 && w.parts[len(w.parts)-1].kind == dayPart
	switch low := strings.ToLower(s); {
	case lang == nil:
	case afterDay && (low == "st" || low == "nd" || low == "rd" || low == "th" || low == "er"):
		w.add(ordinalPart, s)
		return
	default:
		cw, ok := lang.word(s)
		if !ok {
			break
		}
		p := datePart{text: s, kind: weekdayPart, word: cw}
		if cw.month >= 0 {
			p.kind = monthWordPart
			w.date.Month = cw.month + 1
		}
		w.parts = append(w.parts, p)
		return
	}
	w.add(literalPart, s)
}

// day returns the date as a day. Where the year was not written it is that of asOf, or 2001; where the day was not, the 15th.
func (w *writtenDate) day(asOf time.Time) time.Time {
	y, d := w.date.Year, w.date.Day
	if y == 0 {
		y = 2001
		if !asOf.IsZero() {
			y = asOf.Year()
		}
	}
	if d == 0 {
		d = 15
	}
	return time.Date(y, time.Month(w.date.Month), d, 0, 0, 0, 0, time.UTC)
}

// appendMoved appends the date moved by a number of days, in the form in which it was written.
func (w *writtenDate) appendMoved(dst []byte, days int, asOf time.Time) []byte {
	t := w.day(asOf).AddDate(0, 0, days)
	two := func(n int) {
		if n < 10 && w.padded {
			dst = append(dst, '0')
		}
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	for _, p := range w.parts {
		switch p.kind {
		case dayPart:
			two(t.Day())
		case monthPart:
			two(int(t.Month()))
		case yearPart:
			if len(p.text) == 2 {
				dst = append(dst, t.Format("06")...)
			} else {
				dst = append(dst, t.Format("2006")...)
			}
		case compactPart:
			dst = append(dst, t.Format("20060102")...)
		case monthWordPart:
			dst = append(dst, inCaseOf(p.word.names[t.Month()-1], p.text)...)
		case weekdayPart:
			dst = append(dst, inCaseOf(p.word.names[((p.word.day+days)%7+7)%7], p.text)...)
		case ordinalPart:
			switch {
			case strings.EqualFold(p.text, "er"):
				if t.Day() == 1 {
					dst = append(dst, p.text...)
				}
			default:
				dst = append(dst, inCaseOf(ordinalSuffix(t.Day()), p.text)...)
			}
		default:
			dst = append(dst, p.text...)
		}
	}
	return dst
}
