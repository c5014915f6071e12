package table

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
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
	if err := page.Execute(w, data); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
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
		if i == steps {
			label = fmt.Sprintf("%d and more", steps*k)
		}
		out = append(out, bar{label, fmt.Sprintf("%.1f → %.1f %%", before[i], after[i]), after[i], before[i]})
	}
	return out
}
