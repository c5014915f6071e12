package dates

import (
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
)

// MonthWord is what a word says about a month.
type MonthWord struct {
	Month int
	// Doubtful words have other meanings (may, march, mar, sept): they need a day or a year beside them.
	Doubtful bool
	// Abbr is a short form, which may be followed by a dot.
	Abbr bool
}

var monthRows = [...]string{
	"january february march april may june july august september october november december",
	"januar februar märz april mai juni juli august september oktober november dezember",
	"jänner feber maerz - - - - - - - - -",
	"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
	"- fevrier - - - - - aout - - - decembre",
	"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
	"- - - - - - - - setiembre - - -",
	"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
	"januari februari maart april mei juni juli augustus september oktober november december",
	"- - mars - maj - - augusti - - - -",
	"- - marts - - - - - - - - desember",
	"janeiro fevereiro março - maio junho julho - setembro outubro novembro dezembro",
	"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
	"styczeń luty marzec kwiecień - czerwiec lipiec sierpień wrzesień październik listopad grudzień",
}

const monthAbbr = "jan=1 feb=2 mar=3 apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11 dec=12 mär=3 mrz=3 okt=10 dez=12 janv=1 févr=2 " +
	"fév=2 avr=4 juil=7 déc=12 ene=1 abr=4 ago=8 dic=12 mrt=3 gen=1 mag=5 giu=6 lug=7 ott=10"

const doubtful = " may march mar mars mai mei sept set gen mag ago dic dec sep jan jun dez mayo abr ene avr august maj maja maio luty "

var months = sync.OnceValue(func() *lex.Dict[MonthWord] {
	m := new(lex.Dict[MonthWord])
	for _, row := range monthRows {
		for i, w := range strings.Fields(row) {
			if w != "-" {
				*m.At(lex.HashString(w)) = MonthWord{Month: i + 1, Doubtful: strings.Contains(doubtful, " "+w+" ")}
			}
		}
	}
	for f := range strings.FieldsSeq(monthAbbr) {
		w, n, _ := strings.Cut(f, "=")
		v := 0
		for _, c := range n {
			v = v*10 + int(c-'0')
		}
		*m.At(lex.HashString(w)) = MonthWord{Month: v, Doubtful: true, Abbr: true}
	}
	return m
})

// Month returns the meaning of a word by its hash; Month is 0 if it names none. English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, and what Scandinavian languages have apart.
func Month(h uint64) MonthWord {
	if m := months().Get(h); m != nil {
		return *m
	}
	return MonthWord{}
}

// MonthWords returns all words that Month knows, for pii.OnWords. The slice is fresh.
func MonthWords() []string {
	seen := map[string]bool{"-": true}
	var out []string
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	for _, row := range monthRows {
		for w := range strings.FieldsSeq(row) {
			add(w)
		}
	}
	for f := range strings.FieldsSeq(monthAbbr) {
		w, _, _ := strings.Cut(f, "=")
		add(w)
	}
	return out
}

const weekdayWords = "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend " +
	"sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo " +
	"lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"

const weekdayAbbr = "mon tue tues wed thu thur thurs fri sat sun mo di mi do fr sa so"

var weekdays = sync.OnceValue(func() *lex.Dict[bool] {
	m := new(lex.Dict[bool])
	for w := range strings.FieldsSeq(weekdayWords) {
		*m.At(lex.HashString(w)) = true
	}
	for w := range strings.FieldsSeq(weekdayAbbr) {
		*m.At(lex.HashString(w)) = false
	}
	return m
})

// Weekday reports whether a word names a day of the week; abbr is true for short forms, which mean something else as often.
func Weekday(h uint64) (ok, abbr bool) {
	full := weekdays().Get(h)
	return full != nil, full == nil || !*full
}

// WeekdayWords returns the words for days of the week, short forms left out. The slice is fresh.
func WeekdayWords() []string { return strings.Fields(weekdayWords) }
