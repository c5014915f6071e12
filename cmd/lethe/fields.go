package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

// fieldFlags say what columns and JSON members hold.
type fieldFlags struct {
	Field   []string `sep:"none" placeholder:"NAME=TYPE" help:"What a column, key or JSON path holds: email=EMAIL, '$.user.id=CLIENT_ID', '#3=PERSON', notes=keep (leave alone). Repeatable; a policy's fields come after."`
	Columns bool     `help:"Judge columns of CSV, XLSX and SQL and members of JSON as a whole, by the first of their values: where most are names, all are. Reads up to 1 MiB of the file first, all of JSON and XLSX."`
}

// judged returns the format with the fields that its columns are, and src with what was read of it put back.
func (c fieldFlags) judged(f formats.Format, src io.Reader, s *pii.Scanner) (formats.Format, io.Reader, error) {
	if !c.Columns || !f.Tabular() {
		return f, src, nil
	}
	limit := int64(formats.ColumnSample)
	if !f.Stream {
		limit = formats.MaxFile + 1 // what is more is refused
	}
	head, err := io.ReadAll(io.LimitReader(src, limit))
	if err != nil {
		return f, nil, err
	}
	sample := head
	if k := bytes.LastIndexByte(head, '\n'); f.Stream && k >= 0 {
		sample = head[:k+1]
	}
	fields, err := f.Columns(bytes.NewReader(sample), func(text []byte, marks []pii.Mark) []pii.Finding { return s.Document(nil, text, marks...) })
	if err != nil {
		return f, nil, err
	}
	f, err = f.WithFields(fields...)
	return f, io.MultiReader(bytes.NewReader(head), src), err
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
