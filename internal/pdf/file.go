package pdf

import (
	"bytes"
	"slices"
)

// file is the objects of a PDF file.
type file struct {
	b        []byte
	at       map[int]int // where the last definition of an object stands
	ends     map[int]int // where the data of a stream ends, by its start
	packed   map[int]any // objects that stood in object streams
	read     map[int]any
	trailer  dict
	unpacked int64
	steps    int
	nested   int // objects that are read to read others
	notes    []string
}

// note names something that is not read, once.
func (f *file) note(what string) {
	switch {
	case len(f.notes) == maxNotes:
		f.notes = append(f.notes, "and more")
	case len(f.notes) < maxNotes && !slices.Contains(f.notes, what):
		f.notes = append(f.notes, what)
	}
}

// maxNotes bounds what is named.
const maxNotes = 100

// step counts work.
func (f *file) step(n int) {
	if f.steps += n; f.steps > maxSteps {
		panic(ErrTooLarge)
	}
}

// parseBytes is how many bytes of objects are read in a step.
const parseBytes = 2

// objectAt reads the object at p; what is read over and over counts each time.
func (f *file) objectAt(p *parser) (any, bool) {
	from := p.i
	o, ok := p.object(0)
	f.step((p.i - from) / parseBytes)
	return o, ok
}

// open finds the objects of b. Panics with ErrTooLarge are for its caller.
func open(b []byte) (*file, error) {
	if !bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	f := &file{b: b, at: map[int]int{}, ends: map[int]int{}, packed: map[int]any{}, read: map[int]any{}, trailer: dict{}}
	f.find()
	if f.trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	f.unpackObjects()
	return f, nil
}

// find notes where "12 0 obj" stands outside of streams, and merges the trailers.
func (f *file) find() {
	endless := false // no stream from here on has an end
	for i := 0; i < len(f.b); {
		k := bytes.IndexByte(f.b[i:], 'o')
		if k < 0 {
			k = len(f.b) - i
		}
		if t := bytes.Index(f.b[i:i+k], []byte("trailer")); t >= 0 {
			i += t + 7
			f.mergeTrailer(i)
			continue
		}
		i += k
		n, ok := f.objectNumber(i)
		if !ok {
			i++
			continue
		}
		i += 3
		f.at[n] = i
		i = max(i, f.skip(i, &endless))
	}
}

// objectNumber reads the number before the "obj" at i.
func (f *file) objectNumber(i int) (n int, ok bool) {
	if i+3 > len(f.b) || string(f.b[i:i+3]) != "obj" {
		return 0, false
	}
	var parts [2]int
	j := i
	for k := 1; k >= 0; k-- {
		from := j
		for j > 0 && isSpace(f.b[j-1]) {
			j--
		}
		if j == from && k == 0 {
			return 0, false
		}
		end := j
		for j > 0 && f.b[j-1] >= '0' && f.b[j-1] <= '9' && end-j < 9 {
			j--
			parts[k] += int(f.b[j]-'0') * pow10[end-j-1]
		}
		if j == end {
			return 0, false
		}
	}
	return parts[0], true
}

var pow10 = [9]int{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8}

// skip returns where the data of the stream at i ends, or i if there is none.
func (f *file) skip(i int, endless *bool) int {
	p := parser{b: f.b, i: i}
	o, _ := f.objectAt(&p)
	d, ok := o.(dict)
	if !ok {
		return i
	}
	if d["Type"] == name("XRef") {
		f.merge(d)
	}
	from, ok := p.streamStart()
	if !ok {
		return p.i
	}
	if n, ok := d["Length"].(float64); ok && n >= 0 && f.endsStream(from+int(n)) {
		return from + int(n)
	}
	end := len(f.b)
	if !*endless {
		if k := bytes.Index(f.b[from:], []byte("endstream")); k >= 0 {
			end = from + k
		} else {
			*endless = true
		}
	}
	f.ends[from] = end
	if *endless { // whatever follows may be objects
		return from
	}
	return end
}

// streamStart returns where the data of a stream begins, whose dictionary p has just read.
func (p *parser) streamStart() (int, bool) {
	p.space()
	if !bytes.HasPrefix(p.b[p.i:], []byte("stream")) {
		return 0, false
	}
	i := p.i + 6
	if i < len(p.b) && p.b[i] == '\r' {
		i++
	}
	if i < len(p.b) && p.b[i] == '\n' {
		i++
	}
	return i, true
}

func (f *file) endsStream(i int) bool {
	if i < 0 || i > len(f.b) {
		return false
	}
	rest := f.b[i:min(len(f.b), i+16)]
	return bytes.HasPrefix(bytes.TrimLeft(rest, "\r\n \t"), []byte("endstream"))
}

func (f *file) mergeTrailer(i int) {
	p := parser{b: f.b, i: i}
	if o, ok := f.objectAt(&p); ok {
		if d, ok := o.(dict); ok {
			f.merge(d)
		}
	}
}

// merge takes what a trailer says; later ones count more.
func (f *file) merge(d dict) {
	for _, k := range []name{"Root", "Info", "Encrypt"} {
		if d[k] != nil {
			f.trailer[k] = d[k]
		}
	}
}

// unpackObjects reads the object streams, in the order of the file.
func (f *file) unpackObjects() {
	type place struct{ n, at int }
	var places []place
	for n, at := range f.at {
		places = append(places, place{n, at})
	}
	slices.SortFunc(places, func(a, b place) int { return a.at - b.at })
	for _, pl := range places {
		head := f.b[pl.at:min(len(f.b), pl.at+4096)]
		if !bytes.Contains(head, []byte("ObjStm")) {
			continue
		}
		s, ok := f.object(pl.n).(*stream)
		if !ok || s.dict["Type"] != name("ObjStm") {
			continue
		}
		b, ok := f.decode(s)
		if !ok {
			f.note("objects in a damaged stream")
			continue
		}
		first := int(f.num(s.dict["First"]))
		if first < 0 || first > len(b) {
			f.note("objects in a damaged stream")
			continue
		}
		p := parser{b: b[:first], plain: true}
		for { // all that there are, however many the stream says
			n, ok1 := p.object(0)
			off, ok2 := p.object(0)
			if !ok1 || !ok2 {
				break
			}
			num, _ := n.(float64)
			o, _ := off.(float64)
			at := first + int(o)
			if at < first || at >= len(b) {
				f.note("objects in a damaged stream")
				continue
			}
			if where, is := f.at[int(num)]; is && where > pl.at { // defined anew later
				continue
			}
			q := parser{b: b, i: at}
			if obj, ok := f.objectAt(&q); ok {
				f.packed[int(num)] = obj
				delete(f.at, int(num))
				delete(f.read, int(num))
			}
		}
	}
}

// maxNested bounds streams whose lengths are objects, which are streams.
const maxNested = 1000

// object returns object n, nil if there is none.
func (f *file) object(n int) any {
	if o, ok := f.read[n]; ok {
		return o
	}
	f.read[n] = nil // an object that needs itself is none
	if f.nested++; f.nested > maxNested {
		panic(ErrTooLarge)
	}
	o := f.parse(n)
	f.nested--
	f.read[n] = o
	return o
}

func (f *file) parse(n int) any {
	if o, ok := f.packed[n]; ok {
		return o
	}
	at, ok := f.at[n]
	if !ok {
		return nil
	}
	p := parser{b: f.b, i: at}
	o, _ := f.objectAt(&p)
	d, ok := o.(dict)
	if !ok {
		return o
	}
	from, ok := p.streamStart()
	if !ok {
		return d
	}
	if size := int(f.num(d["Length"])); size >= 0 && f.endsStream(from+size) {
		return &stream{d, f.b[from : from+size]}
	}
	end, ok := f.ends[from]
	if !ok {
		end = from
	}
	return &stream{d, f.b[from:end]}
}

// value follows references.
func (f *file) value(o any) any {
	for range maxDepth {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = f.object(int(r))
	}
	return nil
}

// dict returns o, or the dictionary of a stream o.
func (f *file) dict(o any) dict {
	switch o := f.value(o).(type) {
	case dict:
		return o
	case *stream:
		return o.dict
	}
	return nil
}

func (f *file) array(o any) array {
	a, _ := f.value(o).(array)
	return a
}

func (f *file) num(o any) float64 {
	n, _ := f.value(o).(float64)
	return n
}

func (f *file) name(o any) name {
	n, _ := f.value(o).(name)
	return n
}
