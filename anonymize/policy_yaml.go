package anonymize

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/lethe-pii/lethe/pii"
)

// PolicyError is a mistake in a policy's YAML, with its place (from 1).
type PolicyError struct {
	Line, Column int
	Message      string
}

func (e *PolicyError) Error() string {
	return fmt.Sprintf("anonymize: policy line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// Custom is a caller's operator, usable by name in YAML.
type Custom struct {
	Name string
	// New makes the operator from the parameters that stand beside its name: strings, ints, bools and lists of strings.
	New func(params map[string]any) (Operator, error)
}

// ParsePolicy reads a policy written in YAML. Its keys:
//
//	name, about (what it is for), extends (a preset whose rules come after the policy's own), as-of (2026-01-31), min-score, default, open, close,
//	names ({PERSON: NAME}), rules (a list of: types, groups, when, do), fields ({email: keep, "$.user.name": PERSON})
//
// do and default are the name of an operator, or a map of the name to its parameters: {mask: {keep-last: 4}}. when has min-score,
// max-score, min-age, role, attribution, polarity, directness, is (spoken, given, surname, alias, disguised, labelled), kind, consent
// (true or false, by the column that the policy names: consent: {column: marketing, given: [yes]}). An unknown type or key is an error with line, column and the nearest
// names; a type of a detector of your own is declared under "types".
func ParsePolicy(src []byte, custom ...Custom) (Policy, error) {
	if err := checkSource(src); err != nil {
		return Policy{}, err
	}
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		return Policy{}, syntaxError(err)
	}
	y := policyReader{custom: custom}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return Policy{}, &PolicyError{1, 1, "the policy is empty"}
	}
	if len(file.Docs) > 1 {
		return Policy{}, fail(file.Docs[1], "a file holds one policy; here another document begins")
	}
	p, err := y.policy(file.Docs[0].Body)
	if err != nil {
		return Policy{}, err
	}
	return p, p.check()
}

// What a policy may measure: its source in bytes, and how deep brackets may be nested, for which the parser's time is
// quadratic.
const (
	maxPolicy = 1 << 20
	maxNested = 256
)

// checkSource refuses sources on which the parser would take minutes.
func checkSource(src []byte) error {
	if len(src) > maxPolicy {
		return &PolicyError{1, 1, "the policy is longer than 1 MiB"}
	}
	depth := 0
	for i, c := range src {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > maxNested {
			return &PolicyError{1 + bytes.Count(src[:i], []byte("\n")), i - bytes.LastIndexByte(src[:i], '\n'), "too many nested brackets"}
		}
	}
	return nil
}

func syntaxError(err error) error {
	var s *yaml.SyntaxError
	if errors.As(err, &s) && s.Token != nil && s.Token.Position != nil {
		return &PolicyError{s.Token.Position.Line, s.Token.Position.Column, s.Message}
	}
	return &PolicyError{1, 1, "no valid YAML"}
}

type policyReader struct {
	custom []Custom
	own    []pii.Type // types that the policy declares
}

func fail(n ast.Node, format string, args ...any) error {
	e := &PolicyError{1, 1, fmt.Sprintf(format, args...)}
	if t := n.GetToken(); t != nil && t.Position != nil {
		e.Line, e.Column = t.Position.Line, t.Position.Column
	}
	return e
}

// fields calls set for each key of a map; set returns false for a key that it does not know.
func fields(n ast.Node, known []string, set func(key string, v ast.Node) error) error {
	var vals []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		vals = m.Values
	case *ast.MappingValueNode:
		vals = []*ast.MappingValueNode{m}
	case *ast.NullNode:
		return nil
	default:
		return fail(n, "a map is wanted here")
	}
	for _, kv := range vals {
		key := kv.Key.GetToken().Value
		if known != nil && !slices.Contains(known, key) {
			return fail(kv.Key, "unknown key %q; known are %s", key, strings.Join(known, ", "))
		}
		if err := set(key, kv.Value); err != nil {
			return err
		}
	}
	return nil
}

func (y *policyReader) policy(n ast.Node) (Policy, error) {
	p := Policy{Names: map[pii.Type]string{}}
	var base Policy
	// The types that the policy declares are needed before its rules are read, wherever they stand.
	err := fields(n, nil, func(key string, v ast.Node) error {
		if key != "types" {
			return nil
		}
		names, err := texts(v)
		for _, t := range names {
			y.own = append(y.own, pii.Type(t))
		}
		return err
	})
	if err != nil {
		return p, err
	}
	p.Types = y.own
	known := []string{"name", "about", "extends", "as-of", "min-score", "default", "open", "close", "names", "types", "rules", "fields", "consent"}
	err = fields(n, known, func(key string, v ast.Node) (err error) {
		switch key {
		case "name":
			p.Name, err = text(v)
		case "about":
			p.About, err = text(v)
		case "extends":
			var name string
			if name, err = text(v); err == nil {
				var ok bool
				if base, ok = Preset(name); !ok {
					err = fail(v, "unknown preset %q; presets are %s", name, strings.Join(Presets(), ", "))
				}
			}
		case "as-of":
			var s string
			if s, err = text(v); err == nil {
				if p.AsOf, err = time.Parse(time.DateOnly, s); err != nil {
					err = fail(v, "as-of is a date such as 2026-01-31")
				}
			}
		case "min-score":
			p.MinScore, err = score(v)
		case "default":
			p.Default, err = y.operator(v)
		case "open":
			p.Open, err = text(v)
		case "close":
			p.Close, err = text(v)
		case "names":
			err = fields(v, nil, func(name string, v ast.Node) error {
				t, err := y.typ(name, v)
				if err == nil {
					p.Names[t], err = text(v)
				}
				return err
			})
		case "rules":
			p.Rules, err = y.rules(v)
		case "consent":
			err = fields(v, []string{"column", "given"}, func(key string, v ast.Node) (err error) {
				if key == "column" {
					p.Consent.Column, err = text(v)
					return err
				}
				p.Consent.Given, err = texts(v)
				return err
			})
		case "fields":
			err = fields(v, nil, func(name string, v ast.Node) error {
				what, err := text(v)
				f := Field{Name: name}
				if err == nil && what != "keep" {
					f.Type, err = y.typ(what, v)
				}
				p.Fields = append(p.Fields, f)
				return err
			})
		}
		return err
	})
	if err != nil {
		return p, err
	}
	p.Rules = append(p.Rules, base.Rules...)
	p.Fields = append(p.Fields, base.Fields...)
	p.NotCovered = base.NotCovered
	if p.Default == nil {
		p.Default = base.Default
	}
	return p, nil
}

func (y *policyReader) rules(n ast.Node) ([]Rule, error) {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, fail(n, "rules is a list")
	}
	var rules []Rule
	for _, item := range list.Values {
		var r Rule
		err := fields(item, []string{"types", "groups", "when", "do"}, func(key string, v ast.Node) (err error) {
			switch key {
			case "types":
				r.Types, err = y.types(v)
			case "groups":
				r.Groups, err = y.groups(v)
			case "when":
				r.When, err = condition(v)
			case "do":
				r.Do, err = y.operator(v)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if r.Do == nil {
			return nil, fail(item, "a rule needs do")
		}
		if len(r.Types)+len(r.Groups) == 0 {
			return nil, fail(item, "a rule needs types or groups")
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func (y *policyReader) types(n ast.Node) ([]pii.Type, error) {
	var out []pii.Type
	for _, item := range items(n) {
		name, err := text(item)
		if err != nil {
			return nil, err
		}
		t, err := y.typ(name, item)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (y *policyReader) typ(name string, at ast.Node) (pii.Type, error) {
	t := pii.Type(name)
	if _, ok := t.Info(); ok || slices.Contains(y.own, t) {
		return t, nil
	}
	return "", fail(at, "%s; types of your own are listed under \"types\"", UnknownType(name))
}

// UnknownType says that name is no type and which types are nearest.
func UnknownType(name string) string {
	s := fmt.Sprintf("unknown type %q", name)
	for i, t := range pii.Nearest(name) {
		if i == 0 {
			s += "; nearest: "
		} else {
			s += ", "
		}
		s += string(t)
	}
	return s
}

func (y *policyReader) groups(n ast.Node) ([]string, error) {
	var out []string
	for _, item := range items(n) {
		g, err := text(item)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(Groups(), g) {
			return nil, fail(item, "unknown group %q; groups are %s", g, strings.Join(Groups(), ", "))
		}
		out = append(out, g)
	}
	return out, nil
}

// items returns the elements of a list, or the node alone.
func items(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	return []ast.Node{n}
}

func texts(n ast.Node) ([]string, error) {
	var out []string
	for _, item := range items(n) {
		s, err := text(item)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func text(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.NullNode:
		return "", fail(n, "text is wanted here")
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return "", fail(n, "anchors, aliases and tags are not known here")
	default:
		return n.GetToken().Value, nil
	}
}

func number(n ast.Node) (int, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	i, err := strconv.Atoi(s)
	if err != nil {
		return 0, fail(n, "a whole number is wanted here")
	}
	return i, nil
}

func score(n ast.Node) (float32, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	f, err := strconv.ParseFloat(s, 32)
	if err != nil || !(f >= 0 && f <= 1) {
		return 0, fail(n, "a score is 0 to 1")
	}
	return float32(f), nil
}
