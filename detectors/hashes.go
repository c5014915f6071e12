package detectors

import "github.com/lethe-pii/lethe/internal/lex"

// hashes returns the set of the hashes of words.
func hashes(words ...string) map[uint64]bool {
	m := make(map[uint64]bool, len(words))
	for _, w := range words {
		m[lex.HashString(w)] = true
	}
	return m
}
