package formats

import (
	"bytes"
	"io"
	"strconv"

	"github.com/lethe-pii/lethe/pii"
)

// WithoutFormulas returns a CSV or TSV format that disarms cells which spreadsheets would run: a cell that begins with "=", "+", "-",
// "@", a tab or a line break, before or after its edits, gets a "'" in front, unless it is a number. The cells of other formats stay.
func (f Format) WithoutFormulas() Format {
	if f.Name != "csv" && f.Name != "tsv" {
		return f
	}
	open := f.Open
	f.Open = func(r io.Reader, w io.Writer) Codec { return &guardCodec{layer: layer{open(r, w)}} }
	return f
}

// guardCodec holds the edits of a row back until all are known.
type guardCodec struct {
	layer
	edits []pii.Edit
}

func (c *guardCodec) Next() ([]byte, []pii.Mark, error) {
	if err := c.settle(); err != nil {
		return nil, nil, err
	}
	return c.Codec.Next()
}

func (c *guardCodec) Apply(e pii.Edit) error {
	e.New = bytes.Clone(e.New)
	c.edits = append(c.edits, e)
	return nil
}

func (c *guardCodec) Close() error {
	if err := c.settle(); err != nil {
		_ = c.Codec.Close()
		return err
	}
	return c.Codec.Close()
}

// settle applies the edits of the current row together with those that disarm its cells.
func (c *guardCodec) settle() error {
	rec := recordOf(c.Codec)
	edits := c.edits
	apply := func(n int) error {
		for _, e := range edits[:n] {
			if err := c.Codec.Apply(e); err != nil {
				return err
			}
		}
		edits = edits[n:]
		return nil
	}
	if rec != nil {
		for _, cl := range rec.cells {
			n := 0
			for n < len(edits) && edits[n].Start < int64(cl.text) {
				n++
			}
			if err := apply(n); err != nil {
				return err
			}
			in := 0
			for in < len(edits) && edits[in].Start < int64(cl.textEnd) {
				in++
			}
			if !formula(editedCell(rec.text, cl, edits[:in])) {
				continue
			}
			if in > 0 && edits[0].Start == int64(cl.text) {
				edits[0].New = append([]byte{'\''}, edits[0].New...)
				continue
			}
			if err := c.Codec.Apply(pii.Edit{Start: int64(cl.text), End: int64(cl.text) + 1, New: []byte{'\'', rec.text[cl.text]}}); err != nil {
				return err
			}
		}
	}
	err := apply(len(edits))
	c.edits = c.edits[:0]
	return err
}

// editedCell is the text of a cell after its edits.
func editedCell(text []byte, cl cell, edits []pii.Edit) []byte {
	if len(edits) == 0 {
		return text[cl.text:cl.textEnd]
	}
	var out []byte
	at := int64(cl.text)
	for _, e := range edits {
		out = append(append(out, text[at:e.Start]...), e.New...)
		at = min(e.End, int64(cl.textEnd))
	}
	return append(out, text[at:cl.textEnd]...)
}

// formula reports whether a spreadsheet would take a cell for one.
func formula(s []byte) bool {
	if len(s) == 0 || bytes.IndexByte([]byte("=+-@\t\r\n"), s[0]) < 0 {
		return false
	}
	_, err := strconv.ParseFloat(string(bytes.ReplaceAll(s, []byte{','}, []byte{'.'})), 64)
	return err != nil
}
