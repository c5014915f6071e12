package pdf

import "math"

// marked is a stretch of a page that may say what its characters stand for (ISO 32000 section 14.9.4).
type marked struct {
	from   int // in glyphs
	actual string
	dark   int
	blinds bool
}

// Limits of stretches in stretches, and of what one says in bytes.
const (
	maxMarked = 1 << 10
	maxActual = 64 << 10
)

// fewActual is how many characters with a meaning of their own are replaced: ligatures, hyphens at the end of a line. More are what people see.
const fewActual = 3

// mark begins a stretch with these properties.
func (c *canvas) mark(properties dict) {
	m := marked{from: len(c.glyphs), dark: c.dark, blinds: c.blinds}
	if s, ok := c.f.value(properties["ActualText"]).(text); ok && len(s) <= maxActual {
		c.f.took(len(s))
		m.actual = textString(s)
	}
	if len(c.marked) < maxMarked {
		c.marked = append(c.marked, m)
	}
}

// unmark ends the stretch that began last. What its characters stand for takes their place if they have no meaning of their own or are few.
func (c *canvas) unmark() {
	n := len(c.marked)
	if n == 0 {
		return
	}
	m := c.marked[n-1]
	c.marked = c.marked[:n-1]
	shown := c.glyphs[min(m.from, len(c.glyphs)):]
	if m.actual == "" || len(shown) == 0 || c.dark == m.dark && (len(shown) > fewActual || math.Abs(shown[0].y-shown[len(shown)-1].y) > shown[0].size) {
		return
	}
	last := shown[len(shown)-1]
	shown[0].text, shown[0].x2, shown[0].y2 = m.actual, last.x2, last.y2
	c.glyphs = c.glyphs[:m.from+1]
	c.dark, c.blinds, c.blind = m.dark, m.blinds, 0
}
