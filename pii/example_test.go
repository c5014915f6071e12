package pii_test

import (
	"fmt"

	"github.com/lethe-pii/lethe/pii"
)

// badge finds staff badges such as "#B-20418": a detector of one's own needs nothing but this package.
type badge struct{}

var badgeRule = &pii.Rule{Detector: "badge", Name: "number", Source: "the firm's handbook"}

func (badge) Spec() pii.Spec {
	return pii.Spec{Name: "badge", Types: []pii.Type{"STAFF_BADGE"}, Wants: []pii.Want{pii.OnLiterals("#B-")}}
}

func (badge) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	for _, a := range at {
		end := a.End
		for end < len(s.Text) && end-a.End < 5 && '0' <= s.Text[end] && s.Text[end] <= '9' {
			end++
		}
		if end-a.End == 5 {
			dst = append(dst, s.Found(a.Start, end, "STAFF_BADGE", 0.9, badgeRule))
		}
	}
	return dst
}

func Example_customDetector() {
	scanner, err := pii.NewScanner([]pii.Detector{badge{}})
	if err != nil {
		panic(err)
	}
	text := "Badge #B-20418 was handed in, #B-12 was not."
	for f := range scanner.Findings(text) {
		fmt.Println(f, text[f.Start:f.End])
	}
	// Output: STAFF_BADGE[6:14] #B-20418
}

func ExampleScanner_NewFeed() {
	scanner, err := pii.NewScanner([]pii.Detector{badge{}})
	if err != nil {
		panic(err)
	}
	feed := scanner.NewFeed(func(p pii.Piece) error {
		fmt.Printf("%d bytes from %d: %v\n", len(p.Text), p.Base, p.Findings)
		return nil
	})
	feed.Write([]byte("badge #B-2")) // cut anywhere
	feed.Write([]byte("0418, please\n"))
	feed.Flush() // the utterance is complete: nothing that comes decides it
	feed.Write([]byte("thanks"))
	if err := feed.Close(); err != nil {
		panic(err)
	}
	// Output:
	// 23 bytes from 0: [STAFF_BADGE[6:14]]
	// 6 bytes from 23: []
}
