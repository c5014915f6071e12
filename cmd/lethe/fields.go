package main

import (
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

// fieldFlags say what columns and JSON members hold.
type fieldFlags struct {
	Field []string `sep:"none" placeholder:"NAME=TYPE" help:"What a column, key or JSON path holds: email=EMAIL, '$.user.id=CLIENT_ID', '#3=PERSON', notes=keep (leave alone). Repeatable; a policy's fields come after."`
}

// fields joins the flags' fields and the policy's and checks them.
func (c fieldFlags) fields(p anonymize.Policy, known func(pii.Type) bool) ([]formats.Field, error) {
	var out []formats.Field
	for _, s := range c.Field {
		i := strings.LastIndexByte(s, '=')
		if i <= 0 {
			return nil, usage("--field %q is not of the form NAME=TYPE", s)
		}
		f := formats.Field{Name: s[:i], Type: pii.Type(s[i+1:]), Met: new(atomic.Bool)}
		switch {
		case f.Type == "keep":
			f.Type = ""
		case !known(f.Type):
			return nil, usage("--field: %s", anonymize.UnknownType(string(f.Type)))
		}
		out = append(out, f)
	}
	for _, f := range p.Fields {
		out = append(out, formats.Field{Name: f.Name, Type: f.Type})
	}
	if _, err := formats.Text().WithFields(out...); err != nil {
		return nil, usage("%w", err)
	}
	return out, nil
}

// missed complains of the fields of flags that no file had: it may be a slip in a name, or files that have other fields.
func missed(a *app, fields []formats.Field) {
	for _, f := range fields {
		if f.Met != nil && !f.Met.Load() {
			a.complain(fmt.Errorf("--field %s: no file has such a column, key or path", f.Name))
		}
	}
}
