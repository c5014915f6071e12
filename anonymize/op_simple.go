package anonymize

import "fmt"

// Remove deletes the value. Its YAML name is "remove".
type Remove struct{}

func (Remove) Append(dst []byte, _ Value) ([]byte, error) { return dst, nil }

// Leaks says that nothing shows.
func (Remove) Leaks() Leaks { return Leaks{Class: "suppression", Idempotent: true} }

// String returns the name.
func (Remove) String() string { return "remove" }

// Fixed writes the same text for every value. Its YAML name is "fixed", with "text".
type Fixed struct{ Text string }

func (o Fixed) Append(dst []byte, _ Value) ([]byte, error) { return append(dst, o.Text...), nil }

// Leaks says that nothing shows.
func (Fixed) Leaks() Leaks { return Leaks{Class: "suppression", Idempotent: true} }

// String describes the operator.
func (o Fixed) String() string { return fmt.Sprintf("fixed text=%q", o.Text) }

// Keep leaves the value as it is; the parts of a composite (an e-mail address in a URL) are still treated on their own. Its YAML
// name is "keep". Text that a detector failed on is labelled all the same.
type Keep struct{}

func (Keep) Append(dst []byte, v Value) ([]byte, error) { return append(dst, v.in.text...), nil }

// Leaks says that everything shows.
func (Keep) Leaks() Leaks {
	return Leaks{Class: "kept", Reversible: true, Equality: true, Length: true, Format: true, Idempotent: true}
}

// String returns the name.
func (Keep) String() string { return "keep" }

func (Keep) keeps() bool { return true }
