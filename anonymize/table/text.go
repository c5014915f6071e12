package table

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

// Errors of [AnonymizeTexts].
var (
	// ErrMention: a mention lies outside of its text or overlaps another.
	ErrMention = errors.New("mention lies outside of its text or overlaps another")
)

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
}

// Texts is the outcome of [AnonymizeTexts].
type Texts struct {
	Texts  []string // in the order of the documents
	Result *Result  // over one row a subject; a column that a subject does not mention is empty
}

// AnonymizeTexts makes one record of every subject of what its texts mention, generalizes the records
// until each combination has k subjects, and writes the labels back in place of the mentions. A column
// that a subject mentions with several values is generalized to what covers them all. A column that is
// not mentioned counts as a value of its own ("") that a label may cover. cfg.Attributes names the
// columns and their hierarchies; roles other than Quasi are ignored. Texts without the mentions are
// unchanged byte for byte.
func AnonymizeTexts(ctx context.Context, docs []Document, cfg Config) (*Texts, error) {
	var names []string
	for n, a := range cfg.Attributes {
		if a.Role == Quasi {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return nil, fmt.Errorf("table: %w", ErrNoQuasi)
	}
	type record struct {
		values [][]string // by column
		first  int        // row of the problem's table
	}
	subjects := map[string]*record{}
	var order []*record
	for i, d := range docs {
		if err := checkMentions(d); err != nil {
			return nil, fmt.Errorf("table: document %d: %w", i+1, err)
		}
		r := subjects[d.Subject]
		if r == nil {
			r = &record{values: make([][]string, len(names))}
			subjects[d.Subject] = r
			order = append(order, r)
		}
		for _, m := range d.Mentions {
			j := slices.Index(names, m.Column)
			if j < 0 {
				return nil, fmt.Errorf("table: document %d: %w", i+1, ErrColumn)
			}
			if !slices.Contains(r.values[j], m.Value) {
				r.values[j] = append(r.values[j], m.Value)
			}
		}
	}
	// as many rows a subject as it has values in its fullest column
	const who = "\x00subject"
	var rows [][]string
	for i, r := range order {
		r.first = len(rows)
		n := 1
		for _, v := range r.values {
			n = max(n, len(v))
		}
		for x := range n {
			row := []string{fmt.Sprint(i)}
			for _, v := range r.values {
				switch {
				case len(v) == 0:
					row = append(row, "")
				default:
					row = append(row, v[min(x, len(v)-1)])
				}
			}
			rows = append(rows, row)
		}
	}
	t, err := New(append([]string{who}, names...), rows)
	if err != nil {
		return nil, err
	}
	at := map[string]Attribute{who: {Role: Subject}}
	for _, n := range names {
		at[n] = cfg.Attributes[n]
	}
	cfg.Attributes = at
	res, err := Anonymize(ctx, t, cfg)
	if err != nil {
		return nil, err
	}
	out := &Texts{Result: res}
	for _, d := range docs {
		row := subjects[d.Subject].first
		out.Texts = append(out.Texts, rewrite(d, func(column string) string { return res.Table.Column(column).Value(row) }))
	}
	return out, nil
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

func rewrite(d Document, label func(column string) string) string {
	ms := slices.Clone(d.Mentions)
	slices.SortFunc(ms, func(a, b Mention) int { return cmp.Compare(a.Start, b.Start) })
	var b []byte
	at := 0
	for _, m := range ms {
		b = append(b, d.Text[at:m.Start]...)
		b = append(b, label(m.Column)...)
		at = m.End
	}
	return string(append(b, d.Text[at:]...))
}
