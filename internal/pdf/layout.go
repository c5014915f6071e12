package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Box is where text stands on a page, in points from its lower left corner.
type Box struct {
	Page           int // from 1
	X0, Y0, X1, Y1 float64
}

// segment is glyphs on one line without a wide gap.
type segment struct {
	glyphs []glyph
	text   []string // what stands before each glyph: nothing or a blank
}

// Gaps, in sizes of the font.
const (
	wordGap  = 0.17
	wideGap  = 1.6 // a column begins
	sameLine = 0.35
	nextPara = 1.9
)

// between measures the way from the end of a to the start of b along a's baseline and across it, in sizes of the bigger font.
func between(a, b glyph) (along, across float64) {
	dx, dy := a.x2-a.x, a.y2-a.y
	if n := math.Hypot(dx, dy); n > 0 {
		dx, dy = dx/n, dy/n
	} else {
		dx, dy = 1, 0
	}
	size := max(a.size, b.size, 0.01)
	x, y := b.x-a.x2, b.y-a.y2
	return (x*dx + y*dy) / size, (y*dx - x*dy) / size
}

// layout puts glyphs into text in the order in which they were drawn, which is the order of reading in what word processors write.
// Where much was drawn against the order of lines, segments are sorted by place.
func layout(glyphs []glyph, add func(s string, g *glyph)) {
	segs := segments(glyphs)
	if disordered(segs) {
		sortByPlace(segs)
		sorted := make([]glyph, 0, len(glyphs))
		for _, s := range segs {
			sorted = append(sorted, s.glyphs...)
		}
		segs = segments(sorted) // letters drawn one by one are words now
	}
	segs = columns(segs)
	for i, s := range segs {
		if i > 0 {
			prev := &segs[i-1]
			along, across := between(prev.glyphs[len(prev.glyphs)-1], s.glyphs[0])
			switch {
			case math.Abs(across) < sameLine && along > 0:
				add("\t", nil)
			case across < -sameLine && across > -nextPara && joined(prev.tail(), s.head()):
			case across < -nextPara || across > sameLine:
				add("\n\n", nil)
			default:
				add("\n", nil)
			}
		}
		for k := range s.glyphs {
			if s.text[k] != "" {
				add(s.text[k], nil)
			}
			add(s.glyphs[k].text, &s.glyphs[k])
		}
	}
}

func segments(glyphs []glyph) []segment {
	var segs []segment
	var way spacing
	for i, g := range glyphs {
		blank := ""
		fresh := i == 0
		if i >= way.end {
			way = spaced(glyphs, i)
		}
		if !fresh {
			along, across := between(glyphs[i-1], g)
			switch {
			case neighbours(along, across):
				if way.apart(glyphs[i-1], g, along) && !endsBlank(glyphs[i-1].text) && g.text != " " {
					blank = " "
				}
			case math.Abs(across) < 0.7 && math.Abs(along) < 0.3: // raised or lowered
			default:
				fresh = true
			}
		}
		if fresh {
			segs = append(segs, segment{})
		}
		s := &segs[len(segs)-1]
		s.glyphs = append(s.glyphs, g)
		s.text = append(s.text, blank)
	}
	return slices.DeleteFunc(segs, func(s segment) bool {
		return !slices.ContainsFunc(s.glyphs, func(g glyph) bool { return strings.TrimSpace(g.text) != "" })
	})
}

func endsBlank(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == ' ' || r == '\u00a0' || r == '\t'
}

// disordered reports whether over a quarter of the segments stand left of the one drawn before them on the same line, or far above
// it without being the top of another column.
func disordered(segs []segment) bool {
	bad := 0
	for i := 1; i < len(segs); i++ {
		a, b := segs[i-1].glyphs[0], segs[i].glyphs[0]
		size := max(a.size, b.size, 0.01)
		if dy := (b.y - a.y) / size; math.Abs(dy) < sameLine && b.x < a.x || dy > sameLine && b.x <= a.x {
			bad++
		}
	}
	return len(segs) > 4 && bad*4 > len(segs)
}

func sortByPlace(segs []segment) {
	slices.SortStableFunc(segs, func(a, b segment) int { return cmp.Compare(b.glyphs[0].y, a.glyphs[0].y) })
	for i := 0; i < len(segs); {
		j := i + 1
		for j < len(segs) && segs[i].glyphs[0].y-segs[j].glyphs[0].y < sameLine*segs[i].glyphs[0].size {
			j++
		}
		slices.SortStableFunc(segs[i:j], func(a, b segment) int { return cmp.Compare(a.glyphs[0].x, b.glyphs[0].x) })
		i = j
	}
}
