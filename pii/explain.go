package pii

import "github.com/lethe-pii/lethe/internal/lex"

// Explanation says what became of one candidate.
type Explanation struct {
	Finding         // as it entered the contest
	Base    float32 // score before context words
	Outcome string  // "found", "found as part", "lost", "below the threshold", "on an allow list"
}

// Explain scans text in document mode and returns every candidate with what became of it, in the order in which they were found.
func (s *Scanner) Explain(text []byte, m ...Mark) []Explanation {
	var out []Explanation
	r := s.ReportingParts().getRun(true)
	r.trace, r.buf, r.eof = &out, text, true
	r.setMarks(m, 0)
	r.step()
	found := r.dst
	s.putRun(r)
	for i := range out {
		if out[i].Outcome != "" {
			continue
		}
		out[i].Outcome = "lost"
		for _, f := range found {
			if f.Start == out[i].Start && f.End == out[i].End && f.Type == out[i].Type {
				out[i].Outcome = "found"
				if f.Kind == Part {
					out[i].Outcome = "found as part"
				}
			}
		}
	}
	for _, f := range found {
		if f.Attrs.Alias() {
			out = append(out, Explanation{Finding: f, Base: f.Score, Outcome: "found"})
		}
	}
	return out
}

// appendFolded appends b lower-cased, with runs of white space as one blank and none at the ends.
func appendFolded(dst, b []byte) []byte {
	n := len(dst)
	space := false
	for _, c := range lex.Fold(nil, b) {
		if c == ' ' || c-'\t' < 5 {
			space = true
			continue
		}
		if space && len(dst) > n {
			dst = append(dst, ' ')
		}
		space = false
		dst = append(dst, c)
	}
	return dst
}
