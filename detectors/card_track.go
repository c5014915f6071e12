package detectors

import "github.com/lethe-pii/lethe/pii"

var ruleTrack = &pii.Rule{Detector: "card", Name: "track", Validator: "luhn", Source: "ISO/IEC 7813"}

const (
	maxTrackName = 26 // characters of the holder's name in track 1
	maxTrackData = 64 // bytes behind the card number and the name
)

// cardTrack finds the contents of a magnetic stripe around a card number whose digits end before b[end]: track 1,
// "%B4111111111111111^DOE/JANE^2512…?", and track 2, ";4111111111111111=2512…?". Neither may be kept (PCI DSS 4.0.1, requirement 3.3.1.1), so
// that the whole is one finding.
func cardTrack(dst []pii.Finding, s *pii.Segment, end int) []pii.Finding {
	b := s.Text
	start := end
	for start > 0 && end-start < 20 && b[start-1]-'0' < 10 {
		start--
	}
	if end-start > 19 || !cardNumber(b[start:end]) {
		return dst
	}
	at := end + 1
	switch {
	case b[end] == '^' && start > 1 && b[start-1]|0x20 == 'b' && b[start-2] == '%':
		start -= 2
		for at < len(b) && at-end <= maxTrackName && b[at] != '^' {
			if b[at] < ' ' || b[at] == '?' {
				return dst
			}
			at++
		}
		if at >= len(b) || b[at] != '^' {
			return dst
		}
		at++
	case b[end] == '=' && start > 0 && b[start-1] == ';':
		start--
	default:
		return dst
	}
	digits := at
	for at < len(b) && at-digits < maxTrackData && b[at] > ' ' && b[at] < 0x7f && b[at] != '?' {
		at++
	}
	if at-digits < 4 {
		return dst
	}
	if at < len(b) && b[at] == '?' {
		at++
	}
	return append(dst, s.Found(start, at, pii.CreditCard, 0.95, ruleTrack))
}
