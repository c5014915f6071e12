package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

// printer writes findings.
type printer interface {
	hit(file string, h hit) error
	end() error
}

// printer returns the printer that --as asks for and settles the default of --as.
func (c *scanCmd) printer(a *app, w io.Writer) printer {
	colour := a.outTerm && c.Output == ""
	if c.As == "auto" {
		c.As = "jsonl"
		if colour {
			c.As = "text"
		}
	}
	switch c.As {
	case "text":
		return &textPrinter{w, colour, c.ShowValues}
	case "json":
		return &jsonPrinter{w: w, values: c.ShowValues, explain: c.Explain}
	case "sarif":
		return &sarifPrinter{w: w}
	}
	return &jsonlPrinter{w: w, values: c.ShowValues, explain: c.Explain}
}

// finding is one line of --as jsonl.
type finding struct {
	File     string   `json:"file"`
	Type     pii.Type `json:"type"`
	Start    int64    `json:"start"`
	End      int64    `json:"end"`
	Score    float64  `json:"score"`
	Detector string   `json:"detector"`
	Value    *string  `json:"value,omitempty"`
	Page     int      `json:"page,omitempty"`
	Box      []int    `json:"box,omitempty"` // left, bottom, right, top of its first line, in points from the page's lower left corner
	Why      *why     `json:"why,omitempty"`
}

// why is what --explain adds.
type why struct {
	Rule        string `json:"rule"`
	Validator   string `json:"validator,omitempty"`
	Source      string `json:"source,omitempty"`
	Attribution string `json:"attribution,omitempty"`
	Polarity    string `json:"polarity,omitempty"`
	Directness  string `json:"directness,omitempty"`
}

func newWhy(f pii.Finding) *why {
	w := &why{
		Attribution: [...]string{"", "self", "third", "generic"}[f.Attrs.Attribution()],
		Polarity:    [...]string{"", "asserted", "negated", "uncertain"}[f.Attrs.Polarity()],
		Directness:  [...]string{"", "explicit", "indirect", ""}[f.Attrs.Directness()],
	}
	if f.Rule != nil {
		w.Rule, w.Validator, w.Source = f.Rule.Name, f.Rule.Validator, f.Rule.Source
	}
	return w
}

func newFinding(file string, h hit, values, explain bool) finding {
	f := finding{File: file, Type: h.f.Type, Start: h.start, End: h.end, Score: roundScore(h.f.Score)}
	if h.f.Rule != nil {
		f.Detector = h.f.Rule.Detector
	}
	if len(h.boxes) > 0 {
		b := h.boxes[0]
		f.Page = b.Page
		f.Box = []int{int(math.Floor(b.X0)), int(math.Floor(b.Y0)), int(math.Ceil(b.X1)), int(math.Ceil(b.Y1))}
	}
	if values {
		v := string(h.value)
		f.Value = &v
	}
	if explain {
		f.Why = newWhy(h.f)
	}
	return f
}

func roundScore(s float32) float64 { return math.Round(float64(s)*1000) / 1000 }

type jsonlPrinter struct {
	w               io.Writer
	values, explain bool
}

func (p *jsonlPrinter) hit(file string, h hit) error {
	return writeLine(p.w, newFinding(file, h, p.values, p.explain))
}

func (p *jsonlPrinter) end() error { return nil }

// writeLine writes v as a line of JSON, without the escapes for HTML.
func writeLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

type jsonPrinter struct {
	w               io.Writer
	values, explain bool
	n               int
}

func (p *jsonPrinter) hit(file string, h hit) error {
	var line strings.Builder
	if err := writeLine(&line, newFinding(file, h, p.values, p.explain)); err != nil {
		return err
	}
	lead := ",\n  "
	if p.n == 0 {
		lead = "[\n  "
	}
	p.n++
	_, err := io.WriteString(p.w, lead+strings.TrimSuffix(line.String(), "\n"))
	return err
}

func (p *jsonPrinter) end() error {
	s := "\n]\n"
	if p.n == 0 {
		s = "[]\n"
	}
	_, err := io.WriteString(p.w, s)
	return err
}

// textPrinter writes for people where a finding is and of what type, and with values its line.
type textPrinter struct {
	w              io.Writer
	colour, values bool
}

func (p *textPrinter) hit(file string, h hit) error {
	file = printable([]byte(file))
	var place string
	switch {
	case h.line > 0:
		place = fmt.Sprintf("%s:%d:%d", file, h.line, h.column)
	case len(h.boxes) > 0:
		place = fmt.Sprintf("%s page %d", file, h.boxes[0].Page)
	default:
		place = fmt.Sprintf("%s@%d", file, h.start) // of its text
	}
	line := fmt.Sprintf("%s %s %.2f", place, h.f.Type, h.f.Score)
	value := "«" + printable(h.value) + "»"
	if p.colour {
		line = fmt.Sprintf("\x1b[2m%s\x1b[0m \x1b[36m%s\x1b[0m \x1b[2m%.2f\x1b[0m", place, h.f.Type, h.f.Score)
		value = "\x1b[1;33m" + printable(h.value) + "\x1b[0m"
	}
	if p.values {
		line += "  " + printable(h.before) + value + printable(h.after)
	}
	_, err := io.WriteString(p.w, line+"\n")
	return err
}

func (p *textPrinter) end() error { return nil }

// printable takes control characters out, so that a file cannot steer the terminal.
func printable(b []byte) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(b), "\ufffd"))
}

// printStats writes counts by type to standard error.
func (a *app) printStats(what string, s anonymize.Stats) {
	w := tabwriter.NewWriter(a.err, 0, 0, 2, ' ', 0)
	types := make([]pii.Type, 0, len(s.Replaced))
	for t := range s.Replaced {
		types = append(types, t)
	}
	slices.Sort(types)
	for _, t := range types {
		fmt.Fprintf(w, "%s\t%d\n", t, s.Replaced[t])
	}
	fmt.Fprintf(w, "%s\t%d\n", what, s.Total())
	fmt.Fprintf(w, "bytes\t%d\n", s.Bytes)
	if s.Kept > 0 {
		fmt.Fprintf(w, "kept\t%d\n", s.Kept)
	}
	if s.Unscanned+s.Failed > 0 {
		fmt.Fprintf(w, "masked for a failure\t%d\n", s.Unscanned+s.Failed)
	}
	_ = w.Flush()
}
