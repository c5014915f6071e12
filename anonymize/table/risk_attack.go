package table

import "slices"

const maxFits = 1 << 30 // comparisons of a person with a class

// Attack is the outcome of a re-identification attack on a release by someone who knows all
// quasi-identifiers of every person in the original and links them to all rows that fit.
type Attack struct {
	Persons int `json:"persons"`
	// Missed: persons whom no row fits ([Link]).
	Missed int `json:"missed,omitempty"`
	// SinglingOut: persons for whom exactly one row fits.
	SinglingOut int `json:"singled_out"`
	// Smallest number of rows that fit a person.
	Smallest int `json:"smallest_fit"`
	// Linkability: mean chance to pick the right row.
	Linkability float64 `json:"linkability"`
	// Inference by sensitive column.
	Inference []Inference `json:"inference,omitempty"`
}

// Inference is how often the most frequent sensitive value among the rows that fit is the person's,
// against always guessing the most frequent value of the table.
type Inference struct {
	Column string  `json:"column"`
	Right  float64 `json:"right"`
	Base   float64 `json:"base"`
}

// Attack runs the attack on up to persons rows (0 means 1,000), evenly spread. Cost: persons × classes, of which
// there are at most 2³⁰: a release of very many classes is attacked for fewer persons.
func (r *Result) Attack(persons int, sensitive ...string) (*Attack, error) {
	if persons <= 0 {
		persons = 1000
	}
	p := r.prob
	persons = max(1, min(persons, p.n, maxFits/max(1, len(r.sol.classes))))
	a := &Attack{Persons: persons, Smallest: p.n}
	var cols []*Column
	for _, s := range sensitive {
		c := r.Table.Column(s)
		if c == nil {
			return nil, &Error{Column: s, Err: ErrColumn}
		}
		cols = append(cols, c)
		a.Inference = append(a.Inference, Inference{Column: s, Base: float64(slices.Max(c.counts())) / float64(c.Len())})
	}
	for i := range persons {
		row := int32(i * p.n / persons)
		fit := slices.Clone(r.sol.suppressed)
		for j := range r.sol.classes {
			if c := &r.sol.classes[j]; p.covers(c, p.row(row)) {
				fit = append(fit, c.rows...)
			}
		}
		a.Smallest = min(a.Smallest, len(fit))
		if len(fit) == 1 {
			a.SinglingOut++
		}
		a.Linkability += 1 / float64(len(fit)) / float64(persons)
		fit = p.rowsOf(fit)
		own := p.rowsOf([]int32{row})[0]
		for s, c := range cols {
			if guess(c, fit) == c.Code(int(own)) {
				a.Inference[s].Right += 1 / float64(persons)
			}
		}
	}
	return a, nil
}

func (p *problem) covers(c *class, row []uint16) bool {
	rep := p.row(c.rows[0])
	for j, t := range p.trees {
		l := c.level[j]
		if row[j] < t.lo[l][rep[j]] || row[j] > t.hi[l][rep[j]] {
			return false
		}
	}
	return true
}

func guess(c *Column, rows []int32) uint32 {
	n := map[uint32]int{}
	best := c.Code(int(rows[0]))
	for _, r := range rows {
		x := c.Code(int(r))
		if n[x]++; n[x] > n[best] || n[x] == n[best] && x < best {
			best = x
		}
	}
	return best
}
