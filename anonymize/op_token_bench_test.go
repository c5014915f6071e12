package anonymize

import (
	"fmt"
	"testing"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/pii"
)

// BenchmarkTokenOperator writes the tokens of a document with 200 values that come again and again.
func BenchmarkTokenOperator(b *testing.B) {
	op, err := Token{Purpose: "p"}.Bind(Env{Tokens: func(p string) (Tokenizer, error) { return token.New(keys.New(), p), nil }})
	if err != nil {
		b.Fatal(err)
	}
	ids := newIdentities(nil, canonicalForms{})
	values := make([]Value, 200)
	for i := range values {
		values[i] = NewValue(pii.Email, fmt.Appendf(nil, "person%d@example.com", i))
		values[i].in.ids = ids
	}
	var dst []byte
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if dst, err = op.Append(dst[:0], values[i%len(values)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
