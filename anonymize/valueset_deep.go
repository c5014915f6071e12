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
// each other. An occurrence counts once for each way of reading that shows it. Encoded values of fewer than four bytes of letters and
// digits are not looked for. Beyond the budget of decoded text it returns ErrBudget
// with what it found so far.
func (s *ValueSet) CountDeep(b []byte) (ValueCounts, error) {
	var c ValueCounts
	d := deepCount{s: s, c: &c, left: deepBudget * (len(b) + 1024)}
	d.look(b, plainText, 0)
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

// decoders return what a text decodes to, nil if it holds nothing of the encoding.
var decoders = []struct {
	name   string
	decode func([]byte) [][]byte
}{
	{"percent", decodePercent}, {"entities", decodeEntities}, {"escapes", decodeEscapes}, {"quoted-printable", decodeQuoted}, {"UTF-16", decodeUTF16},
	{"base64", decodeBase64}, {"hex", decodeHexRuns},
}

func (d *deepCount) look(b []byte, encoding string, depth int) {
	if d.left -= len(b); d.left < 0 {
		return
	}
	least := 0
	if depth > 0 {
		least = leastDeep
	}
	d.s.count(d.c, b, encoding, least)
	if depth == deepest {
		return
	}
	if encoding == "base64" || encoding == "hex" {
		if b = readable(b); len(b) == 0 {
			return
		}
	}
	for _, dec := range decoders {
		for _, out := range dec.decode(b) {
			d.look(out, dec.name, depth+1)
		}
	}
}

// readable returns the lines of decoded runs that may be text themselves: of printable characters mostly, or with NUL bytes as UTF-16 has
// them. Most runs of letters decode to noise.
func readable(b []byte) []byte {
	var out []byte
	for line := range bytes.Lines(b) {
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
			out = append(out, line...)
		}
	}
	return out
}

// replaced copies b with replacements: at returns the text for the escape at b[i] and its length, 0 if there is none. Stretches without an
// escape within a word's reach are left out: they were looked through already.
func replaced(b []byte, mark byte, at func(i int) ([]byte, int)) [][]byte {
	var out []byte
	any := false
	last := 0
	for i := bytes.IndexByte(b, mark); i >= 0 && i < len(b); {
		text, n := at(i)
		if n == 0 {
			next := bytes.IndexByte(b[i+1:], mark)
			if next < 0 {
				break
			}
			i += 1 + next
			continue
		}
		any = true
		out = append(append(out, b[last:i]...), text...)
		i += n
		last = i
		next := bytes.IndexByte(b[i:], mark)
		if next < 0 {
			break
		}
		i += next
	}
	if !any {
		return nil
	}
	return [][]byte{append(out, b[last:]...)}
}

func hexByte(b []byte) (byte, bool) {
	if len(b) < 2 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:2]), 16, 8)
	return byte(n), err == nil
}

func decodePercent(b []byte) [][]byte {
	return replaced(b, '%', func(i int) ([]byte, int) {
		if c, ok := hexByte(b[i+1:]); ok {
			return []byte{c}, 3
		}
		return nil, 0
	})
}

func decodeQuoted(b []byte) [][]byte {
	return replaced(b, '=', func(i int) ([]byte, int) {
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

func decodeEntities(b []byte) [][]byte {
	return replaced(b, '&', func(i int) ([]byte, int) {
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

func decodeEscapes(b []byte) [][]byte {
	unit := func(i, n int) (rune, bool) {
		if i+n > len(b) {
			return 0, false
		}
		v, err := strconv.ParseUint(string(b[i:i+n]), 16, 32)
		return rune(v), err == nil
	}
	return replaced(b, '\\', func(i int) ([]byte, int) {
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
func decodeUTF16(b []byte) [][]byte {
	if bytes.IndexByte(b, 0) < 0 {
		return nil
	}
	var outs [][]byte
	for variant := range 4 {
		var out []byte
		high := variant & 1
		for i := variant >> 1; i+1 < len(b); i += 2 {
			u := rune(b[i+high])<<8 | rune(b[i+1-high])
			if utf16.IsSurrogate(u) && i+3 < len(b) {
				if r := utf16.DecodeRune(u, rune(b[i+2+high])<<8|rune(b[i+3-high])); r != utf8.RuneError {
					out = utf8.AppendRune(out, r)
					i += 2
					continue
				}
			}
			out = utf8.AppendRune(out, u)
		}
		outs = append(outs, out)
	}
	return outs
}

// decodeBase64 decodes every run of base64 digits from each of four places, since it may follow other digits.
func decodeBase64(b []byte) [][]byte {
	var outs [4][]byte
	any := false
	var run []byte
	end := func() {
		if len(run) >= leastRun {
			any = true
			for k := range outs {
				part := run[k:]
				part = part[:len(part)-boolLen(len(part)%4 == 1)]
				buf := make([]byte, base64.RawStdEncoding.DecodedLen(len(part)))
				n, _ := base64.RawStdEncoding.Decode(buf, part) // a bad last digit ends it; what came before counts
				outs[k] = append(append(outs[k], buf[:n]...), '\n')
			}
		}
		run = run[:0]
	}
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || isDigit(c) || c == '+' || c == '/':
			run = append(run, c)
		case c == '-':
			run = append(run, '+')
		case c == '_':
			run = append(run, '/')
		case (c == '\n' || c == '\r') && len(run)%4 == 0 && len(run) >= 60: // folded at 60 to 76 characters
		default:
			end()
		}
	}
	end()
	if !any {
		return nil
	}
	return outs[:]
}

func boolLen(on bool) int {
	if on {
		return 1
	}
	return 0
}

// decodeHexRuns decodes runs of hexadecimal digits, also in pairs with one separator between them, from both places.
func decodeHexRuns(b []byte) [][]byte {
	var outs [2][]byte
	any := false
	var run []byte
	end := func() {
		if len(run) >= leastRun {
			any = true
			for k := range outs {
				part := run[k:]
				part = part[:len(part)/2*2]
				buf := make([]byte, len(part)/2)
				n, _ := hex.Decode(buf, part)
				outs[k] = append(append(outs[k], buf[:n]...), '\n')
			}
		}
		run = run[:0]
	}
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f':
			run = append(run, c)
		case (c == ':' || c == ' ' || c == '-') && len(run) > 0 && len(run)%2 == 0 && i+2 < len(b) && isHexPair(b[i+1:]):
		default:
			end()
		}
	}
	end()
	if !any {
		return nil
	}
	return outs[:]
}

func isHexPair(b []byte) bool {
	_, ok := hexByte(b)
	return ok
}
