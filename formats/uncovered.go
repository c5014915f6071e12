package formats

import (
	"bytes"
	"cmp"
	"slices"
)

// nameUncovered names as not read a record that has an e-mail address where its decoder shows no text: among identifiers, settings, in
// a notation that the decoder takes for another one. It is a net below the decoders, at the cost of a search for "@".
func (r *record) nameUncovered() {
	var cells []cell
	shown := 0 // the end of what the cells up to here show
	for at := 0; ; at++ {
		k := bytes.IndexByte(r.raw[at:], '@')
		if k < 0 {
			return
		}
		if at += k; !addressAt(r.raw, at) || annotationAt(r.raw, at) {
			continue
		}
		if cells == nil {
			cells = r.cells
			byPlace := func(a, b cell) int { return cmp.Compare(a.raw, b.raw) }
			if !slices.IsSortedFunc(cells, byPlace) {
				cells = slices.SortedFunc(slices.Values(cells), byPlace)
			}
		}
		for len(cells) > 0 && cells[0].raw <= at {
			shown, cells = max(shown, cells[0].rawEnd), cells[1:]
		}
		if cells == nil {
			cells = []cell{}
		}
		if shown <= at {
			r.notRead("text where none is expected")
			return
		}
	}
}

// maxDomain is the longest domain name, in bytes.
const maxDomain = 253

// addressAt reports whether the "@" at i stands in an e-mail address with a domain of two or more labels.
func addressAt(raw []byte, i int) bool {
	if i == 0 || !isWordByte(raw[i-1]) {
		return false
	}
	dot := false
	for j := i + 1; j < min(len(raw), i+1+maxDomain); j++ {
		switch c := raw[j]; {
		case c == '.' && j > i+1 && isWordByte(raw[j-1]):
			dot = true
		case isWordByte(c) && dot && isLetter(c) && raw[j-1] == '.':
			return true
		case !isWordByte(c) && c != '-':
			return false
		}
	}
	return false
}

// annotationAt reports whether the "@" at i stands in a key of JSON that a standard defines.
func annotationAt(raw []byte, i int) bool {
	from := bytes.LastIndexByte(raw[max(0, i-maxDomain):i], '"') + 1 + max(0, i-maxDomain)
	n := bytes.IndexByte(raw[i:min(len(raw), i+maxDomain)], '"')
	return n > 0 && isAnnotation(string(raw[from:i+n]))
}

func isWordByte(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' || c == '_' }
