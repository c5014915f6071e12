package anonymize

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"html"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrBudget says that a text decodes into too much text to be looked through.
var ErrBudget = errors.New("anonymize: the text decodes into too much to be looked through")

const (
	deepest    = 3  // encodings inside of each other
	deepBudget = 64 // bytes of decoded text for each byte of input
	leastRun   = 6  // characters of a run of base64 or hexadecimal digits
)

// CountDeep counts the values that stand in b as they are or encoded: base64 in both alphabets and over line ends, hexadecimal digits,
// percent escapes, HTML entities, escapes of JSON and programming languages, quoted-printable, UTF-16, and up to three of them inside of
// each other. An occurrence counts once for each way of reading in which every step decoded some of it. Encoded values of fewer than four bytes of
// letters and digits are not looked for. Beyond the budget of decoded text it returns ErrBudget with what it found so far.
func (s *ValueSet) CountDeep(b []byte) (ValueCounts, error) {
	var c ValueCounts
	d := deepCount{s: s, c: &c, left: deepBudget * (len(b) + 1024)}
	d.look(reading{text: b}, plainText, 0)
	if d.left < 0 {
		return c, ErrBudget
	}
	return c, nil
}

type deepCount struct {
	s    *ValueSet
	c    *ValueCounts
	left int
}

// reading is a text as it reads after some steps of decoding.
type reading struct {
	text  []byte
	steps []uint8 // for each byte a bit for each step that decoded it; nil: none
}

// stepsOf returns the steps that decoded any of n bytes.
func (r reading) stepsOf(i, n int) (all uint8) {
	if r.steps != nil {
		for _, s := range r.steps[i : i+n] {
			all |= s
		}
	}
	return all
}

func (r *reading) append(text []byte, steps uint8) {
	r.text = append(r.text, text...)
	for range text {
		r.steps = append(r.steps, steps)
	}
}

// copy appends what from has in [lo, hi).
func (r *reading) copy(from reading, lo, hi int) {
	r.text = append(r.text, from.text[lo:hi]...)
	if from.steps != nil {
		r.steps = append(r.steps, from.steps[lo:hi]...)
		return
	}
	r.steps = append(r.steps, make([]uint8, hi-lo)...)
}

// decoders return what a text decodes to, nil if it holds nothing of the encoding. step is the bit of this step; those of the steps before are below.
var decoders = []struct {
	name   string
	decode func(r reading, step uint8) []reading
}{
	{"percent", decodePercent}, {"entities", decodeEntities}, {"escapes", decodeEscapes}, {"quoted-printable", decodeQuoted}, {"UTF-16", decodeUTF16},
	{"base64", decodeBase64}, {"hex", decodeHexRuns},
}

func (d *deepCount) look(r reading, encoding string, depth int) {
	if d.left -= len(r.text); d.left < 0 {
		return
	}
	least := 0
	if depth > 0 {
		least = leastDeep
	}
	d.s.count(d.c, r, encoding, least, 1<<depth-1)
	if depth == deepest {
		return
	}
	if encoding == "base64" || encoding == "hex" {
		if r = readable(r); len(r.text) == 0 {
			return
		}
	}
	for _, dec := range decoders {
		for _, out := range dec.decode(r, 1<<depth) {
			d.look(out, dec.name, depth+1)
		}
	}
}

// readable returns the lines of decoded runs that may be text themselves: of printable characters mostly, or with NUL bytes as UTF-16 has
// them. Most runs of letters decode to noise.
func readable(r reading) (out reading) {
	at := 0
	for line := range bytes.Lines(r.text) {
		printable, nul := 0, 0
		for _, c := range line {
			switch {
			case c == 0:
				nul++
			case c >= ' ' && c < 0x7f || c == '\n':
				printable++
			}
		}
		if (printable+nul)*4 >= len(line)*3 && len(line) > leastRun {
			out.copy(r, at, at+len(line))
		}
		at += len(line)
	}
	return out
}

// replaced copies a text with replacements: at returns the text for the escape that begins with the mark at i and its length, 0 if there is none.
func replaced(r reading, step uint8, mark byte, at func(i int) ([]byte, int)) []reading {
	var out reading
	last, joined := 0, uint8(0) // joined: an escape that stands for nothing was left out before
	copyTo := func(i int) {
		n := len(out.steps)
		out.copy(r, last, i)
		if len(out.steps) > n {
			out.steps[n] |= joined
			joined = 0
		}
	}
	any := false
	for i := bytes.IndexByte(r.text, mark); i >= 0; {
		next := i + 1
		if text, n := at(i); n > 0 {
			any = true
			copyTo(i)
			steps := r.stepsOf(i, n) | step
			if out.append(text, steps|joined); len(text) == 0 {
				joined |= steps
			} else {
				joined = 0
			}
			next, last = i+n, i+n
		}
		if i = bytes.IndexByte(r.text[next:], mark); i >= 0 {
			i += next
		}
	}
	if !any {
		return nil
	}
	copyTo(len(r.text))
	return []reading{out}
}

func hexByte(b []byte) (byte, bool) {
	if len(b) < 2 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:2]), 16, 8)
	return byte(n), err == nil
}

func decodePercent(r reading, step uint8) []reading {
	b := r.text
	return replaced(r, step, '%', func(i int) ([]byte, int) {
		if c, ok := hexByte(b[i+1:]); ok {
			return []byte{c}, 3
		}
		return nil, 0
	})
}

func decodeQuoted(r reading, step uint8) []reading {
	b := r.text
	return replaced(r, step, '=', func(i int) ([]byte, int) {
		if c, ok := hexByte(b[i+1:]); ok {
			return []byte{c}, 3
		}
		for n, end := range []string{"\n", "\r\n"} {
			if bytes.HasPrefix(b[i+1:], []byte(end)) {
				return nil, 2 + n
			}
		}
		return nil, 0
	})
}

func decodeEntities(r reading, step uint8) []reading {
	b := r.text
	return replaced(r, step, '&', func(i int) ([]byte, int) {
		end := bytes.IndexByte(b[i:min(len(b), i+34)], ';')
		if end < 2 {
			return nil, 0
		}
		raw := string(b[i : i+end+1])
		text := html.UnescapeString(raw)
		if text == raw {
			return nil, 0
		}
		return []byte(text), end + 1
	})
}

func decodeEscapes(r reading, step uint8) []reading {
	b := r.text
	unit := func(i, n int) (rune, bool) {
		if i+n > len(b) {
			return 0, false
		}
		v, err := strconv.ParseUint(string(b[i:i+n]), 16, 32)
		return rune(v), err == nil
	}
	return replaced(r, step, '\\', func(i int) ([]byte, int) {
		if i+1 >= len(b) {
			return nil, 0
		}
		switch b[i+1] {
		case 'u':
			r, ok := unit(i+2, 4)
			if !ok {
				return nil, 0
			}
			if utf16.IsSurrogate(r) && bytes.HasPrefix(b[min(len(b), i+6):], []byte(`\u`)) {
				if low, ok := unit(i+8, 4); ok {
					return utf8.AppendRune(nil, utf16.DecodeRune(r, low)), 12
				}
			}
			return utf8.AppendRune(nil, r), 6
		case 'U':
			if r, ok := unit(i+2, 8); ok {
				return utf8.AppendRune(nil, r), 10
			}
		case 'x':
			if c, ok := hexByte(b[i+2:]); ok {
				return []byte{c}, 4
			}
		case 'n', 't', 'r', 'b', 'f', '"', '/', '\\':
			return []byte{' '}, 2
		}
		return nil, 0
	})
}

// decodeUTF16 reads both orders if a text holds NUL bytes, from either alignment.
func decodeUTF16(r reading, step uint8) []reading {
	b := r.text
	if bytes.IndexByte(b, 0) < 0 {
		return nil
	}
	var outs []reading
	var buf [utf8.UTFMax]byte
	for variant := range 4 {
		var out reading
		high := variant & 1
		for i := variant >> 1; i+1 < len(b); i += 2 {
			u := rune(b[i+high])<<8 | rune(b[i+1-high])
			n := 2
			if utf16.IsSurrogate(u) && i+3 < len(b) {
				if pair := utf16.DecodeRune(u, rune(b[i+2+high])<<8|rune(b[i+3-high])); pair != utf8.RuneError {
					u, n = pair, 4
				}
			}
			out.append(utf8.AppendRune(buf[:0], u), r.stepsOf(i, n)|step)
			i += n - 2
		}
		outs = append(outs, out)
	}
	return outs
}

// digitsOf maps the digits of an encoding to those that its decoder takes; others are 0.
func digitsOf(digits string, more map[byte]byte) *[256]byte {
	var t [256]byte
	for _, c := range []byte(digits) {
		t[c] = c
	}
	for c, d := range more {
		t[c] = d
	}
	return &t
}

var (
	base64Digits = digitsOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", map[byte]byte{'-': '+', '_': '/'})
	hexDigits    = digitsOf("0123456789abcdefABCDEF", nil)
)

// decodeBase64 reads runs of base64 digits in both alphabets, over line ends if they are folded at 60 to 76 characters.
func decodeBase64(r reading, step uint8) []reading {
	over := func(run int, rest []byte) bool {
		return (rest[0] == '\n' || rest[0] == '\r') && run%4 == 0 && run >= 60
	}
	return decodeRuns(r, step, 4, base64Digits, over, func(dst, run []byte) []byte {
		if len(run)%4 == 1 {
			run = run[:len(run)-1]
		}
		dst, _ = base64.RawStdEncoding.AppendDecode(dst, run) // a bad last digit ends it; what came before counts
		return dst
	})
}

// decodeHexRuns reads runs of hexadecimal digits, also in pairs with one separator between them.
func decodeHexRuns(r reading, step uint8) []reading {
	over := func(run int, rest []byte) bool {
		c := rest[0]
		return (c == ':' || c == ' ' || c == '-') && run > 0 && run%2 == 0 && len(rest) > 2 && hexDigits[rest[1]] != 0 && hexDigits[rest[2]] != 0
	}
	return decodeRuns(r, step, 2, hexDigits, over, func(dst, run []byte) []byte {
		dst, _ = hex.AppendDecode(dst, run[:len(run)/2*2])
		return dst
	})
}

// decodeRuns decodes every run of digits from each place in a group of digits, since it may follow other digits. over tells whether a run goes on
// over what is no digit. Runs that decode to noise are left out, and those that were decoded in an earlier step, since they stood there before the last one.
func decodeRuns(r reading, step uint8, places int, digits *[256]byte, over func(run int, rest []byte) bool, decode func(dst, run []byte) []byte) []reading {
	outs := make([]reading, places)
	any := false
	var run []byte
	b, start := r.text, 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) {
			if d := digits[b[i]]; d != 0 {
				if len(run) == 0 {
					start = i
				}
				run = append(run, d)
				continue
			}
			if over(len(run), b[i:]) {
				continue
			}
		}
		if len(run) >= leastRun && r.stepsOf(start, i-start) == step-1 {
			for k := range outs {
				out := &outs[k]
				n := len(out.text)
				if out.text = decode(out.text, run[k:]); holdsText(out.text[n:]) {
					out.text, any = append(out.text, '\n'), true
				} else {
					out.text = out.text[:n]
				}
			}
		}
		run = run[:0]
	}
	if !any {
		return nil
	}
	for k := range outs {
		outs[k].steps = bytes.Repeat([]byte{step<<1 - 1}, len(outs[k].text))
	}
	return outs
}

// holdsText reports whether as many bytes in a row as the shortest value has may be text, in UTF-8 or UTF-16.
func holdsText(b []byte) bool {
	for i, row := 0, 0; i < len(b); {
		n := 1
		switch c := b[i]; {
		case c >= utf8.RuneSelf:
			if _, n = utf8.DecodeRune(b[i:]); n == 1 {
				row = -1
			}
		case c < ' ' && c != 0 && c != '\n' && c != '\r' && c != '\t' || c == 0x7f:
			row = -1
		}
		if row < 0 {
			n = 0
			row = 0
			i++
			continue
		}
		if row += n; row >= leastDeep {
			return true
		}
		i += n
	}
	return false
}
