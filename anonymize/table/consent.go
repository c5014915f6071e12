package table

import (
	"fmt"
	"slices"
)

// Condition holds for a row whose cell in Column is one of Values, byte for byte.
type Condition struct {
	Column string
	Values []string
}

// Consent returns the rows that may be in a release and how many were left out: rows for which every
// condition of consent holds and none of optOut. If subject names a column, a person with one row that
// must stay out is left out with all rows. It returns [ErrNoRows] if nobody is left.
func Consent(t *Table, subject string, consent, optOut []Condition) (*Table, int, error) {
	rows, err := consenting(t, subject, consent, optOut)
	if err != nil {
		return nil, 0, err
	}
	if len(rows) == 0 {
		return nil, t.Rows, fmt.Errorf("table: after consent and opt-out: %w", ErrNoRows)
	}
	return t.pick(rows), t.Rows - len(rows), nil
}

// consenting lists the rows that may be in a release.
func consenting(t *Table, subject string, consent, optOut []Condition) ([]int32, error) {
	out := make([]bool, t.Rows)
	for _, c := range slices.Concat(consent, optOut) {
		if t.Column(c.Column) == nil {
			return nil, &Error{Column: c.Column, Err: ErrColumn}
		}
	}
	mark := func(c Condition, when bool) {
		col := t.Column(c.Column)
		in := make([]bool, len(col.Values))
		for i, v := range col.Values {
			in[i] = slices.Contains(c.Values, v)
		}
		for i, x := range col.Codes() {
			out[i] = out[i] || in[x] == when
		}
	}
	for _, c := range consent {
		mark(c, false)
	}
	for _, c := range optOut {
		mark(c, true)
	}
	if subject != "" {
		who := t.Column(subject)
		if who == nil {
			return nil, &Error{Column: subject, Err: ErrColumn}
		}
		gone := make([]bool, len(who.Values))
		for i, x := range who.Codes() {
			gone[x] = gone[x] || out[i]
		}
		for i, x := range who.Codes() {
			out[i] = gone[x]
		}
	}
	var rows []int32
	for i, o := range out {
		if !o {
			rows = append(rows, int32(i))
		}
	}
	return rows, nil
}

// pick is the table of some rows. Values that they do not have are gone.
func (t *Table) pick(rows []int32) *Table {
	p := &Table{Rows: len(rows), dialect: t.dialect, json: t.json}
	for _, c := range t.Columns {
		n := &Column{Name: c.Name, quoted: c.quoted, raw: c.raw}
		to := make([]uint32, len(c.Values)) // from 1
		for _, r := range rows {
			x := c.Code(int(r))
			if to[x] == 0 {
				n.Values = append(n.Values, c.Values[x])
				to[x] = uint32(len(n.Values))
			}
			n.codes.add(to[x] - 1)
		}
		p.Columns = append(p.Columns, n)
	}
	return p
}
