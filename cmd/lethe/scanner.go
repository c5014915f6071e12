package main

import (
	"errors"
	"slices"
	"strconv"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

// findFlags choose what is found.
type findFlags struct {
	Types    []string `sep:"," placeholder:"A,B" help:"Only these types and the types below them (see lethe types)."`
	MinScore score    `placeholder:"0.5" help:"Leave findings that score less alone, 0 to 1."`
	Lang     string   `placeholder:"en" help:"The texts' language. All languages are on in any case."`
	Region   string   `placeholder:"US" help:"Country of phone numbers without a country code, such as US or DE."`
}

// score is a least score; the zero value is none.
type score struct {
	set   bool
	value float32
}

// UnmarshalText reads a number from 0 to 1.
func (s *score) UnmarshalText(b []byte) error {
	v, err := strconv.ParseFloat(string(b), 32)
	if err != nil || !(v >= 0 && v <= 1) { // NaN is neither
		return errors.New("must be a number, 0 to 1")
	}
	*s = score{true, float32(v)}
	return nil
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
	if f.MinScore.set {
		opts = append(opts, pii.WithThreshold(f.MinScore.value))
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
