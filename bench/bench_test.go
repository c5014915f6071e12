package bench

import (
	"fmt"
	"io"
	"testing"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/bench/corpus"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

func scanner(b *testing.B) *pii.Scanner {
	s, err := pii.NewScanner(detectors.Default())
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func split(text []byte, size int) (docs [][]byte) {
	for len(text) > size {
		docs = append(docs, text[:size])
		text = text[size:]
	}
	return docs
}

// BenchmarkKinds scans documents of 32 KiB of each kind.
func BenchmarkKinds(b *testing.B) {
	s := scanner(b)
	for _, k := range corpus.Kinds {
		docs := split(corpus.Make(k, 1, 2<<20).Bytes, 32<<10)
		b.Run(k.Name, func(b *testing.B) { scan(b, s, docs) })
	}
}

// BenchmarkSizes scans the mixed corpus in documents of several sizes.
func BenchmarkSizes(b *testing.B) {
	s := scanner(b)
	mix := corpus.Mix(1, 2<<20).Bytes
	for _, size := range []int{512, 4 << 10, 64 << 10} {
		docs := split(mix, size)
		b.Run(fmt.Sprint(size), func(b *testing.B) { scan(b, s, docs) })
	}
}

func scan(b *testing.B, s *pii.Scanner, docs [][]byte) {
	var dst []pii.Finding
	size := 0
	for _, d := range docs {
		size += len(d)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			dst = s.Append(dst[:0], d)
		}
	}
}

// BenchmarkStream writes the mixed corpus to a Feed in pieces of 4 KiB.
func BenchmarkStream(b *testing.B) {
	s := scanner(b)
	mix := corpus.Mix(1, 2<<20).Bytes
	b.SetBytes(int64(len(mix)))
	b.ReportAllocs()
	for b.Loop() {
		f := s.NewFeed(func(pii.Piece) error { return nil })
		for _, d := range split(mix, 4<<10) {
			if _, err := f.Write(d); err != nil {
				b.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRedact writes the mixed corpus out with labels.
func BenchmarkRedact(b *testing.B) {
	r, err := anonymize.NewRedactor(scanner(b), anonymize.DefaultPolicy())
	if err != nil {
		b.Fatal(err)
	}
	mix := corpus.Mix(1, 2<<20).Bytes
	b.SetBytes(int64(len(mix)))
	b.ReportAllocs()
	for b.Loop() {
		w := r.NewWriter(io.Discard)
		if _, err := w.Write(mix); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
