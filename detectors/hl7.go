package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// HL7 finds the personal fields of HL7 version 2 messages, whose place alone says what they are: of PID (the patient), NK1 (next of kin),
// GT1 (guarantor) and IN1 (insurance), with "|" between fields and "^" between components (HL7 2.5.1, chapters 2, 3 and 6), and those of X12 health
// care transactions, "NM1*IL*1*…~" (ASC X12N 005010). A segment begins a line. Names are PERSON, numbers MRN, CLIENT_ID, POLICY_ID, US_SSN,
// US_NPI and TAX_ID, further ADDRESS, POSTAL_CODE, PHONE, DATE and DATE_OF_BIRTH. Cost: linear in the segment.
func HL7() pii.Detector { return hl7Detector{} }

type hl7Detector struct{}

// hl7Segments are the segments in the order of hl7Names, each with its fields.
var hl7Segments = [...][]hl7Field{
	{{2, pii.ClientID}, {3, pii.MRN}, {4, pii.ClientID}, {5, pii.Person}, {6, pii.Person}, {7, pii.DateOfBirth}, {9, pii.Person}, {11, pii.Address}, {13, pii.Phone},
		{14, pii.Phone}, {18, pii.ClientID}, {19, pii.USSSN}, {20, pii.DrivingLicence}},
	{{2, pii.Person}, {4, pii.Address}, {5, pii.Phone}, {6, pii.Phone}},
	{{3, pii.Person}, {5, pii.Address}, {6, pii.Phone}, {7, pii.Phone}, {8, pii.DateOfBirth}, {12, pii.USSSN}},
	{{16, pii.Person}, {18, pii.DateOfBirth}, {19, pii.Address}, {36, pii.PolicyID}, {49, pii.ClientID}},
}

var hl7Names = []string{"pid", "nk1", "gt1", "in1"}

type hl7Field struct {
	n int // from 1, behind the segment's name
	t pii.Type
}

var ruleHL7 = &pii.Rule{Detector: "hl7", Name: "field", Source: "HL7 2.5.1"}

// maxHL7 is how far a field of a segment is read, in bytes.
const maxHL7 = 1024

func (hl7Detector) Spec() pii.Spec {
	return pii.Spec{
		Name:  "hl7",
		Types: []pii.Type{pii.Person, pii.MRN, pii.ClientID, pii.PolicyID, pii.DateOfBirth, pii.Address, pii.Phone, pii.USSSN, pii.DrivingLicence, pii.USNPI, pii.TaxID, pii.PostalCode, pii.Date},
		Reach: pii.Reach{Behind: 8, Ahead: maxHL7},
		Wants: []pii.Want{pii.OnWords(hl7Names...), pii.OnWords(x12Names...)},
	}
}

func (hl7Detector) Find(dst []pii.Finding, s *pii.Segment, at []pii.Anchor) []pii.Finding {
	b := s.Text
	for _, a := range at {
		if a.Want == 1 {
			if opensX12(b, a) {
				dst = x12(dst, s, a)
			}
			continue
		}
		p := a.End
		if p >= len(b) || b[p] != '|' || !lex.IsUpper(b[a.Start]) || a.Start > 0 && b[a.Start-1] != '\n' && b[a.Start-1] != '\r' {
			continue
		}
		end := min(len(b), p+maxHL7)
		if k := bytes.IndexAny(b[p:end], "\r\n"); k >= 0 {
			end = p + k
		}
		fields := hl7Segments[a.ID]
		for n := 1; p < end && len(fields) > 0; n++ {
			from := p + 1
			if p = end; from < end {
				if k := bytes.IndexByte(b[from:end], '|'); k >= 0 {
					p = from + k
				}
			}
			if n != fields[0].n {
				continue
			}
			for q := from; q < p; { // its repetitions
				to := p
				if k := bytes.IndexByte(b[q:p], '~'); k >= 0 {
					to = q + k
				}
				if l := hl7End(b[q:to], fields[0].t); l > 0 {
					dst = append(dst, labelled(s.Found(q, q+l, fields[0].t, 0.94, ruleHL7)))
				}
				q = to + 1
			}
			fields = fields[1:]
		}
	}
	return dst
}

// hl7End returns the length of the value at the start of v, one repetition of a field; 0 if it has none of type t. Names, addresses and
// telephone numbers may hold components, other types are the first one.
func hl7End(v []byte, t pii.Type) int {
	first := v
	if k := bytes.IndexByte(v, '^'); k >= 0 {
		first = v[:k]
	}
	v = bytes.TrimRight(v, "^")
	switch {
	case t == pii.Person || t == pii.Address:
		if len(first) < 2 || string(v) == `""` {
			return 0
		}
		return len(v)
	case hasDigits(first, 3):
		return len(first)
	case t == pii.Phone && hasDigits(v, 7): // ^PRN^PH^^^503^5550110
		return len(v)
	}
	return 0
}
