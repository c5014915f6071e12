package main

import (
	"io"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/detectors/special"
	"github.com/lethe-pii/lethe/detectors/special/hintfile"
	"github.com/lethe-pii/lethe/pii"
)

// builtin returns the detectors that the command runs. With a region, national phone numbers are also those of this region; a kind of
// documents, hints, rosters and levels make detectors of the flags' own.
func (f findFlags) builtin() ([]pii.Detector, error) {
	var own []pii.Detector
	if f.Region != "" {
		phone, err := detectors.PhoneIn(f.Region)
		if err != nil {
			return nil, usage("--region: %w", err)
		}
		own = append(own, phone)
	}
	asked := f.hints()
	if f.Kind != "" || len(f.Hints)+len(asked) > 0 {
		d, err := hinter(f.Kind, f.Hints, asked)
		if err != nil {
			return nil, err
		}
		own = append(own, d)
	}
	if f.Fuzzy && len(f.Roster) == 0 {
		return nil, usage("--fuzzy needs --roster")
	}
	if len(f.Roster) > 0 || len(f.Never) > 0 || f.NameRecall != "" && f.NameRecall != "balanced" {
		d, err := f.namer()
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

// namer returns the detector of names with the flags' lists and level.
func (f findFlags) namer() (pii.Detector, error) {
	o := names.Options{Fuzzy: f.Fuzzy, Recall: map[string]names.Recall{"high": names.High, "highest": names.Highest}[f.NameRecall]}
	for _, l := range []struct {
		to    *[]string
		files []string
	}{{&o.Roster, f.Roster}, {&o.Never, f.Never}} {
		for _, path := range l.files {
			entries, err := load(path, names.ReadList)
			if err != nil {
				return nil, err
			}
			*l.to = append(*l.to, entries...)
		}
	}
	d, err := names.New(o)
	if err != nil {
		return nil, usage("--roster, --never: %w", err)
	}
	return d, nil
}

// hints are the options for special-category hints that are looked for only if they are asked for.
func (f findFlags) hints() (opts []special.Option) {
	for _, o := range []struct {
		typ pii.Type
		on  special.Option
	}{
		{pii.GenderIdentity, special.WithGenderIdentity()}, {pii.Immigration, special.WithImmigration()},
		{pii.Crisis, special.WithCrisis()}, {pii.Minor, special.WithMinor()},
	} {
		if f.asks(o.typ) {
			opts = append(opts, o.on)
		}
	}
	return opts
}

// hinter returns the detector of special-category hints for a kind of documents, with terms and frames from files.
func hinter(kind string, files []string, opts []special.Option) (pii.Detector, error) {
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
