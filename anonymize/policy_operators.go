package anonymize

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/lethe-pii/lethe/pii"
)

// OperatorNames returns the names of the operators that YAML policies know, sorted.
func OperatorNames() []string { return slices.Sorted(maps.Keys(builtins())) }

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
	make, ok := builtins()[name]
	if !ok {
		names := OperatorNames()
		for _, c := range y.custom {
			names = append(names, c.Name)
		}
		return nil, fail(nameNode, "unknown operator %q; operators are %s", name, strings.Join(names, ", "))
	}
	known, made := make()
	if params != nil {
		if len(known) == 0 {
			return nil, fail(nameNode, "operator %s takes no parameters", name)
		}
		if err := fields(params, slices.Sorted(maps.Keys(known)), func(key string, v ast.Node) error { return known[key](v) }); err != nil {
			return nil, err
		}
	}
	op := made()
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
			var yes bool
			yes, err = boolean(v)
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
