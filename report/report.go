// Package report writes what a scan found as one self-contained page: no network, no scripts from elsewhere, printable.
package report

import (
	"embed"
	"html/template"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

//go:embed page.html
var files embed.FS

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(files, "page.html"))
})

// Finding is one row. Value, Before and After stay empty unless the page is to show text: what stands around a value can hold
// another one.
type Finding struct {
	File                 string
	Type                 pii.Type
	Start, End           int64
	Score                float64
	Detector             string
	Rule                 string
	Validator            string
	Value, Before, After string
}

// Evidence says what decided the finding.
func (f Finding) Evidence() string {
	s := f.Detector
	if f.Rule != "" && f.Rule != f.Detector {
		s += ", " + f.Rule
	}
	if f.Validator != "" {
		s += ", checked: " + f.Validator
	}
	return s
}

// Length is the length of the value in bytes.
func (f Finding) Length() int64 { return f.End - f.Start }

// Page is a report.
type Page struct {
	Title    string
	Findings []Finding
	Problems []string // files that were not read, and why
	Shown    bool     // the findings hold text
}

// Count is a name with how often it occurs.
type Count struct {
	Name string
	N    int
}

// ByType counts findings by type, most frequent first.
func (p Page) ByType() []Count {
	return count(p.Findings, func(f Finding) string { return string(f.Type) })
}

// ByFile counts findings by file, most frequent first.
func (p Page) ByFile() []Count { return count(p.Findings, func(f Finding) string { return f.File }) }

// Detectors counts findings by detector.
func (p Page) Detectors() []Count {
	return count(p.Findings, func(f Finding) string { return f.Detector })
}

func count(fs []Finding, key func(Finding) string) []Count {
	n := map[string]int{}
	for _, f := range fs {
		n[key(f)]++
	}
	var out []Count
	for _, k := range slices.Sorted(maps.Keys(n)) {
		out = append(out, Count{k, n[k]})
	}
	slices.SortStableFunc(out, func(a, b Count) int { return b.N - a.N })
	return out
}

// Write writes the page.
func (p Page) Write(w io.Writer) error { return page().Execute(w, p) }
