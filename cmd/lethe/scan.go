package main

import (
	"io"

	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

type scanCmd struct {
	workFlags  `group:"Input"`
	findFlags  `group:"What is found"`
	fieldFlags `group:"What is found"`
	As         string `group:"Output" enum:"auto,text,jsonl,json,sarif" default:"auto" help:"text (file:line:column, or file@offset where there are no lines), jsonl, json or sarif; auto is text on a terminal and jsonl elsewhere."`
	Output     string `group:"Output" short:"o" placeholder:"FILE" help:"Write the list to FILE."`
	ShowValues bool   `group:"Output" help:"Add the values themselves to the list; with text also the line around them."`
	Explain    bool   `help:"Add why: the rule and, of special-category hints, the kind of document, whom it is about, and whether it is asserted. For --as json and jsonl."`
	Policy     string `group:"What is found" placeholder:"FILE|PRESET" help:"List only what this policy would replace."`
	Report     string `group:"What is told" placeholder:"FILE.html" help:"Also write a page to look at; it holds values only with --show-values."`
	Stats      bool   `group:"What is told" help:"Print counts by type to standard error."`
	FailOnFind bool   `group:"What is told" help:"Exit with 1 if anything is found."`
}

// hit is one finding of a file. Offsets are bytes of the file.
type hit struct {
	f          pii.Finding
	start, end int64
	value      []byte // with --show-values
	before     []byte // the line around it, with --show-values for text
	after      []byte
	line       int // from 1; 0 if unknown
	column     int
	boxes      []formats.Box // on pages
}

// scanned is what scanning one file gave.
type scanned struct {
	hits      []hit
	err       error
	holes     error // parts of the file that could not be read
	unscanned int
	bytes     int64
	page      report.File
}

func (c *scanCmd) Run(a *app) error {
	keep, policy, err := policyFilter(c.Policy)
	if err != nil {
		return err
	}
	c.named = named(policy)
	scanner, known, err := c.scanner(c.workers())
	if err != nil {
		return err
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	fields, err := c.fields(policy, known)
	if err != nil {
		return err
	}
	if c.Output == "-" {
		c.Output = ""
	}
	if err := a.spares(c.Report); err != nil {
		return err
	}
	return a.output(c.Output, func(out io.Writer) error {
		run := &listing{scanCmd: c, a: a, scan: scanner, keep: keep, fields: fields, printer: c.printer(a, out)}
		run.page.Shown, run.page.Title = c.ShowValues, "Personal data in "+countFiles(len(ins))
		err := run.all(ins, errs)
		if c.Report != "" && whole(err) {
			if rerr := writePage(a, c.Report, run.page.Write); rerr != nil {
				return rerr
			}
		}
		return err
	})
}
