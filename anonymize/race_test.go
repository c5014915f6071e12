//go:build race

package anonymize_test

// raceDetector says that sync.Pool drops at random, so that allocations cannot be counted.
const raceDetector = true
