package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// x12Names are the segments of X12 health care transactions (ASC X12N 270, 271, 834, 837) that say who somebody is: a name, a street, a place, a
// birth, a contact, a date. Elements have "*" between them, and "~" ends a segment.
var x12Names = []string{"nm1", "n3", "n4", "dmg", "per", "dtp"}

const (
	x12Name = iota
	x12Street
	x12Place
	x12Birth
	x12Contact
	x12Date
)

var ruleX12 = &pii.Rule{Detector: "hl7", Name: "x12", Source: "ASC X12N 005010"}

// maxElements is how many elements of a segment are read; no segment above has more that count.
const maxElements = 10

// x12 appends the findings of the segment whose name is anchor a.
func x12(dst []pii.Finding, s *pii.Segment, a pii.Anchor) []pii.Finding {
	b := s.Text
	end := min(len(b), a.End+maxHL7)
	if k := bytes.IndexAny(b[a.End:end], "~\r\n"); k >= 0 {
		end = a.End + k
	}
	var el [maxElements][2]int // where elements begin and end, from 1
	n := 0
	for p := a.End; p < end && n+1 < len(el); {
		q := end
		if k := bytes.IndexByte(b[p+1:end], '*'); k >= 0 {
			q = p + 1 + k
		}
		n++
		el[n] = [2]int{p + 1, q}
		p = q
	}
	is := func(i int, v string) bool { return string(b[el[i][0]:el[i][1]]) == v }
	add := func(i int, t pii.Type, digits, least int) {
		if v := b[el[i][0]:el[i][1]]; len(v) >= least && hasDigits(v, digits) {
			dst = append(dst, labelled(s.Found(el[i][0], el[i][1], t, 0.94, ruleX12)))
		}
	}
	switch a.ID {
	case x12Name:
		if is(2, "1") {
			add(3, pii.Person, 0, 2)
			add(4, pii.Person, 0, 2)
		}
		switch {
		case is(8, "XX"):
			add(9, pii.USNPI, 10, 10)
		case is(8, "MI"), is(8, "II"):
			add(9, pii.ClientID, 4, 6)
		case is(8, "34"):
			add(9, pii.USSSN, 9, 9)
		case is(8, "24"), is(8, "FI"):
			add(9, pii.TaxID, 9, 9)
		}
	case x12Street:
		add(1, pii.Address, 0, 4)
	case x12Place:
		add(3, pii.PostalCode, 4, 5)
	case x12Birth:
		if is(1, "D8") {
			add(2, pii.DateOfBirth, 8, 8)
		}
	case x12Contact:
		for i := 3; i+1 <= n; i += 2 {
			if is(i, "TE") || is(i, "FX") {
				add(i+1, pii.Phone, 7, 7)
			}
		}
	case x12Date:
		if is(2, "D8") {
			add(3, pii.Date, 8, 8)
		}
	}
	return dst
}

// opensX12 reports that the word of anchor a is the name of an X12 segment.
func opensX12(b []byte, a pii.Anchor) bool {
	return a.End < len(b) && b[a.End] == '*' && lex.IsUpper(b[a.Start]) && (a.Start == 0 || b[a.Start-1] == '~' || b[a.Start-1] == '\n' || b[a.Start-1] == '\r')
}
