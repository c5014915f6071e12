package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestVault(t *testing.T) {
	in := files()
	folder(t, in)
	vault := []string{"--vault", "v", "--keys", "k"}
	must := func(want int, args ...string) string {
		t.Helper()
		code, out, errs := lethe(t, "", args...)
		require.Equal(t, want, code, errs)
		require.NotContains(t, errs, "7946")
		return out
	}
	must(0, "keys", "new", "k")
	must(exitUsage, "redact", "a.txt", "--vault", "v")
	must(exitIO, append([]string{"restore", "a.txt"}, vault...)...)
	require.NoFileExists(t, "v")
	for subject, files := range map[string][]string{"client-7": {"a.txt", "c.csv"}, "client-8": {"b.jsonl"}} {
		for _, f := range files {
			must(0, append([]string{"redact", f, "-o", "red-" + f, "--subject", subject}, vault...)...)
			require.NotContains(t, read(t, "red-"+f), "7946")
		}
	}
	for _, f := range []string{"a.txt", "c.csv"} {
		require.Equal(t, in[f], must(0, append([]string{"restore", "red-" + f}, vault...)...))
	}
	require.Equal(t, strings.ReplaceAll(in["b.jsonl"], `\u002b`, "+"), must(0, append([]string{"restore", "red-b.jsonl"}, vault...)...))
	var report struct{ Entries []any }
	require.NoError(t, json.Unmarshal([]byte(must(0, append([]string{"subject", "client-7"}, vault...)...)), &report))
	require.Len(t, report.Entries, 1)

	odd := []byte(read(t, "red-a.txt"))
	last := strings.IndexByte(string(odd), '\r') - 1
	odd[last] = map[bool]byte{true: '1', false: '0'}[odd[last] == '0']
	require.NoError(t, os.WriteFile("odd.txt", odd, 0o600))
	require.Equal(t, read(t, "odd.txt"), must(exitPartial, append([]string{"restore", "odd.txt"}, vault...)...))

	t.Setenv("LETHE_TEST_KEYS", read(t, "k"))
	require.Equal(t, in["a.txt"], must(0, "restore", "red-a.txt", "--vault", "v", "--keys", "env:LETHE_TEST_KEYS"))
	must(exitIO, "restore", "red-a.txt", "--vault", "v", "--keys", "env:LETHE_TEST_NONE")
	must(0, append([]string{"hold", "client-7"}, vault...)...)
	require.Contains(t, must(0, append([]string{"subject", "client-7"}, vault...)...), `"legal_hold": true`)
	must(exitIO, append([]string{"forget", "client-7"}, vault...)...)
	must(0, append([]string{"hold", "client-7", "--release"}, vault...)...)
	must(exitIO, append([]string{"hold", "nobody"}, vault...)...)
	must(0, append([]string{"forget", "client-7"}, vault...)...)
	for _, cmd := range []string{"forget", "subject"} {
		for subject, want := range map[string]string{"client-7": `lethe: v: subject "client-7": was forgotten before`, "nobody": `lethe: v: subject "nobody": not in this vault`} {
			code, _, errs := lethe(t, "", append([]string{cmd, subject}, vault...)...)
			require.Equal(t, exitIO, code)
			require.Equal(t, want+"\n", errs)
		}
	}
	require.Equal(t, read(t, "red-a.txt"), must(exitIO, append([]string{"restore", "red-a.txt"}, vault...)...))
	must(exitIO, append([]string{"restore", "red-a.txt", "-o", "back.txt"}, vault...)...)
	require.Equal(t, read(t, "red-a.txt"), read(t, "back.txt"))
	must(0, append([]string{"restore", "red-b.jsonl"}, vault...)...)

	audit := must(0, append([]string{"audit", "show"}, vault...)...)
	require.NoError(t, os.WriteFile("audit", []byte(audit), 0o600))
	require.Contains(t, must(0, append([]string{"audit", "verify", "audit"}, vault...)...), "ok")
	require.NoError(t, os.WriteFile("audit", []byte(strings.Replace(audit, "restore", "rostere", 1)), 0o600))
	must(exitIO, append([]string{"audit", "verify", "audit"}, vault...)...)
	must(0, append([]string{"purge", "--older-than", "730d", "--dry-run"}, vault...)...)
	for _, age := range []string{"soon", "213504d", "99999999999d"} { // 213504 days are 25 minutes where a Duration overflows
		must(exitUsage, append([]string{"purge", "--older-than", age}, vault...)...)
	}
}

func TestSubjectsAndProxiesWithoutAVault(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone, "shift.yaml": "name: shift\nrules: [{types: [DATE], do: date-shift}]"})
	code, out, errs := lethe(t, "", "redact", "a.txt", "--subject", "client-7")
	require.Equal(t, exitUsage, code)
	require.Empty(t, out)
	require.Contains(t, errs, "--vault")
	code, out, errs = lethe(t, "", "redact", "a.txt", "--policy", "llm-proxy")
	require.Zero(t, code)
	require.Equal(t, "call [PHONE_1]", out)
	require.Contains(t, errs, "policy llm-proxy without --vault: values become numbered labels, which cannot be restored")
	_, _, errs = lethe(t, "", "redact", "a.txt", "--policy", "llm-proxy", "--irreversible")
	require.Empty(t, errs)
	code, _, errs = lethe(t, "", "keys", "new", "k")
	require.Zero(t, code, errs)
	code, _, errs = lethe(t, "", "redact", "a.txt", "--policy", "shift.yaml", "--keys", "k", "--subject", "client-7")
	require.Zero(t, code, errs)
	code, _, _ = lethe(t, "", "keys", "new")
	require.Equal(t, exitUsage, code)
}
