package table

import (
	"errors"
	"sync"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// ErrRewrite: a Redact or Token function failed; its error is dropped, since it may hold the cell's text.
var ErrRewrite = errors.New("cell could not be rewritten")

// ErrLinkable: a token that is kept joins rows, so that what they say together may single out a person;
// see Config.Linkable.
var ErrLinkable = errors.New("kept tokens join rows")

// output writes the solution as a table with the columns of the input in their order. Columns are made
// on all cores.
func output(t *Table, p *problem, s *solution, cfg *Config) (*Table, error) {
	out := &Table{Rows: t.Rows, dialect: t.dialect, json: t.json}
	made := make([]*Column, len(t.Columns))
	failed := make([]error, len(t.Columns))
	q := 0
	var wg sync.WaitGroup
	room := make(chan struct{}, max(1, cfg.Workers))
	for i, c := range t.Columns {
		switch cfg.Attributes[c.Name].Role {
		case Quasi:
			j := q
			q++
			wg.Go(func() {
				room <- struct{}{}
				made[i] = p.column(j, c, s)
				<-room
			})
		case Identifier:
			if cfg.Token != nil {
				made[i], failed[i] = rewritten(c, func(v string) (string, error) { return cfg.Token(c.Name, v) })
			}
		case FreeText:
			if cfg.Redact != nil {
				made[i], failed[i] = rewritten(c, cfg.Redact)
			}
		case Subject:
		default:
			made[i] = c
		}
	}
	wg.Wait()
	for i, c := range made {
		if failed[i] != nil {
			return nil, failed[i]
		}
		if c != nil && cfg.Attributes[c.Name].Role == Identifier && !cfg.Linkable {
			if row := p.joins(c); row > 0 {
				return nil, &Error{Column: c.Name, Row: row, Err: ErrLinkable}
			}
		}
		if c != nil {
			out.Columns = append(out.Columns, c)
		}
	}
	return out, nil
}

// column writes quasi-identifier j; its labels become the dictionary.
func (p *problem) column(j int, c *Column, s *solution) *Column {
	out := &Column{Name: c.Name, quoted: c.quoted, raw: c.raw}
	t := p.trees[j]
	d := newDict(out)
	known := make([][]uint32, t.levels) // by level and first code under the label: number from 1
	of := make([]uint32, len(s.classes))
	for i := range s.classes {
		cl := &s.classes[i]
		l := int(cl.level[j])
		rep := p.row(cl.rows[0])[j]
		if known[l] == nil {
			known[l] = make([]uint32, t.d)
		}
		x := &known[l][t.lo[l][rep]]
		if *x == 0 {
			*x = d.number(t.label(l, rep)) + 1
		}
		of[i] = *x - 1
	}
	top := uint32(0)
	if len(s.suppressed) > 0 {
		top = d.number(hierarchy.Top)
	}
	out.codes = makeCodes(c.Len(), len(out.Values))
	for i := range s.classes {
		out.codes.set(p.rowsOf(s.classes[i].rows), of[i])
	}
	out.codes.set(p.rowsOf(s.suppressed), top)
	return out
}

// joins returns the first row, from 1, whose cell stands in a row of another person too; without a
// subject every row is another person. Empty cells join nothing.
func (p *problem) joins(c *Column) int {
	who := p.who(c.Len())
	first := make([]int, len(c.Values)) // row from 1
	for i, x := range c.Codes() {
		switch f := first[x]; {
		case f == 0 || c.Values[x] == "":
			first[x] = i + 1
		case who == nil || who[f-1] != who[i]:
			return i + 1
		}
	}
	return 0
}

// rewritten applies f to every cell that is not empty.
func rewritten(c *Column, f func(string) (string, error)) (*Column, error) {
	out := &Column{Name: c.Name, quoted: c.quoted}
	if raw, ok := c.raw[""]; ok {
		out.raw = map[string]string{"": raw}
	}
	d := newDict(out)
	of := make([]uint32, len(c.Values))
	for i, v := range c.Values {
		if v != "" {
			n, err := f(v)
			if err != nil { // the cause may hold the cell's text
				return nil, &Error{Column: c.Name, Row: c.firstRow(uint32(i)), Err: ErrRewrite}
			}
			v = n
		}
		of[i] = d.number(v)
	}
	out.codes = makeCodes(c.Len(), len(out.Values))
	for i, x := range c.Codes() {
		out.codes.set([]int32{int32(i)}, of[x])
	}
	return out, nil
}

// verify groups the output by its strings and checks k and every model anew. A class of "*" in every
// column is the suppressed block and is not counted.
func verify(t *Table, names []string, p *problem) error {
	if p.units == nil && len(p.checks) == 0 {
		return verifySizes(t, names, p.k)
	}
	unit := p.who(t.Rows)
	for _, r := range groupsOf(t, names) {
		if starred(t, names, int(r[0])) {
			continue
		}
		row := int(r[0]) + 1
		if p.units != nil { // all rows of a subject are in one class, or the class is wrong
			us := map[uint32]int{}
			for _, x := range r {
				us[unit[x]]++
			}
			r = r[:0]
			for u, n := range us {
				if n != len(p.units[u]) {
					return &Error{Row: row, Err: ErrVerify}
				}
				r = append(r, int32(u))
			}
		}
		if !p.holds(r) {
			return &Error{Row: row, Err: ErrVerify}
		}
	}
	return nil
}

func verifySizes(t *Table, names []string, k int) error {
	of, n := classesOf(t, names)
	size := make([]int32, n)
	for _, c := range of {
		size[c]++
	}
	for i, c := range of {
		if int(size[c]) < k && !starred(t, names, i) {
			return &Error{Row: i + 1, Err: ErrVerify}
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
