package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
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
	keep, policy, err := c.policyFilter()
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
	return a.output(c.Output, func(out io.Writer) error {
		p := &reportPrinter{printer: c.printer(a, out)}
		p.page.Shown, p.page.Title = c.ShowValues, "Personal data in "+countFiles(len(ins))
		err := c.scanAll(a, scanner, ins, errs, keep, fields, p)
		if c.Report != "" && whole(err) {
			if rerr := writePage(a, c.Report, p.page.Write); rerr != nil {
				return rerr
			}
		}
		return err
	})
}

// scanAll scans the files and prints their findings in order.
func (c *scanCmd) scanAll(a *app, s *pii.Scanner, ins []batch.Input, errs []error, keep func(pii.Finding, []byte) bool, fields []formats.Field, p *reportPrinter) error {
	for _, e := range errs {
		p.problem(e)
		a.complain(e)
	}
	warm(s, ins)
	bar := a.progress(ins, a.outTerm && c.Output == "")
	var stats anonymize.Stats
	done, failed, masked, found := 0, len(errs), false, 0
	count := func(h hit) {
		found++
		stats.Add(anonymize.Stats{Replaced: map[pii.Type]int{h.f.Type: 1}})
	}
	emit := func(in batch.Input, r scanned) error {
		bar.file()
		for _, h := range r.hits {
			count(h)
			if err := p.hit(in.Path, h); err != nil {
				return ioFailure(err)
			}
		}
		if r.err != nil {
			if a.ctx.Err() != nil {
				return r.err
			}
			var ce *codeError
			if errors.As(r.err, &ce) {
				return r.err
			}
			failed++
			p.problem(nameFile(in.Path, r.err))
			a.complain(nameFile(in.Path, r.err))
			return nil
		}
		done++
		if c.Report != "" {
			p.page.Add(r.page)
		}
		stats.Bytes += r.bytes
		if r.holes != nil {
			p.problem(nameFile(in.Path, r.holes))
			a.complain(nameFile(in.Path, r.holes))
		}
		masked = masked || r.unscanned > 0 || r.holes != nil
		return nil
	}
	var err error
	if len(ins) == 1 {
		// One input gives its findings as they settle.
		r := c.scanFile(a, s, ins[0], keep, fields, func(h hit) error {
			count(h)
			if err := p.hit(ins[0].Path, h); err != nil {
				return ioFailure(err)
			}
			return nil
		})
		err = emit(ins[0], r)
	} else {
		err = batch.Ordered(a.ctx, int(c.Jobs), ins, func(_ context.Context, in batch.Input) scanned {
			var hits []hit
			r := c.scanFile(a, s, in, keep, fields, func(h hit) error { hits = append(hits, h); return nil })
			r.hits = hits
			return r
		}, emit)
	}
	bar.end()
	if err == nil {
		err = outputError(p.end())
	}
	if err != nil {
		return err
	}
	if c.Stats {
		a.printStats("found", stats)
	}
	if done > 0 {
		missed(a, fields)
	}
	if err := outcome(done, failed, masked); err != nil {
		return err
	}
	if c.FailOnFind && found > 0 {
		return &codeError{code: exitFound}
	}
	return nil
}

// nameFile makes sure that an error names its file.
func nameFile(path string, err error) error {
	var in *batch.InputError
	if errors.As(err, &in) {
		return err
	}
	return &batch.InputError{Path: path, Err: err}
}

// policyFilter returns what decides whether a finding is listed.
func (c *scanCmd) policyFilter() (func(pii.Finding, []byte) bool, anonymize.Policy, error) {
	if c.Policy == "" {
		return func(pii.Finding, []byte) bool { return true }, anonymize.Policy{}, nil
	}
	p, err := loadPolicy(c.Policy)
	return p.Replaces, p, err
}

// scanFile scans one input and gives its findings to emit, in order.
func (c *scanCmd) scanFile(a *app, s *pii.Scanner, in batch.Input, keep func(pii.Finding, []byte) bool, fields []formats.Field, emit func(hit) error) (res scanned) {
	defer recovered(&res.err)
	r, err := c.open(a, in)
	if err != nil {
		return scanned{err: err}
	}
	defer r.Close()
	x := &scan{cmd: c, keep: keep, emit: emit, res: &res, line: 1}
	format := c.content(in, r)
	if c.Report != "" {
		x.page = &report.Builder{Shown: c.ShowValues, Bare: c.narrow() || c.Policy != "", Hide: hider(s)}
		defer func() { res.page = x.page.File(in.Path, format.Name) }()
	}
	if !format.Plain() {
		format, src, err := c.judged(format, r, s)
		if err != nil {
			return scanned{err: err}
		}
		format, _ = format.WithFields(fields...) // checked before
		if !format.Binary && format.Encoding == "" && (c.As == "text" || c.As == "sarif") {
			x.lines = &lineReader{r: src, line: 1}
			src = x.lines
		}
		codec := format.Open(src, io.Discard)
		res.err = x.container(s, codec, format.Stream)
		res.holes = unread(codec)
		return res
	}
	if !c.Live {
		text, whole, err := r.document()
		if err != nil {
			return scanned{err: err}
		}
		if whole {
			res.err = x.text(s.Document(nil, text), text, 0)
			return res
		}
		res.err = x.stream(s, io.MultiReader(bytes.NewReader(text), r), false)
		return res
	}
	res.err = x.stream(s, r, true)
	return res
}

// loadPolicy tells a preset from a file.
func loadPolicy(name string) (anonymize.Policy, error) {
	if p, ok := anonymize.Preset(name); ok {
		return p, nil
	}
	src, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return anonymize.Policy{}, usage("policy %q is neither a file nor a preset; presets are %s", name, strings.Join(anonymize.Presets(), ", "))
	}
	if err != nil {
		return anonymize.Policy{}, ioFailure(err)
	}
	p, err := anonymize.ParsePolicy(src)
	if err != nil {
		return anonymize.Policy{}, usage("%s: %w", name, err)
	}
	return p, nil
}
