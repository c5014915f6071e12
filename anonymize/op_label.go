package anonymize

import "strconv"

// Label writes the type's label: [EMAIL]. Its YAML name is "label".
type Label struct{}

func (Label) Append(dst []byte, v Value) ([]byte, error) { return append(dst, v.Label...), nil }

// Leaks says that only the type shows.
func (Label) Leaks() Leaks { return Leaks{Class: "suppression", Idempotent: true} }

// String returns the name.
func (Label) String() string { return "label" }

// NumberedLabel writes the type's label with the entity's number: [PERSON_1]. One person keeps one number over a document, or over
// a Session. Its YAML name is "number".
type NumberedLabel struct{}

func (NumberedLabel) Append(dst []byte, v Value) ([]byte, error) {
	dst = append(dst, v.in.open...)
	dst = append(dst, v.in.name...)
	dst = append(dst, '_')
	dst = strconv.AppendInt(dst, int64(v.Number()), 10)
	return append(dst, v.in.close...), nil
}

// Leaks says that equality and the order of first appearance show.
func (NumberedLabel) Leaks() Leaks {
	return Leaks{Class: "pseudonymization", Equality: true, Idempotent: true}
}

// String returns the name.
func (NumberedLabel) String() string { return "number" }
