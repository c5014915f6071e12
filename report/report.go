// Package report writes what was found as self-contained pages: no network, no scripts from elsewhere, printable. A page of findings
// (Page) shows the text around each; an inventory (Inventory) counts what files and columns hold and never shows a value.
package report

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// MaxFindings is the most findings that a page shows. All are counted.
const MaxFindings = 20_000

// Page is a report of findings. Build its files with Builder.
type Page struct {
	Title    string
	Files    []File
	Problems []string // files that were not read, and why
	Shown    bool     // the excerpts hold values

	listed int
}

// File is what was found in one file.
type File struct {
	Name     string
	Format   string
	Excerpts []Excerpt
	Counts   map[pii.Type]int // all findings, those beyond MaxFindings too
}

// Excerpt is a stretch of text with findings.
type Excerpt struct {
	Line   int    // from 1; 0 if unknown
	Record int    // number of the document in its file, from 1; 0 if the file is one document
	Where  string // name of the field, column or speaker
	Pieces []Piece
}

// Piece is text outside of findings, or a finding.
type Piece struct {
	Text    string
	Finding *Finding
}

// Finding is one finding of a page. Value stays empty unless the page shows values.
type Finding struct {
	N                       int // on the page, from 1; Page.Write sets it
	Type                    pii.Type
	Start, End              int64 // bytes of the file
	Score                   float64
	Detector                string
	Rule, Validator, Source string
	Notes                   string // "spoken, about someone else"
	Outcome                 string // "replaced" or "kept"; empty if nothing was written
	Value                   string
}

// Evidence says what decided the finding.
func (f *Finding) Evidence() string {
	s := f.Detector
	if f.Rule != "" && f.Rule != f.Detector {
		s += " · " + f.Rule
	}
	if f.Validator != "" {
		s += " · checked: " + f.Validator
	}
	if f.Notes != "" {
		s += " · " + f.Notes
	}
	return s
}

// Length is the length of the value in bytes.
func (f *Finding) Length() int64 { return f.End - f.Start }

// Title is the type in words.
func (f *Finding) Title() string {
	info, _ := f.Type.Info()
	return info.Title
}

// Weight is the type's sensitivity, 0 (unknown) to 4 (critical).
func (f *Finding) Weight() int { return weight(f.Type) }

func weight(t pii.Type) int {
	info, ok := t.Info()
	if !ok {
		return 0
	}
	return int(info.Sensitivity-pii.Low) + 1
}

// Count is a name with how often it occurs.
type Count struct {
	Name   string
	N      int
	Weight int // of a type
}

// Total is the number of all findings.
func (f File) Total() int {
	n := 0
	for _, k := range f.Counts {
		n += k
	}
	return n
}

// Total is the number of all findings.
func (p Page) Total() int {
	n := 0
	for _, f := range p.Files {
		n += f.Total()
	}
	return n
}

// Treated reports whether the page tells what became of its findings.
func (p Page) Treated() bool {
	treated := false
	p.each(func(_ *File, f *Finding) { treated = treated || f.Outcome != "" })
	return treated
}

// ByType counts findings by type, most frequent first.
func (p Page) ByType() []Count {
	n := map[string]int{}
	for _, f := range p.Files {
		for t, k := range f.Counts {
			n[string(t)] += k
		}
	}
	counts := sorted(n)
	for i := range counts {
		counts[i].Weight = weight(pii.Type(counts[i].Name))
	}
	return counts
}

// ByFile counts findings by file, most frequent first.
func (p Page) ByFile() []Count {
	n := map[string]int{}
	for _, f := range p.Files {
		if k := f.Total(); k > 0 {
			n[f.Name] += k
		}
	}
	return sorted(n)
}

// Detectors counts the findings that the page shows by detector.
func (p Page) Detectors() []Count {
	n := map[string]int{}
	p.each(func(_ *File, f *Finding) { n[f.Detector]++ })
	return sorted(n)
}

// Listed is the number of findings that the page shows.
func (p Page) Listed() int { return p.listed }

// each calls do with the findings in order.
func (p Page) each(do func(*File, *Finding)) {
	for i := range p.Files {
		for _, e := range p.Files[i].Excerpts {
			for _, piece := range e.Pieces {
				if piece.Finding != nil {
					do(&p.Files[i], piece.Finding)
				}
			}
		}
	}
}

func sorted(n map[string]int) []Count {
	var out []Count
	for _, k := range slices.Sorted(maps.Keys(n)) {
		out = append(out, Count{Name: k, N: n[k]})
	}
	slices.SortStableFunc(out, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	return out
}

// Add adds a file, without its excerpts once the page is full.
func (p *Page) Add(f File) {
	for i, e := range f.Excerpts {
		n := 0
		for _, piece := range e.Pieces {
			if piece.Finding != nil {
				n++
			}
		}
		if p.listed+n > MaxFindings {
			f.Excerpts = f.Excerpts[:i]
			break
		}
		p.listed += n
	}
	p.Files = append(p.Files, f)
}

// Write writes the page.
func (p Page) Write(w io.Writer) error {
	n := 0
	p.each(func(_ *File, f *Finding) { n++; f.N = n })
	return pages().ExecuteTemplate(w, "page.html", p)
}

// notes lists what a finding's attributes say.
func notes(a pii.Attrs) string {
	var out []string
	for _, n := range []struct {
		on   bool
		text string
	}{
		{a.Labelled(), "labelled"}, {a.Spoken(), "spoken"}, {a.Disguised(), "disguised"}, {a.Alias(), "named before"},
		{a.FlagOnly(), "hint only"}, {a.Attribution() == pii.Self, "about the speaker or writer"},
		{a.Attribution() == pii.ThirdPerson, "about someone else"}, {a.Attribution() == pii.Generic, "about nobody in particular"},
		{a.Polarity() == pii.Negated, "denied"}, {a.Polarity() == pii.Uncertain, "uncertain"}, {a.Directness() == pii.Indirect, "indirect"},
	} {
		if n.on {
			out = append(out, n.text)
		}
	}
	return strings.Join(out, ", ")
}
