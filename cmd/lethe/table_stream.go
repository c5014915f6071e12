package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/internal/csvx"
)

// headSize is what of a stream tells its columns' roles.
const headSize = 1 << 20

// stream anonymizes by windows. Hierarchies that are not given are built in a first pass, for which the input must be a file.
func (c *tableAnonymizeCmd) stream(a *app) error {
	if c.Report != "" || c.Budget != 0 || c.Earlier != "" || len(c.Consent)+len(c.OptOut) > 0 || c.Keys != "" {
		return usage("--window goes with none of --report, --budget, --earlier, --consent, --opt-out and --keys")
	}
	in, close, err := c.open(a)
	if err != nil {
		return err
	}
	defer close()
	delimiter, err := c.delimiter()
	if err != nil {
		return err
	}
	head, in, err := c.head(in, delimiter)
	if err != nil {
		return ioFailure(fmt.Errorf("%s: %w", c.Input, err))
	}
	at, told, err := c.attributes(head)
	if err != nil {
		return err
	}
	if !c.Quiet {
		for _, s := range told {
			fmt.Fprintln(a.err, s)
		}
	}
	if slices.ContainsFunc(withRole(head, at, table.Quasi), func(n string) bool { return at[n].Hierarchy == nil }) {
		if c.Input == "-" {
			return usage("--window on standard input needs a hierarchy for every quasi-identifier")
		}
		first, close, err := c.open(a)
		if err != nil {
			return err
		}
		defer close()
		if err := table.ScanHierarchies(first, delimiter, at); err != nil {
			return tableError(c.Input, err)
		}
	}
	cfg := c.config(a)
	cfg.Progress, cfg.Attributes = nil, at
	if c.Algorithm == "best" {
		cfg.Algorithm = table.Mondrian
	}
	if cfg.Models, err = c.models(withRole(head, at, table.Sensitive), nil); err != nil {
		return err
	}
	if c.RedactText != "" {
		if cfg.Redact, err = cellRedactor(c.RedactText); err != nil {
			return err
		}
	}
	var done *table.Streamed
	err = writeWhole(a, c.Output, func(w io.Writer) error {
		var err error
		done, err = table.AnonymizeStream(a.ctx, in, w, table.StreamOptions{Delimiter: delimiter, Window: c.Window}, cfg)
		if err != nil && a.ctx.Err() == nil {
			err = tableError(c.Input, err)
		}
		return err
	})
	if err == nil && !c.Quiet {
		fmt.Fprintf(a.err, "k %d, loss %.4f, %d rows in %d windows, %d withheld\n", c.K, done.Loss, done.Rows, done.Windows, done.Withheld)
	}
	return err
}

func (c *tableAnonymizeCmd) open(a *app) (io.Reader, func(), error) {
	if c.Input == "-" {
		return a.in, func() {}, nil
	}
	f, err := os.Open(c.Input)
	if err != nil {
		return nil, nil, ioFailure(err)
	}
	return f, func() { _ = f.Close() }, nil
}

// head is the table of the first rows, and all of the input again.
func (c *tableAnonymizeCmd) head(in io.Reader, delimiter byte) (*table.Table, io.Reader, error) {
	b := make([]byte, headSize)
	n, err := io.ReadAtLeast(in, b, 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	for err == nil && bytes.Count(b[:n], []byte("\n")) < 2 && n < len(b) { // a live stream is not held up for more than a row
		var m int
		m, err = in.Read(b[n:])
		n += m
	}
	b = b[:n]
	d := csvx.Detect(b)
	if delimiter != 0 {
		d.Delimiter = delimiter
	}
	whole := b
	if err == nil { // the last row may be cut
		whole = b[:d.Whole(b)]
	}
	t, err := table.Read(bytes.NewReader(whole), table.ReadOptions{Delimiter: d.Delimiter, Format: "csv", Workers: 1})
	return t, io.MultiReader(bytes.NewReader(b), in), err
}
