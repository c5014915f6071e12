package table

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes the figures as indented JSON.
func (r *Risk) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// WriteText writes the figures for a terminal.
func (r *Risk) WriteText(w io.Writer) error {
	var b []byte
	add := func(f string, a ...any) { b = fmt.Appendf(b, f+"\n", a...) }
	add("rows %d, suppressed %d, classes %d", r.Rows, r.Suppressed, r.Classes)
	add("k %d, unique rows %d, rows in smaller classes than asked %.2f %%", r.Smallest, r.Uniques, 100*r.AtRisk)
	add("prosecutor risk: highest %.4f, average %.4f", r.ProsecutorMax, r.ProsecutorAvg)
	add("marketer risk: %.4f", r.Marketer)
	if r.JournalistMax > 0 {
		add("journalist risk: highest %.4f, average %.4f", r.JournalistMax, r.JournalistAvg)
	}
	for _, m := range r.Models {
		add("%s: worst %.4f, rows in homogeneous classes %d", m.Model, m.Worst, m.Homogeneous)
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}
