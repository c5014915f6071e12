//go:build race

package fpe_test

// raceEnabled says that sync.Pool drops things at random.
const raceEnabled = true
