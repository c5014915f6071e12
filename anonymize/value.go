package anonymize

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/lethe-pii/lethe/pii"
)

// Value is one found value on its way through an operator. It prints as its label under every fmt verb, in JSON and in slog; the
// text comes out by Reveal alone.
type Value struct {
	Type    pii.Type
	Finding pii.Finding // offsets, score, attributes
	Label   string      // what the policy writes for the type, such as "[EMAIL]"
	AsOf    time.Time   // the policy's date; zero if it has none

	in *inside
}

// inside keeps the text two pointers away: under a verb that does not fit, fmt follows one, and of what lies in a field that is not exported
// it asks no method.
type inside struct{ *operand }

// operand is what an operator's own helpers need of the value.
type operand struct {
	text              []byte
	ids               *identities
	name, open, close string
}

// NewValue makes a Value outside of a Redactor, for tests of operators.
func NewValue(t pii.Type, text []byte) Value {
	return Value{Type: t, Label: "[" + string(t) + "]", Finding: pii.Finding{Type: t, Score: 1, End: int64(len(text))},
		in: &inside{&operand{text: text, ids: newIdentities(nil, canonicalForms{}), name: string(t), open: "[", close: "]"}}}
}

// Reveal returns the original text. It is valid during Append only and must be neither changed nor kept.
func (v Value) Reveal() []byte {
	if v.in == nil {
		return nil
	}
	return v.in.text
}

// RevealIdentity returns the canonical form of the fullest form of the value's entity seen so far: equal persons, equal bytes.
// It is valid during Append only.
func (v Value) RevealIdentity() []byte { return v.in.ids.canonical(v.Finding, v.in.text) }

// Number returns the entity's number among those of its type in the document or session, from 1 in order of first use.
func (v Value) Number() int { return v.in.ids.number(v.Finding, v.in.text) }

// String returns the label.
func (v Value) String() string { return v.Label }

// Format prints the label, whatever the verb.
func (v Value) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(v.Label)) }

// MarshalText returns the label.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.Label), nil }

// LogValue returns the label.
func (v Value) LogValue() slog.Value { return slog.StringValue(v.Label) }
