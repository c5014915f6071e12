package hierarchy

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/lethe-pii/lethe/internal/csvx"
)

// Read reads a hierarchy in ARX's layout: no header, one row a value, the value first and then its
// labels from fine to coarse. delimiter 0 means: the one of ';', ',', tab and '|' that the first
// line has most of. A byte-order mark and empty lines are skipped; spaces around cells are kept.
func Read(r io.Reader, delimiter byte, o Options) (*Hierarchy, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("hierarchy: %w", err)
	}
	d := csvx.Detect(b)
	if delimiter != 0 {
		d.Delimiter = delimiter
	}
	var rows [][]string
	rd := csvx.NewReader(bytes.NewReader(b), d)
	for {
		rec, err := rd.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("hierarchy: %w", err)
		}
		row := make([]string, len(rec))
		for i, f := range rec {
			row[i] = strings.Clone(string(d.Value(f, nil)))
		}
		rows = append(rows, row)
	}
	return New(rows, o)
}

// Write writes the hierarchy in the layout that [Read] reads.
func (h *Hierarchy) Write(w io.Writer, delimiter byte) error {
	if delimiter == 0 {
		delimiter = ';'
	}
	d := csvx.Dialect{Delimiter: delimiter, Quote: '"'}
	var b []byte
	for _, r := range h.Rows() {
		for i, c := range r {
			if i > 0 {
				b = append(b, delimiter)
			}
			b = d.AppendField(b, c, false)
		}
		b = append(b, '\n')
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("hierarchy: %w", err)
	}
	return nil
}
