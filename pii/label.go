package pii

import (
	"bytes"
	"strings"
	"sync/atomic"

	"github.com/lethe-pii/lethe/internal/lex"
)

// LabelSet is a compiled list of labels. It is immutable.
type LabelSet struct {
	labels []Label
	hashes []labelHash // of each label
	index  atomic.Pointer[labelIndex]
}

// labelHash is a label as its words.
type labelHash struct {
	first, second, last uint64 // words
	all                 uint64 // all of them, joined
	one                 uint64 // several written as one
	words               int
}

// labelIndex finds labels by their words. It is made when a label is first looked for before a value.
type labelIndex struct {
	byHash lex.Dict[int32] // hash of all the words of a label
	last   lex.Dict[lastWord]
}

// lastWord says of the labels that end in a word how many words they have, and gives a bit for each of their hashes: most texts before a value
// that end in such a word are none of its labels.
type lastWord struct {
	words  uint8 // bit n is set if one has n words
	hashes uint64
}

func (w *lastWord) enter(words int, all uint64) {
	if words <= maxLabelWords {
		w.words |= 1 << words
	}
	w.hashes |= 1 << (all >> 58)
}

func (w *lastWord) may(words int, all uint64) bool {
	return w.words>>words&1 != 0 && w.hashes>>(all>>58)&1 != 0
}

// NewLabels compiles labels. A later label with the same words replaces an earlier one. Labels of several words also count as one word, as
// keys are written: "dateOfBirth". A label with letters beyond ASCII also counts as records write it, "strasse" and "telefono": such labels
// follow the given ones in Labels.
func NewLabels(labels ...Label) *LabelSet {
	labels = withPlain(labels)
	s := &LabelSet{labels: labels, hashes: make([]labelHash, len(labels))}
	var text []byte
	var ts []lex.Token
	for i, l := range labels {
		text = append(text[:0], l.Text...)
		ts = lex.AppendWords(ts[:0], text)
		if len(ts) == 0 {
			continue
		}
		h := labelHash{first: ts[0].Hash, last: ts[len(ts)-1].Hash, words: len(ts)}
		for _, t := range ts {
			h.all = joinHash(h.all, t.Hash)
		}
		if len(ts) > 1 {
			h.second, h.one = ts[1].Hash, lex.Hash(bytes.ReplaceAll(text, []byte(" "), nil))
		}
		s.hashes[i] = h
	}
	return s
}

// plainLetters write the letters of European languages in ASCII, German umlauts in either way.
var plainLetters = [...]*strings.Replacer{
	strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss"),
	strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "ä", "a", "ą", "a", "ç", "c", "ć", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "í", "i", "ì", "i", "î", "i", "ï", "i",
		"ł", "l", "ñ", "n", "ń", "n", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "œ", "oe", "æ", "ae", "ś", "s", "ß", "ss", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ź", "z", "ż", "z"),
}

// minPlain is the length of the shortest label that counts without its accents: "ne" is not "né".
const minPlain = 5

// withPlain adds the labels written in ASCII that are not among labels.
func withPlain(labels []Label) []Label {
	var given map[string]bool
	out := labels[:len(labels):len(labels)]
	for _, l := range labels {
		if !strings.ContainsFunc(l.Text, func(r rune) bool { return r >= 0x80 }) {
			continue
		}
		if given == nil {
			given = make(map[string]bool, len(labels))
			for _, l := range labels {
				given[l.Text] = true
			}
		}
		for _, r := range plainLetters {
			if plain := r.Replace(l.Text); !given[plain] && len(plain) >= minPlain {
				given[plain] = true
				more := l
				more.Text = plain
				out = append(out, more)
			}
		}
	}
	return out
}

// lookup returns the set's index.
func (set *LabelSet) lookup() *labelIndex {
	if x := set.index.Load(); x != nil {
		return x
	}
	x := new(labelIndex)
	x.byHash.Reserve(2 * len(set.labels))
	for i, h := range set.hashes {
		*x.byHash.At(h.all) = int32(i)
		x.last.At(h.last).enter(h.words, h.all)
	}
	for i, h := range set.hashes {
		if !strings.Contains(set.labels[i].Text, " ") {
			continue
		}
		if all := joinHash(0, h.one); x.byHash.Get(all) == nil {
			*x.byHash.At(all) = int32(i)
			x.last.At(h.one).enter(1, all)
		}
	}
	set.index.Store(x)
	return x
}

// hashWords returns the joined hash of the words of text, the last word's hash, and their number.
func hashWords(text string) (h, last uint64, n int) {
	var room [8]Token
	for _, t := range lex.AppendWords(room[:0], []byte(text)) {
		h, last = joinHash(h, t.Hash), t.Hash
		n++
	}
	return h, last, n
}

// joinHash adds a word to the hash of the words before it.
func joinHash(h, word uint64) uint64 {
	return (h ^ word) * 0x9e3779b97f4a7c15
}

// Labels returns the labels in the order given, then those that NewLabels added; the result must not be changed.
func (set *LabelSet) Labels() []Label { return set.labels }
