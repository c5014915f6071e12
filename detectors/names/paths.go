package names

import (
	"github.com/lethe-pii/lethe/internal/nametag"
	"github.com/lethe-pii/lethe/pii"
)

// slug takes the name behind a segment of a path that holds people: "/users/eleanor-voss/orders", "/profiles/marcus.oyelaran". It must be two to
// four parts, none a word of everyday text, one a known name.
func (r *reader) slug(i int) {
	b, p := r.s.Text, int(r.Words[i].End)
	if r.Words[i].Start == 0 || b[r.Words[i].Start-1] != '/' || p == len(b) || b[p] != '/' {
		return
	}
	start := p + 1
	part, parts, known := start, 0, false
	for p = start; p-start < maxQueryName; p++ {
		if p < len(b) && (b[p]|0x20-'a' < 26 || b[p] >= 0x80) {
			continue
		}
		if p == part {
			return
		}
		e := lexicon().Lookup(nametag.HashWord(string(b[part:p])))
		if e.Common() == 3 && e.First() < 3 || e.Common() > 0 && e.First()+e.Surname() == 0 {
			return
		}
		known = known || e.First() > 0 || e.Surname() > 1
		parts++
		part = p + 1
		if p == len(b) || b[p] != '-' && b[p] != '.' && b[p] != '_' {
			break
		}
	}
	if parts < 2 || parts > maxNameWords || !known || p < len(b) && b[p]-'0' < 10 {
		return
	}
	from := i + 1
	for from < len(r.Words) && int(r.Words[from].Start) < start {
		from++
	}
	to := from
	for to < len(r.Words) && int(r.Words[to].End) <= p {
		to++
	}
	if from < to && int(r.Words[from].Start) == start && int(r.Words[to-1].End) == p {
		r.add(reading{from: from, to: to, typ: pii.Person, score: surely, rule: rulePath})
	}
}
