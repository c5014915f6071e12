package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

type findCmd struct {
	fileFlags
	Person     string `required:"" placeholder:"FILE" help:"What the person is called, one value or alias a line: names, addresses, numbers, identifiers. A full name is found with surname first and with initials too; one name alone counts if it has a line of its own."`
	FailOnFind bool   `help:"Exit with 1 if anything was found."`
}

// personCount is one line of output: counts, never values.
type personCount struct {
	File    string      `json:"file"`
	Found   int         `json:"found"`             // an encoded value for each way of reading that shows it
	InName  int         `json:"in_name,omitempty"` // in the file's path
	Entries map[int]int `json:"entries"`           // by place in the list, from 1
}

// Run lists the files that hold a person's values, in any writing or encoding.
func (c *findCmd) Run(a *app) error {
	_, set, err := personValues(c.Person)
	if err != nil {
		return err
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	found := 0
	done, failed, holes, err := countEach(a, ins, errs, func(in batch.Input) (anonymize.ValueCounts, error, error) { return c.count(a, set, in) }, func(in batch.Input, counts anonymize.ValueCounts) error {
		counts.Add(anonymize.ValueCounts{}) // an empty map, not none
		line := personCount{File: in.Path, Found: counts.Total(), InName: set.Count([]byte(in.Rel)).Total(), Entries: counts.Entries}
		if line.Found+line.InName == 0 {
			return nil
		}
		found++
		return outputError(writeLine(a.out, line))
	})
	if err != nil {
		return err
	}
	if err := outcome(done, failed, holes); err != nil {
		return err
	}
	if c.FailOnFind && found > 0 {
		return &codeError{code: exitFound}
	}
	return nil
}

// count counts the values in a file's texts.
func (c *findCmd) count(a *app, set *anonymize.ValueSet, in batch.Input) (counts anonymize.ValueCounts, hole, err error) {
	src, err := c.open(a, in, false)
	if err != nil {
		return counts, nil, err
	}
	defer src.Close()
	return countTexts(c.content(in, src).Open(src, io.Discard), set)
}

// countTexts counts the values in the texts of a codec, which it closes. hole says what could not be looked through.
func countTexts(codec formats.Codec, set *anonymize.ValueSet) (counts anonymize.ValueCounts, hole, err error) {
	for {
		text, _, err := codec.Next()
		if errors.Is(err, io.EOF) {
			return counts, errors.Join(hole, unread(codec)), codec.Close()
		}
		if err != nil {
			_ = codec.Close()
			return counts, nil, err
		}
		found, err := set.CountDeep(text)
		counts.Add(found)
		hole = errors.Join(hole, err)
	}
}

// personOptions reads the list of --person for a Scanner, which then finds the values wherever they stand as they are written, and for a
// Redactor, which then replaces them alone.
func personOptions(path string) ([]pii.Option, anonymize.Option, error) {
	values, set, err := personValues(path)
	if err != nil {
		return nil, nil, err
	}
	byType := map[pii.Type][]string{}
	for _, v := range values {
		t := typeOfValue(v)
		byType[t] = append(append(byType[t], v), anonymize.NameForms(v)...)
	}
	var opts []pii.Option
	for _, t := range []pii.Type{pii.Person, pii.Email, pii.Phone, pii.ClientID} {
		if len(byType[t]) == 0 {
			continue
		}
		list, err := pii.NewList(pii.Folded, byType[t], t)
		if err != nil {
			return nil, nil, usage("--person: %w", err)
		}
		opts = append(opts, pii.WithDeny(list))
	}
	return opts, anonymize.WithOnly(set), nil
}

// personValues reads the list of --person, one value or alias a line. A line of several, as a roster has them, is refused: it would match
// nothing.
func personValues(path string) (values []string, set *anonymize.ValueSet, err error) {
	if values, err = load(path, readLines); err != nil {
		return nil, nil, err
	}
	for i, v := range values {
		if strings.Contains(v, ";") {
			return nil, nil, usage("%s: entry %d holds \";\"; a list of --person has one value or alias a line", path, i+1)
		}
	}
	if set, err = anonymize.NewValueSet(values); err != nil {
		return nil, nil, usage("%s: %w", path, err)
	}
	return values, set, nil
}

// readLines reads a list as anonymize.ReadValueSet does.
func readLines(r io.Reader) ([]string, error) {
	var out []string
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		if line := strings.TrimSpace(sc.Text()); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out, sc.Err()
}

// typeOfValue guesses what a value of a person is.
func typeOfValue(v string) pii.Type {
	letters, digits := 0, 0
	for _, r := range v {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	switch {
	case strings.Contains(v, "@") && letters > 0:
		return pii.Email
	case digits == 0:
		return pii.Person
	case letters == 0 && digits >= 7:
		return pii.Phone
	}
	return pii.ClientID
}
