package anonymize

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// Generalize writes the label of a value in a hierarchy: a city's state, a job title's field. Case and outer blanks do not count. A
// value that is not in the hierarchy is looked up by its parts between commas ("Boston, MA") and, with Words, by its words from the last
// to the first ("senior software engineer"). What is not found, and a value whose label is the top's, gets its type's label. Its YAML name
// is "generalize", with "by" (places, the default, or job-fields) or "table" (rows of a value and its labels from fine to coarse, as
// package hierarchy reads them), "level" and "words".
type Generalize struct {
	Hierarchy *hierarchy.Hierarchy
	Level     int  // 1 is the first label above the value; 0 means 1
	Words     bool // look single words up
	index     map[string]int
	labels    map[string]bool
}

// Bind builds the index.
func (o Generalize) Bind(Env) (Operator, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o.index, o.labels = map[string]int{}, map[string]bool{}
	for i, v := range o.Hierarchy.Values() {
		k := strings.ToLower(strings.TrimSpace(v))
		if _, ok := o.index[k]; !ok {
			o.index[k] = i
		}
		o.labels[strings.ToLower(o.Hierarchy.Label(o.level(), i))] = true
	}
	return o, nil
}

func (o Generalize) level() int { return cmp.Or(o.Level, 1) }

// Append writes the label.
func (o Generalize) Append(dst []byte, v Value) ([]byte, error) {
	if o.index == nil {
		return dst, errors.New("anonymize: generalize: not bound to a hierarchy")
	}
	text := strings.TrimSpace(strings.ToLower(string(v.in.text)))
	if o.labels[text] && text != hierarchy.Top {
		return append(dst, v.in.text...), nil
	}
	keys := append([]string{text}, strings.Split(text, ",")...)
	if o.Words {
		words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
		for i := len(words) - 1; i >= 0; i-- {
			keys = append(keys, words[i])
		}
	}
	for _, k := range keys {
		i, ok := o.index[strings.TrimSpace(k)]
		if !ok {
			continue
		}
		if label := o.Hierarchy.Label(o.level(), i); label != hierarchy.Top {
			return append(dst, label...), nil
		}
	}
	return append(dst, v.Label...), nil
}

// Leaks says that the class shows.
func (Generalize) Leaks() Leaks {
	return Leaks{Class: "generalization", Equality: true, Idempotent: true}
}

// String describes the operator.
func (o Generalize) String() string {
	name := "table"
	switch o.Hierarchy {
	case nil:
	case Places():
		name = "places"
	case JobFields():
		name = "job-fields"
	}
	return fmt.Sprintf("generalize by=%s level=%d", name, o.level())
}

func (o Generalize) check() error {
	switch {
	case o.Hierarchy == nil:
		return errors.New("anonymize: generalize: no hierarchy given; name one with by or give a table")
	case o.Level < 0 || o.level() >= o.Hierarchy.Levels():
		return fmt.Errorf("anonymize: generalize: level is 1 to %d", o.Hierarchy.Levels()-1)
	}
	return nil
}

// Round rounds the number in a value to a multiple of To, half away from zero, and keeps what stands around it: "about $12,345.67" to
// the thousand is "about $12,000". Both decimal signs are understood. A value without a number, or with several, gets its label. Its
// YAML name is "round", with "to".
type Round struct{ To int } // 0 means 100

// Append rounds the number.
func (o Round) Append(dst []byte, v Value) ([]byte, error) {
	text := string(v.in.text)
	start := strings.IndexFunc(text, unicode.IsDigit)
	if start < 0 {
		return append(dst, v.Label...), nil
	}
	end := start
	for end < len(text) && (isDigit(text[end]) || strings.ContainsRune(".,'", rune(text[end])) && end+1 < len(text) && isDigit(text[end+1])) {
		end++
	}
	n, group, ok := amount(text[start:end])
	if !ok || strings.ContainsFunc(text[end:], unicode.IsDigit) {
		return append(dst, v.Label...), nil
	}
	to := float64(cmp.Or(o.To, 100))
	whole := strconv.FormatFloat(math.Round(n/to)*to, 'f', 0, 64)
	dst = append(dst, text[:start]...)
	for i := range len(whole) {
		if group != 0 && i > 0 && (len(whole)-i)%3 == 0 {
			dst = append(dst, group)
		}
		dst = append(dst, whole[i])
	}
	return append(dst, text[end:]...), nil
}

// amount reads a number with groups of thousands and a decimal sign. group is the sign between groups, 0 if there is none.
func amount(s string) (n float64, group byte, ok bool) {
	last := strings.LastIndexAny(s, ".,")
	for _, c := range []byte(".,'") {
		if k := strings.Count(s, string(c)); k > 1 || k == 1 && (c == '\'' || last > strings.IndexByte(s, c) || len(s)-last == 4) {
			group = c
			break
		}
	}
	plain := s
	if group != 0 {
		plain = strings.ReplaceAll(s, string(group), "")
	}
	n, err := strconv.ParseFloat(strings.Replace(plain, ",", ".", 1), 64)
	return n, group, err == nil && n < 1e15
}

// Leaks says that the rounded amount shows.
func (Round) Leaks() Leaks {
	return Leaks{Class: "generalization (rounding)", Equality: true, Format: true, Idempotent: true}
}

// String describes the operator.
func (o Round) String() string { return fmt.Sprintf("round to=%d", cmp.Or(o.To, 100)) }

func (o Round) check() error {
	if o.To < 0 || o.To > 1_000_000_000 {
		return errors.New("anonymize: round: to is 1 to 1000000000")
	}
	return nil
}
