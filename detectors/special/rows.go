package special

import (
	"bytes"
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// maxHeader is about the most bytes of the first row of a table.
const maxHeader = 400

// firstRow returns the first line of a text of rows: it has three cells or more, and so many has the next line. It returns nil for other text.
func firstRow(text []byte) []byte {
	row, rest, _ := bytes.Cut(text, []byte("\n"))
	second, _, _ := bytes.Cut(rest, []byte("\n"))
	if n := bytes.Count(row, []byte{separator(row)}); n < 2 || n != bytes.Count(second, []byte{separator(row)}) {
		return nil
	}
	return row
}

// separator returns the byte between the cells of a row. A byte before blanks separates none.
func separator(row []byte) byte {
	for _, sep := range []string{"\t", ";", "|", ","} {
		if bytes.Count(row, []byte(sep)) >= 2 && !bytes.Contains(row, []byte(sep+" ")) {
			return sep[0]
		}
	}
	return '\n'
}

// header returns the first row of a table that begins a document, nil if there is none.
func header(s *pii.Segment) []byte {
	if !s.Begins() {
		return nil
	}
	return firstRow(s.Text[:min(len(s.Text), 2*maxHeader)])
}

// inHeader reports whether token i stands in the first row of a table.
func (r *reader) inHeader(i int) bool {
	return int(r.s.Tokens()[i].End) <= len(header(r.s))
}

// rows makes hints of the cells below those cells of a first row that are labels: "name;religion;phone". It reads as many bytes of the
// document as a hint may lie behind what decides it.
func (d *detector) rows(dst []pii.Finding, s *pii.Segment) []pii.Finding {
	head := header(s)
	if head == nil {
		return dst
	}
	sep := separator(head)
	var cats [32]uint8
	wanted := false
	for k, cell := range bytes.SplitN(head, []byte{sep}, len(cats)+1) {
		if c := columnCategories()[lex.HashString(strings.ToLower(string(trimCell(cell))))]; k < len(cats) && d.on>>c&1 != 0 {
			cats[k], wanted = c, wanted || c != catNone
		}
	}
	if !wanted {
		return dst
	}
	text := s.Text[:min(len(s.Text), reach)]
	for at, col := len(head)+1, 0; at < len(text); {
		end := at + bytes.IndexAny(text[at:], string([]byte{sep, '\n'}))
		if end < at {
			if len(s.Text) > len(text) {
				break // the cell goes on
			}
			end = len(text)
		}
		if col < len(cats) && cats[col] != catNone {
			dst = d.cell(dst, s, int(cats[col]), at, end)
		}
		col++
		if end < len(text) && text[end] == '\n' {
			col = 0
		}
		at = end + 1
	}
	return dst
}

// cell makes a hint of the cell at [a, b) of a column of category c.
func (d *detector) cell(dst []pii.Finding, s *pii.Segment, c, a, b int) []pii.Finding {
	ts := s.Tokens()
	i := s.TokenAt(a)
	if i >= len(ts) || int(ts[i].Start) >= b || int(ts[i].Start) < s.Lo || int(ts[i].Start) >= s.Hi {
		return dst
	}
	polarity := pii.Asserted
	whole := int(ts[i].End)-a >= len(bytes.TrimSpace(s.Text[a:b]))
	if empty()[ts[i].Hash] && whole {
		switch {
		case (c == catCriminal || c == catHealth) && clear()[ts[i].Hash]:
			polarity = pii.Negated
		case (c == catCriminal || c == catHealth || c == catUnion) && openers()[ts[i].Hash] == signYes:
		default:
			return dst
		}
	}
	start := int(ts[i].Start)
	end := a + len(bytes.TrimRight(s.Text[a:b], " \r\"'"))
	f := s.Found(start, max(end, int(ts[i].End)), categories[c], 0.8, labelRule.in(Table))
	f.Attrs = f.Attrs.WithLabelled(true).WithAttribution(pii.Self).WithPolarity(polarity).WithDirectness(pii.Explicit)
	return append(dst, f)
}

func trimCell(cell []byte) []byte { return bytes.Trim(cell, " \r\"'") }

// columnCategories holds the category of each label that may name a column, by the hash of its text.
func columnCategories() map[uint64]uint8 {
	return columnCategoriesTable.Get(func() map[uint64]uint8 {
		m := map[uint64]uint8{}
		for _, l := range labels().Labels() {
			if h := lex.HashString(l.Text); !loose()[h] && l.ID != catBlock {
				m[h] = uint8(l.ID)
			}
		}
		return m
	})
}

var columnCategoriesTable lazy.Value[map[uint64]uint8]
