package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys/filelock"
)

func TestTablePopulationFlags(t *testing.T) {
	dir := t.TempDir()
	pop := filepath.Join(dir, "pop.csv")
	require.NoError(t, os.WriteFile(pop, []byte(people(2000)), 0o600))
	args := []string{"anonymize", "-", "--quasi", "age,city", "--keep", "illness", "--algorithm", "fast", "--population", pop}
	_, diag, code := tableRun(t, people(200), append(args, "-k", "1", "--map", "20", "--report", filepath.Join(dir, "r.txt"), "-o", filepath.Join(dir, "out.csv"))...)
	require.Zero(t, code, diag)
	report, err := os.ReadFile(filepath.Join(dir, "r.txt"))
	require.NoError(t, err)
	require.Contains(t, string(report), "model k-map 20")
	require.Contains(t, string(report), "reached: true")
	_, diag, code = tableRun(t, people(200), append(args, "-k", "2", "--presence", "0:0.2")...)
	require.Zero(t, code, diag)
	_, diag, code = tableRun(t, people(200), append(args, "-k", "2", "--average-risk", "0.05", "--population-risk", "0.01")...)
	require.Zero(t, code, diag)
	for _, bad := range [][]string{{"--presence", "x"}, {"--presence", "0.5:0.1"}, {"--map", "1"}, {"--map", "3000"}, {"--average-risk", "7"}} {
		_, diag, code = tableRun(t, people(200), append(args, bad...)...)
		require.Equal(t, exitUsage, code, "%v: %s", bad, diag)
	}
	_, diag, code = tableRun(t, people(200), "anonymize", "-", "--quasi", "age,city", "--map", "5")
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "population")
	require.NoError(t, os.WriteFile(pop, []byte("age;city\n30;town 0\n"), 0o600))
	out, diag, code := tableRun(t, people(20), "risk", "-", "--quasi", "age,city", "--population", pop)
	require.Zero(t, code, diag)
	require.Contains(t, out, "population: at least 1 persons")
}

func TestTableHierarchicalCloseness(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "illness.csv"), []byte("illness 0;a;*\nillness 1;a;*\nillness 2;b;*\nillness 3;b;*\n"), 0o600))
	args := []string{"anonymize", "-", "--quasi", "age,city", "--sensitive", "illness", "--t", ".3", "--t-kind", "hierarchical"}
	for _, more := range [][]string{nil, {"--hierarchies", dir}} {
		_, diag, code := tableRun(t, people(400), append(args, more...)...)
		require.Zero(t, code, diag)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "illness.csv"), []byte("illness 0;a;*\n"), 0o600))
	_, diag, code := tableRun(t, people(400), append(args, "--hierarchies", dir)...)
	require.Equal(t, exitIO, code)
	require.Contains(t, diag, `column "illness", row 2`)
}

func TestTableRiskProposesAndAttacks(t *testing.T) {
	dir := t.TempDir()
	original, release := filepath.Join(dir, "in.csv"), filepath.Join(dir, "out.csv")
	require.NoError(t, os.WriteFile(original, []byte(people(300)), 0o600))
	out, diag, code := tableRun(t, "", "risk", original)
	require.Zero(t, code, diag)
	require.Contains(t, diag, "age,city")
	require.Contains(t, out, "prosecutor risk")
	_, diag, code = tableRun(t, "", "anonymize", original, "--quasi", "age,city", "--sensitive", "illness", "-k", "7", "-o", release)
	require.Zero(t, code, diag)
	out, diag, code = tableRun(t, "", "risk", release, "--quasi", "age,city", "--sensitive", "illness", "--original", original)
	require.Zero(t, code, diag)
	require.Contains(t, out, "attack: of 300 persons of the original 0 are left with one row")
	require.Contains(t, out, "no row fits 0")
	require.Contains(t, out, "attack: illness is guessed right")
	page := filepath.Join(dir, "risk.html")
	_, diag, code = tableRun(t, "<b>,n\n1,x\n1,x\n2,y\n", "risk", "-", "--quasi", "<b>", "--as", "html", "-o", page)
	require.Zero(t, code, diag)
	html, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Contains(t, string(html), "33.3 %")
	require.Contains(t, string(html), "&lt;b&gt;")
	require.NotContains(t, string(html), "<b>,")
	require.NotContains(t, string(html), "<script")
	_, _, code = tableRun(t, "a,b\n1,2\n3,4\n", "risk", "-")
	require.Equal(t, exitUsage, code)
}

func TestTableHierarchyKinds(t *testing.T) {
	in := "city,county,born,n\nLeeds,Yorkshire,31/12/1999,1\nYork,Yorkshire,01/02/1980,5\nLeeds,Kent,03/04/1999,8\n"
	two := strings.Join(strings.SplitAfter(in, "\n")[:3], "")
	for _, c := range []struct {
		in   string
		args []string
		code int
		want string
	}{
		{two, []string{"city", "--kind", "places", "--within", "county"}, 0, "Leeds;Yorkshire;*\nYork;Yorkshire;*\n"},
		{in, []string{"city", "--kind", "places", "--within", "county"}, exitIO, `column "county", row 3`},
		{in, []string{"city", "--kind", "places"}, exitUsage, "--within"},
		{in, []string{"city", "--kind", "places", "--within", "x"}, exitUsage, "no such column"},
		{in, []string{"born", "--kind", "dates", "--layout", "02/01/2006"}, 0, "31/12/1999;1999-12;1999-Q4;1999;1990s;*"},
		{in, []string{"born", "--kind", "dates"}, exitIO, `column "born", row 1`},
		{in, []string{"n", "--kind", "intervals", "--groups", "2"}, 0, "5;>=5;*"},
		{in, []string{"n", "--kind", "intervals", "--widths", "2", "--bottom", "2", "--top", "6"}, 0, "8;>=6;*"},
		{in, []string{"n", "--kind", "intervals", "--widths", "4", "--origin", "1"}, 0, "1;[1,5);*"},
		{"n\n1\n2\nNaN\n", []string{"n", "--kind", "intervals"}, exitIO, `column "n", row 3`},
	} {
		out, diag, code := tableRun(t, c.in, append([]string{"hierarchy", "-", "--column"}, c.args...)...)
		require.Equal(t, c.code, code, "%v: %s", c.args, diag)
		require.Contains(t, out+diag, c.want, "%v", c.args)
	}
}

func TestTableStreams(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	for i := range 900 {
		fmt.Fprintf(&b, "{\"age\":%d,\"who\":\"p%d\",\"illness\":\"i%d\",\"ok\":%v}\n", 20+i/3%40, i/3, i%4, i%9 > 0)
	}
	file := filepath.Join(dir, "in.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o600))
	args := []string{"anonymize", file, "--quasi", "age", "--sensitive", "illness", "-k", "4", "--window", "100"}
	out, diag, code := tableRun(t, "", append(args, "--subject", "who", "--t", ".4", "--keep", "ok")...)
	require.Zero(t, code, diag)
	require.Greater(t, strings.Count(out, "\n"), 880)
	require.NotContains(t, out, "who")
	out, diag, code = tableRun(t, "", append(args, "--identifier", "who", "--consent", "ok=true")...)
	require.Zero(t, code, diag)
	require.Contains(t, diag, "100 rows left out for consent")
	require.NotContains(t, out, "false")
	_, diag, code = tableRun(t, "", append(args, "--subject", "who", "--consent", "ok=true")...)
	require.Equal(t, exitUsage, code, diag)
	_, diag, code = tableRun(t, b.String(), "anonymize", "-", "--quasi", "age", "--sensitive", "illness", "--t", ".3", "--window", "100")
	require.Equal(t, exitUsage, code, diag)
	require.NoError(t, os.WriteFile(file, []byte(b.String()+"{\"age\":\n"), 0o600))
	target := filepath.Join(dir, "out.jsonl")
	_, diag, code = tableRun(t, "", append(args, "--identifier", "who", "-o", target)...)
	require.Equal(t, exitIO, code)
	require.Contains(t, diag, "row 901")
	require.NoFileExists(t, target)
}

func TestTableLedgerOfReleases(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "city.csv"), []byte("town 0;north;*\ntown 1;north;*\ntown 2;south;*\n"), 0o600))
	ledger, file := filepath.Join(dir, "ledger.json"), filepath.Join(dir, "out.csv")
	release := func(in string, more ...string) (string, int) {
		_, diag, code := tableRun(t, in, append([]string{"anonymize", "-", "--quasi", "city", "--sensitive", "illness", "-k", "5", "--hierarchies", dir,
			"--ledger", ledger, "--algorithm", "full", "--scheme", "1", "-o", file}, more...)...)
		return diag, code
	}
	diag, code := release(people(300))
	require.Zero(t, code, diag)
	diag, code = release(people(300))
	require.Zero(t, code, diag)
	require.NoError(t, os.Remove(file))
	diag, code = release(people(301))
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "earlier release")
	require.NoFileExists(t, file)
	diag, code = release(people(400))
	require.Zero(t, code, diag)
	lock, err := filelock.Try(ledger + ".lock")
	require.NoError(t, err)
	diag, code = release(people(400))
	require.Equal(t, exitIO, code)
	require.Contains(t, diag, "another release")
	require.NoError(t, lock.Close())
	require.NoError(t, os.WriteFile(ledger, []byte("{"), 0o600))
	_, code = release(people(400))
	require.Equal(t, exitIO, code)
	_, code = release(people(800), "--window", "100")
	require.Equal(t, exitUsage, code)
}
