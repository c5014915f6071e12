package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
)

// decode returns the data of a stream; ok is false if it is damaged or in a form that is not read. What could be had comes back.
func (f *file) decode(s *stream) (b []byte, ok bool) {
	b = s.data
	f.took(len(b)) // what is not packed, and is asked for over and over, counts as well
	filters, params := f.list(s.dict["Filter"]), f.list(s.dict["DecodeParms"])
	ok = true
	for i, o := range filters {
		var p dict
		if i < len(params) {
			p = f.dict(params[i])
		}
		var good bool
		switch f.name(o) {
		case "FlateDecode", "Fl":
			b, good = f.inflate(b)
			if good || len(b) > 0 {
				var fine bool
				b, fine = f.unpredict(b, p)
				good = good && fine
			}
		case "ASCII85Decode", "A85":
			b, good = ascii85(b)
		case "ASCIIHexDecode", "AHx":
			p := parser{b: b}
			b, good = []byte(p.hex()), true
		case "RunLengthDecode", "RL":
			b, good = f.runLengths(b)
		case "LZWDecode", "LZW":
			b, good = f.lzw(b, f.num(p["EarlyChange"]) != 0 || p["EarlyChange"] == nil)
			b, _ = f.unpredict(b, p)
		default:
			return nil, false
		}
		ok = ok && good
	}
	return b, ok
}

// list returns an array, or one object as a list.
func (f *file) list(o any) array {
	switch o := f.value(o).(type) {
	case nil:
		return nil
	case array:
		return o
	default:
		return array{o}
	}
}

// took counts unpacked bytes.
func (f *file) took(n int) {
	if f.unpacked += int64(n); f.unpacked > maxUnpacked {
		panic(ErrTooLarge)
	}
}

func (f *file) inflate(b []byte) ([]byte, bool) {
	zr, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, false
	}
	out, err := io.ReadAll(io.LimitReader(zr, min(maxStream, maxUnpacked-f.unpacked)+1))
	if f.took(len(out)); len(out) > maxStream {
		panic(ErrTooLarge)
	}
	return out, err == nil
}

// unpredict undoes the predictors of PNG.
func (f *file) unpredict(b []byte, p dict) ([]byte, bool) {
	predictor := f.num(p["Predictor"])
	if predictor <= 1 {
		return b, true
	}
	if predictor < 10 {
		return b, false
	}
	or := func(k name, v int) int {
		if p[k] != nil {
			v = int(f.num(p[k]))
		}
		return min(max(v, 1), 1<<16)
	}
	bits := or("Colors", 1) * or("BitsPerComponent", 8)
	size, row := (bits+7)/8, min((or("Columns", 1)*bits+7)/8, len(b))
	out := make([]byte, 0, len(b))
	up := make([]byte, row)
	for len(b) > 0 {
		kind := b[0]
		line := bytes.Clone(b[1:min(len(b), row+1)])
		b = b[1+len(line):]
		for i := range line {
			var left, corner byte
			if i >= size {
				left, corner = line[i-size], up[i-size]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += up[i]
			case 3:
				line[i] += byte((int(left) + int(up[i])) / 2)
			case 4:
				line[i] += paeth(left, up[i], corner)
			}
		}
		out = append(out, line...)
		copy(up, line)
	}
	return out, true
}

func paeth(a, b, c byte) byte {
	abs := func(n int) int { return max(n, -n) }
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case da <= db && da <= dc:
		return a
	case db <= dc:
		return b
	}
	return c
}

func ascii85(b []byte) ([]byte, bool) {
	var out []byte
	var group [5]byte
	n := 0
	flush := func() {
		for k := n; k < 5; k++ {
			group[k] = 84
		}
		v := uint32(0)
		for _, c := range group {
			v = v*85 + uint32(c)
		}
		out = append(out, []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}[:n-1]...)
		n = 0
	}
	for _, c := range b {
		switch {
		case c == '~':
			if n > 1 {
				flush()
			}
			return out, true
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			group[n] = c - '!'
			if n++; n == 5 {
				flush()
			}
		case !isSpace(c):
			return out, false
		}
	}
	if n > 1 {
		flush()
	}
	return out, true
}

func (f *file) runLengths(b []byte) ([]byte, bool) {
	var out []byte
	for i := 0; i < len(b); {
		n := int(b[i])
		i++
		switch {
		case n == 128:
			return out, true
		case n < 128:
			if i+n+1 > len(b) {
				return out, false
			}
			out = append(out, b[i:i+n+1]...)
			f.took(n + 1)
			i += n + 1
		case i < len(b):
			out = append(out, bytes.Repeat(b[i:i+1], 257-n)...)
			f.took(257 - n)
			i++
		}
	}
	return out, true
}

// lzw undoes ISO 32000 section 7.4.4; early is whether the code length grows one code early.
func (f *file) lzw(b []byte, early bool) ([]byte, bool) {
	type entry struct{ from, n int } // a stretch of out
	var out []byte
	table := make([]entry, 258, 4096)
	add := 0
	if early {
		add = 1
	}
	width, acc, bits := 9, 0, 0
	last := entry{n: -1}
	for _, c := range b {
		acc, bits = acc<<8|int(c), bits+8
		if bits < width {
			continue
		}
		bits -= width
		code := acc >> bits & (1<<width - 1)
		acc &= 1<<bits - 1
		switch {
		case code == 257:
			return out, true
		case code == 256:
			table, width, last = table[:258], 9, entry{n: -1}
			continue
		}
		from := len(out)
		switch {
		case code < 256:
			out = append(out, byte(code))
		case code < len(table):
			out = append(out, out[table[code].from:table[code].from+table[code].n]...)
		case last.n > 0 && code == len(table):
			out = append(append(out, out[last.from:last.from+last.n]...), out[last.from])
		default:
			return out, false
		}
		f.took(len(out) - from)
		if last.n > 0 && len(table) < 4096 {
			table = append(table, entry{last.from, last.n + 1}) // its next byte stands right behind it
		}
		last = entry{from, len(out) - from}
		for width < 12 && len(table)+add >= 1<<width {
			width++
		}
	}
	return out, true
}
