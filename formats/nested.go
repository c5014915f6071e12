package formats

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding/charmap"

	"github.com/lethe-pii/lethe/pii"
)

// nested is a file inside of another one's cell: an attachment, an encoded part.
type nested struct {
	format  Format
	file    []byte
	charset *charmap.Charmap // that the file is in, if the outer one says so; nil else
	unix    bool             // lines of its encoding end with "\n"
	ends    []int            // of its documents in the cell's text
}

// nest adds the file that raw[from:to] holds in some encoding as a cell of a kind. What its codec cannot read is named. An error means
// that nothing was added.
func (r *record) nest(from, to int, n *nested, kind int) error {
	if n.charset != nil {
		n.file = widen(n.file, n.charset)
	}
	texts, marks, names := len(r.text), len(r.marks), len(r.unread)
	c := n.format.Open(bytes.NewReader(n.file), io.Discard)
	for {
		text, ms, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.text, r.marks, r.unread = r.text[:texts], r.marks[:marks], r.unread[:names]
			return err
		}
		r.mark(pii.MarkField, "")
		for _, m := range ms {
			m.At += int64(len(r.text))
			r.marks = append(r.marks, m)
		}
		r.text = append(r.text, text...)
		n.ends = append(n.ends, len(r.text)-texts)
	}
	if u, ok := c.(Unreader); ok {
		for _, what := range u.Unread() {
			r.notRead(what)
		}
	}
	r.cells = append(r.cells, cell{text: texts, textEnd: len(r.text), raw: from, rawEnd: to, offs: -1, kind: int16(kind), whole: true, cellRest: &cellRest{nested: n}})
	r.mark(pii.MarkField, "")
	return nil
}

// rewrite returns the file after the edits of its cell, which begins at start in the text; news holds their new texts.
func (n *nested) rewrite(start int, edits []edit, news []byte) ([]byte, error) {
	var out bytes.Buffer
	c := n.format.Open(bytes.NewReader(n.file), &out)
	at := 0
	for _, end := range n.ends {
		if _, _, err := c.Next(); err != nil {
			return nil, err
		}
		for len(edits) > 0 && edits[0].start-start < end {
			e := edits[0]
			from, to := max(e.start-start, at), e.end-start
			if to > end { // goes on in the next document
				edits[0].start, edits[0].from = end+start, edits[0].to
				to = end
			} else {
				edits = edits[1:]
			}
			if err := c.Apply(pii.Edit{Start: int64(from - at), End: int64(to - at), New: news[e.from:e.to]}); err != nil {
				return nil, err
			}
		}
		at = end
	}
	if _, _, err := c.Next(); !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err := c.Close(); err != nil {
		return nil, err
	}
	if n.charset != nil {
		return narrow(out.Bytes(), n.charset), nil
	}
	return out.Bytes(), nil
}
