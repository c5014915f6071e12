package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// Date finds dates (DATE), times of day (TIME) and both together (DATE_TIME): numeric ("05.03.2024", "3/5/24", "2024-03-05T10:30Z"),
// written ("Monday, 12 March 2024", "12. März", "3 de mayo de 1984", "March 2024") and spoken ("the third of march nineteen eighty
// four", "Saturday the fourteenth", "half past nine") in English, German, French and Spanish; month names also in Italian, Dutch, Portuguese, Polish and Swedish.
//
// A date must exist in the calendar (ISO 8601, years 1800 to 2199). Refused are parts of longer numbers (versions, IP addresses),
// amounts, section numbers, and month words with other meanings ("may", "march") that have neither day nor year beside them. Readings
// that only a label can save (a bare year, "3/14", "20240305") are scored below the default threshold for the detectors that need DATE.
// Cost: constant for each number and each month, weekday or clock word.
func Date() pii.Detector { return dateDetector{} }

type dateDetector struct{}

const (
	wantMonth = iota
	wantWeekday
	wantClock
	wantDateDigits
	wantDateDot
	wantOrdinal
)

var clockWords = []string{"am", "pm", "uhr", "clock", "past", "quarter", "half", "halb", "viertel", "heures", "uur", "horas", "m", "y", "to", "1am", "2am", "3am", "4am",
	"5am", "6am", "7am", "8am", "9am", "1pm", "2pm", "3pm", "4pm", "5pm", "6pm", "7pm", "8pm", "9pm", "noon", "midnight", "midday", "thirty", "fifteen", "mezza", "mezzo"}

const (
	clockAM = iota
	clockPM
	clockUhr
	clockOClock
	clockPast
	clockQuarter
	clockHalf
	clockHalb
	clockViertel
	clockHeures
	clockUur
	clockHoras
	clockM      // "five p m"
	clockY      // "las cinco y media"
	clockTo     // "twenty to ten"
	clockJoined // "9am" and the words after it
	clockNoon   = clockJoined + 18
	clockThirty = clockNoon + 3   // "at eight thirty", "at nine fifteen"
	clockMezza  = clockThirty + 2 // "le undici e mezza"
)

func (dateDetector) Spec() pii.Spec {
	return pii.Spec{
		Name:  "date",
		Types: []pii.Type{pii.Date, pii.Time, pii.DateTime},
		Reach: pii.Reach{Behind: 96, Ahead: 96},
		Wants: []pii.Want{
			pii.OnWords(dates.MonthWords()...), pii.OnWords(dates.WeekdayWords()...), pii.OnWords(clockWords...),
			pii.OnDigits(2, 24).Groups(1, 2, 4, 8).Beside(), pii.OnDot(), pii.OnWords(dayOrdinals...),
		},
	}
}

var (
	ruleDateNumeric = &pii.Rule{Detector: "date", Name: "numeric", Source: "ISO 8601; CLDR date formats"}
	ruleDateWritten = &pii.Rule{Detector: "date", Name: "written", Source: "CLDR month names"}
	ruleDateSpoken  = &pii.Rule{Detector: "date", Name: "spoken"}
	ruleDateYear    = &pii.Rule{Detector: "date", Name: "year"}
	ruleDateWeekday = &pii.Rule{Detector: "date", Name: "weekday"}
	ruleTime        = &pii.Rule{Detector: "date", Name: "clock", Source: "ISO 8601; RFC 3339 section 5.6"}
	ruleTimeSpoken  = &pii.Rule{Detector: "date", Name: "spoken clock"}
)

func (dateDetector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	r := dateReader{s: s, b: s.Text, ts: s.Tokens(), base: len(dst), dst: dst}
	for i := range at {
		a := &at[i]
		if a.End <= r.until {
			continue
		}
		switch a.Want {
		case wantMonth:
			r.month(s.TokenAt(a.Start))
		case wantWeekday:
			r.weekday(s.TokenAt(a.Start))
		case wantClock:
			r.clockWord(s.TokenAt(a.Start), a.ID)
		case wantDateDigits:
			r.number(s.Number(*a))
		case wantDateDot:
			r.dotted(a.Start)
		case wantOrdinal:
			r.ordinal(s.TokenAt(a.Start))
		}
	}
	return r.dst
}

// dateReader reads one segment.
type dateReader struct {
	s     *pii.Segment
	b     []byte
	ts    []pii.Token
	base  int // findings before this are not ours
	dst   []pii.Finding
	until int // end of the last finding
}

// emit adds a finding and drops our earlier ones that it covers.
func (r *dateReader) emit(start, end int, t pii.Type, score float32, rule *pii.Rule, said bool) {
	f := r.s.Found(start, end, t, score, rule)
	f.Attrs = f.Attrs.WithSpoken(said)
	for len(r.dst) > r.base && r.dst[len(r.dst)-1].Start >= f.Start {
		r.dst = r.dst[:len(r.dst)-1]
	}
	r.dst = append(r.dst, f)
	r.until = end
}

type datePrep uint8

const (
	prepDay   datePrep = 1 << iota // on, by, am, vom: a day may follow
	prepYear                       // in, since: a year or month may follow
	prepClock                      // at, um: a time may follow
)

var datePrepsValue lazy.Value[map[uint64]datePrep]

func datePreps() map[uint64]datePrep { return datePrepsValue.Get(makeDatePreps) }

func makeDatePreps() map[uint64]datePrep {
	m := make(map[uint64]datePrep, 64)
	for _, row := range [...]struct {
		p     datePrep
		words []string
	}{
		{prepDay, []string{"on", "by", "since", "until", "till", "due", "dated", "from", "before", "after", "am", "vom", "bis", "zum", "den", "ab", "seit",
			"le", "du", "au", "depuis", "el", "del", "desde", "hasta", "dal", "il", "op", "of", "dem", "clinic", "seen", "reviewed", "admitted", "discharged", "started", "stopped", "called", "visit", "transferred", "lmp", "edd", "edc", "extubated", "intubated", "underwent", "presented", "collected", "entl", "aufn", "entlassung", "aufnahme", "op", "repeat", "labs", "echo", "cath", "dal", "appt", "appointment", "scheduled", "rescheduled",
			"received", "signed", "effective", "expires", "starting", "beginning", "ending", "adm", "dos", "thru", "through"}},
		{prepYear, []string{"in", "since", "until", "till", "by", "from", "last", "next", "early", "late", "mid", "anno", "year", "circa", "im", "seit", "bis",
			"jahr", "jahre", "anfang", "ende", "mitte", "ab", "en", "depuis", "desde", "hasta", "année", "año", "fin", "début", "nel", "dal"}},
		{prepClock, []string{"at", "um", "ab", "gegen", "bis", "from", "until", "till", "by", "before", "after", "around", "à", "vers", "las", "avant", "après", "dès", "entre", "antes", "prima", "dopo", "alle", "voor", "na", "vor", "nach"}},
	} {
		for _, w := range row.words {
			m[lex.HashString(w)] |= row.p
		}
	}
	return m
}

// prep returns what the word before position p announces, if only blanks stand between.
func (r *dateReader) prep(p int) datePrep {
	if p == 0 || r.b[p-1] != ' ' {
		return 0
	}
	k := r.s.TokenAt(p) - 1
	if k < 0 || p-int(r.ts[k].End) != 1 && !(p-int(r.ts[k].End) == 2 && r.b[p-2] == '.' && r.ts[k].Len() < 6) {
		return 0
	}
	if ok, abbr := dates.Weekday(r.ts[k].Hash); ok && (!abbr || r.ts[k].Flags&lex.FirstUpper != 0) {
		return prepDay
	}
	return datePreps()[r.ts[k].Hash]
}

// number reads dates and times in figures at the groups of a digit cluster.
func (r *dateReader) number(n *pii.Number) {
	if start, end := r.spaced(n); end > 0 {
		r.dated(start, end, 0.8, ruleDateNumeric, true)
	}
	if end := r.shortHour(n.Groups[0].Start, n.Groups[0].End); end > 0 {
		return
	}
	for i := range n.Groups {
		g := &n.Groups[i]
		if g.Start < r.until || !r.opens(g.Start) && !(g.Len() == 4 && r.b[g.Start-1] == ',') {
			continue
		}
		if end := r.hourRange(g); end > 0 {
			r.emit(g.Start, end, pii.Time, 0.75, ruleTime, false)
			continue
		}
		if end := r.oreClock(g.Start); end > g.Start {
			r.emit(g.Start, end, pii.Time, 0.75, ruleTime, false)
			continue
		}
		if d, end, form := dates.Numeric(r.b, g.Start, false); form != dates.None && !r.runsOn(end) {
			if score := r.numericScore(g.Start, end, d, form); score > 0 && (form == dates.ISO || r.opens(g.Start)) {
				start := r.afterWeekday(g.Start)
				if start < g.Start {
					score = max(score, 0.7) // "Monday, 7/14"
				}
				r.dated(start, end, score, ruleDateNumeric, form != dates.Pair && form != dates.MonthYear && form != dates.YearMonth && form != dates.DayMonth)
				continue
			}
		}
		if !r.opens(g.Start) {
			continue
		}
		if end, form := dates.Time(r.b, g.Start); form != dates.NoClock {
			r.time(g.Start, end, form)
			continue
		}
		if r.military(g.Start, g.End) {
			continue
		}
		r.year(g.Start, g.End)
	}
}

// afterWeekday returns where a day of the week begins that stands right before position p, p if none does.
func (r *dateReader) afterWeekday(p int) int {
	if p < 3 || r.b[p-1] != ' ' || !lex.IsLetter(r.b[p-2]) && r.b[p-2] != ',' {
		return p
	}
	k := r.s.TokenAt(p) - 1
	if k < 0 || p-int(r.ts[k].End) > 2 || r.ts[k].Flags&lex.FirstUpper == 0 && !r.s.NoCase() {
		return p
	}
	if ok, abbr := dates.Weekday(r.ts[k].Hash); !ok || abbr && r.ts[k].Len() < 3 {
		return p
	}
	return int(r.ts[k].Start)
}

// spaced reads "5. 3. 2024", whose dots end digit clusters, at its year.
func (r *dateReader) spaced(n *pii.Number) (start, end int) {
	y := n.Groups[0].Start
	if n.Groups[0].Len() != 4 || y < 6 || r.b[y-1] != ' ' || r.b[y-2] != '.' {
		return 0, 0
	}
	for p := y - 6; p >= max(y-8, 0); p-- {
		if !lex.IsDigit(r.b[p]) || !r.opens(p) || p > 0 && lex.IsDigit(r.b[p-1]) {
			continue
		}
		if _, end, form := dates.Numeric(r.b, p, false); form == dates.Full && end == n.Groups[0].End {
			return p, end
		}
	}
	return 0, 0
}

// opens reports whether a date or time may begin at p: not inside of a longer number or word.
func (r *dateReader) opens(p int) bool {
	if p == 0 {
		return true
	}
	switch c := r.b[p-1]; {
	case c == '.' || c == ',' || c == '/' || c == '-' || c == ':':
		return p < 2 || !lex.IsDigit(r.b[p-2]) || p-1 == r.until
	case c == '$' || c == '#' || c == '+' || c == '_' || c == '@' || lex.IsLetter(c):
		return false
	case c >= 0x80:
		return p >= 3 && r.b[p-3] == 0xe2 && r.b[p-2] == 0x80 || p >= 2 && r.b[p-2] == 0xc2 && c != 0xa3 // dashes, quotes, no-break space
	}
	return true
}

// runsOn reports whether a word goes on behind a date; the T of RFC 3339 does not count.
func (r *dateReader) runsOn(end int) bool {
	if end >= len(r.b) {
		return false
	}
	c := r.b[end]
	if (c|0x20) == 't' && end+1 < len(r.b) && lex.IsDigit(r.b[end+1]) {
		return false
	}
	return lex.IsLetter(c) || c == '_' || c == '-' && end+1 < len(r.b) && lex.IsLetter(r.b[end+1])
}

func (r *dateReader) numericScore(p, end int, d dates.Date, form dates.Form) float32 {
	short := end-p < 8
	switch form {
	case dates.ISO:
		return 0.85
	case dates.Full:
		return 0.8
	case dates.ShortYear:
		switch {
		case r.b[p+1] == '/' || r.b[p+2] == '/':
			return 0.65
		case !short:
			return 0.6
		}
		if r.prep(p)&prepDay != 0 {
			return 0.55
		}
		return 0.4
	case dates.MonthYear:
		switch {
		case r.b[end-5] == '/':
			return 0.6
		case d.Year >= 1950 && d.Year <= 2049 && r.b[end-5] == '.':
			return 0.55
		}
		return 0.5
	case dates.YearMonth:
		if p > 1 && r.b[p-1] == '-' && lex.IsUpper(r.b[p-2]) {
			return 0 // "contract KP-2026-07"
		}
		if d.Year >= 1950 && d.Year <= 2049 {
			return 0.5
		}
		return 0.4
	case dates.DayMonth:
		if r.prep(p)&prepDay != 0 {
			return 0.75
		}
		if end-p == 6 && r.clockAhead(end) {
			return 0.6
		}
		return 0.4
	case dates.Pair:
		if r.prep(p)&prepDay != 0 && !(d.Day <= 4 && d.Month <= 4) || r.listed(p) || r.arrowed(p, end, d) {
			return 0.6
		}
		if d.Day > 12 && end+1 < len(r.b) && r.b[end] == ':' && r.b[end+1] == ' ' {
			return 0.52 // "Cath 1/19: normal"
		}
		if end-p == 5 && r.b[p+3] == '0' && d.Day > 12 && r.b[p+2] == '/' {
			return 0.52 // no fraction has a zero in front
		}
		return 0.3
	case dates.Compact:
		if end+1 < len(r.b) && r.b[end]|0x20 == 't' && lex.IsDigit(r.b[end+1]) || r.stamp(end) {
			return 0.8
		}
		return 0.4
	}
	return 0
}

// stamp reports the hyphen at p of "20240612-09:31:44", as FIX writes moments.
func (r *dateReader) stamp(p int) bool {
	return p > 8 && p+8 < len(r.b) && r.b[p] == '-' && allDigits(r.b[p-8:p]) && r.b[p+3] == ':' && r.b[p+6] == ':'
}

// listed reports a date right before p with "and", "or" or a comma between them: "seen 8/14 and 9/2".
func (r *dateReader) listed(p int) bool {
	if len(r.dst) <= r.base || r.dst[len(r.dst)-1].Rule != ruleDateNumeric || p-r.until > 6 || p-r.until < 2 {
		return false
	}
	switch string(r.b[r.until:p]) {
	case ", ", " and ", " & ", " or ", " und ", " et ", " y ", " to ", " - ", " – ":
		return r.dst[len(r.dst)-1].Score >= 0.5
	}
	return false
}

// clockAhead reports a time of day one blank behind p.
func (r *dateReader) clockAhead(p int) bool {
	if p+1 >= len(r.b) || r.b[p] != ' ' {
		return false
	}
	_, form := dates.Time(r.b, p+1)
	return form == dates.Worded || form == dates.Minutes || form == dates.Meridiem
}

// dated emits a date and takes in a time right behind it.
func (r *dateReader) dated(start, end int, score float32, rule *pii.Rule, timed bool) {
	if timed && score >= 0.5 {
		if q := r.timeBehind(end); q > 0 {
			r.emit(start, q, pii.DateTime, score+0.02, rule, false)
			return
		}
	}
	r.emit(start, end, pii.Date, score, rule, false)
}

// timeBehind returns where the time ends that stands directly behind a date, 0 if there is none.
func (r *dateReader) timeBehind(end int) int {
	q := end
	switch {
	case q < len(r.b) && (r.b[q] == 'T' || r.b[q] == 't' || r.b[q] == ':' || r.b[q] == '-' && r.stamp(q)):
		q++
	case q < len(r.b) && (r.b[q] == ' ' || r.b[q] == ','):
		for q < len(r.b) && q < end+2 && (r.b[q] == ' ' || r.b[q] == ',') {
			q++
		}
	default:
		return 0
	}
	if e, form := dates.Time(r.b, q); form != dates.NoClock {
		if r.rangeAhead(e) > e {
			return 0 // a date, and from when to when
		}
		if e+1 < len(r.b) && (form == dates.Minutes || form == dates.Seconds) && r.b[e] == ' ' && (r.b[e+1] == 'A' || r.b[e+1] == 'P') && (e+2 == len(r.b) || r.b[e+2] == '.' || r.b[e+2] == '\n' || r.b[e+2] == ')') {
			return e + 2 // 03/11/2084 07:14 P
		}
		return e
	}
	if e, bare := dates.Military(r.b, q); e > q && (!bare || r.b[q] == '0' || e-q == 6 && (r.b[q-1]|0x20) == 't') {
		return e
	}
	return r.signedClock(q)
}
