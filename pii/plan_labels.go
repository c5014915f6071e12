package pii

import (
	"slices"

	"github.com/lethe-pii/lethe/internal/lex"
)

// wantedWord is a detector's want of a word.
type wantedWord struct {
	hash uint64
	ref  wantRef
}

// enterWords enters the words that are wanted, those of one word together.
func (p *plan) enterWords(words []wantedWord) {
	p.words.Reserve(len(words))
	for i := range words {
		p.words.At(words[i].hash).wanted.count()
	}
	p.wanted = make([]wantRef, len(words))
	next := int32(0)
	for i := range words {
		p.wanted[p.words.At(words[i].hash).wanted.take(&next)] = words[i].ref
	}
}

// count counts one more thing that belongs to a place.
func (x *place) count() { x.from-- }

// take returns where the next thing that was counted lies; next is where the next place begins.
func (x *place) take(next *int32) int32 {
	if x.from < 0 {
		n := -x.from
		x.from, x.to = *next, *next
		*next += n
	}
	x.to++
	return x.to - 1
}

// labelRef is a detector's want of a label.
type labelRef struct {
	id        int32
	det, want int16
	order     int32 // among all labels
}

// spelling is what labels of one or many detectors have in common: it is looked for once.
type spelling struct {
	hash  uint64 // of all words
	refs  place  // in plan.labels
	words uint8
	bare  bool
}

// labelEntry is a label that is wanted, or its words written as one ("dateofbirth").
type labelEntry struct {
	word, id  int32 // the first word, in plan.words, and the label
	det, want int16
	words     uint8
	bare, one bool
}

// enterLabels enters the labels that are wanted under their first words, and what the filters need.
func (p *plan) enterLabels() {
	p.alone, p.next = lex.NewFilter(p.words.Len()), lex.NewFilter(maxNext)
	for i := range p.words.Len() {
		p.alone.Add(p.words.Hash(i))
	}
	for _, between := range [...][]string{fillerWords[:], asides[:]} {
		for _, text := range between {
			p.next.Add(lex.Words([]byte(text))[0].Hash)
		}
	}
	entries := p.labelEntries()
	byWord, next := make([]int32, len(entries)), int32(0)
	for i := range entries {
		p.words.Value(int(entries[i].word)).spellings.count()
	}
	for i := range entries {
		byWord[p.words.Value(int(entries[i].word)).spellings.take(&next)] = int32(i)
	}
	p.labels, p.spellings = make([]labelRef, 0, len(entries)), make([]spelling, 0, len(entries))
	for i := range p.words.Len() {
		w := p.words.Value(i)
		w.spellings = p.enterSpellings(entries, byWord[w.spellings.from:w.spellings.to])
		for _, s := range p.spellings[w.spellings.from:min(w.spellings.to, w.spellings.from+2)] {
			if s.bare && s.words == 1 {
				p.alone.Add(p.words.Hash(i))
			}
		}
	}
}

// maxNext is for how many words the filter of second words is made; there are fewer without detectors of one's own.
const maxNext = 4096

// labelEntries returns all labels that are wanted, in the order of detectors.
func (p *plan) labelEntries() []labelEntry {
	total := 0
	for i := range p.specs {
		if set := p.specs[i].Labels; set != nil {
			total += len(set.labels)
		}
	}
	p.words.Reserve(p.words.Len() + total)
	entries := make([]labelEntry, 0, 2*total)
	for det := range p.specs {
		for want := range p.specs[det].Wants {
			if p.specs[det].Wants[want].kind == wantLabel {
				entries = p.appendEntries(entries, p.specs[det].Labels, det, want)
			}
		}
	}
	return entries
}

func (p *plan) appendEntries(entries []labelEntry, set *LabelSet, det, want int) []labelEntry {
	first, word := uint64(0), int32(-1) // many labels in a row begin with the same word
	for id := range set.hashes {
		h := &set.hashes[id]
		if h.words == 0 {
			continue
		}
		if word < 0 || h.first != first {
			first, word = h.first, int32(p.words.Index(h.first))
		}
		e := labelEntry{word: word, id: int32(id), det: int16(det), want: int16(want), words: uint8(min(h.words, 255)), bare: set.labels[id].Bare}
		entries = append(entries, e)
		if h.words > 1 {
			p.words.Value(int(word)).second |= 1 << (h.second & 63)
			p.next.Add(h.second)
			e.word, e.words, e.bare, e.one = int32(p.words.Index(h.one)), 1, false, true
			entries = append(entries, e)
		}
	}
	return entries
}

// enterSpellings enters the labels that begin with one word, and their spellings, those of few words first. Labels of one word, which many detectors
// may have, share a spelling.
func (p *plan) enterSpellings(entries []labelEntry, of []int32) place {
	from, left := len(p.spellings), len(of)
	for words := uint8(1); left > 0; words++ {
		for _, bare := range [...]bool{false, true} {
			first := true
			for _, k := range of {
				e := &entries[k]
				if e.words != words || e.bare != bare {
					continue
				}
				if first || words > 1 {
					first = false
					h, at := &p.specs[e.det].Labels.hashes[e.id], int32(len(p.labels))
					hash := h.all
					if e.one {
						hash = joinHash(0, h.one)
					}
					p.spellings = append(p.spellings, spelling{hash, place{at, at}, words, bare})
				}
				p.labels = append(p.labels, labelRef{e.id, e.det, e.want, k})
				p.spellings[len(p.spellings)-1].refs.to++
				left--
			}
		}
	}
	return place{int32(from), int32(len(p.spellings))}
}

// sieve drops those of the sifted tokens that only begin labels and are none: a blank and a word behind a word make it no label, unless that word
// belongs to the label or stands before its value. No branch depends on the word, and the looks into the large table do not wait for each other.
func (an *analysis) sieve(p *plan) {
	ts, text := an.tokens[an.first:], an.seg.Text
	an.guesses = slices.Grow(an.guesses[:0], len(an.sifted))[:len(an.sifted)]
	n := 0
	for _, i := range an.sifted {
		h, keep := ts[i].Hash, uint64(1)
		if int(i)+1 < len(ts) {
			e := ts[i].End
			gap := uint64(text[e]^' ')<<8 | uint64((text[e+1]|0x20)-'a')
			keep = p.alone.Bit(h) | p.next.Bit(ts[i+1].Hash) | (25-gap)>>63
		}
		an.sifted[n], an.guesses[n] = i, p.words.Guess(h)
		n += int(keep)
	}
	an.sifted = an.sifted[:n]
}

// owned adds an anchor for the label that is left of token i, a word with capitals inside, without what says whose it is: "dateOfBirth" of
// "callerDateOfBirth".
func (an *analysis) owned(p *plan, i int) {
	t := &an.seg.tokens[i]
	for word := unowned(an.seg.Text[t.Start:t.End]); len(word) > 0; word = unowned(word) {
		h := lex.Hash(word)
		if w := p.words.Get(h); w != nil && w.spellings.from < w.spellings.to {
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
	found := an.values[:0]
	spellings := p.spellings[w.spellings.from:w.spellings.to]
	for k := range spellings {
		sp := &spellings[k]
		words := int(sp.words)
		if words > 1 && n == 1 && (i+1 == len(ts) || w.second>>(ts[i+1].Hash&63)&1 == 0) {
			break
		}
		for ; n < words && i+n < len(ts) && wordGap(text[ts[i+n-1].End:ts[i+n].Start]); n++ {
			h = joinHash(h, ts[i+n].Hash)
		}
		if n < words {
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
		if value > 0 {
			found = append(found, labelled{sp.refs, int(ts[last].End), value})
		}
	}
	for an.values = found; ; { // in the order of the detectors' labels
		var first *labelled
		for k := range found {
			if v := &found[k]; v.refs.from < v.refs.to && (first == nil || p.labels[v.refs.from].order < p.labels[first.refs.from].order) {
				first = v
			}
		}
		if first == nil {
			return
		}
		ref := &p.labels[first.refs.from]
		first.refs.from++
		an.add(int(ref.det), int(ref.want), int(ref.id), int(ts[i].Start), first.end, first.value)
	}
}

// labelled is a spelling that stands somewhere: its labels, its end and where its value begins.
type labelled struct {
	refs       place
	end, value int
}
