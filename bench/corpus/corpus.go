// Package corpus makes the fixed text that speed is measured on: transcripts, CVs, notes, JSONL, logs and text in many scripts, with
// invented personal data at the densities of everyday files. The same seed gives the same bytes on every machine.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Kind is one part of the corpus.
type Kind struct {
	Name    string
	Share   int // thousandths of the mixed corpus
	Density int // bytes of text for each inserted entity
	write   func(w *writer)
}

// Kinds are the parts of the corpus, in the order of the mix.
var Kinds = []Kind{
	{"transcripts", 352, 486, transcript}, {"cvs", 135, 178, cv}, {"notes", 189, 153, note},
	{"jsonl", 162, 137, record}, {"logs", 108, 250, logLine}, {"multi", 54, 348, multi},
}

// Text is a part of the corpus with the number of entities inserted, by type.
type Text struct {
	Bytes    []byte
	Entities map[string]int
}

// Total returns the number of inserted entities.
func (t Text) Total() (n int) {
	for _, c := range t.Entities {
		n += c
	}
	return n
}

type writer struct {
	r    *rand.Rand
	b    strings.Builder
	n    map[string]int
	sum  int
	base int // the kind's density
}

// Make returns about size bytes of one kind.
func Make(k Kind, seed uint64, size int) Text {
	w := &writer{r: rand.New(rand.NewPCG(seed, uint64(len(k.Name)))), n: map[string]int{}, base: k.Density}
	for w.b.Len() < size {
		k.write(w)
	}
	return Text{[]byte(w.b.String()), w.n}
}

// Mix returns about size bytes of all kinds in their shares, shuffled in pieces of 64 KiB.
func Mix(seed uint64, size int) Text {
	out := Text{Entities: map[string]int{}}
	var pieces [][]byte
	for _, k := range Kinds {
		for left, n := size*k.Share/1000, uint64(0); left > 0; left, n = left-64<<10, n+1 {
			t := Make(k, seed+n*1000, min(left, 64<<10))
			pieces = append(pieces, t.Bytes)
			for typ, c := range t.Entities {
				out.Entities[typ] += c
			}
		}
	}
	r := rand.New(rand.NewPCG(seed, 99))
	r.Shuffle(len(pieces), func(i, j int) { pieces[i], pieces[j] = pieces[j], pieces[i] })
	for _, p := range pieces {
		out.Bytes = append(out.Bytes, p...)
	}
	return out
}

func (w *writer) pick(s []string) string { return s[w.r.IntN(len(s))] }

func (w *writer) printf(format string, a ...any) { fmt.Fprintf(&w.b, format, a...) }

// due reports whether the text written so far has room for another entity at the kind's density.
func (w *writer) due() bool { return w.b.Len() > w.sum*w.base+w.r.IntN(w.base) }

// entity writes one invented value of the given type.
func (w *writer) entity(typ string) string {
	w.n[typ]++
	w.sum++
	return values[typ](w)
}

// sentence returns 6 to 18 words of filler from a vocabulary.
func (w *writer) sentence(words []string) string {
	n := 6 + w.r.IntN(13)
	out := make([]string, n)
	for i := range out {
		// squaring the die makes some words as frequent as function words are
		x := w.r.Float64()
		out[i] = words[int(x*x*float64(len(words)))]
	}
	s := strings.Join(out, " ")
	return s
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-32) + s[1:]
}
