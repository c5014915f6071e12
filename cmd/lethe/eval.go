package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/eval"
	"github.com/lethe-pii/lethe/pii"
)

type evalCmd struct {
	findFlags
	Corpora     []string `arg:"" name:"corpus" help:"Labelled JSONL, or - for standard input."`
	Predictions string   `placeholder:"OUT.jsonl" help:"Write what was found in each document to this file."`
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
	for _, path := range c.Corpora {
		a.files.read = append(a.files.read, batch.Input{Path: path})
	}
	return a.output(c.Predictions, func(w io.Writer) error { return c.score(a, scorer, w) })
}

// score reads the corpora, writes predictions and prints the table.
func (c *evalCmd) score(a *app, scorer *eval.Scorer, predictions io.Writer) error {
	scanners := map[string]*pii.Scanner{}
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
			if c.Lower {
				d.Text = eval.Lower(d.Text)
			}
			if len(c.Types) > 0 {
				d.Spans = slices.DeleteFunc(d.Spans, func(x eval.Span) bool {
					if t, ok := scorer.Map[x.Type]; ok {
						x.Type = t
					}
					return !slices.ContainsFunc(c.Types, func(name string) bool { return x.Type.Is(pii.Type(name)) })
				})
			}
			spans := eval.Spans(s.Document(nil, []byte(d.Text)))
			scorer.Add(d, spans)
			for i := range spans {
				spans[i].Score = roundScore(float32(spans[i].Score))
			}
			b, err := marshal(prediction{d.ID, spans})
			if err != nil {
				return err
			}
			if _, err := predictions.Write(append(b, '\n')); err != nil {
				return ioFailure(err)
			}
		}
	}
	return c.print(a, scorer)
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
