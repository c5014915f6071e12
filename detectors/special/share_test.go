//go:build unix

package special_test

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// prose is dialogue, a mail and a note: what the default pipeline meets.
const prose = `Agent: Thanks for calling, this is Priya, how can I help?
Caller: Hi, I moved on the 3rd of March and my last invoice still has the old street, can you change it please?
Agent: Sure, could I have the new address and a number where we reach you?
Caller: It's 14 Station Road, Leeds LS1 4DY, and my mobile is 07700 900123. I have asthma, so a ground floor visit would help.
Dear all, the lift is out of order until Friday. If you need something from the third floor, ask Jo Field or Sam Weir at the desk.
The quarterly report shows that sales in the north grew by four percent while costs stayed flat; details are in the table below.
Session 4. Client reports sleeping better on sertraline 50 mg, works again since May, plans a trip to see her sister in Hull.
`

// cpu returns the processor time of the process.
func cpu(tb testing.TB) time.Duration {
	var u syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkShare reports how much of its speed the default pipeline keeps with this package's hints on, in processor time: rounds with
// and without them alternate, and the best of each counts. LETHE_TEXT names another text to read.
func BenchmarkShare(b *testing.B) {
	text := []byte(strings.Repeat(prose, 200))
	if path := os.Getenv("LETHE_TEXT"); path != "" {
		own, err := os.ReadFile(path)
		require.NoError(b, err)
		text = own[:min(len(own), 1<<20)]
	}
	all := detectors.Default()
	var plain []pii.Detector
	for _, d := range all {
		if d.Spec().Name != "special" {
			plain = append(plain, d)
		}
	}
	var scanners []*pii.Scanner
	for _, ds := range [][]pii.Detector{plain, all} {
		s, err := pii.NewScanner(ds)
		require.NoError(b, err)
		s.Document(nil, text) // tables are read
		scanners = append(scanners, s)
	}
	best := []time.Duration{time.Hour, time.Hour}
	var fs []pii.Finding
	for b.Loop() {
		for k, s := range scanners {
			runtime.GC()
			start := cpu(b)
			fs = s.Append(fs[:0], text)
			best[k] = min(best[k], cpu(b)-start)
		}
	}
	require.False(b, slices.Contains(best, 0))
	b.ReportMetric(float64(best[0])/float64(best[1])*100, "%kept")
	b.ReportMetric(float64(len(text))/best[0].Seconds()/1e6, "MB/s-without")
	b.ReportMetric(float64(len(text))/best[1].Seconds()/1e6, "MB/s-with")
}
