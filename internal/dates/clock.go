package dates

// Clock is how a time of day was written.
type Clock uint8

const (
	NoClock  Clock = iota
	Minutes        // 09:30, 9:30
	Seconds        // 09:30:15, with or without a fraction
	Meridiem       // 9:30 pm, 9 a.m., 9pm
	Worded         // 9 Uhr, 9.30 Uhr, 14h30, 14 h
	Zoned          // 09:30:15Z, 09:30+02:00
)

// Time reads a time of day at b[p], with seconds, fraction, zone and "am", "p.m.", "Uhr", "h" as far as they are there. end is p
// and form NoClock if there is none.
func Time(b []byte, p int) (end int, form Clock) {
	n, hour, q := figures(b, p)
	if n == 0 || n > 2 || hour > 24 {
		return p, NoClock
	}
	form = NoClock
	if q < len(b) && (b[q] == ':' || b[q] == '.' || b[q] == 'h') {
		m, minute, r := figures(b, q+1)
		switch {
		case m == 2 && minute < 60 && (hour < 24 || minute == 0):
			switch b[q] {
			case ':':
				form = Minutes
				if q = r; q < len(b) && hour <= 12 && (b[q]|0x20 == 'a' || b[q]|0x20 == 'p') && (q+1 == len(b) || !word(b[q+1]) && b[q+1] != '.') {
					return q + 1, Meridiem // 1:15p
				}
				if q < len(b) && b[q] == ':' {
					if k, s, t := figures(b, q+1); k == 2 && s < 61 {
						form = Seconds
						q = t
						if q+1 < len(b) && (b[q] == '.' || b[q] == ',') {
							if k, _, t := figures(b, q+1); k > 0 {
								q = t
							}
						}
					} else if k > 0 {
						return p, NoClock
					}
				}
				if t := zone(b, q); t > q && !(form == Minutes && b[q] == '-' && (p == 0 || b[p-1]|0x20 != 't')) { // "11:15-11:45" is a range
					return t, Zoned
				}
			case 'h':
				if r < len(b) && word(b[r]) {
					return p, NoClock
				}
				return r, Worded
			default:
				if t := meridiem(b, r); t > r && hour <= 12 {
					return namedZone(b, t), Meridiem
				}
				if t := hourWord(b, r); t > r {
					return t, Worded
				}
				return p, NoClock
			}
		case b[q] != 'h':
			return p, NoClock
		}
	}
	if t := meridiem(b, q); t > q && hour <= 12 && hour > 0 {
		return namedZone(b, t), Meridiem
	}
	if t := hourWord(b, q); t > q {
		if t-q == 2 && b[q] == ' ' && b[q+1] == 'h' && t+2 < len(b) && b[t] == ' ' {
			if m, minute, r := figures(b, t+1); m == 2 && minute < 60 && (r == len(b) || !word(b[r])) {
				return r, Worded // 14 h 30
			}
		}
		return t, Worded
	}
	if form == NoClock || q < len(b) && (word(b[q]) && b[q] != 0xe2 && b[q] != 0xc2 || b[q] == ':' && q+1 < len(b) && b[q+1]-'0' < 10) {
		return p, NoClock
	}
	return q, form
}

// meridiem reads "am", "pm", "a.m.", "p. m." with at most one blank before.
func meridiem(b []byte, p int) int {
	q := p
	if q < len(b) && b[q] == ' ' {
		q++
	}
	if q >= len(b) || b[q]|0x20 != 'a' && b[q]|0x20 != 'p' {
		return p
	}
	q++
	dot := q < len(b) && b[q] == '.'
	if dot {
		q++
		if q < len(b) && b[q] == ' ' {
			q++
		}
	}
	if q >= len(b) || b[q]|0x20 != 'm' {
		return p
	}
	q++
	if q < len(b) && word(b[q]) {
		return p
	}
	if dot && q < len(b) && b[q] == '.' {
		q++
	}
	return q
}

// hourWord reads "Uhr", "uur", "h", "hrs", "o'clock", "heures", "horas".
func hourWord(b []byte, p int) int {
	q := p
	if q < len(b) && b[q] == ' ' {
		q++
	}
	for _, w := range [...]string{"uhr", "uur", "o'clock", "o’clock", "heures", "horas", "hrs", "hours", "hs", "h"} {
		if len(b)-q < len(w) {
			continue
		}
		same := true
		for k := range len(w) {
			c := b[q+k]
			if c-'A' < 26 {
				c |= 0x20
			}
			if c != w[k] {
				same = false
				break
			}
		}
		if r := q + len(w); same && (r == len(b) || !word(b[r])) {
			if w == "uhr" || w == "uur" {
				if n, v, s := figures(b, min(r+1, len(b))); n == 2 && v < 60 && b[r] == ' ' && (s == len(b) || !word(b[s]) && b[s] != '.' && b[s] != ':') {
					return s // 9 Uhr 30
				}
			}
			return r
		}
	}
	return p
}

// namedZone reads a zone's letters in capitals behind "am" and "pm", one blank behind p: "10 a.m. CST", "3 PM ET".
func namedZone(b []byte, p int) int {
	q := p + 1
	for q < len(b) && q-p < 6 && b[q]&^0x20-'A' < 26 {
		q++
	}
	if p >= len(b) || b[p] != ' ' || q < len(b) && word(b[q]) {
		return p
	}
	switch string(b[p+1 : q]) {
	case "UTC", "GMT", "CET", "CEST", "EST", "EDT", "PST", "PDT", "CST", "CDT", "MST", "MDT", "BST", "IST", "ET", "PT", "CT", "MT", "AEST", "AEDT", "JST", "SGT":
		return q
	case "utc", "gmt", "est", "edt", "pst", "pdt", "cst", "cdt", "mst", "mdt", "bst":
		return q // text without capitals
	}
	return p
}

// zone reads "Z", "+02:00", "+0200", " UTC", " GMT", " CET", " EST" and the like.
func zone(b []byte, p int) int {
	if p < len(b) && b[p]|0x20 == 'z' && (p+1 == len(b) || !word(b[p+1])) {
		return p + 1
	}
	q := p
	if q < len(b) && b[q] == ' ' {
		q++
	}
	if q < len(b) && (b[q] == '+' || b[q] == '-') {
		n, _, r := figures(b, q+1)
		if n == 2 && r < len(b) && b[r] == ':' {
			if m, _, s := figures(b, r+1); m == 2 && (s == len(b) || !word(b[s])) {
				return s
			}
		}
		if n == 4 && (r == len(b) || !word(b[r])) {
			return r
		}
		return p
	}
	for _, z := range [...]string{"UTC", "GMT", "CEST", "CET", "EST", "EDT", "PST", "PDT", "CST", "CDT", "BST", "MEZ", "MESZ"} {
		if r := q + len(z); q > p && r <= len(b) && (string(b[q:r]) == z || z != "EST" && z != "CST" && equalFold(b[q:r], z)) && (r == len(b) || !word(b[r])) {
			return r
		}
	}
	return p
}

// Military reads "0930", "1415 hrs" and "140500" at b[p]: four or six figures without signs. bare is true if no word for hours follows.
// end is p if there is none.
func Military(b []byte, p int) (end int, bare bool) {
	n, v, q := figures(b, p)
	if n == 6 {
		if v%100 > 60 {
			return p, false
		}
		v /= 100
	} else if n != 4 {
		return p, false
	}
	if v/100 > 23 || v%100 > 59 {
		return p, false
	}
	if t := hourWord(b, q); t > q {
		return t, false
	}
	if q < len(b) && (word(b[q]) || (b[q] == '.' || b[q] == ',' || b[q] == '-' || b[q] == '/' || b[q] == ':') && q+1 < len(b) && word(b[q+1])) {
		if b[q] == 'Z' && (q+1 == len(b) || !word(b[q+1])) {
			return q + 1, false
		}
		return p, false
	}
	return q, true
}

// equalFold reports whether b is the upper-case ASCII string s in lower case.
func equalFold(b []byte, s string) bool {
	for i := range len(s) {
		if b[i] != s[i]|0x20 {
			return false
		}
	}
	return true
}
