//go:build !race

package anonymize_test

const raceDetector = false
