package table

import (
	"fmt"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// output writes the solution as a table with the columns of the input in their order.
func output(t *Table, p *problem, names []string, s *solution, cfg *Config) (*Table, error) {
	out := &Table{Rows: t.Rows, dialect: t.dialect}
	q := 0
	for _, c := range t.Columns {
		a := cfg.Attributes[c.Name]
		switch a.Role {
		case Quasi:
			out.Columns = append(out.Columns, p.column(q, c, s))
			q++
		case Identifier:
			if cfg.Token == nil {
				continue
			}
			n, err := mapped(c, func(v string) (string, error) { return cfg.Token(c.Name, v) })
			if err != nil {
				return nil, err
			}
			out.Columns = append(out.Columns, n)
		case FreeText:
			if cfg.Redact == nil {
				continue
			}
			n, err := mapped(c, cfg.Redact)
			if err != nil {
				return nil, err
			}
			out.Columns = append(out.Columns, n)
		case Subject:
		default:
			out.Columns = append(out.Columns, c)
		}
	}
	return out, nil
}

// column writes quasi-identifier j; its labels become the dictionary.
func (p *problem) column(j int, c *Column, s *solution) *Column {
	out := &Column{Name: c.Name, Codes: make([]uint32, len(c.Codes)), quoted: c.quoted}
	t := p.trees[j]
	codes := map[string]uint32{}
	add := func(lab string) uint32 {
		x, ok := codes[lab]
		if !ok {
			x = uint32(len(out.Values))
			codes[lab] = x
			out.Values = append(out.Values, lab)
		}
		return x
	}
	known := make([]map[uint16]uint32, t.levels) // by level and first code under the label
	for l := range known {
		known[l] = map[uint16]uint32{}
	}
	for i := range s.classes {
		cl := &s.classes[i]
		l := int(cl.level[j])
		rep := p.row(cl.rows[0])[j]
		x, ok := known[l][t.lo[l][rep]]
		if !ok {
			x = add(t.label(l, rep))
			known[l][t.lo[l][rep]] = x
		}
		for _, r := range p.rowsOf(cl.rows) {
			out.Codes[r] = x
		}
	}
	if len(s.suppressed) > 0 {
		x := add(hierarchy.Top)
		for _, r := range p.rowsOf(s.suppressed) {
			out.Codes[r] = x
		}
	}
	return out
}

func mapped(c *Column, f func(string) (string, error)) (*Column, error) {
	out := &Column{Name: c.Name, quoted: c.quoted, Values: make([]string, len(c.Values)), Codes: c.Codes}
	for i, v := range c.Values {
		n, err := f(v)
		if err != nil { // the cause may hold the cell's text
			return nil, &Error{Column: c.Name, Err: fmt.Errorf("cell could not be rewritten")}
		}
		out.Values[i] = n
	}
	return out, nil
}

// classesOf groups rows by the strings of columns; the class numbers are in order of first row.
func classesOf(t *Table, names []string) (of []int32, n int) {
	of = make([]int32, t.Rows)
	n = 1
	for _, name := range names {
		c := t.Column(name)
		next := map[uint64]int32{}
		for i := range of {
			key := uint64(of[i])<<32 | uint64(c.Codes[i])
			x, ok := next[key]
			if !ok {
				x = int32(len(next))
				next[key] = x
			}
			of[i] = x
		}
		n = len(next)
	}
	return of, n
}

// verify groups the output by its strings and checks k and every model anew. A class of "*" in every
// column is the suppressed block and is not counted.
func verify(t *Table, names []string, cfg *Config, p *problem) error {
	groups := groupsOf(t, names)
	var unit []int32
	if p.units != nil {
		unit = make([]int32, t.Rows)
		for u, rows := range p.units {
			for _, r := range rows {
				unit[r] = int32(u)
			}
		}
	}
	for _, r := range groups {
		if starred(t, names, int(r[0])) {
			continue
		}
		row := int(r[0]) + 1
		if p.units != nil { // all rows of a subject are in one class, or the class is wrong
			us := map[int32]int{}
			for _, x := range r {
				us[unit[x]]++
			}
			r = r[:0]
			for u, n := range us {
				if n != len(p.units[u]) {
					return &Error{Row: row, Err: ErrVerify}
				}
				r = append(r, u)
			}
		}
		if !p.holds(r) {
			return &Error{Row: row, Err: ErrVerify}
		}
	}
	return nil
}

func starred(t *Table, names []string, row int) bool {
	for _, n := range names {
		if t.Column(n).Value(row) != hierarchy.Top {
			return false
		}
	}
	return true
}
