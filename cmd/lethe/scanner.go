package main

import (
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/detectors/custom"
	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/pii"
)

// findFlags choose what is found.
type findFlags struct {
	Types    []string `sep:"," placeholder:"A,B" help:"Only these types and the types below them, or the types of a group such as special (see lethe types). Types from GENDER_IDENTITY on are looked for only if they are named here or by the policy."`
	MinScore score    `placeholder:"0.5" help:"Leave findings that score less alone, 0 to 1."`
	Lang     string   `placeholder:"en" help:"The texts' language. All languages are on in any case."`
	Region   string   `placeholder:"US" help:"Country of phone numbers without a country code, such as US or DE."`
	Kind     string   `placeholder:"KIND" help:"What the texts are, for special-category hints: auto, transcript, cv, note, prose, log or table; guessed if not given."`
	Hints    []string `sep:"none" placeholder:"FILE" help:"Terms and frames of your own for special-category hints, by language, in this YAML file."`
	Rules    []string `sep:"none" placeholder:"FILE" help:"Also find what the patterns in this YAML file match (docs/policies.md shows one)."`
	Deny     []string `sep:"none" placeholder:"[TYPE=]FILE" help:"Also find the values that this file lists, one a line, in any case; they are of TYPE, or CLIENT_ID."`
	Allow    []string `sep:"none" placeholder:"[TYPE=]FILE" help:"Leave alone the values that this file lists, one a line, in any case; with TYPE only those found as it."`

	Roster     []string `sep:"none" placeholder:"FILE" help:"Names of people you know, one person a line, other names behind ';': found in any case."`
	Fuzzy      bool     `help:"Find names of the roster also with one letter wrong."`
	Never      []string `sep:"none" placeholder:"FILE" help:"Words that are no people, one a line, such as your products."`
	NameRecall string   `enum:"balanced,high,highest" default:"balanced" help:"How many names to find at the price of false ones: ${enum}."`
	Deep       bool     `help:"Also look into Base64 and hexadecimal text; a finding there covers the whole of it."`

	named []pii.Type // by the policy
}

// named returns the types that rules of policies name.
func named(policies ...anonymize.Policy) (types []pii.Type) {
	for _, p := range policies {
		for _, r := range p.Rules {
			types = append(types, r.Types...)
		}
	}
	return types
}

// asks reports whether a flag or the policy names one of the types: some are looked for only then.
func (f findFlags) asks(types ...pii.Type) bool {
	return slices.ContainsFunc(types, func(t pii.Type) bool { return slices.Contains(f.named, t) || slices.Contains(f.Types, string(t)) })
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

// narrow reports whether some of what could be found is not looked for.
func (f findFlags) narrow() bool { return len(f.Types) > 0 || f.MinScore.set }

// only returns what --types names, with the types of groups.
func (f findFlags) only() (types []pii.Type) {
	for _, name := range f.Types {
		n := len(types)
		for _, t := range pii.Types() {
			if t.Group == name {
				types = append(types, t.Name)
			}
		}
		if len(types) == n {
			types = append(types, pii.Type(name))
		}
	}
	return types
}

// scanner makes the Scanner that the flags ask for. known tells the types that there are.
func (f findFlags) scanner(opts ...pii.Option) (s *pii.Scanner, known func(pii.Type) bool, err error) {
	ds, err := f.builtin()
	if err != nil {
		return nil, nil, err
	}
	if f.asks(special.TraitTypes...) {
		ds = append(ds, special.Traits())
	}
	for _, path := range f.Rules {
		own, err := load(path, custom.Load)
		if err != nil {
			return nil, nil, err
		}
		ds = append(ds, own...)
	}
	types := map[pii.Type]bool{}
	for _, d := range ds {
		for _, t := range d.Spec().Types {
			types[t] = true
		}
	}
	known = func(t pii.Type) bool {
		_, ok := t.Info()
		return ok || types[t]
	}
	only := f.only()
	for _, t := range only {
		if !known(t) {
			return nil, nil, usage("--types: %s; groups are %s", anonymize.UnknownType(string(t)), strings.Join(anonymize.Groups(), ", "))
		}
	}
	if len(only) > 0 {
		opts = append(opts, pii.WithTypes(only...))
	}
	if f.Deep {
		opts = append(opts, pii.WithDeep())
	}
	if f.MinScore.set {
		opts = append(opts, pii.WithThreshold(f.MinScore.value))
	}
	for _, l := range []struct {
		flag  string
		files []string
		with  func(*pii.List) pii.Option
	}{{"--deny", f.Deny, pii.WithDeny}, {"--allow", f.Allow, pii.WithAllow}} {
		for _, arg := range l.files {
			list, err := readList(l.flag, arg, known)
			if err != nil {
				return nil, nil, err
			}
			opts = append(opts, l.with(list))
		}
	}
	if f.Lang != "" && !slices.Contains(languages, f.Lang) {
		return nil, nil, usage("--lang %q is not known; languages are %s", f.Lang, strings.Join(languages, ", "))
	}
	if s, err = pii.NewScanner(ds, opts...); err != nil {
		return nil, nil, usage("%w", err)
	}
	return s, known, nil
}

// readList reads the list of an argument [TYPE=]FILE.
func readList(flag, arg string, known func(pii.Type) bool) (*pii.List, error) {
	var types []pii.Type
	name, path := listArg(arg)
	if name != "" {
		if !known(pii.Type(name)) {
			return nil, usage("%s: %s", flag, anonymize.UnknownType(name))
		}
		types = append(types, pii.Type(name))
	}
	return load(path, func(r io.Reader) (*pii.List, error) { return pii.ReadList(pii.Folded, r, types...) })
}

// listArg splits [TYPE=]FILE.
func listArg(arg string) (name, path string) {
	if name, path, ok := strings.Cut(arg, "="); ok && !strings.ContainsAny(name, "./") {
		return name, path
	}
	return "", arg
}

// load reads a file of settings.
func load[T any](path string, read func(io.Reader) (T, error)) (v T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return v, ioFailure(err)
	}
	defer f.Close()
	if v, err = read(f); err != nil {
		return v, usage("%s: %w", path, err)
	}
	return v, nil
}

// languages are those with tables of their own.
var languages = []string{"de", "en", "es", "fr", "it", "nl", "pl", "pt"}
