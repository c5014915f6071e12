package report

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"strconv"
	"unicode"

	"github.com/lethe-pii/lethe/pii"
)

// maxDistinct bounds the values of one type whose difference is remembered. Beyond it counts of distinct values are lower bounds.
const maxDistinct = 1 << 20

// Inventory counts what files hold. It keeps no values, only hashes under a key that dies with it. It is not safe for concurrent
// use; FileInventory is what one goroutine makes of one file.
type Inventory struct {
	Title    string
	Files    []FileSummary
	Problems []string // files that were not read, and why

	seen map[pii.Type]map[uint64]struct{}
}

// FileSummary is what one file holds.
type FileSummary struct {
	Name     string        `json:"file"`
	Format   string        `json:"format"`
	Bytes    int64         `json:"bytes"`
	Records  int           `json:"records"`
	Subjects int           `json:"subjects"` // about how many people it is about, see Inventory
	Types    []TypeSummary `json:"types"`
	Columns  []Column      `json:"columns,omitempty"`
	Problem  string        `json:"problem,omitempty"` // what of it was not read
}

// TypeSummary is how often a type was found.
type TypeSummary struct {
	Type        pii.Type `json:"type"`
	Group       string   `json:"group,omitempty"`
	Sensitivity string   `json:"sensitivity,omitempty"`
	Count       int      `json:"count"`
	Distinct    int      `json:"distinct"` // values that differ
}

// Column is what the fields of one name hold.
type Column struct {
	Name   string        `json:"name"`
	Filled int           `json:"filled"` // values that are not blank
	Types  []TypeSummary `json:"types"`
}

var sensitivities = map[pii.Sensitivity]string{pii.Low: "low", pii.Medium: "medium", pii.High: "high", pii.Critical: "critical"}

// identifies are the types whose distinct values say how many people a text is about; so do all national identifiers.
var identifies = []pii.Type{pii.Person, pii.Email, pii.Phone, pii.MRN, pii.ClientID}

// subjects estimates how many people values are about: as many as the type has distinct values that has most of them, among names,
// addresses of mail, phone numbers, and identifiers of persons.
func subjects(types []TypeSummary) int {
	n := 0
	for _, t := range types {
		if slices.Contains(identifies, t.Type) || t.Group == "national" {
			n = max(n, t.Distinct)
		}
	}
	return n
}

// FileInventory gathers what one file holds. It keeps hashes of values only.
type FileInventory struct {
	seed    maphash.Seed
	headers headers
	bytes   int64
	records int
	seen    map[pii.Type]map[uint64]struct{}
	counts  map[pii.Type]int
	columns map[string]*column
	order   []string
	labels  map[string]string
}

type column struct {
	filled int
	counts map[pii.Type]int
	seen   map[pii.Type]map[uint64]struct{}
}

var seed = maphash.MakeSeed()

// NewFileInventory starts a file. hide reports whether a column's name is data itself: it and the others of its row are
// then called by their numbers.
func NewFileInventory(hide func(label string) bool) *FileInventory {
	return &FileInventory{seed: seed, headers: headers{hide: hide}, seen: map[pii.Type]map[uint64]struct{}{}, counts: map[pii.Type]int{}, columns: map[string]*column{}, labels: map[string]string{}}
}

// maxColumns is the most columns that a file is described by.
const maxColumns = 1000

// Add adds a document of the file.
func (v *FileInventory) Add(d Document) {
	v.bytes += int64(len(d.Text))
	v.records++
	fs := wholes(d.Findings)
	longest := map[uint32][]byte{} // the fullest form of each person
	for _, f := range fs {
		if s := d.Text[f.Start-d.Base : f.End-d.Base]; f.Type == pii.Person && f.Entity != 0 && len(s) > len(longest[f.Entity]) {
			longest[f.Entity] = s
		}
	}
	give := func(f pii.Finding, c *column) {
		s := d.Text[f.Start-d.Base : f.End-d.Base]
		if l, ok := longest[f.Entity]; ok && f.Type == pii.Person {
			s = l
		}
		h := v.hash(s)
		v.counts[f.Type]++
		remember(v.seen, f.Type, h)
		if c != nil {
			c.counts[f.Type]++
			remember(c.seen, f.Type, h)
		}
	}
	var c *column
	cell, data := 0, v.headers.areData(d.Marks)
	for i, m := range d.Marks {
		if m.Kind != pii.MarkField && m.Kind != pii.MarkCell {
			continue
		}
		for len(fs) > 0 && fs[0].Start < m.At {
			give(fs[0], c)
			fs = fs[1:]
		}
		if m.Kind == pii.MarkCell {
			cell++
		}
		c = v.column(m, cell, data)
		end := int64(len(d.Text))
		for _, next := range d.Marks[i+1:] {
			if next.Kind == pii.MarkField || next.Kind == pii.MarkCell {
				end = next.At
				break
			}
		}
		if c != nil && len(bytes.TrimSpace(d.Text[min(m.At, end):end])) > 0 {
			c.filled++
		}
	}
	for _, f := range fs {
		give(f, c)
	}
}

// column returns the column of a mark, nil if it has no name or there are too many; data says that the names of its row are data.
func (v *FileInventory) column(m pii.Mark, cell int, data bool) *column {
	if m.Label == "" {
		return nil
	}
	name, ok := v.labels[m.Label]
	if !ok {
		name = printable([]byte(m.Label))
		switch {
		case !data && (v.headers.hide == nil || !v.headers.hide(m.Label)):
		case m.Kind == pii.MarkCell:
			name = "column " + strconv.Itoa(cell)
		default:
			name = "(hidden name)"
		}
		if len(v.labels) < maxColumns {
			v.labels[m.Label] = name
		}
	}
	c := v.columns[name]
	if c == nil && len(v.columns) < maxColumns {
		c = &column{counts: map[pii.Type]int{}, seen: map[pii.Type]map[uint64]struct{}{}}
		v.columns[name] = c
		v.order = append(v.order, name)
	}
	return c
}

// hash is of letters and digits alone, folded.
func (v *FileInventory) hash(s []byte) uint64 {
	return maphash.Bytes(v.seed, bytes.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s))
}

func remember(seen map[pii.Type]map[uint64]struct{}, t pii.Type, h uint64) {
	m := seen[t]
	if m == nil {
		m = map[uint64]struct{}{}
		seen[t] = m
	}
	if len(m) < maxDistinct {
		m[h] = struct{}{}
	}
}

// Add adds a file.
func (v *Inventory) Add(name, format, problem string, f *FileInventory) {
	s := FileSummary{Name: printable([]byte(name)), Format: format, Problem: problem, Bytes: f.bytes, Records: f.records, Types: summary(f.counts, f.seen)}
	s.Subjects = subjects(s.Types)
	for _, name := range f.order {
		if c := f.columns[name]; len(c.counts) > 0 {
			s.Columns = append(s.Columns, Column{name, c.filled, summary(c.counts, c.seen)})
		}
	}
	if v.seen == nil {
		v.seen = map[pii.Type]map[uint64]struct{}{}
	}
	for t, m := range f.seen {
		for h := range m {
			remember(v.seen, t, h)
		}
	}
	v.Files = append(v.Files, s)
}

func summary(counts map[pii.Type]int, seen map[pii.Type]map[uint64]struct{}) []TypeSummary {
	out := []TypeSummary{}
	for _, t := range slices.Sorted(maps.Keys(counts)) {
		info, _ := t.Info()
		out = append(out, TypeSummary{t, info.Group, sensitivities[info.Sensitivity], counts[t], len(seen[t])})
	}
	slices.SortStableFunc(out, func(a, b TypeSummary) int {
		return cmp.Or(cmp.Compare(b.Weight(), a.Weight()), cmp.Compare(b.Count, a.Count))
	})
	return out
}

// Weight is the type's sensitivity, 0 (unknown) to 4 (critical).
func (t TypeSummary) Weight() int { return weight(t.Type) }

// Types sums the files up, most sensitive types first. Distinct counts values that differ over all files.
func (v *Inventory) Types() []TypeSummary {
	counts := map[pii.Type]int{}
	for _, f := range v.Files {
		for _, t := range f.Types {
			counts[t.Type] += t.Count
		}
	}
	return summary(counts, v.seen)
}

// Subjects is about how many people the files are about.
func (v *Inventory) Subjects() int { return subjects(v.Types()) }

// Special are the types of special categories (GDPR Art. 9 and 10).
func (v *Inventory) Special() []TypeSummary {
	return slices.DeleteFunc(v.Types(), func(t TypeSummary) bool { return t.Group != "special" })
}

// Bytes is the size of all text read.
func (v *Inventory) Bytes() int64 {
	n := int64(0)
	for _, f := range v.Files {
		n += f.Bytes
	}
	return n
}

// Found is the number of files that hold something.
func (v *Inventory) Found() int {
	n := 0
	for _, f := range v.Files {
		if len(f.Types) > 0 {
			n++
		}
	}
	return n
}

// Sort puts the files with the most sensitive and then the most findings first.
func (v *Inventory) Sort() {
	rank := func(f FileSummary) (w, n int) {
		for _, t := range f.Types {
			w = max(w, t.Weight())
			n += t.Count
		}
		return w, n
	}
	slices.SortStableFunc(v.Files, func(a, b FileSummary) int {
		aw, an := rank(a)
		bw, bn := rank(b)
		return cmp.Or(cmp.Compare(bw, aw), cmp.Compare(bn, an))
	})
}

// WriteHTML writes the inventory as a page.
func (v *Inventory) WriteHTML(w io.Writer) error {
	return pages().ExecuteTemplate(w, "inventory.html", v)
}
