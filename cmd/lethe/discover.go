package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

type discoverCmd struct {
	workFlags `group:"Input"`
	findFlags `group:"What is found"`
	Policy    string `group:"What is found" placeholder:"FILE|PRESET" help:"Count only what this policy would replace."`
	As        string `group:"Output" enum:"table,json,html" default:"table" help:"table, json or html (one self-contained page)."`
	Output    string `group:"Output" short:"o" placeholder:"FILE" help:"Write the inventory to FILE, whole or not at all."`
}

// discovered is what one file holds.
type discovered struct {
	format string
	found  *report.FileInventory
	err    error
	holes  error
	masked bool
}

// Run counts. Values are hashed, counted and dropped: no form of the inventory holds one.
func (c *discoverCmd) Run(a *app) error {
	keep, policy, err := policyFilter(c.Policy)
	if err != nil {
		return err
	}
	c.named = named(policy)
	scanner, _, err := c.scanner()
	if err != nil {
		return err
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	inv := &report.Inventory{Title: "Inventory of " + countFiles(len(ins))}
	problem := func(err error) {
		inv.Problems = append(inv.Problems, plainError(err))
		a.complain(err)
	}
	for _, e := range errs {
		problem(e)
	}
	bar := a.progress(ins, false)
	done, failed, masked := 0, len(errs), false
	err = batch.Ordered(a.ctx, int(c.Jobs), ins, func(_ context.Context, in batch.Input) discovered {
		return c.discover(a, scanner, keep, in)
	}, func(in batch.Input, d discovered) error {
		bar.file()
		if d.err != nil {
			if a.ctx.Err() != nil {
				return d.err
			}
			failed++
			problem(nameFile(in.Path, d.err))
			return nil
		}
		note := ""
		if d.holes != nil {
			note = plainError(d.holes)
			problem(nameFile(in.Path, d.holes))
		}
		done++
		masked = masked || d.masked || d.holes != nil
		inv.Add(in.Path, d.format, note, d.found)
		return nil
	})
	bar.end()
	if err != nil {
		return err
	}
	inv.Sort()
	if err := c.write(a, inv); err != nil {
		return err
	}
	return outcome(done, failed, masked)
}

// discover counts what one input holds.
func (c *discoverCmd) discover(a *app, s *pii.Scanner, keep func(pii.Finding, []byte) bool, in batch.Input) (d discovered) {
	src, err := c.open(a, in)
	if err != nil {
		return discovered{err: err}
	}
	defer src.Close()
	format := c.content(in, src)
	d = discovered{format: format.Name, found: report.NewFileInventory(hider(s))}
	see := func(doc report.Document) {
		var fs []pii.Finding
		for _, f := range doc.Findings {
			if d.masked = d.masked || f.Kind == pii.Unscanned; keep(f, doc.Text[f.Start-doc.Base:f.End-doc.Base]) {
				fs = append(fs, f)
			}
		}
		doc.Findings = fs
		d.found.Add(doc)
	}
	if format.Plain() {
		d.err = c.discoverText(s, src, see)
		return d
	}
	codec := format.Open(src, io.Discard)
	var fs []pii.Finding
	for {
		b, marks, err := codec.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			d.err = err
			return d
		}
		fs = choose(codec, s.Document(fs[:0], b, marks...))
		see(report.Document{Text: b, Findings: fs, Marks: marks})
	}
	d.err = codec.Close()
	d.holes = unread(codec)
	return d
}

func (c *discoverCmd) discoverText(s *pii.Scanner, src *input, see func(report.Document)) error {
	text, whole, err := src.document()
	if err != nil {
		return err
	}
	if whole {
		see(report.Document{Text: text, Findings: s.Document(nil, text)})
		return nil
	}
	feed := watchText(s, see)
	err = copyLines(feed, io.MultiReader(bytes.NewReader(text), src), c.Live)
	return errors.Join(err, feed.Close())
}

func (c *discoverCmd) write(a *app, inv *report.Inventory) error {
	write := inv.WriteHTML
	switch c.As {
	case "json":
		write = func(w io.Writer) error { return writeInventoryJSON(w, inv) }
	case "table":
		write = func(w io.Writer) error { return writeInventoryTable(w, inv) }
	}
	if c.Output != "" && c.Output != "-" {
		return writePage(a, c.Output, write)
	}
	return outputError(write(a.out))
}

func writeInventoryJSON(w io.Writer, inv *report.Inventory) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Files    int                  `json:"files"`
		Found    int                  `json:"files_with_findings"`
		Bytes    int64                `json:"bytes"`
		Subjects int                  `json:"subjects"`
		Types    []report.TypeSummary `json:"types"`
		Special  []report.TypeSummary `json:"special_categories"`
		ByFile   []report.FileSummary `json:"by_file"`
		Problems []string             `json:"not_read"`
	}{len(inv.Files), inv.Found(), inv.Bytes(), inv.Subjects(), inv.Types(), list(inv.Special()), list(inv.Files), list(inv.Problems)})
}

// list is s, and an empty list rather than null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func writeInventoryTable(out io.Writer, inv *report.Inventory) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s, %s of text; %d with personal data, of about %d people\n", countFiles(len(inv.Files)), report.Size(inv.Bytes()), inv.Found(), inv.Subjects())
	if len(inv.Types()) > 0 {
		fmt.Fprint(w, "\nTYPE\tSENSITIVITY\tFOUND\tDIFFERENT\n")
	}
	for _, t := range inv.Types() {
		special := ""
		if t.Group == "special" {
			special = " (special category)"
		}
		fmt.Fprintf(w, "%s\t%s%s\t%d\t%d\n", t.Type, t.Sensitivity, special, t.Count, t.Distinct)
	}
	if inv.Found() > 0 {
		fmt.Fprint(w, "\nFILE\tFIELD\tFILLED\tHOLDS\n")
	}
	for _, f := range inv.Files {
		if len(f.Types) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\t\t\t%s\n", f.Name, counts(f.Types))
		for _, c := range f.Columns {
			fmt.Fprintf(w, "\t%s\t%d\t%s\n", c.Name, c.Filled, counts(c.Types))
		}
	}
	if len(inv.Problems) > 0 {
		fmt.Fprint(w, "\nNOT READ, OR NOT WHOLLY\n")
	}
	for _, p := range inv.Problems {
		fmt.Fprintln(w, p)
	}
	return w.Flush()
}

func counts(types []report.TypeSummary) string {
	var out []string
	for _, t := range types {
		out = append(out, fmt.Sprintf("%s %d", t.Type, t.Count))
	}
	return strings.Join(out, ", ")
}
