package formats

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// Mail is the format of messages (RFC 5322, MIME): headers with encoded words, text parts in any transfer encoding, HTML parts and
// attached messages, edited in place. Other attachments are named as not read.
func Mail() Format {
	return Format{Name: "eml", Extensions: []string{".eml", ".mht"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), write: func(r *record, w io.Writer) error { return r.write(w, encodeMail) }, decode: func(r *record) error {
			r.message(0, len(r.raw), 0)
			return nil
		}}
	}}
}

// Kinds of cells in mails; those of markup stand for themselves.
const (
	mailText = iota + 10
	mailWords
	mailQuoted
	mailBase64
)

// maxMailDepth bounds parts in parts.
const maxMailDepth = 16

// message adds the message or part raw[i:end].
func (r *record) message(i, end, depth int) {
	var contentType, encoding, disposition string
	for i < end {
		next := contentLine(r.raw[:end], i)
		line := bytes.TrimRight(r.raw[i:next], "\r\n")
		if len(line) == 0 {
			i = next
			break
		}
		name, value, ok := strings.Cut(string(line), ":")
		if !ok {
			r.plain(i, next, mailText)
			i = next
			continue
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "content-type":
			contentType = value
		case "content-transfer-encoding":
			encoding = strings.ToLower(strings.TrimSpace(value))
		case "content-disposition":
			disposition = value
		}
		r.header(i+len(name)+1, i+len(line), name)
		i = next
	}
	r.mark(pii.MarkField, "")
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = "text/plain"
		if strings.TrimSpace(contentType) != "" {
			kind = strings.ToLower(strings.TrimSpace(strings.SplitN(contentType, ";", 2)[0]))
		}
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" && depth < maxMailDepth:
		r.multipart(i, end, params["boundary"], depth)
	case kind == "message/rfc822" && depth < maxMailDepth && encoding != "base64":
		r.message(i, end, depth+1)
	case strings.HasPrefix(kind, "text/") || kind == "application/json" || kind == "application/xml":
		r.body(i, end, kind, encoding)
	default:
		r.unread = append(r.unread, attachmentName(kind, params, disposition))
	}
}

func attachmentName(kind string, params map[string]string, disposition string) string {
	if _, p, err := mime.ParseMediaType(disposition); err == nil && p["filename"] != "" {
		return "attachment of type " + kind
	}
	if params["name"] != "" {
		return "attachment of type " + kind
	}
	return "part of type " + kind
}

// header adds a header's value, its encoded words decoded.
func (r *record) header(from, to int, name string) {
	r.gap('\n')
	r.mark(pii.MarkField, name)
	if bytes.Contains(r.raw[from:to], []byte("=?")) {
		if s, err := new(mime.WordDecoder).DecodeHeader(string(r.raw[from:to])); err == nil {
			r.decoded(from, to, []byte(s), mailWords)
			r.gap('\n')
			return
		}
	}
	r.plain(from, to, mailText)
	r.gap('\n')
}

// multipart adds the parts between boundary lines; what stands before and after them is text.
func (r *record) multipart(i, end int, boundary string, depth int) {
	line := []byte("--" + boundary)
	start, first := i, true
	for i < end {
		next := end
		if k := bytes.IndexByte(r.raw[i:end], '\n'); k >= 0 {
			next = i + k + 1
		}
		if rest, ok := bytes.CutPrefix(bytes.TrimRight(r.raw[i:next], " \t\r\n"), line); ok && (len(rest) == 0 || string(rest) == "--") {
			r.section(start, i, first, depth)
			start, first = next, len(rest) > 0
		}
		i = next
	}
	r.section(start, end, first, depth)
}

// section adds a part, or text outside of parts.
func (r *record) section(from, to int, outside bool, depth int) {
	switch {
	case to <= from:
	case outside:
		r.plain(from, to, mailText)
	default:
		r.message(from, to, depth+1)
	}
	r.gap('\n')
}

// body adds the text of a part.
func (r *record) body(from, to int, kind, encoding string) {
	switch encoding {
	case "base64":
		text, err := base64.StdEncoding.DecodeString(string(bytes.Map(dropBlank, r.raw[from:to])))
		if err != nil {
			r.plain(from, to, mailText)
			return
		}
		r.decoded(from, to, text, mailBase64)
	case "quoted-printable":
		r.quoted(from, to)
	default:
		if kind == "text/html" {
			r.markup(from, to, htmlRules())
			return
		}
		r.plain(from, to, mailText)
	}
}

func dropBlank(c rune) rune {
	if c <= ' ' {
		return -1
	}
	return c
}

// quoted adds quoted-printable text (RFC 2045 section 6.7); soft line breaks vanish.
func (r *record) quoted(from, to int) {
	r.begin(from, mailQuoted)
	raw := r.raw
	for i := from; i < to; i++ {
		if raw[i] != '=' {
			r.put(i, raw[i])
			continue
		}
		hi, lo := byte(255), byte(255)
		if i+2 < to {
			hi, lo = unhex(raw[i+1]), unhex(raw[i+2])
		}
		switch {
		case hi < 16 && lo < 16:
			r.put(i, hi<<4|lo)
			i += 2
		case i+1 < to && raw[i+1] == '\n':
			i++
		case i+2 < to && raw[i+1] == '\r' && raw[i+2] == '\n':
			i += 2
		default:
			r.put(i, '=')
		}
	}
	r.finish(to)
}

func unhex(c byte) byte {
	r, ok := hex4([]byte{'0', '0', '0', c})
	if !ok {
		return 255
	}
	return byte(r)
}

// encodeMail writes text as its cell's encoding wants it.
func encodeMail(dst, s []byte, c cell) []byte {
	switch c.kind {
	case mailText:
		return append(dst, s...)
	case mailWords:
		return append(append(dst, ' '), mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(string(s)), " "))...)
	case mailQuoted:
		const hex = "0123456789ABCDEF"
		for _, b := range s {
			if b == '=' || b < ' ' && b != '\n' && b != '\r' && b != '\t' || b > '~' {
				dst = append(dst, '=', hex[b>>4], hex[b&15])
				continue
			}
			dst = append(dst, b)
		}
		return dst
	case mailBase64:
		enc := base64.StdEncoding.EncodeToString(s)
		for len(enc) > 76 {
			dst = append(append(dst, enc[:76]...), "\r\n"...)
			enc = enc[76:]
		}
		return append(append(dst, enc...), "\r\n"...)
	}
	return escapeMarkup(dst, s, c)
}
