package pdf

import (
	"bytes"
	"strconv"
)

// The kinds of objects: nil, bool, float64, text, name, array, dict, ref, *stream and, among drawing operators, keyword.
type (
	text    string
	name    string
	keyword string
	array   []any
	dict    map[name]any
	ref     int
	stream  struct {
		dict dict
		data []byte // as it stands in the file
	}
)

// parser reads objects from b.
type parser struct {
	b     []byte
	i     int
	plain bool // drawing operators: no references
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (p *parser) space() {
	for p.i < len(p.b) {
		switch c := p.b[p.i]; {
		case isSpace(c):
			p.i++
		case c == '%':
			for p.i < len(p.b) && p.b[p.i] != '\n' && p.b[p.i] != '\r' {
				p.i++
			}
		default:
			return
		}
	}
}

// object reads the next object; a word that is none comes back as a keyword. ok is false at the end.
func (p *parser) object(depth int) (o any, ok bool) {
	p.space()
	if p.i >= len(p.b) || depth > maxDepth {
		return nil, false
	}
	switch c := p.b[p.i]; c {
	case '/':
		p.i++
		return p.name(), true
	case '(':
		p.i++
		return p.literal(), true
	case '<':
		if p.i+1 < len(p.b) && p.b[p.i+1] == '<' {
			p.i += 2
			return p.dict(depth), true
		}
		p.i++
		return p.hex(), true
	case '[':
		p.i++
		return p.array(depth), true
	case ']', '}', '{', ')':
		p.i++
		return keyword(c), true
	case '>':
		p.i++
		if p.i < len(p.b) && p.b[p.i] == '>' {
			p.i++
			return keyword(">>"), true
		}
		return keyword(">"), true
	}
	start := p.i
	for p.i < len(p.b) && !isSpace(p.b[p.i]) && !isDelimiter(p.b[p.i]) {
		p.i++
	}
	word := p.b[start:p.i]
	if n, ok := number(word); ok {
		if !p.plain && n >= 0 && n == float64(int(n)) {
			if r, ok := p.reference(int(n)); ok {
				return r, true
			}
		}
		return n, true
	}
	switch string(word) {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	}
	return keyword(word), true
}

func number(b []byte) (float64, bool) {
	if c := b[0]; c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
		return 0, false
	}
	n := 0
	for i, c := range b {
		if c < '0' || c > '9' {
			v, err := strconv.ParseFloat(string(b), 64)
			if err != nil && bytes.Count(b, []byte("-")) > 0 { // "--5" and "5-3" are in real files
				v, err = strconv.ParseFloat(string(bytes.ReplaceAll(b, []byte("-"), nil)), 64)
			}
			return v, err == nil
		}
		if i > 15 {
			return 0, true
		}
		n = n*10 + int(c-'0')
	}
	return float64(n), true
}

// reference reads the rest of "12 0 R".
func (p *parser) reference(n int) (ref, bool) {
	i := p.i
	for i < len(p.b) && isSpace(p.b[i]) {
		i++
	}
	start := i
	for i < len(p.b) && p.b[i] >= '0' && p.b[i] <= '9' && i-start < 6 {
		i++
	}
	if i == start {
		return 0, false
	}
	start = i
	for i < len(p.b) && isSpace(p.b[i]) {
		i++
	}
	if i == start || i >= len(p.b) || p.b[i] != 'R' || i+1 < len(p.b) && !isSpace(p.b[i+1]) && !isDelimiter(p.b[i+1]) {
		return 0, false
	}
	p.i = i + 1
	return ref(n), true
}

func (p *parser) name() name {
	var out []byte
	for p.i < len(p.b) && !isSpace(p.b[p.i]) && !isDelimiter(p.b[p.i]) {
		c := p.b[p.i]
		p.i++
		if c == '#' && p.i+1 < len(p.b) {
			hi, ok1 := unhex(p.b[p.i])
			lo, ok2 := unhex(p.b[p.i+1])
			if ok1 && ok2 {
				c = hi<<4 | lo
				p.i += 2
			}
		}
		out = append(out, c)
	}
	return name(out)
}

func unhex(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func (p *parser) hex() text {
	var out []byte
	half, odd := byte(0), false
	for p.i < len(p.b) {
		c := p.b[p.i]
		p.i++
		if c == '>' {
			break
		}
		if v, ok := unhex(c); ok {
			if odd {
				out = append(out, half|v)
			}
			half, odd = v<<4, !odd
		}
	}
	if odd {
		out = append(out, half)
	}
	return text(out)
}

func (p *parser) literal() text {
	var out []byte
	for depth := 1; p.i < len(p.b); {
		c := p.b[p.i]
		p.i++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return text(out)
			}
		case '\\':
			if p.i < len(p.b) {
				out = p.escape(out)
			}
			continue
		}
		out = append(out, c)
	}
	return text(out)
}

func (p *parser) escape(out []byte) []byte {
	c := p.b[p.i]
	p.i++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '\r':
		if p.i < len(p.b) && p.b[p.i] == '\n' {
			p.i++
		}
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	v := int(c - '0')
	for k := 0; k < 2 && p.i < len(p.b) && p.b[p.i] >= '0' && p.b[p.i] <= '7'; k++ {
		v = v<<3 | int(p.b[p.i]-'0')
		p.i++
	}
	return append(out, byte(v))
}

func (p *parser) array(depth int) array {
	out := array{}
	for {
		o, ok := p.object(depth + 1)
		if !ok || o == keyword("]") {
			return out
		}
		if k, is := o.(keyword); is {
			if k == "obj" || k == "endobj" || k == "stream" {
				return out
			}
			continue
		}
		out = append(out, o)
	}
}

func (p *parser) dict(depth int) dict {
	d := dict{}
	for {
		k, ok := p.object(depth + 1)
		if !ok || k == keyword(">>") || k == keyword("endobj") || k == keyword("stream") || k == keyword("trailer") {
			return d
		}
		key, ok := k.(name)
		if !ok {
			continue
		}
		v, ok := p.object(depth + 1)
		if !ok || v == keyword(">>") {
			return d
		}
		if _, is := v.(keyword); !is {
			d[key] = v
		}
	}
}
