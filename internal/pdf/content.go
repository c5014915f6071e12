package pdf

import (
	"bytes"
	"math"
	"reflect"
	"strconv"
)

// matrix is [a b c d e f] of ISO 32000 section 8.3.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul returns m applied before n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// glyph is a shown character: its baseline from (x, y) to (x2, y2) in the page's space.
type glyph struct {
	text         string
	x, y, x2, y2 float64
	size         float64 // height of the font there
}

// graphics is the state that q and Q keep.
type graphics struct {
	ctm                                      matrix
	font                                     *font
	size, char, word, stretch, leading, rise float64
}

// canvas takes what is drawn on a page.
type canvas struct {
	f      *file
	page   int
	fonts  map[any]*font
	glyphs []glyph
	blind  int // characters without meaning in a row
	blinds bool
	dark   int // characters without meaning in all
	images bool
	drawn  map[*stream]bool // patterns and masks, which are drawn once
	marked []marked
}

// run draws operators.
func (c *canvas) run(b []byte, resources dict, g graphics, depth int) {
	p := parser{b: b, plain: true}
	var args []any
	var kept []graphics
	tm, line := identity, identity
	num := func(i int) float64 {
		if i < len(args) {
			n, _ := args[i].(float64)
			return n
		}
		return 0
	}
	last := func(back int) any {
		if len(args) < back {
			return nil
		}
		return args[len(args)-back]
	}
	move := func(x, y float64) {
		line = matrix{1, 0, 0, 1, x, y}.mul(line)
		tm = line
	}
	show := func(o any) {
		if s, ok := o.(text); ok {
			c.show(string(s), &g, &tm)
		}
	}
	for {
		o, ok := p.object(0)
		if !ok {
			return
		}
		op, is := o.(keyword)
		if !is {
			if len(args) < 64 {
				args = append(args, o)
			}
			continue
		}
		c.f.step(1)
		switch op {
		case "q":
			if len(kept) < 1<<12 {
				kept = append(kept, g)
			}
		case "Q":
			if n := len(kept); n > 0 {
				g, kept = kept[n-1], kept[:n-1]
			}
		case "cm":
			g.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(g.ctm)
		case "BT":
			tm, line = identity, identity
		case "Tf":
			n, _ := last(2).(name)
			g.size, _ = last(1).(float64)
			g.font = c.font(resources, n)
		case "Tc":
			g.char = num(0)
		case "Tw":
			g.word = num(0)
		case "Tz":
			g.stretch = num(0) / 100
		case "TL":
			g.leading = num(0)
		case "Ts":
			g.rise = num(0)
		case "Td":
			move(num(0), num(1))
		case "TD":
			g.leading = -num(1)
			move(num(0), num(1))
		case "Tm":
			line = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			tm = line
		case "T*":
			move(0, -g.leading)
		case "Tj":
			show(last(1))
		case "'":
			move(0, -g.leading)
			show(last(1))
		case "\"":
			g.word, g.char = num(0), num(1)
			move(0, -g.leading)
			show(last(1))
		case "TJ":
			a, _ := last(1).(array)
			for _, o := range a {
				if n, ok := o.(float64); ok {
					tm = matrix{1, 0, 0, 1, -n / 1000 * g.size * g.stretch, 0}.mul(tm)
					continue
				}
				show(o)
			}
		case "Do":
			n, _ := last(1).(name)
			o := c.f.value(c.f.dict(resources["XObject"])[n])
			if o == nil {
				c.note("missing drawing")
			}
			c.do(o, resources, g, depth)
		case "scn", "SCN":
			if n, ok := last(1).(name); ok {
				c.once(c.f.dict(resources["Pattern"])[n], resources, g, depth)
			}
		case "gs":
			n, _ := last(1).(name)
			c.once(c.f.dict(c.f.dict(c.f.dict(resources["ExtGState"])[n])["SMask"])["G"], resources, g, depth)
		case "BMC", "BDC":
			o := last(1)
			if n, ok := o.(name); ok {
				o = c.f.dict(resources["Properties"])[n]
			}
			c.mark(c.f.dict(o))
		case "EMC":
			c.unmark()
		case "BI":
			c.images = true
			skipImage(&p)
		}
		args = args[:0]
	}
}

// skipImage moves p behind an inline image.
func skipImage(p *parser) {
	k := bytes.Index(p.b[p.i:], []byte("ID"))
	if k < 0 {
		p.i = len(p.b)
		return
	}
	for i := p.i + k + 2; ; {
		k := bytes.Index(p.b[i:], []byte("EI"))
		if k < 0 {
			p.i = len(p.b)
			return
		}
		i += k + 2
		if isSpace(p.b[i-3]) && (i >= len(p.b) || isSpace(p.b[i])) {
			p.i = i
			return
		}
	}
}

// do draws a form or notes an image.
func (c *canvas) do(o any, resources dict, g graphics, depth int) {
	s, ok := o.(*stream)
	if !ok {
		return
	}
	switch c.f.name(s.dict["Subtype"]) {
	case "Image":
		c.images = true
	case "Form":
		c.form(s, resources, g, depth)
	}
}

// once draws a tiling pattern or the group of a soft mask, the first time that it is met on the page.
func (c *canvas) once(o any, resources dict, g graphics, depth int) {
	s, ok := c.f.value(o).(*stream)
	if !ok || c.drawn[s] {
		return
	}
	if c.drawn == nil {
		c.drawn = map[*stream]bool{}
	}
	c.drawn[s] = true
	c.form(s, resources, g, depth)
}

func (c *canvas) form(s *stream, resources dict, g graphics, depth int) {
	if depth >= maxDepth {
		panic(ErrTooLarge)
	}
	c.f.step(formSteps)
	b, ok := c.f.decode(s)
	if !ok {
		c.note("a damaged drawing")
	}
	if m := c.f.array(s.dict["Matrix"]); len(m) == 6 {
		g.ctm = c.f.matrix(m).mul(g.ctm)
	}
	if own := c.f.dict(s.dict["Resources"]); own != nil {
		resources = own
	}
	c.run(b, resources, g, depth+1)
}

func (f *file) matrix(a array) (m matrix) {
	for i := range m {
		m[i] = f.num(a[i])
	}
	return m
}

func (c *canvas) note(what string) { c.f.note(what + " on page " + strconv.Itoa(c.page)) }

// maxFonts bounds the fonts that are kept.
const maxFonts = 1024

// font returns a font of the resources.
func (c *canvas) font(resources dict, n name) *font {
	all := c.f.dict(resources["Font"])
	o := all[n]
	var key any // nil is the font that is missing
	switch o := o.(type) {
	case ref:
		key = o
	case dict:
		key = reflect.ValueOf(o).Pointer()
	}
	if ft := c.fonts[key]; ft != nil {
		return ft
	}
	if len(c.fonts) == maxFonts {
		clear(c.fonts)
	}
	c.f.step(fontSteps)
	ft := c.f.font(o)
	c.fonts[key] = ft
	return ft
}

// minBlind is how many characters without meaning in a row are named: fewer are bullets and signs.
const minBlind = 3

// show shows a string at tm and moves tm behind it.
func (c *canvas) show(s string, g *graphics, tm *matrix) {
	if g.font == nil {
		c.blinds = c.blinds || len(s) > 0
		return
	}
	c.f.step(len(s))
	if len(c.glyphs)+len(s) > maxGlyphs {
		panic(ErrTooLarge)
	}
	for len(s) > 0 {
		code, n := g.font.next(s)
		s = s[n:]
		advance := (code.width*g.size + g.char) * g.stretch
		if code.space {
			advance += g.word * g.stretch
		}
		at := tm.mul(g.ctm)
		*tm = matrix{1, 0, 0, 1, advance, 0}.mul(*tm)
		if code.ok {
			c.blind = 0
		} else {
			c.blind++
			c.dark++
			c.blinds = c.blinds || c.blind >= minBlind
			code.text = "\ufffd"
		}
		if code.text == "" || code.text == "\x00" {
			continue
		}
		x, y := at[2]*g.rise+at[4], at[3]*g.rise+at[5]
		w := code.width * g.size * g.stretch
		c.glyphs = append(c.glyphs, glyph{
			text: code.text, x: x, y: y, x2: x + at[0]*w, y2: y + at[1]*w,
			size: math.Abs(g.size) * math.Hypot(at[2], at[3]),
		})
	}
}
