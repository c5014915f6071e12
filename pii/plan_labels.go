package pii

import (
	"slices"

	"github.com/lethe-pii/lethe/internal/lex"
)

// labelRef is a detector's want of a label, which is one of the spellings of the word that it begins with.
type labelRef struct {
	id        int32
	det, want int16
	spelling  int32 // in the spellings of the word
}

// spelling is what labels of one or many detectors have in common: it is looked for once.
type spelling struct {
	hash  uint64 // of all words
	words int
	bare  bool
}

// enterLabels enters the labels that are wanted under their first words. It counts them first, so that those of a word lie together.
func (p *plan) enterLabels() {
	total := 0
	p.eachLabel(func(uint64, labelRef, spelling, uint64) { total++ })
	p.words.Reserve(p.words.Len() + total)
	var firsts []uint64
	p.eachLabel(func(first uint64, _ labelRef, _ spelling, _ uint64) {
		w := p.words.At(first)
		if w.from == 0 {
			firsts = append(firsts, first)
		}
		w.from--
	})
	p.labels = make([]labelRef, total)
	spellings := make([]spelling, total) // of each of labels
	next := int32(0)
	p.eachLabel(func(first uint64, ref labelRef, s spelling, second uint64) {
		w := p.words.At(first)
		if w.from < 0 {
			n := -w.from
			w.from, w.to = next, next
			next += n
		}
		if s.words > 1 {
			w.second |= 1 << (second & 63)
		}
		p.labels[w.to], spellings[w.to] = ref, s
		w.to++
	})
	room := make([]spelling, 0, total)
	for _, first := range firsts {
		w := p.words.At(first)
		w.spellings = distinct(room[len(room):], spellings[w.from:w.to])
		room = room[:len(room)+len(w.spellings)]
		for k := w.from; k < w.to; k++ {
			for i := range w.spellings {
				if w.spellings[i] == spellings[k] {
					p.labels[k].spelling = int32(i)
					break
				}
			}
		}
	}
}

// distinct appends each of the given spellings once to dst, which is empty and has room for all, those of few words first.
func distinct(dst, each []spelling) []spelling {
next:
	for _, s := range each {
		k := len(dst)
		for k > 0 && dst[k-1].words > s.words {
			k--
		}
		for i := k; i > 0 && dst[i-1].words == s.words; i-- {
			if dst[i-1] == s {
				continue next
			}
		}
		dst = slices.Insert(dst, k, s)
	}
	return slices.Clip(dst)
}

// eachLabel calls enter for each label that is wanted, and for its words written as one ("dateofbirth"), with its first word and its second.
func (p *plan) eachLabel(enter func(first uint64, ref labelRef, s spelling, second uint64)) {
	for det, spec := range p.specs {
		for want, w := range spec.Wants {
			if w.kind != wantLabel {
				continue
			}
			for id, h := range spec.Labels.hashes {
				ref := labelRef{id: int32(id), det: int16(det), want: int16(want)}
				if h.words > 0 {
					enter(h.first, ref, spelling{h.all, h.words, spec.Labels.labels[id].Bare}, h.second)
				}
				if h.words > 1 {
					enter(h.one, ref, spelling{joinHash(0, h.one), 1, false}, 0)
				}
			}
		}
	}
}

// owned adds an anchor for the label that is left of token i, a word with capitals inside, without what says whose it is: "dateOfBirth" of
// "callerDateOfBirth".
func (an *analysis) owned(p *plan, i int) {
	t := &an.seg.tokens[i]
	for word := unowned(an.seg.Text[t.Start:t.End]); len(word) > 0; word = unowned(word) {
		h := lex.Hash(word)
		if w := p.words.Get(h); w != nil && w.from < w.to {
			an.labels(p, i, w, h)
			return
		}
	}
}

// labels adds an anchor for each of the labels that stands at token i, its first word, which is w with the given hash. The value of a spelling is
// sought once for all detectors that want it.
func (an *analysis) labels(p *plan, i int, w *wordWants, word uint64) {
	ts, text := an.seg.tokens, an.seg.Text
	n, h := 1, joinHash(0, word) // the words that hang together, and their hash
	found := false
	for k := range w.spellings {
		sp := &w.spellings[k]
		if sp.words > 1 && n == 1 && (i+1 == len(ts) || w.second>>(ts[i+1].Hash&63)&1 == 0) {
			break
		}
		for ; n < sp.words && i+n < len(ts) && wordGap(text[ts[i+n-1].End:ts[i+n].Start]); n++ {
			h = joinHash(h, ts[i+n].Hash)
		}
		if n < sp.words {
			break
		}
		if h != sp.hash {
			continue
		}
		last := i + n - 1
		value, ok := labelValue(&an.seg, last, sp.bare)
		if !ok {
			value = rowValue(text, int(ts[i].Start), int(ts[last].End))
		}
		if value == 0 {
			continue
		}
		if !found {
			found = true
			an.values = append(an.values[:0], make([]labelled, len(w.spellings))...)
		}
		an.values[k] = labelled{int(ts[last].End), value}
	}
	if !found {
		return
	}
	refs := p.labels[w.from:w.to]
	for k := range refs {
		ref := &refs[k]
		if v := &an.values[ref.spelling]; v.value > 0 {
			an.add(int(ref.det), int(ref.want), int(ref.id), int(ts[i].Start), v.end, v.value)
		}
	}
}

// labelled is the end of a label and where its value begins.
type labelled struct{ end, value int }
