package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// ColumnSample is how many bytes of a table Columns needs to be given, of a format that gives its records one by one; of others it needs the whole file.
const ColumnSample = 1 << 20

// What tells the type of a column.
const (
	maxJudged  = 1000 // different values of a column that are looked at
	fewJudged  = 4    // less say nothing
	mostJudged = 0.6  // the share of the values that are of the type
	wholeValue = 0.8  // the share of a value that a finding must cover
)

// Tabular reports whether the format has columns or members that Columns can judge.
func (f Format) Tabular() bool {
	return slices.Contains([]string{"csv", "tsv", "xlsx", "json", "jsonl", "sql"}, f.Name)
}

// Columns judges the columns of a table, or the members of JSON, by their first values: where find finds one type in most of the different values of a
// column, each as a whole, the field says that all of them are of it. Only types that name or reach a person count, so no dates, amounts or
// special categories. Fields come in the order in which their columns do; WithFields takes them. A column without a name is told by its number, in tables
// whose columns have no names at all; others are left out. r may end anywhere.
func (f Format) Columns(r io.Reader, find func(text []byte, marks []pii.Mark) []pii.Finding) ([]Field, error) {
	if !f.Tabular() {
		return nil, nil
	}
	c := f.Open(r, io.Discard)
	j := columnJudge{byName: map[string]*columnVotes{}, find: find, numbered: f.Name == "csv" || f.Name == "tsv"}
	for {
		text, marks, err := c.Next()
		if errors.Is(err, io.EOF) {
			return j.fields(), nil
		}
		if err != nil {
			return nil, err
		}
		j.document(text, marks)
	}
}

// columnVotes counts what the values of a column are.
type columnVotes struct {
	name   string
	values map[string]bool
	types  map[pii.Type]int
}

type columnJudge struct {
	byName   map[string]*columnVotes
	order    []*columnVotes
	find     func([]byte, []pii.Mark) []pii.Finding
	numbered bool // a document is a row, and the first may hold the names
	bare     bool // it does not
	begun    bool
}

// document takes the values of a record.
func (j *columnJudge) document(text []byte, marks []pii.Mark) {
	found := j.find(text, marks)
	if !j.begun && j.numbered {
		j.begun, j.bare = true, HoldsData(found)
		if !j.bare {
			return
		}
	}
	column := 0
	for i, m := range marks {
		if m.Kind != pii.MarkCell && m.Kind != pii.MarkField {
			continue
		}
		column++
		name := strings.TrimSpace(m.Label)
		if j.bare {
			name = fmt.Sprint("#", column)
		}
		if name == "" || !j.bare && (name[0] == '#' || name[0] == '$') {
			continue
		}
		end := int64(len(text))
		if i+1 < len(marks) {
			end = marks[i+1].At
		}
		value := bytes.TrimSpace(text[m.At:end])
		for len(found) > 0 && found[0].End <= m.At {
			found = found[1:]
		}
		j.vote(name, value, found, end)
	}
}

// vote counts a value of a column; found begins with what was found in it.
func (j *columnJudge) vote(name string, value []byte, found []pii.Finding, end int64) {
	key := strings.ToLower(name)
	v := j.byName[key]
	if v == nil {
		if len(j.order) == maxNames {
			return
		}
		v = &columnVotes{name: name, values: map[string]bool{}, types: map[pii.Type]int{}}
		j.byName[key] = v
		j.order = append(j.order, v)
	}
	known := string(value[:min(len(value), maxHeader)])
	if len(value) == 0 || len(v.values) == maxJudged || v.values[known] {
		return
	}
	v.values[known] = true
	covered := map[pii.Type]int64{}
	for _, f := range found {
		if f.Start >= end {
			break
		}
		covered[f.Type] += min(f.End, end) - f.Start
	}
	for t, n := range covered {
		if float64(n) >= wholeValue*float64(len(value)) && reaches(t) {
			v.types[t]++
		}
	}
}

// reaches reports whether values of a type name or reach a person.
func reaches(t pii.Type) bool {
	info, ok := t.Info()
	return ok && info.Group != "special" && info.Group != "time" && info.Sensitivity > pii.Low
}

func (j *columnJudge) fields() []Field {
	var out []Field
	for _, v := range j.order {
		for t, n := range v.types {
			if len(v.values) >= fewJudged && float64(n) >= mostJudged*float64(len(v.values)) {
				out = append(out, Field{Name: v.name, Type: t})
				break // no other reaches the share: a value is of one type
			}
		}
	}
	return out
}
