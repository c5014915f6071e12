package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/table"
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
	if err != nil {
		return "", err.Error(), exitUsage
	}
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
	dir := t.TempDir()
	file := filepath.Join(dir, "out.csv")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "false_age.csv"), []byte("20;50-54;*\n21;50-54;*\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "short_city.csv"), []byte("town 0;*\ntown 1;*\n"), 0o600))
	for name, c := range map[string]struct {
		in   string
		args []string
		code int
		says string
	}{
		"ragged":              {"a,b\n1,2\n3\n", []string{"--quasi", "a"}, exitIO, "row 2: row has another number of fields"},
		"open quote":          {"a,b\n1,2\n\"3,4\n", []string{"--quasi", "a"}, exitIO, "row 2: quote is not closed"},
		"no column":           {"a,b\n1,2\n", []string{"--quasi", "z"}, exitUsage, `no column "z"`},
		"k above the rows":    {"a,b\n1,2\n2,3\n", []string{"--quasi", "a"}, exitUsage, "k must be at least 2 and at most the number of rows"},
		"k of 1":              {people(20), []string{"--quasi", "age", "-k", "1"}, exitUsage, "k must be at least 2"},
		"k above the persons": {people(20), []string{"--quasi", "age", "--subject", "city", "-k", "4"}, exitUsage, "k must be at least 2"},
		"no quasi":            {people(20), nil, exitUsage, "no quasi-identifier"},
		"same column":         {"a,b,a\n1,2,3\n", []string{"--quasi", "a"}, exitIO, "header, column 3"},
		"empty column":        {"a,,b\n1,2,3\n", []string{"--quasi", "a"}, exitIO, "header, column 2"},
		"header alone":        {"a,b\n", []string{"--quasi", "a"}, exitIO, "no rows"},
		"nothing":             {"", []string{"--quasi", "a"}, exitIO, "no rows"},
		"UTF-16":              {"\xff\xfea\x00", []string{"--quasi", "a"}, exitIO, "UTF-16"},
		"value not listed":    {people(20), []string{"--quasi", "city", "--hierarchies", dir, "--hierarchy-prefix", "short_"}, exitIO, `column "city", row 3`},
		"false label":         {people(20), []string{"--quasi", "age", "--hierarchies", dir, "--hierarchy-prefix", "false_"}, exitIO, "row 1, level 1"},
		"two roles":           {people(20), []string{"--quasi", "age", "--sensitive", "age"}, exitUsage, "two roles"},
		"l without sensitive": {people(20), []string{"--quasi", "age", "--l", "2"}, exitUsage, "--l, --t and --beta"},
		"l out of reach":      {people(20), []string{"--quasi", "age", "--sensitive", "illness", "--l", "9"}, exitUsage, "model is not reached"},
		"text in numbers":     {people(20), []string{"--quasi", "age", "--sensitive", "illness", "--t", ".5", "--t-kind", "ordered"}, exitIO, `column "illness", row 1`},
		"delimiter":           {people(20), []string{"--quasi", "age", "--delimiter", "ab"}, exitUsage, "--delimiter"},
	} {
		_, diag, code := tableRun(t, c.in, append([]string{"anonymize", "-", "-o", file}, c.args...)...)
		require.Equal(t, c.code, code, "%s: %s", name, diag)
		require.Contains(t, diag, c.says, name)
		_, err := os.Stat(file)
		require.True(t, errors.Is(err, os.ErrNotExist), name)
	}
}

// TestOddInputIsTreated: what is no fault is treated as the documentation says.
func TestOddInputIsTreated(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"mark, CRLF and quotes": {"\xef\xbb\xbf\"a\";b\r\n\"1\";\"x;y\"\r\n\"1\";z\r\n", "\xef\xbb\xbfa;b\r\n\"1\";\"x;y\"\r\n\"1\";z\r\n"},
		"decimal commas":        {"a;b\n1,5;x\n1,5;y\n2,5;z\n2,5;z\n", "a;b\n1,5;x\n1,5;y\n2,5;z\n2,5;z\n"},
		"NaN":                   {"a;b\nNaN;x\nNaN;y\n3;z\n3;z\n", "a;b\nNaN;x\nNaN;y\n3;z\n3;z\n"},
		"missing":               {"a;b\n;x\n;y\n3;z\n3;z\n", "a;b\n;x\n;y\n3;z\n3;z\n"},
		"formula":               {"a;b\n1;=1+1\n1;y\n", "a;b\n1;=1+1\n1;y\n"},
		"JSON lines":            {"{\"a\":1,\"b\":null}\n{\"a\":1}\n", "{\"a\":1,\"b\":null}\n{\"a\":1,\"b\":null}\n"},
	} {
		out, diag, code := tableRun(t, c.in, "anonymize", "-", "--quasi", "a", "-k", "2", "--keep", "b")
		require.Zero(t, code, "%s: %s", name, diag)
		require.Equal(t, c.want, out, name)
	}
}

func TestTableByWindows(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "in.csv")
	require.NoError(t, os.WriteFile(file, []byte(people(1003)), 0o600))
	args := []string{"--quasi", "age,city", "-k", "4", "--window", "100"}
	out, diag, code := tableRun(t, "", append([]string{"anonymize", file}, args...)...)
	require.Zero(t, code, diag)
	require.Greater(t, strings.Count(out, "\n"), 1000) // up to three rows may be withheld
	risk, _, code := tableRun(t, out, "risk", "-", "--quasi", "age,city", "-k", "4")
	require.Zero(t, code)
	require.Contains(t, risk, "persons in smaller classes than asked 0.00 %")
	_, diag, code = tableRun(t, people(100), append([]string{"anonymize", "-"}, args...)...)
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "hierarchy for every quasi-identifier")
	target := filepath.Join(dir, "out.csv")
	require.NoError(t, os.WriteFile(file, []byte(people(1003)+"1;2\n"), 0o600))
	_, diag, code = tableRun(t, "", append([]string{"anonymize", file, "-o", target}, args...)...)
	require.Equal(t, exitIO, code)
	require.Contains(t, diag, "row 1004")
	_, err := os.Stat(target)
	require.ErrorIs(t, err, os.ErrNotExist)
}

// TestInterruptKeepsTheBest ends the search once it has something better than its first try.
func TestInterruptKeepsTheBest(t *testing.T) {
	var b strings.Builder
	b.WriteString("a,b,c,d\n")
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		fmt.Fprintf(&b, "%d,v%d,w%d,%d\n", r.IntN(90), r.IntN(40), r.IntN(30), r.IntN(70))
	}
	in := b.String()
	ctx, cancel := context.WithCancel(t.Context())
	tab, err := table.Read(strings.NewReader(in), table.ReadOptions{})
	require.NoError(t, err)
	at := map[string]table.Attribute{}
	for _, c := range tab.Columns {
		at[c.Name] = table.Attribute{Role: table.Quasi}
	}
	var losses []float64
	res, err := table.Anonymize(ctx, tab, table.Config{K: 10, Attributes: at, Progress: func(p table.Progress) {
		losses = append(losses, p.Loss)
		cancel()
	}})
	require.NoError(t, err)
	require.NotEmpty(t, losses)
	require.InDelta(t, slices.Min(losses), res.Loss, 1e-9)

	file := filepath.Join(t.TempDir(), "out.csv")
	ctx, cancel = context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	var o, e bytes.Buffer
	code := run(&app{ctx: ctx, in: strings.NewReader(in), out: &o, err: &e},
		[]string{"table", "anonymize", "-", "--quasi", "a,b,c,d", "-k", "10", "-o", file})
	require.Contains(t, []int{exitOK, exitInterrupted}, code, e.String())
	written, err := os.ReadFile(file)
	if code == exitInterrupted && errors.Is(err, os.ErrNotExist) {
		t.Skip("the machine was too busy for a first solution")
	}
	require.NoError(t, err)
	require.Equal(t, 4001, strings.Count(string(written), "\n"))
}

func TestSchemeOfAnEarlierTable(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "city.csv"), []byte("town 0;north;*\ntown 1;north;*\ntown 2;south;*\n"), 0o600))
	var ages strings.Builder
	for i := range 60 {
		fmt.Fprintf(&ages, "%d;[%d,%d);*\n", 20+i, (20+i)/10*10, (20+i)/10*10+10)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "age.csv"), []byte(ages.String()), 0o600))
	args := []string{"anonymize", "-", "--quasi", "age,city", "--keep", "illness", "-k", "10", "--algorithm", "full", "--suppress", "1", "--hierarchies", dir}
	_, diag, code := tableRun(t, people(200), args...)
	require.Zero(t, code, diag)
	_, scheme, ok := strings.Cut(strings.Split(diag, "\n")[0], "scheme ")
	require.True(t, ok, diag)
	out, diag, code := tableRun(t, people(150), append(args, "--scheme", scheme)...)
	require.Zero(t, code, diag)
	require.Contains(t, diag, "scheme "+scheme)
	require.Equal(t, 151, strings.Count(out, "\n"))
	_, _, code = tableRun(t, people(150), append(args, "--scheme", "9,9")...)
	require.Equal(t, exitUsage, code)
	_, diag, code = tableRun(t, people(150), "anonymize", "-", "--quasi", "age,city", "--algorithm", "mondrian", "--untightened", "--sensitive", "illness", "--beta", "3")
	require.Zero(t, code, diag)
	_, _, code = tableRun(t, people(150), "anonymize", "-", "--quasi", "age,city", "--untightened")
	require.Equal(t, exitUsage, code)
}

func TestEarlierRelease(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.csv"), filepath.Join(dir, "two.csv")
	args := []string{"anonymize", "-", "--quasi", "age,city", "-k", "6", "--algorithm"}
	_, diag, code := tableRun(t, people(300), append(args, "mondrian", "-o", one)...)
	require.Zero(t, code, diag)
	_, diag, code = tableRun(t, people(300), append(args, "mondrian", "--earlier", one, "-o", two)...)
	require.Zero(t, code, diag) // the same again
	_, diag, code = tableRun(t, people(300), "anonymize", "-", "--quasi", "age,city", "-k", "17", "--algorithm", "mondrian", "--earlier", one, "-o", two+"x")
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "earlier release")
	require.NoFileExists(t, two+"x")
	out, _, code := tableRun(t, "", "risk", two, "--quasi", "age,city", "--earlier", one)
	require.Zero(t, code)
	require.Contains(t, out, "unique persons 0")
}
