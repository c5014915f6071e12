package anonymize

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/lethe-pii/lethe/pii"
)

// Explanation says what a policy does to each type.
type Explanation struct {
	Policy     string      `json:"policy"`
	Types      []Treatment `json:"types"`
	Default    Treatment   `json:"default"`
	NotCovered []string    `json:"not_covered,omitempty"`
}

// Treatment is what becomes of one type, under one condition.
type Treatment struct {
	Type     pii.Type `json:"type,omitempty"`
	When     string   `json:"when,omitempty"`
	Operator string   `json:"operator"`
	Leaks    string   `json:"leaks"`
}

// Explain lists the treatment of every type that ships with Lethe or is named in the policy. A type with conditional rules has
// several lines, in the order in which they are tried.
func (p Policy) Explain() Explanation {
	e := Explanation{Policy: p.Name, NotCovered: p.NotCovered, Default: p.treat("", "", p.fallback())}
	types := p.types()
	slices.Sort(types)
	for _, t := range slices.Compact(types) {
		if t == pii.UnscannedText {
			e.Types = append(e.Types, p.treat(t, "", Label{}))
			continue
		}
		e.Types = append(e.Types, p.treatments(t)...)
	}
	return e
}

func (p Policy) treatments(t pii.Type) []Treatment {
	var out []Treatment
	for _, r := range p.candidates(t) {
		out = append(out, p.treat(t, r.When.String(), r.Do))
		if r.When == (Condition{}) {
			return out
		}
	}
	return append(out, p.treat(t, "", p.fallback()))
}

func (p Policy) treat(t pii.Type, when string, op Operator) Treatment {
	if op == nil {
		op = Label{} // a rule that NewRedactor would refuse
	}
	return Treatment{Type: t, When: when, Operator: operatorName(op), Leaks: op.Leaks().String()}
}

// operatorName is an operator's own description, or its Go type.
func operatorName(op Operator) string {
	if s, ok := op.(fmt.Stringer); ok {
		return s.String()
	}
	return fmt.Sprintf("%T", op)
}

// String writes the explanation as a table.
func (e Explanation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "policy %s\n\n", e.Policy)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TYPE\tWHEN\tOPERATOR\tLEAKS")
	for _, t := range e.Types {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.Type, t.When, t.Operator, t.Leaks)
	}
	fmt.Fprintf(w, "(others)\t\t%s\t%s\n", e.Default.Operator, e.Default.Leaks)
	_ = w.Flush()
	for i, s := range e.NotCovered {
		if i == 0 {
			b.WriteString("\nnot covered, for text cannot show it:\n")
		}
		fmt.Fprintf(&b, "  - %s\n", s)
	}
	return b.String()
}

// String names what the condition asks for, empty if nothing.
func (c Condition) String() string {
	var parts []string
	add := func(on bool, format string, args ...any) {
		if on {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(c.MinScore > 0, "score ≥ %g", c.MinScore)
	add(c.MaxScore > 0, "score < %g", c.MaxScore)
	add(c.MinAge > 0, "age ≥ %d", c.MinAge)
	add(c.Role > 0, "role %s", roleNames[c.Role])
	add(c.Attribution > 0, "attribution %s", attributionNames[c.Attribution])
	add(c.Polarity > 0, "polarity %s", polarityNames[c.Polarity])
	add(c.Directness > 0, "directness %s", directnessNames[c.Directness])
	for i, a := range flagAttrs {
		add(a != 0 && c.Has&a != 0, "%s", flagNames[i])
	}
	add(c.Kind != "", "kind %s", c.Kind)
	add(c.Consent == Consented, "consent")
	add(c.Consent == NoConsent, "no consent")
	return strings.Join(parts, ", ")
}

// Diff lists the types that two policies treat differently, one line each: "EMAIL: label -> keep".
func Diff(old, new Policy) []string {
	var lines []string
	types := append(old.types(), new.types()...)
	slices.Sort(types)
	for _, t := range slices.Compact(types) {
		a, b := short(old, t), short(new, t)
		if a != b {
			lines = append(lines, fmt.Sprintf("%s: %s -> %s", t, a, b))
		}
	}
	if a, b := operatorName(old.fallback()), operatorName(new.fallback()); a != b {
		lines = append(lines, fmt.Sprintf("(others): %s -> %s", a, b))
	}
	return lines
}

func (p Policy) fallback() Operator {
	if p.Default == nil {
		return Label{}
	}
	return p.Default
}

// short is a type's treatment in one line.
func short(p Policy, t pii.Type) string {
	var parts []string
	for _, tr := range p.treatments(t) {
		s := tr.Operator
		if tr.When != "" {
			s += " if " + tr.When
		}
		parts = append(parts, s)
	}
	if l := p.label(t); l != "["+string(t)+"]" {
		parts = append(parts, "label "+l)
	}
	return strings.Join(parts, ", else ")
}
