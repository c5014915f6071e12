package table

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
)

const (
	writeRows   = 8192
	maxRendered = 1 << 16 // distinct values of a column that are rendered once
)

// Write writes the table in the dialect that it was read in. Rows are formatted on all cores; nothing
// but blocks of some thousand rows is held beside the table.
func (t *Table) Write(w io.Writer) error {
	f := newFormatter(t)
	if _, err := w.Write(f.head); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	workers := min(runtime.GOMAXPROCS(0), 8, 1+t.Rows/writeRows)
	if workers == 1 {
		var b []byte
		codes := f.scratch(writeRows)
		for at := 0; at < t.Rows; at += writeRows {
			b = f.rows(b[:0], codes, at, min(at+writeRows, t.Rows))
			if _, err := w.Write(b); err != nil {
				return fmt.Errorf("table: %w", err)
			}
		}
		return nil
	}
	// worker i formats blocks i, i+workers, …; they are written in turn
	done := make([]chan []byte, workers)
	free := make([]chan []byte, workers)
	stop := make(chan struct{})
	defer close(stop)
	for i := range workers {
		done[i], free[i] = make(chan []byte, 2), make(chan []byte, 2)
		free[i] <- nil
		free[i] <- nil
		go func() {
			codes := f.scratch(writeRows)
			for at := i * writeRows; at < t.Rows; at += workers * writeRows {
				select {
				case b := <-free[i]: // as many as done has room for
					done[i] <- f.rows(b[:0], codes, at, min(at+writeRows, t.Rows))
				case <-stop:
					return
				}
			}
		}()
	}
	for at, i := 0, 0; at < t.Rows; at, i = at+writeRows, (i+1)%workers {
		b := <-done[i]
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("table: %w", err)
		}
		free[i] <- b
	}
	return nil
}

// formatter renders rows. It is safe for concurrent use.
type formatter struct {
	t     *Table
	head  []byte
	pre   []string // what stands before the cells of a column
	end   string
	flat  [][]byte // by column: all cells rendered; nil if there are too many
	place [][]uint32
}

func newFormatter(t *Table) *formatter {
	f := &formatter{t: t, pre: make([]string, len(t.Columns)), flat: make([][]byte, len(t.Columns)), place: make([][]uint32, len(t.Columns))}
	d := t.dialect
	if d.BOM {
		f.head = append(f.head, "\xef\xbb\xbf"...)
	}
	f.end = d.End()
	for j, c := range t.Columns {
		if t.json {
			f.pre[j] = "," + string(quoteJSON(nil, c.Name)) + ":"
			if j == 0 {
				f.pre[j] = "{" + f.pre[j][1:]
			}
			continue
		}
		if j > 0 {
			f.pre[j] = string(d.Delimiter)
		}
		f.head = append(f.head, f.pre[j]...)
		f.head = d.AppendField(f.head, c.Name, false)
	}
	if t.json {
		f.end = "}" + f.end
	} else {
		f.head = append(f.head, f.end...)
	}
	for j, c := range t.Columns {
		if len(c.Values) > maxRendered {
			continue
		}
		var b []byte
		place := make([]uint32, 1, len(c.Values)+1)
		for _, v := range c.Values {
			b = f.cell(b, j, v)
			place = append(place, uint32(len(b)))
		}
		if len(b) <= 1<<30 {
			f.flat[j], f.place[j] = b, place
		}
	}
	return f
}

func (f *formatter) cell(b []byte, j int, v string) []byte {
	c := f.t.Columns[j]
	b = append(b, f.pre[j]...)
	if f.t.json {
		if raw, ok := c.raw[v]; ok {
			return append(b, raw...)
		}
		return quoteJSON(b, v)
	}
	alone := len(f.t.Columns) == 1 && v == "" // an empty line would be no row
	return f.t.dialect.AppendField(b, v, c.quoted || alone)
}

func quoteJSON(b []byte, v string) []byte {
	var w bytes.Buffer
	e := json.NewEncoder(&w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // a string cannot fail
		panic("table: " + err.Error())
	}
	return append(b, bytes.TrimSuffix(w.Bytes(), []byte("\n"))...)
}

// scratch is room for the codes of some rows.
func (f *formatter) scratch(rows int) [][]uint32 {
	out := make([][]uint32, len(f.t.Columns))
	for j := range out {
		out[j] = make([]uint32, rows)
	}
	return out
}

// rows appends the rows from … to-1.
func (f *formatter) rows(b []byte, codes [][]uint32, from, to int) []byte {
	t := f.t
	for j, c := range t.Columns {
		c.codes.decode(codes[j][:to-from], from)
	}
	for i := range to - from {
		for j, c := range t.Columns {
			x := codes[j][i]
			if p := f.place[j]; p != nil {
				b = append(b, f.flat[j][p[x]:p[x+1]]...)
				continue
			}
			b = f.cell(b, j, c.Values[x])
		}
		b = append(b, f.end...)
	}
	if to == t.Rows && t.dialect.NoFinal {
		b = b[:len(b)-len(t.dialect.End())]
	}
	return b
}
