package report

import "github.com/lethe-pii/lethe/pii"

// headers judges the names of columns. Where one cell of a table's first row is data, the row is no header and none of its cells is shown.
type headers struct {
	hide func(label string) bool // nil shows all
	seen map[headerRow]bool
}

// headerRow tells the header rows of a file apart.
type headerRow struct {
	first string
	marks int
}

// maxHeaderRows is how many header rows of a file are remembered.
const maxHeaderRows = 1000

// areData reports whether the labels of a row of cells come from a row of data. Marks of a whole sheet, where labels come again, are no row.
func (h *headers) areData(marks []pii.Mark) bool {
	if h.hide == nil || len(marks) == 0 || marks[0].Kind != pii.MarkCell {
		return false
	}
	row := headerRow{marks[0].Label, len(marks)}
	data, ok := h.seen[row]
	if ok {
		return data
	}
	labels := map[string]bool{}
	for _, m := range marks {
		if m.Kind != pii.MarkCell || m.Label == "" {
			continue
		}
		if labels[m.Label] {
			return false
		}
		labels[m.Label] = true
		data = data || h.hide(m.Label)
	}
	if h.seen == nil {
		h.seen = map[headerRow]bool{}
	}
	if len(h.seen) < maxHeaderRows {
		h.seen[row] = data
	}
	return data
}
