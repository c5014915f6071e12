package formats

import (
	"bufio"
	"bytes"
	"io"

	"github.com/lethe-pii/lethe/pii"
)

// CSV is the format of RFC 4180 and its dialects: the separator (",", ";", tab, "|") is taken from the first line, whose cells are
// the labels of the columns. Quotes, line ends and a byte order mark stay as they are; a row is a document.
func CSV() Format {
	return Format{Name: "csv", Extensions: []string{".csv"}, Stream: true, Open: func(r io.Reader, w io.Writer) Codec { return newCSV(r, w, 0) }}
}

// TSV is CSV with tabs.
func TSV() Format {
	return Format{Name: "tsv", Extensions: []string{".tsv", ".tab"}, Stream: true, Open: func(r io.Reader, w io.Writer) Codec { return newCSV(r, w, '\t') }}
}

// csvCodec keeps the dialect and the header.
type csvCodec struct {
	recordCodec
	sep    byte
	header []string
	first  bool

	unclosed bool // the row that was read ends in a quote that is open
}

// Kinds of cells in CSV.
const (
	csvBare = iota
	csvQuoted
	csvTorn
)

func newCSV(r io.Reader, w io.Writer, sep byte) Codec {
	c := &csvCodec{sep: sep, first: true}
	br := bufio.NewReaderSize(r, 64<<10)
	c.recordCodec = recordCodec{w: w, next: c.rows(br), ready: func() bool { return holdsRow(br) }, decode: c.decodeRow, write: c.writeRow}
	return c
}

// rows gives one row at a time: lines, joined while a quoted cell is open.
func (c *csvCodec) rows(br *bufio.Reader) func() ([]byte, error) {
	var row []byte
	return func() ([]byte, error) {
		row = row[:0]
		quoted, start := false, true
		for {
			part, err := br.ReadSlice('\n')
			at := len(row)
			row = append(row, part...)
			if c.first && at == 0 && hasBOM(row) {
				at = 3
			}
			if at == 0 && len(row) > 0 && bytes.IndexByte(row, '"') < 0 {
				at = len(row)
				start = c.separates(row[at-1])
			}
			for _, b := range row[at:] {
				switch {
				case b == '"' && (quoted || start):
					quoted, start = !quoted, quoted // right after a closing quote another one opens again: ""
				case !quoted:
					start = c.separates(b)
				}
			}
			switch {
			case len(row) > MaxRecord:
				return nil, ErrTooLarge
			case err == bufio.ErrBufferFull, err == nil && quoted:
				continue
			case err == nil, err == io.EOF && len(row) > 0:
				c.unclosed = quoted
				return row, nil
			}
			return nil, err
		}
	}
}

// holdsRow reports whether a whole row is in the buffer. It may miss rows that begin with a cell over several lines.
func holdsRow(br *bufio.Reader) bool {
	b, _ := br.Peek(br.Buffered())
	k := bytes.IndexByte(b, '\n')
	return k >= 0 && bytes.Count(b[:k], []byte{'"'})%2 == 0
}

// separates reports whether b ends a bare cell. In the first row any candidate does.
func (c *csvCodec) separates(b byte) bool {
	if c.sep != 0 {
		return b == c.sep
	}
	return b == ',' || b == ';' || b == '\t' || b == '|'
}

// decodeRow adds the cells of a row. The first row is the header: its cells are text too.
func (c *csvCodec) decodeRow(r *record) error {
	raw := r.raw
	if c.unclosed {
		r.notRead("columns behind a quote that is never closed")
	}
	i, end := 0, len(raw)
	for end > 0 && (raw[end-1] == '\n' || raw[end-1] == '\r') {
		end--
	}
	if c.first && hasBOM(raw) {
		i = 3
	}
	if c.sep == 0 {
		c.sep = separator(raw[i:end])
	}
	for col := 0; ; col++ {
		if col == maxColumns {
			return ErrTooLarge
		}
		label := ""
		if col < len(c.header) {
			label = c.header[col]
		}
		r.mark(pii.MarkCell, label)
		at := len(r.text)
		i = c.addCell(r, i, end)
		if c.first {
			c.header = append(c.header, string(r.text[at:min(len(r.text), at+maxHeader)]))
		}
		r.text = append(r.text, '\n')
		if i >= end {
			break
		}
		i++
	}
	if c.first {
		c.unheaded(r)
	}
	c.first = false
	return nil
}

// maxColumns is how many cells a row may have.
const maxColumns = 1 << 20

// maxHeader is the longest column label that is kept, in bytes.
const maxHeader = 128

// addCell adds the cell that begins at i and returns where its separator, or the row's end, is.
func (c *csvCodec) addCell(r *record, i, end int) int {
	raw := r.raw
	if i >= end || raw[i] != '"' {
		to := end
		if k := bytes.IndexByte(raw[i:end], c.sep); k >= 0 {
			to = i + k
		}
		r.decoded(i, to, raw[i:to], csvBare)
		return to
	}
	if k := bytes.IndexByte(raw[i+1:end], '"'); k >= 0 {
		if last := i + 1 + k; last+1 >= end || raw[last+1] == c.sep {
			r.plain(i+1, last, csvQuoted)
			return last + 1
		}
	}
	r.begin(i, csvQuoted)
	j := i + 1
	for j < end {
		if raw[j] == '"' {
			if j+1 >= end || raw[j+1] != '"' {
				break
			}
			r.put(j, '"')
			j += 2
			continue
		}
		r.put(j, raw[j])
		j++
	}
	last := j
	j = min(j+1, end)
	if j < end && raw[j] != c.sep {
		return c.addTorn(r, i, end)
	}
	r.finish(last)
	return j
}

// addTorn adds a cell that has text after its closing quote as the raw text that it is.
func (c *csvCodec) addTorn(r *record, i, end int) int {
	torn := r.cells[len(r.cells)-1]
	r.cells, r.text, r.offs = r.cells[:len(r.cells)-1], r.text[:torn.text], r.offs[:torn.offs]
	to := end
	if k := bytes.IndexByte(r.raw[i:end], c.sep); k >= 0 {
		to = i + k
	}
	r.plain(i, to, csvTorn)
	return to
}

// separator guesses the separator of a first line: the most frequent candidate outside of quotes.
func separator(line []byte) byte {
	best, most := byte(','), 0
	for _, s := range []byte{',', ';', '\t', '|'} {
		n, quoted := 0, false
		for _, c := range line {
			switch {
			case c == '"':
				quoted = !quoted
			case c == s && !quoted:
				n++
			}
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}

// writeRow writes new text in its cell's own quoting; a bare cell gets quotes if its new text needs them.
func (c *csvCodec) writeRow(r *record, w io.Writer) error {
	return r.write(w, func(dst, s []byte, cl cell) []byte {
		switch {
		case cl.kind == csvTorn, cl.kind == csvBare && c.staysBare(s, r.raw[cl.raw:cl.rawEnd]):
			return append(dst, s...)
		case cl.kind == csvQuoted:
			return appendQuoted(dst, s)
		}
		return append(appendQuoted(append(dst, '"'), s), '"')
	})
}

// staysBare reports whether a cell without quotes around it, that was old, needs none for its new text either. A quote inside of it is
// no reason where there was one before.
func (c *csvCodec) staysBare(s, old []byte) bool {
	if bytes.IndexByte(s, c.sep) >= 0 || bytes.ContainsAny(s, "\r\n") {
		return false
	}
	k := bytes.IndexByte(s, '"')
	return k < 0 || k > 0 && bytes.IndexByte(old, '"') >= 0
}

func appendQuoted(dst, s []byte) []byte {
	for _, b := range s {
		if b == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, b)
	}
	return dst
}
