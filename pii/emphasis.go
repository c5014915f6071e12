package pii

import (
	"bytes"
	"slices"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Signs of emphasis touch what they stand around, as those of identifiers and of code do: "_Hannah Miller_", "__219-09-9984__", "card `4111…`",
// "~~Peter Novak~~". Lines that hold them are read once more without.
const (
	emphasisSigns  = "_*`~"
	maxEmphasis    = 3   // signs on a side
	emphasisReach  = 100 // bytes between them
	maxStarred     = 6   // words between "*"
	emphasisBefore = 200 // bytes before the first of such lines that are read with them
	emphasisApart  = 80  // bytes between two such lines that are read together
)

// emphasised runs the detectors on the lines that emphasise something, without its signs, and keeps what touches it.
func (sc *scan) emphasised(s *Segment) {
	sc.emphases = emphases(sc.emphases[:0], s.Text, s.Lo, s.Hi)
	for all := sc.emphases; len(all) > 0; {
		if sc.an.view == nil {
			sc.an.view = new(analysis)
		}
		v := sc.an.view
		n, hi := 1, lineAfter(s.Text, all[0].to, s.Hi)
		for ; n < len(all) && all[n].from < hi+emphasisApart; n++ {
			if all[n].to > hi {
				hi = lineAfter(s.Text, all[n].to, s.Hi)
			}
		}
		lo := max(s.Lo, all[0].from-emphasisBefore)
		lo += bytes.IndexByte(s.Text[lo:all[0].from], '\n') + 1
		v.norm.strip(s.Text, lo, hi, all[:n])
		v.seg = Segment{Text: v.norm.text, Hi: len(v.norm.text), base: s.base, origin: v.norm.origin, origEnd: v.norm.origEnd, field: s.field, label: s.label, sections: s.sections}
		v.read(sc.s.plan)
		first := len(sc.cands)
		sc.detect(v)
		kept := sc.cands[:first]
		for _, c := range sc.cands[first:] {
			if emphasises(all[:n], int(c.Start-s.base), int(c.End-s.base)) {
				kept = append(kept, c)
			}
		}
		sc.cands = kept
		all = all[n:]
	}
}

// emphasis is a stretch of text between signs of emphasis, signs included, so many on each side.
type emphasis struct{ from, to, signs int }

// emphasises reports whether one of the stretches, which are in order, meets [from, to).
func emphasises(all []emphasis, from, to int) bool {
	k, _ := slices.BinarySearchFunc(all, from-emphasisReach-2*maxEmphasis, func(e emphasis, at int) int { return e.from - at })
	for ; k < len(all) && all[k].from < to; k++ {
		if all[k].to > from {
			return true
		}
	}
	return false
}

// emphases appends what is emphasised in b[lo:hi), in order.
func emphases(dst []emphasis, b []byte, lo, hi int) []emphasis {
	for _, sign := range []byte(emphasisSigns) {
		for p := lo; p < hi; p++ {
			k := bytes.IndexByte(b[p:hi], sign)
			if k < 0 {
				break
			}
			p += k
			n := 1
			for p+n < hi && isEmphasis(b[p+n]) {
				n++
			}
			if end := emphasisEnd(b, p, p+n, hi); end > 0 {
				dst = append(dst, emphasis{p, end, n})
			}
			p += n
		}
	}
	slices.SortFunc(dst, func(a, b emphasis) int { return a.from - b.from })
	return dst
}

func isEmphasis(c byte) bool { return c == '_' || c == '*' || c == '`' || c == '~' }

// emphasisEnd returns the end of what the signs b[p:from] emphasise, 0 if they do not. It is all between them and their mirror image on the same line:
// words of which one has a capital or a figure, a value, or a capitalised word between single signs. What reads as code or a path is none, and no words
// between backticks but those behind a label.
func emphasisEnd(b []byte, p, from, hi int) int {
	n := from - p
	if n > maxEmphasis || p > 0 && (lex.IsWord(b[p-1]) || isEmphasis(b[p-1]) || bytes.IndexByte([]byte("\\/.$"), b[p-1]) >= 0 || b[p] == '`' && b[p-1] == ':') {
		return 0
	}
	words, capitals, figures := 0, 0, false
	blank := true // the byte before is one
	for q := from; q < min(hi, from+emphasisReach); q++ {
		c := b[q]
		switch {
		case c == b[from-1] && !blank:
			for k := range n {
				if q+k == hi || b[q+k] != b[from-1-k] {
					return 0
				}
			}
			if c == '*' && (words > maxStarred || n > 1 && !figures) {
				return 0 // detectors know bold words
			}
			name := capitals > 0 && words > 1 || capitals == 1 && lex.IsUpper(b[from]) && n == 1
			if c == '`' { // names are code, but behind a label
				before := bytes.TrimRight(b[max(0, p-4):p], " ")
				name = name && words > 1 && bytes.HasSuffix(before, []byte(":"))
			}
			if end := q + n; (figures || name) && (end == len(b) || !lex.IsWord(b[end]) && !isEmphasis(b[end])) {
				return end
			}
			return 0
		case c == ' ' && words > 0, c == '(' && blank:
			blank = true
			continue
		case c < ' ' || bytes.IndexByte([]byte(" ({};=<>[]\\|"), c) >= 0 || c == ')' && !lex.IsDigit(b[q-1]):
			return 0
		case lex.IsDigit(c) || c == '@' && !blank:
			figures = true
		case lex.IsUpper(c) || c >= 0xc0:
			capitals++
		}
		if blank {
			words++
		}
		blank = false
	}
	return 0
}

// lineAfter returns the end of the line that holds p, at most hi.
func lineAfter(b []byte, p, hi int) int {
	if k := bytes.IndexByte(b[p:hi], '\n'); k >= 0 {
		return p + k + 1
	}
	return hi
}

// strip fills the normaliser with b[lo:hi) without the signs of what is emphasised.
func (z *normaliser) strip(b []byte, lo, hi int, all []emphasis) {
	z.text, z.origin, z.origEnd, z.cuts = z.text[:0], z.origin[:0], z.origEnd[:0], z.cuts[:0]
	for _, e := range all {
		z.cuts = append(z.cuts, [2]int{e.from, e.from + e.signs}, [2]int{e.to - e.signs, e.to})
	}
	slices.SortFunc(z.cuts, func(a, b [2]int) int { return a[0] - b[0] })
	for _, c := range append(z.cuts, [2]int{hi, hi}) {
		for i := lo; i < c[0]; i++ {
			z.text, z.origin, z.origEnd = append(z.text, b[i]), append(z.origin, int32(i)), append(z.origEnd, int32(i+1))
		}
		lo = c[1]
	}
}
