package pdf

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// font says what the codes of a string mean and how far they go.
type font struct {
	wide    bool // codes have two bytes unless spaces say otherwise
	utf16   bool // codes are UTF-16
	chars   map[int]string
	spaces  [5][]span // code lengths, from ToUnicode
	simple  *simpleEncoding
	widths  map[int]float64
	missing float64
	scale   float64 // width units to text space
	known   bool    // chars or simple were given, not guessed
}

type span struct{ lo, hi int }

// glyphCode is one code of a shown string.
type glyphCode struct {
	text  string
	width float64 // of text space, at size 1
	space bool    // a one-byte code 32: word spacing applies
	ok    bool    // text is known
}

func (f *file) font(o any) *font {
	d := f.dict(o)
	ft := &font{chars: map[int]string{}, widths: map[int]float64{}, scale: 0.001}
	if s, ok := f.value(d["ToUnicode"]).(*stream); ok {
		f.toUnicode(ft, s)
	}
	if f.name(d["Subtype"]) == "Type0" {
		f.composite(ft, d)
	} else {
		f.plainFont(ft, d)
	}
	ft.known = ft.known || len(ft.chars) > 0
	return ft
}

// composite reads a Type0 font.
func (f *file) composite(ft *font, d dict) {
	ft.wide = true
	enc := string(f.name(d["Encoding"]))
	ft.utf16 = strings.Contains(enc, "UCS2") || strings.Contains(enc, "UTF16")
	ft.known = ft.utf16
	var cid dict
	if a := f.array(d["DescendantFonts"]); len(a) > 0 {
		cid = f.dict(a[0])
	}
	ft.missing = 1000
	if cid["DW"] != nil {
		ft.missing = f.num(cid["DW"])
	}
	w := f.array(cid["W"])
	f.step(len(w))
	for i := 0; i+1 < len(w); {
		first := int(f.num(w[i]))
		if list := f.array(w[i+1]); list != nil {
			f.step(entrySteps * len(list))
			for k, v := range list {
				ft.widths[first+k] = f.num(v)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			break
		}
		last, v := int(f.num(w[i+1])), f.num(w[i+2])
		for c := first; c <= last && c < first+1<<16; c++ {
			f.step(entrySteps)
			ft.widths[c] = v
		}
		i += 3
	}
}

// plainFont reads a font with codes of one byte.
func (f *file) plainFont(ft *font, d dict) {
	base := name("StandardEncoding")
	fontName := string(f.name(d["BaseFont"]))
	desc := f.dict(d["FontDescriptor"])
	switch enc := f.value(d["Encoding"]).(type) {
	case name:
		base = enc
	case dict:
		if b := f.name(enc["BaseEncoding"]); b != "" {
			base = b
		}
	}
	symbolic := int(f.num(desc["Flags"]))&4 != 0 || strings.Contains(fontName, "Symbol") || strings.Contains(fontName, "Dingbats")
	e := namedEncoding(base)
	ft.known = !symbolic || d["Encoding"] != nil
	if file, ok := f.value(desc["FontFile"]).(*stream); ok && f.name(f.dict(d["Encoding"])["BaseEncoding"]) == "" && f.name(d["Encoding"]) == "" {
		ft.known = f.builtin(&e, file) || ft.known
	}
	code := 0
	differences, widths := f.array(f.dict(d["Encoding"])["Differences"]), f.array(d["Widths"])
	f.step(len(differences) + entrySteps*len(widths))
	for _, o := range differences {
		switch o := f.value(o).(type) {
		case float64:
			code = int(o)
		case name:
			if code >= 0 && code < 256 {
				e[code] = glyphText(string(o))
			}
			code++
		}
	}
	ft.simple = &e
	if f.name(d["Subtype"]) == "Type3" {
		if m := f.array(d["FontMatrix"]); len(m) > 0 {
			ft.scale = f.num(m[0])
		}
	}
	ft.missing = f.num(desc["MissingWidth"])
	first := int(f.num(d["FirstChar"]))
	for i, w := range widths {
		ft.widths[first+i] = f.num(w)
	}
	if len(ft.widths) == 0 { // one of the standard fonts
		for c := range 256 {
			ft.widths[c] = standardWidth(fontName, e[c])
		}
	}
}

// builtinEntry is a line of the encoding that a Type 1 font brings.
var builtinEntry = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`dup\s+([0-9]{1,3})\s*/([A-Za-z0-9._]{1,64})\s+put`)
})

// maxBuiltin is how much of a font is looked at: its encoding stands in front, in bytes.
const maxBuiltin = 32 << 10

// builtin reads the encoding in a Type 1 font; false if it has none of its own.
func (f *file) builtin(e *simpleEncoding, s *stream) bool {
	b, _ := f.decode(s)
	found := builtinEntry().FindAllSubmatch(b[:min(len(b), maxBuiltin)], -1)
	for _, m := range found {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n < 256 {
			e[n] = glyphText(string(m[2]))
		}
	}
	return len(found) > 0
}

// helvetica are the widths of Helvetica from the blank to "~".
var helvetica = [95]uint16{278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584}

// times are those of Times.
var times = [95]uint16{250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541}

// standardWidth is about the width of a character in a font that brings none.
func standardWidth(fontName, s string) float64 {
	if strings.Contains(fontName, "Courier") {
		return 600
	}
	table := &helvetica
	if strings.Contains(fontName, "Times") {
		table = &times
	}
	if len(s) > 0 && s[0] >= ' ' && s[0] <= '~' {
		return float64(table[s[0]-' '])
	}
	return 556
}

// toUnicode reads a CMap (ISO 32000 section 9.10.3).
func (f *file) toUnicode(ft *font, s *stream) {
	b, _ := f.decode(s)
	p := parser{b: b, plain: true}
	var args []any
	for {
		o, ok := p.object(0)
		if !ok {
			return
		}
		op, is := o.(keyword)
		if !is {
			if len(args) < 1<<16 {
				args = append(args, o)
			}
			continue
		}
		switch op {
		case "endcodespacerange":
			for i := 0; i+1 < len(args); i += 2 {
				lo, n, ok1 := code(args[i])
				hi, m, ok2 := code(args[i+1])
				if ok1 && ok2 && n == m && n <= 4 {
					ft.spaces[n] = append(ft.spaces[n], span{lo, hi})
				}
			}
		case "endbfchar":
			f.step(entrySteps * len(args))
			for i := 0; i+1 < len(args); i += 2 {
				c, _, ok := code(args[i])
				if to, is := args[i+1].(text); ok && is {
					ft.chars[c] = utf16BE(string(to))
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				f.charRange(ft, args[i], args[i+1], args[i+2])
			}
		}
		args = args[:0]
	}
}

func (f *file) charRange(ft *font, from, to, dst any) {
	lo, _, ok1 := code(from)
	hi, _, ok2 := code(to)
	if !ok1 || !ok2 {
		return
	}
	hi = min(hi, lo+1<<16)
	switch dst := dst.(type) {
	case array:
		f.step(entrySteps * len(dst))
		for i, o := range dst {
			if s, ok := o.(text); ok && lo+i <= hi {
				ft.chars[lo+i] = utf16BE(string(s))
			}
		}
	case text:
		b := []byte(dst)
		for c := lo; c <= hi && len(b) > 0; c++ {
			f.step(entrySteps + len(b))
			ft.chars[c] = utf16BE(string(b))
			for k := len(b) - 1; k >= 0; k-- { // the last character counts up
				if b[k]++; b[k] != 0 {
					break
				}
			}
		}
	}
}

func code(o any) (c, n int, ok bool) {
	s, ok := o.(text)
	if !ok || len(s) == 0 || len(s) > 4 {
		return 0, 0, false
	}
	for _, b := range []byte(s) {
		c = c<<8 | int(b)
	}
	return c, len(s), true
}

// next takes the first code of s.
func (ft *font) next(s string) (g glyphCode, n int) {
	n = 1
	if ft.wide {
		n = ft.length(s)
	}
	c := 0
	for _, b := range []byte(s[:n]) {
		c = c<<8 | int(b)
	}
	g.space = n == 1 && c == ' '
	if w, ok := ft.widths[c]; ok {
		g.width = w * ft.scale
	} else {
		g.width = ft.missing * ft.scale
	}
	if g.text, g.ok = ft.chars[c]; g.ok {
		return g, n
	}
	switch {
	case ft.utf16:
		g.text, g.ok = utf16BE(s[:n]), true
	case ft.simple != nil:
		g.text = ft.simple[c]
		g.ok = g.text != "" && ft.known
	}
	return g, n
}

// length returns how many bytes the first code has: two, unless the spaces of codes know another length only.
func (ft *font) length(s string) int {
	c := 0
	for n := 1; n <= 4 && n <= len(s); n++ {
		c = c<<8 | int(s[n-1])
		for _, sp := range ft.spaces[n] {
			if c >= sp.lo && c <= sp.hi {
				return n
			}
		}
	}
	return min(2, len(s))
}
