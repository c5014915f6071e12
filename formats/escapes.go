package formats

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"
)

// maxEntity is the longest named character reference that is decoded, in bytes.
const maxEntity = 34

// entity decodes the character reference that b begins with; n is 0 if it is none. A number may lack its ";", as browsers allow.
func entity(b []byte) (n int, text []byte) {
	if b[0] != '&' {
		return 0, nil
	}
	if len(b) > 1 && b[1] == '#' {
		return numberEntity(b)
	}
	k := bytes.IndexByte(b[:min(len(b), maxEntity)], ';')
	if k < 2 {
		return 0, nil
	}
	s := html.UnescapeString(string(b[:k+1]))
	if s == string(b[:k+1]) || utf8.RuneCountInString(s) > 2 {
		return 0, nil
	}
	return k + 1, []byte(s)
}

// xstring decodes _x0040_ (ECMA-376 part 1, 22.9.2.19), in which spreadsheets write characters that XML lacks; n is 0 if b begins with none.
func xstring(b []byte) (n int, c rune) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, 0
	}
	c, ok := hex4(b[2:6])
	if !ok || c < ' ' || !utf8.ValidRune(c) {
		return 0, 0
	}
	return 7, c
}

// numberEntity decodes &#64; and &#x40; with any number of zeros before.
func numberEntity(b []byte) (n int, text []byte) {
	i, base := 2, rune(10)
	if len(b) > 2 && b[2]|0x20 == 'x' {
		i, base = 3, 16
	}
	start, value := i, rune(0)
	for ; i < len(b); i++ {
		d := rune(unhex(b[i]))
		if d >= base {
			break
		}
		value = min(value*base+d, utf8.MaxRune+1)
	}
	if i == start {
		return 0, nil
	}
	if i < len(b) && b[i] == ';' {
		i++
	}
	return i, []byte(html.UnescapeString("&#" + strconv.Itoa(int(value)) + ";"))
}

// unescaped adds raw[from:to], which is a program's text, with those escapes decoded that most languages share: backslashes before
// quotes, slashes, n, r and t, \uXXXX and \xXX.
func (r *record) unescaped(from, to, kind int) {
	if bytes.IndexByte(r.raw[from:to], '\\') < 0 {
		r.plain(from, to, kind)
		return
	}
	r.begin(from, kind)
	for i := from; i < to; {
		ch, n := unescape(r.raw[i:to])
		if n == 0 {
			r.put(i, r.raw[i])
			i++
			continue
		}
		var buf [utf8.UTFMax]byte
		r.put(i, buf[:utf8.EncodeRune(buf[:], ch)]...)
		i += n
	}
	r.finish(to)
}

// unescape decodes the escape that b begins with; n is 0 if it is none.
func unescape(b []byte) (r rune, n int) {
	if b[0] != '\\' || len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case 'x':
		if len(b) >= 4 {
			if hi, lo := unhex(b[2]), unhex(b[3]); hi < 16 && lo < 16 {
				return rune(hi<<4 | lo), 4
			}
		}
		return 0, 0
	case '\'', '@', ' ':
		return rune(b[1]), 2
	case 'b', 'f':
		return 0, 0
	}
	return unescapeJSON(b)
}

// base64URL tells a data: URL in base64 (RFC 2397).
func base64URL(v []byte) bool {
	v = bytes.TrimLeft(v, " \t\r\n")
	head := bytes.ToLower(v[:min(len(v), 128)])
	return bytes.HasPrefix(head, []byte("data:")) && bytes.Contains(head, []byte(";base64"))
}

// isRaster tells a data: URL of a picture without text of its own, or of a font.
func isRaster(v []byte) bool {
	kind := bytes.ToLower(bytes.TrimLeft(v, " \t\r\n")[len("data:"):min(len(v), 64)])
	return bytes.HasPrefix(kind, []byte("image/")) && !bytes.HasPrefix(kind, []byte("image/svg")) ||
		bytes.HasPrefix(kind, []byte("font/")) || bytes.HasPrefix(kind, []byte("application/font"))
}

// maxNested is how many texts in texts have their escapes undone.
const maxNested = 3

// unnest undoes the escapes that are left in the last cell where it holds JSON or fields in quotes: in a line of a log, a column of a
// database, a message in a message. Paths with single backslashes stay.
func (r *record) unnest() {
	for range maxNested {
		c := &r.cells[len(r.cells)-1]
		t := r.text[c.text:c.textEnd]
		if c.whole || bytes.IndexByte(t, '\\') < 0 || !bytes.Contains(t, []byte(`":`)) && !bytes.Contains(t, []byte(`="`)) && !bytes.Contains(t, []byte(`\"`)) {
			return
		}
		if c.offs < 0 {
			c.offs = len(r.offs)
			for i := range len(t) + 1 {
				r.offs = append(r.offs, int32(c.raw+i))
			}
		}
		offs := r.offs[c.offs:]
		n, path := 0, false
		for i := 0; i < len(t); {
			ch, size := rune(0), 0
			if path = path && !endsPath(t[i]); t[i] == '\\' {
				if path = path || beginsPath(t, i); !path {
					ch, size = unescape(t[i:])
				}
			}
			if size == 0 {
				t[n], offs[n] = t[i], offs[i]
				i, n = i+1, n+1
				continue
			}
			at := offs[i]
			for range utf8.EncodeRune(t[n:], ch) { // never longer than its escape
				offs[n] = at
				n++
			}
			i += size
		}
		if n == len(t) {
			return
		}
		offs[n] = offs[len(t)]
		r.text, c.textEnd, r.offs = r.text[:c.text+n], c.text+n, r.offs[:c.offs+n+1]
	}
}

// beginsPath reports whether the backslash at i follows a drive ("C:\") and stands for itself.
func beginsPath(t []byte, i int) bool {
	return i >= 2 && t[i-1] == ':' && isLetter(t[i-2]) && (i == 2 || !isWordByte(t[i-3])) && i+1 < len(t) && t[i+1] != '\\' && t[i+1] != '"'
}

func endsPath(c byte) bool {
	return c <= ' ' || c == '"' || c == '\'' || c == ',' || c == ';' || c == '|'
}
