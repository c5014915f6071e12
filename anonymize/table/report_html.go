package table

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed report.html
var pageText string

// WriteHTML writes one page without scripts or outside resources.
func (rep *Report) WriteHTML(w io.Writer) error {
	page, err := template.New("report").Parse(pageText)
	if err != nil {
		return fmt.Errorf("table: %w", err)
	}
	loss, sizes := rep.lossBars(), rep.sizeBars()
	data := struct {
		*Report
		Lines       []line
		Questions   [][2]string
		Bars, Sizes []bar
		Released    string
	}{rep, rep.lines(), rep.questions(), loss, sizes,
		fmt.Sprintf("%.2f %%", 100*float64(rep.Risk.Rows-rep.Risk.Suppressed)/float64(max(1, rep.Risk.Rows)))}
	if err := page.ExecuteTemplate(w, "release", data); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// WriteHTML writes one page without scripts or outside resources. quasi are the columns that were measured, asked
// the class size below which persons count as at risk.
func (r *Risk) WriteHTML(w io.Writer, quasi []string, asked int) error {
	page, err := template.New("report").Parse(pageText)
	if err != nil {
		return fmt.Errorf("table: %w", err)
	}
	data := struct {
		*Risk
		Quasi []string
		Asked int
		Share string
		Bars  []bar
		Lines [][2]string
	}{r, quasi, asked, fmt.Sprintf("%.1f %%", 100*r.AtRisk), r.bars(), nil}
	for _, l := range r.told() {
		if name, value, ok := strings.Cut(l, ": "); ok {
			data.Lines = append(data.Lines, [2]string{name, value})
		}
	}
	if err := page.ExecuteTemplate(w, "risk", data); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// bars is the share of persons by the size of their class.
func (r *Risk) bars() []bar {
	steps := []int{1, 2, 3, 5, 10, 20, 50, 100, 1000}
	share, all := make([]float64, len(steps)), 0.0
	for _, s := range r.Sizes {
		n := float64(s.Size) * float64(s.Classes)
		i := len(steps) - 1
		for steps[i] > s.Size {
			i--
		}
		share[i] += n
		all += n
	}
	var out []bar
	for i, n := range share {
		label := fmt.Sprintf("%d and more", steps[i])
		if i+1 < len(steps) {
			if label = fmt.Sprint(steps[i]); steps[i+1]-1 > steps[i] {
				label = fmt.Sprintf("%d–%d", steps[i], steps[i+1]-1)
			}
		}
		p := 100 * n / max(1, all)
		out = append(out, bar{Label: label, Value: fmt.Sprintf("%.1f %%", p), Width: p})
	}
	return out
}

// bar is one bar of a chart: before and after, or after alone.
type bar struct {
	Label         string
	Value         string
	Width, Before float64 // percent
}

func (rep *Report) lossBars() []bar {
	var out []bar
	for _, c := range rep.Loss.Columns {
		out = append(out, bar{Label: c.Column, Value: fmt.Sprintf("%.1f %%", 100*c.Loss), Width: 100 * c.Loss})
	}
	return out
}

// sizeBars is the share of persons by the size of their class, in steps of k, before and after.
func (rep *Report) sizeBars() []bar {
	const steps = 8
	k := max(1, rep.K)
	share := func(r *Risk) (out [steps + 1]float64) {
		all := 0.0
		for _, s := range r.Sizes {
			n := float64(s.Size) * float64(s.Classes)
			out[min(s.Size/k, steps)] += n
			all += n
		}
		for i := range out {
			out[i] *= 100 / max(1, all)
		}
		return out
	}
	before, after := share(rep.Before), share(rep.Risk)
	last := steps
	for last > 0 && before[last]+after[last] == 0 {
		last--
	}
	var out []bar
	for i := range last + 1 {
		label := fmt.Sprintf("%d–%d", max(1, i*k), (i+1)*k-1)
		if max(1, i*k) == (i+1)*k-1 {
			label = fmt.Sprint((i+1)*k - 1)
		}
		if i == steps {
			label = fmt.Sprintf("%d and more", steps*k)
		}
		out = append(out, bar{label, fmt.Sprintf("%.1f → %.1f %%", before[i], after[i]), after[i], before[i]})
	}
	return out
}
