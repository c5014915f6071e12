package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/lethe-pii/lethe/pii"
)

type typesCmd struct {
	As string `enum:"text,json,jsonl" default:"text" help:"text, json or jsonl."`
}

var sensitivities = map[pii.Sensitivity]string{pii.Low: "low", pii.Medium: "medium", pii.High: "high", pii.Critical: "critical"}

// typeLine is one type in JSON.
type typeLine struct {
	Type        pii.Type `json:"type"`
	Parent      pii.Type `json:"parent,omitempty"`
	Group       string   `json:"group"`
	Country     string   `json:"country,omitempty"`
	Sensitivity string   `json:"sensitivity"`
	Title       string   `json:"title"`
}

func (c *typesCmd) Run(a *app) error {
	var lines []typeLine
	for _, t := range pii.Types() {
		lines = append(lines, typeLine{t.Name, t.Parent, t.Group, t.Country, sensitivities[t.Sensitivity], t.Title})
	}
	enc := json.NewEncoder(a.out)
	switch c.As {
	case "json":
		enc.SetIndent("", "  ")
		return outputError(enc.Encode(lines))
	case "jsonl":
		for _, l := range lines {
			if err := enc.Encode(l); err != nil {
				return outputError(err)
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TYPE\tGROUP\tSENSITIVITY\tWHAT")
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.Type, l.Group, l.Sensitivity, l.Title)
	}
	return outputError(w.Flush())
}

// outputError makes a write error one with its code.
func outputError(err error) error {
	if err == nil {
		return nil
	}
	return ioFailure(err)
}
