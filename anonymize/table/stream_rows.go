package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/internal/csvx"
)

// ErrLateKey: a JSON line of a stream has a key that the first lines lack.
var ErrLateKey = errors.New("key is not in the first lines, which tell the columns of a stream")

// rowReader reads rows one at a time, CSV or JSON lines.
type rowReader struct {
	rd    *csvx.Reader
	lines *bufio.Reader // of JSON
	like  *Table        // the columns, without rows
	names []string
	row   int // rows read
}

// headBytes is how much of a stream tells its dialect or keys.
const headBytes = 1 << 16

func openRows(in io.Reader, o StreamOptions) (*rowReader, error) {
	head := make([]byte, headBytes)
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
	head = head[:n]
	all := io.MultiReader(bytes.NewReader(head), in)
	if o.Format == "jsonl" || o.Format == "" && bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("{")) {
		return openJSON(head, all)
	}
	if returnsAlone(head) {
		return nil, fmt.Errorf("table: header: %w", ErrLineEnd)
	}
	r := &rowReader{like: &Table{dialect: csvx.Detect(head)}}
	if o.Delimiter != 0 {
		r.like.dialect.Delimiter = o.Delimiter
	}
	r.rd = csvx.NewReader(all, r.like.dialect)
	rec, err := r.rd.Next()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = ErrNoRows
		}
		return nil, fmt.Errorf("table: header: %w", err)
	}
	for _, f := range rec {
		r.names = append(r.names, strings.TrimSpace(string(r.like.dialect.Value(f, nil))))
	}
	_, err = r.table().header(r.names)
	return r, err
}

// openJSON takes the keys of the lines that are whole in head for all there are.
func openJSON(head []byte, all io.Reader) (*rowReader, error) {
	if end := bytes.LastIndexByte(head, '\n'); end >= 0 {
		head = head[:end+1]
	}
	t, err := readJSON(bytes.NewReader(head))
	if err != nil {
		return nil, err
	}
	r := &rowReader{lines: bufio.NewReaderSize(all, 1<<18), like: &Table{json: true, dialect: t.dialect}}
	for _, c := range t.Columns {
		r.names = append(r.names, c.Name)
	}
	return r, nil
}

// table is an empty one of the stream's format, without columns.
func (r *rowReader) table() *Table { return &Table{dialect: r.like.dialect, json: r.like.json} }

// fill appends up to rows rows to a table of the stream's columns; it returns io.EOF at the end.
func (r *rowReader) fill(t *Table, dicts []*dict, rows int) error {
	at := map[string]int{}
	if r.lines != nil {
		for j, c := range t.Columns {
			at[c.Name] = j
		}
	}
	for range rows {
		if err := r.next(t, dicts, at); err != nil {
			return err
		}
		t.Rows++
	}
	return nil
}

// next appends one row.
func (r *rowReader) next(t *Table, dicts []*dict, at map[string]int) error {
	if r.lines != nil {
		return r.object(t, dicts, at)
	}
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
		dicts[i].add(string(r.like.dialect.Value(f, nil)))
	}
	return nil
}

func (r *rowReader) object(t *Table, dicts []*dict, at map[string]int) error {
	for {
		line, err := jsonLine(r.lines)
		if err != nil && err != io.EOF {
			return &Error{Row: r.row + 1, Err: err}
		}
		end := err == io.EOF
		if r.row == 0 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			if end {
				return io.EOF
			}
			continue
		}
		r.row++
		if _, err := t.object(line, at, dicts); err != nil {
			return &Error{Row: r.row, Err: err}
		}
		if len(t.Columns) > len(r.names) {
			return &Error{Column: t.Columns[len(r.names)].Name, Row: r.row, Err: ErrLateKey}
		}
		return nil
	}
}

// columns gives a table the stream's columns.
func (r *rowReader) columns(t *Table) ([]*dict, error) {
	dicts, err := t.header(r.names)
	if t.json {
		for _, c := range t.Columns {
			c.raw = map[string]string{}
		}
	}
	return dicts, err
}

// ScanStream reads a stream to come once and fills what [AnonymizeStream] needs to know of all of it: the automatic
// hierarchy of quasi-identifiers and of [HierarchicalT] models that have none, and Shares of models that compare with the whole. It holds the distinct values
// of those columns. cfg.Attributes and cfg.Models are changed in place.
func ScanStream(in io.Reader, o StreamOptions, cfg *Config) error {
	r, err := openRows(in, o)
	if err != nil {
		return err
	}
	need := map[string]bool{}
	for n, a := range cfg.Attributes {
		need[n] = a.Role == Quasi && a.Hierarchy == nil
	}
	for _, m := range cfg.Models {
		need[m.Column] = need[m.Column] || m.whole()
	}
	counts := map[string]map[string]int{}
	for ended := false; !ended; {
		t := r.table()
		dicts, err := r.columns(t)
		if err != nil {
			return err
		}
		err = r.fill(t, dicts, scanRows)
		if ended = errors.Is(err, io.EOF); err != nil && !ended {
			return err
		}
		if t, _, err = Consent(t, "", o.Consent, o.OptOut); errors.Is(err, ErrNoRows) {
			continue
		} else if err != nil {
			return err
		}
		for _, c := range t.Columns {
			if !need[c.Name] {
				continue
			}
			if counts[c.Name] == nil {
				counts[c.Name] = map[string]int{}
			}
			for x, n := range c.counts() {
				counts[c.Name][c.Values[x]] += n
			}
		}
	}
	for n, a := range cfg.Attributes {
		if a.Role != Quasi || a.Hierarchy != nil || counts[n] == nil {
			continue
		}
		if a.Hierarchy, err = hierarchy.Automatic(slices.Collect(maps.Keys(counts[n]))); err != nil {
			return &Error{Column: n, Err: err}
		}
		cfg.Attributes[n] = a
	}
	for i := range cfg.Models {
		m := &cfg.Models[i]
		if !m.whole() || counts[m.Column] == nil {
			continue
		}
		all := 0
		for _, n := range counts[m.Column] {
			all += n
		}
		m.Shares = map[string]float64{}
		for v, n := range counts[m.Column] {
			m.Shares[v] = float64(n) / float64(all)
		}
		if m.Kind == HierarchicalT && m.Hierarchy == nil {
			if m.Hierarchy, err = hierarchy.Automatic(slices.Collect(maps.Keys(m.Shares))); err != nil {
				return &Error{Column: m.Column, Err: err}
			}
		}
	}
	return nil
}

const scanRows = 1 << 16

// whole reports a model that compares a class with the whole table.
func (m Model) whole() bool {
	return m.Kind == EqualT || m.Kind == OrderedT || m.Kind == HierarchicalT || m.Kind == BetaLikeness
}
