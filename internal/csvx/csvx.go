// Package csvx reads and writes delimited text in the dialect that it came in: delimiter, quotes,
// line ends and byte-order mark are detected and kept. Fields are handed out as raw bytes of the
// input, so that what nobody changes is written back as it was.
package csvx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Dialect is how a file writes its cells.
type Dialect struct {
	Delimiter byte // ',' ';' tab '|'
	Quote     byte // '"' (0 means no quoting)
	CRLF      bool // lines end in \r\n
	BOM       bool // the file begins with a UTF-8 byte-order mark
	NoFinal   bool // the last line has no line end
}

// Errors of a [Reader], wrapped in an [*Error].
var (
	ErrQuote    = errors.New("quote is not closed or stands inside a field")
	ErrTooLong  = errors.New("record is longer than 16 MiB, or a quote is never closed")
	ErrEncoding = errors.New("text is UTF-16; convert it to UTF-8 first")
)

// Error names the record, counted from 1 (a header is record 1).
type Error struct {
	Record int
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("csvx: record %d: %v", e.Record, e.Err) }

// Unwrap returns the kind of error.
func (e *Error) Unwrap() error { return e.Err }

var bom = []byte("\xef\xbb\xbf")

// Detect guesses the dialect from the beginning of a file. The delimiter is the one of ';', ',',
// tab and '|' that occurs most often outside of quotes in the first line.
func Detect(b []byte) Dialect {
	d := Dialect{Delimiter: ',', Quote: '"'}
	if bytes.HasPrefix(b, bom) {
		d.BOM, b = true, b[3:]
	}
	var n [256]int
	quoted := false
	for i, c := range b {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' {
			d.CRLF = i > 0 && b[i-1] == '\r'
			break
		}
		n[c]++
	}
	for _, c := range []byte{';', '\t', '|'} {
		if n[c] > n[d.Delimiter] {
			d.Delimiter = c
		}
	}
	return d
}

const maxRecord = 16 << 20

// Reader splits input into records. It is not safe for concurrent use.
type Reader struct {
	blocks *Blocks
	p      *Parser
	block  []byte
	fields [][]byte
	rec    int
}

// NewReader reads r in dialect d; a byte-order mark at the start is skipped.
func NewReader(r io.Reader, d Dialect) *Reader {
	p := NewParser(d)
	p.Reset(nil)
	return &Reader{blocks: NewBlocks(r, d, 1<<16), p: p}
}

// Next returns the raw fields of the next record, quotes included, valid until the next call; empty
// lines are skipped. At the end it returns io.EOF.
func (r *Reader) Next() ([][]byte, error) {
	spans, err := r.p.Next()
	for err == io.EOF {
		if r.block, err = r.blocks.Next(r.block); err != nil {
			if err != io.EOF {
				err = &Error{r.rec + 1, err}
			}
			return nil, err
		}
		r.p.Reset(r.block)
		spans, err = r.p.Next()
	}
	if err != nil {
		return nil, &Error{r.rec + 1, errors.Unwrap(err)}
	}
	r.rec++
	r.fields = r.fields[:0]
	for _, s := range spans {
		r.fields = append(r.fields, r.p.Bytes()[s.Start:s.End:s.End])
	}
	return r.fields, nil
}

// closing returns the index after the quote that closes the field at b[0], or -1.
func closing(b []byte, q byte) int {
	for i := 1; i < len(b); i++ {
		if b[i] != q {
			continue
		}
		if i+1 < len(b) && b[i+1] == q {
			i++
			continue
		}
		return i + 1
	}
	return -1
}

// Value returns the value of a raw field: the field itself, or without its quotes (then scratch may
// be used for the result).
func (d Dialect) Value(raw, scratch []byte) []byte {
	if len(raw) < 2 || d.Quote == 0 || raw[0] != d.Quote {
		return raw
	}
	in := raw[1 : len(raw)-1]
	if bytes.IndexByte(in, d.Quote) < 0 {
		return in
	}
	scratch = scratch[:0]
	for i := 0; i < len(in); i++ {
		scratch = append(scratch, in[i])
		if in[i] == d.Quote {
			i++
		}
	}
	return scratch
}

// AppendField appends a value as a field, quoted if it needs quotes or always is set.
func (d Dialect) AppendField(dst []byte, v string, always bool) []byte {
	need := always
	for i := 0; i < len(v) && !need; i++ {
		c := v[i]
		need = c == d.Delimiter || c == '\n' || c == '\r' || c == d.Quote
	}
	if !need || d.Quote == 0 {
		return append(dst, v...)
	}
	dst = append(dst, d.Quote)
	for i := range len(v) {
		if v[i] == d.Quote {
			dst = append(dst, d.Quote)
		}
		dst = append(dst, v[i])
	}
	return append(dst, d.Quote)
}

// End is the line end of the dialect.
func (d Dialect) End() string {
	if d.CRLF {
		return "\r\n"
	}
	return "\n"
}
