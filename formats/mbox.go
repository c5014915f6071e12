package formats

import (
	"bufio"
	"bytes"
	"io"
)

// Mbox is the format of mailboxes (RFC 4155): messages one after another, each after a line that begins with "From " and follows an
// empty line. A message is a document; in it all is as in Mail.
func Mbox() Format {
	f := Format{Name: "mbox", Extensions: []string{".mbox", ".mbx"}, Stream: true, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, ownCharsets: true, next: messages(r), write: writeMail, decode: func(r *record) error {
			r.archive = &archive{}
			at := 0
			if bytes.HasPrefix(r.raw, []byte("From ")) {
				if at = bytes.IndexByte(r.raw, '\n') + 1; at == 0 {
					at = len(r.raw)
				}
				r.plain(0, at, mailText)
			}
			r.message(at, len(r.raw), 0)
			return nil
		}}
	}}
	return f.identified()
}

// messages gives one message at a time.
func messages(r io.Reader) func() ([]byte, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	var buf, first []byte
	return func() ([]byte, error) {
		buf = append(buf[:0], first...)
		first = first[:0]
		blank, whole := false, true // whether the line before is empty, and ended
		for {
			line, err := br.ReadSlice('\n')
			if whole && blank && bytes.HasPrefix(line, []byte("From ")) {
				first = append(first, line...)
				return buf, nil
			}
			if whole {
				blank = len(bytes.TrimRight(line, "\r\n")) == 0
			}
			whole = err == nil
			switch buf = append(buf, line...); {
			case len(buf) > MaxRecord:
				return nil, ErrTooLarge
			case err == nil, err == bufio.ErrBufferFull:
			case err == io.EOF && len(buf) > 0:
				return buf, nil
			default:
				return nil, err
			}
		}
	}
}
