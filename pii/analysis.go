package pii

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

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
	openers []int32 // see Segment.Openers
	nocase  bool    // text of some length without capitals
	nums    []Number
	groups  []Group
	digits  []byte
	turns   []Turn
	anchors []anchors  // of each detector
	touched []int      // detectors with anchors
	values  []labelled // scratch

	sifted  []int32 // tokens that may be wanted, counted from first
	guesses []int32 // where plan.words has them
	first   int
	word    int // the first of them that has not been looked up,
	wordAt  int // and where it begins; behind everything if there is none

	seg     Segment
	view    *analysis // of normalised views
	norm    normaliser
	found   []Finding // of the detectors that ran before, for those that need them
	results []Finding // scratch
}

// read fills the analysis for the window that an.seg describes (Text, Lo, Hi, base, field, final are set).
func (an *analysis) read(p *plan) {
	s := &an.seg
	if an.anchors == nil {
		an.anchors = make([]anchors, len(p.specs))
	}
	for _, det := range an.touched {
		an.anchors[det].n = 0
	}
	an.touched = an.touched[:0]
	an.cut(p)
	s.nocase = an.nocase
	an.turns = appendTurns(an.turns[:0], s.Text, an.tokens, an.openers)
	s.turns = an.turns
	an.nums, an.groups, an.digits = an.nums[:0], an.groups[:0], an.digits[:0]
	an.sift(p)
	an.words(p, s.Lo)
	if s.label != nil && (s.origin == nil || s.Lo == 0) {
		for _, l := range s.label.anchors {
			an.add(l.det, l.want, l.id, s.Lo, s.Lo, s.Lo)
		}
	}
	if slices.ContainsFunc(an.tokens, func(t Token) bool { return !t.Flags.AllDigits() }) {
		for _, ref := range p.tokens {
			an.add(int(ref.det), int(ref.want), 0, s.Lo, s.Hi, 0)
		}
	}
	an.bits(p)
	an.words(p, s.Hi)
	s.nums = an.nums
}

// cut classifies the window and cuts its tokens.
func (an *analysis) cut(p *plan) {
	s := &an.seg
	an.masks = p.table.Append(an.masks[:0], s.Text)
	wordsTo := min(len(s.Text), s.Hi+tokenAhead)
	an.tokens = lex.AppendTokens(an.tokens[:0], s.Text[:wordsTo], clip(an.masks, wordsTo), 0)
	s.tokens = an.tokens
	an.survey()
}

// survey makes the index of the tokens, chooses those that may open a line and says whether the text has capitals, all without a branch for each token.
func (an *analysis) survey() {
	s := &an.seg
	n := len(s.Text)/tokenStride + 1
	an.index = slices.Grow(an.index[:0], n+1)[:n+1] // one more, for tokens that end in the last stride
	clear(an.index)
	an.openers = slices.Grow(an.openers[:0], len(an.tokens)+1)[:len(an.tokens)+1]
	letters, caps, openers := 0, 0, 0
	for i := range an.tokens {
		t := &an.tokens[i]
		an.openers[openers] = int32(i)
		openers += int(uint8(t.Flags/lex.LineStart)&1 | opens[s.Text[max(t.Start, 1)-1]])
		an.index[(int(t.End)+tokenStride-1)/tokenStride] = int32(i + 1)
		letters += lettered >> (t.Flags & 7) & 1
		caps += capital >> (t.Flags & 7) & 1
	}
	last := int32(0)
	for k := range an.index {
		last = max(last, an.index[k])
		an.index[k] = last
	}
	s.index = an.index[:n]
	an.openers = an.openers[:openers]
	s.openers = an.openers
	an.nocase = letters >= 6 && caps*100 <= letters
}

// opens has a 1 for the signs that may stand between the start of a line and its first word.
var opens = [256]uint8{'[': 1, '(': 1, '<': 1, '*': 1}

// A bit for each combination of the flags FirstUpper, HasUpper and HasLower: those of words with letters, and with capitals.
const (
	lettered = 0b11111110
	capital  = 0b11101110
)

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

// bits walks the set bits of the body once, in text order: numbers, wanted bytes, dots between words, long runs. The words before each of them
// are looked up first, so that anchors are found in order.
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
			if pos > an.wordAt {
				an.words(p, pos)
			}
			if runs&bit != 0 && pos >= longEnd {
				longEnd = an.longAnchor(p, pos)
			}
			switch {
			case m.Digit&bit != 0:
				if pos >= numEnd {
					numEnd = an.cluster(p, pos)
				}
			case m.Trig&bit != 0:
				an.trigger(p, pos)
				fallthrough
			default:
				if dots && m.Dot&bit != 0 && pos > 0 && !lex.IsDigit(b[pos-1]) && pos+1 < len(b) && lex.IsWord(b[pos+1]) && lex.IsWord(b[pos-1]) {
					for _, ref := range p.dots {
						an.add(int(ref.det), int(ref.want), 0, pos, pos+1, 0)
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
		an.add(int(ref.det), int(ref.want), 0, pos, pos+1, 0)
	}
	for _, l := range p.literals[b[pos]] {
		if len(b)-pos >= len(l.text) && string(b[pos:pos+len(l.text)]) == l.text {
			an.add(int(l.ref.det), int(l.ref.want), int(l.ref.id), pos, pos+len(l.text), 0)
		}
	}
}

// cluster reads the digit cluster at pos and returns its end.
func (an *analysis) cluster(p *plan, pos int) int {
	if len(p.digits.refs) == 0 {
		return pos + 1
	}
	k := len(an.nums)
	an.nums = append(an.nums, Number{})
	n := &an.nums[k]
	an.groups, an.digits = parseNumber(n, an.seg.Text, pos, an.groups, an.digits)
	end := n.End
	if len(n.Digits) < p.digitMin {
		an.nums = an.nums[:k]
	} else {
		n.token = int32(an.seg.TokenAt(pos))
		an.number(&p.digits, n)
	}
	return end
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
		if end-start >= int(ref.min) {
			an.insert(int(ref.det), int(ref.want), 0, start, end, 0, start-1)
		}
	}
	return end
}

// labelReach is how far before a body a word or label may stand whose value lies in it, in bytes.
const labelReach = 256

// sift chooses those tokens of the body, and of the text right before it, that may be wanted words or begin labels.
func (an *analysis) sift(p *plan) {
	s := &an.seg
	from, to := s.TokenAt(max(0, s.Lo-labelReach)), s.TokenAt(s.Hi)
	if from < to && int(s.tokens[from].Start) < s.Lo-labelReach {
		from++
	}
	if to < len(s.tokens) && int(s.tokens[to].Start) < s.Hi {
		to++
	}
	an.sifted, an.first = p.words.Sift(an.sifted[:0], s.tokens[from:to]), from
	an.sieve(p)
	an.word, an.wordAt = 0, math.MaxInt
	if len(an.sifted) > 0 {
		an.wordAt = int(s.tokens[from+int(an.sifted[0])].Start)
	}
}

// words looks the sifted tokens up that begin before position to.
func (an *analysis) words(p *plan, to int) {
	ts := an.tokens
	for an.wordAt < to {
		i := an.first + int(an.sifted[an.word])
		t := &ts[i]
		if w := p.words.Guessed(an.guesses[an.word], t.Hash); w != nil {
			for k := w.wanted.from; k < w.wanted.to; k++ {
				ref := &p.wanted[k]
				an.add(int(ref.det), int(ref.want), int(ref.id), int(t.Start), int(t.End), 0)
			}
			if w.spellings.from < w.spellings.to {
				an.labels(p, i, w, t.Hash)
			}
		} else if t.Flags&(lex.HasUpper|lex.HasLower) == lex.HasUpper|lex.HasLower {
			an.owned(p, i)
		}
		an.wordAt = math.MaxInt
		if an.word++; an.word < len(an.sifted) {
			an.wordAt = int(ts[an.first+int(an.sifted[an.word])].Start)
		}
	}
}
