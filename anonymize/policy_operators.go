package anonymize

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"github.com/lethe-pii/lethe/pii"
)

// OperatorNames returns the names of the operators that YAML policies know, sorted.
func OperatorNames() []string {
	return []string{"age-band", "card", "date-shift", "encrypt", "ff1", "fixed", "generalize", "ip-prefix", "keep", "label", "mask", "number",
		"remove", "round", "surrogate", "token", "vault", "widen", "year", "zip3"}
}

// operator reads "name" or {name: {parameter: value}}.
func (y *policyReader) operator(n ast.Node) (Operator, error) {
	var params ast.Node
	name, nameNode := "", n
	switch m := n.(type) {
	case *ast.MappingValueNode:
		name, nameNode, params = m.Key.GetToken().Value, m.Key, m.Value
	case *ast.MappingNode:
		if len(m.Values) != 1 {
			return nil, fail(n, "one operator is wanted here")
		}
		name, nameNode, params = m.Values[0].Key.GetToken().Value, m.Values[0].Key, m.Values[0].Value
	default:
		var err error
		if name, err = text(n); err != nil {
			return nil, err
		}
	}
	for _, c := range y.custom {
		if c.Name == name {
			return customOperator(c, params, nameNode)
		}
	}
	op, err := builtinOperator(name, params, nameNode)
	if err != nil {
		return nil, err
	}
	if op == nil {
		names := OperatorNames()
		for _, c := range y.custom {
			names = append(names, c.Name)
		}
		return nil, fail(nameNode, "unknown operator %q; operators are %s", name, strings.Join(names, ", "))
	}
	if err := checkOperator(op); err != nil {
		return nil, fail(nameNode, "%s", strings.TrimPrefix(err.Error(), "anonymize: "))
	}
	return op, nil
}

func customOperator(c Custom, params ast.Node, at ast.Node) (Operator, error) {
	values := map[string]any{}
	if params != nil {
		err := fields(params, nil, func(key string, v ast.Node) (err error) {
			switch v := v.(type) {
			case *ast.BoolNode:
				values[key] = v.Value
			case *ast.IntegerNode:
				values[key], err = number(v)
			case *ast.SequenceNode:
				values[key], err = texts(v)
			default:
				values[key], err = text(v)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	op, err := c.New(values)
	if err != nil {
		return nil, fail(at, "operator %s: %v", c.Name, err)
	}
	if op == nil {
		return nil, fail(at, "operator %s: none was made", c.Name)
	}
	return op, nil
}

// builtinOperator makes an operator of Lethe's own; nil if there is none of that name.
func builtinOperator(name string, params, at ast.Node) (Operator, error) {
	take := func(known []string, set func(key string, v ast.Node) error) error {
		if params == nil {
			return nil
		}
		if len(known) == 0 {
			return fail(at, "operator %s takes no parameters", name)
		}
		return fields(params, known, set)
	}
	ints := func(into map[string]*int) error {
		var known []string
		for k := range into {
			known = append(known, k)
		}
		slices.Sort(known)
		return take(known, func(key string, v ast.Node) (err error) {
			*into[key], err = number(v)
			return err
		})
	}
	simple := map[string]Operator{"label": Label{}, "number": NumberedLabel{}, "remove": Remove{}, "keep": Keep{}, "widen": Widen{}, "zip3": Zip3{}}
	if op, ok := simple[name]; ok {
		return op, take(nil, nil)
	}
	switch name {
	case "fixed":
		o := Fixed{}
		err := take([]string{"text"}, func(_ string, v ast.Node) (err error) {
			o.Text, err = text(v)
			return err
		})
		return o, err
	case "token":
		o := Token{}
		err := take([]string{"daily", "purpose"}, func(key string, v ast.Node) error {
			if key == "daily" {
				return boolInto(&o.Daily, v)
			}
			return textInto(&o.Purpose, v)
		})
		return o, err
	case "vault":
		o := Reversible{}
		err := take([]string{"main-name"}, func(_ string, v ast.Node) error { return boolInto(&o.MainName, v) })
		return o, err
	case "card":
		o := CardMask{}
		err := take([]string{"eight-digit-issuers"}, func(_ string, v ast.Node) (err error) {
			o.Eight, err = texts(v)
			return err
		})
		return o, err
	case "mask":
		o := Mask{}
		err := take([]string{"keep-first", "keep-last", "char"}, func(key string, v ast.Node) (err error) {
			switch key {
			case "keep-first":
				o.KeepFirst, err = number(v)
			case "keep-last":
				o.KeepLast, err = number(v)
			case "char":
				var s string
				if s, err = text(v); err == nil {
					r, n := utf8.DecodeRuneInString(s)
					if n == 0 || n != len(s) {
						return fail(v, "char is one character")
					}
					o.Char = r
				}
			}
			return err
		})
		return o, err
	case "year":
		o := Year{}
		err := ints(map[string]*int{"max-age": &o.MaxAge})
		return o, err
	case "age-band":
		o := AgeBand{}
		err := ints(map[string]*int{"width": &o.Width, "top": &o.Top})
		return o, err
	case "ip-prefix":
		o := IPPrefix{}
		err := ints(map[string]*int{"v4": &o.V4, "v6": &o.V6})
		return o, err
	case "round":
		o := Round{}
		err := ints(map[string]*int{"to": &o.To})
		return o, err
	case "generalize":
		return generalizeOperator(take)
	}
	return keyedOperator(name, take)
}

func (o AgeBand) check() error {
	if o.Width < 0 || o.Width > 50 || o.Top < 0 || o.Top > 150 {
		return errors.New("anonymize: age-band: width is 1 to 50, top 1 to 150")
	}
	return nil
}

func (o Year) check() error {
	if o.MaxAge < 0 {
		return errors.New("anonymize: year: max-age is 0 or more")
	}
	return nil
}

func (o CardMask) check() error {
	for _, e := range o.Eight {
		if len(e) != 8 || strings.Trim(e, "0123456789") != "" {
			return errors.New("anonymize: card: eight-digit-issuers are of eight digits")
		}
	}
	return nil
}

func (o IPPrefix) check() error {
	if o.V4 < 0 || o.V4 > 32 || o.V6 < 0 || o.V6 > 128 {
		return errors.New("anonymize: ip-prefix: v4 is 1 to 32 bits, v6 1 to 128")
	}
	return nil
}

var (
	roleNames        = []string{"", "speaker", "patient", "clinician", "candidate", "recruiter", "reference", "relative"}
	attributionNames = []string{"", "self", "third", "generic"}
	polarityNames    = []string{"", "asserted", "negated", "uncertain"}
	directnessNames  = []string{"", "explicit", "indirect"}
	flagNames        = []string{"", "spoken", "given", "surname", "alias", "disguised", "labelled"}
	flagAttrs        = []pii.Attrs{0, pii.Attrs(0).WithSpoken(true), pii.Attrs(0).WithGiven(true), pii.Attrs(0).WithSurname(true),
		pii.Attrs(0).WithAlias(true), pii.Attrs(0).WithDisguised(true), pii.Attrs(0).WithLabelled(true)}
)

func condition(n ast.Node) (Condition, error) {
	var c Condition
	if _, ok := n.(*ast.NullNode); ok {
		return c, fail(n, "when is empty: leave it out for a rule that always holds")
	}
	known := []string{"min-score", "max-score", "min-age", "role", "attribution", "polarity", "directness", "is", "kind", "consent"}
	word := func(v ast.Node, names []string) (int, error) {
		s, err := text(v)
		if err != nil {
			return 0, err
		}
		i := slices.Index(names, s)
		if i < 1 {
			return 0, fail(v, "unknown word %q; known are %s", s, strings.Join(names[1:], ", "))
		}
		return i, nil
	}
	err := fields(n, known, func(key string, v ast.Node) (err error) {
		i := 0
		switch key {
		case "min-score":
			c.MinScore, err = score(v)
		case "max-score":
			c.MaxScore, err = score(v)
		case "min-age":
			if c.MinAge, err = number(v); err == nil && c.MinAge < 0 {
				err = fail(v, "min-age is 0 or more")
			}
		case "is":
			for _, item := range items(v) {
				if i, err = word(item, flagNames); err != nil {
					return err
				}
				c.Has |= flagAttrs[i]
			}
		case "kind":
			c.Kind, err = text(v)
		case "consent":
			yes := false
			err = boolInto(&yes, v)
			if c.Consent = NoConsent; yes {
				c.Consent = Consented
			}
		case "role":
			i, err = word(v, roleNames)
			c.Role = pii.Role(i)
		case "attribution":
			i, err = word(v, attributionNames)
			c.Attribution = pii.Attribution(i)
		case "polarity":
			i, err = word(v, polarityNames)
			c.Polarity = pii.Polarity(i)
		case "directness":
			i, err = word(v, directnessNames)
			c.Directness = pii.Directness(i)
		}
		return err
	})
	return c, err
}
