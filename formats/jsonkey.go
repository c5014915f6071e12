package formats

import (
	"strconv"
	"unicode/utf8"
)

// distinctKeys makes the new keys of an object differ from all of its keys, by a number behind them: two addresses that become "[EMAIL]" must not become one
// member. It takes time in proportion to the record, if a key of it is edited at all.
func (r *record) distinctKeys() {
	objects := map[int]int{} // of the edited keys, by where these stand
	for _, e := range r.edits {
		if c := r.cells[e.cell]; c.kind == jsonKey {
			objects[c.raw] = -1
		}
	}
	if len(objects) == 0 {
		return
	}
	keys := map[int]map[string]int{} // of these objects, with the numbers that are taken behind them
	eachKey(r.raw, func(object, from, _ int, _ bool) {
		if _, edited := objects[from]; edited {
			objects[from], keys[object] = object, map[string]int{}
		}
	})
	eachKey(r.raw, func(object, from, to int, escaped bool) {
		if known := keys[object]; known != nil {
			known[keyText(r.raw[from:to], escaped)] = 1
		}
	})
	edits := r.edits
	r.edits = make([]edit, 0, len(edits))
	for len(edits) > 0 {
		i, n := edits[0].cell, 1
		for n < len(edits) && edits[n].cell == i {
			n++
		}
		c := r.cells[i]
		known := keys[objects[c.raw]]
		if c.kind != jsonKey || known == nil {
			r.edits = append(r.edits, edits[:n]...)
			edits = edits[n:]
			continue
		}
		at := c.text
		from := len(r.news)
		for _, e := range edits[:n] {
			r.news = append(append(r.news, r.text[at:e.start]...), r.news[e.from:e.to]...)
			at = e.end
		}
		r.news = append(r.news, r.text[at:c.textEnd]...)
		r.news = numbered(r.news, from, known)
		r.edits = append(r.edits, edit{cell: i, start: c.text, end: c.textEnd, from: from, to: len(r.news)})
		edits = edits[n:]
	}
}

// numbered adds a number to the key b[from:] if it is known, and makes it known.
func numbered(b []byte, from int, known map[string]int) []byte {
	key := string(b[from:])
	n := known[key]
	if n == 0 {
		known[key] = 1
		return b
	}
	for {
		n++
		next := key + "-" + strconv.Itoa(n)
		if known[next] == 0 {
			known[key], known[next] = n, 1
			return append(b[:from], next...)
		}
	}
}

// eachKey calls f for the names of members of JSON, with where their object begins.
func eachKey(raw []byte, f func(object, from, to int, escaped bool)) {
	var open []int // brackets; -1 is a list
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{':
			open = append(open, i)
		case '[':
			open = append(open, -1)
		case '}', ']':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case '"':
			end, escaped := stringEnd(raw, i+1)
			if end < 0 {
				return
			}
			if n := len(open); n > 0 && open[n-1] >= 0 && next(raw, end+1) == ':' {
				f(open[n-1], i+1, end, escaped)
			}
			i = end
		}
	}
}

// keyText is a name as programs read it.
func keyText(b []byte, escaped bool) string {
	if !escaped {
		return string(b)
	}
	var out []byte
	for len(b) > 0 {
		c, n := unescapeJSON(b)
		if b[0] != '\\' || n == 0 {
			out, b = append(out, b[0]), b[1:]
			continue
		}
		out, b = utf8.AppendRune(out, c), b[n:]
	}
	return string(out)
}
