package detectors

import (
	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
)

const (
	maxPhoneGroups = 16
	maxPhoneDigits = 36 // an IBAN and a number
)

// phoneGroup is one run of digits and what stands before it.
type phoneGroup struct {
	start, end int
	digit      int // index of its first digit
	sep        phoneSep
	open       int  // position of a "+" or "(" that belongs to it, or start
	plus       bool // "+" right before
	paren      bool // "(" right before
}

func (g *phoneGroup) len() int { return g.end - g.start }

// phoneSep tells what stands between two groups.
type phoneSep uint8

const (
	sepBlank phoneSep = 1 << iota
	sepDash
	sepDot
	sepSlash
	sepParen
	sepWide // two blanks, or a slash or dash between blanks
)

// phoneRun is a run of digit groups in the separators that people write telephone numbers with.
type phoneRun struct {
	g      [maxPhoneGroups + 1]phoneGroup // one more than is kept: groups are written where they lie
	n      int
	digits [maxPhoneDigits]byte
	nd     int
	sealed bool // digits go on behind the last group
}

// read reads the run that begins at p.
func (n *phoneRun) read(b []byte, p int) {
	n.n, n.nd, n.sealed = 0, 0, false
	first := &n.g[0]
	*first = phoneGroup{open: p}
	for p < len(b) && (b[p] == '+' || b[p] == '(') {
		first.plus = first.plus || b[p] == '+'
		first.paren = first.paren || b[p] == '('
		p++
	}
	for g := first; ; {
		g.start, g.digit = p, n.nd
		for p < len(b) && lex.IsDigit(b[p]) {
			if n.nd == maxPhoneDigits {
				n.sealed = true
				return
			}
			n.digits[n.nd] = b[p]
			n.nd++
			p++
		}
		g.end = p
		if g.end == g.start {
			return
		}
		if n.n == maxPhoneGroups {
			n.sealed = true
			return
		}
		n.n++
		wraps := n.n == 1 && (g.plus || g.paren) && !(g.plus && n.digits[0] == '0')
		if g = &n.g[n.n]; !phoneSeparator(g, b, p, wraps) {
			return
		}
		p = g.start
	}
}

// phoneSeparator reads what stands between two groups into next, which begins at its start. With wraps a line break counts as
// a blank: behind a country or area code.
func phoneSeparator(next *phoneGroup, b []byte, p int, wraps bool) bool {
	var sep phoneSep
	plus, paren, open := false, false, -1
	blanks := 0
	q := p
	for q < len(b) && q-p < 6 && !lex.IsDigit(b[q]) {
		switch c := b[q]; c {
		case '\n':
			if !wraps {
				return false
			}
			sep |= sepBlank
			blanks++
		case ' ', '\t':
			sep |= sepBlank
			blanks++
		case '-':
			sep |= sepDash
		case '.':
			sep |= sepDot
		case '/':
			sep |= sepSlash
		case '(', ')':
			sep |= sepParen
			if c == '(' {
				paren, open = true, q
			}
		case '+':
			plus = true
			if open < 0 || !paren {
				open = q
			}
		case 0xc2:
			if q+1 >= len(b) || b[q+1] != 0xa0 {
				return false
			}
			sep |= sepBlank
			blanks++
			q++
		case 0xe2:
			if q+2 >= len(b) || b[q+1] != 0x80 {
				return false
			}
			switch c := b[q+2]; {
			case c <= 0x8a || c == 0xaf: // U+2009, U+202F and their kin
				sep |= sepBlank
				blanks++
			case c >= 0x90 && c <= 0x95:
				sep |= sepDash
			default:
				return false
			}
			q += 2
		default:
			return false
		}
		q++
	}
	if q == p || q >= len(b) || !lex.IsDigit(b[q]) {
		return false
	}
	if blanks >= 2 {
		sep |= sepWide
	}
	if open < 0 {
		open = q
	}
	next.sep, next.plus, next.paren, next.open, next.start = sep, plus, paren, open, q
	return true
}

// seps returns all separators inside of the groups i to j.
func (n *phoneRun) seps(i, j int) (s phoneSep) {
	for k := i + 1; k <= j; k++ {
		s |= n.g[k].sep
	}
	return s
}

// shape reports whether the groups i to j have the given lengths.
func (n *phoneRun) shape(i, j int, lengths ...int) bool {
	if j-i+1 != len(lengths) {
		return false
	}
	for k, l := range lengths {
		if n.g[i+k].len() != l {
			return false
		}
	}
	return true
}

// years reports a range of years, "2015–2019", whatever stands before it.
func (n *phoneRun) years(i, j int) bool {
	if n.shape(i, j, 4, 3) && n.g[j].sep == sepSlash {
		y := value4(n.span(i, i))
		return yearLow <= y && y <= yearHigh // Regulation 2016/679
	}
	if !n.shape(i, j, 4, 4) || n.g[j].sep&(sepDash|sepSlash) == 0 {
		return false
	}
	from, to := value4(n.span(i, i)), value4(n.span(j, j))
	return yearLow <= from && from <= to && to <= yearHigh
}

// span returns the digits of the groups i to j.
func (n *phoneRun) span(i, j int) []byte {
	return n.digits[n.g[i].digit : n.g[j].digit+n.g[j].len()]
}

// prefixed reports that the groups from i on have the length and the prefix of a national number, and another grouping than those before or the
// very same, with a prefix too.
func (n *phoneRun) prefixed(i int) bool {
	d, g := n.digits[n.g[i].digit:n.nd], &n.g[i]
	if g.sep&^sepParen != sepBlank || len(d) < 9 || len(d) > 12 || d[0] != '0' || d[1] == '0' || g.digit < 4 || n.sealed {
		return false
	}
	return g.len() > 2 && g.len() != n.g[i-1].len() || n.twice(i)
}

// twice reports that the groups from i on are those before over again, in lengths and prefix, and no list of rising pairs.
func (n *phoneRun) twice(i int) bool {
	rising := true
	for k := range i {
		if n.n != 2*i || n.g[k].len() != n.g[i+k].len() || n.digits[0] != '0' || n.digits[1] == '0' {
			return false
		}
		rising = rising && n.g[k].len() == 2 && (k == 0 || n.digits[n.g[k].digit] >= n.digits[n.g[k-1].digit])
	}
	return !rising
}

// wrapped returns where the country code stands that ends the line before p, or p.
func (r *phoneReader) wrapped(p int) int {
	if p < 4 || r.b[p-1] != '\n' {
		return p
	}
	q := p - 1
	for q > 0 && p-q < 6 && lex.IsDigit(r.b[q-1]) {
		q--
	}
	if q < p-1 && q > 0 && r.b[q-1] == '+' && q-1 >= r.taken {
		return q - 1
	}
	return p
}

// pausing reports that the run of figures read last, which ends at p, goes on behind a filler ("206, um, 555"), behind a comma if it is told
// digit by digit ("8 5 0, 5 5 5, 0 1 9 9"), or in the speaker's next turn.
func (r *phoneReader) pausing(p int) bool {
	if p >= len(r.b) {
		return false
	}
	if p >= len(r.b) {
		return false
	}
	k := r.s.TokenAt(p)
	if lex.IsLetter(r.b[p]) { // "017eins 392null0"
		return k < len(r.ts) && spoken.Glued(r.b[r.ts[k].Start:r.ts[k].End])
	}
	switch r.b[p] {
	case '\n':
		return true
	case ' ':
		if k < len(r.ts) && r.ts[k].Flags&lex.HasDigit != 0 && !r.ts[k].Flags.AllDigits() && int(r.ts[k].Start) == p+1 && spoken.Glued(r.b[r.ts[k].Start:r.ts[k].End]) {
			return true
		}
	case ',':
		if r.n.n > 2 && r.n.n == r.n.nd {
			return true
		}
	}
	return k+1 < len(r.ts) && int(r.ts[k].Start)-p <= 3 && phonePauses().Has(r.ts[k].Hash) && r.ts[k+1].Flags.AllDigits()
}

var phonePausesValue lazy.Value[*lex.Set]

func phonePauses() *lex.Set { return phonePausesValue.Get(makePhonePauses) }

func makePhonePauses() *lex.Set {
	return lex.NewSet("um", "uh", "er", "erm", "äh", "ähm", "euh", "eh", "ehm", "uhm", "then", "dann", "puis", "luego", "poi")
}

// compactIntl reports the digits behind a country code in one piece, as E.164 writes them: of a usual length, and no round number.
func compactIntl(d []byte) bool {
	n := len(d)
	return n >= 8 && n <= 11 && string(d[n-4:]) != "0000"
}

// dump reports pairs of figures among pairs with letters: "50 4b 01 02 14 00 14 00".
func (r *phoneReader) dump(i, j int) bool {
	if r.n.g[i].len() != 2 || r.n.g[j].len() != 2 {
		return false
	}
	p, e := r.n.g[i].open, r.n.g[j].end
	for q := p; q > 3 && p-q < 24 && r.b[q-1] == ' ' && r.b[q-4] == ' ' && isHex(r.b[q-2]) && isHex(r.b[q-3]); q -= 3 {
		if lex.IsLetter(r.b[q-2]) || lex.IsLetter(r.b[q-3]) {
			return true
		}
	}
	hex := func(v []byte) bool { return isHex(v[0]) && isHex(v[1]) && (lex.IsLetter(v[0]) || lex.IsLetter(v[1])) }
	return p > 3 && r.b[p-1] == ' ' && r.b[p-4] == ' ' && hex(r.b[p-3:p-1]) || e+3 < len(r.b) && r.b[e] == ' ' && hex(r.b[e+1:e+3]) && !lex.IsWord(r.b[e+3])
}

// twoDigitArea reports the groupings in use behind an area code of two digits: France, the Netherlands, Italy, Vienna.
func twoDigitArea(n *phoneRun, i, j int) bool {
	return n.shape(i, j, 2, 2, 2, 2, 2) || n.shape(i, j, 2, 4, 4) || n.shape(i, j, 2, 8) || n.shape(i, j, 2, 3, 5) || n.shape(i, j, 2, 3, 4) ||
		n.shape(i, j, 2, 7) || n.shape(i, j, 2, 3, 2, 2) || n.shape(i, j, 2, 6) || n.shape(i, j, 2, 3, 3, 2) || n.shape(i, j, 2, 3, 2, 3)
}
