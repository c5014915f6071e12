package table

import (
	"fmt"
	"slices"
)

// Risk is what an attacker who knows the quasi-identifiers of persons can do with a table as it is.
// Rows that are "*" in every quasi-identifier count as suppressed and are left out of the figures.
type Risk struct {
	Rows       int `json:"rows"`
	Suppressed int `json:"suppressed"`
	Classes    int `json:"classes"`
	// Smallest class: the k that the table has.
	Smallest int `json:"k"`
	// Uniques are rows alone in their class.
	Uniques int `json:"uniques"`
	// ProsecutorMax and ProsecutorAvg: chance to find the row of a person known to be in the table.
	ProsecutorMax float64 `json:"prosecutor_max"`
	ProsecutorAvg float64 `json:"prosecutor_avg"`
	// Marketer: share of rows that an attacker who links all of them gets right, classes / rows.
	Marketer float64 `json:"marketer"`
	// AtRisk: share of rows in classes smaller than the k that was asked for.
	AtRisk float64 `json:"rows_at_risk"`
	// JournalistMax and JournalistAvg: as prosecutor, with classes counted in a population table that
	// holds the same labels; 0 without one.
	JournalistMax float64 `json:"journalist_max,omitempty"`
	JournalistAvg float64 `json:"journalist_avg,omitempty"`
	// Sizes is how many classes there are of each size.
	Sizes []SizeCount `json:"class_sizes"`
	// Models are the worst figures over all classes.
	Models []ModelFigure `json:"models,omitempty"`
}

// SizeCount is one bar of the histogram of class sizes.
type SizeCount struct {
	Size    int `json:"size"`
	Classes int `json:"classes"`
}

// ModelFigure is how far a model is reached.
type ModelFigure struct {
	Model       string  `json:"model"`
	Worst       float64 `json:"worst"`
	Reached     bool    `json:"reached"`
	Homogeneous int     `json:"homogeneous_rows"` // rows whose class has one sensitive value
}

// MeasureOptions of [Measure].
type MeasureOptions struct {
	K          int     // for AtRisk; 0 means 5
	Models     []Model // figures to give for sensitive columns
	Population *Table  // a table of the population with the same columns and labels
}

// Measure tells the risk of a table for the given quasi-identifiers. Linear in the cells.
func Measure(t *Table, quasi []string, o MeasureOptions) (*Risk, error) {
	if len(quasi) == 0 {
		return nil, fmt.Errorf("table: %w", ErrNoQuasi)
	}
	for _, n := range quasi {
		if t.Column(n) == nil {
			return nil, &Error{Column: n, Err: ErrColumn}
		}
		if o.Population != nil && o.Population.Column(n) == nil {
			return nil, &Error{Column: n, Err: ErrColumn}
		}
	}
	if o.K == 0 {
		o.K = 5
	}
	groups := groupsOf(t, quasi)
	r := &Risk{Rows: t.Rows}
	live := groups[:0:0]
	sizes := map[int]int{}
	released, atRisk := 0, 0
	for _, g := range groups {
		if starred(t, quasi, int(g[0])) {
			r.Suppressed += len(g)
			continue
		}
		live = append(live, g)
		n := len(g)
		released += n
		sizes[n]++
		if n < o.K {
			atRisk += n
		}
		if n == 1 {
			r.Uniques++
		}
		if r.Smallest == 0 || n < r.Smallest {
			r.Smallest = n
		}
	}
	r.Classes = len(live)
	for s, c := range sizes {
		r.Sizes = append(r.Sizes, SizeCount{s, c})
	}
	slices.SortFunc(r.Sizes, func(a, b SizeCount) int { return a.Size - b.Size })
	if released > 0 {
		r.ProsecutorMax = 1 / float64(r.Smallest)
		r.Marketer = float64(r.Classes) / float64(released)
		r.ProsecutorAvg = r.Marketer // the mean of 1/size over rows
		r.AtRisk = float64(atRisk) / float64(released)
	}
	if o.Population != nil {
		r.journalist(t, o.Population, quasi, live, released)
	}
	for _, m := range o.Models {
		c, err := newChecker(t, m)
		if err != nil {
			return nil, err
		}
		r.Models = append(r.Models, c.over(live))
	}
	return r, nil
}

// over is the worst figure over classes.
func (c *checker) over(classes [][]int32) ModelFigure {
	f := ModelFigure{Model: c.m.String(), Reached: true}
	low := c.m.Kind == DistinctL || c.m.Kind == EntropyL
	for i, g := range classes {
		v := c.value(g)
		if i == 0 || low && v < f.Worst || !low && v > f.Worst {
			f.Worst = v
		}
		f.Reached = f.Reached && c.holds(g)
		same := true
		for _, r := range g[1:] {
			same = same && c.codes[r] == c.codes[g[0]]
		}
		if same {
			f.Homogeneous += len(g)
		}
	}
	return f
}

func (r *Risk) journalist(t, pop *Table, quasi []string, live [][]int32, released int) {
	key := func(t *Table, row int) string {
		var b []byte
		for _, n := range quasi {
			v := t.Column(n).Value(row)
			b = fmt.Appendf(b, "%d:", len(v))
			b = append(b, v...)
		}
		return string(b)
	}
	size := map[string]int{}
	for i := range pop.Rows {
		size[key(pop, i)]++
	}
	var sum float64
	for _, g := range live {
		n := max(len(g), size[key(t, int(g[0]))])
		r.JournalistMax = max(r.JournalistMax, 1/float64(n))
		sum += float64(len(g)) / float64(n)
	}
	if released > 0 {
		r.JournalistAvg = sum / float64(released)
	}
}

// Attack is the outcome of a re-identification attack on a release by someone who knows all
// quasi-identifiers of every person in the original and links them to all rows that fit.
type Attack struct {
	Persons int `json:"persons"`
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

// Attack runs the attack on up to persons rows (0 means 1,000), evenly spread. Cost: persons × classes.
func (r *Result) Attack(persons int, sensitive ...string) (*Attack, error) {
	if persons <= 0 {
		persons = 1000
	}
	p := r.prob
	persons = min(persons, p.n)
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
