package formats

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// HTML is the format of web pages: text, comments, scripts and the attributes that people or links read. Tags stay as they are.
func HTML() Format {
	return Format{Name: "html", Extensions: []string{".html", ".htm", ".xhtml"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: func(rec *record) error {
			err := decodeMarkup(rec, htmlRules())
			rec.sections(0)
			return err
		}, write: writeMarkup}
	}}
}

// XML is the format of XML files: text, comments and attribute values. The name of an element that holds a short text is its label.
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
	attr   func(tag, name string, value []byte) bool
	raw    map[string]bool   // elements whose content has no markup
	shown  map[string]string // inline elements that stand for text
	gone   [2]string         // the element around deleted text and the one around its pieces
	named  bool              // elements are named by what they hold: XML of data
	table  tableTags
}

func htmlRules() markupRules {
	inline := words("a abbr acronym b bdi bdo big blink cite code data em font i ins kbd label mark nobr q s samp small span strike strong sub sup time tspan tt u var wbr")
	return markupRules{
		inline: func(t string) bool { return inline[t] },
		attr:   func(_, n string, v []byte) bool { return !layoutAttrs()[n] || telling(v) },
		raw:    map[string]bool{"script": true, "style": true},
		table:  htmlTable(),
	}
}

func xmlRules() markupRules {
	return markupRules{
		named:  true,
		inline: func(string) bool { return false },
		attr: func(_, n string, v []byte) bool {
			return n != "xmlns" && !strings.HasPrefix(n, "xmlns:") && !strings.HasPrefix(n, "xml:") || telling(v)
		},
	}
}

// enriched is the format of parts of mails of type text/enriched (RFC 1896): all commands stand in words, but for their parameters.
func enriched() Format {
	rules := markupRules{inline: func(t string) bool { return t != "param" }, attr: func(_, _ string, _ []byte) bool { return true }}
	return Format{Name: "enriched", Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: func(rec *record) error { return decodeMarkup(rec, rules) }, write: writeMarkup}
	}}
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

// markup adds raw[i:end]. What stands inside of a word and is none of its text, such as comments and the attributes of inline tags,
// follows the paragraph.
func (r *record) markup(i, end int, rules markupRules) {
	defer r.giveAsides()
	raw := r.raw[:end]
	joins := false
	var row tableRow
	control := "" // the name of the content control that begins
	var around labelledElement
	for i < len(raw) {
		if row.end > 0 && i >= row.end {
			r.gap('\n')
			row.end = 0
		}
		lt := bytes.IndexByte(raw[i:], '<')
		if lt < 0 {
			lt = len(raw) - i
		}
		if lt > 0 {
			if row.end > 0 {
				r.rowText(&row, i, i+lt)
			} else if !rules.named && !row.held || len(bytes.TrimSpace(raw[i:i+lt])) > 0 {
				r.entities(i, i+lt, markupText)
			} else {
				r.gap(' ')
			}
			i += lt
			continue
		}
		switch rest := raw[i:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			from, to, after := commentEnd(raw, i, rules.raw != nil)
			if to > from {
				r.asides = append(r.asides, aside{from: from, to: to, kind: markupRaw})
			}
			i = after
		case bytes.HasPrefix(rest, []byte(cdata)):
			i = r.island(i+len(cdata), len(raw), cdataEnd)
		case len(rest) > 1 && (rest[1] == '?' || rest[1] == '!' || rest[1] == '/' && rules.raw != nil && len(rest) > 2 && !isLetter(rest[2])):
			i = r.declaration(i, len(raw), rules.raw != nil)
		case len(rest) > 1 && (rest[1] == '/' || isLetter(rest[1])):
			end := tagEnd(raw, i)
			name := tagName(raw[i:end])
			r.rowTag(&row, name, isLetter(rest[1]), end, raw, &rules)
			shown, inline := rules.shown[name]
			r.text = append(r.text, shown...)
			inline = inline || rules.inline(name)
			if !inline && !row.held {
				r.giveAsides()
			}
			if !inline && (row.end == 0 || name == rules.table.row) {
				r.gap('\n')
			}
			if strings.IndexByte(name, '@') >= 0 { // <ann@example.com>
				r.plain(i+1, end, markupRaw)
				i = end
				break
			}
			first := len(r.asides)
			r.attributes(min(i+1+len(name), end), end, name, rules.attr)
			switch {
			case !rules.named:
				r.labelValue(first, r.attributeKey(first, keyAttributes[:2]))
				if label := property(raw[i:end]); label != "" && rules.raw != nil && row.end == 0 && isLetter(rest[1]) {
					if !bytes.HasSuffix(r.text, []byte(" ")) {
						r.gap(' ')
					}
					r.labelText(label, rest[1:1+len(name)], end, len(raw))
				}
			case isLetter(rest[1]):
				around = r.element(around, i, end, len(raw), first)
			case name == around.tag:
				around = labelledElement{}
			}
			if name == "w:alias" || name == "w:tag" {
				control = r.controlName(first)
			}
			if !inline && !row.held {
				r.giveAsides()
			}
			if name == "w:p" && control != "" && isLetter(rest[1]) {
				if bytes.HasSuffix(raw[:i], []byte("<w:sdtContent>")) && row.end == 0 {
					r.text = append(append(r.text, control...), ": "...)
				}
				control = ""
			}
			r.text, r.begun = append(r.text, r.begun...), r.begun[:0]
			i = end
			switch name {
			case rules.gone[0]:
				joins = false
			case rules.gone[1]:
				if to := textEnd(raw, i, len(raw)); to > i && rest[1] != '/' {
					r.asides = append(r.asides, aside{from: i, to: to, kind: markupText, joins: joins})
					i, joins = to, true
				}
			}
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

// island adds what stands before the end marker, which is text without markup, and returns the position after the marker.
func (r *record) island(from, limit int, end string) int {
	to, after := limit, limit
	from = min(from, limit)
	if k := bytes.Index(r.raw[from:limit], []byte(end)); k >= 0 {
		to = from + k
		after = to + len(end)
	}
	r.plain(from, to, markupRaw)
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
	switch {
	case to == from:
		return to
	case name == "style":
		r.css(from, to)
	default:
		r.unescaped(from, to, markupRaw)
	}
	r.gap('\n')
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

// entities adds raw[from:to] as a cell with its character references decoded.
func (r *record) entities(from, to, kind int) {
	xstrings := r.xstrings && bytes.Contains(r.raw[from:to], []byte("_x"))
	if !xstrings && bytes.IndexByte(r.raw[from:to], '&') < 0 {
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
		if n, c := xstring(r.raw[i:to]); xstrings && n > 0 {
			r.put(i, utf8.AppendRune(nil, c)...)
			i += n
			continue
		}
		r.copyRaw(i, i+1)
		i++
	}
	r.finish(to)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func writeMarkup(r *record, w io.Writer) error {
	r.settle()
	return r.write(w, escapeMarkup)
}

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
