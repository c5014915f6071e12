package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoReportTakesAnOutputsPlace holds that what is told about a run is not written over what it made.
func TestNoReportTakesAnOutputsPlace(t *testing.T) {
	folder(t, map[string]string{"in/sub/a.txt": "call " + phone, "in/b.txt": "x"})
	for _, flag := range []string{"--report", "--log", "--record"} {
		for _, path := range []string{"out/sub/a.txt", "./out/b.txt", "out/lethe-manifest.jsonl"} {
			code, _, errs := lethe(t, "", "redact", "in", "--out-dir", "out", flag, filepath.FromSlash(path))
			require.Equal(t, exitUsage, code, "%s %s", flag, path)
			require.Contains(t, errs, "another file of this run")
			require.NoDirExists(t, "out")
		}
		code, _, errs := lethe(t, "", "redact", "in", "--out-dir", "out", "--rename", flag, "out.lethe-manifest.jsonl")
		require.Equal(t, exitUsage, code, errs)
	}
	code, _, errs := lethe(t, "", "redact", "in", "--out-dir", "out", "--report", "out/report.html", "--log", "log.jsonl", "--record", "sub.json")
	require.Equal(t, 0, code, errs)
	require.NotContains(t, read(t, "out/sub/a.txt"), phone)
	require.Contains(t, read(t, "out/report.html"), "<html")
}
