package special

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

func fastest(s *pii.Scanner, text []byte) time.Duration {
	return harness.Fastest(func() { s.Document(nil, text) })
}

// TestHostileTextIsLinear holds texts of terms, questions, lists, labels and quotation marks to linear growth: eight times the text may
// take thirty times as long on a busy machine, and 64 times if it were quadratic.
func TestHostileTextIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("times scans")
	}
	s := scanner(t, WithGenderIdentity(), WithImmigration(), WithCrisis(), WithMinor())
	for _, unit := range []string{"I have asthma, ", "asthma ", "party? ", "are you in a union? yes ", "asthma and ", "religion: ", "religion=x&", " \"",
		"he is not ", "convicted of ", "years in ", "Unite ", "of the ", "carrier of ", "Patient: ", "a=b ", "fingerprint ", "i'm ", "gay "} {
		small, big := []byte(strings.Repeat(unit, 40_000/len(unit))), []byte(strings.Repeat(unit, 320_000/len(unit)))
		a, b := fastest(s, small), fastest(s, big)
		for try := 0; try < 3 && b >= 30*a+30*time.Millisecond; try++ { // another process had the processor
			a, b = fastest(s, small), fastest(s, big)
		}
		require.Less(t, b, 30*a+30*time.Millisecond, "%q is not linear", unit)
	}
}
