package special_test

import (
	"fmt"

	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/pii"
)

func ExampleDefault() {
	scanner, err := pii.NewScanner([]pii.Detector{special.Default()})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "My brother is not diabetic. We sell diabetes monitors."
	for _, f := range scanner.Document(nil, []byte(text)) {
		fmt.Println(f.Type, text[f.Start:f.End], f.Attrs.Attribution() == pii.ThirdPerson, f.Attrs.Polarity() == pii.Negated)
	}
	// Output: HEALTH diabetic true true
}
