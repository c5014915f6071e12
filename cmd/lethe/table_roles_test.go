package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// visits invents rows with a name, an e-mail address and a consent column; every third person comes twice.
func visits(n int) string {
	var b strings.Builder
	b.WriteString("mail,age,city,diagnosis,consent,remark\n")
	for i := range n {
		yes := "yes"
		if i%10 == 0 {
			yes = "no"
		}
		fmt.Fprintf(&b, "p%d@example.com,%d,town %d,illness %d,%s,\"called ann.miller%d@example.com, who is fine, and so on and on\"\n",
			i-i%3/2, 20+i%37, i%3, i%4, yes, i)
	}
	return b.String()
}

func TestRolesFromAFileAndFlags(t *testing.T) {
	dir := t.TempDir()
	roles := filepath.Join(dir, "roles.yaml")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "city.csv"), []byte("town 0;north;*\ntown 1;north;*\ntown 2;south;*\n"), 0o600))
	require.NoError(t, os.WriteFile(roles, []byte("columns:\n  city: {role: quasi, hierarchy: city.csv}\n  diagnosis: {role: sensitive}\n"), 0o600))
	out, diag, code := tableRun(t, visits(300), "anonymize", "-", "--roles", roles, "--quasi", "age", "-k", "20", "--l", "2", "--algorithm", "fast")
	require.Zero(t, code, diag)
	require.True(t, strings.HasPrefix(out, "age,city,diagnosis,consent\n"), out[:40])
	require.Contains(t, diag, "mail: identifier")
	require.Contains(t, diag, "remark: freetext")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "city.csv"), []byte("town 0;north;*\ntown 1;north;*\n"), 0o600))
	_, diag, code = tableRun(t, visits(300), "anonymize", "-", "--roles", roles)
	require.Equal(t, exitIO, code)
	require.Contains(t, diag, `column "city", row 3`)
	_, diag, code = tableRun(t, visits(30), "anonymize", "-", "--roles", roles, "--sensitive", "city")
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "two roles")
	require.NoError(t, os.WriteFile(roles, []byte("columns:\n  city: {roll: quasi}\n"), 0o600))
	_, diag, code = tableRun(t, visits(30), "anonymize", "-", "--roles", roles)
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "line 2, column 10")
}

func TestWarnsOfColumnsThatFindRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("age,town_code,reading,color,Gehalt\n")
	for i := range 100 {
		fmt.Fprintf(&b, "%d,%d,%d,%d,%d\n", 20+i%5, i%4, i, i%10, 1000*i)
	}
	_, diag, code := tableRun(t, b.String(), "anonymize", "-", "--quasi", "age")
	require.Zero(t, code, diag)
	require.Contains(t, diag, "warning: town_code is released")
	require.Contains(t, diag, "warning: reading is released as it is and has 100 values in 100 rows")
	require.Contains(t, diag, "warning: Gehalt is released as it is and looks sensitive")
	require.NotContains(t, diag, "color")
	_, diag, _ = tableRun(t, b.String(), "anonymize", "-", "--quasi", "age,town_code", "--keep", "reading", "--sensitive", "Gehalt")
	require.NotContains(t, diag, "warning")
}

func TestProposedRoles(t *testing.T) {
	out, diag, code := tableRun(t, visits(300), "anonymize", "-", "--auto", "--keep", "consent", "-k", "5", "--algorithm", "fast")
	require.Zero(t, code, diag)
	require.True(t, strings.HasPrefix(out, "age,city,diagnosis,consent\n"))
	for _, want := range []string{"age: quasi", "city: quasi", "diagnosis: sensitive"} {
		require.Contains(t, diag, want)
	}
	yaml, _, code := tableRun(t, visits(300), "infer", "-", "--as", "yaml")
	require.Zero(t, code)
	roles := filepath.Join(t.TempDir(), "roles.yaml")
	require.NoError(t, os.WriteFile(roles, []byte(yaml), 0o600))
	_, diag, code = tableRun(t, visits(300), "anonymize", "-", "--roles", roles, "-k", "5", "--algorithm", "fast")
	require.Zero(t, code, diag)
}

func TestConsentFlags(t *testing.T) {
	args := []string{"anonymize", "-", "--quasi", "age", "--algorithm", "fast"}
	out, diag, code := tableRun(t, visits(300), append(args, "--consent", "consent=yes", "--opt-out", "city=town 2")...)
	require.Zero(t, code, diag)
	require.NotContains(t, out, ",no")
	require.NotContains(t, out, "town 2")
	require.Contains(t, diag, "120 rows left out")
	for _, bad := range []string{"yes", "=yes", "nobody=yes"} {
		_, _, code = tableRun(t, visits(300), append(args, "--consent", bad)...)
		require.Equal(t, exitUsage, code, bad)
	}
	_, _, code = tableRun(t, visits(300), append(args, "--consent", "consent=never")...)
	require.Equal(t, exitIO, code)
}

func TestTokensAndRedactedText(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "keys.json")
	run(&app{ctx: t.Context(), out: &strings.Builder{}, err: &strings.Builder{}}, []string{"keys", "new", key})
	args := []string{"anonymize", "-", "--quasi", "age", "--identifier", "mail", "--free-text", "remark", "--keys", key,
		"--redact-text", "gdpr-anonymize", "--algorithm", "fast"}
	_, diag, code := tableRun(t, visits(60), args...)
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "--linkable")
	require.Contains(t, diag, `column "mail", row 3`)
	out, diag, code := tableRun(t, visits(60), append(args, "--linkable")...)
	require.Zero(t, code, diag)
	require.NotContains(t, out, "example.com")
	require.Contains(t, out, "EMAIL")
	require.Contains(t, out, "who is fine")
	one := strings.Split(strings.Split(out, "\n")[1], ",")[0]
	text, _, code := redactText(t, "gdpr-pseudonymize", key, "write to p0@example.com")
	require.Zero(t, code)
	require.Equal(t, "write to "+one, text)
}

func redactText(t *testing.T, policy, key, in string) (string, string, int) {
	t.Helper()
	var o, e strings.Builder
	code := run(&app{ctx: t.Context(), in: strings.NewReader(in), out: &o, err: &e}, []string{"redact", "--policy", policy, "--keys", key})
	return o.String(), e.String(), code
}

func TestQuasiIdentifiersReleasedAsTheyAre(t *testing.T) {
	out, diag, code := tableRun(t, visits(300), "anonymize", "-", "--quasi", "age", "--sensitive", "diagnosis", "-k", "5", "--algorithm", "fast")
	require.Zero(t, code, diag)
	require.Contains(t, out, ",town 1,")
	require.Contains(t, diag, "warning: city is released as it is")
	require.NotContains(t, diag, "warning: diagnosis")
	_, diag, code = tableRun(t, visits(300), "anonymize", "-", "--quasi", "age", "--sensitive", "diagnosis", "--keep", "city,consent", "-k", "5", "--algorithm", "fast")
	require.Zero(t, code, diag)
	require.NotContains(t, diag, "warning")
}
