package table

import (
	"errors"
	"fmt"

	"github.com/lethe-pii/lethe/internal/csvx"
)

// Errors of reading a table.
var (
	// ErrRagged: a row has another number of fields than the header.
	ErrRagged = errors.New("row has another number of fields than the header")
	// ErrHeader: a column name is empty or occurs twice.
	ErrHeader = errors.New("column name is empty or occurs twice")
	// ErrLineEnd: lines end in carriage returns without line feeds.
	ErrLineEnd = errors.New("lines end in carriage returns alone; convert them to line feeds first")
	// ErrNoRows: there is a header at most, or no column.
	ErrNoRows = errors.New("table has no rows")
	// ErrTooMany: a column has over four thousand million distinct values or the table that many rows.
	ErrTooMany = errors.New("table is too large")
	// ErrFormat: the format is neither csv nor jsonl.
	ErrFormat = errors.New("unknown format")
)

// Error locates a fault in a table. Row counts data rows from 1, 0 where the fault is in no single
// row. It never holds the text of a cell.
type Error struct {
	Column string
	Row    int
	Err    error
}

func (e *Error) Error() string {
	switch {
	case e.Column == "":
		return fmt.Sprintf("table: row %d: %v", e.Row, e.Err)
	case e.Row == 0:
		return fmt.Sprintf("table: column %q: %v", e.Column, e.Err)
	}
	return fmt.Sprintf("table: column %q, row %d: %v", e.Column, e.Row, e.Err)
}

// Unwrap returns the kind of fault.
func (e *Error) Unwrap() error { return e.Err }

// Table is a columnar table in memory: one byte a cell of a column of up to 256 distinct values, two up
// to 65,536, else four, and each distinct value once. It is safe for concurrent reading.
//
// JSON lines are read as one flat object a line. A column is a key, in order of first appearance; a key
// that an object lacks is a missing value, as is null. The text of a number, of true and false, and of a
// nested object or array is its text in JSON, and it is written back that way; a number and a string of
// the same text are one value. Everything else is written as a string.
type Table struct {
	Columns []*Column
	Rows    int
	dialect csvx.Dialect
	json    bool
}

// New makes a table from column names and rows; it checks what [Read] checks.
func New(names []string, rows [][]string) (*Table, error) {
	t := &Table{dialect: csvx.Dialect{Delimiter: ',', Quote: '"'}}
	dicts, err := t.header(names)
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		if len(r) != len(names) {
			return nil, &Error{Row: i + 1, Err: ErrRagged}
		}
		for j, v := range r {
			dicts[j].add(v)
		}
		t.Rows++
	}
	return t, t.check()
}

func (t *Table) header(names []string) ([]*dict, error) {
	seen := map[string]bool{}
	dicts := make([]*dict, len(names))
	for i, n := range names {
		if n == "" || seen[n] {
			return nil, fmt.Errorf("table: header, column %d: %w", i+1, ErrHeader)
		}
		seen[n] = true
		c := &Column{Name: n}
		t.Columns = append(t.Columns, c)
		dicts[i] = newDict(c)
	}
	return dicts, nil
}

func (t *Table) check() error {
	if t.Rows == 0 || len(t.Columns) == 0 {
		return fmt.Errorf("table: %w", ErrNoRows)
	}
	return nil
}

// Column returns the column of a name, or nil.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}
