package table

import (
	"bufio"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math"
	"strings"

	"github.com/lethe-pii/lethe/internal/csvx"
)

// Errors of reading a table.
var (
	// ErrRagged: a row has another number of fields than the header.
	ErrRagged = errors.New("row has another number of fields than the header")
	// ErrHeader: a column name is empty or occurs twice.
	ErrHeader = errors.New("column name is empty or occurs twice")
	// ErrNoRows: there is a header at most.
	ErrNoRows = errors.New("table has no rows")
	// ErrTooMany: a column has over four thousand million distinct values or the table that many rows.
	ErrTooMany = errors.New("table is too large")
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

// Column is one column as codes into a dictionary of its distinct values.
type Column struct {
	Name   string
	Values []string // distinct values in order of first appearance
	Codes  []uint32 // one a row, an index into Values
	quoted bool     // every field was written in quotes
}

// Value is the text of a row's cell.
func (c *Column) Value(row int) string { return c.Values[c.Codes[row]] }

// Table is a columnar table in memory: 4 bytes a cell and each distinct value once. It is safe for
// concurrent reading.
type Table struct {
	Columns []*Column
	Rows    int
	dialect csvx.Dialect
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
			dicts[j].add([]byte(v))
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
	if t.Rows == 0 {
		return fmt.Errorf("table: %w", ErrNoRows)
	}
	return nil
}

// ReadOptions of [Read].
type ReadOptions struct {
	// Delimiter between fields; 0 means: found from the first line.
	Delimiter byte
}

// Read reads CSV or TSV with a header in any dialect: a byte-order mark, quotes, CRLF and the
// delimiter are found and kept for [Table.Write]. Spaces around column names are dropped, values are
// kept byte for byte. One pass, one core, memory as [Table] says.
func Read(r io.Reader, o ReadOptions) (*Table, error) {
	br := bufio.NewReaderSize(r, 1<<18)
	head, err := br.Peek(1 << 16)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("table: %w", err)
	}
	d := csvx.Detect(head)
	if o.Delimiter != 0 {
		d.Delimiter = o.Delimiter
	}
	t := &Table{dialect: d}
	rd := csvx.NewReader(br, d)
	rec, err := rd.Next()
	if err == io.EOF {
		return nil, fmt.Errorf("table: %w", ErrNoRows)
	}
	if err != nil {
		return nil, fmt.Errorf("table: %w", err)
	}
	names := make([]string, len(rec))
	for i, f := range rec {
		names[i] = strings.TrimSpace(string(d.Value(f, nil)))
	}
	dicts, err := t.header(names)
	if err != nil {
		return nil, err
	}
	var scratch []byte
	for i := range t.Columns {
		t.Columns[i].quoted = true
	}
	for {
		rec, err := rd.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("table: %w", err)
		}
		if len(rec) != len(dicts) {
			return nil, &Error{Row: t.Rows + 1, Err: ErrRagged}
		}
		for j, f := range rec {
			v := f
			if len(f) > 0 && f[0] == d.Quote {
				v = d.Value(f, scratch)
			} else {
				t.Columns[j].quoted = false
			}
			dicts[j].add(v)
		}
		if t.Rows++; t.Rows == math.MaxInt32 {
			return nil, fmt.Errorf("table: %w", ErrTooMany)
		}
	}
	t.dialect.NoFinal = !rd.FinalNewline()
	return t, t.check()
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

// Write writes the table in the dialect that it was read in.
func (t *Table) Write(w io.Writer) error {
	bw := bufio.NewWriterSize(w, 1<<18)
	d := t.dialect
	if d.BOM {
		bw.WriteString("\xef\xbb\xbf")
	}
	var b []byte
	field := make([][][]byte, len(t.Columns)) // by column and code, written once
	for j, c := range t.Columns {
		if j > 0 {
			b = append(b, d.Delimiter)
		}
		b = d.AppendField(b, c.Name, false)
		f := make([][]byte, len(c.Values))
		for i, v := range c.Values {
			if j > 0 {
				f[i] = append(f[i], d.Delimiter)
			}
			f[i] = d.AppendField(f[i], v, c.quoted)
		}
		field[j] = f
	}
	end := d.End()
	for i := range t.Rows {
		b = append(b, end...)
		for j, c := range t.Columns {
			b = append(b, field[j][c.Codes[i]]...)
		}
		if len(b) > 1<<16 {
			if _, err := bw.Write(b); err != nil {
				return fmt.Errorf("table: %w", err)
			}
			b = b[:0]
		}
	}
	if !d.NoFinal {
		b = append(b, end...)
	}
	bw.Write(b)
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// dict adds values to a column: open addressing over a seeded hash, so that hostile values cannot
// make it slow.
type dict struct {
	c    *Column
	slot []int32 // code+1
	hash []uint64
	seed maphash.Seed
	last uint32
}

func newDict(c *Column) *dict {
	return &dict{c: c, slot: make([]int32, 64), seed: maphash.MakeSeed()}
}

func (d *dict) add(v []byte) {
	c := d.c
	if len(c.Values) > 0 && c.Values[d.last] == string(v) {
		c.Codes = append(c.Codes, d.last)
		return
	}
	h := maphash.Bytes(d.seed, v)
	mask := uint64(len(d.slot) - 1)
	i := h & mask
	for ; d.slot[i] != 0; i = (i + 1) & mask {
		if code := d.slot[i] - 1; d.hash[code] == h && c.Values[code] == string(v) {
			d.last = uint32(code)
			c.Codes = append(c.Codes, d.last)
			return
		}
	}
	d.last = uint32(len(c.Values))
	c.Values, d.hash = append(c.Values, string(v)), append(d.hash, h)
	c.Codes = append(c.Codes, d.last)
	d.slot[i] = int32(d.last) + 1
	if len(c.Values)*2 > len(d.slot) {
		d.slot = make([]int32, 4*len(d.slot))
		mask = uint64(len(d.slot) - 1)
		for code, h := range d.hash {
			j := h & mask
			for d.slot[j] != 0 {
				j = (j + 1) & mask
			}
			d.slot[j] = int32(code) + 1
		}
	}
}
