package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// tableRun runs `lethe table` with arguments and returns its outputs and exit code.
func tableRun(t *testing.T, in string, args ...string) (out, diag string, code int) {
	t.Helper()
	var c struct {
		Table TableCmd `cmd:""`
	}
	p, err := kong.New(&c)
	require.NoError(t, err)
	k, err := p.Parse(append([]string{"table"}, args...))
	require.NoError(t, err)
	var o, e bytes.Buffer
	a := &app{ctx: context.Background(), in: strings.NewReader(in), out: &o, err: &e}
	code = a.exitCode(k.Run(a))
	return o.String(), e.String(), code
}

func people(n int) string {
	var b strings.Builder
	b.WriteString("age;city;illness\n")
	for i := range n {
		fmt.Fprintf(&b, "%d;town %d;illness %d\n", 20+i%37, i%3, i%4)
	}
	return b.String()
}

func TestTableAnonymizeAndRisk(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "out.csv")
	_, diag, code := tableRun(t, people(120), "anonymize", "-", "-k", "4", "--quasi", "age,city", "--sensitive", "illness", "--l", "2",
		"-o", file, "--report", filepath.Join(dir, "r.html"))
	require.Zero(t, code, diag)
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Len(t, strings.Split(string(b), "\n"), 122)
	page, err := os.ReadFile(filepath.Join(dir, "r.html"))
	require.NoError(t, err)
	require.Contains(t, string(page), "<svg")
	out, _, code := tableRun(t, "", "risk", file, "--quasi", "age,city", "--sensitive", "illness")
	require.Zero(t, code)
	require.Contains(t, out, "unique persons 0")
}

func TestTableHierarchyFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "h_age.csv")
	_, diag, code := tableRun(t, people(120), "hierarchy", "-", "--column", "age", "--kind", "intervals", "--widths", "5,10", "-o", file)
	require.Zero(t, code, diag)
	out, _, code := tableRun(t, "", "hierarchy", file)
	require.Zero(t, code)
	require.Equal(t, "37 values, 4 levels\n", out)
	out, diag, code = tableRun(t, people(120), "anonymize", "-", "-k", "3", "--quasi", "age", "--algorithm", "full",
		"--hierarchies", dir, "--hierarchy-prefix", "h_", "--delimiter", ";")
	require.Zero(t, code, diag)
	require.Contains(t, out, "20;town 0")
	require.NoError(t, os.WriteFile(file, []byte("54;50-54;*\n55;50-54;*\n"), 0o600))
	_, diag, code = tableRun(t, "", "hierarchy", file)
	require.Equal(t, exitIO, code)
	require.Contains(t, diag, "row 2, level 1")
}

func TestTablePublishAndInfer(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "ledger.json")
	out, diag, code := tableRun(t, people(120), "publish", "-", "--by", "city", "--margins", "--ledger", ledger)
	require.Zero(t, code, diag)
	require.Contains(t, out, "*;120")
	_, _, code = tableRun(t, people(121), "publish", "-", "--by", "city", "--margins", "--ledger", ledger)
	require.Equal(t, exitUsage, code)
	out, _, code = tableRun(t, people(120), "infer", "-")
	require.Zero(t, code)
	require.Contains(t, out, "quasi")
}

func TestTableRefusalsWriteNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.csv")
	for name, c := range map[string]struct {
		in   string
		args []string
		code int
	}{
		"ragged":    {"a,b\n1,2\n3\n", []string{"--quasi", "a"}, exitIO},
		"no column": {"a,b\n1,2\n", []string{"--quasi", "z"}, exitUsage},
		"k":         {"a,b\n1,2\n", []string{"--quasi", "a"}, exitUsage},
		"no quasi":  {people(20), nil, exitUsage},
	} {
		_, diag, code := tableRun(t, c.in, append([]string{"anonymize", "-", "-o", file}, c.args...)...)
		require.Equal(t, c.code, code, "%s: %s", name, diag)
		require.NotEmpty(t, diag)
		_, err := os.Stat(file)
		require.True(t, errors.Is(err, os.ErrNotExist), name)
	}
}
