package anonymize

import (
	"bytes"
	"io"

	"golang.org/x/text/transform"
)

// readSize is how much a Reader asks for at once.
const readSize = 32 << 10

// NewReader returns a reader of the redacted form of what rd gives, a stream of any length in bounded memory. At the end it returns
// the joined failures of operators instead of io.EOF if there were any.
func (r *Redactor) NewReader(rd io.Reader) io.Reader {
	x := &reader{from: rd}
	x.w = r.NewWriter(&x.out)
	return x
}

type reader struct {
	from io.Reader
	w    *Writer
	out  bytes.Buffer
	in   []byte
	idle int // reads in a row that gave nothing
	err  error
}

// maxIdle is how many reads in a row may give neither bytes nor an error.
const maxIdle = 100

func (x *reader) Read(b []byte) (int, error) {
	for x.out.Len() == 0 {
		if x.err != nil {
			return 0, x.err
		}
		if len(b) == 0 {
			return 0, nil
		}
		if x.in == nil {
			x.in = make([]byte, readSize)
		}
		n, err := x.from.Read(x.in)
		if x.idle++; n > 0 {
			x.idle = 0
		}
		if x.idle > maxIdle && err == nil {
			err = io.ErrNoProgress
		}
		if _, werr := x.w.Write(x.in[:n]); werr != nil && err == nil {
			err = werr
		}
		if err != nil {
			x.err = err
			if cerr := x.w.Close(); cerr != nil && err == io.EOF {
				x.err = cerr
			}
		}
	}
	return x.out.Read(b)
}

// Transformer returns the Redactor as a transform.Transformer. It keeps what is not settled itself, so it takes all of src. It is
// not safe for concurrent use. With atEOF it returns the joined failures of operators after the last byte.
func (r *Redactor) Transformer() transform.Transformer {
	t := &transformer{r: r}
	t.Reset()
	return t
}

type transformer struct {
	r      *Redactor
	w      *Writer
	out    bytes.Buffer
	closed bool
	err    error
}

func (t *transformer) Reset() {
	t.out.Reset()
	t.w = t.r.NewWriter(&t.out)
	t.closed, t.err = false, nil
}

func (t *transformer) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	if !t.closed && (t.out.Len() == 0 || atEOF) {
		if nSrc, err = t.w.Write(src); err != nil {
			return 0, nSrc, err
		}
		if atEOF {
			t.err, t.closed = t.w.Close(), true
		}
	}
	nDst, _ = t.out.Read(dst)
	switch {
	case t.out.Len() > 0, nSrc < len(src):
		return nDst, nSrc, transform.ErrShortDst
	}
	return nDst, nSrc, t.err
}
