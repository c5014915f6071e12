package pdf

import (
	"math"
	"unicode/utf8"
)

// Columns of running text, which were drawn line by line over both.
const (
	columnLines = 4    // at least so many lines one below another
	columnWords = 14   // characters of a line, on average: less is a table's label
	columnFill  = 0.55 // of the way to the second column that lines of the first one fill
)

// columns brings running text in two columns into the order of reading, where its lines were drawn across. Rows of tables stay: their cells
// are short, and a label belongs to the value beside it.
func columns(segs []segment) []segment {
	out := make([]segment, 0, len(segs))
	for i := 0; i < len(segs); {
		n, are := acrossColumns(segs[i:])
		if !are {
			n = max(1, n/4*2) // the end of what stands in pairs may still be columns
			out = append(out, segs[i:i+n]...)
			i += n
			continue
		}
		for side := range 2 {
			for k := i + side; k < i+n; k += 2 {
				out = append(out, segs[k])
			}
		}
		i += n
	}
	return out
}

// acrossColumns returns how many of the segments stand in pairs, and whether these are lines of two columns.
func acrossColumns(segs []segment) (n int, are bool) {
	if len(segs) < 2*columnLines {
		return 0, false
	}
	left, right := segs[0].glyphs[0], segs[1].glyphs[0]
	size := max(left.size, 0.01)
	width := (right.x - left.x) / size
	chars := [2]int{}
	filled := 0.0
	for n+1 < len(segs) {
		a, b := segs[n].glyphs[0], segs[n+1].glyphs[0]
		end := segs[n].glyphs[len(segs[n].glyphs)-1]
		if math.Abs(a.x-left.x) > size || math.Abs(b.x-right.x) > size || math.Abs(a.y-b.y) > sameLine*size || end.x2 > right.x ||
			n > 0 && (a.y >= segs[n-1].glyphs[0].y || segs[n-1].glyphs[0].y-a.y > nextPara*size) {
			break
		}
		chars[0] += segs[n].length()
		chars[1] += segs[n+1].length()
		filled += (end.x2 - a.x) / size
		n += 2
	}
	lines := n / 2
	return n, lines >= columnLines && min(chars[0], chars[1]) >= columnWords*lines && filled/float64(lines) >= columnFill*width
}

func (s segment) length() (n int) {
	for _, g := range s.glyphs {
		n += utf8.RuneCountInString(g.text)
	}
	return n
}
