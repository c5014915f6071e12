package table

import (
	"errors"
	"fmt"
)

// Errors of releases that are looked at together.
var (
	// ErrRows: the earlier release has another number of rows or none of the quasi-identifiers.
	ErrRows = errors.New("tables do not have the same rows and quasi-identifiers")
	// ErrEarlier: the release and an earlier one have fewer than K persons in a class of both together.
	ErrEarlier = errors.New("too few persons share what this and the earlier release say together")
)

// joined is a table of the quasi-identifiers of two releases of the same rows, nil if they are not.
func joined(t, earlier *Table, quasi []string) (*Table, []string) {
	if t.Rows != earlier.Rows {
		return nil, nil
	}
	both := &Table{Rows: t.Rows}
	var names []string
	add := func(c *Column) {
		n := *c
		n.Name = fmt.Sprint(len(names))
		both.Columns, names = append(both.Columns, &n), append(names, n.Name)
	}
	for _, n := range quasi {
		add(t.Column(n))
	}
	for _, n := range quasi {
		if c := earlier.Column(n); c != nil {
			add(c)
		}
	}
	if len(names) == len(quasi) {
		return nil, nil
	}
	return both, names
}

// together refuses a result that has less than k with an earlier release.
func (r *Result) together(earlier *Table, k int) error {
	risk, err := measure(r.Table, r.Quasi, MeasureOptions{K: k, Earlier: earlier}, r.prob.who(r.Table.Rows))
	if err != nil {
		return err
	}
	if risk.Classes > 0 && risk.Smallest < k {
		return fmt.Errorf("table: %w: %d of %d", ErrEarlier, risk.Smallest, k)
	}
	return nil
}
