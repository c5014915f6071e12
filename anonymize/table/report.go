package table

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
)

// Report is what a release reached and what it cost. It holds figures and column names, no cells.
type Report struct {
	K         int      `json:"k_asked"`
	Algorithm string   `json:"algorithm"`
	Quasi     []string `json:"quasi_identifiers"`
	Kept      []string `json:"kept"`    // columns released as they are
	Removed   []string `json:"removed"` // columns of the original that the release lacks
	// Linkable are kept columns of tokens that join rows of several persons, or several rows of one.
	Linkable []string `json:"linkable,omitempty"`
	Risk     *Risk    `json:"risk"`
	Before   *Risk    `json:"risk_before"`
	Attack   *Attack  `json:"attack"`
	Loss     Loss     `json:"loss"`
	// QueryError is the median relative error of 500 counting queries over three quasi-identifiers of
	// about 5 % selectivity, answered as if rows were spread evenly over their labels.
	QueryError float64  `json:"query_error_median"`
	Notes      []string `json:"notes"`
}

// Loss measures.
type Loss struct {
	GCP     float64      `json:"gcp"` // by hierarchy labels; a suppressed row costs 1
	Columns []ColumnLoss `json:"columns"`
	DM      float64      `json:"discernibility"`
	CAvg    float64      `json:"c_avg"`
}

// ColumnLoss is the loss of one quasi-identifier, 0 … 1.
type ColumnLoss struct {
	Column string  `json:"column"`
	Loss   float64 `json:"loss"`
}

// Report measures a result against the table that it was made of, with the settings it was made with.
// Of o only the population and its size are used.
func (r *Result) Report(original *Table, cfg Config, o MeasureOptions) (*Report, error) {
	o = MeasureOptions{K: cfg.K, PopulationSize: o.PopulationSize, Population: o.Population}
	for _, m := range cfg.Models {
		if !m.ofPopulation() {
			o.Models = append(o.Models, m)
		}
	}
	rep := &Report{K: cfg.K, Algorithm: string(cmp.Or(cfg.Algorithm, Best)), Quasi: r.Quasi}
	for _, c := range original.Columns {
		role, kept := cfg.Attributes[c.Name].Role, r.Table.Column(c.Name)
		switch {
		case kept == nil:
			rep.Removed = append(rep.Removed, c.Name)
		case role != Quasi:
			rep.Kept = append(rep.Kept, c.Name)
		}
		if kept != nil && role == Sensitive {
			o.Sensitive = append(o.Sensitive, c.Name)
		}
		if kept != nil && role == Identifier && slices.ContainsFunc(kept.counts(), func(n int) bool { return n > 1 }) {
			rep.Linkable = append(rep.Linkable, c.Name)
		}
	}
	who := r.prob.who(original.Rows)
	var err error
	if rep.Risk, err = measure(r.Table, r.Quasi, o, who); err != nil {
		return nil, err
	}
	if r.prob.region != nil {
		rep.within(r)
	}
	o.Population = nil // its labels are those of the release
	if rep.Before, err = measure(original, r.Quasi, o, who); err != nil {
		return nil, err
	}
	if rep.Attack, err = r.Attack(0, o.Sensitive...); err != nil {
		return nil, err
	}
	rep.QueryError = r.queryError(500)
	rep.loss(r)
	rep.notes()
	return rep, nil
}

// inPopulation is the size of every class, in the table and in the population.
func (r *Result) inPopulation() (sizes, of []int) {
	for i := range r.sol.classes {
		rows := r.sol.classes[i].rows
		sizes = append(sizes, len(rows))
		of = append(of, r.prob.region.count(r.prob.rowsOf(rows), math.MaxInt))
	}
	return sizes, of
}

// within counts the classes of a result in the population it was made with.
func (rep *Report) within(r *Result) {
	rep.Risk.within(r.inPopulation())
	var classes [][]int32
	for i := range r.sol.classes {
		classes = append(classes, r.sol.classes[i].rows)
	}
	for _, c := range r.prob.checks {
		if c.region != nil {
			rep.Risk.Models = append(rep.Risk.Models, c.over(classes))
		}
	}
}

func (rep *Report) notes() {
	rep.Notes = []string{
		"k-anonymity bounds the chance to link a row to a person who is known by these quasi-identifiers only.",
		"It does not hold over several releases of the same persons, nor against knowledge of other columns.",
	}
	for _, m := range rep.Risk.Models {
		if m.Homogeneous > 0 {
			rep.Notes = append(rep.Notes, fmt.Sprintf("%d rows are in classes with a single value of %s: it is known for everyone in them.", m.Homogeneous, m.Column))
		}
	}
	for _, c := range rep.Linkable {
		rep.Notes = append(rep.Notes, fmt.Sprintf("Tokens of %s join rows: whoever knows several rows of a person together may single them out.", c))
	}
}

func (rep *Report) loss(r *Result) {
	p := r.prob
	rep.Loss.GCP = r.Loss
	for j, t := range p.trees {
		s := float64(len(r.sol.suppressed))
		for i := range r.sol.classes {
			c := &r.sol.classes[i]
			s += float64(len(c.rows)) * float64(t.loss[c.level[j]][p.row(c.rows[0])[j]])
		}
		rep.Loss.Columns = append(rep.Loss.Columns, ColumnLoss{r.Quasi[j], s / float64(p.n)})
	}
	rep.Loss.DM = float64(rep.Risk.Rows) * float64(rep.Risk.Suppressed)
	for _, s := range rep.Risk.Sizes {
		rep.Loss.DM += float64(s.Size) * float64(s.Size) * float64(s.Classes)
	}
	if rep.Risk.Classes > 0 {
		rep.Loss.CAvg = float64(rep.Risk.Rows-rep.Risk.Suppressed) / float64(rep.Risk.Classes) / float64(rep.K)
	}
}

func (r *Result) queryError(n int) float64 {
	p := r.prob
	rng := rand.New(rand.NewPCG(7, 7))
	dims := min(3, p.q)
	var errs []float64
	for range n {
		js := rng.Perm(p.q)[:dims]
		lo, hi := make([]int, dims), make([]int, dims)
		for i, j := range js {
			w := max(1, int(math.Round(float64(p.trees[j].d)*math.Pow(.05, 1/float64(dims)))))
			lo[i] = rng.IntN(p.trees[j].d - w + 1)
			hi[i] = lo[i] + w - 1
		}
		truth := 0
		for row := range p.n {
			in := true
			for i, j := range js {
				x := int(p.codes[row*p.q+j])
				in = in && x >= lo[i] && x <= hi[i]
			}
			if in {
				truth++
			}
		}
		share := func(i, a, b int) float64 {
			return float64(max(0, min(b, hi[i])-max(a, lo[i])+1)) / float64(b-a+1)
		}
		est := 0.0
		for x := range r.sol.classes {
			c := &r.sol.classes[x]
			v := float64(len(c.rows))
			rep := p.row(c.rows[0])
			for i, j := range js {
				t, l := p.trees[j], c.level[j]
				v *= share(i, int(t.lo[l][rep[j]]), int(t.hi[l][rep[j]]))
			}
			est += v
		}
		v := float64(len(r.sol.suppressed))
		for i, j := range js {
			v *= share(i, 0, p.trees[j].d-1)
		}
		errs = append(errs, math.Abs(est+v-float64(truth))/max(float64(truth), .001*float64(p.n)))
	}
	slices.Sort(errs)
	return errs[len(errs)/2]
}

// WriteJSON writes the report as indented JSON.
func (rep *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(rep); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// WriteText writes the report for a terminal.
func (rep *Report) WriteText(w io.Writer) error {
	r, b := rep.Risk, rep.Before
	var out []byte
	add := func(f string, a ...any) { out = fmt.Appendf(out, f+"\n", a...) }
	add("k asked %d, reached %d (before: %d)", rep.K, r.Smallest, b.Smallest)
	add("rows %d, persons %d, classes %d, rows suppressed %d", r.Rows, r.Persons, r.Classes, r.Suppressed)
	add("%-36s %9s %9s", "risk", "before", "after")
	for _, l := range rep.lines() {
		add("  %-34s %9s %9s", l.Name, l.Before, l.After)
	}
	for _, m := range r.Models {
		add("model %s: worst %.4f, reached: %v, homogeneous rows: %d", m.Model, m.Worst, m.Reached, m.Homogeneous)
	}
	for _, q := range rep.questions() {
		add("%s: %s", q[0], q[1])
	}
	add("loss %.4f, C_avg %.3f, discernibility %.0f, median query error %.4f", rep.Loss.GCP, rep.Loss.CAvg, rep.Loss.DM, rep.QueryError)
	for _, c := range rep.Loss.Columns {
		add("  %-24s %.4f", c.Column, c.Loss)
	}
	for _, n := range rep.Notes {
		add("note: %s", n)
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// line is a figure before and after.
type line struct{ Name, Before, After string }

func (rep *Report) lines() []line {
	b, a := rep.Before, rep.Risk
	pct := func(name string, x, y float64) line {
		return line{name, fmt.Sprintf("%.2f %%", 100*x), fmt.Sprintf("%.2f %%", 100*y)}
	}
	out := []line{
		pct("prosecutor, highest", b.ProsecutorMax, a.ProsecutorMax),
		pct("prosecutor, average", b.ProsecutorAvg, a.ProsecutorAvg),
		pct("marketer", b.Marketer, a.Marketer),
		{"unique persons", fmt.Sprint(b.Uniques), fmt.Sprint(a.Uniques)},
		pct("persons in classes under k", b.AtRisk, a.AtRisk),
	}
	if a.JournalistMax > 0 {
		out = append(out, line{"journalist, highest", "", fmt.Sprintf("%.2f %%", 100*a.JournalistMax)},
			line{"journalist, average", "", fmt.Sprintf("%.2f %%", 100*a.JournalistAvg)},
			line{"fewest of the population", "", fmt.Sprint(a.KMap)},
			line{"share of those in the table", "", fmt.Sprintf("%.2f–%.2f %%", 100*a.PresenceMin, 100*a.PresenceMax)})
	}
	if b.Population != nil {
		out = append(out, pct("unique in the population, estimated", b.Population.Unique, a.Population.Unique))
	}
	return out
}

// questions answers the three of Opinion 05/2014 of the Article 29 Working Party with the attack's numbers.
func (rep *Report) questions() [][2]string {
	a := rep.Attack
	out := [][2]string{
		{"singling out", fmt.Sprintf("of %d persons attacked with all quasi-identifiers, %d were left with one row; at least %d fit each (before: %d of all were unique)",
			a.Persons, a.SinglingOut, a.Smallest, rep.Before.Uniques)},
		{"linkability", fmt.Sprintf("the right row of a person was picked with chance %.4f (before: %.4f); %d kept columns join rows",
			a.Linkability, rep.Before.ProsecutorAvg, len(rep.Linkable))},
	}
	if len(a.Inference) == 0 {
		return append(out, [2]string{"inference", "no column is sensitive"})
	}
	for j, i := range a.Inference {
		out = append(out, [2]string{"inference", fmt.Sprintf("%s was guessed right for %.1f %% (%.1f %% by the most frequent value alone, %.1f %% from the original)",
			i.Column, 100*i.Right, 100*i.Base, 100*rep.Before.Inference[j].Right)})
	}
	return out
}
