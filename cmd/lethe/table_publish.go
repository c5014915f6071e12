package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/lethe-pii/lethe/anonymize/table"
)

type tablePublishCmd struct {
	tableInput
	By        []string `required:"" placeholder:"A,B" help:"Group columns."`
	Count     []string `default:"rows" placeholder:"KIND" help:"rows, subjects, percent."`
	Sum       []string `placeholder:"A,B" help:"Columns to sum."`
	Mean      []string `placeholder:"A,B" help:"Columns to average."`
	Subject   string   `placeholder:"A" help:"Column that names the person; else every row is one."`
	Threshold int      `default:"5" help:"Fewest persons of a group that is shown."`
	Margins   bool     `help:"Add totals."`
	Round     int      `placeholder:"N" help:"Round counts to multiples of N."`
	Dominance float64  `placeholder:"X" help:"Hide groups whose largest person has more than this share of a sum."`
	Ledger    string   `placeholder:"FILE" help:"Remember releases in FILE; refuse what subtraction would reveal."`
	Output    string   `short:"o" default:"-" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

func (c *tablePublishCmd) Run(a *app) error {
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	cfg := table.PublishConfig{By: c.By, Subject: c.Subject, Threshold: c.Threshold, Margins: c.Margins, Round: c.Round, Dominance: c.Dominance}
	for _, k := range c.Count {
		cfg.Statistics = append(cfg.Statistics, table.Statistic{Kind: table.MeasureKind(k)})
	}
	for _, n := range c.Sum {
		cfg.Statistics = append(cfg.Statistics, table.Statistic{Kind: table.Sum, Column: n})
	}
	for _, n := range c.Mean {
		cfg.Statistics = append(cfg.Statistics, table.Statistic{Kind: table.Mean, Column: n})
	}
	if c.Ledger != "" {
		if cfg.Ledger, err = readLedger(c.Ledger); err != nil {
			return err
		}
	}
	p, err := table.Publish(t, cfg)
	if err != nil {
		return tableError(c.Input, err)
	}
	if c.Ledger != "" { // first, so that nothing is out that the ledger does not know
		if err := writeWhole(a, c.Ledger, cfg.Ledger.Write); err != nil {
			return err
		}
	}
	if err := writeWhole(a, c.Output, p.Table.Write); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%d groups shown, %d hidden for their size, %d to protect those, %d kinds of totals left out\n",
		p.Table.Rows, p.Primary, p.Complementary, len(p.DroppedMargins))
	return nil
}

func readLedger(path string) (*table.Ledger, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return &table.Ledger{}, nil
	}
	if err != nil {
		return nil, ioFailure(err)
	}
	defer f.Close()
	l, err := table.ReadLedger(f)
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return l, nil
}
