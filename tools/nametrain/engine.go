package main

import (
	"strings"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/detectors/names"
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

var types = map[pii.Type]nametag.Kind{pii.Person: nametag.Person, pii.Org: nametag.Org, pii.Location: nametag.Location}

// scanner makes the default pipeline, in which names stand beside addresses and e-mails, with another recall level.
func scanner(recall names.Recall) (*pii.Scanner, error) {
	d, err := names.New(names.Options{Recall: recall})
	if err != nil {
		return nil, err
	}
	all := detectors.Default()
	for i := range all {
		if all[i].Spec().Name == d.Spec().Name {
			all[i] = d
		}
	}
	return pii.NewScanner(all)
}

// engine scans docs with the detector as it is embedded: tagger, rules, document memory and the other detectors.
func engine(docs []doc, lowered bool, recall names.Recall) (out [3]score, err error) {
	s, err := scanner(recall)
	if err != nil {
		return out, err
	}
	for _, d := range docs {
		text := d.Text
		if lowered {
			text = lower(text)
		}
		found := [3][]span{}
		for _, f := range s.Document(nil, []byte(text)) {
			if k, ok := types[f.Type]; ok {
				found[k] = append(found[k], span{Start: int(f.Start), End: int(f.End), Type: f.Rule.Name})
			}
		}
		count(&out, found, d.Spans)
	}
	return out, nil
}

func around(text string, a, z int) string {
	return strings.ReplaceAll(text[max(0, a-40):a]+"[["+text[a:z]+"]]"+text[z:min(len(text), z+40)], "\n", "⏎")
}

// errors lists the persons that the embedded detector misses and invents.
func listErrors(docs []doc, lowered bool) (out []string, err error) {
	s, err := scanner(names.Balanced)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		text := d.Text
		if lowered {
			text = lower(text)
		}
		found := s.Document(nil, []byte(text))
		for _, g := range d.Spans {
			hit := g.Type != "PERSON"
			for _, f := range found {
				hit = hit || f.Type == pii.Person && int(f.Start) == g.Start && int(f.End) == g.End
			}
			if !hit {
				out = append(out, "miss "+around(text, g.Start, g.End))
			}
		}
		for _, f := range found {
			hit := f.Type != pii.Person
			for _, g := range d.Spans {
				hit = hit || g.Type == "PERSON" && int(f.Start) == g.Start && int(f.End) == g.End
			}
			if !hit {
				out = append(out, "false "+f.Rule.Name+" "+around(text, int(f.Start), int(f.End)))
			}
		}
	}
	return out, nil
}
