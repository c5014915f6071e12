package hierarchy

import (
	"math"
	"strconv"
	"strings"
)

// Interval is a range of numbers as a label writes it.
type Interval struct {
	Lo, Hi         float64
	LoOpen, HiOpen bool
}

// Holds reports whether v lies inside.
func (iv Interval) Holds(v float64) bool {
	if v < iv.Lo || v == iv.Lo && iv.LoOpen {
		return false
	}
	return v < iv.Hi || v == iv.Hi && !iv.HiOpen
}

// String writes the interval in brackets, "[20,30)"; unbounded sides become "<20" or ">=30".
func (iv Interval) String() string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch {
	case math.IsInf(iv.Lo, -1) && math.IsInf(iv.Hi, 1):
		return Top
	case math.IsInf(iv.Lo, -1) && iv.HiOpen:
		return "<" + f(iv.Hi)
	case math.IsInf(iv.Lo, -1):
		return "<=" + f(iv.Hi)
	case math.IsInf(iv.Hi, 1) && iv.LoOpen:
		return ">" + f(iv.Lo)
	case math.IsInf(iv.Hi, 1):
		return ">=" + f(iv.Lo)
	}
	open, shut := "[", "]"
	if iv.LoOpen {
		open = "("
	}
	if iv.HiOpen {
		shut = ")"
	}
	return open + f(iv.Lo) + "," + f(iv.Hi) + shut
}

// ParseInterval reads "[a,b]", "[a,b)", "(a,b]", "(a,b)", "a-b", "a..b", "a–b", "<a", "<=a", ">a"
// and ">=a". It reports false for any other text.
func ParseInterval(s string) (Interval, bool) {
	s = strings.TrimSpace(s)
	none := Interval{}
	if s == "" {
		return none, false
	}
	inf := math.Inf(1)
	for _, c := range []struct {
		p  string
		mk func(v float64) Interval
	}{
		{">=", func(v float64) Interval { return Interval{Lo: v, Hi: inf} }},
		{"<=", func(v float64) Interval { return Interval{Lo: -inf, Hi: v} }},
		{"≥", func(v float64) Interval { return Interval{Lo: v, Hi: inf} }},
		{"≤", func(v float64) Interval { return Interval{Lo: -inf, Hi: v} }},
		{">", func(v float64) Interval { return Interval{Lo: v, Hi: inf, LoOpen: true} }},
		{"<", func(v float64) Interval { return Interval{Lo: -inf, Hi: v, HiOpen: true} }},
	} {
		if t, ok := strings.CutPrefix(s, c.p); ok {
			v, ok := Number(strings.TrimSpace(t))
			return c.mk(v), ok
		}
	}
	if s[0] == '[' || s[0] == '(' {
		end := s[len(s)-1]
		if len(s) < 5 || end != ']' && end != ')' && end != '[' {
			return none, false
		}
		a, b, ok := strings.Cut(s[1:len(s)-1], ",")
		if !ok {
			a, b, ok = strings.Cut(s[1:len(s)-1], ";")
		}
		return pair(a, b, ok, s[0] == '(', end != ']')
	}
	for _, sep := range []string{"–", "..", "~"} {
		if a, b, ok := strings.Cut(s, sep); ok {
			return pair(a, b, true, false, false)
		}
	}
	if i := strings.IndexByte(s[1:], '-'); i >= 0 { // not a leading sign
		return pair(s[:i+1], s[i+2:], true, false, false)
	}
	return none, false
}

func pair(a, b string, ok, loOpen, hiOpen bool) (Interval, bool) {
	if !ok {
		return Interval{}, false
	}
	x, ok1 := Number(strings.TrimSpace(a))
	y, ok2 := Number(strings.TrimSpace(b))
	if !ok1 || !ok2 || x > y {
		return Interval{}, false
	}
	return Interval{Lo: x, Hi: y, LoOpen: loOpen, HiOpen: hiOpen}, true
}
