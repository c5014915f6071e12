package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/internal/csvx"
)

// headSize is what of a stream tells its columns' roles.
const headSize = 1 << 20

// stream anonymizes by windows. What has to be known of all rows is read in a first pass, for which the input must be a file.
func (c *tableAnonymizeCmd) stream(a *app) error {
	if c.Report != "" || c.Budget != 0 || c.Earlier != "" || c.Ledger != "" || c.Population != "" || c.Average != 0 || c.PopRisk != 0 {
		return usage("--window goes with none of --report, --budget, --earlier, --ledger, --population and --average-risk")
	}
	delimiter, err := c.delimiter()
	if err != nil {
		return err
	}
	o := table.StreamOptions{Delimiter: delimiter, Format: formatOf(c.Input, delimiter), Window: int(c.Window)}
	if o.Consent, err = conditions("consent", c.Consent); err != nil {
		return err
	}
	if o.OptOut, err = conditions("opt-out", c.OptOut); err != nil {
		return err
	}
	input, err := a.open(c.Input)
	if err != nil {
		return err
	}
	defer input.Close()
	head, in, err := c.head(input, o)
	if err != nil {
		return ioFailure(fmt.Errorf("%s: %w", c.Input, err))
	}
	cfg, err := c.settings(a, head)
	if err != nil {
		return err
	}
	cfg.Progress = nil
	if c.Algorithm == "best" {
		cfg.Algorithm = table.Mondrian
	}
	closeKeys, err := c.tokens(a, &cfg)
	if err != nil {
		return err
	}
	defer closeKeys()
	if c.needsWhole(head, &cfg) {
		if c.Input == "-" {
			return usage("--window on standard input needs a hierarchy for every quasi-identifier, and no --t or --beta")
		}
		first, err := a.open(c.Input)
		if err != nil {
			return err
		}
		defer first.Close()
		if err := table.ScanStream(first, o, &cfg); err != nil {
			return tableError(c.Input, err)
		}
	}
	var done *table.Streamed
	err = writeWhole(a, c.Output, func(w io.Writer) error {
		var err error
		done, err = table.AnonymizeStream(a.ctx, in, w, o, cfg)
		if err != nil && a.ctx.Err() == nil {
			err = tableError(c.Input, err)
		}
		return err
	})
	if err == nil && !c.Quiet {
		fmt.Fprintf(a.err, "k %d, loss %.4f, %d rows in %d windows, %d suppressed, %d withheld\n",
			c.K, done.Loss, done.Rows, done.Windows, done.Suppressed, done.Withheld)
		if done.Refused > 0 {
			fmt.Fprintf(a.err, "%d rows left out for consent\n", done.Refused)
		}
	}
	return err
}

// needsWhole reports settings that only the whole input can tell.
func (c *tableAnonymizeCmd) needsWhole(head *table.Table, cfg *table.Config) bool {
	return c.T > 0 || c.Beta > 0 || slices.ContainsFunc(withRole(head, cfg.Attributes, table.Quasi), func(n string) bool { return cfg.Attributes[n].Hierarchy == nil })
}

// head is the table of the first rows, and all of the input again.
func (c *tableAnonymizeCmd) head(in io.Reader, o table.StreamOptions) (*table.Table, io.Reader, error) {
	b := make([]byte, headSize)
	n, err := io.ReadAtLeast(in, b, 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	whole := wholeRows(b[:n], o)
	for err == nil && bytes.Count(whole, []byte("\n")) < 2 && n < len(b) { // a live stream is not held up for more than a row
		var m int
		m, err = in.Read(b[n:])
		n += m
		whole = wholeRows(b[:n], o)
	}
	if b = b[:n]; err != nil { // all of it
		whole = b
	}
	t, err := table.Read(bytes.NewReader(whole), table.ReadOptions{Delimiter: o.Delimiter, Format: o.Format, Workers: 1})
	return t, io.MultiReader(bytes.NewReader(b), in), err
}

// wholeRows is what of b is rows that are not cut.
func wholeRows(b []byte, o table.StreamOptions) []byte {
	if o.Format == "jsonl" || o.Format == "" && bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		return b[:bytes.LastIndexByte(b, '\n')+1]
	}
	d := csvx.Detect(b)
	if o.Delimiter != 0 {
		d.Delimiter = o.Delimiter
	}
	return b[:d.Whole(b)]
}
