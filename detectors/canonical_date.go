package detectors

import (
	"fmt"
	"strconv"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// Canonical appends a date as ISO 8601 writes it, as far as it is given: "2024-03-05", "2024-03", "--03-05"; a time as "15:04". Numeric
// dates that both readings allow are taken with the day first.
func (dateDetector) Canonical(dst []byte, t pii.Type, raw []byte) ([]byte, error) {
	switch t {
	case pii.Time:
		return isoTime(dst, raw)
	case pii.DateTime:
		return dst, errNoForm
	}
	return isoDate(dst, raw)
}

// Canonical appends the date as dateDetector does.
func (birthDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	return isoDate(dst, raw)
}

func isoDate(dst, raw []byte) ([]byte, error) {
	ts := tokensOf(raw)
	for k := range ts { // a day of the week may stand first
		if !lex.IsDigit(raw[ts[k].Start]) {
			continue
		}
		if d, end, form := dates.Numeric(raw, int(ts[k].Start), false); form != dates.None && end == len(raw) {
			return appendDate(dst, d.Year, d.Month, d.Day)
		}
		break
	}
	var d dates.Date
	for k := 0; k < len(ts); k++ {
		t := ts[k]
		switch m := dates.Month(t.Hash).Month; {
		case m > 0 && d.Month == 0:
			d.Month = m
			continue
		case t.Flags&lex.HasDigit != 0:
			w := raw[t.Start:t.End]
			if v := figureDay(w); v > 0 && d.Day == 0 {
				d.Day = v
			} else if v := value4(w); len(w) == 4 {
				d.Year = v
			} else if len(w) == 2 && v < 100 {
				d.Year = century(v)
			}
			continue
		}
		if v, e := spoken.Ordinal(raw, ts, k); e > k && v <= 31 && d.Day == 0 {
			d.Day = v
			k = e - 1
		} else if v, e := spoken.Year(raw, ts, k); e > k {
			d.Year = v
			k = e - 1
		} else if v, e := spoken.Cardinal(raw, ts, k); e > k && v > 0 && v < 100 {
			if d.Day == 0 && v <= 31 {
				d.Day = v
			} else if d.Year == 0 {
				d.Year = century(v)
			}
			k = e - 1
		}
	}
	if d.Month == 0 {
		return dst, errNoForm
	}
	return appendDate(dst, d.Year, d.Month, d.Day)
}

// century completes a year of two digits: up to 30 it is of this century.
func century(v int) int {
	if v <= 30 {
		return 2000 + v
	}
	return 1900 + v
}

func value4(b []byte) int {
	v := 0
	for _, c := range b {
		if !lex.IsDigit(c) || v > 9999 {
			return 10000
		}
		v = v*10 + int(c-'0')
	}
	return v
}

func appendDate(dst []byte, y, m, d int) ([]byte, error) {
	switch {
	case y > 0 && d > 0:
		return fmt.Appendf(dst, "%04d-%02d-%02d", y, m, d), nil
	case y > 0 && m > 0:
		return fmt.Appendf(dst, "%04d-%02d", y, m), nil
	case m > 0 && d > 0:
		return fmt.Appendf(dst, "--%02d-%02d", m, d), nil
	}
	return dst, errNoForm
}

// isoTime reads "9:30 pm", "9pm", "14h30", "09:30" and "9.30 Uhr".
func isoTime(dst, raw []byte) ([]byte, error) {
	var v [2]int
	n, p := 0, 0
	for n < 2 && p < len(raw) && lex.IsDigit(raw[p]) {
		q := p
		for q < len(raw) && q < p+2 && lex.IsDigit(raw[q]) {
			v[n] = v[n]*10 + int(raw[q]-'0')
			q++
		}
		n++
		if p = q; p+1 < len(raw) && (raw[p] == ':' || raw[p] == '.' || raw[p] == 'h') && lex.IsDigit(raw[p+1]) {
			p++
		} else {
			break
		}
	}
	if n == 0 || v[0] > 24 || v[1] > 59 || p < len(raw) && raw[p] == ':' {
		return dst, errNoForm
	}
	for p < len(raw) && raw[p] == ' ' {
		p++
	}
	switch {
	case p == len(raw), hasFold(raw[p:], "uhr"), hasFold(raw[p:], "uur"), hasFold(raw[p:], "h"), hasFold(raw[p:], "o'clock"):
	case hasFold(raw[p:], "am"), hasFold(raw[p:], "a.m"):
		v[0] %= 12
	case hasFold(raw[p:], "pm"), hasFold(raw[p:], "p.m"):
		v[0] = v[0]%12 + 12
	default:
		return dst, errNoForm
	}
	return fmt.Appendf(dst, "%02d:%02d", v[0], v[1]), nil
}

// Canonical appends an age in years as a number, in months with an "m" behind it, in weeks with a "w", in days with a "d".
func (ageDetector) Canonical(dst []byte, _ pii.Type, raw []byte) ([]byte, error) {
	ts := tokensOf(raw)
	for k := range ts {
		v, e := 0, k
		if w := raw[ts[k].Start:ts[k].End]; lex.IsDigit(w[0]) {
			n := 0
			for n < len(w) && lex.IsDigit(w[n]) {
				n++
			}
			v, e = value3(w[:n]), k+1
		} else {
			v, e = spoken.Cardinal(raw, ts, k)
		}
		if e == k || v > 125 {
			continue
		}
		dst = strconv.AppendInt(dst, int64(v), 10)
		if e < len(ts) {
			switch c := raw[ts[e].Start] | 0x20; {
			case c == 'm' && ts[e].Len() > 2:
				dst = append(dst, 'm')
			case c == 'w' || hasFold(raw[ts[e].Start:], "sem"):
				dst = append(dst, 'w')
			case c == 'd' || hasFold(raw[ts[e].Start:], "tag"):
				dst = append(dst, 'd')
			}
		}
		return dst, nil
	}
	return dst, errNoForm
}
