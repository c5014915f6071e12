// Package hintfile reads terms and frames of special-category hints from YAML, by language.
//
//	en:
//	  terms: {HEALTH: [varnholm fever, "grade * burnout"]}   # count with a person, a label or a note around them
//	  sure: {UNION: [my dockers card]}                       # frames that say it all
//	  never: [green party dress]                             # idioms, products, names
//	  person: [policyholder]                                 # whom a term may be about
//	  frame: [endures]                                       # between a person and a condition
//	  role: [whip]                                           # parts in an organisation
//	  general: [symposium]                                   # signs of general talk
//	de:
//	  terms: {HEALTH: [varnholmfieber]}
//
// "*" in a term is any one word.
package hintfile

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/goccy/go-yaml"

	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/pii"
)

// ErrFile is wrapped by every error of Read.
var ErrFile = errors.New("hintfile: bad file")

// MaxEntries is the most terms and words of one file, MaxBytes its largest size.
const (
	MaxEntries = 50_000
	MaxBytes   = 8 << 20
)

// Hints are terms and words of a user's own.
type Hints struct {
	Terms []special.Extra
	Words []special.Word
}

// Options returns the options for special.New.
func (h Hints) Options() []special.Option {
	return []special.Option{special.WithTerms(h.Terms...), special.WithWords(h.Words...)}
}

// language is what a file says about one language.
type language struct {
	Terms   map[string][]string `yaml:"terms"`
	Sure    map[string][]string `yaml:"sure"`
	Never   []string            `yaml:"never"`
	Person  []string            `yaml:"person"`
	Frame   []string            `yaml:"frame"`
	Role    []string            `yaml:"role"`
	General []string            `yaml:"general"`
}

// Read reads a file. With languages it takes only those; keys are ISO 639-1 codes, and "all" is always taken. Unknown fields, types that
// special does not know, and terms of more than eight words are errors, which give the place in the file or the language, never a term.
// Hits do not depend on the language of the text: a term is looked for everywhere.
func Read(r io.Reader, languages ...string) (Hints, error) {
	var h Hints
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return h, fmt.Errorf("%w: %w", ErrFile, err)
	}
	if len(data) > MaxBytes {
		return h, fmt.Errorf("%w: it has more than %d bytes", ErrFile, MaxBytes)
	}
	file := map[string]language{}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return h, fmt.Errorf("%w: %s", ErrFile, yaml.FormatError(err, false, false))
	}
	var codes []string
	for code := range file {
		if len(code) != 2 && code != "all" {
			return h, fmt.Errorf("%w: languages are two letters, or all", ErrFile)
		}
		if len(languages) == 0 || code == "all" || slices.Contains(languages, code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	for _, code := range codes {
		l := file[code]
		part := l.hints()
		if len(h.Terms)+len(h.Words)+len(part.Terms)+len(part.Words) > MaxEntries {
			return h, fmt.Errorf("%w: more than %d entries", ErrFile, MaxEntries)
		}
		if _, err := special.New(part.Options()...); err != nil {
			return h, fmt.Errorf("%w: language %s: %w", ErrFile, code, err)
		}
		h.Terms, h.Words = append(h.Terms, part.Terms...), append(h.Words, part.Words...)
	}
	return h, nil
}

// hints returns the entries of one language, in a fixed order.
func (l language) hints() (h Hints) {
	for _, sure := range []bool{false, true} {
		byType := l.Terms
		if sure {
			byType = l.Sure
		}
		var types []string
		for t := range byType {
			types = append(types, t)
		}
		slices.Sort(types)
		for _, t := range types {
			for _, text := range byType[t] {
				h.Terms = append(h.Terms, special.Extra{Type: pii.Type(t), Text: text, Sure: sure})
			}
		}
	}
	for _, text := range l.Never {
		h.Terms = append(h.Terms, special.Extra{Text: text, Never: true})
	}
	for _, c := range []struct {
		class special.Class
		words []string
	}{{special.Person, l.Person}, {special.Frame, l.Frame}, {special.Role, l.Role}, {special.General, l.General}} {
		for _, w := range c.words {
			h.Words = append(h.Words, special.Word{Text: w, Class: c.class})
		}
	}
	return h
}
