package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"math"
	"regexp"
	"strings"
	"sync"
)

// Document is what was read of a file.
type Document struct {
	// Text is UTF-8: the pages, each with the notes and links on it, then the fields of forms and the properties. Lines end with
	// "\n", columns on a line are apart by tabs.
	Text []byte
	// Fields tells parts of Text that are no page.
	Fields []Field
	// Pages are the offsets in Text at which pages begin.
	Pages []int
	// Unread names what could not be read: images, pages without text, files inside.
	Unread []string

	places []place
}

// Field is a note, form field or property: Text[Start:End].
type Field struct {
	Name       string
	Start, End int
}

// place is where the bytes of Text from start on stand, up to the next place; on page 0 is nowhere. There is one for each character.
type place struct {
	start, page    int32
	x0, y0, x1, y1 float32
}

func (p place) box() Box {
	return Box{int(p.page), float64(p.x0), float64(p.y0), float64(p.x1), float64(p.y1)}
}

// Read reads a file. It does not change b. Its errors are ErrNotPDF, ErrEncrypted and ErrTooLarge.
func Read(b []byte) (d *Document, err error) {
	defer func() {
		if e := recover(); e != nil {
			if e, ok := e.(error); ok && errors.Is(e, ErrTooLarge) {
				d, err = nil, ErrTooLarge
				return
			}
			panic(e)
		}
	}()
	f, err := open(b)
	if err != nil {
		return nil, err
	}
	d = &Document{}
	r := reader{f: f, d: d, fonts: map[any]*font{}, seen: map[ref]bool{}}
	root := f.dict(f.trailer["Root"])
	if root == nil {
		for n := range f.at { // a file without a trailer
			if c := f.dict(ref(n)); c["Type"] == name("Catalog") {
				root = c
			}
		}
	}
	r.pages(root["Pages"], dict{}, 0)
	if len(d.Pages) == 0 {
		f.note("pages")
	}
	if n := f.num(f.dict(root["Pages"])["Count"]); n > float64(len(d.Pages)) {
		f.note("pages")
	}
	r.form(root["AcroForm"])
	r.bookmarks(root["Outlines"])
	r.alternatives(root["StructTreeRoot"])
	r.properties()
	r.metadata(root["Metadata"])
	if names := f.dict(root["Names"]); f.dict(names["EmbeddedFiles"]) != nil || root["AF"] != nil {
		f.note("files inside")
	}
	d.Unread = f.notes
	return d, nil
}

// Boxes returns where Text[start:end] stands, one box for each line; none for what is on no page.
func (d *Document) Boxes(start, end int) []Box {
	var out []Box
	i := len(d.places)
	for lo := 0; lo < i; {
		m := (lo + i) / 2
		if int(d.places[m].start) > start {
			i = m
		} else {
			lo = m + 1
		}
	}
	for i = max(i-1, 0); i < len(d.places) && int(d.places[i].start) < end; i++ {
		b := d.places[i].box()
		if b.Page == 0 {
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.Page == b.Page && b.Y0 < last.Y1 && b.Y1 > last.Y0 && b.X0 >= last.X0 {
				*last = Box{b.Page, last.X0, min(last.Y0, b.Y0), max(last.X1, b.X1), max(last.Y1, b.Y1)}
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// reader fills a document.
type reader struct {
	f     *file
	d     *Document
	fonts map[any]*font
	seen  map[ref]bool
}

// pages adds the pages below a node; what nodes hand down is in from.
func (r *reader) pages(o any, from dict, depth int) {
	if n, ok := o.(ref); ok {
		if r.seen[n] {
			return
		}
		r.seen[n] = true
	}
	r.f.step(1)
	d := r.f.dict(o)
	if d == nil || depth > maxDepth {
		r.f.note("a page that is missing")
		return
	}
	own := dict{}
	for _, k := range []name{"Resources", "MediaBox"} {
		if own[k] = from[k]; d[k] != nil {
			own[k] = d[k]
		}
	}
	if kids := r.f.array(d["Kids"]); kids != nil {
		r.f.step(len(kids))
		for _, k := range kids {
			r.pages(k, own, depth+1)
		}
		return
	}
	if len(r.d.Pages) >= maxPages {
		panic(ErrTooLarge)
	}
	r.page(d, own)
}

func (r *reader) page(d, own dict) {
	r.end("\n")
	r.d.Pages = append(r.d.Pages, len(r.d.Text))
	c := &canvas{f: r.f, page: len(r.d.Pages), fonts: r.fonts}
	var ops []byte
	for _, o := range r.f.list(d["Contents"]) {
		r.f.step(listSteps)
		s, ok := r.f.value(o).(*stream)
		if !ok {
			c.note("damaged contents")
			continue
		}
		b, ok := r.f.decode(s)
		if !ok {
			c.note("damaged contents")
		}
		ops = append(append(ops, b...), '\n')
	}
	ctm := identity
	if box := r.f.array(own["MediaBox"]); len(box) == 4 {
		ctm[4], ctm[5] = -min(r.f.num(box[0]), r.f.num(box[2])), -min(r.f.num(box[1]), r.f.num(box[3]))
	}
	c.run(ops, r.f.dict(own["Resources"]), graphics{ctm: ctm, stretch: 1}, 0)
	r.appearances(d, c, ctm)
	layout(c.glyphs, func(s string, g *glyph) { r.add(s, g, c.page) })
	switch {
	case len(c.glyphs) == 0:
		r.f.note(fmt.Sprintf("page %d without text", c.page))
	case c.blinds, c.dark > 1 && c.dark*10 > len(c.glyphs):
		c.note("characters without meaning")
	}
	if c.images {
		c.note("image")
	}
	r.end("\n")
	r.notes(d, c)
}

// add adds text that stands at g, or nowhere.
func (r *reader) add(s string, g *glyph, page int) {
	p := place{start: int32(len(r.d.Text))}
	if g != nil {
		dx, dy := g.x2-g.x, g.y2-g.y
		n := math.Hypot(dx, dy)
		if n == 0 {
			dx, n = 1, 1
		}
		ux, uy := -dy/n*g.size, dx/n*g.size // up from the baseline
		xs := [4]float64{g.x - 0.25*ux, g.x + 0.8*ux, g.x2 - 0.25*ux, g.x2 + 0.8*ux}
		ys := [4]float64{g.y - 0.25*uy, g.y + 0.8*uy, g.y2 - 0.25*uy, g.y2 + 0.8*uy}
		p.page = int32(page)
		p.x0, p.x1 = float32(min(xs[0], xs[1], xs[2], xs[3])), float32(max(xs[0], xs[1], xs[2], xs[3]))
		p.y0, p.y1 = float32(min(ys[0], ys[1], ys[2], ys[3])), float32(max(ys[0], ys[1], ys[2], ys[3]))
	}
	r.f.took(len(s))
	r.d.places = append(r.d.places, p)
	r.d.Text = append(r.d.Text, strings.ToValidUTF8(s, "\ufffd")...)
}

// end ends a line.
func (r *reader) end(s string) {
	if n := len(r.d.Text); n > 0 && r.d.Text[n-1] != '\n' {
		r.add(s, nil, 0)
	}
}

// field adds text that is no page, if it is any.
func (r *reader) field(label string, o any) { r.labelled(label, false, o) }

// labelled is field; shown says that the label is text as well.
func (r *reader) labelled(label string, shown bool, o any) {
	var s text
	switch o := r.f.value(o).(type) {
	case text:
		s = o
	case *stream:
		b, ok := r.f.decode(o)
		if !ok {
			r.f.note("a damaged text outside of pages")
		}
		s = text(b)
	case array:
		r.f.step(listSteps * len(o))
		for _, x := range o {
			if s, ok := r.f.value(x).(text); ok {
				r.labelled(label, shown, s)
			}
		}
		return
	}
	if len(s) > maxFieldText {
		r.f.note("a long text outside of pages")
		return
	}
	if len(s) == 0 {
		return
	}
	r.f.took(len(s) + len(label))
	r.end("\n")
	if shown {
		r.add(label+": ", nil, 0)
	}
	start := len(r.d.Text)
	r.add(textString(s), nil, 0)
	r.d.Fields = append(r.d.Fields, Field{label, start, len(r.d.Text)})
	r.end("\n")
}

// properties adds what the file says of itself, each after its name: a line "anonymous" at a text's end would tell nobody what it is.
func (r *reader) properties() {
	info := r.f.dict(r.f.trailer["Info"])
	for _, k := range []name{"Title", "Author", "Subject", "Keywords", "Creator"} {
		r.labelled(strings.ToLower(string(k)), true, info[k])
	}
}

// bookmarks adds the titles of an outline.
func (r *reader) bookmarks(o any) {
	seen := visited{}
	var walk func(o any, depth int)
	walk = func(o any, depth int) {
		for o != nil && depth < maxDepth {
			if seen.again(o) {
				return
			}
			r.f.step(1)
			d := r.f.dict(o)
			r.field("bookmark", d["Title"])
			walk(d["First"], depth+1)
			o = d["Next"]
		}
	}
	walk(r.f.dict(o)["First"], 0)
}

// maxMetadata is how many values of metadata are read.
const maxMetadata = 100

// metadata adds what the file's XMP (ISO 16684-1) says of people, if its properties did not say the same.
func (r *reader) metadata(o any) {
	s, ok := r.f.value(o).(*stream)
	if !ok {
		return
	}
	b, ok := r.f.decode(s)
	if !ok {
		r.f.note("damaged metadata")
		return
	}
	said := 0
	for _, m := range telling().FindAllSubmatch(b, maxMetadata) {
		for value := range bytes.FieldsFuncSeq(m[2], func(c rune) bool { return c == '<' }) {
			if k := bytes.IndexByte(value, '>'); k >= 0 {
				value = value[k+1:]
			}
			s := html.UnescapeString(string(bytes.TrimSpace(value)))
			if s == "" {
				continue
			}
			if said++; said > maxMetadata {
				r.f.note("more metadata")
				return
			}
			if !bytes.Contains(r.d.Text, []byte(s)) {
				r.labelled(string(m[1]), true, text("\xef\xbb\xbf"+s))
			}
		}
	}
}

// telling matches the elements of XMP in which people write, with their content.
var telling = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)<(?:dc|pdfx?|photoshop|xmprights|iptc4xmpcore|plus):(creator|contributor|title|description|subject|rights|owner|author|keywords|headline|captionwriter|authorsposition|credit)(?:\s[^>]*)?>(.*?)</(?:dc|pdfx?|photoshop|xmprights|iptc4xmpcore|plus):(?:creator|contributor|title|description|subject|rights|owner|author|keywords|headline|captionwriter|authorsposition|credit)\s*>`)
})
