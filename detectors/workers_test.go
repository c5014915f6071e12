package detectors_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// TestWorkers: how many stretches are scanned side by side decides nothing.
func TestWorkers(t *testing.T) {
	one := all(t)
	many, err := pii.NewScanner(detectors.All(), pii.WithWorkers(3))
	require.NoError(t, err)
	key := "-----BEGIN PRIVATE KEY-----\n" + strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\n", 3000) + "-----END PRIVATE KEY-----\n"
	texts := []string{
		string(harness.Ordinary(1, 150_000)),
		string(harness.Ordinary(2, 70_000)) + key + string(harness.Ordinary(3, 90_000)),
		string(harness.Ordinary(4, 30_000)) + key[:60_000],
		"Anna Kovac called. " + strings.Repeat("a", 120_000) + " Kovac, again",
	}
	for i, text := range texts {
		b := []byte(text)
		marks := []pii.Mark{{At: 10_000, Kind: pii.MarkField, Label: "phone"}, {At: 10_020, Kind: pii.MarkField}, {At: 75_000, Kind: pii.MarkDoc}, {At: 75_000, Kind: pii.MarkFlush}}
		require.Equal(t, one.Append(nil, b), many.Append(nil, b), i)
		require.Equal(t, one.Append(nil, b, marks...), many.Append(nil, b, marks...), i)
		require.Equal(t, one.Document(nil, b, marks...), many.Document(nil, b, marks...), i)
		for at := 2000; at < len(b); at += 900 + at%4000 {
			marks = append(marks, pii.Mark{At: int64(at), Kind: pii.MarkFlush}, pii.Mark{At: int64(at), Kind: pii.MarkDoc}, pii.Mark{At: int64(at), Kind: pii.MarkCell, Label: "name"})
		}
		slices.SortStableFunc(marks, func(a, b pii.Mark) int { return cmp.Compare(a.At, b.At) })
		require.Equal(t, one.Append(nil, b, marks...), many.Append(nil, b, marks...), i)
		require.Equal(t, one.Document(nil, b, marks...), many.Document(nil, b, marks...), i)
		r := rand.New(rand.NewPCG(uint64(i), 2))
		require.Equal(t, one.Append(nil, b), fed(t, many, b, r, 50_000), i)
	}
}

// BenchmarkWorkers scans a megabyte with 1, 2, 4 and 8 workers.
func BenchmarkWorkers(b *testing.B) {
	text := harness.Ordinary(1, 1<<20)
	for _, n := range []int{1, 2, 4, 8} {
		s, err := pii.NewScanner(detectors.All(), pii.WithWorkers(n))
		require.NoError(b, err)
		b.Run(string(rune('0'+n)), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			var dst []pii.Finding
			for b.Loop() {
				dst = s.Append(dst[:0], text)
			}
		})
	}
}
