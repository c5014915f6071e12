package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Bounds that make no sense, or would be none, are refused: a release without a bound that was asked for must not look like one with it.
func TestTableBoundsAreKeptOrRefused(t *testing.T) {
	in := "age,sex,ill,pay\n" + strings.Repeat("30,m,flu,1\n30,f,hiv,2\n", 10)
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	anonymize := []string{"anonymize", "-", "--quasi", "age", "--sensitive", "ill", "-k", "2"}
	publish := []string{"publish", "-", "--by", "sex"}
	noise := append(publish[:4:4], "--epsilon=1", "--domain=sex=m|f")
	for _, f := range []struct {
		cmd   []string
		flag  string
		wrong string
	}{
		{anonymize, "--t", "0 -1 NaN Inf"}, {anonymize, "--l", "0 -3 NaN Inf"}, {anonymize, "--beta", "0 -1 NaN +Inf"}, {anonymize, "--map", "0 -2 1.5 99999999999999999999"},
		{anonymize, "--suppress", "-1 NaN 2 Inf"}, {anonymize, "--average-risk", "0 -1 NaN 2"}, {anonymize, "--population-risk", "0 -1 NaN"}, {anonymize, "--window", "0 -1"},
		{anonymize, "--population-size", "0 -5"}, {anonymize, "--c", "0 NaN"},
		{publish, "--epsilon", "0 -1 NaN Inf"}, {publish, "--dominance", "-1 NaN 2"}, {publish, "--round", "0 -1"}, {publish, "--threshold", "0 -5 1"}, {publish, "--total-budget", "1"},
		{noise, "--total-budget", "0 -1 NaN 1"}, {noise, "--ledger", empty},
	} {
		_, diag, code := tableRun(t, in, f.cmd...)
		require.Zero(t, code, diag)
		for wrong := range strings.FieldsSeq(f.wrong) {
			out, diag, code := tableRun(t, in, append(f.cmd[:len(f.cmd):len(f.cmd)], f.flag+"="+wrong)...)
			require.NotZero(t, code, "%s=%s", f.flag, wrong)
			require.NotEmpty(t, diag)
			require.Empty(t, out)
		}
	}
}

// An output does not take the place of the ledger, of the keys or of the table itself.
func TestTableOutputsAreNotLost(t *testing.T) {
	in := "age,sex,ill\n" + strings.Repeat("30,m,flu\n30,f,hiv\n", 10)
	t.Chdir(t.TempDir())
	require.NoError(t, os.Symlink("ledger", "link"))
	for _, args := range [][]string{
		{"publish", "-", "--by", "sex", "--ledger", "ledger", "-o", "./ledger"},
		{"anonymize", "-", "--quasi", "age,sex", "-k", "2", "-o", "out", "--report", "out"},
		{"anonymize", "-", "--quasi", "age,sex", "-k", "2", "--algorithm", "mondrian", "--ledger", "ledger", "-o", "link"},
	} {
		out, diag, code := tableRun(t, in, args...)
		require.Equal(t, exitUsage, code, args)
		require.Contains(t, diag, "another file")
		require.Empty(t, out)
	}
	require.NoError(t, os.WriteFile("in.txt", []byte("mail ann@b.example"), 0o600))
	code, _, errs := lethe(t, "", "keys", "new", "keys")
	require.Zero(t, code, errs)
	keys, err := os.ReadFile("keys")
	require.NoError(t, err)
	pseudonyms := []string{"redact", "in.txt", "--policy", "gdpr-pseudonymize", "--keys", "keys"}
	for _, args := range [][]string{
		append(pseudonyms[:6:6], "-o", "keys"), append(pseudonyms[:6:6], "-o", "out.txt", "--log", "./keys"), append(pseudonyms[:6:6], "--out-dir", "d", "--record", "keys"),
		{"redact", "in.txt", "-o", "both", "--record", "both"}, {"redact", "in.txt", "-o", "both", "--log", "both"},
	} {
		code, _, _ := lethe(t, "", args...)
		require.NotZero(t, code, args)
		now, err := os.ReadFile("keys")
		require.NoError(t, err)
		require.Equal(t, keys, now, args)
	}
	b, err := os.ReadFile("ledger")
	require.NoError(t, err)
	require.Equal(t, byte('{'), b[0])
	b, err = os.ReadFile("out")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(b), "age,sex,ill\n"))
}
