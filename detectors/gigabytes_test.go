//go:build linux

package detectors_test

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/internal/harness"
	"github.com/lethe-pii/lethe/pii"
)

// TestLongGigabytes streams a gigabyte of each pattern and demands bounded memory. Speeds are by processor time.
func TestLongGigabytes(t *testing.T) {
	if os.Getenv("LETHE_LONG") == "" {
		t.Skip("set LETHE_LONG=1")
	}
	s := all(t)
	size := 1 << 30
	if n, err := strconv.Atoi(os.Getenv("LETHE_LONG_MB")); err == nil {
		size = n << 20
	}
	for _, p := range append([]harness.Pattern{{Name: "ordinary", Unit: string(harness.Ordinary(1, 60000))}}, harness.Patterns...) {
		chunk := p.Text(1 << 20)
		debug.FreeOSMemory() // what the pattern before needed says nothing of this one
		start := processorTime(t)
		f := s.NewFeed(func(pii.Piece) error { return nil })
		for range size >> 20 {
			_, err := f.Write(chunk)
			require.NoError(t, err)
		}
		require.NoError(t, f.Close())
		d := processorTime(t) - start
		rss := residentMB(t)
		t.Logf("%-20s %6.1f MB/s, %d MB resident", p.Name, float64(size)/1e6/d.Seconds(), rss)
		require.LessOrEqual(t, rss, 64, p.Name)
	}
}

// processorTime is what this process has used.
func processorTime(t testing.TB) time.Duration {
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// residentMB is the resident size of this process, in MB.
func residentMB(t testing.TB) int {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc here")
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, err := strconv.Atoi(f[1])
			require.NoError(t, err)
			return kb / 1024
		}
	}
	return 0
}
