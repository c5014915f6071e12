package main

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

// listing is one run of scanCmd.
type listing struct {
	*scanCmd
	a       *app
	scan    *pii.Scanner
	keep    func(pii.Finding, []byte) bool
	fields  []formats.Field
	printer printer
	page    report.Page
	bar     *progress

	stats        anonymize.Stats
	done, failed int
	masked       bool
}

// all scans the files and prints their findings in order.
func (l *listing) all(ins []batch.Input, errs []error) (err error) {
	for _, e := range errs {
		l.problem(e)
	}
	l.failed = len(errs)
	warm(l.scan, ins)
	l.bar = l.a.progress(ins, l.a.outTerm && l.Output == "")
	if len(ins) == 1 { // which gives its findings as they settle
		err = l.emit(ins[0], l.file(ins[0], func(h hit) error { return l.print(ins[0], h) }))
	} else {
		err = batch.Ordered(l.a.ctx, int(l.Jobs), ins, func(_ context.Context, in batch.Input) scanned {
			var hits []hit
			r := l.file(in, func(h hit) error { hits = append(hits, h); return nil })
			r.hits = hits
			return r
		}, l.emit)
	}
	l.bar.end()
	if err == nil {
		err = outputError(l.printer.end())
	}
	if err != nil {
		return err
	}
	if l.Stats {
		l.a.printStats("found", l.stats)
	}
	if l.done > 0 {
		missed(l.a, l.fields)
	}
	if err := outcome(l.done, l.failed, l.masked); err != nil {
		return err
	}
	if l.FailOnFind && l.stats.Total() > 0 {
		return &codeError{code: exitFound}
	}
	return nil
}

// problem reports what was not read.
func (l *listing) problem(err error) {
	l.page.Problems = append(l.page.Problems, plainError(err))
	l.a.complain(err)
}

// print lists and counts a finding.
func (l *listing) print(in batch.Input, h hit) error {
	if l.stats.Replaced == nil {
		l.stats.Replaced = map[pii.Type]int{}
	}
	l.stats.Replaced[h.f.Type]++
	return outputError(l.printer.hit(in.Path, h))
}

// emit lists what was kept of a file and notes what became of it. Files come in order.
func (l *listing) emit(in batch.Input, r scanned) error {
	l.bar.file()
	for _, h := range r.hits {
		if err := l.print(in, h); err != nil {
			return err
		}
	}
	if r.err != nil {
		if _, ends := errors.AsType[*codeError](r.err); ends || l.a.ctx.Err() != nil {
			return r.err
		}
		l.failed++
		l.problem(nameFile(in.Path, r.err))
		return nil
	}
	l.done++
	if l.Report != "" {
		l.page.Add(r.page)
	}
	l.stats.Bytes += r.bytes
	if r.holes != nil {
		l.problem(nameFile(in.Path, r.holes))
	}
	l.masked = l.masked || r.unscanned > 0 || r.holes != nil
	return nil
}

// file scans one input and gives its findings to emit, in order.
func (l *listing) file(in batch.Input, emit func(hit) error) (res scanned) {
	defer recovered(&res.err)
	src, err := l.open(l.a, in)
	if err != nil {
		return scanned{err: err}
	}
	defer src.Close()
	x := &scan{cmd: l.scanCmd, keep: l.keep, emit: emit, res: &res, line: 1}
	format := l.content(in, src)
	if l.Report != "" {
		x.page = &report.Builder{Shown: l.ShowValues, Bare: l.narrow() || l.Policy != "", Hide: hider(l.scan)}
		defer func() { res.page = x.page.File(in.Path, format.Name) }()
	}
	switch {
	case !format.Plain():
		res.holes, res.err = l.records(x, format, src)
	case l.Live:
		res.err = x.stream(l.scan, src, true)
	default:
		text, whole, err := src.document()
		switch {
		case err != nil:
			return scanned{err: err}
		case whole:
			res.err = x.text(l.scan.Document(nil, text), text, 0)
		default:
			res.err = x.stream(l.scan, io.MultiReader(bytes.NewReader(text), src), false)
		}
	}
	return res
}

// records scans a file through its codec.
func (l *listing) records(x *scan, format formats.Format, src io.Reader) (holes, err error) {
	if format, src, err = l.judged(format, src, l.scan); err != nil {
		return nil, err
	}
	format, _ = format.WithFields(l.fields...) // checked before
	if !format.Binary && format.Encoding == "" && (l.As == "text" || l.As == "sarif") {
		x.lines = &lineReader{r: src, line: 1}
		src = x.lines
	}
	codec := format.Open(src, io.Discard)
	err = x.container(l.scan, codec, format.Stream)
	return unread(codec), err
}
