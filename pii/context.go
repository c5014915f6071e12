package pii

import "github.com/lethe-pii/lethe/internal/lex"

// contextReach is how many words on each side a context rule reads.
const contextReach = 5

type contextRule struct {
	typ   Type
	delta float32
	words lex.Set
}

func newContextRule(t Type, delta float32, words []string) contextRule {
	r := contextRule{typ: t, delta: delta}
	for _, w := range words {
		r.words.Add(lex.HashString(w))
	}
	return r
}

// applies reports whether one of the rule's words is near the bytes [start, end) of the window, on the same line.
func (r contextRule) applies(s *Segment, start, end int) bool {
	ts := s.tokens
	k := s.TokenAt(start)
	for j := k - 1; j >= 0 && j >= k-contextReach; j-- {
		if newlineIn(s.Text[ts[j].End:min(start, int(ts[j+1].Start))]) {
			break
		}
		if r.words.Has(ts[j].Hash) {
			return true
		}
	}
	k = s.TokenAt(end)
	for j := k; j < len(ts) && j < k+contextReach; j++ {
		if newlineIn(s.Text[end:ts[j].Start]) {
			break
		}
		if r.words.Has(ts[j].Hash) {
			return true
		}
		end = int(ts[j].End)
	}
	return false
}

func newlineIn(b []byte) bool {
	for _, c := range b {
		if c == '\n' {
			return true
		}
	}
	return false
}
