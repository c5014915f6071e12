package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/batch"
)

// TableCmd is `lethe table`.
type TableCmd struct {
	Anonymize tableAnonymizeCmd `cmd:"" help:"Generalize a table until every combination of quasi-identifiers is shared by k rows."`
	Risk      tableRiskCmd      `cmd:"" help:"Measure how exposed the persons of a table are, as it is."`
	Publish   tablePublishCmd   `cmd:"" help:"Publish counts and sums by group; small groups stay hidden."`
	Hierarchy tableHierarchyCmd `cmd:"" help:"Build a hierarchy for a column, or check a file of one."`
	Infer     tableInferCmd     `cmd:"" help:"Propose a role for every column."`
}

// tableInput is where a table comes from.
type tableInput struct {
	Input     string `arg:"" help:"CSV or TSV file, or - for standard input."`
	Delimiter string `placeholder:"C" help:"Delimiter; found from the first line by default."`
}

func (in tableInput) delimiter() (byte, error) {
	switch {
	case in.Delimiter == "":
		return 0, nil
	case in.Delimiter == `\t` || in.Delimiter == "tab":
		return '\t', nil
	case len(in.Delimiter) == 1:
		return in.Delimiter[0], nil
	}
	return 0, usage("--delimiter must be one character or tab")
}

func (in tableInput) read(a *app, path string) (*table.Table, error) {
	d, err := in.delimiter()
	if err != nil {
		return nil, err
	}
	r := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, ioFailure(err)
		}
		defer f.Close()
		r = f
	}
	t, err := table.Read(r, table.ReadOptions{Delimiter: d})
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return t, nil
}

// roleFlags give columns their roles.
type roleFlags struct {
	Quasi        []string `placeholder:"A,B" help:"Quasi-identifiers: columns that are generalized."`
	Sensitive    []string `placeholder:"A,B" help:"Sensitive columns: kept, bounded by --l and --t."`
	Subject      string   `placeholder:"A" help:"Column that says which rows are of one person; persons are counted, the column is removed."`
	Identifier   []string `placeholder:"A,B" help:"Columns that name a person: removed."`
	FreeText     []string `placeholder:"A,B" help:"Free text: removed."`
	Categorical  []string `placeholder:"A,B" help:"Quasi-identifiers whose numbers are codes."`
	Hierarchies  string   `placeholder:"DIR" help:"Directory of hierarchies, one PREFIX<column>.csv a column; others are built from the data."`
	HierarchyPre string   `name:"hierarchy-prefix" placeholder:"P" help:"What the names of hierarchy files begin with."`
	ByLeaves     bool     `help:"Read hierarchy labels by the values below them even where their text says otherwise."`
}

func (f roleFlags) attributes(t *table.Table) (map[string]table.Attribute, error) {
	at := map[string]table.Attribute{}
	roles := map[table.Role][]string{table.Quasi: f.Quasi, table.Sensitive: f.Sensitive, table.Identifier: f.Identifier, table.FreeText: f.FreeText}
	if f.Subject != "" {
		roles[table.Subject] = []string{f.Subject}
	}
	for role, names := range roles {
		for _, n := range names {
			if t.Column(n) == nil {
				return nil, usage("there is no column %q", n)
			}
			if at[n].Role != "" {
				return nil, usage("column %q has two roles", n)
			}
			at[n] = table.Attribute{Role: role}
		}
	}
	for _, n := range f.Categorical {
		x, ok := at[n]
		if !ok || x.Role != table.Quasi {
			return nil, usage("--categorical %s is no quasi-identifier", n)
		}
		x.Categorical = true
		at[n] = x
	}
	if f.Hierarchies == "" {
		return at, nil
	}
	for _, n := range f.Quasi {
		path := filepath.Join(f.Hierarchies, f.HierarchyPre+n+".csv")
		h, err := readHierarchy(path, f.ByLeaves)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		x := at[n]
		x.Hierarchy = h
		at[n] = x
	}
	return at, nil
}

func readHierarchy(path string, byLeaves bool) (*hierarchy.Hierarchy, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, ioFailure(err)
	}
	defer f.Close()
	h, err := hierarchy.Read(f, 0, hierarchy.Options{ByLeaves: byLeaves})
	if errors.Is(err, hierarchy.ErrFalseLabel) {
		return nil, ioFailure(fmt.Errorf("%s: %w; --by-leaves reads labels by their values", path, err))
	}
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return h, nil
}

// modelFlags bound what a class tells of sensitive columns.
type modelFlags struct {
	L       float64 `name:"l" placeholder:"N" help:"l-diversity of every sensitive column."`
	LKind   string  `name:"l-kind" enum:"distinct,entropy,recursive" default:"entropy" help:"Kind of l-diversity: distinct, entropy or recursive."`
	C       float64 `name:"c" default:"3" placeholder:"N" help:"c of recursive (c,l)-diversity."`
	T       float64 `name:"t" placeholder:"X" help:"t-closeness of every sensitive column."`
	Ordered bool    `help:"Measure t over the order of numbers."`
}

func (f modelFlags) models(sensitive []string) ([]table.Model, error) {
	if (f.L > 0 || f.T > 0) && len(sensitive) == 0 {
		return nil, usage("--l and --t need --sensitive")
	}
	var out []table.Model
	for _, s := range sensitive {
		if f.L > 0 {
			kind := map[string]table.ModelKind{"distinct": table.DistinctL, "entropy": table.EntropyL, "recursive": table.RecursiveCL}[f.LKind]
			out = append(out, table.Model{Kind: kind, Column: s, L: f.L, C: f.C})
		}
		if f.T > 0 {
			m := table.Model{Kind: table.EqualT, Column: s, T: f.T}
			if f.Ordered {
				m.Kind = table.OrderedT
			}
			out = append(out, m)
		}
	}
	return out, nil
}

type tableAnonymizeCmd struct {
	tableInput
	roleFlags
	modelFlags
	K         int           `short:"k" default:"5" help:"Rows that share each combination."`
	Algorithm string        `enum:"mondrian,fast,best,full" default:"best" help:"mondrian, fast, best or full (one scheme for all rows)."`
	Suppress  float64       `default:"0" placeholder:"X" help:"Share of rows that may be released as *, 0 to 1."`
	Budget    time.Duration `placeholder:"5s" help:"Time for best; an interrupt also keeps the best so far."`
	Seed      uint64        `help:"Seed of the search."`
	Output    string        `short:"o" default:"-" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
	Report    string        `placeholder:"FILE" help:"Write a report: .html, .json or text."`
	Quiet     bool          `short:"q" help:"No figures on standard error."`
	Keep      []string      `placeholder:"A,B" help:"Columns kept as they are though they look like names, contacts or free text, which are removed otherwise."`
}

func (c *tableAnonymizeCmd) Run(a *app) error {
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	at, err := c.attributes(t)
	if err != nil {
		return err
	}
	removed, err := undeclared(t, at, c.Keep)
	if err != nil {
		return err
	}
	if len(removed) > 0 && !c.Quiet {
		fmt.Fprintf(a.err, "removed, for they look like names, contacts or free text (--keep keeps them): %s\n", strings.Join(removed, ", "))
	}
	models, err := c.models(c.Sensitive)
	if err != nil {
		return err
	}
	cfg := table.Config{K: c.K, Attributes: at, Models: models, Algorithm: table.Algorithm(c.Algorithm),
		Suppression: c.Suppress, Budget: c.Budget, Seed: c.Seed}
	r, err := table.Anonymize(a.ctx, t, cfg)
	if err != nil {
		return tableError(c.Input, err)
	}
	if err := writeWhole(a, c.Output, r.Table.Write); err != nil {
		return err
	}
	if c.Report == "" {
		if !c.Quiet {
			fmt.Fprintf(a.err, "k %d, loss %.4f, %d classes, %d of %d rows suppressed\n", c.K, r.Loss, r.Classes, r.Suppressed, t.Rows)
		}
		return nil
	}
	rep, err := r.Report(t, cfg, table.MeasureOptions{})
	if err != nil {
		return tableError(c.Input, err)
	}
	write := rep.WriteText
	switch strings.ToLower(filepath.Ext(c.Report)) {
	case ".html":
		write = rep.WriteHTML
	case ".json":
		write = rep.WriteJSON
	}
	return writeWhole(a, c.Report, write)
}

// tableError is a fault of the data (3) or of the settings (2).
func tableError(path string, err error) error {
	for _, data := range []error{hierarchy.ErrNotCovered, hierarchy.ErrValue, table.ErrVerify, table.ErrMeasure} {
		if errors.Is(err, data) {
			return ioFailure(fmt.Errorf("%s: %w", path, err))
		}
	}
	return usage("%s: %w", path, err)
}

type tableRiskCmd struct {
	tableInput
	Quasi      []string `required:"" placeholder:"A,B" help:"Columns that an attacker knows."`
	Sensitive  []string `placeholder:"A,B" help:"Columns that must not be learned."`
	K          int      `short:"k" default:"5" help:"Class size below which a row counts as at risk."`
	As         string   `enum:"text,json" default:"text" help:"text or json."`
	Population string   `placeholder:"FILE" help:"Table of the population, for the journalist's risk."`
}

func (c *tableRiskCmd) Run(a *app) error {
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	o := table.MeasureOptions{K: c.K}
	for _, s := range c.Sensitive {
		o.Models = append(o.Models, table.Model{Kind: table.EntropyL, Column: s, L: 1}, table.Model{Kind: table.EqualT, Column: s, T: 1})
	}
	if c.Population != "" {
		if o.Population, err = c.read(a, c.Population); err != nil {
			return err
		}
	}
	r, err := table.Measure(t, c.Quasi, o)
	if err != nil {
		return tableError(c.Input, err)
	}
	if c.As == "json" {
		return outputError(r.WriteJSON(a.out))
	}
	return outputError(r.WriteText(a.out))
}

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

type tableHierarchyCmd struct {
	tableInput
	Column    string    `placeholder:"A" help:"Column to build a hierarchy for; without it, the input is a hierarchy to check."`
	Kind      string    `enum:"auto,intervals,mask,dates,order" default:"auto" help:"auto, intervals, mask, dates or order (of first appearance)."`
	Widths    []float64 `placeholder:"5,10" help:"Interval widths, fine to coarse."`
	Step      int       `default:"1" help:"Characters that each level of mask hides."`
	FromStart bool      `help:"Mask from the start."`
	Fanout    int       `default:"2" help:"Neighbours that each level of order joins."`
	ByLeaves  bool      `help:"Accept labels that are false of their values."`
	Output    string    `short:"o" default:"-" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

func (c *tableHierarchyCmd) Run(a *app) error {
	if c.Column == "" {
		h, err := readHierarchy(c.Input, c.ByLeaves)
		if err != nil {
			return err
		}
		for _, f := range h.FalseLabels() {
			fmt.Fprintln(a.err, "lethe: "+f.Error())
		}
		_, err = fmt.Fprintf(a.out, "%d values, %d levels\n", len(h.Values()), h.Levels())
		return outputError(err)
	}
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	col := t.Column(c.Column)
	if col == nil {
		return usage("there is no column %q", c.Column)
	}
	var h *hierarchy.Hierarchy
	switch c.Kind {
	case "intervals":
		h, err = hierarchy.Intervals(col.Values, hierarchy.IntervalSpec{Widths: c.Widths})
	case "mask":
		h, err = hierarchy.Mask(col.Values, c.Step, c.FromStart)
	case "dates":
		h, err = hierarchy.Dates(col.Values, "")
	case "order":
		h, err = hierarchy.Order(col.Values, c.Fanout)
	default:
		h, err = hierarchy.Automatic(col.Values)
	}
	if err != nil {
		return tableError(c.Input, err)
	}
	return writeWhole(a, c.Output, func(w io.Writer) error { return h.Write(w, ';') })
}

type tableInferCmd struct {
	tableInput
}

func (c *tableInferCmd) Run(a *app) error {
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	classify, err := classifier()
	if err != nil {
		return err
	}
	for _, p := range table.Infer(t, classify) {
		if _, err := fmt.Fprintf(a.out, "%-24s %-12s %8d values  %s\n", p.Column, p.Role, p.Distinct, p.Reason); err != nil {
			return outputError(err)
		}
	}
	return nil
}

// writeWhole writes to a file beside the target that then takes its place, or to standard output.
func writeWhole(a *app, path string, write func(io.Writer) error) error {
	if path == "-" {
		return outputError(write(a.out))
	}
	f, err := batch.Create(context.WithoutCancel(a.ctx), path, 0o644) // an interrupted search still has a result
	if err != nil {
		return ioFailure(err)
	}
	if err := write(f); err != nil {
		f.Abort()
		return outputError(err)
	}
	return outputError(f.Commit())
}
