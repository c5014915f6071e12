package table

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/goccy/go-yaml"
)

// ColumnRole is what a file of roles says of a column.
type ColumnRole struct {
	Role        Role   `yaml:"role"`
	Hierarchy   string `yaml:"hierarchy,omitempty"`   // name of a file; quasi-identifiers only
	Categorical bool   `yaml:"categorical,omitempty"` // numbers are codes; quasi-identifiers only
}

// RolesError is a mistake in a file of roles, with its place (from 1).
type RolesError struct {
	Line, Column int
	Message      string
}

func (e *RolesError) Error() string {
	return fmt.Sprintf("table: roles line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// ReadRoles reads roles in YAML:
//
//	columns:
//	  age: {role: quasi, hierarchy: age.csv}
//	  zip: {role: quasi, categorical: true}
//	  diagnosis: {role: sensitive}
//
// Keys and roles that are unknown are a [*RolesError]. The input is at most 1 MiB.
func ReadRoles(r io.Reader) (map[string]ColumnRole, error) {
	b, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("table: roles: %w", err)
	}
	var f struct {
		Columns map[string]ColumnRole `yaml:"columns"`
	}
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		e := &RolesError{1, 1, "no valid YAML"}
		var y yaml.Error
		if errors.As(err, &y) {
			e.Message = y.GetMessage()
			if t := y.GetToken(); t != nil && t.Position != nil {
				e.Line, e.Column = t.Position.Line, t.Position.Column
			}
		}
		return nil, e
	}
	known := []Role{Identifier, Quasi, Sensitive, Insensitive, FreeText, Subject}
	for name, c := range f.Columns {
		switch {
		case !slices.Contains(known, c.Role):
			return nil, &RolesError{1, 1, fmt.Sprintf("column %q: role must be one of %v", name, known)}
		case c.Role != Quasi && (c.Hierarchy != "" || c.Categorical):
			return nil, &RolesError{1, 1, fmt.Sprintf("column %q: only a quasi-identifier has a hierarchy", name)}
		}
	}
	return f.Columns, nil
}

// WriteRoles writes proposals as [ReadRoles] reads them, with their reasons as comments.
func WriteRoles(w io.Writer, ps []Proposal) error {
	b := []byte("columns:\n")
	for _, p := range ps {
		name, err := yaml.Marshal(p.Column)
		if err != nil {
			return fmt.Errorf("table: %w", err)
		}
		b = fmt.Appendf(b, "  %s: {role: %s} # %d values; %s\n", name[:len(name)-1], p.Role, p.Distinct, p.Reason)
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}
