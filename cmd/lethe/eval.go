package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/eval"
	"github.com/lethe-pii/lethe/pii"
)

type evalCmd struct {
	findFlags
	Corpora     []string `arg:"" name:"corpus" help:"Labelled texts, one JSON object a line: {\"text\": …, \"spans\": [{\"start\": 0, \"end\": 3, \"type\": \"PERSON\"}]}; or - for standard input."`
	Predictions string   `placeholder:"OUT.jsonl" help:"Write what was found in each document to this file."`
	Offsets     string   `enum:"bytes,characters,utf16" default:"bytes" help:"What the corpus counts offsets in, and the predictions: ${enum}. Python counts characters, JavaScript UTF-16."`
	Lower       bool     `help:"Judge on the texts in lower case."`
	Map         string   `placeholder:"FILE" help:"Rename types before comparing: JSON object, or lines of FROM TO."`
	As          string   `enum:"text,json" default:"text" help:"text or json."`
}

func (c *evalCmd) Run(a *app) error {
	scorer := &eval.Scorer{}
	if c.Map != "" {
		b, err := os.ReadFile(c.Map)
		if err != nil {
			return ioFailure(err)
		}
		if scorer.Map, err = eval.ReadMap(b); err != nil {
			return usage("%w", err)
		}
	}
	if c.Predictions == "" {
		return c.score(a, scorer, io.Discard)
	}
	a.reads(c.Corpora...)
	return a.output(c.Predictions, func(w io.Writer) error { return c.score(a, scorer, w) })
}

// score reads the corpora, writes predictions and prints the table.
func (c *evalCmd) score(a *app, scorer *eval.Scorer, predictions io.Writer) error {
	scanners, only := map[string]*pii.Scanner{}, c.only()
	for _, path := range c.Corpora {
		r, err := a.open(path)
		if err != nil {
			return err
		}
		defer r.Close()
		for d, err := range eval.Read(r) {
			if err == nil {
				err = a.ctx.Err()
			}
			if err != nil {
				return ioFailure(&batch.InputError{Path: path, Err: err})
			}
			flags := c.findFlags
			if d.Region != "" {
				flags.Region = d.Region
			}
			s := scanners[flags.Region]
			if s == nil {
				if s, _, err = flags.scanner(); err != nil {
					return err
				}
				scanners[flags.Region] = s
			}
			u := c.units(d.Text)
			for i, x := range d.Spans {
				d.Spans[i].Start, d.Spans[i].End = u.bytes(x.Start), u.bytes(x.End)
			}
			if c.Lower {
				d.Text = eval.Lower(d.Text)
			}
			if len(only) > 0 {
				d.Spans = slices.DeleteFunc(d.Spans, func(x eval.Span) bool {
					if t, ok := scorer.Map[x.Type]; ok {
						x.Type = t
					}
					return !slices.ContainsFunc(only, x.Type.Is)
				})
			}
			spans := eval.Spans(s.Document(nil, []byte(d.Text)))
			scorer.Add(d, spans)
			for i, x := range spans {
				spans[i] = eval.Span{Start: u.own(x.Start), End: u.own(x.End), Type: x.Type, Score: roundScore(float32(x.Score))}
			}
			if err := writeLine(predictions, prediction{d.ID, spans}); err != nil {
				return ioFailure(err)
			}
		}
	}
	return c.print(a, scorer)
}

// units turns the corpus' offsets into bytes and back.
type units struct{ bytes, own func(int) int }

func (c *evalCmd) units(text string) units {
	if c.Offsets == "bytes" {
		same := func(n int) int { return n }
		return units{same, same}
	}
	u := anonymize.NewUnits([]byte(text))
	if c.Offsets == "utf16" {
		return units{u.FromUTF16, u.UTF16}
	}
	return units{u.FromRunes, u.Runes}
}

// prediction is one line of --predictions.
type prediction struct {
	ID    string      `json:"id"`
	Spans []eval.Span `json:"spans"`
}

func (c *evalCmd) print(a *app, s *eval.Scorer) error {
	rows := s.Rows()
	if c.As == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		return outputError(enc.Encode(map[string]any{"documents": s.Documents(), "types": rows}))
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "type\tgold\tpredicted\tstrict P\tR\tF1\toverlap P\tR\tF1\t")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t\n", r.Type, r.Count.Gold, r.Count.Predicted,
			r.Strict.P, r.Strict.R, r.Strict.F1, r.Overlap.P, r.Overlap.R, r.Overlap.F1)
	}
	return outputError(w.Flush())
}
