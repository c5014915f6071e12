// Package csvx reads and writes delimited text in the dialect that it came in: delimiter, quotes,
// line ends and byte-order mark are detected and kept. Fields are handed out as raw bytes of the
// input, so that what nobody changes is written back as it was.
package csvx

import (
	"bufio"
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
	ErrTooLong  = errors.New("record is longer than 16 MiB")
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
	r      *bufio.Reader
	d      Dialect
	long   []byte
	fields [][]byte
	rec    int
	final  bool
}

// NewReader reads r in dialect d; a byte-order mark at the start is skipped.
func NewReader(r io.Reader, d Dialect) *Reader {
	return &Reader{r: bufio.NewReaderSize(r, 1<<18), d: d}
}

// FinalNewline reports, once Next has returned io.EOF, whether the input ended in a line end.
func (r *Reader) FinalNewline() bool { return r.final }

// Record is the number of the record that Next returned last, counted from 1.
func (r *Reader) Record() int { return r.rec }

// line returns one physical line with its end, valid until the next call.
func (r *Reader) line() ([]byte, error) {
	b, err := r.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		long := append([]byte(nil), b...)
		for err == bufio.ErrBufferFull {
			if len(long) > maxRecord {
				return nil, &Error{r.rec + 1, ErrTooLong}
			}
			b, err = r.r.ReadSlice('\n')
			long = append(long, b...)
		}
		b = long
	}
	if err == io.EOF && len(b) > 0 {
		r.final = false
		return b, nil
	}
	if err == nil {
		r.final = true
	}
	return b, err
}

// Next returns the raw fields of the next record, quotes included, valid until the next call; empty
// lines are skipped. At the end it returns io.EOF.
func (r *Reader) Next() ([][]byte, error) {
	for {
		b, err := r.line()
		if err != nil {
			return nil, err
		}
		if r.rec == 0 {
			if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
				return nil, &Error{1, ErrEncoding}
			}
			b = bytes.TrimPrefix(b, bom)
		}
		if q := r.d.Quote; q != 0 && bytes.IndexByte(b, q) >= 0 {
			if b, err = r.whole(b); err != nil {
				return nil, err
			}
		}
		b = trimEnd(b)
		if len(b) == 0 {
			continue
		}
		r.rec++
		return r.split(b)
	}
}

// whole joins physical lines until every quote is closed.
func (r *Reader) whole(b []byte) ([]byte, error) {
	q := []byte{r.d.Quote}
	if !r.opensQuote(b) || bytes.Count(b, q)%2 == 0 {
		return b, nil
	}
	r.long = append(r.long[:0], b...)
	n := bytes.Count(b, q)
	for n%2 == 1 {
		c, err := r.line()
		if err == io.EOF {
			return nil, &Error{r.rec + 1, ErrQuote}
		}
		if err != nil {
			return nil, err
		}
		if r.long = append(r.long, c...); len(r.long) > maxRecord {
			return nil, &Error{r.rec + 1, ErrTooLong}
		}
		n += bytes.Count(c, q)
	}
	return r.long, nil
}

// opensQuote reports whether some field of the line begins with a quote.
func (r *Reader) opensQuote(b []byte) bool {
	return b[0] == r.d.Quote || bytes.Contains(b, []byte{r.d.Delimiter, r.d.Quote})
}

func trimEnd(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
	}
	if n := len(b); n > 0 && b[n-1] == '\r' {
		b = b[:n-1]
	}
	return b
}

func (r *Reader) split(b []byte) ([][]byte, error) {
	f := r.fields[:0]
	del, q := r.d.Delimiter, r.d.Quote
	for {
		if q != 0 && len(b) > 0 && b[0] == q {
			end := closing(b, q)
			if end < 0 || end < len(b) && b[end] != del {
				return nil, &Error{r.rec, ErrQuote}
			}
			f = append(f, b[:end:end])
			if end == len(b) {
				break
			}
			b = b[end+1:]
			continue
		}
		i := bytes.IndexByte(b, del)
		if i < 0 {
			f = append(f, b[:len(b):len(b)])
			break
		}
		f = append(f, b[:i:i])
		b = b[i+1:]
	}
	r.fields = f
	return f, nil
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
