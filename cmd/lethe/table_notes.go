package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/internal/spoken"
	"github.com/lethe-pii/lethe/pii"
)

// noteTypes are what notes tell, by column.
var noteTypes = map[string][]pii.Type{
	"age": {pii.Age}, "place": {pii.Location}, "job": {pii.JobTitle}, "employer": {pii.Org}, "education": {pii.Education},
	"date": {pii.Date, pii.DateTime},
}

// unlisted is a value that no hierarchy lists.
const unlisted = "\x00"

// noteReader finds what notes tell, and takes out what else is found.
type noteReader struct {
	scanner  *pii.Scanner
	redactor *anonymize.Redactor
	column   map[pii.Type]string
	words    map[string]listed // values of hierarchies, folded
	longest  int               // words of a value
	known    map[string]note   // by text
	spelled  map[listed]string // by column and folded value, where there is no hierarchy: the first spelling
}

type listed struct{ column, value string }

type note struct {
	text     string
	mentions []table.Mention
}

func newNoteReader(find []string) (*noteReader, error) {
	r := &noteReader{column: map[pii.Type]string{}, words: map[string]listed{}, known: map[string]note{}, spelled: map[listed]string{}}
	keep := []pii.Type{pii.Time}
	for _, c := range find {
		types, ok := noteTypes[c]
		if !ok {
			return nil, usage("--find %q is not known; known are %s", c, strings.Join(slices.Sorted(maps.Keys(noteTypes)), ", "))
		}
		for _, t := range types {
			r.column[t] = c
			keep = append(keep, t)
		}
	}
	var err error
	if r.scanner, err = pii.NewScanner(detectors.Default()); err != nil {
		return nil, err
	}
	policy := anonymize.Policy{Name: "notes", Rules: []anonymize.Rule{{Types: keep, Do: anonymize.Keep{}}}}
	if r.redactor, err = anonymize.NewRedactor(r.scanner, policy); err != nil {
		return nil, err
	}
	return r, nil
}

// columns are those that are looked for.
func (r *noteReader) columns() []string {
	return slices.Compact(slices.Sorted(maps.Values(r.column)))
}

// prepare reads all notes and builds the hierarchies that are missing from what they tell.
func (r *noteReader) prepare(t *table.Table, at map[string]table.Attribute) error {
	for _, c := range r.columns() {
		if h := at[c].Hierarchy; h != nil {
			for _, v := range h.Values() {
				if _, number := hierarchy.Number(v); number || v == "" {
					continue
				}
				key, n := folded(v)
				r.words[key] = listed{c, v}
				r.longest = max(r.longest, n)
			}
		}
	}
	told := map[string][]string{}
	for _, c := range t.Columns { // columns before notes: their spelling counts
		if at[c.Name].Role == table.Quasi {
			told[c.Name] = append(told[c.Name], c.Values...)
			for _, v := range c.Values {
				r.spelled[listed{c.Name, strings.ToLower(v)}] = v
			}
		}
	}
	for _, c := range t.Columns {
		if at[c.Name].Role != table.FreeText {
			continue
		}
		for _, v := range c.Values {
			n, err := r.find(v)
			if err != nil { // the cause may hold text
				return ioFailure(&table.Error{Column: c.Name, Err: table.ErrRewrite})
			}
			r.known[v] = n
			for _, m := range n.mentions {
				if m.Value != unlisted {
					told[m.Column] = append(told[m.Column], m.Value)
				}
			}
		}
	}
	for _, c := range r.columns() {
		x := at[c]
		if x.Hierarchy != nil {
			continue
		}
		var err error
		if x.Hierarchy, err = noteHierarchy(c, told[c]); err != nil {
			return usage("column %q: %w", c, err)
		}
		at[c] = x
	}
	return nil
}

// noteHierarchy is intervals for ages, days to years for dates, and all or nothing for words.
func noteHierarchy(column string, values []string) (*hierarchy.Hierarchy, error) {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	slices.Sort(values)
	values = slices.Compact(values)
	switch {
	case column == "age":
		for age := range 120 {
			values = append(values, strconv.Itoa(age))
		}
		slices.Sort(values)
		return hierarchy.Intervals(slices.Compact(values), hierarchy.IntervalSpec{Widths: []float64{5, 10, 20, 40}})
	case column == "date" && len(values) > 0:
		return hierarchy.Dates(values, time.DateOnly)
	}
	rows := [][]string{{"", hierarchy.Top}}
	for _, v := range values {
		rows = append(rows, []string{v, hierarchy.Top})
	}
	return hierarchy.New(rows, hierarchy.Options{})
}

// read is a [table.ReadNote].
func (r *noteReader) read(text string) (string, []table.Mention, error) {
	n := r.known[text]
	return n.text, n.mentions, nil
}

// find reads one note.
func (r *noteReader) find(text string) (note, error) {
	res, err := r.redactor.Redact([]byte(text))
	if err != nil {
		return note{}, err
	}
	var ms []table.Mention
	for _, f := range r.scanner.Document(nil, []byte(text)) {
		if c, ok := r.column[f.Type]; ok && f.Kind == pii.Whole {
			ms = append(ms, r.mention(c, text, int(f.Start), int(f.End)))
		}
	}
	ms = append(ms, r.listed(text)...)
	if r.column[pii.Age] != "" {
		ms = append(ms, terseAges(text)...)
	}
	// the longer of two that overlap; a hierarchy's own word beside a finding of the same place comes later and is dropped
	slices.SortStableFunc(ms, func(a, b table.Mention) int { return (b.End - b.Start) - (a.End - a.Start) })
	var kept []table.Mention
	for _, m := range ms {
		if slices.ContainsFunc(kept, func(k table.Mention) bool { return m.Start < k.End && k.Start < m.End }) {
			continue
		}
		kept = append(kept, m)
	}
	n := note{text: string(res.Text)}
	for _, m := range kept {
		start, in := res.Map.Redacted(int64(m.Start))
		end, last := res.Map.Redacted(int64(m.End - 1))
		if in || last { // gone already
			continue
		}
		m.Start, m.End = int(start), int(end)+1
		n.mentions = append(n.mentions, m)
	}
	return n, nil
}

// mention is a finding as the value that a hierarchy lists.
func (r *noteReader) mention(column, text string, start, end int) table.Mention {
	m := table.Mention{Start: start, End: end, Column: column, Value: unlisted}
	v := text[start:end]
	switch column {
	case "age":
		i := strings.IndexAny(v, "0123456789")
		if i < 0 {
			m.Value = spokenAge(v)
			return m
		}
		n := i
		for n < len(v) && v[n] >= '0' && v[n] <= '9' {
			n++
		}
		if !strings.ContainsAny(v[n:], "0123456789") && !strings.ContainsAny(v[n:], "½¼¾") { // else a range or an age in months
			m.Start, m.End, m.Value = start+i, start+n, strings.TrimLeft(v[i:n-1], "0")+v[n-1:n]
		}
		if low := strings.ToLower(v); strings.Contains(low, "month") || strings.Contains(low, "week") || strings.Contains(low, "day") {
			m = table.Mention{Start: start, End: end, Column: column, Value: "0"}
		}
	case "date":
		m.Value = isoDate(v)
	default:
		key, _ := folded(v)
		if w, ok := r.words[key]; ok && w.column == column {
			m.Value = w.value
		} else if len(r.words) == 0 || !r.lists(column) {
			m.Value = r.spelling(column, v)
		}
	}
	return m
}

// spelling makes one value of the spellings of a word.
func (r *noteReader) spelling(column, v string) string {
	key, _ := folded(v)
	first, ok := r.spelled[listed{column, key}]
	if !ok {
		first = strings.Join(strings.Fields(v), " ")
		r.spelled[listed{column, key}] = first
	}
	return first
}

// lists reports whether a hierarchy of words was given for a column.
func (r *noteReader) lists(column string) bool {
	for _, w := range r.words {
		if w.column == column {
			return true
		}
	}
	return false
}

func spokenAge(v string) string {
	b := []byte(v)
	ts := lex.AppendTokens(nil, b, lex.NewTable("").Append(nil, b), 0)
	for i := range ts {
		if n, end := spoken.Cardinal(b, ts, i); end > i && n >= 0 && n < 120 {
			return strconv.Itoa(n)
		}
	}
	return unlisted
}

func isoDate(v string) string {
	v = strings.Join(strings.Fields(strings.NewReplacer(",", " ", "st ", " ", "nd ", " ", "rd ", " ", "th ", " ").Replace(v+" ")), " ")
	for _, layout := range []string{time.DateOnly, "2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006", "2.1.2006", "2/1/2006", "2-1-2006"} {
		if d, err := time.Parse(layout, v); err == nil {
			return d.Format(time.DateOnly)
		}
	}
	return unlisted
}

// folded is a value in small letters with single blanks, and how many words it has.
func folded(v string) (string, int) {
	f := strings.Fields(strings.ToLower(v))
	return strings.Join(f, " "), len(f)
}

// listed finds the values of hierarchies as whole words.
func (r *noteReader) listed(text string) []table.Mention {
	if len(r.words) == 0 {
		return nil
	}
	var starts, ends []int
	in := false
	for i, c := range text {
		word := unicode.IsLetter(c) || unicode.IsDigit(c) || c == '\'' || c == '’' || c == '-'
		switch {
		case word && !in:
			starts = append(starts, i)
		case !word && in:
			ends = append(ends, i)
		}
		in = word
	}
	if in {
		ends = append(ends, len(text))
	}
	var out []table.Mention
	for i := 0; i < len(starts); i++ {
		for n := min(r.longest, len(starts)-i); n > 0; n-- {
			key, _ := folded(text[starts[i]:ends[i+n-1]])
			if w, ok := r.words[key]; ok {
				out = append(out, table.Mention{Start: starts[i], End: ends[i+n-1], Column: w.column, Value: w.value})
				i += n - 1
				break
			}
		}
	}
	return out
}
