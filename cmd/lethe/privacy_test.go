package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const leePerson = "Anna Lee\nanna.lee@firm.example\n+44 20 7946 0958\nAL-2231\nAnna\n"

func personFiles() map[string]string {
	return map[string]string{
		"person.txt": "# one person\n" + leePerson,
		"in/a.txt":   "ANNA LEE, 020 7946 0958, and Peter Quill, +44 20 7946 0123\n",
		"in/b.csv":   "name,id\r\nPeter,PQ-1\r\nAnna,al 2231\r\n",
		"in/c.jsonl": `{"m":"anna.lee\u0040firm.example"}` + "\n" + `{"m":"none"}` + "\n",
		"in/d.txt":   "Joanna Leeds was here\n",
	}
}

func TestFindPerson(t *testing.T) {
	folder(t, personFiles())
	code, out, errs := lethe(t, "", "find", "--person", "person.txt", "--fail-on-find", "in")
	require.Equal(t, exitFound, code, errs)
	require.Equal(t, `{"file":"in/a.txt","found":3,"entries":{"1":1,"3":1,"5":1}}
{"file":"in/b.csv","found":2,"entries":{"4":1,"5":1}}
{"file":"in/c.jsonl","found":3,"entries":{"1":1,"2":1,"5":1}}
`, out)
	require.NotContains(t, strings.ToLower(out+errs), "lee")
	code, _, errs = lethe(t, "", "find", "--person", "none.txt", "in")
	require.NotEqual(t, 0, code)
	require.Contains(t, errs, "none.txt")
}

func TestRedactPersonAndVerify(t *testing.T) {
	folder(t, personFiles())
	code, _, errs := lethe(t, "", "verify", "--absent", "person.txt", "in")
	require.Equal(t, exitFound, code, errs)
	code, _, errs = lethe(t, "", "redact", "--person", "person.txt", "--out-dir", "out", "in")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "[PERSON], [PHONE], and Peter Quill, +44 20 7946 0123\n", read(t, "out/a.txt"))
	require.Equal(t, "name,id\r\nPeter,PQ-1\r\n[PERSON],[CLIENT_ID]\r\n", read(t, "out/b.csv"))
	require.Equal(t, "{\"m\":\"[EMAIL]\"}\n{\"m\":\"none\"}\n", read(t, "out/c.jsonl"))
	require.Equal(t, "Joanna Leeds was here\n", read(t, "out/d.txt"))
	code, out, errs := lethe(t, "", "verify", "--absent", "person.txt", "out")
	require.Equal(t, 0, code, errs+out)
	require.Contains(t, out, "none of 5 values is left")

	for name, text := range map[string]string{"x.log": "id=" + base64.StdEncoding.EncodeToString([]byte("to anna.lee@firm.example")), "y.bin": "\x00A\x00N\x00N\x00A\x00 \x00L\x00E\x00E\x00",
		"z.html": "<p>&#65;nna&nbsp;Lee</p>", "anna lee.txt": "empty\n"} {
		require.NoError(t, os.WriteFile("out/"+name, []byte(text), 0o600))
		code, out, errs := lethe(t, "", "verify", "--absent", "person.txt", "out")
		require.Equal(t, exitFound, code, name)
		require.Contains(t, out, name)
		require.NotContains(t, out+errs, "firm.example")
		require.NoError(t, os.Remove("out/"+name))
	}
}

func TestRecordOfARun(t *testing.T) {
	folder(t, personFiles())
	args := []string{"redact", "--policy", "default", "--record", "run.json", "--out-dir", "out", "in", "missing.txt"}
	code, _, _ := lethe(t, "", args...)
	require.Equal(t, exitPartial, code)
	first, text := read(t, "run.json"), read(t, "out/a.txt")
	var rec struct {
		Version, Policy, Settings string
		Program                   string `json:"program_sha256"`
		Files                     []struct {
			File  string
			Input string `json:"input_sha256"`
		}
		NotRead []string `json:"not_read"`
		Counts  struct{ Replaced map[string]int }
	}
	require.NoError(t, json.Unmarshal([]byte(first), &rec))
	require.Len(t, rec.Files, 4)
	require.Len(t, rec.Files[0].Input, 64)
	require.Len(t, rec.Program, 64)
	require.Equal(t, []string{"missing.txt: no such file or directory"}, rec.NotRead)
	require.Positive(t, rec.Counts.Replaced["PHONE"])
	require.NotContains(t, first, "7946")
	require.NoError(t, os.RemoveAll("out"))
	code, _, _ = lethe(t, "", args...)
	require.Equal(t, exitPartial, code)
	require.Equal(t, first, read(t, "run.json"))
	require.Equal(t, text, read(t, "out/a.txt"))
}

// Notes of a practice: with a person's name or number, and without.
func notes() (protected, clean []string) {
	conditions := []string{"type 2 diabetes", "asthma", "depression", "epilepsy", "breast cancer", "HIV", "hypertension", "migraine", "bipolar disorder", "Crohn's disease"}
	for i, c := range conditions {
		protected = append(protected,
			fmt.Sprintf("Patient Mara Ferris was diagnosed with %s last year and takes her medication.", c),
			fmt.Sprintf("MRN: 0048291%d\nDiagnosis: %s\n", i, c),
			fmt.Sprintf("I have %s. Please call me on +44 20 7946 010%d.", c, i),
			fmt.Sprintf("Name: Tomasz Kowalczyk\nDate of birth: 0%d/03/1971\nHistory: he suffers from %s.", i%9+1, c),
			fmt.Sprintf("Dear Dr Adeyemi, my patient Lian Zhao has %s. Mail: lian.zhao%d@example.com", c, i))
		clean = append(clean,
			fmt.Sprintf("The meeting about room %d was moved to the afternoon.", 100+i),
			fmt.Sprintf("Please write to Mara Ferris about invoice %d.", 4400+i),
			fmt.Sprintf("Order %d has three lines of 12 units.", 7000+i),
			fmt.Sprintf("Contact the office at +44 20 7946 010%d before noon.", i),
			fmt.Sprintf("Version 2.%d of the form is on the shelf.", i))
	}
	return protected, clean
}

func TestGuardLetsNoProtectedNotePass(t *testing.T) {
	protected, clean := notes()
	folder(t, nil)
	for _, n := range protected {
		require.NoError(t, os.WriteFile("n.txt", []byte(n), 0o600))
		code, out, errs := lethe(t, "", "redact", "--guard", "-o", "out.txt", "n.txt")
		require.Equal(t, exitFound, code, n)
		require.Empty(t, out)
		require.NoFileExists(t, "out.txt")
		require.Contains(t, errs, "HEALTH ")
		for _, v := range []string{"Mara", "Kowalczyk", "7946", "example.com", "diabetes", "0048"} {
			require.NotContains(t, errs, v)
		}
	}
	passed := 0
	for _, n := range clean {
		code, out, _ := lethe(t, n, "redact", "--guard")
		if code == 0 {
			passed++
			require.NotEmpty(t, out)
		}
	}
	require.GreaterOrEqual(t, passed, 48)

	// One refused file holds back all others, and rows are judged one by one.
	require.NoError(t, os.WriteFile("a.txt", []byte("fine"), 0o600))
	require.NoError(t, os.WriteFile("b.txt", []byte(protected[0]), 0o600))
	code, out, _ := lethe(t, "", "redact", "--guard", "a.txt", "b.txt")
	require.Equal(t, exitFound, code)
	require.Empty(t, out)
	code, _, errs := lethe(t, "", "redact", "--guard", "--types", "EMAIL", "a.txt")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "--guard")
}

func TestFilterDropsOptedOut(t *testing.T) {
	var list, csv, lines strings.Builder
	for i := range 300 {
		fmt.Fprintf(&list, "p%d@b.example\n", i)
	}
	list.WriteString("+44 20 7946 0958\n")
	csv.WriteString("id;mail;phone;note\r\n")
	for i := range 600 {
		mail := fmt.Sprintf("p%d@b.example", i)
		switch i % 3 {
		case 1:
			mail = strings.ToUpper(mail)
		case 2:
			mail = fmt.Sprintf("  p%d+news@B.example ", i)
		}
		fmt.Fprintf(&csv, "%d;\"%s\";;\"a\r\nb\"\r\n", i, mail)
		fmt.Fprintf(&lines, `{"id":%d,"to":[{"mail":"P%d@b.example"}]}`+"\n", i, i)
	}
	csv.WriteString("x;;(020) 7946-0958;last\r\ny;;020 7946 0123;kept\r\n")
	folder(t, map[string]string{"out.txt": list.String(), "rows.csv": csv.String(), "rows.jsonl": lines.String()})
	code, _, errs := lethe(t, "", "keys", "new", "k")
	require.Equal(t, 0, code, errs)
	code, _, errs = lethe(t, "", "suppress", "--keys", "k", "--region", "GB", "out.txt", "-o", "out.txt")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "out.txt is an input")
	code, _, errs = lethe(t, "", "suppress", "--keys", "k", "--region", "GB", "out.txt", "-o", "list")
	require.Equal(t, 0, code, errs)
	require.NotContains(t, read(t, "list"), "example")
	for _, l := range []string{"out.txt", "list"} {
		code, out, errs := lethe(t, "", "filter", "--keys", "k", "--region", "GB", "--suppress", l, "rows.csv")
		require.Equal(t, 0, code, errs)
		require.Contains(t, errs, "301 rows dropped, 301 kept") // y and 300 more; the header is no row
		require.True(t, strings.HasPrefix(out, "id;mail;phone;note\r\n300;"))
		require.NotContains(t, out, "p299@")
		require.NotContains(t, out, "7946-0958")
		require.True(t, strings.HasSuffix(out, "y;;020 7946 0123;kept\r\n"))
		code, out, errs = lethe(t, "", "filter", "--keys", "k", "--suppress", l, "rows.jsonl")
		require.Equal(t, 0, code, errs)
		require.Equal(t, 300, strings.Count(out, "\n"))
	}
	optOuts := "# Opt-outs\n07700 900123\nann@b.example\n\n+44 7700 900124\n(020) 7946 0958"
	require.NoError(t, os.WriteFile("national.txt", []byte(optOuts), 0o600))
	code, _, errs = lethe(t, "", "suppress", "--keys", "k", "national.txt", "-o", "none")
	require.Equal(t, 0, code)
	require.Contains(t, errs, "national.txt: telephone numbers without a country code in lines 2, 6 do not match")
	require.NotContains(t, errs, "900123")
	code, _, errs = lethe(t, "", "suppress", "--keys", "k", "--region", "GB", "national.txt", "-o", "list2")
	require.Equal(t, 0, code)
	require.Empty(t, errs)
	require.NoError(t, os.WriteFile("opt.csv", []byte("id,phone\n1,+44 7700 900123\n2,0044 20 7946 0958\n3,(07700) 900124\n4,07700 900125\n"), 0o600))
	code, out, errs := lethe(t, "", "filter", "--keys", "k", "--region", "GB", "--suppress", "list2", "opt.csv")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "id,phone\n4,07700 900125\n", out)
	require.NoError(t, os.WriteFile("typo.txt", []byte("# Opt-outs\nann@b.example\n\nbob\n+44 7700 900124\nann@\n"), 0o600))
	code, _, errs = lethe(t, "", "suppress", "--keys", "k", "typo.txt", "-o", "none2")
	require.Equal(t, exitUsage, code)
	require.Equal(t, "lethe: typo.txt: no e-mail address or telephone number in lines 4, 6; nothing was written\n", errs)
	require.NoFileExists(t, "none2")
	code, _, _ = lethe(t, "", "keys", "new", "other")
	require.Equal(t, 0, code)
	code, out, _ = lethe(t, "", "filter", "--keys", "other", "--suppress", "list", "rows.csv")
	require.NotEqual(t, 0, code)
	require.Empty(t, out)
	for name, text := range map[string]string{"bad.jsonl": "{\n", "bad.csv": "a\n\"never closed\n", "bad.txt": "x"} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		code, _, errs := lethe(t, "", "filter", "--keys", "k", "--suppress", "list", "-o", "o", name)
		require.Equal(t, exitIO, code, name)
		require.Contains(t, errs, name)
		require.NoFileExists(t, "o")
	}
}

func TestPolicyShadow(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone, "b.csv": "mail\nann@example.com\n"})
	code, out, errs := lethe(t, "", "policy", "shadow", "default", "secrets", ".")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "1 EMAIL: label [EMAIL] -> keep")
	require.Contains(t, out, "1 PHONE: label [PHONE] -> keep")
	require.NotContains(t, out, "ann")
}

func TestDatesShiftBySubject(t *testing.T) {
	folder(t, map[string]string{"p.yaml": "name: s\ndefault: keep\nrules: [{types: [DATE], do: date-shift}]\n"})
	code, _, _ := lethe(t, "", "keys", "new", "k")
	require.Equal(t, 0, code)
	code, _, errs := lethe(t, "on 5 March 2024", "redact", "--policy", "p.yaml", "--keys", "k")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "--subject")
	code, out, errs := lethe(t, "on 5 March 2024", "redact", "--policy", "p.yaml", "--keys", "k", "--subject", "ann")
	require.Equal(t, 0, code, errs)
	require.Regexp(t, `^on \d\d? [A-Z][a-z]+ 20\d\d$`, out)
	require.NotEqual(t, "on 5 March 2024", out)
}

func TestEncryptAndDecrypt(t *testing.T) {
	in := "call " + phone + ", mail ann@example.com\n"
	folder(t, map[string]string{"a.txt": in, "b.csv": "mail\nann@example.com\n", "p.yaml": "name: case\ndefault: {encrypt: {mode: randomized}}\n"})
	must := func(want int, args ...string) string {
		t.Helper()
		code, out, errs := lethe(t, "", args...)
		require.Equal(t, want, code, errs)
		return out
	}
	must(0, "keys", "new", "k")
	for _, f := range []string{"a.txt", "b.csv"} {
		must(0, "redact", "--policy", "p.yaml", "--keys", "k", "-o", "red-"+f, f)
		require.NotContains(t, read(t, "red-"+f), "example.com")
		require.Equal(t, read(t, f), must(0, "decrypt", "--keys", "k", "--purpose", "case", "red-"+f))
	}
	id := strings.Fields(must(0, "keys", "list", "k"))[0]
	must(exitIO, "keys", "disable", "k", id) // the primary key
	must(0, "keys", "rotate", "k")
	must(0, "decrypt", "--keys", "k", "--purpose", "case", "red-a.txt")
	must(0, "keys", "disable", "k", id)
	must(exitIO, "decrypt", "--keys", "k", "--purpose", "case", "red-a.txt")
	must(0, "keys", "enable", "k", id)
	must(exitPartial, "decrypt", "--keys", "k", "--purpose", "other", "red-a.txt")
	must(0, "keys", "destroy", "k", id)
	require.Equal(t, read(t, "red-a.txt"), must(exitIO, "decrypt", "--keys", "k", "--purpose", "case", "red-a.txt"))
	must(exitUsage, "keys", "enable", "k", "0000")
}

// A chat request with a tool call, out to a model and back.
func TestChatRequestRoundTrip(t *testing.T) {
	request := `{"model":"m","messages":[{"role":"user","content":"My name is Mara Ferris, write to mara.ferris@example.com\nand call ` + phone + `."},` +
		`{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"mail","arguments":"{\"to\":\"mara.ferris@example.com\",\"n\":1.50}"}}]}]}`
	folder(t, map[string]string{"q.json": request})
	must := func(args ...string) string {
		t.Helper()
		code, out, errs := lethe(t, "", append(args, "--vault", "v", "--keys", "k")...)
		require.Equal(t, 0, code, errs)
		return out
	}
	code, _, _ := lethe(t, "", "keys", "new", "k")
	require.Equal(t, 0, code)
	must("redact", "q.json", "-o", "out.json", "--subject", "mara")
	out := read(t, "out.json")
	for _, v := range []string{"Mara", "Ferris", "mara", "7946"} {
		require.NotContains(t, out, v)
	}
	require.Contains(t, out, "1.50")
	require.Equal(t, request, must("restore", "out.json"))
	must("purge", "--compact")
	require.Equal(t, request, must("restore", "out.json"))
}

func TestIrreversibleRunsShareNoToken(t *testing.T) {
	folder(t, map[string]string{"a.txt": "mail ann@example.com"})
	_, first, errs := lethe(t, "", "redact", "--irreversible", "--policy", "gdpr-pseudonymize", "a.txt")
	require.Contains(t, first, "EMAIL_k", errs)
	_, second, _ := lethe(t, "", "redact", "--irreversible", "--policy", "gdpr-pseudonymize", "a.txt")
	require.NotEqual(t, first, second)
	code, out, errs := lethe(t, "", "redact", "--irreversible", "--keys", "k", "a.txt")
	require.Equal(t, exitUsage, code, errs)
	require.Empty(t, out)
}

func TestPersonInOtherForms(t *testing.T) {
	folder(t, map[string]string{"p.txt": "Jane Fairweather\n", "a.txt": "FAIRWEATHER, Jane called. Then J. Fairweather wrote, and Bea Moss.\n"})
	code, out, errs := lethe(t, "", "find", "--person", "p.txt", "a.txt")
	require.Zero(t, code, errs)
	require.Contains(t, out, `"found":2,"entries":{"1":2}`)
	code, _, errs = lethe(t, "", "verify", "--absent", "p.txt", "a.txt")
	require.Equal(t, exitFound, code)
	require.Equal(t, "lethe: p.txt: value 1 of the list left in 1 file\n", errs)
	code, out, errs = lethe(t, "", "redact", "--person", "p.txt", "a.txt")
	require.Zero(t, code, errs)
	require.Equal(t, "[PERSON] called. Then [PERSON] wrote, and Bea Moss.\n", out)
}

func TestSizesInTheLog(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone + "\n"})
	code, _, errs := lethe(t, "", "redact", "a.txt", "--log", "log")
	require.Zero(t, code, errs)
	require.Contains(t, read(t, "log"), `"size":22,`)
}

func TestPersonListHasOneValueALine(t *testing.T) {
	folder(t, map[string]string{"p.txt": "ann@b.example\nZsofia Brandt; Zsofia\n", "a.txt": "Zsofia Brandt called"})
	for _, command := range []string{"find", "redact"} {
		code, out, errs := lethe(t, "", command, "--person", "p.txt", "a.txt")
		require.Equal(t, exitUsage, code, command)
		require.Empty(t, out)
		require.Contains(t, errs, "entry 2 holds")
		require.NotContains(t, errs, "Zsofia")
	}
}
