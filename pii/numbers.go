package pii

import "github.com/lethe-pii/lethe/internal/lex"

// parseNumber reads the digit cluster whose first digit is at p into n, which is zero. digits is the scratch that Number.Digits points into.
func parseNumber(n *Number, b []byte, p int, groups []Group, digits []byte) ([]Group, []byte) {
	n.Start = p
	if p > 0 && b[p-1] == '+' {
		n.Plus, n.Start = true, p-1
	}
	if n.Start > 0 && b[n.Start-1] == '(' {
		n.Start--
	}
	g0, d0 := len(groups), len(digits)
	first, traits, lengths, dots := p, Trait(0), uint32(0), 0
	for {
		start := p
		for p < len(b) && lex.IsDigit(b[p]) {
			p++
		}
		groups = append(groups, Group{Start: start, End: p, Digit: len(digits) - d0})
		digits = append(digits, b[start:p]...)
		lengths |= 1 << min(p-start, 31)
		q, ok := skipSeparator(b, p)
		if !ok {
			break
		}
		if len(groups)-g0 == MaxGroups {
			traits |= DotInside | DashInside
			break
		}
		if traits |= insideTraits[b[p]]; b[p] == '.' {
			dots++
		} else if len(groups)-g0 == 1 && p-start <= maxClock && (b[p] == ':' || b[p] == ',') {
			traits |= ClockLike
		}
		p = q
	}
	n.End = p
	n.Groups = groups[g0:len(groups):len(groups)]
	n.Digits = digits[d0:len(digits):len(digits)]
	traits |= edgeTraits(b, first, p)
	switch {
	case len(n.Groups) == 1:
		traits |= OneGroup
	case len(n.Groups) == 4 && dots == 3 && lengths < 1<<4 && b[first] != '0' && !carriesOn(b, first):
		traits |= FourDotted
	}
	n.traits, n.lengths = traits, lengths
	return groups, digits
}

// carriesOn reports that the digits at p may go on with a telephone number, behind "+" or "(" or from the line before.
func carriesOn(b []byte, p int) bool {
	return p > 0 && (b[p-1] == '+' || b[p-1] == '(' || b[p-1] == '\n' && p > 1 && lex.IsDigit(b[p-2]))
}

// maxClock is the most digits of the first group of a ClockLike cluster.
const maxClock = 6

// edgeTraits returns what stands before the digits that begin at p and after those that end at end.
func edgeTraits(b []byte, p, end int) (t Trait) {
	if p > 0 {
		c := b[p-1]
		t = beforeTraits[c]
		if (c == ' ' || c == '-') && p > 1 && lex.IsLetter(b[p-2]) {
			t |= LetterNear
		}
	}
	if end < len(b) {
		c := b[end]
		t |= afterTraits[c]
		if goesOn[c] && end+1 < len(b) && (lex.IsLetter(b[end+1]) || lex.IsDigit(b[end+1])) {
			t |= GoesOn
		}
	}
	return t
}

// beforeTraits, afterTraits and insideTraits have what a byte before, behind or between the digits says; goesOn are the bytes that may join what
// follows to them.
var (
	beforeTraits = traitsOf(func(c byte) (t Trait) {
		if lex.IsLetter(c) {
			t = LetterBefore | LetterNear
		}
		if lex.IsWord(c) {
			t |= WordBefore
		}
		if c == ' ' || c == '-' || c == '(' || c >= 0x80 {
			t |= OpenBefore
		}
		return t
	})
	afterTraits = traitsOf(func(c byte) (t Trait) {
		if lex.IsLetter(c) {
			t = LetterAfter | GoesOn
		}
		if lex.IsWord(c) {
			t |= WordAfter
		}
		return t
	})
	insideTraits = [256]Trait{'.': DotInside, '-': DashInside}
	goesOn       = [256]bool{' ': true, '-': true, '.': true, '/': true, '\n': true}
)

func traitsOf(of func(c byte) Trait) (t [256]Trait) {
	for c := range t {
		t[c] = of(byte(c))
	}
	return t
}

// skipSeparator returns where the next group begins if p is followed by a separator and a digit.
func skipSeparator(b []byte, p int) (int, bool) {
	q := p
	for q < len(b) && q-p <= 3 && separator[b[q]] {
		q++
	}
	if q == p || q-p > 3 || q == len(b) || !lex.IsDigit(b[q]) {
		return 0, false
	}
	switch c := b[p]; {
	case (c == ',' || c == ':' || c == '.') && q-p > 1:
		return 0, false // the end of a clause, not the inside of a number
	case q-p > 1 && b[q-1] == ',', q-p > 1 && b[q-1] == ':':
		return 0, false
	}
	return q, true
}

var separator = func() (t [256]bool) {
	for _, c := range []byte(" -./(),:") {
		t[c] = true
	}
	return
}()
