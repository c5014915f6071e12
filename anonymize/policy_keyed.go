package anonymize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/keys"
)

// taker reads an operator's parameters.
type taker func(known []string, set func(key string, v ast.Node) error) error

// keyedOperator makes an operator that works with keys; nil if there is none of that name.
func keyedOperator(name string, take taker) (Operator, error) {
	switch name {
	case "encrypt":
		o := Encrypt{}
		err := take([]string{"mode", "purpose"}, func(key string, v ast.Node) error {
			if key == "purpose" {
				return textInto(&o.Purpose, v)
			}
			mode := ""
			if err := textInto(&mode, v); err != nil {
				return err
			}
			if mode != "deterministic" && mode != "randomized" {
				return fail(v, "mode is deterministic or randomized")
			}
			o.Randomized = mode == "randomized"
			return nil
		})
		return o, err
	case "ff1":
		o := FF1{}
		err := take([]string{"alphabet", "checksum", "key", "purpose"}, func(key string, v ast.Node) error { return o.setParameter(key, v) })
		return o, err
	case "surrogate":
		o := Surrogate{}
		err := take([]string{"keep-culture", "keep-gender", "purpose"}, func(key string, v ast.Node) error {
			switch key {
			case "keep-culture":
				return boolInto(&o.KeepCulture, v)
			case "keep-gender":
				return boolInto(&o.KeepGender, v)
			}
			return textInto(&o.Purpose, v)
		})
		return o, err
	case "date-shift":
		o := DateShift{}
		err := take([]string{"days", "month-first", "purpose"}, func(key string, v ast.Node) (err error) {
			switch key {
			case "days":
				o.Days, err = number(v)
				return err
			case "month-first":
				return boolInto(&o.MonthFirst, v)
			}
			return textInto(&o.Purpose, v)
		})
		return o, err
	}
	return nil, nil
}

// setParameter sets one parameter from YAML.
func (o *FF1) setParameter(key string, v ast.Node) error {
	s := ""
	if err := textInto(&s, v); err != nil {
		return err
	}
	switch key {
	case "alphabet":
		o.Alphabet = s
		if known, ok := alphabets[s]; ok {
			o.Alphabet = known
		}
	case "checksum":
		sum, ok := parseChecksum(s)
		if !ok {
			return fail(v, "unknown checksum; known are %s", strings.Join(checksumNames, ", "))
		}
		o.Checksum = sum
	case "key":
		id, err := strconv.ParseUint(s, 16, 15)
		if err != nil || id == 0 {
			return fail(v, "key is four hexadecimal digits, as lethe keys list writes them")
		}
		o.Key = keys.ID(id)
	default:
		o.Purpose = s
	}
	return nil
}

func generalizeOperator(take taker) (Operator, error) {
	o := Generalize{}
	err := take([]string{"by", "level", "table", "words"}, func(key string, v ast.Node) (err error) {
		s := ""
		switch key {
		case "level":
			o.Level, err = number(v)
			return err
		case "words":
			return boolInto(&o.Words, v)
		}
		if err := textInto(&s, v); err != nil {
			return err
		}
		if o.Hierarchy != nil {
			return fail(v, "one of by and table is wanted")
		}
		switch {
		case key == "table":
			if o.Hierarchy, err = hierarchy.Read(strings.NewReader(s), 0, hierarchy.Options{}); err != nil {
				return fail(v, "table: %s", strings.TrimPrefix(err.Error(), "hierarchy: "))
			}
		case s == "places":
			o.Hierarchy = Places()
		case s == "job-fields":
			o.Hierarchy, o.Words = JobFields(), true
		default:
			return fail(v, "by is places or job-fields")
		}
		return nil
	})
	if o.Hierarchy == nil {
		o.Hierarchy = Places()
	}
	return o, err
}

func textInto(s *string, v ast.Node) (err error) {
	*s, err = text(v)
	return err
}

func boolInto(b *bool, v ast.Node) error {
	s, err := text(v)
	if err != nil {
		return err
	}
	if !slices.Contains([]string{"true", "false"}, s) {
		return fail(v, "true or false is wanted here")
	}
	*b = s == "true"
	return nil
}
