package table

import (
	"errors"
	"fmt"
	"slices"
)

// Risk is what an attacker who knows the quasi-identifiers of persons can do with a table as it is.
// Without a subject column every row is a person. Where a person has rows in several classes, the
// smallest of them counts. Rows that are "*" in every quasi-identifier count as suppressed and are left
// out of the figures.
type Risk struct {
	Rows       int `json:"rows"`
	Persons    int `json:"persons"` // of the rows that are not suppressed
	Suppressed int `json:"suppressed"`
	Classes    int `json:"classes"`
	// Smallest is the number of persons in the smallest class: the k that the table has.
	Smallest int `json:"k"`
	// Uniques are persons alone in a class.
	Uniques int `json:"uniques"`
	// ProsecutorMax and ProsecutorAvg: chance to find a person who is known to be in the table, 1 / persons
	// of the class.
	ProsecutorMax float64 `json:"prosecutor_max"`
	ProsecutorAvg float64 `json:"prosecutor_avg"`
	// Marketer: share of persons that an attacker who links all of them is expected to get right; equal to
	// ProsecutorAvg, and with a population table counted in that.
	Marketer float64 `json:"marketer"`
	// AtRisk: share of persons in classes smaller than the k that was asked for.
	AtRisk float64 `json:"persons_at_risk"`
	// JournalistMax and JournalistAvg: as prosecutor for a person who may not be in the table, with classes
	// counted in a population table that holds the same labels; 0 without one.
	JournalistMax float64 `json:"journalist_max,omitempty"`
	JournalistAvg float64 `json:"journalist_avg,omitempty"`
	// KMap is the fewest persons of the population that share a class's labels, PresenceMin and PresenceMax the
	// least and the greatest share of them that is in the table; 0 without a population table.
	KMap        int     `json:"k_map,omitempty"`
	PresenceMin float64 `json:"presence_min,omitempty"`
	PresenceMax float64 `json:"presence_max,omitempty"`
	// Population is estimated if the size of the population is given.
	Population *Population `json:"population,omitempty"`
	// Sizes is how many classes there are of each size, in persons.
	Sizes []SizeCount `json:"class_sizes"`
	// Models are the worst figures over all classes.
	Models []ModelFigure `json:"models,omitempty"`
	// Inference is how well sensitive values are guessed from the quasi-identifiers.
	Inference []Inference `json:"inference,omitempty"`
	// Attack, if the caller made one with [Link], is printed with the figures.
	Attack *Attack `json:"attack,omitempty"`
}

// SizeCount is one bar of the histogram of class sizes.
type SizeCount struct {
	Size    int `json:"size"`
	Classes int `json:"classes"`
}

// ModelFigure is how far a model is reached.
type ModelFigure struct {
	Model       string  `json:"model"`
	Column      string  `json:"column"`
	Worst       float64 `json:"worst"`
	Reached     bool    `json:"reached"`
	Homogeneous int     `json:"homogeneous_rows"` // rows whose class has one sensitive value
}

// MeasureOptions of [Measure].
type MeasureOptions struct {
	K          int      // for AtRisk; 0 means 5
	Models     []Model  // figures to give for sensitive columns
	Sensitive  []string // columns to infer
	Subject    string   // column that says which rows are of one person; empty: each is one
	Population *Table   // a table of the population with the same columns and labels
	// Earlier is an earlier release of the same rows in the same order, with the quasi-identifiers that it
	// has: classes are those of both releases together.
	Earlier        *Table
	PopulationSize int // persons that the table is a random sample of; 0: unknown
}

// ErrPopulation: the population is smaller than the table.
var ErrPopulation = errors.New("population is smaller than the table")

// Measure tells the risk of a table for the given quasi-identifiers. Linear in the cells.
func Measure(t *Table, quasi []string, o MeasureOptions) (*Risk, error) {
	var who []uint32
	if o.Subject != "" {
		c := t.Column(o.Subject)
		if c == nil {
			return nil, &Error{Column: o.Subject, Err: ErrColumn}
		}
		who = c.codes.decoded()
	}
	return measure(t, quasi, o, who)
}

// measure counts persons by who, a number a row; nil: each row is one.
func measure(t *Table, quasi []string, o MeasureOptions, who []uint32) (*Risk, error) {
	if len(quasi) == 0 {
		return nil, fmt.Errorf("table: %w", ErrNoQuasi)
	}
	for _, n := range slices.Concat(quasi, o.Sensitive) {
		if t.Column(n) == nil {
			return nil, &Error{Column: n, Err: ErrColumn}
		}
	}
	if o.Population != nil {
		for _, n := range quasi {
			if o.Population.Column(n) == nil {
				return nil, fmt.Errorf("table: population: %w", &Error{Column: n, Err: ErrColumn})
			}
		}
	}
	if o.K == 0 {
		o.K = 5
	}
	both, names := t, quasi
	if o.Earlier != nil {
		if both, names = joined(t, o.Earlier, quasi); both == nil {
			return nil, fmt.Errorf("table: earlier release: %w", ErrRows)
		}
	}
	groups := groupsOf(both, names)
	r := &Risk{Rows: t.Rows}
	live, sizes := groups[:0:0], []int{}
	for _, g := range groups {
		if starred(both, names, int(g[0])) {
			r.Suppressed += len(g)
			continue
		}
		live = append(live, g)
		sizes = append(sizes, persons(g, who))
	}
	r.count(live, sizes, who, o.K)
	if o.Population != nil {
		r.journalist(t, o.Population, quasi, live, sizes)
	}
	if o.PopulationSize > 0 {
		if o.PopulationSize < r.Persons {
			return nil, fmt.Errorf("table: %w", ErrPopulation)
		}
		r.Population = populationOf(r.Sizes, r.Persons, o.PopulationSize)
	}
	for _, m := range o.Models {
		c, err := newChecker(t, m)
		if err != nil {
			return nil, err
		}
		r.Models = append(r.Models, c.over(live))
	}
	for _, n := range o.Sensitive {
		r.Inference = append(r.Inference, infer(t.Column(n), live))
	}
	return r, nil
}

// persons counts different persons among rows.
func persons(rows []int32, who []uint32) int {
	if who == nil {
		return len(rows)
	}
	ids := make([]uint32, len(rows))
	for i, r := range rows {
		ids[i] = who[r]
	}
	slices.Sort(ids)
	return len(slices.Compact(ids))
}

// count fills the figures of classes of sizes.
func (r *Risk) count(live [][]int32, sizes []int, who []uint32, k int) {
	r.Classes = len(live)
	bars := map[int]int{}
	for _, n := range sizes {
		bars[n]++
	}
	for s, c := range bars {
		r.Sizes = append(r.Sizes, SizeCount{s, c})
	}
	slices.SortFunc(r.Sizes, func(a, b SizeCount) int { return a.Size - b.Size })
	if r.Classes == 0 {
		return
	}
	r.Smallest = r.Sizes[0].Size
	r.ProsecutorMax = 1 / float64(r.Smallest)
	of := map[int]int{} // persons by the size of their smallest class
	if who == nil {
		for s, c := range bars {
			of[s] = s * c
		}
	} else {
		least := map[uint32]int{}
		for i, g := range live {
			for _, row := range g {
				if n, ok := least[who[row]]; !ok || sizes[i] < n {
					least[who[row]] = sizes[i]
				}
			}
		}
		for _, n := range least {
			of[n]++
		}
	}
	atRisk := 0
	for _, s := range r.Sizes {
		n := of[s.Size]
		r.Persons += n
		r.ProsecutorAvg += float64(n) / float64(s.Size)
		if s.Size < k {
			atRisk += n
		}
	}
	r.Uniques = of[1]
	r.ProsecutorAvg /= float64(r.Persons)
	r.Marketer = r.ProsecutorAvg
	r.AtRisk = float64(atRisk) / float64(r.Persons)
}

// infer guesses the most frequent value of each class.
func infer(c *Column, live [][]int32) Inference {
	out := Inference{Column: c.Name}
	n := make([]int, len(c.Values))
	all := make([]int, len(c.Values))
	rows, right := 0, 0
	for _, g := range live {
		top := 0
		for _, r := range g {
			x := c.Code(int(r))
			n[x]++
			all[x]++
			top = max(top, n[x])
		}
		for _, r := range g {
			n[c.Code(int(r))] = 0
		}
		rows, right = rows+len(g), right+top
	}
	if rows > 0 {
		out.Right, out.Base = float64(right)/float64(rows), float64(slices.Max(all))/float64(rows)
	}
	return out
}

// over is the worst figure over classes.
func (c *checker) over(classes [][]int32) ModelFigure {
	f := ModelFigure{Model: c.m.String(), Column: c.m.Column, Reached: true}
	low := c.m.Kind == DistinctL || c.m.Kind == EntropyL || c.m.Kind == KMap
	for i, g := range classes {
		v := c.value(g)
		if i == 0 || low && v < f.Worst || !low && v > f.Worst {
			f.Worst = v
		}
		f.Reached = f.Reached && c.holds(g)
		if c.region != nil {
			continue
		}
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

// journalist counts the classes in the population.
func (r *Risk) journalist(t, pop *Table, quasi []string, live [][]int32, sizes []int) {
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
	var of []int
	for _, g := range live {
		of = append(of, size[key(t, int(g[0]))])
	}
	r.within(sizes, of)
}

// within fills what is known beside a population that has of[i] persons with the labels of class i. It has at
// least the persons of the table.
func (r *Risk) within(sizes, of []int) {
	var sum, all float64
	for i, size := range sizes {
		n := max(size, of[i])
		share := float64(size) / float64(n)
		if i == 0 {
			r.KMap, r.PresenceMin = n, share
		}
		r.KMap, r.PresenceMin, r.PresenceMax = min(r.KMap, n), min(r.PresenceMin, share), max(r.PresenceMax, share)
		sum += share
		all += float64(size)
	}
	if all > 0 {
		r.JournalistMax, r.JournalistAvg = 1/float64(r.KMap), sum/all
		r.Marketer = r.JournalistAvg
	}
}
