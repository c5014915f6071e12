package table

import (
	"encoding/json"
	"fmt"
	"html/template"
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
	Risk      *Risk    `json:"risk"`
	Before    *Risk    `json:"risk_before"`
	Attack    *Attack  `json:"attack"`
	Loss      Loss     `json:"loss"`
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
func (r *Result) Report(original *Table, cfg Config) (*Report, error) {
	o := MeasureOptions{K: cfg.K, Models: cfg.Models}
	risk, err := Measure(r.Table, r.Quasi, o)
	if err != nil {
		return nil, err
	}
	before, err := Measure(original, r.Quasi, o)
	if err != nil {
		return nil, err
	}
	var sensitive []string
	for _, c := range r.Table.Columns {
		if cfg.Attributes[c.Name].Role == Sensitive {
			sensitive = append(sensitive, c.Name)
		}
	}
	attack, err := r.Attack(0, sensitive...)
	if err != nil {
		return nil, err
	}
	alg := cfg.Algorithm
	if alg == "" {
		alg = Best
	}
	rep := &Report{K: cfg.K, Algorithm: string(alg), Quasi: r.Quasi, Risk: risk, Before: before, Attack: attack, QueryError: r.queryError(500)}
	rep.loss(r)
	rep.Notes = []string{
		"k-anonymity bounds the chance to link a row to a person who is known by these quasi-identifiers only.",
		"It does not hold over several releases of the same persons, nor against knowledge of other columns.",
	}
	for _, m := range risk.Models {
		if m.Homogeneous > 0 {
			rep.Notes = append(rep.Notes, fmt.Sprintf("%d rows are in classes with a single sensitive value: it is known for everyone in them.", m.Homogeneous))
		}
	}
	return rep, nil
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
	add := func(f string, a ...any) { out = fmt.Appendf(out, f, a...) }
	add("k asked %d, reached %d (before: %d, %d unique rows)\n", rep.K, r.Smallest, b.Smallest, b.Uniques)
	add("rows %d, classes %d, suppressed %d\n", r.Rows, r.Classes, r.Suppressed)
	add("risk        highest   average   rows in classes under k\n")
	add("  before    %-9.4f %-9.4f %.2f %%\n", b.ProsecutorMax, b.ProsecutorAvg, 100*b.AtRisk)
	add("  after     %-9.4f %-9.4f %.2f %%\n", r.ProsecutorMax, r.ProsecutorAvg, 100*r.AtRisk)
	for _, m := range r.Models {
		add("model %s: worst %.4f, reached: %v, homogeneous rows: %d\n", m.Model, m.Worst, m.Reached, m.Homogeneous)
	}
	a := rep.Attack
	add("attack on %d persons: %d singled out, fewest rows that fit %d, linked %.4f\n", a.Persons, a.SinglingOut, a.Smallest, a.Linkability)
	for _, i := range a.Inference {
		add("  %s guessed right %.1f %% (%.1f %% without the release)\n", i.Column, 100*i.Right, 100*i.Base)
	}
	add("loss %.4f, C_avg %.3f, discernibility %.0f, median query error %.4f\n", rep.Loss.GCP, rep.Loss.CAvg, rep.Loss.DM, rep.QueryError)
	for _, c := range rep.Loss.Columns {
		add("  %-24s %.4f\n", c.Column, c.Loss)
	}
	for _, n := range rep.Notes {
		add("note: %s\n", n)
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// WriteHTML writes one page without scripts or outside resources.
func (rep *Report) WriteHTML(w io.Writer) error {
	if err := page().Execute(w, rep); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// bar is one bar of a chart.
type bar struct {
	Label string
	Value string
	Width int // percent
}

func bars(rep *Report) (loss, sizes []bar) {
	for _, c := range rep.Loss.Columns {
		loss = append(loss, bar{c.Column, fmt.Sprintf("%.1f %%", 100*c.Loss), int(100*c.Loss + .5)})
	}
	// sizes in steps of k
	counts := map[int]int{}
	top, last := 1, 0
	for _, s := range rep.Risk.Sizes {
		b := min(s.Size/rep.K, 10)
		counts[b] += s.Classes
		top, last = max(top, counts[b]), max(last, b)
	}
	for b := range last + 1 {
		lab := fmt.Sprintf("%d–%d rows", b*rep.K, (b+1)*rep.K-1)
		if b == 10 {
			lab = fmt.Sprintf("%d rows or more", 10*rep.K)
		}
		sizes = append(sizes, bar{lab, fmt.Sprint(counts[b]), counts[b] * 100 / top})
	}
	return loss, sizes
}

func page() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"loss":  func(r *Report) []bar { b, _ := bars(r); return b },
		"sizes": func(r *Report) []bar { _, b := bars(r); return b },
		"pct":   func(v float64) string { return fmt.Sprintf("%.2f %%", 100*v) },
		"num":   func(v float64) string { return fmt.Sprintf("%.4f", v) },
	}).Parse(pageText))
}

const pageText = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Release report</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ddd}
svg{vertical-align:middle}</style></head><body>
<h1>Release report</h1>
<p>k asked {{.K}}, reached {{.Risk.Smallest}}; algorithm {{.Algorithm}}; {{.Risk.Rows}} rows in {{.Risk.Classes}} classes, {{.Risk.Suppressed}} suppressed.</p>
<h2>Risk</h2><table><tr><th></th><th>before</th><th>after</th></tr>
<tr><td>highest risk of a row</td><td>{{num .Before.ProsecutorMax}}</td><td>{{num .Risk.ProsecutorMax}}</td></tr>
<tr><td>average risk, all rows linked</td><td>{{num .Before.ProsecutorAvg}}</td><td>{{num .Risk.ProsecutorAvg}}</td></tr>
<tr><td>unique rows</td><td>{{.Before.Uniques}}</td><td>{{.Risk.Uniques}}</td></tr>
<tr><td>rows in classes under k</td><td>{{pct .Before.AtRisk}}</td><td>{{pct .Risk.AtRisk}}</td></tr></table>
{{if .Risk.Models}}<h2>Models</h2><table><tr><th>model</th><th>worst class</th><th>reached</th><th>homogeneous rows</th></tr>
{{range .Risk.Models}}<tr><td>{{.Model}}</td><td>{{num .Worst}}</td><td>{{.Reached}}</td><td>{{.Homogeneous}}</td></tr>{{end}}</table>{{end}}
<h2>Attack</h2><p>Of {{.Attack.Persons}} persons, {{.Attack.SinglingOut}} were singled out; at least {{.Attack.Smallest}} rows fit each; a row was linked with chance {{num .Attack.Linkability}}.</p>
{{range .Attack.Inference}}<p>{{.Column}}: guessed right {{pct .Right}}, {{pct .Base}} without the release.</p>{{end}}
<h2>Loss</h2><p>{{pct .Loss.GCP}} of the information; median query error {{pct .QueryError}}.</p>
<table>{{range loss .}}<tr><td>{{.Label}}</td><td><svg width="300" height="14" role="img"><rect width="{{.Width}}%" height="14" fill="#36c"/></svg></td><td>{{.Value}}</td></tr>{{end}}</table>
<h2>Class sizes</h2>
<table>{{range sizes .}}<tr><td>{{.Label}}</td><td><svg width="300" height="14" role="img"><rect width="{{.Width}}%" height="14" fill="#c63"/></svg></td><td>{{.Value}}</td></tr>{{end}}</table>
<h2>Notes</h2><ul>{{range .Notes}}<li>{{.}}</li>{{end}}</ul></body></html>
`
