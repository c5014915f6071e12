package formats

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

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
	ready  func() bool            // another record is at hand; nil if that is not known
	decode func(*record) error
	write  func(*record, io.Writer) error
	at     int64
	unread []string
	open   bool // the current record is not written yet

	ownCharsets bool // the format says in which character set its texts are
	orig        []byte
	narrow      *charmap.Charmap // what orig is in; nil if it is the record
	place       legacyPlace
}

// legacyPlace is how far a record in another character set was counted: a character of it is one byte of the file.
type legacyPlace struct{ wide, narrow int }

func (c *recordCodec) Next() ([]byte, []pii.Mark, error) {
	if err := c.flush(); err != nil {
		return nil, nil, err
	}
	raw, err := c.next()
	if err != nil {
		return nil, nil, err
	}
	at := c.at
	c.at += int64(len(raw))
	if c.narrow = nil; !c.ownCharsets {
		if c.narrow = legacyCharset(raw); c.narrow != nil {
			c.orig, c.place = raw, legacyPlace{}
			raw = widen(raw, c.narrow)
		}
	}
	c.rec.reset(raw, at)
	c.rec.recoded = c.narrow != nil
	if err := c.decode(&c.rec); err != nil {
		return nil, nil, fmt.Errorf("formats: record at byte %d: %w", c.rec.base, err)
	}
	if c.rec.crowded {
		return nil, nil, ErrTooLarge
	}
	if !c.ownCharsets { // the boundaries of a mail's parts may look like addresses
		c.rec.nameUncovered()
	}
	c.open = true
	return c.rec.text, c.rec.marks, nil
}

// Apply drops the record after an error: without the edit it must not be written.
func (c *recordCodec) Apply(e pii.Edit) error {
	err := c.rec.apply(e)
	c.open = c.open && err == nil
	return err
}

func (c *recordCodec) Close() error { return c.flush() }

func (c *recordCodec) Locate(start, end int64) (int64, int64, bool) {
	from, to, ok := c.rec.locate(start, end)
	if c.narrow == nil || !ok {
		return from, to, ok
	}
	return c.narrowed(from), c.narrowed(to), true
}

// narrowed returns where a place in the decoded record stands in the file.
func (c *recordCodec) narrowed(at int64) int64 {
	i := int(at - c.rec.base)
	if i < c.place.wide {
		c.place = legacyPlace{}
	}
	c.place.narrow += utf8.RuneCount(c.rec.raw[c.place.wide:i])
	c.place.wide = i
	return c.rec.base + int64(c.place.narrow)
}

// Unread names what could not be read.
func (c *recordCodec) Unread() []string { return append(slices.Clip(c.unread), c.rec.unread...) }

// keep takes over what a record names; what was told is named once.
func (c *recordCodec) keep(unread []string, told map[string]bool) {
	for _, u := range unread {
		if len(c.unread) < maxUnread && (!told[u] || !slices.Contains(c.unread, u)) {
			c.unread = append(c.unread, u)
		}
	}
}

// maxUnread bounds what is named of all records.
const maxUnread = 1000

func (c *recordCodec) flush() error {
	if !c.open {
		return nil
	}
	c.open = false
	c.keep(c.rec.unread, c.rec.told)
	c.rec.unread = nil
	if c.narrow == nil {
		return c.write(&c.rec, c.w)
	}
	if len(c.rec.edits) == 0 {
		_, err := c.w.Write(c.orig)
		return err
	}
	var wide bytes.Buffer
	if err := c.write(&c.rec, &wide); err != nil {
		return err
	}
	_, err := c.w.Write(narrow(wide.Bytes(), c.narrow))
	return err
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

// lineCodec returns a codec with a record for each line, its line break included.
func lineCodec(r io.Reader, w io.Writer, decode func(*record) error, write func(*record, io.Writer) error) Codec {
	br := bufio.NewReaderSize(r, 64<<10)
	return &recordCodec{w: w, next: lines(br), ready: func() bool { return holdsLine(br) }, decode: decode, write: write}
}

// holdsLine reports whether a whole line is in the buffer.
func holdsLine(br *bufio.Reader) bool {
	b, _ := br.Peek(br.Buffered())
	return bytes.IndexByte(b, '\n') >= 0
}

func lines(br *bufio.Reader) func() ([]byte, error) {
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
