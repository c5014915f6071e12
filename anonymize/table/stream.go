package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/internal/csvx"
)

// ErrStream: a setting needs the whole table at once: a subject, t-closeness, beta-likeness, one scheme
// for all rows, or a quasi-identifier without a hierarchy.
var ErrStream = errors.New("setting needs the whole table at once")

// StreamOptions of [AnonymizeStream].
type StreamOptions struct {
	Delimiter byte // 0 means: found from the first line
	// Window is how many rows are held; a row is released before that many others came after it. Default
	// 100,000, at least 2·K.
	Window int
}

// Streamed is the outcome of [AnonymizeStream].
type Streamed struct {
	Rows     int     // released
	Withheld int     // rows at the end that were too few for a class
	Windows  int     // how often rows were released
	Loss     float64 // over the rows released
}

// AnonymizeStream anonymizes CSV or TSV that is endless or larger than memory. A window of rows is held;
// when it is full, its rows are divided into classes, and the classes that hold rows of its older half
// are released: each has K rows of its own, so any prefix of the output is k-anonymous. (CASTLE, Cao et
// al., IEEE TDSC 8/3, 2011, bounds the delay of a row likewise, with clusters that grow.) Rows are
// released by window, in their order within it. Loss is somewhat above that of the whole table at once.
//
// Every quasi-identifier needs a hierarchy that lists all values to come; [ScanHierarchies] builds them
// from a first pass. Fewer than K rows that are left at the end, or rows that no class of the models can
// hold, are withheld. If ctx ends, its error is returned and what was written is complete rows.
func AnonymizeStream(ctx context.Context, in io.Reader, out io.Writer, o StreamOptions, cfg Config) (*Streamed, error) {
	if o.Window == 0 {
		o.Window = 100_000
	}
	if o.Window < 2*cfg.K {
		return nil, fmt.Errorf("table: window: %w", ErrK)
	}
	if cfg.Algorithm == "" {
		cfg.Algorithm = Mondrian
	}
	s := &streamer{ctx: ctx, out: out, cfg: cfg, window: o.Window, done: &Streamed{}}
	if err := s.check(); err != nil {
		return nil, err
	}
	r, err := openRows(in, o.Delimiter)
	if err != nil {
		return nil, err
	}
	s.rows, s.dialect = r, r.d
	for n, a := range cfg.Attributes {
		switch {
		case !slices.Contains(r.names, n):
			return nil, &Error{Column: n, Err: ErrColumn}
		case a.Role == Quasi && a.Hierarchy == nil:
			return nil, &Error{Column: n, Err: ErrStream}
		}
	}
	return s.done, s.run()
}

// rowReader reads rows one at a time.
type rowReader struct {
	rd    *csvx.Reader
	d     csvx.Dialect
	names []string
	row   int
}

func openRows(in io.Reader, delimiter byte) (*rowReader, error) {
	head := make([]byte, 1<<16)
	n, err := io.ReadAtLeast(in, head, 1)
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = ErrNoRows
		}
		return nil, fmt.Errorf("table: %w", err)
	}
	for !bytes.ContainsRune(head[:n], '\n') && n < len(head) && err == nil { // a whole header tells the dialect
		var m int
		m, err = in.Read(head[n:])
		n += m
	}
	r := &rowReader{d: csvx.Detect(head[:n])}
	if delimiter != 0 {
		r.d.Delimiter = delimiter
	}
	r.rd = csvx.NewReader(io.MultiReader(bytes.NewReader(head[:n]), in), r.d)
	rec, err := r.rd.Next()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = ErrNoRows
		}
		return nil, fmt.Errorf("table: header: %w", err)
	}
	for _, f := range rec {
		r.names = append(r.names, strings.TrimSpace(string(r.d.Value(f, nil))))
	}
	_, err = (&Table{}).header(r.names)
	return r, err
}

// next returns the next row's values, io.EOF at the end.
func (r *rowReader) next(into []string) error {
	rec, err := r.rd.Next()
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	r.row++
	if err != nil {
		return &Error{Row: r.row, Err: errors.Unwrap(err)}
	}
	if len(rec) != len(r.names) {
		return &Error{Row: r.row, Err: ErrRagged}
	}
	for i, f := range rec {
		into[i] = string(r.d.Value(f, nil))
	}
	return nil
}

// ScanHierarchies reads CSV or TSV once, keeps its distinct values, and gives every quasi-identifier
// without a hierarchy the automatic one of its values.
func ScanHierarchies(in io.Reader, delimiter byte, attributes map[string]Attribute) error {
	r, err := openRows(in, delimiter)
	if err != nil {
		return err
	}
	t := &Table{}
	dicts, err := t.header(r.names)
	if err != nil {
		return err
	}
	row := make([]string, len(r.names))
	for {
		err := r.next(row)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for j, v := range row {
			if a := attributes[r.names[j]]; a.Role == Quasi && a.Hierarchy == nil {
				dicts[j].number(v)
			}
		}
	}
	for _, c := range t.Columns {
		a := attributes[c.Name]
		if a.Role != Quasi || a.Hierarchy != nil {
			continue
		}
		if a.Hierarchy, err = hierarchy.Automatic(c.Values); err != nil {
			return &Error{Column: c.Name, Err: err}
		}
		attributes[c.Name] = a
	}
	return nil
}

type streamer struct {
	ctx     context.Context
	rows    *rowReader
	out     io.Writer
	cfg     Config
	window  int
	dialect csvx.Dialect
	done    *Streamed
	lost    float64
	begun   bool
}

func (s *streamer) check() error {
	if s.cfg.K < 2 {
		return fmt.Errorf("table: %w", ErrK)
	}
	if s.cfg.Algorithm == Full {
		return fmt.Errorf("table: %w", ErrStream)
	}
	for n, a := range s.cfg.Attributes {
		if a.Role == Subject || a.Role == Identifier && s.cfg.Token != nil {
			return &Error{Column: n, Err: ErrStream}
		}
	}
	for _, m := range s.cfg.Models {
		if m.Kind != DistinctL && m.Kind != EntropyL && m.Kind != RecursiveCL {
			return &Error{Column: m.Column, Err: ErrStream}
		}
	}
	return nil
}

func (s *streamer) run() error {
	var held *Table
	row := make([]string, len(s.rows.names))
	ended := false
	for !ended {
		t := &Table{dialect: s.dialect}
		dicts, err := t.header(s.rows.names)
		if err != nil {
			return err
		}
		if held != nil {
			for j, c := range held.Columns {
				for _, x := range c.Codes() {
					dicts[j].add(c.Values[x])
				}
			}
			t.Rows = held.Rows
		}
		for ; t.Rows < s.window; t.Rows++ {
			if err := s.rows.next(row); errors.Is(err, io.EOF) {
				ended = true
				break
			} else if err != nil {
				return err
			}
			for j, v := range row {
				dicts[j].add(v)
			}
		}
		if t.Rows == 0 && s.done.Rows == 0 {
			return fmt.Errorf("table: %w", ErrNoRows)
		}
		if held, err = s.release(t, ended); err != nil {
			return err
		}
	}
	if s.done.Rows > 0 {
		s.done.Loss = s.lost / float64(s.done.Rows)
	}
	return nil
}

// release writes the classes that hold rows of the older half, or all, and returns the other rows.
func (s *streamer) release(t *Table, all bool) (*Table, error) {
	if err := s.ctx.Err(); err != nil {
		return nil, fmt.Errorf("table: %w", context.Cause(s.ctx))
	}
	if all && t.Rows < s.cfg.K {
		s.done.Withheld += t.Rows
		return nil, nil
	}
	r, err := Anonymize(s.ctx, t, s.cfg)
	if all && errors.Is(err, ErrUnreachable) {
		s.done.Withheld += t.Rows
		return nil, nil
	}
	var located *Error
	if errors.As(err, &located) && located.Row > 0 {
		located.Row += s.rows.row - t.Rows // rows that were held had no fault, so it is a new one
	}
	if err != nil {
		return nil, err
	}
	old := int32(t.Rows / 2)
	if all {
		old = int32(t.Rows)
	}
	var out []int32
	p := r.prob
	for i := range r.sol.classes {
		c := &r.sol.classes[i]
		if slices.Min(c.rows) < old {
			out = append(out, c.rows...)
			s.lost += float64(len(c.rows)) * float64(c.cost) / float64(p.q)
		}
	}
	if n := len(r.sol.suppressed); n > 0 {
		out = append(out, r.sol.suppressed...)
		s.lost += float64(n)
	}
	slices.Sort(out)
	w := r.Table.pick(out)
	w.dialect.NoFinal = false
	f := newFormatter(w)
	b := f.rows(nil, f.scratch(w.Rows), 0, w.Rows)
	if !s.begun {
		b = append(slices.Clone(f.head), b...)
		s.begun = true
	}
	if _, err := s.out.Write(b); err != nil {
		return nil, fmt.Errorf("table: %w", err)
	}
	s.done.Rows += len(out)
	s.done.Windows++
	if len(out) == t.Rows {
		return nil, nil
	}
	var rest []int32
	for i, at := int32(0), 0; i < int32(t.Rows); i++ {
		if at < len(out) && out[at] == i {
			at++
			continue
		}
		rest = append(rest, i)
	}
	return t.pick(rest), nil
}
