package anonymize

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"github.com/lethe-pii/lethe/anonymize/fpe"
	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/keys"
)

// parameters set an operator's parameters by name.
type parameters map[string]func(ast.Node) error

// into reads a parameter.
func into[T any](to *T, read func(ast.Node) (T, error)) func(ast.Node) error {
	return func(n ast.Node) (err error) {
		*to, err = read(n)
		return err
	}
}

// builtin begins an operator: made returns it once its parameters are set.
type builtin func() (known parameters, made func() Operator)

// of begins an operator of type T with the parameters that known gives it.
func of[T Operator](known func(*T) parameters) builtin {
	return func() (parameters, func() Operator) {
		o := new(T)
		return known(o), func() Operator { return *o }
	}
}

// bare begins an operator without parameters.
func bare(op Operator) builtin {
	return func() (parameters, func() Operator) { return nil, func() Operator { return op } }
}

// builtins are the operators that YAML knows, by name.
func builtins() map[string]builtin {
	return map[string]builtin{
		"label":  bare(Label{}),
		"number": bare(NumberedLabel{}),
		"remove": bare(Remove{}),
		"keep":   bare(Keep{}),
		"widen":  bare(Widen{}),
		"zip3":   bare(Zip3{}),
		"fixed":  of(func(o *Fixed) parameters { return parameters{"text": into(&o.Text, text)} }),
		"token": of(func(o *Token) parameters {
			return parameters{"daily": into(&o.Daily, boolean), "purpose": into(&o.Purpose, text)}
		}),
		"vault": of(func(o *Reversible) parameters { return parameters{"main-name": into(&o.MainName, boolean)} }),
		"card":  of(func(o *CardMask) parameters { return parameters{"eight-digit-issuers": into(&o.Eight, texts)} }),
		"mask": of(func(o *Mask) parameters {
			return parameters{"keep-first": into(&o.KeepFirst, number), "keep-last": into(&o.KeepLast, number), "char": into(&o.Char, character)}
		}),
		"year": of(func(o *Year) parameters { return parameters{"max-age": into(&o.MaxAge, number)} }),
		"age-band": of(func(o *AgeBand) parameters {
			return parameters{"width": into(&o.Width, number), "top": into(&o.Top, number)}
		}),
		"ip-prefix": of(func(o *IPPrefix) parameters { return parameters{"v4": into(&o.V4, number), "v6": into(&o.V6, number)} }),
		"round":     of(func(o *Round) parameters { return parameters{"to": into(&o.To, number)} }),
		"encrypt": of(func(o *Encrypt) parameters {
			return parameters{"mode": into(&o.Randomized, encryptMode), "purpose": into(&o.Purpose, text)}
		}),
		"ff1": of(func(o *FF1) parameters {
			return parameters{"alphabet": into(&o.Alphabet, alphabet), "checksum": into(&o.Checksum, checksum), "key": into(&o.Key, keyID),
				"purpose": into(&o.Purpose, text)}
		}),
		"surrogate": of(func(o *Surrogate) parameters {
			return parameters{"keep-culture": into(&o.KeepCulture, boolean), "keep-gender": into(&o.KeepGender, boolean), "purpose": into(&o.Purpose, text)}
		}),
		"date-shift": of(func(o *DateShift) parameters {
			return parameters{"days": into(&o.Days, number), "month-first": into(&o.MonthFirst, boolean), "purpose": into(&o.Purpose, text)}
		}),
		"generalize": generalizeBuiltin,
	}
}

func generalizeBuiltin() (parameters, func() Operator) {
	o := Generalize{}
	once := func(read func(ast.Node) error) func(ast.Node) error {
		return func(n ast.Node) error {
			if o.Hierarchy != nil {
				return fail(n, "one of by and table is wanted")
			}
			return read(n)
		}
	}
	return parameters{
			"level": into(&o.Level, number),
			"words": into(&o.Words, boolean),
			"table": once(into(&o.Hierarchy, hierarchyTable)),
			"by": once(func(n ast.Node) error {
				s, err := text(n)
				switch {
				case err != nil:
					return err
				case s == "places":
					o.Hierarchy = Places()
				case s == "job-fields":
					o.Hierarchy, o.Words = JobFields(), true
				default:
					return fail(n, "by is places or job-fields")
				}
				return nil
			}),
		}, func() Operator {
			if o.Hierarchy == nil {
				o.Hierarchy = Places()
			}
			return o
		}
}

func hierarchyTable(n ast.Node) (*hierarchy.Hierarchy, error) {
	s, err := text(n)
	if err != nil {
		return nil, err
	}
	h, err := hierarchy.Read(strings.NewReader(s), 0, hierarchy.Options{})
	if err != nil {
		return nil, fail(n, "table: %s", strings.TrimPrefix(err.Error(), "hierarchy: "))
	}
	return h, nil
}

func encryptMode(n ast.Node) (randomized bool, err error) {
	s, err := text(n)
	if err == nil && s != "deterministic" && s != "randomized" {
		err = fail(n, "mode is deterministic or randomized")
	}
	return s == "randomized", err
}

// alphabet reads the name of an alphabet, or its characters.
func alphabet(n ast.Node) (string, error) {
	s, err := text(n)
	if known, ok := alphabets[s]; ok {
		s = known
	}
	return s, err
}

func checksum(n ast.Node) (fpe.Checksum, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	i := slices.Index(checksumNames, s)
	if i < 0 {
		return 0, fail(n, "unknown checksum; known are %s", strings.Join(checksumNames, ", "))
	}
	return fpe.Checksum(i), nil
}

func keyID(n ast.Node) (keys.ID, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	id, err := strconv.ParseUint(s, 16, 15)
	if err != nil || id == 0 {
		return 0, fail(n, "key is four hexadecimal digits, as lethe keys list writes them")
	}
	return keys.ID(id), nil
}

func character(n ast.Node) (rune, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || size != len(s) {
		return 0, fail(n, "char is one character")
	}
	return r, nil
}

func boolean(n ast.Node) (bool, error) {
	s, err := text(n)
	if err == nil && s != "true" && s != "false" {
		err = fail(n, "true or false is wanted here")
	}
	return s == "true", err
}
