package table

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
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
	if _, err := io.WriteString(w, strings.Join(r.told(), "\n")+"\n"); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// told is the figures line by line.
func (r *Risk) told() (lines []string) {
	add := func(f string, a ...any) { lines = append(lines, fmt.Sprintf(f, a...)) }
	add("rows %d, persons %d, suppressed rows %d, classes %d", r.Rows, r.Persons, r.Suppressed, r.Classes)
	add("k %d, unique persons %d, persons in smaller classes than asked %.2f %%", r.Smallest, r.Uniques, 100*r.AtRisk)
	add("prosecutor risk: highest %.4f, average %.4f", r.ProsecutorMax, r.ProsecutorAvg)
	if r.JournalistMax > 0 {
		add("journalist risk: highest %.4f, average %.4f", r.JournalistMax, r.JournalistAvg)
		add("population: at least %d persons share a class's labels, %.4f to %.4f of them are in the table", r.KMap, r.PresenceMin, r.PresenceMax)
	}
	add("marketer risk: %.4f", r.Marketer)
	if p := r.Population; p != nil {
		add("unique in a population of %d: %.4f of the persons (Pitman %.4f, Zayatz %.4f)", p.Size, p.Unique, p.Pitman, p.Zayatz)
	}
	share := 0.0
	if r.Persons > 0 {
		share = float64(r.Uniques) / float64(r.Persons)
	}
	add("singling out: %.2f %% of persons are alone in a class", 100*share)
	add("linkability: a person is linked to the right row with chance %.4f", r.ProsecutorAvg)
	for _, i := range r.Inference {
		add("inference: %s is guessed right for %.2f %% of rows, %.2f %% without the quasi-identifiers", i.Column, 100*i.Right, 100*i.Base)
	}
	for _, m := range r.Models {
		add("%s: worst %.4f, rows in homogeneous classes %d", m.Model, m.Worst, m.Homogeneous)
	}
	if a := r.Attack; a != nil {
		add("attack: of %d persons of the original %d are left with one row; at least %d fit each, the right one is picked with chance %.4f; no row fits %d",
			a.Persons, a.SinglingOut, a.Smallest, a.Linkability, a.Missed)
		for _, i := range a.Inference {
			add("attack: %s is guessed right for %.2f %%, %.2f %% by the most frequent value alone", i.Column, 100*i.Right, 100*i.Base)
		}
	}
	return lines
}
