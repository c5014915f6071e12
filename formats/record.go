package formats

import (
	"fmt"
	"io"
	"slices"
	"sort"

	"golang.org/x/text/encoding/charmap"

	"github.com/lethe-pii/lethe/pii"
)

// record is one document of a file: its bytes, and the cells of text in them. Codecs fill it; it applies edits in place.
type record struct {
	raw     []byte
	base    int64 // offset of raw in the file
	text    []byte
	marks   []pii.Mark
	cells   []cell
	offs    []int32 // for cells with escapes: the position in raw of each byte of text, and of the end
	edits   []edit
	news    []byte // the new text of all edits
	out     []byte // what write made
	numbers []laterNumber
	lists   []pieceList
	pieces  int // index of the first cell of pieces
	tail    int // index of the first cell of the numbers
	buf     []byte
	asides  []aside // of the paragraph that is read
	begun   []byte  // the label of the text that begins

	names   map[string]string // labels of marks met before, so that each is allocated once
	scratch *record           // for what is decoded twice
	archive *archive          // that the files in it share
	unread  []string          // what the record holds and the codec cannot read
	told    map[string]bool   // what of unread notRead added
	recoded bool              // raw was in another character set
	crowded bool              // raw has more cells than fit; those that do not are missing

	xstrings bool // _x0040_ in texts stands for a character
}

// cell is a stretch of text that comes from one stretch of raw. Between cells text may have bytes of its own (line breaks), which
// are in no file and cannot be edited.
type cell struct {
	text, textEnd int
	raw, rawEnd   int
	offs          int   // index in record.offs of its first byte; -1 if text and raw are the same bytes
	kind          int16 // free for the codec
	whole         bool  // once edited it is encoded anew as a whole
	*cellRest           // nil for most
}

// cellRest is what few cells have.
type cellRest struct {
	fixed   string           // what it is, if it is only looked at: an edit of it is named
	charset *charmap.Charmap // that raw is in; nil is UTF-8
	nested  *nested          // the file that raw is
}

// in says that the last cell is in a character set; nil is UTF-8.
func (r *record) in(cs *charmap.Charmap) {
	if cs != nil {
		r.cells[len(r.cells)-1].cellRest = &cellRest{charset: cs}
	}
}

// fix says that the last cell is only looked at, and what it is.
func (r *record) fix(what string) { r.cells[len(r.cells)-1].cellRest = &cellRest{fixed: what} }

// edit replaces text bytes of one cell by news[from:to].
type edit struct {
	cell, start, end int
	from, to         int
}

// reset starts a record.
func (r *record) reset(raw []byte, base int64) {
	r.raw, r.base = raw, base
	r.text, r.marks, r.cells = r.text[:0], r.marks[:0], r.cells[:0]
	r.offs, r.edits, r.news, r.unread, r.told = r.offs[:0], r.edits[:0], r.news[:0], nil, nil
	r.crowded = false
	r.numbers, r.lists, r.pieces, r.tail, r.asides = r.numbers[:0], r.lists[:0], 0, 0, r.asides[:0]
}

// Limits of the cells of a record: a cell costs some hundred bytes of memory, whatever it holds.
const (
	fewCells     = 1 << 22
	bytesPerCell = 8
)

// manyCells is from how many cells on room for them is made at once: a slice that grows would take twice as much.
const manyCells = 1 << 14

// expect makes room for n cells with their marks.
func (r *record) expect(n int) {
	if n >= manyCells && cap(r.cells) < n {
		n = min(n, max(fewCells, len(r.raw)/bytesPerCell))
		r.cells, r.marks = make([]cell, 0, n), make([]pii.Mark, 0, n)
	}
}

// full reports whether no cell fits any more. What is decoded then is refused as too large.
func (r *record) full() bool {
	r.crowded = r.crowded || len(r.cells) >= max(fewCells, len(r.raw)/bytesPerCell)
	return r.crowded
}

// plain adds raw[from:to] as a cell without escapes.
func (r *record) plain(from, to, kind int) {
	if r.full() {
		return
	}
	at := len(r.text)
	r.text = append(r.text, r.raw[from:to]...)
	r.cells = append(r.cells, cell{text: at, textEnd: len(r.text), raw: from, rawEnd: to, offs: -1, kind: int16(kind)})
}

// begin starts a cell with escapes; put adds a decoded piece of text that comes from raw position at; finish ends the cell.
func (r *record) begin(from, kind int) {
	if r.full() {
		r.cells, r.offs = r.cells[:len(r.cells)-1], r.offs[:0]
	}
	r.cells = append(r.cells, cell{text: len(r.text), raw: from, offs: len(r.offs), kind: int16(kind)})
}

func (r *record) put(at int, b ...byte) {
	for _, c := range b {
		r.text = append(r.text, c)
		r.offs = append(r.offs, int32(at))
	}
}

func (r *record) copyRaw(from, to int) {
	r.text = append(r.text, r.raw[from:to]...)
	for i := from; i < to; i++ {
		r.offs = append(r.offs, int32(i))
	}
}

func (r *record) finish(to int) { r.finishAt(to, to) }

// finishAt ends a cell whose text ends at raw position last, before a closing quote or the like, and which itself ends at to.
func (r *record) finishAt(last, to int) {
	c := &r.cells[len(r.cells)-1]
	c.textEnd, c.rawEnd = len(r.text), to
	r.offs = append(r.offs, int32(last))
	r.unnest()
}

// maxNames bounds the labels that are remembered.
const maxNames = 4096

// name returns b as a string.
func (r *record) name(b []byte) string {
	if s, ok := r.names[string(b)]; ok {
		return s
	}
	if r.names == nil || len(r.names) >= maxNames {
		r.names = map[string]string{}
	}
	s := string(b)
	r.names[s] = s
	return s
}

func (r *record) mark(kind pii.MarkKind, label string) {
	if r.crowded {
		return
	}
	r.marks = append(r.marks, pii.Mark{At: int64(len(r.text)), Kind: kind, Label: label})
}

// rawPos returns the position in raw of position i of text, which lies in c or at its end.
func (r *record) rawPos(c cell, i int) int {
	switch {
	case c.offs < 0 && c.rawEnd-c.raw != c.textEnd-c.text: // decoded as a whole
		if i > c.text {
			return c.rawEnd
		}
		return c.raw
	case c.offs < 0:
		return c.raw + i - c.text
	}
	return int(r.offs[c.offs+i-c.text])
}

// apply splits an edit over the cells that it touches: the new text goes into the first, the others lose their share.
func (r *record) apply(e pii.Edit) error {
	start, end := int(e.Start), int(e.End)
	if start < 0 || end > len(r.text) || start > end {
		return fmt.Errorf("formats: edit [%d:%d] is outside of the text", e.Start, e.End)
	}
	i := sort.Search(len(r.cells), func(i int) bool { return r.cells[i].textEnd > start })
	from := len(r.news)
	r.news = append(r.news, e.New...)
	to := len(r.news)
	for ; i < len(r.cells) && r.cells[i].text < end; i++ {
		c := r.cells[i]
		if c.cellRest != nil && c.fixed != "" {
			r.notRead(c.fixed + " that holds a finding")
			continue
		}
		r.edits = append(r.edits, edit{cell: i, start: max(start, c.text), end: min(end, c.textEnd), from: from, to: to})
		from = to
	}
	return nil
}

// locate is Locator.Locate.
func (r *record) locate(start, end int64) (from, to int64, ok bool) {
	s, e := int(start), int(end)
	i := sort.Search(len(r.cells), func(i int) bool { return r.cells[i].textEnd > s })
	j := sort.Search(len(r.cells), func(i int) bool { return r.cells[i].textEnd >= e })
	if i == len(r.cells) || j == len(r.cells) || r.cells[i].text > s || r.cells[j].text >= e {
		return 0, 0, false
	}
	if c := r.cells[i]; c.offs < 0 && c.rawEnd-c.raw != c.textEnd-c.text {
		s = c.text
	}
	return r.base + int64(r.rawPos(r.cells[i], s)), r.base + int64(r.rawPos(r.cells[j], e)), true
}

// decoded adds a cell whose text is not that of raw[from:to] byte for byte and that is encoded anew once edited.
func (r *record) decoded(from, to int, text []byte, kind int) {
	if r.full() {
		return
	}
	at := len(r.text)
	r.text = append(r.text, text...)
	r.cells = append(r.cells, cell{text: at, textEnd: len(r.text), raw: from, rawEnd: to, offs: -1, kind: int16(kind), whole: true})
}

// write writes raw with the edits. encode appends text as the format writes it in cell c: the new text of one edit, or all of the
// text of a cell that is encoded as a whole.
func (r *record) write(w io.Writer, encode func(dst, s []byte, c cell) []byte) error {
	return r.writePart(w, 0, len(r.raw), r.edits, encode)
}

// writePart writes raw[last:to] with its edits, which are in the order of the file.
func (r *record) writePart(w io.Writer, last, to int, edits []edit, encode func(dst, s []byte, c cell) []byte) error {
	if len(edits) == 0 {
		_, err := w.Write(r.raw[last:to])
		return err
	}
	r.out = r.out[:0]
	for len(edits) > 0 {
		e := edits[0]
		c := r.cells[e.cell]
		if c.whole {
			n := 1
			for n < len(edits) && edits[n].cell == e.cell {
				n++
			}
			var err error
			if r.buf, err = r.edited(r.buf[:0], e.cell, edits[:n]); err != nil {
				return err
			}
			edits = edits[n:]
			r.out = encode(append(r.out, r.raw[last:c.raw]...), r.buf, c)
			last = c.rawEnd
			continue
		}
		edits = edits[1:]
		r.out = append(r.out, r.raw[last:r.rawPos(c, e.start)]...)
		r.out = encode(r.out, r.news[e.from:e.to], c)
		last = r.rawPos(c, e.end)
	}
	r.out = append(r.out, r.raw[last:to]...)
	_, err := w.Write(r.out)
	return err
}

// settle puts the edits into the order of the file and joins those that overlap there, for texts whose cells stand in another order
// than in the file or show one place of it twice.
func (r *record) settle() {
	slices.SortStableFunc(r.edits, func(a, b edit) int {
		if c := r.rawPos(r.cells[a.cell], a.start) - r.rawPos(r.cells[b.cell], b.start); c != 0 {
			return c
		}
		return r.cells[a.cell].raw - r.cells[b.cell].raw
	})
	kept := r.edits[:0]
	for _, e := range r.edits {
		if n := len(kept); n > 0 {
			last := &kept[n-1]
			c, d := r.cells[last.cell], r.cells[e.cell]
			if start := e.start - d.text + c.text; c.raw == d.raw && c.rawEnd == d.rawEnd && last.cell != e.cell && start < last.end {
				last.end = max(last.end, e.end-d.text+c.text)
				if last.from == last.to {
					last.from, last.to = e.from, e.to
				}
				continue
			} else if c.raw == d.raw && c.rawEnd == d.rawEnd {
				e.start, e.end, e.cell = start, e.end-d.text+c.text, last.cell
			}
		}
		kept = append(kept, e)
	}
	r.edits = kept
}

// edited returns the text of cell i, or the file in it, after its edits.
func (r *record) edited(dst []byte, i int, edits []edit) ([]byte, error) {
	c := r.cells[i]
	if c.cellRest != nil && c.nested != nil {
		return c.nested.rewrite(c.text, edits, r.news)
	}
	last := c.text
	for _, e := range edits {
		dst = append(append(dst, r.text[last:e.start]...), r.news[e.from:e.to]...)
		last = e.end
	}
	return append(dst, r.text[last:c.textEnd]...), nil
}
