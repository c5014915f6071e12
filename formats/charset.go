package formats

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// charsets are the character sets of one byte a character that are decoded and written back, by their folded names.
var charsets = sync.OnceValue(func() map[string]*charmap.Charmap {
	m := map[string]*charmap.Charmap{}
	for _, e := range charmap.All {
		c, ok := e.(*charmap.Charmap)
		if !ok {
			continue
		}
		name := foldCharset(c.String())
		switch {
		case strings.HasPrefix(name, "windows125"):
			m[name], m["cp"+name[len("windows"):]] = c, c
		case strings.HasPrefix(name, "iso8859"), strings.HasPrefix(name, "koi8"):
			m[name] = c
		}
	}
	m["latin1"] = charmap.ISO8859_1
	return m
})

// foldCharset folds the spellings of a character set's name.
func foldCharset(name string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			return c
		}
		return -1
	}, name)
}

// charset looks a character set up; a nil one is UTF-8 or a part of it.
func charset(name string) (c *charmap.Charmap, ok bool) {
	switch name = foldCharset(name); name {
	case "", "utf8", "usascii", "ascii", "ansix341968":
		return nil, true
	}
	c, ok = charsets()[name]
	return c, ok
}

// decodeCharset returns b in UTF-8; ok is false if a byte of it stands for no character.
func decodeCharset(b []byte, c *charmap.Charmap) (text []byte, ok bool) {
	if c == nil {
		return b, true
	}
	ok = true
	for _, x := range b {
		ch := c.DecodeByte(x)
		ok = ok && ch != utf8.RuneError
		text = utf8.AppendRune(text, ch)
	}
	return text, ok
}

// encodeCharset returns s, which is UTF-8, in c; a character that c lacks becomes a question mark.
func encodeCharset(s []byte, c *charmap.Charmap) []byte {
	if c == nil {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, ch := range string(s) {
		b, ok := c.EncodeRune(ch)
		if !ok {
			b = '?'
		}
		out = append(out, b)
	}
	return out
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var xmlEncoding = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})["']`)
})

// legacyCharset returns the character set of a record that is no UTF-8, nil if it is, or has more of it than of other bytes: what
// markup declares, else Windows-1252.
func legacyCharset(raw []byte) *charmap.Charmap {
	head := raw[:min(len(raw), 1024)]
	if !mostlyLegacy(raw) || bytes.IndexByte(head, 0) >= 0 {
		return nil
	}
	for _, re := range []*regexp.Regexp{xmlEncoding(), htmlCharset()} {
		if m := re.FindSubmatch(head); m != nil {
			if c, ok := charset(string(m[1])); ok && c != nil && c != charmap.ISO8859_1 {
				return c
			}
		}
	}
	return charmap.Windows1252
}

// mostlyLegacy reports whether more bytes are no UTF-8 than there are characters of several bytes.
func mostlyLegacy(raw []byte) bool {
	if utf8.Valid(raw) {
		return false
	}
	bad, good := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r != utf8.RuneError || n > 1 {
			good++
		} else {
			bad++
		}
		i += n
	}
	return bad > good
}

// widen returns raw in UTF-8. A byte without a meaning becomes the control character of its number, so that narrow undoes it.
func widen(raw []byte, c *charmap.Charmap) []byte {
	out := make([]byte, 0, len(raw)+len(raw)/8)
	for _, b := range raw {
		r := c.DecodeByte(b)
		if r == utf8.RuneError {
			r = rune(b)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// narrow is the reverse of widen; what c lacks becomes a question mark.
func narrow(s []byte, c *charmap.Charmap) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range string(s) {
		b, ok := c.EncodeRune(r)
		switch {
		case ok:
		case r >= 0x80 && r <= 0xff && c.DecodeByte(byte(r)) == utf8.RuneError:
			b = byte(r)
		default:
			b = '?'
		}
		out = append(out, b)
	}
	return out
}

var htmlCharset = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)<meta[^>]{0,100}charset\s*=\s*["']?([a-z0-9_-]{1,40})`)
})

// foreignXML tells markup in an encoding that is not read: UTF-16, UTF-32 and what else its declaration names.
func foreignXML(raw []byte) bool {
	head := raw[:min(len(raw), 512)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.IndexByte(head, 0) >= 0 {
		return true
	}
	m := xmlEncoding().FindSubmatch(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	if m == nil {
		return false
	}
	c, ok := charset(string(m[1]))
	return !ok || c != nil && !isASCII(raw)
}
