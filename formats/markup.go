package formats

import (
	"bytes"
	"html"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// HTML is the format of web pages: text, comments, scripts and the attributes that people or links read. Tags stay as they are.
func HTML() Format {
	return Format{Name: "html", Extensions: []string{".html", ".htm", ".xhtml"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: func(rec *record) error { return decodeMarkup(rec, htmlRules()) }, write: writeMarkup}
	}}
}

// XML is the format of XML files: text, comments and attribute values.
func XML() Format {
	return Format{Name: "xml", Extensions: []string{".xml", ".svg", ".rss"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: func(rec *record) error { return decodeMarkup(rec, xmlRules()) }, write: writeMarkup}
	}}
}

// Kinds of cells in markup.
const (
	markupText = iota
	markupAttr
	markupRaw // scripts, comments: no entities
)

// markupRules say how a dialect's tags divide text.
type markupRules struct {
	inline func(tag string) bool // the text on both sides of the tag is one word
	attr   func(tag, name string) bool
	raw    map[string]bool // elements whose content has no markup
}

func htmlRules() markupRules {
	inline := words("a abbr b bdi bdo cite code data em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr")
	attrs := words("id href src title alt value content placeholder action summary label download cite srcdoc aria-label aria-description style")
	return markupRules{
		inline: func(t string) bool { return inline[t] },
		attr:   func(_, n string) bool { return attrs[n] || strings.HasPrefix(n, "data-") || strings.HasPrefix(n, "on") },
		raw:    map[string]bool{"script": true, "style": true},
	}
}

func xmlRules() markupRules {
	return markupRules{
		inline: func(string) bool { return false },
		attr: func(_, n string) bool {
			return n != "xmlns" && !strings.HasPrefix(n, "xmlns:") && !strings.HasPrefix(n, "xml:")
		},
	}
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// decodeMarkup finds text and attribute values. It needs no well-formed tree and takes linear time.
func decodeMarkup(r *record, rules markupRules) error {
	if !r.recoded && foreignXML(r.raw) {
		r.notRead("text in an encoding other than UTF-8")
	}
	r.markup(0, len(r.raw), rules)
	return nil
}

// markup adds raw[i:end].
func (r *record) markup(i, end int, rules markupRules) {
	raw := r.raw[:end]
	for i < len(raw) {
		lt := bytes.IndexByte(raw[i:], '<')
		if lt < 0 {
			r.entities(i, len(raw), markupText)
			break
		}
		if lt > 0 {
			r.entities(i, i+lt, markupText)
			i += lt
		}
		switch rest := raw[i:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			i = r.island(i+4, len(raw), "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			i = r.island(i+9, len(raw), "]]>")
		case len(rest) > 1 && (rest[1] == '?' || rest[1] == '!' || rest[1] == '/' && rules.raw != nil && len(rest) > 2 && !isLetter(rest[2])):
			i = r.declaration(i, len(raw), rules.raw != nil)
		case len(rest) > 1 && (rest[1] == '/' || isLetter(rest[1])):
			end := tagEnd(raw, i)
			name := tagName(raw[i:end])
			if !rules.inline(name) {
				r.gap('\n')
			}
			r.attributes(min(i+1+len(name), end), end, name, rules.attr)
			i = end
			if rules.raw[name] && isLetter(rest[1]) {
				i = r.rawElement(i, len(raw), name)
			}
		default:
			r.plain(i, i+1, markupText)
			i++
		}
	}
}

// harmless matches declarations that hold nobody's text: of XML, of HTML and those of the W3C's document types.
var harmless = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:<\?xml\s+version\s*=\s*["']1\.[0-9]["'](?:\s+encoding\s*=\s*["'][a-z0-9._-]+["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>` +
		`|<!doctype\s+[a-z:]+(?:\s+public\s+"-//(?:W3C|IETF)//DTD [a-z0-9 ./+-]*"(?:\s+"https?://www\.w3\.org/[a-z0-9/._-]*")?)?\s*>)$`)
})

// declaration adds a processing instruction, a document type or another declaration at i and returns the position after it. In HTML
// all of these are comments. Declared entities are not resolved: they are named as not read.
func (r *record) declaration(i, limit int, isHTML bool) int {
	end := limit
	switch {
	case isHTML:
		if k := bytes.IndexByte(r.raw[i:limit], '>'); k >= 0 {
			end = i + k + 1
		}
	case r.raw[i+1] == '?':
		if k := bytes.Index(r.raw[i:limit], []byte("?>")); k >= 0 {
			end = i + k + 2
		}
	default:
		end = tagEnd(r.raw[:limit], i)
	}
	r.gap('\n')
	tag := r.raw[i:end]
	if len(tag) < maxHarmless && harmless().Match(tag) {
		return end
	}
	if !isHTML && bytes.Contains(bytes.ToUpper(tag), []byte("<!ENTITY")) {
		r.notRead("entity declarations")
	}
	r.plain(i+2, max(i+2, end-1), markupRaw)
	r.gap('\n')
	return end
}

// maxHarmless bounds declarations that are taken for harmless, in bytes.
const maxHarmless = 256

// gap adds a byte between cells that is not in the file.
func (r *record) gap(c byte) {
	if n := len(r.text); n > 0 && r.text[n-1] != '\n' {
		r.text = append(r.text, c)
	}
}

// island adds what stands before the end marker as a cell of its own and returns the position after the marker.
func (r *record) island(from, limit int, end string) int {
	to, after := limit, limit
	from = min(from, limit)
	if k := bytes.Index(r.raw[from:limit], []byte(end)); k >= 0 {
		to = from + k
		after = to + len(end)
	}
	r.gap('\n')
	r.plain(from, to, markupRaw)
	r.gap('\n')
	return after
}

// rawElement adds the content of an element without markup inside and returns where its end tag begins.
func (r *record) rawElement(from, limit int, name string) int {
	to := limit
	for i := from; i < limit; i++ {
		k := bytes.Index(r.raw[i:limit], []byte("</"))
		if k < 0 {
			break
		}
		i += k
		if limit >= i+2+len(name) && strings.EqualFold(string(r.raw[i+2:i+2+len(name)]), name) {
			to = i
			break
		}
	}
	if to > from {
		r.plain(from, to, markupRaw)
		r.gap('\n')
	}
	return to
}

// tagEnd returns the position after the ">" of the tag at i; quotes hide it.
func tagEnd(raw []byte, i int) int {
	var quote byte
	for ; i < len(raw); i++ {
		switch c := raw[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			if raw[i-1] == '=' || raw[i-1] <= ' ' {
				quote = c
			}
		case c == '>':
			return i + 1
		}
	}
	return len(raw)
}

// tagName returns the lower-case name of a tag, without "/".
func tagName(tag []byte) string {
	i := 1
	for i < len(tag) && tag[i] == '/' {
		i++
	}
	start := i
	for i < len(tag) && tag[i] > ' ' && tag[i] != '>' && tag[i] != '/' {
		i++
	}
	return strings.ToLower(string(tag[start:i]))
}

// attributes adds the wanted attribute values of a start tag, each as a field of its own.
func (r *record) attributes(i, end int, tag string, wanted func(tag, name string) bool) {
	raw := r.raw
	for i < end {
		for i < end && (raw[i] <= ' ' || raw[i] == '/' || raw[i] == '>') {
			i++
		}
		start := i
		for i < end && raw[i] > ' ' && raw[i] != '=' && raw[i] != '>' && raw[i] != '/' {
			i++
		}
		name := strings.ToLower(string(raw[start:i]))
		for i < end && raw[i] <= ' ' {
			i++
		}
		if i >= end || raw[i] != '=' {
			if i == start {
				i++
			}
			continue
		}
		i++
		for i < end && raw[i] <= ' ' {
			i++
		}
		from, to := i, i
		if i < end && (raw[i] == '"' || raw[i] == '\'') {
			from = i + 1
			k := bytes.IndexByte(raw[from:end], raw[i])
			if k < 0 {
				return
			}
			to, i = from+k, from+k+1
		} else {
			for i < end && raw[i] > ' ' && raw[i] != '>' {
				i++
			}
			to = i
		}
		if to > from && wanted(tag, name) {
			r.gap('\n')
			r.mark(pii.MarkField, name)
			r.entities(from, to, markupAttr)
			r.gap('\n')
			r.mark(pii.MarkField, "")
		}
	}
}

// entities adds raw[from:to] as a cell with its character references decoded.
func (r *record) entities(from, to, kind int) {
	if bytes.IndexByte(r.raw[from:to], '&') < 0 {
		r.plain(from, to, kind)
		return
	}
	r.begin(from, kind)
	for i := from; i < to; {
		if n, text := entity(r.raw[i:to]); n > 0 {
			r.put(i, text...)
			i += n
			continue
		}
		r.copyRaw(i, i+1)
		i++
	}
	r.finish(to)
}

// maxEntity is the longest character reference that is decoded, in bytes.
const maxEntity = 34

// entity decodes the character reference that b begins with; n is 0 if it is none.
func entity(b []byte) (n int, text []byte) {
	if b[0] != '&' {
		return 0, nil
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

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func writeMarkup(r *record, w io.Writer) error { return r.write(w, escapeMarkup) }

// escapeMarkup appends s with the characters that would be markup as references.
func escapeMarkup(dst, s []byte, c cell) []byte {
	if c.kind == markupRaw {
		return append(dst, bytes.ReplaceAll(bytes.ReplaceAll(s, []byte("<"), nil), []byte(">"), nil)...)
	}
	for _, b := range s {
		switch b {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		case '\'':
			dst = append(dst, "&#39;"...)
		default:
			dst = append(dst, b)
		}
	}
	return dst
}
