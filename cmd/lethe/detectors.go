package main

import (
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// builtin returns the detectors that the command runs.
func builtin() []pii.Detector {
	return []pii.Detector{detectors.Date(), detectors.DateOfBirth(), detectors.Age()}
}
