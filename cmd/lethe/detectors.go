package main

import (
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/pii"
)

// builtin returns the detectors that the command runs. With a region, national phone numbers are those of this region only; kind is the
// kind of the documents for special-category hints, empty to guess it.
func builtin(region, kind string) ([]pii.Detector, error) {
	var own []pii.Detector
	if region != "" {
		phone, err := detectors.PhoneIn(region)
		if err != nil {
			return nil, usage("--region: %w", err)
		}
		own = append(own, phone)
	}
	if kind != "" {
		k, err := special.ParseKind(kind)
		if err != nil {
			return nil, usage("--kind: %w", err)
		}
		hints, err := special.New(special.WithKind(k))
		if err != nil {
			return nil, usage("--kind: %w", err)
		}
		own = append(own, hints)
	}
	ds := detectors.Default()
	for i, d := range ds {
		for _, o := range own {
			if d.Spec().Name == o.Spec().Name {
				ds[i] = o
			}
		}
	}
	return ds, nil
}
