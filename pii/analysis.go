package pii

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"

	"github.com/lethe-pii/lethe/internal/lex"
)

// longRun is the shortest run of word bytes that can lie in an OnLong run.
const longRun = 12

// tokenAhead is how far behind the body's end tokens are cut, in bytes.
const tokenAhead = 512

// analysis is the shared reading of one window: classes, tokens, numbers, turns and the anchors of every detector. It is reused
// from window to window.
type analysis struct {
	masks   []lex.Masks
	tokens  []Token
	index   []int32
	nums    []Number
	groups  []Group
	digits  []byte
	turns   []Turn
	anchors [][]Anchor
	touched []int // detectors with anchors
	second  []int // where the anchors found in words begin, behind those found in bytes
	merged  []Anchor
	hashes  []uint64 // scratch

	seg     Segment
	view    *analysis // of normalised views
	norm    normaliser
	found   []Finding // of the detectors that ran before, for those that need them
	results []Finding // scratch
}

func (an *analysis) add(det int, a Anchor) {
	if len(an.anchors[det]) == 0 {
		an.touched = append(an.touched, det)
	}
	an.anchors[det] = append(an.anchors[det], a)
}

// read fills the analysis for the window that an.seg describes (Text, Lo, Hi, base, field, final are set).
func (an *analysis) read(p *plan) {
	s := &an.seg
	if an.anchors == nil {
		an.anchors, an.second = make([][]Anchor, len(p.specs)), make([]int, len(p.specs))
	}
	for _, det := range an.touched {
		an.anchors[det], an.second[det] = an.anchors[det][:0], 0
	}
	an.touched = an.touched[:0]
	an.cut(p)
	s.nocase = noCase(an.tokens)
	an.turns = appendTurns(an.turns[:0], s.Text, an.tokens)
	s.turns = an.turns
	if s.label != nil && (s.origin == nil || s.Lo == 0) {
		for _, l := range s.label.anchors {
			an.add(l.det, Anchor{Start: s.Lo, End: s.Lo, Want: l.want, ID: l.id, Value: s.Lo})
		}
	}
	an.nums, an.groups, an.digits = an.nums[:0], an.groups[:0], an.digits[:0]
	if slices.ContainsFunc(an.tokens, func(t Token) bool { return !t.Flags.AllDigits() }) {
		for _, ref := range p.tokens {
			an.add(ref.det, Anchor{Start: s.Lo, End: s.Hi, Want: ref.want})
		}
	}
	an.bits(p)
	for _, det := range an.touched {
		an.second[det] = len(an.anchors[det])
	}
	an.words(p)
	s.nums = an.nums
	for _, det := range an.touched {
		an.merge(det, an.second[det])
	}
}

// merge brings the anchors of a detector into text order: each of the two runs is in order but for anchors that reach back a little,
// such as a number's sign or the start of a long run.
func (an *analysis) merge(det, k int) {
	all := an.anchors[det]
	straighten(all[:k])
	straighten(all[k:])
	if k == 0 || k == len(all) || all[k-1].Start <= all[k].Start {
		return
	}
	a := append(an.merged[:0], all[:k]...)
	an.merged = a
	b, out := all[k:], all[:0]
	for len(a) > 0 && len(b) > 0 {
		if a[0].Start <= b[0].Start {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	copy(all[len(out):], a) // what is left of b is in its place
}

// straighten is an insertion sort of anchors that are almost in order.
func straighten(as []Anchor) {
	for i := 1; i < len(as); i++ {
		for j := i; j > 0 && as[j].Start < as[j-1].Start && i-j < 8; j-- {
			as[j], as[j-1] = as[j-1], as[j]
		}
	}
}

// cut classifies the window and cuts its tokens.
func (an *analysis) cut(p *plan) {
	s := &an.seg
	an.masks = p.table.Append(an.masks[:0], s.Text)
	wordsTo := min(len(s.Text), s.Hi+tokenAhead)
	an.tokens = lex.AppendTokens(an.tokens[:0], s.Text[:wordsTo], clip(an.masks, wordsTo), 0)
	s.tokens = an.tokens
	an.index = an.index[:0]
	t := 0
	for at := 0; at <= len(s.Text); at += tokenStride {
		for t < len(an.tokens) && int(an.tokens[t].End) <= at {
			t++
		}
		an.index = append(an.index, int32(t))
	}
	s.index = an.index
}

// need collects the findings of types among cs, sorted by start.
func (an *analysis) need(cs []cand, types []Type) {
	an.found = an.found[:0]
	for i := range cs {
		if slices.Contains(types, cs[i].Type) {
			an.found = append(an.found, cs[i].Finding)
		}
	}
	slices.SortFunc(an.found, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
}

// clip returns the masks of the first n bytes. The last block keeps its bits past n only if the text goes on there, so they are
// cleared in place; nothing past n is read as words afterwards, and the other classes are read up to Hi only.
func clip(ms []lex.Masks, n int) []lex.Masks {
	k := (n + 63) / 64
	if n%64 != 0 && k <= len(ms) {
		ms[k-1].Word &= 1<<(n%64) - 1
	}
	return ms[:k]
}

// bits walks the set bits of the body once, in text order: numbers, wanted bytes, dots between words, long runs.
func (an *analysis) bits(p *plan) {
	s := &an.seg
	b := s.Text
	var carryD, carryW uint64
	if s.Lo > 0 {
		// blocks begin at the window's start, so carries come from the block before the body's
		k := s.Lo / 64
		if k > 0 {
			carryD, carryW = an.masks[k-1].Digit>>63, an.masks[k-1].Word>>63
		}
	}
	numEnd, longEnd := 0, 0
	dots, long := len(p.dots) > 0, len(p.long) > 0
	for k := s.Lo / 64; k*64 < s.Hi; k++ {
		m := &an.masks[k]
		var next uint64
		if k+1 < len(an.masks) {
			next = an.masks[k+1].Word
		}
		t := m.Trig | m.Digit&^(m.Digit<<1|carryD)
		if dots {
			t |= m.Dot & (m.Word<<1 | carryW) & (m.Word>>1 | next<<63)
		}
		runs := uint64(0)
		if long {
			runs = longStarts(m.Word, next, carryW)
			t |= runs
		}
		carryD, carryW = m.Digit>>63, m.Word>>63
		if k*64 < s.Lo {
			t &^= 1<<(s.Lo-k*64) - 1
		}
		if s.Hi-k*64 < 64 {
			t &= 1<<(s.Hi-k*64) - 1
		}
		for ; t != 0; t &= t - 1 {
			i := bits.TrailingZeros64(t)
			pos := k*64 + i
			bit := uint64(1) << i
			if runs&bit != 0 && pos >= longEnd {
				longEnd = an.longAnchor(p, pos)
			}
			switch {
			case m.Digit&bit != 0:
				if pos >= numEnd {
					numEnd = an.number(p, pos)
				}
			case m.Trig&bit != 0:
				an.trigger(p, pos)
				fallthrough
			default:
				if dots && m.Dot&bit != 0 && pos > 0 && !lex.IsDigit(b[pos-1]) && pos+1 < len(b) && lex.IsWord(b[pos+1]) && lex.IsWord(b[pos-1]) {
					for _, ref := range p.dots {
						an.add(ref.det, Anchor{Start: pos, End: pos + 1, Want: ref.want})
					}
				}
			}
		}
	}
}

// longStarts returns the starts of word runs of longRun bytes or more; next is the following block.
func longStarts(w, next, carry uint64) uint64 {
	y, z := w, next
	shift := func(n int) { y, z = y&(y>>n|z<<(64-n)), z&(z>>n) }
	shift(1)
	shift(2)
	shift(4) // runs of 8
	shift(longRun - 8)
	return w &^ (w<<1 | carry) & y
}

func (an *analysis) trigger(p *plan, pos int) {
	b := an.seg.Text
	for _, ref := range p.bytes[b[pos]] {
		an.add(ref.det, Anchor{Start: pos, End: pos + 1, Want: ref.want})
	}
	for _, l := range p.literals[b[pos]] {
		if len(b)-pos >= len(l.text) && string(b[pos:pos+len(l.text)]) == l.text {
			an.add(l.ref.det, Anchor{Start: pos, End: pos + len(l.text), Want: l.ref.want, ID: l.ref.id})
		}
	}
}

func (an *analysis) number(p *plan, pos int) int {
	var n Number
	if len(p.digits) == 0 {
		return pos + 1
	}
	n, an.groups, an.digits = parseNumber(an.seg.Text, pos, an.groups, an.digits)
	if len(n.Digits) < p.digitMin {
		return n.End
	}
	an.nums = append(an.nums, n)
	for refs, k := p.wanting(&n), 0; k < len(refs); k++ {
		if ref := &refs[k]; ref.wants(&n) {
			an.add(int(ref.det), Anchor{Start: n.Start, End: n.End, Want: int(ref.want), ID: len(an.nums) - 1})
		}
	}
	return n.End
}

func runByte(c byte) bool { return lex.IsLetter(c) || lex.IsDigit(c) || c == '_' || c == '-' }

// longAnchor extends a run of word bytes to a run of base64url bytes and returns its end.
func (an *analysis) longAnchor(p *plan, pos int) int {
	b := an.seg.Text
	start, end := pos, pos
	for start > 0 && pos-start < MaxReach && runByte(b[start-1]) {
		start--
	}
	for end < len(b) && runByte(b[end]) {
		end++
	}
	if end-start < p.longMin {
		return max(end, pos+1)
	}
	for _, ref := range p.long {
		if end-start >= ref.min {
			an.add(ref.det, Anchor{Start: start, End: end, Want: ref.want})
		}
	}
	return end
}

// labelReach is how far before a body a word or label may stand whose value lies in it, in bytes.
const labelReach = 256

// words looks each token of the body, and of the text right before it, up among the wanted words and labels.
func (an *analysis) words(p *plan) {
	if p.words.Len() == 0 {
		return
	}
	s := &an.seg
	from := max(0, s.Lo-labelReach)
	i := sort.Search(len(s.tokens), func(i int) bool { return int(s.tokens[i].Start) >= from })
	for ; i < len(s.tokens) && int(s.tokens[i].Start) < s.Hi; i++ {
		t := &s.tokens[i]
		if !p.words.MayHold(t.Hash) {
			continue
		}
		w := p.words.Get(t.Hash)
		if w == nil {
			continue
		}
		for k := range w.wanted {
			ref := &w.wanted[k]
			an.add(ref.det, Anchor{Start: int(t.Start), End: int(t.End), Want: ref.want, ID: ref.id})
		}
		if w.from < w.to {
			an.labels(s, i, p.labels[w.from:w.to])
		}
	}
}

// noCase reports text of some length without capitals.
func noCase(ts []Token) bool {
	letters, caps := 0, 0
	for i := range ts {
		f := ts[i].Flags
		if f&(lex.HasLower|lex.HasUpper|lex.FirstUpper) != 0 {
			letters++
			if f&(lex.FirstUpper|lex.HasUpper) != 0 {
				caps++
			}
		}
	}
	return letters >= 6 && caps*100 <= letters
}
