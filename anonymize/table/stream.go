package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrStream: a setting needs the whole table at once: a search for one scheme for all rows, a quasi-identifier
// without a hierarchy, a model that compares with the whole without Shares, a population, an average risk, an
// earlier release, a ledger, consent by person, or tokens that are not Linkable.
var ErrStream = errors.New("setting needs the whole table at once")

// StreamOptions of [AnonymizeStream].
type StreamOptions struct {
	Delimiter byte   // 0 means: found from the first line
	Format    string // as in [ReadOptions]
	// Window is how many rows are held; a row is released before that many others came after it. Default
	// 100,000, at least 2·K.
	Window int
	// Consent and OptOut leave rows out as [Consent] does without a subject.
	Consent, OptOut []Condition
}

// Streamed is the outcome of [AnonymizeStream].
type Streamed struct {
	Rows       int     // released
	Suppressed int     // of those, rows that are "*"
	Refused    int     // left out for consent
	Withheld   int     // rows at the end that were too few for a class
	Windows    int     // how often rows were released
	Loss       float64 // over the rows released
}

// AnonymizeStream anonymizes CSV, TSV or JSON lines that are endless or larger than memory. A window of rows is
// held; when it is full, its rows are divided into classes, and the classes that hold rows of its older half
// are released: each has K rows of its own, so any prefix of the output is k-anonymous. (CASTLE, Cao et
// al., IEEE TDSC 8/3, 2011, bounds the delay of a row likewise, with clusters that grow.) Rows are
// released by window, in their order within it. Loss is somewhat above that of the whole table at once.
//
// Every quasi-identifier needs a hierarchy that lists all values to come, and t-closeness and BetaLikeness the
// Shares of the whole; [ScanStream] finds them in a first pass. The columns of JSON lines are the keys of the first lines.
// With a subject, each class has K persons, and the rows that a person has in one window get the same
// labels; those in different windows may get different ones. [Full] needs a Scheme: rows whose class has not come to K
// persons before they leave the window are suppressed, and the error is [ErrNoScheme] if in the end these are more than
// Config.Suppression allows. Fewer than K rows that are left at the end, or rows that no class of the models can
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
	s := &streamer{ctx: ctx, out: out, cfg: cfg, o: o, limit: cfg.Suppression, done: &Streamed{}}
	if cfg.Algorithm == Full {
		s.cfg.Suppression = 1 // small classes wait
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	r, err := openRows(in, o)
	if err != nil {
		return nil, err
	}
	s.rows = r
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

type streamer struct {
	ctx   context.Context
	rows  *rowReader
	out   io.Writer
	cfg   Config
	o     StreamOptions
	limit float64 // share of rows that may be suppressed
	done  *Streamed
	lost  float64
	begun bool
}

func (s *streamer) check() error {
	if s.cfg.K < 2 {
		return fmt.Errorf("table: %w", ErrK)
	}
	if !isShare(s.limit) {
		return fmt.Errorf("table: %w: suppression is a share", ErrModel)
	}
	if s.cfg.Algorithm == Full && s.cfg.Scheme == nil || s.cfg.Population != nil || s.cfg.AverageRisk != 0 || s.cfg.PopulationRisk != 0 || s.cfg.Earlier != nil || s.cfg.Ledger != nil {
		return fmt.Errorf("table: %w", ErrStream)
	}
	consent := len(s.o.Consent)+len(s.o.OptOut) > 0
	for n, a := range s.cfg.Attributes {
		if a.Role == Subject && consent || a.Role == Identifier && s.cfg.Token != nil && !s.cfg.Linkable {
			return &Error{Column: n, Err: ErrStream}
		}
	}
	for _, m := range s.cfg.Models {
		if m.ofPopulation() || m.whole() && m.Shares == nil {
			return &Error{Column: m.Column, Err: ErrStream}
		}
	}
	return nil
}

// window is rows that are held, with their numbers in the input.
type window struct {
	t  *Table
	at []int
}

func (s *streamer) run() error {
	held := window{}
	for ended := false; !ended; {
		var err error
		if held, ended, err = s.fill(held); err != nil {
			return err
		}
		if len(held.at) == 0 && s.done.Rows == 0 {
			return fmt.Errorf("table: %w", ErrNoRows)
		}
		if held, err = s.release(held, ended); err != nil {
			return err
		}
	}
	if s.done.Rows > 0 {
		s.done.Loss = s.lost / float64(s.done.Rows)
	}
	if s.cfg.Algorithm == Full && float64(s.done.Suppressed) > s.limit*float64(s.done.Rows) {
		return fmt.Errorf("table: %w", ErrNoScheme)
	}
	return nil
}

// fill reads rows until the window is full or the input ended.
func (s *streamer) fill(held window) (w window, ended bool, err error) {
	w = window{t: s.rows.table()}
	dicts, err := s.rows.columns(w.t)
	if err != nil {
		return w, false, err
	}
	if held.t != nil {
		take(w.t, dicts, held.t)
		w.at = held.at
	}
	for !ended && len(w.at) < s.o.Window {
		t := w.t
		from := s.rows.row
		consent := len(s.o.Consent)+len(s.o.OptOut) > 0
		var into []*dict
		if consent {
			t = s.rows.table()
			if into, err = s.rows.columns(t); err != nil {
				return w, false, err
			}
		} else {
			into = dicts
		}
		err = s.rows.fill(t, into, s.o.Window-len(w.at))
		if ended = errors.Is(err, io.EOF); err != nil && !ended {
			return w, false, err
		}
		if !consent {
			for i := from; i < s.rows.row; i++ {
				w.at = append(w.at, i+1)
			}
			continue
		}
		rows, err := consenting(t, "", s.o.Consent, s.o.OptOut)
		if err != nil {
			return w, false, err
		}
		s.done.Refused += t.Rows - len(rows)
		for _, i := range rows {
			w.at = append(w.at, from+int(i)+1)
		}
		take(w.t, dicts, t.pick(rows))
	}
	return w, ended, nil
}

// take appends the rows of a table with the same columns.
func take(to *Table, dicts []*dict, from *Table) {
	for j, c := range from.Columns {
		for _, v := range c.Values {
			if raw, ok := c.raw[v]; ok {
				to.Columns[j].raw[v] = raw
			}
		}
		for _, x := range c.Codes() {
			dicts[j].add(c.Values[x])
		}
	}
	to.Rows += from.Rows
}

// release writes the classes that hold rows of the older half, or all, and returns the other rows.
func (s *streamer) release(w window, all bool) (window, error) {
	t := w.t
	if err := s.ctx.Err(); err != nil {
		return w, fmt.Errorf("table: %w", context.Cause(s.ctx))
	}
	if all && t.Rows < s.cfg.K {
		s.done.Withheld += t.Rows
		return window{}, nil
	}
	r, err := solve(s.ctx, t, s.cfg)
	if all && (errors.Is(err, ErrUnreachable) || errors.Is(err, ErrK)) {
		s.done.Withheld += t.Rows
		return window{}, nil
	}
	var located *Error
	if errors.As(err, &located) && located.Row > 0 {
		located.Row = w.at[located.Row-1]
	}
	if err != nil {
		return w, err
	}
	old := int32(t.Rows / 2)
	if all {
		old = int32(t.Rows)
	}
	var out []int32
	p := r.prob
	for i := range r.sol.classes {
		c := &r.sol.classes[i]
		if rows := p.rowsOf(c.rows); slices.Min(rows) < old {
			out = append(out, rows...)
			s.lost += float64(len(rows)) * float64(c.cost) / float64(p.q)
		}
	}
	for _, u := range r.sol.suppressed {
		if rows := p.rowsOf([]int32{u}); s.cfg.Algorithm != Full || slices.Min(rows) < old {
			out = append(out, rows...)
			s.done.Suppressed += len(rows)
			s.lost += float64(len(rows))
		}
	}
	slices.Sort(out)
	if err := s.write(r.Table.pick(out)); err != nil {
		return w, err
	}
	s.done.Rows += len(out)
	s.done.Windows++
	if len(out) == t.Rows {
		return window{}, nil
	}
	var rest []int32
	var at []int
	for i, x := int32(0), 0; i < int32(t.Rows); i++ {
		if x < len(out) && out[x] == i {
			x++
			continue
		}
		rest, at = append(rest, i), append(at, w.at[i])
	}
	return window{t.pick(rest), at}, nil
}

func (s *streamer) write(t *Table) error {
	t.dialect.NoFinal = false
	f := newFormatter(t)
	b := f.rows(nil, f.scratch(t.Rows), 0, t.Rows)
	if !s.begun {
		b = append(slices.Clone(f.head), b...)
		s.begun = true
	}
	if _, err := s.out.Write(b); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}
