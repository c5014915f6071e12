package custom

import (
	"errors"
	"fmt"

	"github.com/lethe-pii/lethe/pii"
)

// behind and ahead are the window around an anchor that a pattern sees, in bytes: 1 KiB in all.
const (
	behind = 256
	ahead  = 768
)

type detector struct {
	spec  pii.Spec
	typ   pii.Type
	score float32
	rule  *pii.Rule
	match matcher

	everywhere bool // no anchors
	all        func(window []byte) []hit
}

func (d *detector) Spec() pii.Spec { return d.spec }

// Find tries the pattern from each anchor on; matches before it belong to another anchor. The cost is one attempt over at most 1 KiB
// an anchor, or one pass over the body and its reach.
func (d *detector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	if d.everywhere {
		for _, h := range d.all(s.Text[s.Lo:min(len(s.Text), s.Hi+ahead)]) {
			if h.at < s.Hi-s.Lo {
				dst = append(dst, s.Found(s.Lo+h.start, s.Lo+h.end, d.typ, d.score, d.rule))
			}
		}
		return dst
	}
	done := 0
	for _, a := range at {
		if a.Start < done {
			continue
		}
		lo, hi := max(0, a.Start-behind, done), min(len(s.Text), a.Start+ahead)
		for lo < hi {
			start, end, ok, failed := d.match(s.Text[lo:hi])
			if failed {
				f := s.Found(lo, hi, pii.UnscannedText, 1, d.rule)
				f.Kind = pii.Unscanned
				dst = append(dst, f)
				done = hi
				break
			}
			if !ok || end <= start {
				break
			}
			start, end = lo+start, lo+end
			if end > a.Start {
				dst = append(dst, s.Found(start, end, d.typ, d.score, d.rule))
				done = end
				break
			}
			lo = end
		}
	}
	return dst
}

// examples holds the rule against its own texts.
func (d *detector) examples(u rule) error {
	if len(u.Positive) == 0 {
		return errors.New("at least one positive example is required")
	}
	s, err := pii.NewScanner([]pii.Detector{d}, pii.WithThreshold(0))
	if err != nil {
		return err
	}
	for i, text := range u.Positive {
		if len(s.Document(nil, []byte(text))) == 0 {
			return fmt.Errorf("positive example %d is not found", i+1)
		}
	}
	for i, text := range u.Negative {
		if len(s.Document(nil, []byte(text))) > 0 {
			return fmt.Errorf("negative example %d is found", i+1)
		}
	}
	return nil
}
