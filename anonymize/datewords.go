package anonymize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/lazy"
)

// calendar holds the words of one language for months and days of the week, from Monday.
type calendar struct {
	name                           string
	months, short, days, shortDays []string
	otherMonths                    map[string]int // further spellings, which are read and not written
}

func newCalendars() []calendar {
	f := strings.Fields
	return []calendar{
		{name: "en",
			months: f("january february march april may june july august september october november december"),
			short:  f("jan feb mar apr may jun jul aug sep oct nov dec"), otherMonths: map[string]int{"sept": 8},
			days: f("monday tuesday wednesday thursday friday saturday sunday"), shortDays: f("mon tue wed thu fri sat sun")},
		{name: "de",
			months:      f("januar februar märz april mai juni juli august september oktober november dezember"),
			short:       f("jan feb mär apr mai jun jul aug sep okt nov dez"),
			otherMonths: map[string]int{"jänner": 0, "feber": 1, "maerz": 2, "mrz": 2, "sept": 8},
			days:        f("montag dienstag mittwoch donnerstag freitag samstag sonntag"), shortDays: f("mo di mi do fr sa so")},
		{name: "fr",
			months:      f("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
			short:       f("janv févr mars avr mai juin juil août sept oct nov déc"),
			otherMonths: map[string]int{"fevrier": 1, "fév": 1, "aout": 7, "decembre": 11},
			days:        f("lundi mardi mercredi jeudi vendredi samedi dimanche"), shortDays: f("lun mar mer jeu ven sam dim")},
		{name: "es",
			months:      f("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
			short:       f("ene feb mar abr may jun jul ago sep oct nov dic"),
			otherMonths: map[string]int{"setiembre": 8, "sept": 8},
			days:        f("lunes martes miércoles jueves viernes sábado domingo"), shortDays: f("lun mar mié jue vie sáb dom")},
		{name: "it",
			months: f("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
			short:  f("gen feb mar apr mag giu lug ago set ott nov dic"),
			days:   f("lunedì martedì mercoledì giovedì venerdì sabato domenica"), shortDays: f("lun mar mer gio ven sab dom")},
		{name: "nl",
			months: f("januari februari maart april mei juni juli augustus september oktober november december"),
			short:  f("jan feb mrt apr mei jun jul aug sep okt nov dec"),
			days:   f("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"), shortDays: f("ma di wo do vr za zo")},
	}
}

var calendars lazy.Value[[]calendar]

// calendarWord is what a word means in one language.
type calendarWord struct {
	month, day int // from 0; -1 if it is none
	names      []string
}

func (c *calendar) word(w string) (calendarWord, bool) {
	w = strings.ToLower(w)
	for _, names := range [][]string{c.months, c.short} {
		for i, n := range names {
			if n == w {
				return calendarWord{month: i, day: -1, names: names}, true
			}
		}
	}
	if i, ok := c.otherMonths[w]; ok {
		names := c.months
		if utf8.RuneCountInString(w) <= 4 {
			names = c.short
		}
		return calendarWord{month: i, day: -1, names: names}, true
	}
	for _, names := range [][]string{c.days, c.shortDays} {
		for i, n := range names {
			if n == w {
				return calendarWord{month: -1, day: i, names: names}, true
			}
		}
	}
	return calendarWord{month: -1, day: -1}, false
}

// languageOf returns the calendar that knows most of the words of a date. Of those that know equally many, the form of the date decides
// (a dot after the day is German, "de" between the parts Spanish), then their order.
func languageOf(text string) *calendar {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	var best *calendar
	most := 0
	all := calendars.Get(newCalendars)
	for i := range all {
		c := &all[i]
		n, month := 0, false
		for _, w := range words {
			if cw, ok := c.word(w); ok {
				n += 2
				month = month || cw.month >= 0
			}
			if w == "de" && c.name == "es" || w == "er" && c.name == "fr" || w == "of" && c.name == "en" {
				n++
			}
		}
		if c.name == "de" && dotAfterDay(text) {
			n++
		}
		if month && n > most {
			best, most = c, n
		}
	}
	return best
}

// dotAfterDay reports whether a number is followed by a dot and a blank, as in "5. August".
func dotAfterDay(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == '.' && isDigit(text[i-1]) && text[i+1] == ' ' {
			return true
		}
	}
	return false
}

// inCaseOf writes word as the sample is written: in capitals, with a capital, or small.
func inCaseOf(word, sample string) string {
	first, n := utf8.DecodeRuneInString(sample)
	switch {
	case unicode.IsUpper(first) && n < len(sample) && strings.ToUpper(sample) == sample:
		return strings.ToUpper(word)
	case unicode.IsUpper(first):
		r, n := utf8.DecodeRuneInString(word)
		return string(unicode.ToUpper(r)) + word[n:]
	}
	return word
}

// ordinalSuffix returns the English ending of a day: st, nd, rd, th.
func ordinalSuffix(day int) string {
	if day/10 != 1 {
		switch day % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}
