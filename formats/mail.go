package formats

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/lethe-pii/lethe/pii"
)

// Mail is the format of messages (RFC 5322, MIME): headers with encoded words and parameters in pieces (RFC 2047, RFC 2231), text parts
// in any transfer encoding, attached messages and attached files of known formats, edited in place. Identifiers of messages that a machine made stay, and those of a file stay apart. Other attachments, and those of
// which only text could go out, are named as not read.
func Mail() Format { return mailIn(&archive{}) }

// mailIn is Mail for a mail that lies in an archive.
func mailIn(a *archive) Format {
	f := Format{Name: "eml", Extensions: []string{".eml", ".mht"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, ownCharsets: true, next: wholeFile(r), write: writeMail, decode: func(r *record) error {
			r.archive = &archive{depth: a.depth, unpacked: a.unpacked}
			r.message(0, len(r.raw), 0)
			return nil
		}}
	}}
	return f.identified()
}

// Kinds of cells in mails; those of markup stand for themselves.
const (
	mailText = iota + 10
	mailWords
	mailQuoted
	mailBase64
	mailPercent
	mailQuotedFile // nested
	mailFile
	mailPhrase // words of an address
)

// maxMailDepth bounds parts in parts.
const maxMailDepth = 16

// message adds the message or part raw[i:end].
func (r *record) message(i, end, depth int) {
	var contentType, encoding, disposition string
	seen := map[string]string{} // what the headers that say how the body is read said first
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
		switch key := strings.ToLower(strings.TrimSpace(name)); key {
		case "content-type", "content-transfer-encoding":
			if first, ok := seen[key]; ok && first != value {
				r.notRead("body whose headers contradict each other")
			}
			seen[key] = value
			if key == "content-type" {
				contentType = value
				break
			}
			encoding = strings.TrimSpace(strings.ToLower(value))
			if k := strings.IndexByte(encoding, '('); k > 0 {
				encoding = strings.TrimSpace(encoding[:k])
			}
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
			r.notRead("body with a broken Content-Type")
		}
	}
	if strings.HasPrefix(kind, "multipart/") && !isIdentity(encoding) {
		r.notRead("encoded part of type " + kind)
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" && depth < maxMailDepth:
		r.multipart(i, end, params["boundary"], depth)
	case kind == "message/rfc822" && depth < maxMailDepth && isIdentity(encoding):
		r.message(i, end, depth+1)
	default:
		name := attachmentName(params, disposition)
		format, ok := r.archive.part(kind, name)
		if _, wide := wideCharset(params["charset"]); wide && !ok && strings.HasPrefix(kind, "text/") {
			format, ok = Text(), true
		}
		switch {
		case ok && r.file(i, end, format, encoding, params["charset"]):
		case kind == "text/rtf":
			r.notRead("part of type " + kind)
			r.body(i, end, encoding, params)
		case strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "message/") && kind != "message/rfc822" || kind == "application/json" || kind == "application/xml":
			r.body(i, end, encoding, params)
		case name != "":
			r.unread = append(r.unread, "attachment of type "+kind)
		default:
			r.unread = append(r.unread, "part of type "+kind)
		}
	}
}

// attachmentName returns the file name that the headers give, decoded.
func attachmentName(params map[string]string, disposition string) string {
	name := params["name"]
	if _, p, err := mime.ParseMediaType(disposition); err == nil && p["filename"] != "" {
		name = p["filename"]
	}
	if s, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = s
	}
	return name
}

// part returns the format of a part that is a file of its own: by its type, or by its name if the type says little. Formats of
// which text goes out cannot stand in a mail.
func (a *archive) part(kind, name string) (f Format, ok bool) {
	switch kind {
	case "message/rfc822":
		return mailIn(a.inner()), a.depth < maxMailDepth
	case "text/html", "application/xhtml+xml":
		return HTML(), true
	case "text/enriched", "text/richtext":
		return enriched(), true
	case "text/calendar", "text/vcard", "text/x-vcard", "text/directory":
		return Calendar(), true
	case "application/json":
		return JSON(), true
	case "text/xml", "application/xml":
		return XML(), true
	case "text/csv":
		return CSV(), true
	case "text/tab-separated-values":
		return TSV(), true
	case "text/vtt", "application/x-subrip":
		return Subtitles(), true
	case "application/jsonl", "application/x-ndjson":
		return JSONLines(), true
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return DOCX(), true
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return XLSX(), true
	case "application/zip", "application/x-zip-compressed":
		return zipIn(a.inner()), true
	}
	if name == "" {
		return f, false
	}
	f = a.byPath(name)
	return f, !f.AsText && f.Name != "text" && f.Name != "eml"
}

// file adds a part as a file of a format; false if it cannot be decoded.
func (r *record) file(from, to int, f Format, encoding, charsetName string) bool {
	n := &nested{format: f, file: r.raw[from:to]}
	kind := mailFile
	switch {
	case encoding == "base64":
		b, err := base64.StdEncoding.DecodeString(string(bytes.Map(dropBlank, n.file)))
		if err != nil {
			return false
		}
		n.file, kind = b, mailBase64
	case encoding == "quoted-printable":
		b, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(n.file)))
		if err != nil {
			return false
		}
		n.file, kind, n.unix = b, mailQuotedFile, !bytes.Contains(n.file, []byte("\r\n"))
	case !isIdentity(encoding):
		return false
	}
	if order, wide := wideCharset(charsetName); wide && !f.Binary {
		if shown := utf16Order(n.file); shown != nil {
			order = shown
		}
		n.format = f.wide(order)
	} else if !f.Binary && utf16Order(n.file[:min(len(n.file), memberHead)]) != nil {
		n.format = f.ForHead(n.file[:min(len(n.file), memberHead)])
	} else if !f.Binary && bytes.IndexByte(n.file, 0) >= 0 {
		r.notRead("text with zero bytes")
	} else if !f.Binary && charsetName != "" {
		cs, ok := charset(charsetName)
		if !ok {
			r.notRead("text in an unknown charset")
		}
		if n.charset = cs; cs != nil {
			if _, ok := decodeCharset(n.file, cs); !ok {
				r.notRead("text with bytes outside of its charset")
			}
		}
	}
	if r.nest(from, to, n, kind) != nil {
		r.notRead("part that is no valid file of format " + f.Name)
		return false
	}
	return true
}

// notRead names something that the record holds and that is not read, once.
func (r *record) notRead(what string) {
	if r.told[what] {
		return
	}
	if r.told == nil {
		r.told = map[string]bool{}
	}
	r.told[what] = true
	r.unread = append(r.unread, what)
}

// isIdentity tells the transfer encodings that change nothing (RFC 2045 section 6.2).
func isIdentity(encoding string) bool {
	return encoding == "" || encoding == "7bit" || encoding == "8bit" || encoding == "binary"
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

// body adds the text of a part. What cannot be decoded is named as not read, and looked at as it stands.
func (r *record) body(from, to int, encoding string, params map[string]string) {
	cs, ok := charset(params["charset"])
	joined := strings.EqualFold(params["format"], "flowed") && strings.EqualFold(params["delsp"], "yes")
	if !ok {
		r.notRead("text in an unknown charset")
	}
	switch {
	case encoding == "base64":
		b, err := base64.StdEncoding.DecodeString(string(bytes.Map(dropBlank, r.raw[from:to])))
		if err != nil {
			r.notRead("text in broken base64")
			r.plain(from, to, mailText)
			return
		}
		if bytes.IndexByte(b, 0) >= 0 {
			r.notRead("text with zero bytes")
		}
		text, ok := decodeCharset(b, cs)
		if !ok {
			r.notRead("text with bytes outside of its charset")
		}
		r.decoded(from, to, text, mailBase64)
		r.in(cs)
	case encoding == "quoted-printable":
		r.quoted(from, to, cs)
	case !isIdentity(encoding):
		r.notRead("text in an unknown transfer encoding")
		r.plain(from, to, mailText)
	case cs != nil || joined:
		r.begin(from, mailText)
		for i := from; i < to; i++ {
			if n := softBreak(r.raw[i:to]); joined && n > 0 {
				i += n - 1
				continue
			}
			r.putByte(i, r.raw[i], cs)
		}
		r.finish(to)
		r.in(cs)
	default:
		r.plain(from, to, mailText)
	}
}

// softBreak returns the length of the blank and the line break that b begins with, which fall away where DelSp is yes (RFC 3676); 0 for
// others.
func softBreak(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte(" \n")):
		return 2
	case bytes.HasPrefix(b, []byte(" \r\n")):
		return 3
	}
	return 0
}

// putByte adds the character that byte b stands for in c.
func (r *record) putByte(at int, b byte, c *charmap.Charmap) {
	if c == nil || b < utf8.RuneSelf {
		r.put(at, b)
		return
	}
	ch := c.DecodeByte(b)
	if ch == utf8.RuneError {
		r.notRead("text with bytes outside of its charset")
	}
	var buf [utf8.UTFMax]byte
	r.put(at, buf[:utf8.EncodeRune(buf[:], ch)]...)
}

func dropBlank(c rune) rune {
	if c <= ' ' {
		return -1
	}
	return c
}

// quoted adds quoted-printable text (RFC 2045 section 6.7); soft line breaks vanish.
func (r *record) quoted(from, to int, cs *charmap.Charmap) {
	r.begin(from, mailQuoted)
	r.in(cs)
	raw := r.raw
	for i := from; i < to; i++ {
		if raw[i] != '=' {
			r.putByte(i, raw[i], cs)
			continue
		}
		hi, lo := byte(255), byte(255)
		if i+2 < to {
			hi, lo = unhex(raw[i+1]), unhex(raw[i+2])
		}
		switch {
		case hi < 16 && lo < 16:
			r.putByte(i, hi<<4|lo, cs)
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
