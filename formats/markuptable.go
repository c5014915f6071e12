package formats

import (
	"bytes"
	"strings"
)

// Rows of data have short cells; longer ones lay out a page. In bytes.
const (
	maxRowCell = 120
	maxRowText = 2 << 10
)

// tableTags name the parts of tables in a dialect of markup.
type tableTags struct {
	table, row string
	cells      map[string]bool
	other      map[string]bool // elements that no cell of data holds
}

func htmlTable() tableTags {
	return tableTags{table: "table", row: "tr", cells: words("td th"), other: words("ul ol dl pre textarea select script style svg iframe object")}
}

// cellSign stands between the cells of a row: a tab, as in text that was copied out of a table. The blanks tell it from tabs that only indent, so that
// names are read cell by cell.
const cellSign = " \t "

// tableRow is the row of data that is read: its cells stand on one line.
type tableRow struct {
	end   int  // in raw; 0 outside of rows
	cells int  // begun so far
	words bool // the cell has some
	blank bool // before what comes next in the cell
	held  bool // asides wait for the table's end, so that rows stay next to each other
}

// dataRow returns where the row ends whose start tag ends at i if it is one of data, else 0: two cells or more, none with more than a short
// paragraph. It looks no further than to the next row.
func dataRow(raw []byte, i int, rules *markupRules) (end int) {
	cells, total, text, broken := 0, 0, 0, false
	isData := func(end int) int {
		if cells < 2 || total == 0 {
			return 0
		}
		return end
	}
	for i < len(raw) {
		lt := bytes.IndexByte(raw[i:], '<')
		if lt < 0 {
			lt = len(raw) - i
		}
		if n := len(trimBlanks(raw[i : i+lt])); n > 0 {
			if text, total = text+n, total+n; cells == 0 || broken || text > maxRowCell || total > maxRowText {
				return 0
			}
		}
		if i += lt; i+1 >= len(raw) {
			break
		}
		if bytes.HasPrefix(raw[i:], []byte("<!--")) {
			_, _, i = commentEnd(raw, i, rules.raw != nil)
			continue
		}
		closes := raw[i+1] == '/'
		if !closes && !isLetter(raw[i+1]) {
			return 0
		}
		to := tagEnd(raw, i)
		switch name := tagName(raw[i:to]); {
		case name == rules.table.row, closes && name == rules.table.table, name == "tbody" || name == "tfoot" || name == "thead":
			return isData(i)
		case name == rules.table.table || rules.table.other[name] || strings.IndexByte(name, '@') >= 0:
			return 0
		case rules.table.cells[name] && !closes:
			cells, text, broken = cells+1, 0, false
		case !rules.inline(name):
			broken = broken || text > 0
		}
		i = to
	}
	return isData(len(raw))
}

// rowTag follows the tag of a name that ends at i: a row of data begins, or a cell of one, or a table ends.
func (r *record) rowTag(row *tableRow, name string, starts bool, i int, raw []byte, rules *markupRules) {
	switch {
	case rules.table.row == "":
	case name == rules.table.row && starts:
		if row.end = dataRow(raw, i, rules); row.end == 0 {
			row.held = false
			return
		}
		row.held, row.cells, row.words = true, 0, false
	case name == rules.table.table:
		row.held = false
	case row.end > 0 && rules.table.cells[name] && starts:
		if row.cells > 0 {
			r.text = append(r.text, cellSign...)
		}
		row.cells++
		row.words, row.blank = false, false
	}
}

// rowText adds raw[from:to] to the line of a row. Blanks and line breaks between words are one blank, and none stand around a cell's text.
func (r *record) rowText(row *tableRow, from, to int) {
	begun, gap, last := false, -1, from // gap is where blanks behind words begin, last where the words end
	for i := from; i < to; {
		n, text := entity(r.raw[i:to])
		if n == 0 {
			n = 1
			if r.raw[i] == nbsp[0] && i+1 < to {
				n = 2
			}
			text = r.raw[i : i+n]
		}
		if len(trimBlanks(text)) == 0 {
			if gap < 0 && begun {
				gap = i
			}
			row.blank = row.words
			i += n
			continue
		}
		switch {
		case !begun:
			if row.blank {
				r.text = append(r.text, ' ')
			}
			r.begin(i, markupText)
			begun = true
		case gap >= 0:
			r.put(gap, ' ')
		}
		if gap = -1; n == len(text) {
			r.copyRaw(i, i+n)
		} else {
			r.put(i, text...)
		}
		row.words, row.blank = true, false
		i += n
		last = i
	}
	if begun {
		r.finish(last)
	}
}

// nbsp is the blank that keeps a cell from being empty.
const nbsp = "\u00a0"

// trimBlanks cuts off white space and nbsp.
func trimBlanks(b []byte) []byte {
	for {
		n := len(b)
		b = bytes.TrimSpace(b)
		b = bytes.TrimSuffix(bytes.TrimPrefix(b, []byte("&nbsp;")), []byte("&nbsp;"))
		if len(b) == n {
			return b
		}
	}
}
