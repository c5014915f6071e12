package formats

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/url"
	"strings"
)

func writeMail(r *record, w io.Writer) error { return r.write(w, encodeMail) }

// encodeMail writes text as its cell's encoding wants it.
func encodeMail(dst, s []byte, c cell) []byte {
	if c.kind != mailWords && c.kind != mailPhrase && c.cellRest != nil {
		s = encodeCharset(s, c.charset)
	}
	switch c.kind {
	case mailText, mailFile:
		return append(dst, s...)
	case mailPercent:
		if len(s) == 0 {
			s = []byte("_")
		}
		return append(dst, strings.ReplaceAll(url.QueryEscape(string(s)), "+", "%20")...)
	case mailQuotedFile:
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		_, _ = w.Write(s) // to memory
		_ = w.Close()
		if c.nested.unix {
			return append(dst, bytes.ReplaceAll(b.Bytes(), []byte("\r\n"), []byte("\n"))...)
		}
		return append(dst, b.Bytes()...)
	case mailWords, mailPhrase:
		text := strings.Join(strings.Fields(string(s)), " ")
		if len(s) > 0 && s[0] == ' ' && text != "" {
			dst = append(dst, ' ') // behind what was put before the rest of an encoded word
		}
		if c.kind == mailPhrase && strings.ContainsAny(text, "()<>[]:;@\\,.\"") && isASCII([]byte(text)) {
			if n := len(text); n > 1 && text[0] == '"' && text[n-1] == '"' {
				text = text[1 : n-1]
			}
			return append(append(append(dst, '"'), strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text)...), '"')
		}
		words := mime.QEncoding.Encode("utf-8", text)
		if c.kind == mailPhrase {
			words = inPhrase.Replace(words)
		}
		return append(dst, words...)
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

// inPhrase writes what an encoded word of a name must not have as it stands (RFC 2047 section 5).
var inPhrase = strings.NewReplacer("(", "=28", ")", "=29", "<", "=3C", ">", "=3E", "[", "=5B", "]", "=5D", ":", "=3A", ";", "=3B", "@", "=40", `\`, "=5C", ",", "=2C", ".", "=2E", `"`, "=22")
