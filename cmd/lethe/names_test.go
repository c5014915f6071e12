package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNameLists(t *testing.T) {
	dir := t.TempDir()
	roster, never := filepath.Join(dir, "roster.txt"), filepath.Join(dir, "never.txt")
	require.NoError(t, os.WriteFile(roster, []byte("# staff\nZork Plimsoll; Plimmy\n"), 0o600))
	require.NoError(t, os.WriteFile(never, []byte("Maria\n"), 0o600))
	for _, c := range []struct {
		text, want string
		args       []string
	}{
		{"the zork plimsoll file", "the [PERSON] file", []string{"--roster", roster}},
		{"the plimmy file", "the [PERSON] file", []string{"--roster", roster}},
		{"the Zork Plimsol file", "the [PERSON] file", []string{"--roster", roster, "--fuzzy"}},
		{"I told Maria.", "I told [PERSON].", nil},
		{"I told Maria.", "I told Maria.", []string{"--never", never}},
	} {
		code, out, msg := lethe(t, c.text, append([]string{"redact"}, c.args...)...)
		require.Zero(t, code, msg)
		require.Equal(t, c.want, out)
	}
	require.NoError(t, os.WriteFile(roster, []byte("one two three four five\n"), 0o600))
	code, out, msg := lethe(t, "x", "redact", "--roster", roster)
	require.Equal(t, exitUsage, code)
	require.Empty(t, out)
	require.Contains(t, msg, "entry 1")
	require.NotContains(t, msg, "three")
	code, _, _ = lethe(t, "x", "scan", "--roster", filepath.Join(dir, "none.txt"))
	require.Equal(t, exitIO, code)
}

// TestNameRecall holds that each level finds at least what the level below finds, and the highest more.
func TestNameRecall(t *testing.T) {
	text := "we saw dot and pip at the fair\nthen quince came, tell baxley about marlow and the bramley report\nfoley was there with sobral"
	found := func(level string) int {
		_, out, _ := lethe(t, text, "scan", "--types", "PERSON", "--name-recall", level)
		return len(out)
	}
	require.LessOrEqual(t, found("balanced"), found("high"))
	require.Less(t, found("balanced"), found("highest"))
	code, _, msg := lethe(t, text, "scan", "--name-recall", "most")
	require.Equal(t, exitUsage, code)
	require.Contains(t, msg, "highest")
}
