package main

import (
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// builtin returns the detectors that the command runs. With a region, national phone numbers are those of this region only.
func builtin(region string) ([]pii.Detector, error) {
	ds := detectors.Default()
	if region == "" {
		return ds, nil
	}
	phone, err := detectors.PhoneIn(region)
	if err != nil {
		return nil, usage("--region: %w", err)
	}
	for i, d := range ds {
		if d.Spec().Name == phone.Spec().Name {
			ds[i] = phone
		}
	}
	return ds, nil
}
