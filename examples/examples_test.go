// Package examples shows uses of Lethe with invented data; the outputs are checked by go test.
package examples

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

func scanner() *pii.Scanner {
	s, err := pii.NewScanner(detectors.Default())
	if err != nil {
		panic(err)
	}
	return s
}

// The shortest use: text in, text out.
func Example_redact() {
	redactor, err := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := redactor.String("Write to ann@example.com or call +44 20 7946 0958.")
	fmt.Println(out, err)
	// Output: Write to [EMAIL] or call [PHONE]. <nil>
}

// A stream of any length, line by line as it comes.
func Example_stream() {
	redactor, _ := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	var out strings.Builder
	w := redactor.NewWriter(&out)
	for _, line := range []string{"caller +44 20 7946", " 0958 waits\n", "agent answers\n"} {
		_, _ = io.WriteString(w, line)
	}
	fmt.Println(w.Close())
	fmt.Print(out.String())
	// Output:
	// <nil>
	// caller [PHONE] waits
	// agent answers
}

// A request in JSON keeps its layout, keys and numbers.
func Example_json() {
	redactor, _ := anonymize.NewRedactor(scanner(), anonymize.DefaultPolicy())
	var out strings.Builder
	in := `{"id": 7.50, "messages": [{"role": "user", "content": "I am at ann@example.com\nsince May"}]}`
	stats, err := redactor.Container(formats.JSON().Open(strings.NewReader(in), &out))
	fmt.Println(out.String())
	fmt.Println(stats.Total(), err)
	// Output:
	// {"id": 7.50, "messages": [{"role": "user", "content": "I am at [EMAIL]\nsince May"}]}
	// 1 <nil>
}

// TestModelRoundTrip sends a redacted text to a model that repeats it, restores the streamed answer, and forgets the person.
func TestModelRoundTrip(t *testing.T) {
	ctx := context.Background()
	v, err := vault.NewMemory(ctx, keys.New())
	require.NoError(t, err)
	defer v.Close()
	policy, _ := anonymize.Preset("llm-proxy")
	redactor, err := anonymize.NewRedactor(scanner(), policy, anonymize.WithVault(v, "candidate-17"))
	require.NoError(t, err)
	const in = "Summarise: reach me at tomasz.ferris@example.com or +44 20 7946 0958."
	prompt, err := redactor.String(in)
	require.NoError(t, err)
	require.NotContains(t, prompt, "tomasz")
	require.NotContains(t, prompt, "7946")

	var answer bytes.Buffer
	w := anonymize.NewRestorer(v).NewWriter(&answer)
	for i := range len(prompt) { // the model answers a byte at a time
		_, err := io.WriteString(w, prompt[i:i+1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.Equal(t, in, answer.String())

	_, err = v.Forget(ctx, "candidate-17")
	require.NoError(t, err)
	out, err := anonymize.NewRestorer(v).String(prompt)
	require.True(t, errors.Is(err, keys.ErrForgotten))
	require.Equal(t, prompt, out)
}
