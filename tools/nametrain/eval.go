package main

import (
	"fmt"

	"github.com/lethe-pii/lethe/internal/nametag"
)

// score counts spans of one class.
type score struct{ gold, found, exact, goldHit, foundHit int }

func (s score) String() string {
	f := func(hitFound, hitGold int) float64 {
		p, r := float64(hitFound)/float64(max(1, s.found)), float64(hitGold)/float64(s.gold)
		if p+r == 0 {
			return 0
		}
		return 2 * p * r / (p + r)
	}
	return fmt.Sprintf("gold %5d found %5d strict F1 %.3f overlap P %.3f R %.3f F1 %.3f", s.gold, s.found, f(s.exact, s.exact),
		float64(s.foundHit)/float64(max(1, s.found)), float64(s.goldHit)/float64(s.gold), f(s.foundHit, s.goldHit))
}

// score tags docs with the bare model, without the rules and the document memory that package names and the engine add.
func (t *trainer) score(m *nametag.Model, docs []doc, lowered bool, bias float32) (out [3]score) {
	tg := nametag.Tagger{Table: wordTable}
	for _, d := range docs {
		text := []byte(d.Text)
		if lowered {
			text = []byte(lower(d.Text))
		}
		var found [3][]span
		for _, s := range tg.Tag(m, t.lexicon, text, tokens(text), [3]float32{bias, 0, 0}) {
			from := s.From
			for s.Kind == nametag.Person && from+1 < s.To && tg.Words[from].IsTitle() {
				from++
			}
			found[s.Kind] = append(found[s.Kind], span{Start: int(tg.Words[from].Start), End: int(tg.Words[s.To-1].End)})
		}
		count(&out, found, d.Spans)
	}
	return out
}

// count adds one document to the scores.
func count(out *[3]score, found [3][]span, gold []span) {
	for k := range out {
		out[k].found += len(found[k])
		for _, f := range found[k] {
			for _, g := range gold {
				if kinds[g.Type] == nametag.Kind(k) && f.Start < g.End && g.Start < f.End {
					out[k].foundHit++
					break
				}
			}
		}
	}
	for _, g := range gold {
		k := kinds[g.Type]
		out[k].gold++
		hit := false
		for _, f := range found[k] {
			hit = hit || f.Start < g.End && g.Start < f.End
			if f.Start == g.Start && f.End == g.End {
				out[k].exact++
			}
		}
		if hit {
			out[k].goldHit++
		}
	}
}
