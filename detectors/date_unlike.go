package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// ratio reports "3:15 ratio" and "score of 10:12".
func (r *dateReader) ratio(start, end int) bool {
	k := r.s.TokenAt(end)
	if k < len(r.ts) && int(r.ts[k].Start)-end == 1 && ratioWords[r.ts[k].Hash] {
		return true
	}
	k = r.s.TokenAt(start) - 1
	if k > 0 && r.ts[k].Hash == hashOf {
		k--
	}
	return k >= 0 && start-int(r.ts[k].End) < 6 && bytes.IndexByte(r.b[r.ts[k].End:start], '|') < 0 && ratioWords[r.ts[k].Hash]
}

var ratioWords = hashes("ratio", "scale", "odds", "score", "aspect", "split", "mix", "win", "lead", "draw", "loss", "victory", "verhältnis", "maßstab", "rapport", "proporción")

// verse reports the name of a book right before "3:16": chapter and verse, not a time.
func (r *dateReader) verse(p int) bool {
	k := r.s.TokenAt(p) - 1
	return k >= 0 && p-int(r.ts[k].End) == 1 && verseBooks()[r.ts[k].Hash]
}

var verseBooksValue lazy.Value[map[uint64]bool]

func verseBooks() map[uint64]bool { return verseBooksValue.Get(makeVerseBooks) }

func makeVerseBooks() map[uint64]bool {
	m := make(map[uint64]bool, 32)
	for _, w := range []string{"john", "matthew", "luke", "mark", "genesis", "exodus", "psalm", "psalms", "romans", "acts", "corinthians", "isaiah",
		"proverbs", "revelation", "johannes", "lukas", "matthäus", "markus", "jean", "luc", "matthieu", "juan", "lucas", "mateo", "surah"} {
		m[lex.HashString(w)] = true
	}
	return m
}
