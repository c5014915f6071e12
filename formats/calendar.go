package formats

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// Calendar is the format of iCalendar (RFC 5545) and vCard (RFC 6350): values and parameters are text, whose folded lines and
// escapes are undone; the property's name is the field label. A UID that a machine made stays, and those of a file stay apart. Embedded pictures, sounds and keys are named as not read.
func Calendar() Format {
	f := Format{Name: "ics", Extensions: []string{".ics", ".vcf", ".vcard", ".ical"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: decodeCalendar, write: func(r *record, w io.Writer) error { return r.write(w, escapeCalendar) }}
	}}
	return f.identified()
}

// Kinds of cells in calendars.
const (
	calendarValue = iota
	calendarParam
	calendarQuoted // a parameter in quotation marks
)

func decodeCalendar(r *record) error {
	for i := 0; i < len(r.raw); {
		end := quotedLine(r.raw, i, contentLine(r.raw, i))
		r.property(i, end)
		i = end
	}
	return nil
}

// contentLine returns the end of the logical line at i: physical lines that begin with a blank belong to the one before.
func contentLine(raw []byte, i int) int {
	for {
		k := bytes.IndexByte(raw[i:], '\n')
		if k < 0 {
			return len(raw)
		}
		i += k + 1
		if i >= len(raw) || raw[i] != ' ' && raw[i] != '\t' {
			return i
		}
	}
}

// quotedLine returns the end of a line of vCard 2.1 in quoted-printable, which goes on after each "=" at a line's end.
func quotedLine(raw []byte, i, end int) int {
	colon := bytes.IndexByte(raw[i:end], ':')
	if colon < 0 || !isQuotedPrintable(raw[i:i+colon]) {
		return end
	}
	for end < len(raw) && bytes.HasSuffix(bytes.TrimRight(raw[i:end], "\r\n"), []byte("=")) {
		i = end
		if k := bytes.IndexByte(raw[end:], '\n'); k >= 0 {
			end += k + 1
		} else {
			end = len(raw)
		}
	}
	return end
}

func isQuotedPrintable(head []byte) bool {
	return bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
}

// charsetParam returns the CHARSET of a property's parameters.
func charsetParam(params []byte) string {
	for part := range strings.SplitSeq(string(params), ";") {
		if k, v, ok := strings.Cut(part, "="); ok && strings.EqualFold(k, "CHARSET") {
			return strings.Trim(v, "\"")
		}
	}
	return ""
}

// property adds the parameters and the value of one logical line.
func (r *record) property(i, end int) {
	raw := r.raw
	for end > i && (raw[end-1] == '\n' || raw[end-1] == '\r') {
		end--
	}
	colon, quoted := i, false
	for colon < end && (quoted || raw[colon] != ':') {
		if raw[colon] == '"' {
			quoted = !quoted
		}
		colon++
	}
	if colon >= end {
		if end > i {
			r.unfolded(i, end, calendarValue, "")
		}
		return
	}
	head := i
	for head < colon && raw[head] != ';' {
		head++
	}
	if !isPropertyName(raw[i:head]) {
		r.unfolded(i, end, calendarValue, "")
		return
	}
	name := strings.ToUpper(string(raw[i:head]))
	if k := strings.LastIndexByte(name, '.'); k >= 0 {
		name = name[k+1:]
	}
	if extension, is := strings.CutPrefix(name, "X-"); is && accountProperties()[strings.ToLower(extension)] {
		name = "username"
	}
	if isQuotedPrintable(raw[head:colon]) {
		r.params(head, colon)
		cs, ok := charset(charsetParam(raw[head:colon]))
		if !ok {
			r.notRead("text in an unknown charset")
		}
		r.mark(pii.MarkField, name)
		r.addressLabel(name)
		from := len(r.text)
		if r.quoted(colon+1, end, cs); isStructured(name) {
			for k, c := range r.text[from:] {
				if c == ';' {
					r.text[from+k] = ' '
				}
			}
		}
		r.text = append(r.text, '\n')
		return
	}
	if (name == "BEGIN" || name == "END") && isPropertyName(raw[colon+1:end]) {
		return
	}
	r.params(head, colon)
	if embedded(raw[head:colon], raw[colon+1:end]) {
		r.unread = append(r.unread, name)
		return
	}
	r.unfolded(colon+1, end, calendarValue, name)
}

// params adds the values of parameters: ;CN="Ann Example";ROLE=CHAIR.
func (r *record) params(i, end int) {
	for i < end {
		for i < end && r.raw[i] == ';' {
			i++
		}
		eq := bytes.IndexAny(r.raw[i:end], "=;")
		if eq < 0 || r.raw[i+eq] == ';' { // a value alone (vCard 2.1)
			to := end
			if eq >= 0 {
				to = i + eq
			}
			if to > i {
				r.unfolded(i, to, calendarParam, "")
			}
			i = to
			continue
		}
		name := strings.ToUpper(strings.Trim(string(r.raw[i:i+eq]), "; \r\n\t"))
		i += eq + 1
		to := i
		for quoted := false; to < end && (quoted || r.raw[to] != ';'); to++ {
			if r.raw[to] == '"' {
				quoted = !quoted
			}
		}
		if to > i {
			kind := calendarParam
			if r.raw[i] == '"' {
				kind = calendarQuoted
			}
			r.unfolded(i, to, kind, name)
		}
		i = to
	}
}

// embedded tells values that hold a file or text in base64.
func embedded(params, value []byte) bool {
	p := bytes.ToUpper(params)
	return bytes.Contains(p, []byte("ENCODING=B")) || bytes.Contains(p, []byte("BASE64")) || base64URL(value)
}

// isPropertyName tells names of properties and components (RFC 5545 section 3.1), with the group of vCard.
func isPropertyName(b []byte) bool {
	for _, c := range b {
		if !isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

// unfolded adds raw[from:to] without folds and, in values, escapes. The parts of a structured name or address are put as words.
func (r *record) unfolded(from, to, kind int, name string) {
	r.mark(pii.MarkField, name)
	r.addressLabel(name)
	r.begin(from, kind)
	raw := r.raw
	for i := from; i < to; i++ {
		switch c := raw[i]; {
		case c == '\r' && i+2 < to && raw[i+1] == '\n':
			i += 2
		case c == '\n' && i+1 < to:
			i++
		case c == '\\' && kind == calendarValue && i+1 < to:
			d := raw[i+1]
			if d == 'n' || d == 'N' {
				d = '\n'
			}
			r.put(i, d)
			i++
		case c == '^' && kind != calendarValue && i+1 < to && careted(raw[i+1]) != 0:
			r.put(i, careted(raw[i+1]))
			i++
		case c == '<' && kind == calendarValue:
			n := inlineTag(raw[i:to])
			if n == 0 {
				r.put(i, c)
				break
			}
			r.finish(i)
			i += n - 1
			r.begin(i+1, kind)
		case c == ';' && kind == calendarValue && isStructured(name):
			r.put(i, ' ')
		default:
			r.put(i, c)
		}
	}
	r.finish(to)
	r.text = append(r.text, '\n')
}

// accountProperties are extensions of address books for accounts: X-SKYPE, X-AIM.
var accountProperties = sync.OnceValue(func() map[string]bool {
	return words("aim discord evernote facebook gadugadu google-talk googletalk gtalk icq instagram jabber kakaotalk line linkedin mastodon matrix msn qq signal skype skype-username snapchat telegram tiktok twitter " +
		"viber wechat whatsapp xing yahoo threema username")
})

// isStructured tells properties of several parts.
func isStructured(name string) bool { return name == "N" || name == "ADR" || name == "ORG" }

// addressLabel says in the text that an address follows: its parts alone do not always tell.
func (r *record) addressLabel(name string) {
	if name == "ADR" || name == "X-ADDRESS" {
		r.text = append(r.text, "Address: "...)
	}
}

// careted decodes what follows a "^" in a parameter (RFC 6868); 0 if that is no escape.
func careted(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case '^':
		return '^'
	case '\'':
		return '"'
	}
	return 0
}

func escapeCalendar(dst, s []byte, c cell) []byte {
	if c.kind == mailQuoted {
		start := len(dst)
		dst = encodeMail(dst, s, c)
		return append(dst[:start], bytes.ReplaceAll(bytes.ReplaceAll(dst[start:], []byte("\r"), nil), []byte("\n"), []byte("=0A"))...)
	}
	for _, b := range s {
		switch {
		case c.kind == calendarQuoted && strings.IndexByte(",;:", b) >= 0:
			dst = append(dst, b)
		case c.kind != calendarValue && strings.IndexByte("\";:,\r\n", b) >= 0:
		case b == '\n':
			dst = append(dst, '\\', 'n')
		case b == '\r':
		case b == '\\' || b == ',' || b == ';':
			dst = append(dst, '\\', b)
		default:
			dst = append(dst, b)
		}
	}
	return dst
}
