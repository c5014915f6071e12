package examples

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// built is the folder of the built command, empty if no test needed it.
var built string

// command builds the command once.
var command = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "lethe-examples")
	if err != nil {
		return "", err
	}
	built = dir
	path := filepath.Join(dir, "lethe")
	out, err := exec.Command("go", "build", "-o", path, "../cmd/lethe").CombinedOutput()
	if err != nil {
		return "", &exec.Error{Name: string(out), Err: err}
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

// day runs the script of a day and returns its output folder.
func day(t *testing.T, name string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the scripts are for a POSIX shell")
	}
	lethe, err := command()
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "out")
	cmd := exec.Command("/bin/sh", filepath.Join(name, "run.sh"), out)
	cmd.Env = append(os.Environ(), "LETHE="+lethe)
	log, err := cmd.CombinedOutput()
	require.NoError(t, err, string(log))
	return out
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(b)
}

// gone checks that no file below dir holds one of the values, in its bytes or in its name, and that each value was in the data.
func gone(t *testing.T, data, dir string, values ...string) {
	t.Helper()
	var before, after bytes.Buffer
	for root, to := range map[string]*bytes.Buffer{data: &before, dir: &after} {
		require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(d.Name(), "manifest") {
				return err
			}
			to.WriteString(strings.TrimPrefix(path, root) + "\n" + read(t, path) + "\n")
			return nil
		}))
	}
	var absent, left []string
	for _, v := range values {
		if !strings.Contains(before.String(), v) {
			absent = append(absent, v)
		}
		if strings.Contains(after.String(), v) {
			left = append(left, v)
		}
	}
	require.Empty(t, absent, "not in the example's data")
	require.Empty(t, left, "still in the output")
}

// same checks that lines of the data are in the output as they were.
func same(t *testing.T, out string, texts ...string) {
	t.Helper()
	for _, s := range texts {
		require.True(t, strings.Contains(out, s), s)
	}
}

func TestRecruiting(t *testing.T) {
	out := day(t, "recruiting")
	first, second := filepath.Join(out, "candidate-1041"), filepath.Join(out, "candidate-1042")
	gone(t, "recruiting/data", first, "Oluwaseun", "Marchetti", "M A R C H E T T I", "Seun", "Giulia", "Hannah", "de Vries", "07700", "+447700900412",
		"double oh, nine hundred", "oh one two seven", "seun.marchetti", "seun dot marchetti", "hannah.brandt", "Harcourt Terrace", "LS7 3QP",
		"eighty nine", "22 August 1989", "multiple sclerosis", "990114582", "0113 496")
	gone(t, "recruiting/data", second, "Nguyễn", "Lindenallee", "50968", "5550 0134", "lan.nguyen", "03.11.1993", "86 095 742 719", "ver.di", "evangelischen",
		"Diabetes", "Steinbrück", "Okonkwo")

	var call struct {
		Message struct {
			Type            string
			DurationSeconds float64
			Artifact        struct {
				Messages                []struct{ Role, Message string }
				MessagesOpenAIFormatted []struct{ Content string }
				Transcript              string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(read(t, first, "call.json")), &call))
	require.Equal(t, "end-of-call-report", call.Message.Type)
	require.Equal(t, 35, len(call.Message.Artifact.Messages))
	lines := strings.Split(call.Message.Artifact.Transcript, "\n")
	for i, m := range call.Message.Artifact.Messages {
		require.Equal(t, m.Message, call.Message.Artifact.MessagesOpenAIFormatted[i].Content)
		if i > 0 {
			_, said, _ := strings.Cut(lines[i-1], ": ")
			require.Equal(t, m.Message, said, "all copies have the same tokens")
		}
	}
	require.Regexp(t, `^\{"file":"call.json","start":[\d.]+,"end":[\d.]+\}\n`, read(t, out, "mute.jsonl"))
	same(t, read(t, first, "call.json"), `"noticePeriodMonths": 2`, "Mostly Spark, Airflow, a bit of Kafka.", "salary expectation around 75,000 GBP")

	require.NotContains(t, read(t, out, "answer.txt"), "Marchetti")
	same(t, read(t, out, "restored.txt"), "Oluwaseun Marchetti (Seun), data engineer", "07700 900412", "Nguyễn Thị Lan", "[HEALTH]")
	after := read(t, out, "after.txt")
	require.NotContains(t, after, "Marchetti")
	require.Contains(t, after, "Nguyễn Thị Lan", "the other candidate is not touched")
}

func TestMedicalSuite(t *testing.T) {
	out := day(t, "medical")
	gone(t, "medical/data", filepath.Join(out, "clean"), "Lindqvist", "Okafor", "Carvalho", "Brandvold", "Redfern", "Zielonka", "Haddad", "Tobias", "Aiyana", "Samira",
		"MRN-", "mlindq", "lwhitc", "192.0.2", "198.51.100", "203.0.113", "2001:db8", "%40example", "%2B1202", "555-0117", "eyJ", "1949-01-30", "iPhone",
		"Larkspur", "4417 1234 5678 9113", "warfarin", "type 2 diabetes", "Ellery", "Karen")
	for _, name := range []string{"access.log", "app.jsonl", "messages.jsonl"} {
		before, after := strings.Split(read(t, "medical/data", name), "\n"), strings.Split(read(t, out, "clean", name), "\n")
		require.Len(t, after, len(before), name)
		if strings.HasSuffix(name, ".jsonl") {
			for _, line := range after[:len(after)-1] {
				require.True(t, json.Valid([]byte(line)), line)
			}
			continue
		}
		for i := range after {
			require.Equal(t, strings.Count(before[i], `"`), strings.Count(after[i], `"`), "fields of the log")
		}
	}
	require.Equal(t, read(t, out, "clean", "access.log"), read(t, out, "live.log"))
	same(t, read(t, out, "clean", "access.log"), `"GET /static/app.3f9c1b.js HTTP/1.1" 304 0`, "&slot=2026-03-")
	same(t, read(t, out, "clean", "app.jsonl"), `"msg": "job finished", "job": "nightly-billing"`, `handler.go:118 +0x1f4`)

	require.Len(t, strings.Split(read(t, out, "log.jsonl"), "\n"), 4)
	gone(t, "medical/data", out, "Lindqvist", "Zielonka", "MRN-00", "warfarin")
	var inv struct {
		Subjects int
		Special  []struct{ Type string } `json:"special_categories"`
	}
	require.NoError(t, json.Unmarshal([]byte(read(t, out, "inventory.json")), &inv))
	require.Greater(t, inv.Subjects, 7)
	require.NotEmpty(t, inv.Special)
}

func TestJobBoard(t *testing.T) {
	out := day(t, "jobboard")
	table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(read(t, out, "table.csv"), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"age", "gender", "city", "job_title", "sector", "experience_years", "expected_salary", "disability", "source"}, table[0])
	groups := map[string]int{}
	for _, row := range table[1:] {
		groups[strings.Join(row[:6], "|")]++
	}
	for g, n := range groups {
		require.GreaterOrEqual(t, n, 5, g)
	}
	require.Greater(t, len(groups), 20)
	require.Len(t, table, 601)

	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(read(t, out, "applications.csv"), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 601)
	require.Equal(t, "disability", rows[0][14])
	for _, row := range rows[1:] {
		require.Equal(t, []string{"[CLIENT_ID]", "[PERSON]", "[EMAIL]", "[PHONE]", "[DATE_OF_BIRTH]"}, append(row[:1:1], row[2:6]...))
		require.Contains(t, "fmx", row[7])
		require.NotEqual(t, "=", row[16][:min(1, len(row[16]))])
		require.NotContains(t, row[16], "07700")
	}
	require.Contains(t, read(t, out, "inventory.txt"), "birth_date")
	counts, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(read(t, out, "counts.csv"), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"city", "sector", "rows"}, counts[0])
	gone(t, "jobboard/data", out, "Valcourt", "@example.com", "07700 900", "A-20260001")
}

func TestPsychologyWorkspace(t *testing.T) {
	out := day(t, "psychology")
	clean := filepath.Join(out, "clean")
	gone(t, "psychology/data", clean, "Mara", "Lindqvist", "Aldershof\n", "Novak", "Ingrid", "Jonas", "Feldt", "Aylin", "Kastanienweg", "Gärtnerstraße", "CL-20418", "02/11/1991",
		"5550 0142", "HK-77120394", "sertraline", "DE02 1203", "A123456780", "02.11.1991", "Bergmann", "Petersen", "Castellanos", "4111 1111", "Kranich", "herbst!", "sk-proj", "AKIA",
		"wJalr", "192.0.2.44", "Chaussee", "0151 5550", "Mirtazapin", "17.05.1988")
	folders, err := filepath.Glob(filepath.Join(clean, "*", "session_2026-03-12.md"))
	require.NoError(t, err)
	require.Len(t, folders, 1)
	same(t, read(t, folders[0]), "# Session 14, 12 March 2026, 10:00 - 10:50", "Punctual, oriented, affect brighter than in February.", "- Exposure: speak first in the meeting with")
	invoice, err := filepath.Glob(filepath.Join(clean, "*", "invoice_*.txt"))
	require.NoError(t, err)
	require.Len(t, invoice, 1)
	same(t, read(t, invoice[0]), "05.03.2026    870      [HEALTH], 50 Min.               2,3        100,55 EUR\r\n", "213,27 EUR")
	ics := read(t, clean, "practice.ics")
	same(t, ics, "DTSTART;TZID=Europe/Berlin:20260312T100000\r\n", "SUMMARY:Supervision group\r\n")
	require.Equal(t, strings.Count(ics, "BEGIN:VEVENT"), strings.Count(ics, "END:VEVENT"))
	same(t, read(t, clean, "workspace.env"), "SESSION_TIMEOUT=900\n", "LOG_LEVEL=info\n", "SMTP_HOST=mail.example.com\n")
	gone(t, "psychology/data", filepath.Join(out, "report.html"), "Lindqvist", "Mara Lindqvist", "sertraline")
	require.True(t, strings.Contains(read(t, out, "values.html"), "sertraline"))
}
