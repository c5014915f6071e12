package formats

import (
	"errors"
	"io"

	"github.com/lethe-pii/lethe/internal/pdf"
	"github.com/lethe-pii/lethe/pii"
)

// PDF is the format of ISO 32000, of which text comes out: the pages in the order in which they were written, with notes, links,
// fields of forms and properties; columns on one line are apart by tabs. A redacted PDF is not made, since what is drawn over is not
// gone: Format.AsText is true. Its codec is a Boxer. Images, pages without text, characters that the file gives no meaning and files
// inside are named as not read, and so is an encrypted file, of which nothing comes out.
func PDF() Format {
	return Format{Name: "pdf", Extensions: []string{".pdf"}, Binary: true, AsText: true, Open: func(r io.Reader, w io.Writer) Codec {
		c := &pdfCodec{}
		c.recordCodec = recordCodec{w: w, next: c.text(r), decode: c.decode, write: writePlain}
		return c
	}}
}

// ErrPDF says that a file is no PDF.
var ErrPDF = errors.New("formats: no PDF file")

// Box is where text stands on a page: in points from its lower left corner, pages counted from 1.
type Box struct {
	Page           int
	X0, Y0, X1, Y1 float64
}

// Boxer is an optional ability of a Codec: Boxes returns where bytes [start, end) of the current text stand on its pages, a box for
// each line; none for text that is on no page.
type Boxer interface {
	Boxes(start, end int64) []Box
}

type pdfCodec struct {
	recordCodec
	doc *pdf.Document
}

func (c *pdfCodec) text(r io.Reader) func() ([]byte, error) {
	file := wholeFile(r)
	return func() ([]byte, error) {
		b, err := file()
		if err != nil {
			return nil, err
		}
		switch c.doc, err = pdf.Read(b); {
		case errors.Is(err, pdf.ErrEncrypted):
			c.unread = append(c.unread, "encrypted file")
			return nil, io.EOF
		case errors.Is(err, pdf.ErrTooLarge):
			return nil, ErrBomb
		case err != nil:
			return nil, ErrPDF
		}
		c.unread = append(c.unread, c.doc.Unread...)
		return c.doc.Text, nil
	}
}

// decode marks pages and fields; both are in the order of the text, and fields of one page come before the next.
func (c *pdfCodec) decode(r *record) error {
	pages, fields := c.doc.Pages, c.doc.Fields
	r.plain(0, len(r.raw), plainText)
	add := func(at int, kind pii.MarkKind, label string) {
		r.marks = append(r.marks, pii.Mark{At: int64(at), Kind: kind, Label: label})
	}
	for len(pages)+len(fields) > 0 {
		if len(fields) == 0 || len(pages) > 0 && pages[0] <= fields[0].Start {
			add(pages[0], pii.MarkPage, "")
			pages = pages[1:]
			continue
		}
		add(fields[0].Start, pii.MarkField, r.name([]byte(fields[0].Name)))
		add(fields[0].End, pii.MarkField, "")
		fields = fields[1:]
	}
	r.sections(0)
	return nil
}

// Locate is Locator.Locate: no text has a place in the file's bytes.
func (c *pdfCodec) Locate(int64, int64) (from, to int64, ok bool) { return 0, 0, false }

// Boxes is Boxer.Boxes.
func (c *pdfCodec) Boxes(start, end int64) []Box {
	if c.doc == nil || start < 0 || end > int64(len(c.doc.Text)) {
		return nil
	}
	var out []Box
	for _, b := range c.doc.Boxes(int(start), int(end)) {
		out = append(out, Box(b))
	}
	return out
}
