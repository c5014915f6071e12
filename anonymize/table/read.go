package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"

	"github.com/lethe-pii/lethe/internal/csvx"
)

// ReadOptions of [Read].
type ReadOptions struct {
	// Delimiter between fields; 0 means: found from the first line.
	Delimiter byte
	// Workers is how many goroutines parse; 0 means all cores.
	Workers int
	// Format is "csv" or "jsonl"; empty means: JSON lines if the input begins with "{".
	Format string
}

const (
	blockSize  = 256 << 10
	maxLexicon = 1 << 15 // values that a parser remembers of a column
)

// Read reads CSV or TSV with a header in any dialect, or JSON lines: a byte-order mark, quotes, CRLF
// and the delimiter are found and kept for [Table.Write]. Spaces around column names are dropped,
// values are kept byte for byte, empty lines are left out. One pass; blocks of rows are parsed on all
// cores; memory as [Table] says. JSON is described at [Table].
func Read(r io.Reader, o ReadOptions) (*Table, error) {
	head := make([]byte, 1<<16)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("table: %w", err)
	}
	head = head[:n]
	r = io.MultiReader(bytes.NewReader(head), r)
	switch o.Format {
	case "":
		if b := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"); len(b) > 0 && b[0] == '{' {
			return readJSON(r)
		}
	case "csv":
	case "jsonl":
		return readJSON(r)
	default:
		return nil, fmt.Errorf("table: %w", ErrFormat)
	}
	d := csvx.Detect(head)
	if o.Delimiter != 0 {
		d.Delimiter = o.Delimiter
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return readDelimited(r, d, min(o.Workers, 8))
}

// returnsAlone reports lines that end in carriage returns without line feeds.
func returnsAlone(b []byte) bool {
	at := bytes.IndexByte(b, '\r')
	return at >= 0 && at < len(b)-1 && bytes.IndexByte(b, '\n') < 0
}

func readDelimited(r io.Reader, d csvx.Dialect, workers int) (*Table, error) {
	t := &Table{dialect: d}
	blocks := csvx.NewBlocks(r, d, blockSize)
	first, err := blocks.Next(nil)
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("table: %w", ErrNoRows)
	}
	if err != nil {
		return nil, fmt.Errorf("table: header: %w", err)
	}
	if returnsAlone(first) {
		return nil, fmt.Errorf("table: header: %w", ErrLineEnd)
	}
	p := csvx.NewParser(d)
	p.Reset(first)
	rec, err := p.Next()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("table: %w", ErrNoRows)
	}
	if err != nil {
		return nil, fmt.Errorf("table: header: %w", errors.Unwrap(err))
	}
	names := make([]string, len(rec))
	for i, f := range rec {
		names[i] = strings.TrimSpace(string(d.Value(p.Bytes()[f.Start:f.End], nil)))
	}
	dicts, err := t.header(names)
	if err != nil {
		return nil, err
	}
	for _, c := range t.Columns {
		c.quoted = true
	}
	m := &merger{t: t, dicts: dicts}
	head := rec[len(rec)-1].End
	if workers == 1 {
		err = m.alone(blocks, first, head)
	} else {
		err = m.parallel(blocks, first, head, workers)
	}
	if err != nil {
		return nil, err
	}
	t.dialect.NoFinal = !blocks.FinalNewline()
	return t, t.check()
}

// part is a block on its way through the parsers.
type part struct {
	block []byte
	skip  int // bytes of the header
	by    *blockParser
	fresh []freshValues // by column
	codes []uint32      // row-major, numbers of the parser's lexicons
	bare  []bool        // by column: some field has no quotes
	rows  int
	err   error // at row rows+1, or of the block as a whole
	done  chan struct{}
}

type freshValues struct {
	values []string
	reset  bool // the parser had forgotten its values before
}

// blockParser turns blocks into codes of its own lexicons.
type blockParser struct {
	p       *csvx.Parser
	d       csvx.Dialect
	lex     []lexicon
	remap   [][]uint32 // by column and own code: code of the table
	scratch []byte
}

func newBlockParser(d csvx.Dialect, columns int) *blockParser {
	b := &blockParser{p: csvx.NewParser(d), d: d, remap: make([][]uint32, columns), scratch: make([]byte, 0, 256)}
	for range columns {
		b.lex = append(b.lex, newLexicon())
	}
	return b
}

func (w *blockParser) parse(x *part) {
	x.by, x.rows, x.codes = w, 0, x.codes[:0]
	q := len(w.lex)
	if x.fresh == nil {
		x.fresh, x.bare = make([]freshValues, q), make([]bool, q)
	}
	clear(x.bare)
	known := make([]int, q)
	for j := range w.lex {
		l := &w.lex[j]
		x.fresh[j].reset = len(l.values) > maxLexicon
		if x.fresh[j].reset {
			l.clear()
		}
		known[j] = len(l.values)
	}
	w.p.Reset(x.block)
	if x.skip > 0 {
		_, _ = w.p.Next() // the header was parsed before
	}
	x.err = w.records(x)
	for j := range w.lex {
		x.fresh[j].values = w.lex[j].values[known[j]:]
	}
}

func (w *blockParser) records(x *part) error {
	q, b, quote := len(w.lex), w.p.Bytes(), w.d.Quote
	for {
		rec, err := w.p.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.Unwrap(err)
		}
		if len(rec) != q {
			return ErrRagged
		}
		for j, f := range rec {
			v := b[f.Start:f.End]
			if len(v) > 0 && v[0] == quote && quote != 0 {
				v = w.d.Value(v, w.scratch)
			} else {
				x.bare[j] = true
			}
			x.codes = append(x.codes, w.lex[j].code(v))
		}
		x.rows++
	}
}

// merger appends parsed blocks to the table, in order.
type merger struct {
	t     *Table
	dicts []*dict
}

func (m *merger) add(x *part) error {
	t := m.t
	if t.Rows+x.rows >= math.MaxInt32 {
		return fmt.Errorf("table: %w", ErrTooMany)
	}
	q := len(t.Columns)
	for j, c := range t.Columns {
		to := &x.by.remap[j]
		if x.fresh[j].reset {
			*to = (*to)[:0]
		}
		for _, v := range x.fresh[j].values {
			*to = append(*to, m.dicts[j].number(v))
		}
		c.quoted = c.quoted && !x.bare[j]
		if x.rows > 0 {
			c.codes.grow(x.codes[j:], q, x.rows, *to, len(c.Values))
		}
	}
	t.Rows += x.rows
	if x.err != nil {
		return &Error{Row: t.Rows + 1, Err: x.err}
	}
	return nil
}

func (m *merger) alone(blocks *csvx.Blocks, first []byte, skip int) error {
	w := newBlockParser(m.t.dialect, len(m.t.Columns))
	x := &part{block: first, skip: skip}
	for {
		w.parse(x)
		if err := m.add(x); err != nil {
			return err
		}
		b, err := blocks.Next(x.block)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return &Error{Row: m.t.Rows + 1, Err: err}
		}
		x.block, x.skip = b, 0
	}
}

// parallel cuts in one goroutine, parses in several and merges in this one.
func (m *merger) parallel(blocks *csvx.Blocks, first []byte, skip, workers int) error {
	work, order, free := make(chan *part), make(chan *part, 2*workers), make(chan *part, 2*workers)
	stop := make(chan struct{})
	defer func() { // nothing is read after the return
		close(stop)
		for range order {
		}
	}()
	d, columns := m.t.dialect, len(m.t.Columns)
	for range workers {
		go func() {
			w := newBlockParser(d, columns)
			for x := range work {
				w.parse(x)
				x.done <- struct{}{}
			}
		}()
	}
	for range 2 * workers {
		free <- &part{done: make(chan struct{}, 1)}
	}
	go func() {
		defer close(order)
		defer close(work)
		send := func(x *part) bool {
			select {
			case work <- x:
				order <- x
				return true
			case <-stop:
				return false
			}
		}
		x := <-free
		x.block, x.skip = first, skip
		for send(x) {
			select {
			case x = <-free:
			case <-stop:
				return
			}
			b, err := blocks.Next(x.block)
			if err == io.EOF {
				return
			}
			if err != nil {
				order <- &part{err: err}
				return
			}
			x.block, x.skip = b, 0
		}
	}()
	for x := range order {
		if x.done == nil {
			return &Error{Row: m.t.Rows + 1, Err: x.err}
		}
		<-x.done
		if err := m.add(x); err != nil {
			return err
		}
		free <- x
	}
	return nil
}
