package detectors_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// TestValuesThatAreNone holds that labels and cues without what they promise fail no detector, wherever the text ends.
func TestValuesThatAreNone(t *testing.T) {
	s := all(t)
	for _, text := range []string{
		`"Resource": "arn:aws:iam::123456789012:user/*"`, "arn:aws:iam::123456789012:user/«x", "arn:aws:iam::123456789012:user/",
		"\nPlace: Kumbakonam –", "STATE OF ORIGIN: Enugu—", "Wohnort: Bern -",
	} {
		for n := range len(text) + 1 {
			for _, f := range s.Append(nil, []byte(text[:n])) {
				require.NotEqual(t, pii.Unscanned, f.Kind, "%q", text[:n])
			}
		}
	}
	for _, label := range []string{"SRA ID", "ICAEW member", "FSP", "auth", "order", "id", "PPSN", "Aadhaar", "driver licence no", "city", "place"} {
		for _, value := range []string{".!?;", "–", "?%", "#", "«»", "-", "&amp;", "x", "é"} {
			marks := []pii.Mark{{At: 0, Kind: pii.MarkField, Label: label}}
			for _, f := range s.Document(nil, []byte(value), marks...) {
				require.NotEqual(t, pii.Unscanned, f.Kind, "%s: %q", label, value)
			}
		}
	}
}
