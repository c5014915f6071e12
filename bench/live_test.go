package bench

import (
	"bytes"
	"io"
	"testing"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/bench/corpus"
)

// BenchmarkLive redacts a stream of which each line is let out at once, as lethe does with --live, and without that.
func BenchmarkLive(b *testing.B) {
	r, err := anonymize.NewRedactor(scanner(b), anonymize.DefaultPolicy())
	if err != nil {
		b.Fatal(err)
	}
	mix := corpus.Make(corpus.Kinds[0], 1, 1<<20).Bytes
	lines := bytes.SplitAfter(mix, []byte("\n"))
	for _, live := range []bool{false, true} {
		b.Run(map[bool]string{true: "live", false: "whole"}[live], func(b *testing.B) {
			b.SetBytes(int64(len(mix)))
			for b.Loop() {
				w := r.NewWriter(io.Discard)
				for _, line := range lines {
					if _, err := w.Write(line); err != nil {
						b.Fatal(err)
					}
					if live {
						if err := w.Flush(); err != nil {
							b.Fatal(err)
						}
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
