package anonymize

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/pii"
)

// Policy says which operator treats which type. It is plain data: build it in Go, take a Preset, or read it with ParsePolicy.
//
// For a finding the rules of its own type are asked first, then those of its parent and so on, then those of its group, each in
// order; the first whose condition holds decides. A rule that keeps is never inherited: it holds for exactly the types it lists.
// What no rule decides gets Default; special categories (the group "special") get Label in place of a Default that can be undone: only a
// rule that names them or their group makes them restorable.
type Policy struct {
	Name     string
	About    string // what it is for, in a line
	Rules    []Rule
	Default  Operator // nil means Label
	MinScore float32  // findings below are left alone; 0 leaves the choice to the Scanner
	// Open and Close enclose labels; empty means "[" and "]".
	Open, Close string
	// Names replaces type names in labels: {"PERSON": "NAME"} writes [NAME].
	Names map[pii.Type]string
	// AsOf is the date on which ages are judged. The clock is never asked.
	AsOf time.Time
	// Consent says which column or field of a record holds the consent that conditions ask for; without a Column no rule may ask for it.
	Consent ConsentField
	// NotCovered lists what the policy's model demands and text cannot show, for explanations.
	NotCovered []string
	// Types are types that rules may name besides those that ship with Lethe and those of the Scanner's detectors, such as the type of a list.
	Types []pii.Type
	// Fields say what columns and JSON members hold; formats.Format.WithFields applies them. The Redactor does not ask them.
	Fields []Field
}

// Field says that the values of a field are of a type, or, with the empty type, that what is found in them is left alone.
type Field struct {
	Name string // a column or key, "#3" for the third column, or a path into JSON such as "$.user.name"
	Type pii.Type
}

// Rule gives an operator to types or groups.
type Rule struct {
	Types  []pii.Type
	Groups []string // groups as in pii.TypeInfo: "secret", "special", …
	When   Condition
	Do     Operator
}

// check reports the first mistake of the policy.
func (p Policy) check() error {
	for i, r := range p.Rules {
		if r.Do == nil {
			return fmt.Errorf("anonymize: rule %d of policy %q has no operator", i+1, p.Name)
		}
		if len(r.Types)+len(r.Groups) == 0 {
			return fmt.Errorf("anonymize: rule %d of policy %q names no type and no group", i+1, p.Name)
		}
		for _, g := range r.Groups {
			if !slices.Contains(Groups(), g) {
				return fmt.Errorf("anonymize: rule %d of policy %q: unknown group %q; groups are %s", i+1, p.Name, g, strings.Join(Groups(), ", "))
			}
		}
		if r.When.Consent != AnyConsent && p.Consent.Column == "" {
			return fmt.Errorf("anonymize: rule %d of policy %q asks for consent, and the policy names no column that holds it", i+1, p.Name)
		}
		if c := r.When; !(c.MinScore >= 0 && c.MinScore <= 1 && c.MaxScore >= 0 && c.MaxScore <= 1 && c.MinAge >= 0) {
			return fmt.Errorf("anonymize: rule %d of policy %q: scores are 0 to 1, ages 0 or more", i+1, p.Name)
		}
		if err := checkOperator(r.Do); err != nil {
			return fmt.Errorf("rule %d of policy %q: %w", i+1, p.Name, err)
		}
	}
	if err := p.checkCards(); err != nil {
		return err
	}
	if len(p.Consent.Given) > 0 && p.Consent.Column == "" {
		return fmt.Errorf("anonymize: policy %q says how consent is given, and names no column that holds it", p.Name)
	}
	if !(p.MinScore >= 0 && p.MinScore <= 1) {
		return fmt.Errorf("anonymize: policy %q: the least score is 0 to 1", p.Name)
	}
	if p.Default != nil {
		return checkOperator(p.Default)
	}
	return nil
}

// ErrHashAndMask says that a policy would write both a truncated form and a pseudonym of card numbers, from which together the number can
// be found (PCI DSS 4.0.1, requirement 3.5.1).
var ErrHashAndMask = errors.New("anonymize: the policy masks some card numbers and writes pseudonyms of others; of one number both must not be seen")

// checkCards refuses policies under which one card number can come out masked in one place and as a pseudonym in another.
func (p Policy) checkCards() error {
	masks, pseudonyms := false, false
	see := func(op Operator) {
		switch o := op.(type) {
		case CardMask:
			masks = true
		case Mask:
			masks = masks || o.KeepFirst+o.KeepLast > 0
		case nil, Keep:
		default:
			l := op.Leaks()
			pseudonyms = pseudonyms || l.Equality && !strings.HasPrefix(l.Class, "generalization")
		}
	}
	for _, r := range p.candidates(pii.CreditCard) {
		see(r.Do)
		if r.When == (Condition{}) {
			break
		}
	}
	if !p.decides(pii.CreditCard) {
		see(p.Default)
	}
	if masks && pseudonyms {
		return ErrHashAndMask
	}
	return nil
}

// decides reports whether a rule without condition decides a type.
func (p Policy) decides(t pii.Type) bool {
	return slices.ContainsFunc(p.candidates(t), func(r Rule) bool { return r.When == (Condition{}) })
}

// checkOperator asks an operator's own check, if it has one.
func checkOperator(op Operator) error {
	if c, ok := op.(interface{ check() error }); ok {
		return c.check()
	}
	return nil
}

// Groups returns the groups of types, sorted.
func Groups() []string {
	var gs []string
	for _, t := range pii.Types() {
		gs = append(gs, t.Group)
	}
	slices.Sort(gs)
	return slices.Compact(gs)
}

// bound returns the policy with its Binders bound and defaults filled in.
func (p Policy) bound(e Env) (Policy, error) {
	if err := p.check(); err != nil {
		return Policy{}, err
	}
	e.Policy, e.AsOf = p.Name, p.AsOf
	bind := func(op Operator) (Operator, error) {
		b, ok := op.(Binder)
		if !ok {
			return op, nil
		}
		bound, err := b.Bind(e)
		if err == nil && bound == nil {
			err = fmt.Errorf("anonymize: %s was bound to no operator", operatorName(op))
		}
		return bound, err
	}
	var err error
	p.Rules = slices.Clone(p.Rules)
	for i := range p.Rules {
		if p.Rules[i].Do, err = bind(p.Rules[i].Do); err != nil {
			return Policy{}, err
		}
	}
	if p.Default, err = bind(p.fallback()); err != nil {
		return Policy{}, err
	}
	p.Open, p.Close = cmp.Or(p.Open, "["), cmp.Or(p.Close, "]")
	return p, nil
}

// operators returns all operators of the policy.
func (p Policy) operators() []Operator {
	var ops []Operator
	for _, r := range p.Rules {
		ops = append(ops, r.Do)
	}
	if p.Default != nil {
		ops = append(ops, p.Default)
	}
	return ops
}

// candidates returns the rules that can decide a type, in the order in which they are asked.
func (p Policy) candidates(t pii.Type) []Rule {
	var out []Rule
	for u := t; u != ""; {
		for _, r := range p.Rules {
			if slices.Contains(r.Types, u) && (u == t || !keeps(r.Do)) {
				out = append(out, r)
			}
		}
		info, _ := u.Info()
		u = info.Parent
	}
	info, _ := t.Info()
	for _, r := range p.Rules {
		if info.Group != "" && slices.Contains(r.Groups, info.Group) {
			out = append(out, r)
		}
	}
	if info.Group == "special" && p.Default != nil && !keeps(p.Default) && p.Default.Leaks().Reversible {
		out = append(out, Rule{Groups: []string{info.Group}, Do: Label{}})
	}
	return out
}

// Replaces reports whether the policy replaces a finding whose value is text. It is meant for explanations: a Redactor knows faster.
func (p Policy) Replaces(f pii.Finding, text []byte) bool {
	return p.ReplacesIn(Circumstances{}, f, text)
}

// ReplacesIn is Replaces for a document of which more is known.
func (p Policy) ReplacesIn(c Circumstances, f pii.Finding, text []byte) bool {
	if f.Kind == pii.Unscanned {
		return true
	}
	if f.Score < p.MinScore || f.Kind == pii.Alternative || f.Attrs.FlagOnly() {
		return false
	}
	return !keeps(p.decide(c, f, text))
}

// decide returns the operator for a finding whose value is text. A Redactor knows faster.
func (p Policy) decide(c Circumstances, f pii.Finding, text []byte) Operator {
	for _, r := range p.candidates(f.Type) {
		if r.When.holds(f, text, p.AsOf, c) {
			return r.Do
		}
	}
	return p.fallback()
}

// label returns what the policy writes for a type.
func (p Policy) label(t pii.Type) string {
	return cmp.Or(p.Open, "[") + p.labelName(t) + cmp.Or(p.Close, "]")
}

func (p Policy) labelName(t pii.Type) string {
	if n, ok := p.Names[t]; ok {
		return n
	}
	return string(t)
}
