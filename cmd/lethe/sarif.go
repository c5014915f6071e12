package main

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"slices"

	"github.com/lethe-pii/lethe/pii"
)

// sarifPrinter writes SARIF 2.1.0 (OASIS), the form that code hosts show. It holds no values.
type sarifPrinter struct {
	w       io.Writer
	results []sarifResult
	rules   []pii.Type
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact struct {
		URI string `json:"uri"`
	} `json:"artifactLocation"`
	Region sarifRegion `json:"region"`
}

type sarifRegion struct {
	ByteOffset int64 `json:"byteOffset"`
	ByteLength int64 `json:"byteLength"`
	StartLine  int   `json:"startLine,omitempty"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
}

func (p *sarifPrinter) hit(file string, h hit) error {
	info, _ := h.f.Type.Info()
	r := sarifResult{RuleID: string(h.f.Type), Level: "warning", Message: sarifText{"Found " + titleOf(info)}}
	if info.Sensitivity >= pii.High {
		r.Level = "error"
	}
	var l sarifLocation
	l.Physical.Artifact.URI = (&url.URL{Path: filepath.ToSlash(file)}).String()
	l.Physical.Region = sarifRegion{h.start, h.end - h.start, h.line}
	r.Locations = []sarifLocation{l}
	p.results = append(p.results, r)
	if !slices.Contains(p.rules, h.f.Type) {
		p.rules = append(p.rules, h.f.Type)
	}
	return nil
}

func titleOf(info pii.TypeInfo) string {
	if info.Title == "" {
		return string(info.Name)
	}
	return info.Title
}

func (p *sarifPrinter) end() error {
	rules := []sarifRule{}
	slices.Sort(p.rules)
	for _, t := range p.rules {
		info, _ := t.Info()
		rules = append(rules, sarifRule{string(t), sarifText{titleOf(info)}})
	}
	results := p.results
	if results == nil {
		results = []sarifResult{}
	}
	enc := json.NewEncoder(p.w)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":    map[string]any{"driver": map[string]any{"name": "lethe", "rules": rules}},
			"results": results,
		}},
	})
}
