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
	wrapWords  = 4   // words behind the number of a street
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
		words := dividesWords(s.Text, lineEnd(s.Text, p), carried(s.Text, p))
		first := len(sc.cands)
		sc.detect(v)
		kept := sc.cands[:first]
		for _, c := range sc.cands[first:] {
			if at := s.base + int64(p); c.Start < at && c.End > at+1 && (!words || c.Type == Address || c.Type == Date || c.Type == DateOfBirth) {
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
		if p-lo > 2 && p+3 < len(b) && divides(b[lo:], p-lo) {
			return p
		}
	}
	return -1
}

// divides reports whether the break at p may divide a value.
func divides(b []byte, p int) bool {
	end := lineEnd(b, p)
	switch a := b[end-1]; {
	case lex.IsWord(a), a == '-', a == '@':
	case a == '.' && bytes.IndexByte(b[max(0, p-wrapReach):p], '@') >= 0:
	default:
		return false
	}
	next := carried(b, p)
	return next < len(b) && (dividesNumber(b, p, end, next) || dividesAddress(b, end, next) || dividesWords(b, end, next) || dividesName(b, end, next))
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

// carried returns where the text of the line behind the break at p begins: behind an indent or signs of a quote or comment that the line before has too.
func carried(b []byte, p int) int {
	q := p + 1
	for q < len(b) && q-p <= wrapIndent && lead(b[q]) {
		q++
	}
	if q == p+1 || b[p+1] == '*' || b[p+1] == '-' && b[p+2] != '-' { // a list's
		return p + 1
	}
	from := max(0, p-2*wrapReach)
	line := b[from+bytes.LastIndexByte(b[from:p], '\n')+1 : p]
	if same := b[p+1 : q]; q == len(b) || !bytes.HasPrefix(line, same) || len(line) == len(same) || lead(line[len(same)]) {
		return p + 1
	}
	return q
}

// lead reports a sign that quotes, comments and indented lines begin with.
func lead(c byte) bool {
	return c == ' ' || c == '>' || c == '\t' || c == '/' || c == '*' || c == '#' || c == '-'
}

// dividesNumber reports a number that begins behind words on a long line and goes on before words on the next: "reach me on +44 20 7946⏎0958 in the
// evening".
func dividesNumber(b []byte, p, end, next int) bool {
	if end < 2 {
		return false
	}
	if a := b[end-1]; !lex.IsDigit(b[next]) || !lex.IsDigit(a) && (a != '-' || !lex.IsDigit(b[end-2])) {
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
	country := false
	if k := ibanStart(b[:end]); k >= 0 {
		start, country = k, true
	}
	column := wrapColumn
	if next > p+1 {
		column = wrapFolded
	}
	line := bytes.LastIndexByte(b[max(0, start-2*wrapReach):start], '\n') + 1 + max(0, start-2*wrapReach)
	if start == line || digits < 3 || lex.IsWord(b[start-1]) || !lex.IsWord(lastSign(b[line:start])) || lex.IsDigit(lastSign(b[line:start])) {
		return false
	}
	if end-line < column && b[start] != '+' && b[end-1] != '-' && !country {
		return false
	}
	stop := next
	for stop < len(b) && stop-next < wrapRun && (partOfNumber(b[stop]) || country && lex.IsUpper(b[stop])) {
		if lex.IsDigit(b[stop]) {
			digits++
		}
		stop++
	}
	if digits < wrapDigits || stop == len(b) {
		return digits >= wrapDigits
	}
	switch c := b[stop]; {
	case lex.IsWord(c):
		return b[stop-1] == ' '
	case c < ' ':
		return b[start] == '+' || b[stop-1] == '.' || b[end-1] == '-'
	default:
		return (c == ',' || c == ';') && (stop+1 == len(b) || b[stop+1] <= ' ')
	}
}

// maxIBAN is the most bytes of an IBAN with its blanks.
const maxIBAN = 42

// ibanStart returns where the last bytes of b begin to read as an IBAN, "FR14 2004 1010", -1 if they do not.
func ibanStart(b []byte) int {
	k := len(b)
	for k > 0 && len(b)-k < maxIBAN && (lex.IsUpper(b[k-1]) || lex.IsDigit(b[k-1]) || b[k-1] == ' ') {
		k--
	}
	for ; k+4 < len(b); k++ {
		if (k == 0 || b[k-1] <= ' ') && lex.IsUpper(b[k]) && lex.IsUpper(b[k+1]) && lex.IsDigit(b[k+2]) && lex.IsDigit(b[k+3]) {
			return k
		}
	}
	return -1
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

// dividesAddress reports an e-mail address that is broken at its "@", behind a hyphen or before its last part: "anna.kovac@⏎example.com".
func dividesAddress(b []byte, end, next int) bool {
	a, d := b[end-1], b[next]
	if a != '@' && a != '-' && d != '@' && a != '.' {
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
	if at := bytes.IndexByte(before, '@'); at > 0 && lex.IsWord(before[0]) {
		if a == '.' {
			behind = bytes.TrimRight(behind, ".,;:!?)")
			return string(behind) == "com" || string(behind) == "net" || string(behind) == "org" || string(behind) == "edu"
		}
		dot := bytes.IndexByte(behind, '.')
		return dot > 0 && dot+1 < len(behind) && lex.IsLetter(behind[dot+1]) && len(before) > at+2
	}
	if a == '.' {
		return false
	}
	k := bytes.IndexByte(behind, '@')
	return k > 0 && bytes.IndexByte(behind[k:], '.') > 1 && lex.IsWord(d) && len(before) > 2 && bytes.ContainsAny(before, "._0123456789") && bytes.IndexByte(before, '@') < 0
}

// dividesWords reports a date or a street that is broken at a blank, and a British postcode: "born on 12 March⏎1984", "at 14 Mill⏎Lane, Frome BA11⏎4QQ".
func dividesWords(b []byte, end, next int) bool {
	if end < 2 || next+3 > len(b) || !lex.IsUpper(b[next]) && !lex.IsDigit(b[next]) || !lex.IsWord(b[end-1]) || keyed(b[next:]) {
		return false
	}
	start := end
	for n := 0; n < wrapWords && start > 0 && end-start < wrapRun; n++ {
		k := start
		for k > 0 && (lex.IsWord(b[k-1]) || b[k-1] == '-' || b[k-1] == '\'') {
			k--
		}
		switch w := b[k:start]; {
		case len(w) == 0 || k < 2 || b[k-1] != ' ' || !lex.IsWord(b[k-2]) && b[k-2] != ',':
			return false
		case lex.IsDigit(w[0]):
			before := b[max(0, k-wrapRun) : k-1]
			small := before[bytes.LastIndexAny(before, " \n")+1:]
			return len(w) < 5 && lex.IsLetter(b[k-2]) && (n > 0 || !lex.IsDigit(b[next]) && small[0]-'a' < 26) && !celled(b[next:])
		case !lex.IsUpper(w[0]):
			return false
		case n == 0 && lex.IsDigit(w[len(w)-1]):
			return len(w) < 5 && lex.IsDigit(b[next]) && lex.IsUpper(b[next+1]) && lex.IsUpper(b[next+2])
		}
		start = k - 1
	}
	return false
}

// celled reports whether b begins with a word and the mark of a field, as in "PLZ;1080".
func celled(b []byte) bool {
	n := 0
	for n < len(b) && lex.IsWord(b[n]) {
		n++
	}
	return n < len(b) && (b[n] == ';' || b[n] == '\t' || b[n] == '|')
}

// dividesName reports a capitalised word behind another that is broken by a hyphen: "by Katharina Vo-⏎gel".
func dividesName(b []byte, end, next int) bool {
	if end < 2 || b[end-1] != '-' || next == len(b) || b[next]-'a' >= 26 {
		return false
	}
	for n, k := 0, end-1; n < 2; n++ {
		start := k
		for start > 0 && lex.IsWord(b[start-1]) {
			start--
		}
		if start == k || !lex.IsUpper(b[start]) || start == 0 || b[start-1] != ' ' {
			return false
		}
		if k = start - 1; k > 0 && b[k-1] == '.' {
			k--
		}
	}
	return true
}

// join fills the normaliser with b[lo:hi) without the break at p and the hyphen of a name; between words a blank takes its place.
func (z *normaliser) join(b []byte, lo, p, hi int) {
	z.text, z.origin, z.origEnd = z.text[:0], z.origin[:0], z.origEnd[:0]
	end, next := lineEnd(b, p), carried(b, p)
	hyphen := dividesName(b, end, next)
	if hyphen {
		end--
	}
	for i := lo; i < hi; i++ {
		switch {
		case i == p && !hyphen && lex.IsWord(b[end-1]) && next < len(b) && lex.IsWord(b[next]):
			z.rune(' ', end, next)
		case i < end || i >= next:
			z.text, z.origin, z.origEnd = append(z.text, b[i]), append(z.origin, int32(i)), append(z.origEnd, int32(i+1))
		}
	}
}
