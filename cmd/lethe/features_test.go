package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDiscover(t *testing.T) {
	folder(t, map[string]string{
		"people.csv": "name,phone,disability\nMara Lindqvist," + phone + ",type 1 diabetes\nMara Lindqvist," + phone + ",\nTobias Okafor,+44 20 7946 0321,\n",
		"bare.csv":   "mara.lindqvist@example.com;7\ntobias@example.org;8\n",
		"note.txt":   "call Mara Lindqvist on " + phone, "empty.txt": "nothing", "z.bin": "\x00",
	})
	code, out, errs := lethe(t, "", "discover", ".")
	require.Equal(t, exitPartial, code)
	require.Contains(t, errs, "z.bin: binary file")
	require.Regexp(t, `(?m)^HEALTH +critical \(special category\) +1 +1$`, out)
	require.Regexp(t, `(?m)^PHONE +medium +4 +2$`, out)
	require.Regexp(t, `(?m)^ +disability +1 +HEALTH 1$`, out)
	require.Regexp(t, `(?m)^ +column 1 +1 +EMAIL 1$`, out)
	require.Regexp(t, `NOT READ, OR NOT WHOLLY\nz.bin: binary file`, out)
	require.NotContains(t, out, "empty.txt")
	code, js, _ := lethe(t, "", "discover", ".", "--as", "json")
	require.Equal(t, exitPartial, code)
	var inv struct {
		Files, Subjects int
		Special         []struct{ Type string } `json:"special_categories"`
		ByFile          []struct {
			File     string
			Subjects int
			Columns  []struct{ Name string }
		} `json:"by_file"`
		NotRead []string `json:"not_read"`
	}
	require.NoError(t, json.Unmarshal([]byte(js), &inv))
	require.Equal(t, 4, inv.Files)
	require.Len(t, inv.Special, 1)
	require.Equal(t, "people.csv", inv.ByFile[0].File)
	require.Equal(t, 2, inv.ByFile[0].Subjects)
	require.Len(t, inv.NotRead, 1)
	code, _, _ = lethe(t, "", "discover", ".", "--as", "html", "-o", "../inventory.html")
	require.Equal(t, exitPartial, code)
	for _, s := range []string{out, js, read(t, "../inventory.html")} {
		for _, v := range []string{"Mara", "Okafor", "7946", "diabetes", "@example"} {
			require.NotContains(t, s, v)
		}
	}
	code, out, _ = lethe(t, "nothing", "discover")
	require.Equal(t, 0, code)
	require.Contains(t, out, "0 with personal data")
	code, _, _ = lethe(t, "", "discover", "people.csv", "-o", "none/x")
	require.Equal(t, exitIO, code)
}

func TestFields(t *testing.T) {
	folder(t, map[string]string{
		"a.csv":    "who,support\nqzx," + phone + "\n",
		"b.json":   `{"user": {"nick": "qzx"}, "support": "` + phone + `"}`,
		"p.yaml":   "extends: default\nfields: {support: keep, who: PERSON}\n",
		"bad.yaml": "fields: {'$x': keep}\n",
	})
	code, out, errs := lethe(t, "", "redact", "a.csv", "b.json", "--field", "who=PERSON", "--field", "$.user.nick=USERNAME", "--field", "support=keep")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "who,support\n[PERSON],"+phone+"\n"+`{"user": {"nick": "[USERNAME]"}, "support": "`+phone+`"}`, out)
	code, out, errs = lethe(t, "", "redact", "a.csv", "--policy", "p.yaml")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "who,support\n[PERSON],"+phone+"\n", out)
	code, out, errs = lethe(t, "", "scan", "a.csv", "--field", "who=PERSON", "--field", "support=keep")
	require.Equal(t, 0, code, errs)
	require.Equal(t, `{"file":"a.csv","type":"PERSON","start":12,"end":15,"score":1,"detector":"field"}`+"\n", out)
	for args, says := range map[string]string{
		"redact a.csv --field who":        "NAME=TYPE",
		"redact a.csv --field who=PRESON": "nearest: PERSON",
		"scan a.csv --field $.=PERSON":    "no path",
		"redact a.csv --policy bad.yaml":  "no path",
	} {
		code, _, errs := lethe(t, "", strings.Fields(args)...)
		require.Equal(t, exitUsage, code, args)
		require.Contains(t, errs, says)
	}
}

func TestListsAndRules(t *testing.T) {
	folder(t, map[string]string{
		"a.txt": "badge #B-20418 of project Kranich, call " + phone,
		"deny":  "# code names\nkranich\n", "allow": phone + "\n",
		"rules.yaml": "rules:\n  - {name: badge, type: STAFF_BADGE, literals: ['#B-'], pattern: '#B-\\d{5}\\b', positive: ['#B-20418']}\n",
		"bad.yaml":   "rules:\n  - {name: badge, type: STAFF_BADGE, literals: ['#B-'], pattern: '#B-\\d{5}\\b', positive: ['#B-2']}\n",
	})
	code, out, errs := lethe(t, "", "redact", "a.txt", "--rules", "rules.yaml", "--deny", "CASE_ID=deny", "--allow", "PHONE=allow")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "badge [STAFF_BADGE] of project [CASE_ID], call "+phone, out)
	for _, args := range []string{"--rules bad.yaml", "--deny NOPE=deny"} {
		code, _, _ = lethe(t, "", append([]string{"scan", "a.txt"}, strings.Fields(args)...)...)
		require.Equal(t, exitUsage, code)
	}
	code, _, errs = lethe(t, "", "scan", "a.txt", "--allow", "none")
	require.Equal(t, exitIO, code)
	require.Contains(t, errs, "none: no such file")
}

func TestResumeMindsListsThatChanged(t *testing.T) {
	folder(t, map[string]string{"in/a.txt": "the blue heron and the grey stork", "deny": "heron\n"})
	args := strings.Fields("redact in --out-dir out --resume --deny CASE_ID=deny")
	for list, want := range map[string]string{"heron\n": "the blue [CASE_ID] and the grey stork", "heron\nstork\n": "the blue [CASE_ID] and the grey [CASE_ID]"} {
		require.NoError(t, os.WriteFile("deny", []byte(list), 0o600))
		code, _, errs := lethe(t, "", args...)
		require.Equal(t, 0, code, errs)
		require.Equal(t, want, read(t, "out/a.txt"))
	}
	args = strings.Fields("redact in --out-dir out --resume --roster people")
	for list, want := range map[string]string{"Mabel\n": "the blue heron and the grey stork", "Stork\n": "the blue heron and the grey [PERSON]"} {
		require.NoError(t, os.WriteFile("people", []byte(list), 0o600))
		code, _, errs := lethe(t, "", args...)
		require.Equal(t, 0, code, errs)
		require.Equal(t, want, read(t, "out/a.txt"))
	}
}

// TestPlaces holds that lines are told of every format that has them, for people and for code hosts.
func TestPlaces(t *testing.T) {
	folder(t, map[string]string{
		"a.csv":   "name,note\n\"Ann\nMiller\",x\nx," + phone + "\n",
		"b.jsonl": "{\"a\":1}\n\n{\"m\":\"call " + phone + "\"}\n",
		"c.json":  "{\n \"m\": [\n  \"a\\nb\",\n  \"" + phone + "\"]}",
		"d.txt":   "x\ncall " + phone + "\n",
	})
	code, out, errs := lethe(t, "", "scan", ".", "--types", "PHONE", "--as", "text")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "a.csv:4:3 PHONE 0.95\nb.jsonl:3:12 PHONE 0.95\nc.json:4:4 PHONE 0.95\nd.txt:2:6 PHONE 0.95\n", out)
	_, out, _ = lethe(t, "", "scan", "a.csv", "--types", "PHONE", "--as", "sarif")
	require.Contains(t, out, `"startLine": 4`)
}

// TestNumbersAlone holds that numbers of lists and patterns are found where a text or cell holds nothing but figures.
func TestNumbersAlone(t *testing.T) {
	folder(t, map[string]string{
		"list":  "100234\n",
		"rules": `rules: [{name: six, type: CLIENT_ID, pattern: '\b\d{6}\b', positive: ["100234"]}]`,
		"a.csv": "n,m\n100234,5\n77,100234\n", "b.jsonl": "{\"n\":\"100234\",\"m\":77}\n", "c.txt": "100234\n",
	})
	for _, flags := range [][]string{{"--deny", "list"}, {"--person", "list"}, {"--rules", "rules"}} {
		_, out, errs := lethe(t, "", append([]string{"redact", "a.csv", "b.jsonl", "c.txt"}, flags...)...)
		require.Equal(t, "n,m\n[CLIENT_ID],5\n77,[CLIENT_ID]\n{\"n\":\"[CLIENT_ID]\",\"m\":77}\n[CLIENT_ID]\n", out, "%v: %s", flags, errs)
	}
}

func TestMute(t *testing.T) {
	call := `{"words": [{"word": "call", "start": 0.1, "end": 0.4}, {"word": "plus", "start": 0.5, "end": 0.7}, {"word": "four", "start": 0.7, "end": 0.9},
{"word": "four", "start": 0.9, "end": 1.1}, {"word": "twenty", "start": 1.2, "end": 1.5}, {"word": "seven", "start": 1.5, "end": 1.8}, {"word": "nine", "start": 1.8, "end": 2},
{"word": "four", "start": 2, "end": 2.2}, {"word": "six", "start": 2.2, "end": 2.4}, {"word": "oh", "start": 2.4, "end": 2.6}, {"word": "nine", "start": 2.6, "end": 2.8},
{"word": "five", "start": 2.8, "end": 3}, {"word": "eight", "start": 3, "end": 3.25}, {"word": "now", "start": 3.5, "end": 3.8}]}`
	folder(t, map[string]string{"call.json": call, "a.txt": "call " + phone})
	want := `{"file":"call.json","start":0.5,"end":1.1}` + "\n" + `{"file":"call.json","start":1.2,"end":3.25}` + "\n"
	code, out, errs := lethe(t, "", "redact", "call.json", "a.txt", "--mute")
	require.Equal(t, 0, code, errs)
	require.Equal(t, want, out)
	code, out, errs = lethe(t, "", "redact", "call.json", "--mute", "-o", "clean.json")
	require.Equal(t, 0, code, errs)
	require.Equal(t, want, out)
	require.NotContains(t, read(t, "clean.json"), "twenty")
	require.Contains(t, read(t, "clean.json"), labeled)
}

func TestRename(t *testing.T) {
	note := "Session with Mara Lindqvist, client since 2024. Mara sleeps well. Call " + phone
	in := map[string]string{
		"in/CV_Lindqvist_Mara.txt": note, "in/cv-lindqvist-mara-2.txt": note, "in/mara.lindqvist@example.com.txt": "x", "in/Mara Lindqvist/MaraLindqvist.txt": note,
		"in/Mara Lindqvist/budget.txt": "nothing", "in/plain.txt": "nothing",
	}
	folder(t, in)
	args := []string{"redact", "in", "--out-dir", "out", "--rename", "--report", "r.html", "--jobs", "3"}
	code, _, errs := lethe(t, "", args...)
	require.Equal(t, 0, code, errs)
	require.Empty(t, errs)
	_, _, errs = lethe(t, "", "redact", "in", "--out-dir", "kept")
	require.Contains(t, errs, "names of files or folders hold personal data")
	list := func() (names []string) {
		require.NoError(t, filepath.WalkDir("out", func(path string, d os.DirEntry, err error) error {
			if !d.IsDir() {
				names = append(names, filepath.ToSlash(path))
			}
			return err
		}))
		return names
	}
	names := list()
	require.Len(t, names, len(in))
	require.Contains(t, names, "out/plain.txt")
	require.Contains(t, names, "out/CV_PERSON.txt")
	require.Contains(t, names, "out/PERSON/budget.txt")
	for _, s := range append(names, read(t, "r.html")) {
		require.NotContains(t, strings.ToLower(s), "lindqvist")
		require.NotContains(t, strings.ToLower(s), "mara")
	}
	require.Contains(t, read(t, "out.lethe-manifest.jsonl"), `"file":"CV_Lindqvist_Mara.txt","output":"CV_PERSON.txt"`)

	// a later run keeps the names, does only what changed, and does not mistake its own outputs for others
	require.NoError(t, os.WriteFile("out/CV_PERSON.txt", []byte("marker"), 0o600))
	require.NoError(t, os.WriteFile("in/plain.txt", []byte("call "+phone), 0o600))
	code, _, errs = lethe(t, "", append(args, "--resume")...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, names, list())
	require.Equal(t, "marker", read(t, "out/CV_PERSON.txt"))
	require.Equal(t, "call "+labeled, read(t, "out/plain.txt"))
}

func TestCleanedNames(t *testing.T) {
	s, _, err := (findFlags{}).scanner()
	require.NoError(t, err)
	p, err := loadPolicy("default")
	require.NoError(t, err)
	r := newRenamer(s, p, nil)
	for in, want := range map[string]string{
		"report_2026-03-12.txt": "report_2026-03-12.txt", "tomasz.ferris@example.com.eml": "EMAIL.eml", "tomasz.ferris@example.com": "EMAIL", "a@b.example.docx": "EMAIL.docx", "call_+442079460958.wav.json": "call_PHONE.wav.json",
		".env": ".env", "a": "a", "\xff\xfe.txt": "\xff\xfe.txt", "notes (1).txt": "notes (1).txt",
	} {
		require.Equal(t, want, r.cleaned(in, nil), in)
	}
}

func TestRedactReport(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone + "\nLeeds", "b.jsonl": `{"t": "tel ` + phone + `"}` + "\n", "z.bin": "\x00"})
	code, _, errs := lethe(t, "", "redact", ".", "--out-dir", "../out-report", "--report", "../r.html", "--log", "../log.jsonl")
	require.Equal(t, exitPartial, code, errs)
	require.Contains(t, errs, "2 files done, 1 not")
	page := read(t, "../r.html")
	require.NotContains(t, page, "7946")
	require.Contains(t, page, "<td>replaced</td>")
	require.Contains(t, page, "<td>kept</td>")
	require.Contains(t, page, "z.bin: binary file")
	log := strings.Split(strings.TrimSpace(read(t, "../log.jsonl")), "\n")
	require.Len(t, log, 3)
	require.Contains(t, log[0], `{"file":"a.txt","size":27,`)
	require.Contains(t, log[0], `"replaced":1,"types":{"PHONE":1}}`)
	require.Contains(t, log[2], `"problem":"z.bin: binary file, not read"`)
	code, _, _ = lethe(t, "", "redact", "a.txt", "--report", "r.html", "--show-values")
	require.Equal(t, 0, code)
	require.Contains(t, read(t, "r.html"), "7946")
	big := strings.Repeat("call "+phone+" or wait\n", 9<<20/30)
	require.NoError(t, os.WriteFile("big.txt", []byte(big), 0o600))
	code, out, _ := lethe(t, "", "redact", "big.txt", "--report", "r.html")
	require.Equal(t, 0, code)
	require.True(t, out == strings.ReplaceAll(big, phone, labeled))
	require.Contains(t, read(t, "r.html"), "are counted")
}

func TestNoControlCharactersOnTheTerminal(t *testing.T) {
	folder(t, map[string]string{"a\x1b]0;x\a.txt": "call " + phone + "\n", "b\x1b[2J.bin": "\x00\x01"})
	_, out, errs := lethe(t, "", "scan", "--as", "text", "--show-values", ".")
	require.Contains(t, out, phone)
	require.Contains(t, errs, "binary")
	require.NotContains(t, out+errs, "\x1b")
}

func TestFieldThatNoFileHas(t *testing.T) {
	folder(t, map[string]string{"a.csv": "customer,n\nx,1\n", "b.json": `{"user": {"id": "q7"}}`, "c.txt": "x\n"})
	for _, cmd := range []string{"redact", "scan"} {
		code, _, errs := lethe(t, "", cmd, "a.csv", "b.json", "c.txt", "--field", "custmer=PERSON", "--field", "customer=PERSON", "--field", "$.user.id=CLIENT_ID", "--field", "#2=keep")
		require.Zero(t, code, cmd)
		require.Equal(t, "lethe: --field custmer: no file has such a column, key or path\n", errs, cmd)
		code, _, errs = lethe(t, "", cmd, "a.csv", "--field", "customer=PERSON")
		require.Zero(t, code)
		require.Empty(t, errs)
	}
}

func TestDiscoverOfATableWithoutAHeader(t *testing.T) {
	folder(t, map[string]string{"nh.csv": "Jane Fairweather;depressed after her abortion;Leeds\nBob Hale;HIV since 2015;York\n",
		"alone.csv": "depressed after her abortion;Leeds\nHIV since 2015;York\n", "h.csv": "who;health\nBob Hale;epilepsy\n"})
	for _, as := range []string{"table", "json", "html"} {
		code, out, errs := lethe(t, "", "discover", ".", "--as", as)
		require.Zero(t, code, errs)
		for _, value := range []string{"depressed", "abortion", "Leeds", "Jane"} {
			require.NotContains(t, out, value, as)
		}
		require.Contains(t, out, "column 2")
		require.Contains(t, out, "health")
	}
	code, _, errs := lethe(t, "", "scan", "nh.csv", "--report", "r.html")
	require.Zero(t, code, errs)
	require.NotContains(t, read(t, "r.html"), "Leeds")
}

// TestCommandsAloneHelpAlike holds a command that is parsed alone to the same one among all.
func TestCommandsAloneHelpAlike(t *testing.T) {
	for _, name := range []string{"scan", "redact", "table", "policy"} {
		help := func(grammar any) string {
			var out strings.Builder
			parser, err := newParser(grammar, &out, io.Discard)
			require.NoError(t, err)
			require.PanicsWithValue(t, exited(0), func() { _, _ = parser.Parse([]string{name, "--help"}) })
			return out.String()
		}
		require.Equal(t, help(new(cli)), help(commandLine([]string{name})))
	}
	require.IsType(t, new(cli), commandLine(nil))
	require.IsType(t, new(cli), commandLine([]string{"scam"}))
}

// TestRedactTwice holds that labels, what they stand for and what they are called make nothing beside them personal.
func TestRedactTwice(t *testing.T) {
	for _, text := range []string{
		"There is a nice place at [ADDRESS]. It's rated at 4.6 stars.\n",
		"Agent: Your reference is [CASE_ID], keep that handy.\nCaller: R T double two nine one oh four, got it.\n",
		"He gave the address as [ADDRESS], [DATE_OF_BIRTH]. Is it still current?\nCaller: No, we moved in September 2024.\n",
		"NINO: [UK_NINO]\nSort code: [BANK_ACCOUNT]\n",
	} {
		code, out, errs := lethe(t, text, "redact", "-")
		require.Zero(t, code, errs)
		require.Equal(t, text, out)
	}
}
