package main

import (
	"bufio"
	"fmt"

	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/report"
)

// reportPrinter passes findings on and gathers them for --report.
type reportPrinter struct {
	printer
	page report.Page
}

func (p *reportPrinter) hit(file string, h hit) error {
	f := report.Finding{File: file, Type: h.f.Type, Start: h.start, End: h.end, Score: roundScore(h.f.Score)}
	if r := h.f.Rule; r != nil {
		f.Detector, f.Rule, f.Validator = r.Detector, r.Name, r.Validator
	}
	if p.page.Shown {
		f.Before, f.Value, f.After = printable(h.before), printable(h.value), printable(h.after)
	}
	p.page.Findings = append(p.page.Findings, f)
	return p.printer.hit(file, h)
}

// problem notes a file that was not read.
func (p *reportPrinter) problem(err error) {
	p.page.Problems = append(p.page.Problems, plainError(err))
}

// write writes the page, whole or not at all.
func (p *reportPrinter) write(a *app, path string, files int) error {
	p.page.Title = fmt.Sprintf("Personal data in %d files", files)
	f, err := batch.Create(a.ctx, path, 0o600)
	if err != nil {
		return ioFailure(err)
	}
	w := bufio.NewWriter(f)
	if err = p.page.Write(w); err == nil {
		err = w.Flush()
	}
	if err != nil {
		f.Abort()
		return ioFailure(err)
	}
	return outputError(f.Commit())
}
