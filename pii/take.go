package pii

import (
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/internal/lex"
)

// take makes a candidate of a finding: edges, context words, threshold, allow lists. It reports false for a finding whose offsets make no
// sense: where the detector meant to point nobody knows.
func (sc *scan) take(s *Segment, f *Finding, det int) bool {
	lo, hi := s.base, s.base+int64(len(s.Text))
	bodyLo, bodyHi := lo+int64(s.Lo), lo+int64(s.Hi)
	if s.origin != nil {
		lo, hi = sc.an.seg.base, sc.an.seg.base+int64(len(sc.an.seg.Text))
		bodyLo, bodyHi = lo, hi
	}
	if f.Start > f.End || f.End < lo || f.Start > hi {
		return false
	}
	f.Start, f.End = max(f.Start, lo), min(f.End, hi)
	if f.Start >= f.End || f.Start >= bodyHi || f.End <= bodyLo && f.Start < bodyLo {
		return true
	}
	f.Start, f.End = sc.r.edges(f.Start, f.End, hi)
	f.Start = max(f.Start, sc.body.floor, sc.r.runeStart(sc.body.from-int64(sc.s.plan.behind)))
	if f.Start >= f.End {
		return true
	}
	if f.Rule == nil {
		f.Rule = sc.s.plan.unnamed[det]
	}
	if f.Kind == Unscanned {
		sc.cands = append(sc.cands, cand{Finding: *f, det: int32(det), inner: -1})
		return true
	}
	f.Kind, f.Attrs = Whole, f.Attrs&^continuedBit // what these say is the engine's to say
	base := f.Score
	start, end := 0, 0
	if len(sc.s.contexts) > 0 && s.origin == nil {
		start, end = int(f.Start-s.base), int(f.End-s.base)
		for _, c := range sc.s.contexts {
			if f.Type.Is(c.typ) && c.applies(s, start, end) {
				f.Score = min(max(f.Score+c.delta, 0), 1)
			}
		}
	}
	outcome := ""
	switch {
	case !sc.s.wanted(f.Type):
		return true
	case f.Score < sc.s.min(f.Type):
		outcome = "below the threshold"
	case len(sc.s.allow) > 0 && sc.s.allows(&sc.words, f.Type, sc.r.bytes(f.Start, f.End)):
		outcome = "on an allow list"
		sc.spared = append(sc.spared, span{f.Start, f.End})
	}
	if sc.r.trace != nil {
		sc.trace = append(sc.trace, Explanation{Finding: *f, Base: base, Outcome: outcome})
	}
	if outcome == "" {
		sc.cands = append(sc.cands, cand{Finding: *f, det: int32(det), inner: -1})
	}
	return true
}

// allows reports whether a value is on one of the allow lists.
func (s *Scanner) allows(h *hasher, t Type, value []byte) bool {
	h.hash(value)
	for _, l := range s.allow {
		if l.holds(t, value, h.words) {
			return true
		}
	}
	return false
}

// edges widens [start, end) to whole runes and takes what belongs to the last one: combining marks, joiners, and the rest of a word that
// goes on with bytes that are no UTF-8. Nothing at or after limit, the window's end, is looked at.
func (r *run) edges(start, end, limit int64) (int64, int64) {
	start = r.runeStart(start)
	if end >= limit || r.buf[end-r.base] < 0x80 {
		return start, end
	}
	b := r.bytes(r.base, limit)
	end = r.runeEnd(end, limit)
	for k := 0; k < 16 && end < limit; k++ {
		c, n := utf8.DecodeRune(b[end-r.base:])
		if !unicode.Is(unicode.Mn, c) && c != '\u200d' {
			break
		}
		end += int64(n)
	}
	if end < limit {
		if c, n := utf8.DecodeRune(b[end-r.base:]); c == utf8.RuneError && n == 1 {
			for k := 0; k < 64 && end < limit && lex.IsWord(b[end-r.base]); k++ {
				end++
			}
			end = min(r.runeEnd(end, limit), limit)
		}
	}
	return start, end
}

// runeEnd moves at forward to the end of the rune that it lies in.
func (r *run) runeEnd(at, limit int64) int64 {
	if start := r.runeStart(at); start < at {
		_, n := utf8.DecodeRune(r.bytes(start, limit))
		return start + int64(n)
	}
	return at
}
