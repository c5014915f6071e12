package anonymize_test

import (
	"bytes"
	"testing"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// sparse is text with one e-mail address in 2 KB.
func sparse(n int) []byte {
	var b bytes.Buffer
	plain := bytes.Repeat([]byte("the meeting went on longer than planned, and nothing else came up that week. "), 26)[:2000]
	for i := 0; b.Len() < n; i++ {
		b.Write(plain)
		b.WriteString(" Write to person" + string(rune('a'+i%26)) + "@example.com soon. ")
	}
	return b.Bytes()
}

// BenchmarkTokensAgainstScan compares a scan with redaction by keyed tokens, on text with one entity in 2 KB and on mixed text.
func BenchmarkTokensAgainstScan(b *testing.B) {
	scanner, err := pii.NewScanner(detectors.Default())
	if err != nil {
		b.Fatal(err)
	}
	redactor, err := anonymize.NewRedactor(scanner, anonymize.Policy{Default: anonymize.Token{Purpose: "p"}}, anonymize.WithKeys(keys.New()))
	if err != nil {
		b.Fatal(err)
	}
	parts := scanner.ReportingParts()
	for name, text := range map[string][]byte{"one in 2 KB": sparse(64 << 10), "mixed": harness.Ordinary(1, 64<<10)} {
		b.Run(name+"/scan", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			var fs []pii.Finding
			for b.Loop() {
				fs = parts.Document(fs[:0], text)
			}
		})
		b.Run(name+"/tokens", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			var dst []byte
			for b.Loop() {
				if dst, err = redactor.Append(dst[:0], text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
