package anonymize_test

import (
	"fmt"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/pii"
)

// initial is an operator of one's own: the first byte of the value and a dot.
type initial struct{}

func (initial) Append(dst []byte, v anonymize.Value) ([]byte, error) {
	return append(dst, v.Reveal()[0], '.'), nil
}

func (initial) Leaks() anonymize.Leaks {
	return anonymize.Leaks{Class: "suppression (masking)", Format: true}
}

// An operator of one's own is used in Go as it is, and in YAML by its name.
func ExampleOperator() {
	policy, err := anonymize.ParsePolicy([]byte("rules: [{types: [EMAIL], do: initial}]"), anonymize.Custom{
		Name: "initial", New: func(map[string]any) (anonymize.Operator, error) { return initial{}, nil }})
	if err != nil {
		fmt.Println(err)
		return
	}
	scanner, _ := pii.NewScanner([]pii.Detector{toyMail{}})
	redactor, _ := anonymize.NewRedactor(scanner, policy)
	out, _ := redactor.String("from ann@b.example to me")
	fmt.Println(out)
	// Output: from a. to me
}

func ExampleDiff() {
	logs, _ := anonymize.Preset("logs")
	fmt.Println(anonymize.Diff(anonymize.DefaultPolicy(), logs)[0])
	// Output: AGE: keep -> label
}

func ExampleNewUnits() {
	text := "Zoë 😀 ann@b.example"
	u := anonymize.NewUnits([]byte(text))
	at := len("Zoë 😀 ")
	fmt.Println(at, u.Runes(at), u.UTF16(at))
	// Output: 10 6 7
}
