package main

import (
	"bytes"
	"context"
	"os"
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

// TestNoOutputTakesAnInputsPlace holds that an input stays, also one that standard input or a report names, and that nothing is written then.
func TestNoOutputTakesAnInputsPlace(t *testing.T) {
	text := "call " + phone
	folder(t, map[string]string{"a.txt": text})
	in, err := os.Open("a.txt")
	require.NoError(t, err)
	defer in.Close()
	var out, errs bytes.Buffer
	require.Equal(t, exitUsage, run(&app{ctx: context.Background(), in: in, out: &out, err: &errs}, []string{"redact", "-", "-o", "a.txt"}))
	for _, args := range [][]string{{"redact", "a.txt", "-o", "b.txt", "--report", "a.txt"}, {"scan", "a.txt", "-o", "b.txt", "--report", "a.txt"}} {
		code, out, _ := lethe(t, "", args...)
		require.Equal(t, exitUsage, code, args)
		require.Empty(t, out)
		require.NoFileExists(t, "b.txt")
	}
	require.Equal(t, text, read(t, "a.txt"))
}
