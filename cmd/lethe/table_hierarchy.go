package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
)

type tableHierarchyCmd struct {
	tableInput
	Column    string    `placeholder:"A" help:"Column to build a hierarchy for; without it, the input is a hierarchy to check."`
	Kind      string    `enum:"auto,intervals,mask,dates,order,places" default:"auto" help:"auto, intervals, mask, dates, order (of first appearance) or places (see --within)."`
	Widths    []float64 `placeholder:"5,10" help:"Interval widths, fine to coarse; without them the borders are quantiles."`
	Origin    float64   `placeholder:"X" help:"With --widths: where a border lies."`
	Groups    int       `placeholder:"N" help:"Intervals of the finest quantiles; by default as many as keep about 8 values in one."`
	Bottom    float64   `placeholder:"X" help:"With --top: values below fall into one interval at every level."`
	Top       float64   `placeholder:"X" help:"With --bottom: values from there on fall into one interval at every level."`
	Layout    string    `placeholder:"DATE" help:"How dates are written, as the 2nd of January 2006 would be: 02/01/2006. Default 2006-01-02."`
	Within    []string  `placeholder:"A,B" help:"With places: columns that say what the place lies in, near to far."`
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
	h, err := c.build(t, col)
	if err != nil {
		return tableError(c.Input, err)
	}
	return writeWhole(a, c.Output, func(w io.Writer) error { return h.Write(w, ';') })
}

func (c *tableHierarchyCmd) build(t *table.Table, col *table.Column) (*hierarchy.Hierarchy, error) {
	var h *hierarchy.Hierarchy
	var err error
	switch c.Kind {
	case "intervals":
		h, err = hierarchy.Intervals(slices.Collect(cells(col)), hierarchy.IntervalSpec{Widths: c.Widths, Origin: c.Origin, Groups: c.Groups, Bottom: c.Bottom, Top: c.Top})
	case "mask":
		h, err = hierarchy.Mask(col.Values, c.Step, c.FromStart)
	case "dates":
		h, err = hierarchy.Dates(slices.Collect(cells(col)), c.Layout)
	case "order":
		h, err = hierarchy.Order(col.Values, c.Fanout)
	case "places":
		return c.places(t, col)
	default:
		h, err = hierarchy.Automatic(slices.Collect(cells(col)))
	}
	return h, located(c.Column, err)
}

// cells are the values row by row.
func cells(c *table.Column) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range c.Len() {
			if !yield(c.Value(i)) {
				return
			}
		}
	}
}

// located names the column of a fault in the cells of one.
func located(column string, err error) error {
	var e *hierarchy.Error
	if errors.As(err, &e) {
		return &table.Error{Column: column, Row: e.Row, Err: e.Err}
	}
	return err
}

func (c *tableHierarchyCmd) places(t *table.Table, col *table.Column) (*hierarchy.Hierarchy, error) {
	if len(c.Within) == 0 {
		return nil, errors.New("places need --within")
	}
	columns := []*table.Column{col}
	for _, n := range c.Within {
		if t.Column(n) == nil {
			return nil, &table.Error{Column: n, Err: table.ErrColumn}
		}
		columns = append(columns, t.Column(n))
	}
	rows := make([][]string, t.Rows)
	for i := range rows {
		for _, x := range columns {
			rows[i] = append(rows[i], x.Value(i))
		}
	}
	h, err := hierarchy.Places(rows)
	var e *hierarchy.Error
	if errors.As(err, &e) && e.Level < len(columns) {
		err = &table.Error{Column: columns[e.Level].Name, Row: e.Row, Err: e.Err}
	}
	return h, err
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

type tableInferCmd struct {
	tableInput
	As string `enum:"text,yaml" default:"text" help:"text, or yaml for --roles."`
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
	ps := table.Infer(t, classify)
	if c.As == "yaml" {
		return outputError(table.WriteRoles(a.out, ps))
	}
	for _, p := range ps {
		if _, err := fmt.Fprintf(a.out, "%-24s %-12s %8d values  %s\n", p.Column, p.Role, p.Distinct, p.Reason); err != nil {
			return outputError(err)
		}
	}
	return nil
}
