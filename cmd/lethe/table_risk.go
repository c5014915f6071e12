package main

import "github.com/lethe-pii/lethe/anonymize/table"

type tableRiskCmd struct {
	tableInput
	Quasi          []string `required:"" placeholder:"A,B" help:"Columns that an attacker knows."`
	Sensitive      []string `placeholder:"A,B" help:"Columns that must not be learned."`
	Subject        string   `placeholder:"A" help:"Column that says which rows are of one person; persons are counted."`
	K              int      `short:"k" default:"5" help:"Class size below which a person counts as at risk."`
	As             string   `enum:"text,json" default:"text" help:"text or json."`
	Population     string   `placeholder:"FILE" help:"Table of the population with the same labels, for the journalist's risk."`
	Earlier        string   `placeholder:"FILE" help:"An earlier release of the same rows in the same order: what both say together."`
	PopulationSize int      `placeholder:"N" help:"Persons that the table is a random sample of, to estimate who is unique among them."`
}

func (c *tableRiskCmd) Run(a *app) error {
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	o := table.MeasureOptions{K: c.K, Sensitive: c.Sensitive, Subject: c.Subject, PopulationSize: c.PopulationSize}
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
	if c.As == "json" {
		return outputError(r.WriteJSON(a.out))
	}
	return outputError(r.WriteText(a.out))
}
