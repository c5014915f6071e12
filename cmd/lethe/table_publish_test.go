package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// searches invents queries: some of many users, one of few, one of many that names a person.
func searches() string {
	var b strings.Builder
	b.WriteString("user,query\n")
	for i := range 40 {
		fmt.Fprintf(&b, "u%d,cheap flights\nu%d,cheap flights\nu%d,weather tomorrow\nu%d,bread recipe\n", i, i, i, i)
		fmt.Fprintf(&b, "u%d,ann.miller@example.com\n", i)
		if i < 3 {
			fmt.Fprintf(&b, "u%d,rare illness clinic\n", i)
		}
	}
	for range 50 {
		b.WriteString("u1,my own street\n")
	}
	return b.String()
}

func TestSearchQueries(t *testing.T) {
	args := []string{"publish", "-", "--by", "query", "--subject", "user", "--count", "subjects", "--threshold", "10"}
	out, diag, code := tableRun(t, searches(), args...)
	require.Zero(t, code, diag)
	require.Equal(t, "query,subjects\ncheap flights,40\nweather tomorrow,40\nbread recipe,40\n", out)
	require.Contains(t, diag, "3 figures shown, 3 hidden for themselves")
	out, _, code = tableRun(t, searches(), append(args, "--keep-findings")...)
	require.Zero(t, code)
	require.Contains(t, out, "ann.miller@example.com,40")
}

func TestPublishWithNoise(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "l.json")
	args := []string{"publish", "-", "--by", "query", "--subject", "user", "--epsilon", "1", "--groups-each", "4", "--ledger", ledger, "--total-budget", "2"}
	for range 2 {
		_, diag, code := tableRun(t, searches(), args...)
		if code != 0 { // noise may leave no group
			require.Contains(t, diag, "too few subjects")
		}
	}
	out, diag, code := tableRun(t, searches(), slices.Concat(args[:len(args)-4], []string{"--domain", "query=cheap flights|snow", "--epsilon", "5"})...)
	require.Zero(t, code, diag)
	require.Len(t, strings.Split(strings.TrimSpace(out), "\n"), 3)
	b, err := os.ReadFile(ledger)
	require.NoError(t, err)
	require.Contains(t, string(b), `"epsilon_spent":2`)
	_, diag, code = tableRun(t, searches(), args...)
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "budget is used up")
	for _, bad := range [][]string{{"--margins"}, {"--sum", "user"}, {"--domain", "query"}, {"--epsilon", "99"}} {
		_, _, code := tableRun(t, searches(), slices.Concat(args[:len(args)-4], bad)...)
		require.Equal(t, exitUsage, code, bad)
	}
}
