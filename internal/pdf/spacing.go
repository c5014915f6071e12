package pdf

import (
	"math"
	"slices"
)

// neighbours reports whether a character goes on with the line of the one before it.
func neighbours(along, across float64) bool {
	return math.Abs(across) < sameLine && along > -0.5 && along < wideGap
}

// spacing is how the characters of a stretch of a line, up to glyph end, stand beside each other.
type spacing struct {
	end   int
	gap   float64 // that is usual between two letters of a word, in sizes of the font
	pitch float64 // from start to start, where it is the same for narrow and wide letters; 0 else
}

// fewSpaced is how many characters do not tell a way of spacing yet.
const fewSpaced = 6

// spaced looks at the stretch that begins at glyph i. Letters drawn one by one at equal steps, and letters set apart, are words all the same.
func spaced(glyphs []glyph, i int) spacing {
	j := i + 1
	var gaps, steps []float64
	for ; j < len(glyphs); j++ {
		along, across := between(glyphs[j-1], glyphs[j])
		if !neighbours(along, across) {
			break
		}
		if glyphs[j].text != " " && glyphs[j-1].text != " " {
			gaps = append(gaps, along)
			steps = append(steps, step(glyphs[j-1], glyphs[j]))
		}
	}
	way := spacing{end: j}
	if len(gaps) < fewSpaced {
		return way
	}
	slices.Sort(gaps)
	slices.Sort(steps)
	n := len(steps)
	if pitch := steps[n/2]; pitch > 0 && steps[n/10] > 0.95*pitch && steps[n*8/10] < 1.05*pitch {
		way.pitch = pitch
	} else if gap := gaps[n/4]; gap > 0.8*wordGap {
		way.gap = gap
	}
	return way
}

func step(a, b glyph) float64 {
	return math.Hypot(b.x-a.x, b.y-a.y) / max(a.size, b.size, 0.01)
}

// apart reports whether there is a blank between a and b, which stand along from each other.
func (w spacing) apart(a, b glyph, along float64) bool {
	if w.pitch > 0 {
		return along > wordGap && step(a, b) > 1.5*w.pitch
	}
	return along > w.gap+wordGap
}
