package names

import (
	"errors"
	"fmt"

	"github.com/lethe-pii/lethe/pii"
)

// Sample is a text with the byte offsets [start, end) of the persons in it.
type Sample struct {
	Text    string
	Persons [][2]int
}

// Setting is what Tune proposes: a recall level, a threshold for pii.WithThreshold(…, pii.Person), and what they reach on the samples.
// Recall counts the persons that a finding overlaps, Precision the findings that overlap a person.
type Setting struct {
	Level             Recall
	Threshold         float32
	Recall, Precision float64
}

// ErrUnreachable is returned by Tune if no setting reaches the recall that is asked for; the setting with the most recall comes with it.
var ErrUnreachable = errors.New("names: no setting reaches this recall")

// Tune returns the setting of the most precision that reaches a recall of target, 0 to 1, on samples, and ErrOptions if there is no
// person in them. It scans the samples once a level.
func Tune(samples []Sample, target float64) (Setting, error) {
	gold := 0
	for _, s := range samples {
		gold += len(s.Persons)
	}
	if gold == 0 || !(target >= 0 && target <= 1) {
		return Setting{}, fmt.Errorf("%w: tuning needs labelled persons and a recall in 0 to 1", ErrOptions)
	}
	var best, most Setting
	reached := false
	for level := range Recall(len(bias)) {
		d, err := New(Options{Recall: level})
		if err != nil {
			return Setting{}, err
		}
		settings, err := curve(d, samples, gold)
		if err != nil {
			return Setting{}, err
		}
		for _, s := range settings {
			s.Level = level
			if s.Recall > most.Recall {
				most = s
			}
			if s.Recall >= target && (!reached || s.Precision > best.Precision) {
				best, reached = s, true
			}
		}
	}
	if !reached {
		return most, ErrUnreachable
	}
	return best, nil
}

// curve measures a detector on samples, for each threshold from the default up in steps of 0.01.
func curve(d pii.Detector, samples []Sample, gold int) ([]Setting, error) {
	s, err := pii.NewScanner([]pii.Detector{d}, pii.WithTypes(pii.Person))
	if err != nil {
		return nil, err
	}
	var found []struct {
		score float32
		right bool
	}
	var hits []float32 // of each person that is found: the best score of a finding that overlaps
	for _, x := range samples {
		best := make([]float32, len(x.Persons))
		for _, f := range s.Document(nil, []byte(x.Text)) {
			right := false
			for i, p := range x.Persons {
				if int(f.Start) < p[1] && p[0] < int(f.End) {
					right = true
					best[i] = max(best[i], f.Score)
				}
			}
			found = append(found, struct {
				score float32
				right bool
			}{f.Score, right})
		}
		for _, b := range best {
			if b > 0 {
				hits = append(hits, b)
			}
		}
	}
	var out []Setting
	for step := range 50 {
		at := pii.DefaultThreshold + float32(step)/100
		n, right, hit := 0, 0, 0
		for _, f := range found {
			if f.score >= at {
				n++
				if f.right {
					right++
				}
			}
		}
		for _, h := range hits {
			if h >= at {
				hit++
			}
		}
		if n == 0 {
			break
		}
		out = append(out, Setting{Threshold: at, Recall: float64(hit) / float64(gold), Precision: float64(right) / float64(n)})
	}
	return out, nil
}
