package table

import (
	"context"
	"fmt"
	"slices"
)

// ReadNote returns a note as it may be released but for its quasi-identifiers (names and contacts are
// out), and where it mentions those.
type ReadNote func(text string) (string, []Mention, error)

// Notes is the outcome of [AnonymizeNotes].
type Notes struct {
	Table *Table // the columns of the input that may be kept, quasi-identifiers and notes rewritten
	Texts *Texts // by row, then by text column
}

// AnonymizeNotes anonymizes a table with notes: what its columns of role Quasi hold and what its columns
// of role FreeText mention are one record of a subject, and get the same labels. A column that is only
// mentioned is in cfg.Attributes without being in the table. Columns with the role of an identifier are
// removed; models are not checked, so a column with the role Sensitive is refused with [ErrModel] if
// cfg has models.
func AnonymizeNotes(ctx context.Context, t *Table, read ReadNote, cfg Config) (*Notes, error) {
	var subject *Column
	var quasi, texts []*Column
	for _, c := range t.Columns {
		switch cfg.Attributes[c.Name].Role {
		case Quasi:
			quasi = append(quasi, c)
		case FreeText:
			texts = append(texts, c)
		case Subject:
			if subject != nil {
				return nil, &Error{Column: c.Name, Err: ErrSubject}
			}
			subject = c
		}
	}
	if len(cfg.Models) > 0 {
		return nil, fmt.Errorf("table: notes: %w", ErrModel)
	}
	docs := make([]Document, 0, t.Rows*max(1, len(texts)))
	for i := range t.Rows {
		d := Document{Subject: fmt.Sprint(i), Values: map[string]string{}}
		if subject != nil {
			d.Subject = subject.Value(i)
		}
		for _, c := range quasi {
			d.Values[c.Name] = c.Value(i)
		}
		if len(texts) == 0 {
			docs = append(docs, d)
		}
		for _, c := range texts {
			var err error
			if d.Text, d.Mentions, err = read(c.Value(i)); err != nil { // the cause may hold text
				return nil, &Error{Column: c.Name, Row: i + 1, Err: ErrRewrite}
			}
			docs = append(docs, d)
		}
	}
	x, err := AnonymizeTexts(ctx, docs, cfg)
	if err != nil {
		return nil, err
	}
	step := max(1, len(texts))
	out := &Table{Rows: t.Rows, dialect: t.dialect, json: t.json}
	for _, c := range t.Columns {
		n := &Column{Name: c.Name, quoted: c.quoted, raw: c.raw}
		d := newDict(n)
		switch cfg.Attributes[c.Name].Role {
		case Quasi:
			for i := range t.Rows {
				d.add(x.Labels[i*step][c.Name])
			}
		case FreeText:
			n.raw = nil
			at := slices.Index(texts, c)
			for i := range t.Rows {
				d.add(x.Texts[i*step+at])
			}
		case Identifier, Subject:
			continue
		default:
			n = c
		}
		out.Columns = append(out.Columns, n)
	}
	return &Notes{Table: out, Texts: x}, nil
}
