package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// bornAtEnd finds the date before a German verb that ends its sentence: "ich bin am 23. Mai 1994 in Ulm geboren", "am 23. Mai 1994 wurde sie
// geboren". before are the findings that begin before the verb. "am" stands before the date, and a place or "wurde" begins what stands between.
func bornAtEnd(s *pii.Segment, a pii.Anchor, before []pii.Finding) (f pii.Finding, ok bool) {
	verb := s.Text[a.Start:a.End]
	if !hasFold(verb, "geboren") {
		return f, false
	}
	for i := len(before) - 1; i >= 0 && i >= len(before)-4; i-- {
		f = before[i]
		if f.Type != pii.Date && f.Type != pii.DateTime {
			continue
		}
		v, start, ok := s.Value(f)
		end := start + len(v)
		if !ok || end > a.Start || a.Start-end > birthNear || !unbroken(s.Text[end:a.Start]) {
			return f, false
		}
		ts, k, n := s.Tokens(), s.TokenAt(start), s.TokenAt(end)
		if k == 0 || ts[k-1].Hash != hashAm || start-int(ts[k-1].End) != 1 {
			return f, false
		}
		return f, n >= len(ts) || int(ts[n].Start) >= a.Start || bornIn[ts[n].Hash] || len(verb) == len("geboren") && bornAux[ts[n].Hash]
	}
	return f, false
}

// unbroken reports that only words and blanks stand in b: no sentence, part of a sentence or paragraph ends there.
func unbroken(b []byte) bool {
	return bytes.IndexByte(b, '\n') == bytes.LastIndexByte(b, '\n') && !bytes.ContainsAny(b, ".,;:!?()")
}

var (
	hashAm  = lex.HashString("am")
	bornIn  = hashes("in", "zu", "bei")
	bornAux = hashes("wurde", "wurden", "bin", "ist", "sind", "war", "waren", "bist")
)
