package formats

import (
	"bytes"
	"io"
)

// Text is the format of plain text: the whole file is one document. Package anonymize's Writer treats text of any length; this codec
// is for files that fit into memory.
func Text() Format {
	return Format{Name: "text", Extensions: []string{".txt", ".text", ".md"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: decodeText, write: writePlain}
	}}
}

func decodeText(r *record) error {
	r.plain(0, len(r.raw), plainText)
	r.sections(0)
	return nil
}

// Lines is the format of logs: a line is a document (Common and Combined Log Format, logfmt, syslog).
func Lines() Format {
	return Format{Name: "log", Extensions: []string{".log"}, Stream: true, Open: func(r io.Reader, w io.Writer) Codec {
		return lineCodec(r, w, decodeLine, writeLine)
	}}
}

// decodeLine undoes the escapes of JSON in lines that have some of it, and quotes that SQL doubles inside of a name.
func decodeLine(r *record) error {
	if bytes.Contains(r.raw, []byte(`\u00`)) {
		r.unescaped(0, len(r.raw), plainText)
		return nil
	}
	if doublesQuotes(r.raw) {
		r.doubled(0, len(r.raw), '\'', plainText)
		return nil
	}
	r.plain(0, len(r.raw), plainText)
	r.unnest()
	return nil
}

// doublesQuotes reports a doubled quote between letters, as SQL writes the name O'Neill.
func doublesQuotes(b []byte) bool {
	k := bytes.Index(b, []byte("''"))
	return k > 0 && k+2 < len(b) && isWordByte(b[k-1]) && isLetter(b[k+2])
}

func writePlain(r *record, w io.Writer) error { return r.write(w, appendText) }

func appendText(dst, s []byte, _ cell) []byte { return append(dst, s...) }

// writeLine keeps the number of lines: line breaks in new text become blanks.
func writeLine(r *record, w io.Writer) error {
	return r.write(w, func(dst, s []byte, _ cell) []byte {
		for _, c := range s {
			if c == '\n' || c == '\r' {
				c = ' '
			}
			dst = append(dst, c)
		}
		return dst
	})
}
