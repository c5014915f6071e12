package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
)

type tableRiskCmd struct {
	tableInput
	Quasi          []string `placeholder:"A,B" help:"Columns that an attacker knows; by default those that lethe table infer proposes."`
	Sensitive      []string `placeholder:"A,B" help:"Columns that must not be learned; by default, where --quasi is not given, those proposed."`
	Subject        string   `placeholder:"A" help:"Column that says which rows are of one person; persons are counted."`
	K              int      `short:"k" default:"5" help:"Class size below which a person counts as at risk."`
	As             string   `enum:"text,json,html" default:"text" help:"text, json or html."`
	Output         string   `short:"o" default:"-" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
	Population     string   `placeholder:"FILE" help:"Table of the population with the same labels, for the journalist's risk."`
	Earlier        string   `placeholder:"FILE" help:"An earlier release of the same rows in the same order: what both say together."`
	PopulationSize count    `placeholder:"N" help:"Persons that the table is a random sample of, to estimate who is unique among them."`
	Original       string   `placeholder:"FILE" help:"Table that this one is a release of: attack it with all that the original says of up to 1,000 persons."`
	Hierarchies    string   `placeholder:"DIR" help:"With --original: what labels stand for, one PREFIX<column>.csv a column; others are read by their text."`
	HierarchyPre   string   `name:"hierarchy-prefix" placeholder:"P" help:"What the names of hierarchy files begin with."`
}

func (c *tableRiskCmd) Run(a *app) error {
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	if len(c.Quasi) == 0 {
		if err := c.propose(a, t); err != nil {
			return err
		}
	}
	o := table.MeasureOptions{K: c.K, Sensitive: c.Sensitive, Subject: c.Subject, PopulationSize: int(c.PopulationSize)}
	for _, s := range c.Sensitive {
		o.Models = append(o.Models, table.Model{Kind: table.DistinctL, Column: s, L: 1}, table.Model{Kind: table.EntropyL, Column: s, L: 1},
			table.Model{Kind: table.EqualT, Column: s, T: 1})
	}
	if c.Population != "" {
		if o.Population, err = c.read(a, c.Population); err != nil {
			return err
		}
	}
	if c.Earlier != "" {
		if o.Earlier, err = c.read(a, c.Earlier); err != nil {
			return err
		}
	}
	r, err := table.Measure(t, c.Quasi, o)
	if err != nil {
		return tableError(c.Input, err)
	}
	if c.Original != "" {
		if r.Attack, err = c.attack(a, t); err != nil {
			return err
		}
	}
	return writeWhole(a, c.Output, func(w io.Writer) error {
		switch c.As {
		case "json":
			return r.WriteJSON(w)
		case "html":
			return r.WriteHTML(w, c.Quasi, c.K)
		}
		return r.WriteText(w)
	})
}

// propose takes the columns that [table.Infer] finds.
func (c *tableRiskCmd) propose(a *app, t *table.Table) error {
	classify, err := classifier()
	if err != nil {
		return err
	}
	for _, p := range table.Infer(t, classify) {
		switch {
		case p.Column == c.Subject:
		case p.Role == table.Quasi:
			c.Quasi = append(c.Quasi, p.Column)
		case p.Role == table.Sensitive && !slices.Contains(c.Sensitive, p.Column):
			c.Sensitive = append(c.Sensitive, p.Column)
		}
	}
	if len(c.Quasi) == 0 {
		return usage("no column looks like a quasi-identifier: name them with --quasi")
	}
	fmt.Fprintf(a.err, "quasi-identifiers %s, as their names and values propose; sensitive %s\n", strings.Join(c.Quasi, ","), strings.Join(c.Sensitive, ","))
	return nil
}

// attack links the original to the table.
func (c *tableRiskCmd) attack(a *app, t *table.Table) (*table.Attack, error) {
	original, err := c.read(a, c.Original)
	if err != nil {
		return nil, err
	}
	o := table.LinkOptions{Hierarchies: map[string]*hierarchy.Hierarchy{}, Sensitive: c.Sensitive}
	for _, n := range c.Quasi {
		if c.Hierarchies == "" {
			continue
		}
		h, err := readHierarchy(filepath.Join(c.Hierarchies, c.HierarchyPre+n+".csv"), true)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		o.Hierarchies[n] = h
	}
	attack, err := table.Link(original, t, c.Quasi, o)
	if err != nil {
		return nil, tableError(c.Original, err)
	}
	return attack, nil
}
