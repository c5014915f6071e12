package pii

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/lex"
)

// LabelSet is a compiled list of labels. It is immutable.
type LabelSet struct {
	labels []Label
	byHash lex.Dict[int32] // hash of all the words of a label
	words  int             // most words in one label
	last   *lex.Set        // last words of labels
}

// NewLabels compiles labels. A later label with the same words replaces an earlier one. Labels of several words also count as one word, as
// keys are written: "dateOfBirth".
func NewLabels(labels ...Label) *LabelSet {
	s := &LabelSet{labels: labels, last: lex.NewSet()}
	for i, l := range labels {
		h, last, n := hashWords(l.Text)
		*s.byHash.At(h) = int32(i)
		s.last.Add(last)
		s.words = max(s.words, n)
	}
	for i, l := range labels {
		if !strings.Contains(l.Text, " ") {
			continue
		}
		word := lex.HashString(strings.ReplaceAll(l.Text, " ", ""))
		if h := joinHash(0, word); s.byHash.Get(h) == nil {
			*s.byHash.At(h) = int32(i)
			s.last.Add(word)
		}
	}
	return s
}

// hashWords returns the joined hash of the words of text, the last word's hash, and their number.
func hashWords(text string) (h, last uint64, n int) {
	b := []byte(text)
	for _, t := range lex.Words(b) {
		h, last = joinHash(h, t.Hash), t.Hash
		n++
	}
	return h, last, n
}

// joinHash adds a word to the hash of the words before it.
func joinHash(h, word uint64) uint64 {
	return (h ^ word) * 0x9e3779b97f4a7c15
}

// Labels returns the labels in the order given; the result must not be changed.
func (set *LabelSet) Labels() []Label { return set.labels }
