package pii

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Text of fixed width breaks numbers and addresses over lines. What stands around such a break is read once more as one line, without the signs of
// a quoted mail and the indent, which both lines have.
const (
	wrapReach  = 120 // bytes before and behind the break that are read
	wrapColumn = 24  // bytes that a line has before a number is carried over
	wrapFolded = 14  // the same where both lines are quoted or indented
	wrapIndent = 16  // bytes of the indent
	wrapRun    = 24  // bytes of the part of a number before or behind the break
	wrapDigits = 7   // figures of a number that is broken
)

// unwrapped runs the detectors on the text around each break that may divide a value and keeps what lies across it.
func (sc *scan) unwrapped(s *Segment) {
	for p := nextWrap(s.Text, s.Lo, s.Lo, s.Hi); p >= 0; p = nextWrap(s.Text, s.Lo, p+wrapFolded, s.Hi) {
		if sc.an.view == nil {
			sc.an.view = new(analysis)
		}
		v := sc.an.view
		lo, hi := twoLines(s.Text, p, s.Lo)
		if lo == p {
			continue
		}
		v.norm.join(s.Text, lo, p, hi)
		v.seg = Segment{Text: v.norm.text, Hi: len(v.norm.text), base: s.base, origin: v.norm.origin, origEnd: v.norm.origEnd, field: s.field, label: s.label, sections: s.sections}
		v.read(sc.s.plan)
		first := len(sc.cands)
		sc.detect(v)
		kept := sc.cands[:first]
		for _, c := range sc.cands[first:] {
			if at := s.base + int64(p); c.Start < at && c.End > at+1 {
				kept = append(kept, c)
			}
		}
		sc.cands = kept
	}
}

// twoLines returns the words near the break at p on the line that it ends, from lo on, and on the next.
func twoLines(b []byte, p, from int) (lo, hi int) {
	lo, hi = max(from, p-wrapReach), min(len(b), p+wrapReach)
	lo += bytes.LastIndexByte(b[lo:p], '\n') + 1
	if q := carried(b, p); q < hi {
		if k := bytes.IndexByte(b[q:hi], '\n'); k >= 0 {
			hi = q + k
		}
	}
	for lo > 0 && lo < p && b[lo-1] > ' ' {
		lo++
	}
	for hi < len(b) && hi > p && b[hi] > ' ' {
		hi--
	}
	return lo, hi
}

// nextWrap returns the first line break in b[from:to) that may divide a value, or -1. Nothing before lo is looked at.
func nextWrap(b []byte, lo, from, to int) int {
	for p := from; p < to; p++ {
		k := bytes.IndexByte(b[p:to], '\n')
		if k < 0 {
			break
		}
		p += k
		if p-lo > 2 && p+3 < len(b) && (dividesNumber(b[lo:], p-lo) || dividesAddress(b[lo:], p-lo)) {
			return p
		}
	}
	return -1
}

// lineEnd returns where the text of the line ends that the break at p ends; a blank before the break says that the paragraph goes on (RFC 3676).
func lineEnd(b []byte, p int) int {
	if b[p-1] == '\r' {
		p--
	}
	if p > 1 && b[p-1] == ' ' {
		p--
	}
	return p
}

// carried returns where the text of the line behind the break at p begins: behind an indent or signs of a quote that the line before has too.
func carried(b []byte, p int) int {
	q := p + 1
	for q < len(b) && q-p <= wrapIndent && (b[q] == ' ' || b[q] == '>' || b[q] == '\t') {
		q++
	}
	if q == p+1 {
		return q
	}
	from := max(0, p-2*wrapReach)
	line := b[from+bytes.LastIndexByte(b[from:p], '\n')+1 : p]
	if lead := b[p+1 : q]; q == len(b) || !bytes.HasPrefix(line, lead) || len(line) == len(lead) || bytes.IndexByte([]byte(" >\t"), line[len(lead)]) >= 0 {
		return p + 1
	}
	return q
}

// dividesNumber reports a number that begins behind words on a long line and goes on before words on the next: "reach me on +44 20 7946⏎0958 in the
// evening".
func dividesNumber(b []byte, p int) bool {
	end, next := lineEnd(b, p), carried(b, p)
	if end < 2 {
		return false
	}
	if a := b[end-1]; next == len(b) || !lex.IsDigit(b[next]) || !lex.IsDigit(a) && (a != '-' || !lex.IsDigit(b[end-2])) {
		return false
	}
	start, digits := end, 0
	for ; start > 0 && end-start < wrapRun && partOfNumber(b[start-1]); start-- {
		if lex.IsDigit(b[start-1]) {
			digits++
		}
	}
	for b[start] == ' ' {
		start++
	}
	column := wrapColumn
	if next > p+1 {
		column = wrapFolded
	}
	line := bytes.LastIndexByte(b[max(0, start-2*wrapReach):start], '\n') + 1 + max(0, start-2*wrapReach)
	if start == line || digits < 3 || end-line < column && b[start] != '+' || lex.IsWord(b[start-1]) || !lex.IsLetter(lastSign(b[line:start])) {
		return false
	}
	stop := next
	for stop < len(b) && stop-next < wrapRun && partOfNumber(b[stop]) {
		if lex.IsDigit(b[stop]) {
			digits++
		}
		stop++
	}
	if digits < wrapDigits || stop == len(b) {
		return digits >= wrapDigits
	}
	switch c := b[stop]; {
	case lex.IsLetter(c):
		return b[stop-1] == ' '
	case c < ' ':
		return b[start] == '+' || b[stop-1] == '.'
	default:
		return (c == ',' || c == ';') && (stop+1 == len(b) || b[stop+1] <= ' ')
	}
}

// partOfNumber reports a sign that stands in numbers.
func partOfNumber(c byte) bool {
	return lex.IsDigit(c) || c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '+' || c == '/'
}

// lastSign returns the last byte of b that is no blank or mark before a value, 0 if there is none.
func lastSign(b []byte) byte {
	b = bytes.TrimRight(b, " \t:#")
	if len(b) == 0 {
		return 0
	}
	return b[len(b)-1]
}

// dividesAddress reports an e-mail address that is broken at its "@" or behind a hyphen: "anna.kovac@⏎example.com".
func dividesAddress(b []byte, p int) bool {
	end, next := lineEnd(b, p), carried(b, p)
	if next == len(b) {
		return false
	}
	a, d := b[end-1], b[next]
	if a != '@' && a != '-' && d != '@' {
		return false
	}
	before, behind := b[max(0, end-wrapReach):end], b[next:min(len(b), next+wrapReach)]
	before = before[bytes.LastIndexAny(before, " \t\n<:")+1:]
	if k := bytes.IndexAny(behind, " \t\r\n>"); k >= 0 {
		behind = behind[:k]
	}
	switch {
	case a == '@':
		return len(before) > 1 && lex.IsWord(before[0]) && bytes.IndexByte(before, '/') < 0 && lex.IsWord(d) && bytes.IndexByte(behind, '.') > 0
	case d == '@':
		return len(before) > 2 && bytes.ContainsAny(before, "._0123456789") && lex.IsWord(a) && bytes.IndexByte(before, '@') < 0 && bytes.IndexByte(behind, '.') > 1
	}
	k := bytes.IndexByte(behind, '@')
	return k > 0 && bytes.IndexByte(behind[k:], '.') > 1 && lex.IsWord(d) && len(before) > 2 && bytes.ContainsAny(before, "._0123456789") && bytes.IndexByte(before, '@') < 0
}

// join fills the normaliser with b[lo:hi) without the break at p; between figures a blank takes its place.
func (z *normaliser) join(b []byte, lo, p, hi int) {
	z.text, z.origin, z.origEnd = z.text[:0], z.origin[:0], z.origEnd[:0]
	end, next := lineEnd(b, p), carried(b, p)
	for i := lo; i < hi; i++ {
		switch {
		case i == p && lex.IsDigit(b[end-1]) && next < len(b) && lex.IsDigit(b[next]):
			z.rune(' ', end, next)
		case i < end || i >= next:
			z.text, z.origin, z.origEnd = append(z.text, b[i]), append(z.origin, int32(i)), append(z.origEnd, int32(i+1))
		}
	}
}
