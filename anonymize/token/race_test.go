//go:build race

package token_test

// raceEnabled says that sync.Pool drops things at random.
const raceEnabled = true
