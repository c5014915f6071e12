package formats

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/lethe-pii/lethe/pii"
)

// MaxFile is the largest file, in bytes, that a format without records is read of; MaxRecord is the largest record.
const (
	MaxFile   = 256 << 20
	MaxRecord = 64 << 20
)

// ErrTooLarge says that a file or record is larger than MaxFile or MaxRecord. Nothing of it was written.
var ErrTooLarge = errors.New("formats: too large")

// recordCodec turns a source of records and a decoder into a Codec.
type recordCodec struct {
	rec    record
	w      io.Writer
	next   func() ([]byte, error) // raw bytes of the next record, io.EOF after the last
	decode func(*record) error
	write  func(*record, io.Writer) error
	at     int64
	unread []string
	open   bool // the current record is not written yet
}

func (c *recordCodec) Next() ([]byte, []pii.Mark, error) {
	if err := c.flush(); err != nil {
		return nil, nil, err
	}
	raw, err := c.next()
	if err != nil {
		return nil, nil, err
	}
	c.rec.reset(raw, c.at)
	c.at += int64(len(raw))
	if err := c.decode(&c.rec); err != nil {
		return nil, nil, fmt.Errorf("formats: record at byte %d: %w", c.rec.base, err)
	}
	c.open = true
	return c.rec.text, c.rec.marks, nil
}

func (c *recordCodec) Apply(e pii.Edit) error { return c.rec.apply(e) }

func (c *recordCodec) Close() error { return c.flush() }

func (c *recordCodec) Locate(start, end int64) (int64, int64, bool) { return c.rec.locate(start, end) }

// Unread names what could not be read.
func (c *recordCodec) Unread() []string { return append(slices.Clip(c.unread), c.rec.unread...) }

// maxUnread bounds what is named of all records.
const maxUnread = 1000

func (c *recordCodec) flush() error {
	if !c.open {
		return nil
	}
	c.open = false
	for _, u := range c.rec.unread {
		if len(c.unread) < maxUnread && (!c.rec.told[u] || !slices.Contains(c.unread, u)) {
			c.unread = append(c.unread, u)
		}
	}
	c.rec.unread = nil
	return c.write(&c.rec, c.w)
}

// wholeFile gives all of r as one record.
func wholeFile(r io.Reader) func() ([]byte, error) {
	done := false
	return func() ([]byte, error) {
		if done {
			return nil, io.EOF
		}
		done = true
		b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
		if err != nil {
			return nil, err
		}
		if len(b) > MaxFile {
			return nil, ErrTooLarge
		}
		if len(b) == 0 {
			return nil, io.EOF
		}
		return b, nil
	}
}

// lines gives one line at a time, its line break included.
func lines(r io.Reader) func() ([]byte, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	var long []byte
	return func() ([]byte, error) {
		line, err := br.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			long = append(long[:0], line...)
			for err == bufio.ErrBufferFull && len(long) <= MaxRecord {
				line, err = br.ReadSlice('\n')
				long = append(long, line...)
			}
			line = long
		}
		switch {
		case len(line) > MaxRecord:
			return nil, ErrTooLarge
		case len(line) > 0 && (err == nil || err == io.EOF):
			return line, nil
		}
		return nil, err
	}
}
