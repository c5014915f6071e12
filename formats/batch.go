package formats

import (
	"fmt"
	"io"

	"github.com/lethe-pii/lethe/pii"
)

// Batched returns the format with codecs that give many short records (lines, rows) as one text, each a document of it (pii.MarkDoc), so
// that a scanner takes less time and can scan them side by side. They never wait for a record that is not at hand, and what is found and
// written is the same. Formats whose codecs have no such records, or need to see each (WithFields, WithoutFormulas), stay as they are.
func (f Format) Batched() Format {
	open := f.Open
	f.Open = func(r io.Reader, w io.Writer) Codec {
		c := open(r, w)
		if b, ok := c.(interface{ batched() Codec }); ok {
			return b.batched()
		}
		return c
	}
	return f
}

// Limits of a batch.
const (
	batchBytes   = 64 << 10
	batchRecords = 1 << 10
)

func (c *recordCodec) batched() Codec {
	if c.ready == nil {
		return c
	}
	return &batchCodec{all: c}
}

// batchCodec has a codec for each record of a batch; they share what the codec of the format knows.
type batchCodec struct {
	all   *recordCodec
	items []*batchItem // the first n are the batch
	n     int
	text  []byte
	marks []pii.Mark
	cur   int   // the record that the last edit was in
	err   error // what came instead of a record, behind the batch
}

// batchItem is a record in a batch.
type batchItem struct {
	recordCodec
	raw  []byte
	from int // where its text begins in that of the batch
	size int
}

func (c *batchCodec) Next() ([]byte, []pii.Mark, error) {
	if err := c.flush(); err != nil {
		return nil, nil, err
	}
	if c.err != nil {
		return nil, nil, c.err
	}
	c.text, c.marks, c.cur = c.text[:0], c.marks[:0], 0
	for c.n == 0 || len(c.text) < batchBytes && c.n < batchRecords && c.all.ready() {
		if c.err = c.add(); c.err != nil {
			break
		}
	}
	if c.n == 0 {
		return nil, nil, c.err
	}
	return c.text, c.marks, nil
}

// add adds the next record.
func (c *batchCodec) add() error {
	raw, err := c.all.next()
	if err != nil {
		return err
	}
	if c.n == len(c.items) {
		it := &batchItem{recordCodec: recordCodec{w: c.all.w, decode: c.all.decode, write: c.all.write}}
		it.next = func() ([]byte, error) { return it.raw, nil }
		if c.n > 0 { // records are alike
			last := c.items[c.n-1]
			it.raw, it.rec.text = make([]byte, 0, 2*len(last.raw)), make([]byte, 0, 2*len(last.rec.text))
			it.rec.cells, it.rec.marks = make([]cell, 0, len(last.rec.cells)), make([]pii.Mark, 0, len(last.rec.marks))
		}
		c.items = append(c.items, it)
	}
	it := c.items[c.n]
	it.raw = append(it.raw[:0], raw...)
	it.at, it.unread = c.all.at, nil
	it.rec.names = c.all.rec.names
	c.all.at += int64(len(raw))
	text, marks, err := it.Next()
	c.all.rec.names = it.rec.names
	if err != nil {
		it.open = false
		return err
	}
	it.from, it.size = len(c.text), len(text)
	if c.n > 0 {
		c.marks = append(c.marks, pii.Mark{At: int64(it.from), Kind: pii.MarkDoc})
	}
	for _, m := range marks {
		m.At += int64(it.from)
		c.marks = append(c.marks, m)
	}
	c.text = append(c.text, text...)
	c.n++
	return nil
}

// item returns the record in which position at of the text lies, looked for from record i on.
func (c *batchCodec) item(i int, at int64) (int, *batchItem) {
	for i+1 < c.n && int64(c.items[i+1].from) <= at {
		i++
	}
	return i, c.items[i]
}

// Apply drops the record of an edit that fails and all behind it, whose edits have not come yet.
func (c *batchCodec) Apply(e pii.Edit) error {
	if c.n == 0 {
		return fmt.Errorf("formats: edit [%d:%d] without a text", e.Start, e.End)
	}
	i, it := c.item(c.cur, e.Start)
	c.cur = i
	err := it.Apply(pii.Edit{Start: e.Start - int64(it.from), End: e.End - int64(it.from), New: e.New})
	if err != nil {
		c.n = i
	}
	return err
}

func (c *batchCodec) flush() error {
	n := c.n
	c.n = 0
	for _, it := range c.items[:n] {
		if err := it.flush(); err != nil {
			return err
		}
		c.all.keep(it.unread, it.rec.told)
	}
	return nil
}

func (c *batchCodec) Close() error { return c.flush() }

// Locate is Locator.Locate.
func (c *batchCodec) Locate(start, end int64) (from, to int64, ok bool) {
	if c.n == 0 {
		return 0, 0, false
	}
	_, it := c.item(0, start)
	return it.Locate(start-int64(it.from), end-int64(it.from))
}

// Unread is Unreader.Unread.
func (c *batchCodec) Unread() []string {
	out := c.all.Unread()
	for _, it := range c.items[:c.n] {
		out = append(out, it.Unread()...)
	}
	return out
}
