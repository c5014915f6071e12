package main

import "github.com/lethe-pii/lethe/report"

// reportPrinter passes findings on and keeps the page of --report.
type reportPrinter struct {
	printer
	page report.Page
}

// problem notes a file that was not read.
func (p *reportPrinter) problem(err error) {
	p.page.Problems = append(p.page.Problems, plainError(err))
}
