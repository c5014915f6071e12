package main

import (
	"io"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/detectors/special/hintfile"
	"github.com/lethe-pii/lethe/pii"
)

// builtin returns the detectors that the command runs. With a region, national phone numbers are also those of this region; kind is the
// kind of the documents for special-category hints, empty to guess it, and hints are files of terms and frames for them.
func builtin(region, kind string, hints []string) ([]pii.Detector, error) {
	var own []pii.Detector
	if region != "" {
		phone, err := detectors.PhoneIn(region)
		if err != nil {
			return nil, usage("--region: %w", err)
		}
		own = append(own, phone)
	}
	if kind != "" || len(hints) > 0 {
		d, err := hinter(kind, hints)
		if err != nil {
			return nil, err
		}
		own = append(own, d)
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

// hinter returns the detector of special-category hints for a kind of documents, with terms and frames from files.
func hinter(kind string, files []string) (pii.Detector, error) {
	var opts []special.Option
	if kind != "" {
		k, err := special.ParseKind(kind)
		if err != nil {
			return nil, usage("--kind: %w", err)
		}
		opts = append(opts, special.WithKind(k))
	}
	for _, path := range files {
		h, err := load(path, func(r io.Reader) (hintfile.Hints, error) { return hintfile.Read(r) })
		if err != nil {
			return nil, err
		}
		opts = append(opts, h.Options()...)
	}
	return special.New(opts...)
}
