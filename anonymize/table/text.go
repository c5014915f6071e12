package table

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// ErrMention: a mention lies outside of its text or overlaps another.
var ErrMention = errors.New("mention lies outside of its text or overlaps another")

// Mention is a place in a text that tells a quasi-identifier: the age, a job, a town. Detectors find
// them; Value is the value in the form that the hierarchy of Column lists ("37" for "37-year-old").
type Mention struct {
	Start, End int // bytes of the text
	Column     string
	Value      string
}

// Document is a text with its mentions. Documents of one Subject are one record.
type Document struct {
	Subject  string
	Text     string
	Mentions []Mention
	// Values are quasi-identifiers that are known of the subject outside of the text, by column. An empty
	// value is a missing one.
	Values map[string]string
}

// Texts is the outcome of [AnonymizeTexts].
type Texts struct {
	Texts []string // in the order of the documents
	// Labels are what became of the columns of each document's subject, by column.
	Labels []map[string]string
	// Unlisted counts mentions of values that the hierarchy of their column does not list: they became "*".
	Unlisted int
	Records  *Table  // what the subjects are known by: the column "(subject)" and the quasi-identifiers
	Result   *Result // over Records
}

const subjectColumn = "(subject)"

// record is what one subject is known by.
type record struct {
	values [][]string // by column
	first  int        // row of the table of records
}

// AnonymizeTexts makes one record of every subject of what its texts mention and of what else is known
// of it, generalizes the records until each combination has k subjects, and writes the labels back in
// place of the mentions. A column that a subject has several values of is generalized to what covers
// them all. A column that is not mentioned counts as a value of its own ("") that a label may cover. A
// mention of a value that its hierarchy does not list becomes "*" and tells nothing. cfg.Attributes
// names the columns and their hierarchies; roles other than Quasi are ignored, as are models. Texts
// outside of the mentions are unchanged byte for byte.
func AnonymizeTexts(ctx context.Context, docs []Document, cfg Config) (*Texts, error) {
	var names []string
	at := map[string]Attribute{subjectColumn: {Role: Subject}}
	for n, a := range cfg.Attributes {
		if a.Role == Quasi {
			names = append(names, n)
			at[n] = a
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return nil, fmt.Errorf("table: %w", ErrNoQuasi)
	}
	out := &Texts{}
	subjects, order, err := out.records(docs, names, at)
	if err != nil {
		return nil, err
	}
	if out.Records, err = recordTable(order, names); err != nil {
		return nil, err
	}
	cfg.Attributes, cfg.Models = at, nil
	if out.Result, err = Anonymize(ctx, out.Records, cfg); err != nil {
		return nil, err
	}
	for _, d := range docs {
		row := subjects[d.Subject].first
		labels := map[string]string{}
		for _, n := range names {
			labels[n] = out.Result.Table.Column(n).Value(row)
		}
		out.Labels = append(out.Labels, labels)
		out.Texts = append(out.Texts, rewrite(d, func(m Mention) string {
			if !listed(at[m.Column], m.Value) {
				return hierarchy.Top
			}
			return labels[m.Column]
		}))
	}
	return out, nil
}

// listed reports whether a column can hold a value.
func listed(a Attribute, v string) bool { return a.Hierarchy == nil || a.Hierarchy.Index(v) >= 0 }

// records gathers the subjects, by name and in order.
func (x *Texts) records(docs []Document, names []string, at map[string]Attribute) (map[string]*record, []*record, error) {
	subjects := map[string]*record{}
	var order []*record
	for i, d := range docs {
		if err := checkMentions(d); err != nil {
			return nil, nil, fmt.Errorf("table: document %d: %w", i+1, err)
		}
		r := subjects[d.Subject]
		if r == nil {
			r = &record{values: make([][]string, len(names))}
			subjects[d.Subject] = r
			order = append(order, r)
		}
		add := func(column, v string) error {
			j := slices.Index(names, column)
			if j < 0 {
				return fmt.Errorf("table: document %d: %w", i+1, &Error{Column: column, Err: ErrColumn})
			}
			if v != "" && !slices.Contains(r.values[j], v) {
				r.values[j] = append(r.values[j], v)
			}
			return nil
		}
		for column, v := range d.Values {
			if v != "" && !listed(at[column], v) {
				return nil, nil, fmt.Errorf("table: document %d: %w", i+1, &Error{Column: column, Err: hierarchy.ErrNotCovered})
			}
			if err := add(column, v); err != nil {
				return nil, nil, err
			}
		}
		for _, m := range d.Mentions {
			v := m.Value
			if !listed(at[m.Column], v) {
				x.Unlisted++
				v = ""
			}
			if err := add(m.Column, v); err != nil {
				return nil, nil, err
			}
		}
	}
	return subjects, order, nil
}

// recordTable has as many rows of a subject as it has values in its fullest column.
func recordTable(order []*record, names []string) (*Table, error) {
	var rows [][]string
	for i, r := range order {
		r.first = len(rows)
		n := 1
		for _, v := range r.values {
			n = max(n, len(v))
		}
		for x := range n {
			row := []string{strconv.Itoa(i)}
			for _, v := range r.values {
				if len(v) == 0 {
					row = append(row, "")
				} else {
					row = append(row, v[min(x, len(v)-1)])
				}
			}
			rows = append(rows, row)
		}
	}
	return New(append([]string{subjectColumn}, names...), rows)
}

func checkMentions(d Document) error {
	end := 0
	ms := slices.Clone(d.Mentions)
	slices.SortFunc(ms, func(a, b Mention) int { return cmp.Compare(a.Start, b.Start) })
	for _, m := range ms {
		if m.Start < end || m.End < m.Start || m.End > len(d.Text) {
			return ErrMention
		}
		end = m.End
	}
	return nil
}

func rewrite(d Document, label func(Mention) string) string {
	ms := slices.Clone(d.Mentions)
	slices.SortFunc(ms, func(a, b Mention) int { return cmp.Compare(a.Start, b.Start) })
	var b []byte
	at := 0
	for _, m := range ms {
		b = append(b, d.Text[at:m.Start]...)
		b = append(b, label(m)...)
		at = m.End
	}
	return string(append(b, d.Text[at:]...))
}
