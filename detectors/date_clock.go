package detectors

import (
	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// yearBehind returns the end of a year one blank behind p, p if there is none.
func (r *dateReader) yearBehind(p int) int {
	if p+5 > len(r.b) || r.b[p] != ' ' || !allDigits(r.b[p+1:p+5]) || p+5 < len(r.b) && lex.IsWord(r.b[p+5]) || r.b[p+1] != '1' && r.b[p+1] != '2' {
		return p
	}
	return p + 5
}

// oreClock reads "15.30" behind "ore", "kl" or "godz."; end is p if there is none.
func (r *dateReader) oreClock(p int) (end int) {
	q := p
	for q < len(r.b) && q-p < 2 && lex.IsDigit(r.b[q]) {
		q++
	}
	if q+3 > len(r.b) || r.b[q] != '.' || !allDigits(r.b[q+1:q+3]) || r.b[q+1] > '5' || q+3 < len(r.b) && lex.IsDigit(r.b[q+3]) {
		return p
	}
	if amount(r.b, q+3) {
		return p // German "alle 12.50 Euro"
	}
	if k := r.s.TokenAt(p) - 1; k < 0 || p-int(r.ts[k].End) > 2 || !oreWords[r.ts[k].Hash] {
		return p
	}
	return q + 3
}

var oreWords = hashes("ore", "alle", "dalle", "kl", "klockan", "klokken", "godz", "godzinie", "godzina")

// rangeAhead returns the end of the second time of a range whose first one ends at p, p if there is none: "–11:45", " - 2:50 PM".
func (r *dateReader) rangeAhead(p int) int {
	q, dash := p, false
	for q < len(r.b) && q < p+5 {
		switch c := r.b[q]; {
		case c == ' ':
		case c == '-' && !dash:
			dash = true
		case c == 0xe2 && q+2 < len(r.b) && r.b[q+1] == 0x80 && (r.b[q+2] == 0x93 || r.b[q+2] == 0x94):
			dash = true
			q += 2
		default:
			if !dash {
				return p
			}
			if e, form := dates.Time(r.b, q); form != dates.NoClock && form != dates.Zoned {
				return e
			}
			return p
		}
		q++
	}
	return p
}

func (r *dateReader) time(start, end int, form dates.Clock) {
	score := float32(0.6)
	prep := r.prep(start)&prepClock != 0
	switch form {
	case dates.Meridiem, dates.Worded:
		score = 0.75
		if r.b[end-1] == 'h' && !prep || r.lasting(start, end) {
			score = 0.4 // also a duration
		}
	case dates.Zoned:
		score = 0.7
	case dates.Seconds:
		if start > 0 && (r.b[start-1] == '[' || r.b[start-1] == '(') || r.b[start] == '0' && r.b[start+1] == '0' {
			score = 0.5 // perhaps a position in a recording
		}
	case dates.Minutes:
		switch {
		case end+1 < len(r.b) && r.b[end] == ':' && (r.b[end+1] > ' ' || end+2 < len(r.b) && r.b[end+1] == ' ' && r.b[end+2] == ' '):
			return // a line and a column
		case end+2 < len(r.b) && r.b[end] == '.' && lex.IsDigit(r.b[end+1]) && lex.IsDigit(r.b[end+2]):
			return // a lap, 1:58.32
		case end+1 < len(r.b) && r.b[end] == '-' && lex.IsLetter(r.b[end+1]):
			return // the file of a court, 1:24-cv-00123
		case prep:
			score = 0.75
		case r.verse(start), r.ratio(start, end):
			score = 0.3
		case r.b[start] == '0' && r.b[start+1] == ':':
			score = 0.4 // a position in a recording
		case r.b[start+1] == ':':
			score = 0.5
		}
	}
	if form != dates.Zoned && form != dates.Seconds {
		if e := r.rangeAhead(end); e > end && form == dates.Worded {
			end, score = e, max(score, 0.7) // 9h-16h30
		} else {
			end = e
		}
	}
	r.emit(start, end, pii.Time, score, ruleTime, false)
}

// lasting reports "10 hours" and "10 hrs" without a word before it that makes it a time of day.
func (r *dateReader) lasting(start, end int) bool {
	if end-start > 8 || r.b[end-1] != 's' || r.b[end-2] != 'r' || lex.IsDigit(r.b[start+2]) {
		return false
	}
	k := r.s.TokenAt(start) - 1
	return k < 0 || start-int(r.ts[k].End) != 1 || r.ts[k].Hash != hashAt
}

// hourRange returns the end of "11-11.30am" and "2–4 pm", whose first hour is the group g; 0 if it is none.
func (r *dateReader) hourRange(g *pii.Group) int {
	q := g.End
	if q+2 >= len(r.b) || r.b[q] != '-' && r.b[q] != 0xe2 || g.Len() > 2 || value3(r.b[g.Start:g.End])-1 > 11 {
		return 0
	}
	switch {
	case r.b[q] == '-':
		q++
	case r.b[q] == 0xe2 && r.b[q+1] == 0x80 && r.b[q+2] == 0x93:
		q += 3
	default:
		return 0
	}
	if q < len(r.b) && lex.IsDigit(r.b[q]) {
		if e, form := dates.Time(r.b, q); form == dates.Meridiem {
			return e
		}
	}
	return 0
}

// shortHour reads "7h45" and "9 h 05", whose hour has one figure, at the minutes b[p:end]; it returns its end, 0 if there is none.
func (r *dateReader) shortHour(p, end int) int {
	q := p - 1
	if end-p != 2 || q < 1 {
		return 0
	}
	if r.b[q] == ' ' && q > 3 && r.b[q-1] == 'h' && r.b[q-2] == ' ' {
		q -= 2
	} else if r.b[q] != 'h' {
		return 0
	}
	if q--; r.b[q] == ' ' || !lex.IsDigit(r.b[q]) || !r.opens(q) || q > 0 && lex.IsDigit(r.b[q-1]) || r.b[p] > '5' || wordAfter(r.b, end) {
		return 0
	}
	r.emit(q, end, pii.Time, 0.7, ruleTime, false)
	return end
}

// military reads "0930" behind "at" and "1600 hrs"; it reports whether there is one.
func (r *dateReader) military(p, end int) bool {
	if end-p != 4 {
		return false
	}
	e, bare := dates.Military(r.b, p)
	afterDate := bare && len(r.dst) > r.base && p-r.until == len(" at ") && string(r.b[r.until:p]) == " at " && r.dst[len(r.dst)-1].Type == pii.Date
	at := p > 1 && r.b[p-1] == ' ' && r.b[p-2] == '@'
	if e == p || bare && !afterDate && !at && (r.b[p] != '0' || r.prep(p)&prepClock == 0) || !bare && r.b[e-1] == 'h' && r.b[p] != '0' {
		return false
	}
	r.emit(p, e, pii.Time, 0.6, ruleTime, false)
	return true
}

// dotted reads "9 a.m." at the dot of "a.m".
func (r *dateReader) dotted(p int) {
	if r.b[p-1]|0x20 != 'a' && r.b[p-1]|0x20 != 'p' || r.b[p+1]|0x20 != 'm' {
		return
	}
	k := r.s.TokenAt(p-1) - 1
	if k < 0 {
		return
	}
	r.beforeMeridiem(k, p-1)
}

// beforeMeridiem reads the hour that ends with token k, before "am" at position p.
func (r *dateReader) beforeMeridiem(k, p int) {
	if p-int(r.ts[k].End) > 1 {
		return
	}
	if start := int(r.ts[k].Start); r.ts[k].Flags.AllDigits() && r.opens(start) {
		if end, form := dates.Time(r.b, start); form == dates.Meridiem {
			r.emit(start, end, pii.Time, 0.75, ruleTime, false)
		}
		return
	}
	end := p + 2
	if p+1 < len(r.b) && r.b[p+1] == '.' {
		end = p + 3
		if end < len(r.b) && r.b[end] == '.' {
			end++
		}
	}
	for first := max(0, k-2); first <= k; first++ {
		if spokenClock(r.b, r.ts, first) == k+1 {
			r.emit(int(r.ts[first].Start), min(end, len(r.b)), pii.Time, 0.7, ruleTimeSpoken, true)
			return
		}
	}
}

// spokenClock reads an hour and perhaps minutes ("nine", "nine thirty", "ten oh five") from token i and returns the token after.
func spokenClock(b []byte, ts []pii.Token, i int) int {
	h, e := spoken.Cardinal(b, ts, i)
	if e == i || h < 1 || h > 24 {
		return i
	}
	if m, f := spoken.Cardinal(b, ts, e); f > e && m >= 10 && m < 60 {
		return f
	}
	return e
}

// clockWord reads times said with words such as "am", "o'clock", "half past".
func (r *dateReader) clockWord(k, id int) {
	start, end, score := 0, 0, float32(0.7)
	t := r.ts[k]
	after := func(from int) bool { // a spoken or written hour from token from on
		if from >= len(r.ts) || int(r.ts[from].Start)-int(r.ts[from-1].End) != 1 {
			return false
		}
		if f := r.ts[from]; f.Flags.AllDigits() && f.Len() <= 2 {
			end = int(f.End)
			return true
		}
		h, e := spoken.Cardinal(r.b, r.ts, from)
		if e == from || h < 1 || h > 12 {
			return false
		}
		end = int(r.ts[e-1].End)
		return true
	}
	before := func(last int) bool { // a spoken hour that ends with token last
		for first := max(0, last-2); first <= last; first++ {
			if spokenClock(r.b, r.ts, first) == last+1 {
				start = int(r.ts[first].Start)
				return true
			}
		}
		return false
	}
	minutes := func(last int) bool { // a spoken number of minutes that ends with token last
		m, e := spoken.Cardinal(r.b, r.ts, last)
		return e == last+1 && (m%5 == 0 || id == clockPast) && before(last)
	}
	switch {
	case id >= clockJoined && id < clockNoon:
		r.emit(int(t.Start), r.rangeAhead(int(t.End)), pii.Time, 0.75, ruleTime, false)
		return
	case k == 0:
		return
	case id >= clockMezza:
		if k < 2 || r.ts[k-1].Hash != hashE || !before(k-2) || !italianHours[r.ts[max(0, r.s.TokenAt(start)-1)].Hash] {
			return
		}
		end = int(t.End)
	case id >= clockThirty:
		r.sharp(k)
		return
	case id >= clockNoon:
		if r.prep(int(t.Start))&prepClock != 0 {
			r.emit(int(t.Start), int(t.End), pii.Time, 0.6, ruleTimeSpoken, true)
		}
		return
	case id == clockAM || id == clockPM:
		r.beforeMeridiem(k-1, int(t.Start))
		return
	case id == clockM: // "two thirty p m"
		if p := r.ts[k-1]; p.Len() != 1 || r.b[p.Start]|0x20 != 'p' && r.b[p.Start]|0x20 != 'a' || int(t.Start-p.End) != 1 || r.b[p.End] != ' ' || k < 2 || r.ts[k-2].Flags.AllDigits() || !before(k-2) {
			return
		}
		end = int(t.End)
	case id == clockY: // "las cinco y media", "las ocho menos cuarto"
		if r.ts[k-1].Flags.AllDigits() || k+1 >= len(r.ts) || !clockParts()[r.ts[k+1].Hash] || !before(k-1) {
			return
		}
		end = int(r.ts[k+1].End)
	case id == clockUhr || id == clockUur:
		if p := r.ts[k-1]; p.Flags.AllDigits() {
			if e, form := dates.Time(r.b, int(p.Start)); form == dates.Worded && r.opens(int(p.Start)) {
				r.emit(int(p.Start), e, pii.Time, 0.75, ruleTime, false)
			}
			return
		}
		if !before(k - 1) {
			return
		}
		end = int(t.End)
		if m, e := spoken.Cardinal(r.b, r.ts, k+1); e > k+1 && m < 60 && m > 0 {
			end = int(r.ts[e-1].End)
		}
	case id == clockOClock:
		if k < 2 || r.ts[k-1].Hash != hashO {
			return
		}
		if p := r.ts[k-2]; p.Flags.AllDigits() && p.Len() <= 2 {
			start = int(p.Start)
		} else if !before(k - 2) {
			return
		}
		end = int(t.End)
	case id == clockHeures || id == clockHoras:
		if k < 2 || !before(k-1) || start == 0 || !clockBefore()[r.ts[r.s.TokenAt(start)-1].Hash] {
			return
		}
		end = int(t.End)
		if m, e := spoken.Cardinal(r.b, r.ts, k+1); e > k+1 && m < 60 && m > 0 && int(r.ts[k+1].Start)-end == 1 {
			end = int(r.ts[e-1].End)
		}
	case id == clockPast:
		if k+1 >= len(r.ts) || !after(k+1) || !minutes(k-1) {
			return
		}
	case id == clockTo: // "twenty to ten"
		if k+1 >= len(r.ts) || r.ts[k-1].Flags.AllDigits() || r.ts[k+1].Flags.AllDigits() || !after(k+1) || !minutes(k-1) || r.prep(start)&prepClock == 0 {
			return
		}
	case id == clockQuarter || id == clockHalf:
		if id == clockHalf && r.prep(int(t.Start))&prepClock != 0 && after(k+1) && !r.ts[k+1].Flags.AllDigits() {
			start = int(t.Start) // "at half seven"
			break
		}
		if k+2 >= len(r.ts) || r.ts[k+1].Hash != hashPast && r.ts[k+1].Hash != hashTo || !after(k+2) {
			return
		}
		start = int(t.Start)
	case id == clockHalb:
		if !after(k + 1) {
			return
		}
		start, score = int(t.Start), 0.6
	case id == clockViertel:
		if k+2 >= len(r.ts) || r.ts[k+1].Hash != hashVor && r.ts[k+1].Hash != hashNach || !after(k+2) {
			return
		}
		start = int(t.Start)
	default:
		return
	}
	r.emit(start, end, pii.Time, score, ruleTimeSpoken, true)
}

var hashPast = lex.HashString("past")

// clockBefore are words before an hour said with "heures" or "horas" that make it a time of day.
var clockBeforeValue lazy.Value[map[uint64]bool]

func clockBefore() map[uint64]bool { return clockBeforeValue.Get(makeClockBefore) }

func makeClockBefore() map[uint64]bool {
	return hashes("à", "vers", "las", "de", "dès", "avant", "après", "jusqu'à", "hacia", "sobre")
}

// clockParts are what follows "y" in a Spanish time.
var clockPartsValue lazy.Value[map[uint64]bool]

func clockParts() map[uint64]bool { return clockPartsValue.Get(makeClockParts) }

func makeClockParts() map[uint64]bool {
	return hashes("media", "cuarto")
}
