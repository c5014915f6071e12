package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
)

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
