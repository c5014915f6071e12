package special

import (
	"cmp"
	"slices"

	"github.com/lethe-pii/lethe/pii"
)

// named is what other detectors found in a segment before, read at first use: names of persons, who may be subjects, and of
// organizations, places and positions, which a hint outweighs. "The Labour Party" in "he left the Labour Party" is an opinion first:
// policies keep organizations.
type named struct {
	read    bool
	persons []place
	rivals  []place
	last    int // where the last hint ends in Segment.Text
}

// place is a finding in offsets of the stream, so that a normalised view knows what was found in the plain text.
type place struct {
	start, end int64
	score      float32
	person     bool
}

// lookBack is how many findings before a hint may reach into it; names overlap little.
const lookBack = 8

func (n *named) load(s *pii.Segment) {
	if n.read {
		return
	}
	n.read = true
	for _, f := range s.Findings() {
		switch f.Type {
		case pii.Person, pii.Org, pii.Location, pii.JobTitle, pii.Education:
		default:
			continue
		}
		p := place{f.Start, f.End, f.Score, f.Type == pii.Person}
		n.rivals = append(n.rivals, p)
		if p.person {
			n.persons = append(n.persons, p)
		}
	}
	byStart := func(a, b place) int { return cmp.Compare(a.start, b.start) }
	slices.SortStableFunc(n.rivals, byStart)
	slices.SortStableFunc(n.persons, byStart)
}

// after returns the index of the first place that begins at offset i or behind it.
func after(ps []place, i int64) int {
	k, _ := slices.BinarySearchFunc(ps, i, func(p place, i int64) int { return cmp.Compare(p.start, i) })
	return k
}

// person reports whether position i lies in a person's name.
func (n *named) person(s *pii.Segment, i int) bool {
	n.load(s)
	at := s.Offset(i)
	k := after(n.persons, at+1)
	return k > 0 && at < n.persons[k-1].end
}

// outweigh returns a score for a hint f that wins against the other names there; a person's only if the hint is sure.
func (n *named) outweigh(s *pii.Segment, f pii.Finding) float32 {
	n.load(s)
	score := f.Score
	sure := score >= 0.7
	for k, c := after(n.rivals, f.End)-1, 0; k >= 0 && c < lookBack; k, c = k-1, c+1 {
		if p := n.rivals[k]; p.end > f.Start && (sure || !p.person) {
			score = max(score, min(p.score+0.01, 1))
		}
	}
	return score
}
