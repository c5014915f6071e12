package main

import (
	"slices"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

// findFlags choose what is found.
type findFlags struct {
	Types    []string `sep:"," placeholder:"A,B" help:"Only these types and the types below them (see lethe types)."`
	MinScore float32  `default:"-1" placeholder:"0.5" help:"Leave findings that score less alone, 0 to 1."`
	Lang     string   `placeholder:"en" help:"The texts' language. All languages are on in any case."`
	Region   string   `placeholder:"US" help:"Country of phone numbers without a country code, such as US or DE."`
}

// scanner makes the Scanner that the flags ask for.
func (f findFlags) scanner(opts ...pii.Option) (*pii.Scanner, error) {
	ds, err := builtin(f.Region)
	if err != nil {
		return nil, err
	}
	known := map[pii.Type]bool{}
	for _, d := range ds {
		for _, t := range d.Spec().Types {
			known[t] = true
		}
	}
	var only []pii.Type
	for _, name := range f.Types {
		t := pii.Type(name)
		if _, ok := t.Info(); !ok && !known[t] {
			return nil, usage("--types: %s", anonymize.UnknownType(name))
		}
		only = append(only, t)
	}
	if len(only) > 0 {
		opts = append(opts, pii.WithTypes(only...))
	}
	if f.MinScore >= 0 {
		if f.MinScore > 1 {
			return nil, usage("--min-score is 0 to 1")
		}
		opts = append(opts, pii.WithThreshold(f.MinScore))
	}
	if f.Lang != "" && !slices.Contains(languages, f.Lang) {
		return nil, usage("--lang %q is not known; languages are %v", f.Lang, languages)
	}
	s, err := pii.NewScanner(ds, opts...)
	if err != nil {
		return nil, usage("%w", err)
	}
	return s, nil
}

// languages are those with tables of their own.
var languages = []string{"de", "en", "es", "fr", "it", "nl", "pl", "pt"}
