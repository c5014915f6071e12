package main

import (
	"strings"

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
		f := formats.Field{Name: s[:i], Type: pii.Type(s[i+1:])}
		switch {
		case f.Type == "keep":
			f.Type = ""
		case !known(f.Type):
			return nil, usage("--field: %s", anonymize.UnknownType(string(f.Type)))
		}
		out = append(out, f)
	}
	for _, f := range p.Fields {
		out = append(out, formats.Field(f))
	}
	if _, err := formats.Text().WithFields(out...); err != nil {
		return nil, usage("%w", err)
	}
	return out, nil
}
