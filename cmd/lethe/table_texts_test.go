package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	noteJobs   = "nurse;health worker;*\nsurgeon;health worker;*\nbaker;food worker;*\ncook;food worker;*\n"
	notePlaces = "Leeds;Yorkshire;North;*\nYork;Yorkshire;North;*\nDurham;County Durham;North;*\nBath;Somerset;South;*\nWells;Somerset;South;*\n"
)

// told is what a note says, by hand: the three sentences of inventNote and nothing else.
var told = []*regexp.Regexp{
	regexp.MustCompile(`^\[PERSON\], an? (?P<age>\S+)-year-old (?P<job>.+) in (?P<place>.+), was seen today\.$`),
	regexp.MustCompile(`^Patient aged (?P<age>\S+), works as a (?P<job>.+)\. Lives in (?P<place>.+)\.$`),
	regexp.MustCompile(`^(?P<job>.+) from (?P<place>.+), (?P<age>\S+) years old, call \[PHONE\]\.$`),
}

func inventNote(r *rand.Rand) (note, age, job, place string) {
	age = strconv.Itoa(18 + r.IntN(72))
	job = []string{"nurse", "surgeon", "baker", "cook"}[r.IntN(4)]
	place = []string{"Leeds", "York", "Durham", "Bath", "Wells"}[r.IntN(5)]
	switch r.IntN(3) {
	case 0:
		note = fmt.Sprintf("Ann Miller, a %s-year-old %s in %s, was seen today.", age, job, place)
	case 1:
		note = fmt.Sprintf("Patient aged %s, works as a %s. Lives in %s.", age, job, place)
	default:
		note = fmt.Sprintf("%s from %s, %s years old, call 020 7946 0018.", job, place, age)
	}
	return note, age, job, place
}

// readTold returns age, job and place as a written note tells them.
func readTold(t *testing.T, note string) [3]string {
	t.Helper()
	for _, re := range told {
		if m := re.FindStringSubmatch(note); m != nil {
			return [3]string{m[re.SubexpIndex("age")], m[re.SubexpIndex("job")], m[re.SubexpIndex("place")]}
		}
	}
	require.Fail(t, "a note says something else", note)
	return [3]string{}
}

// covers reports whether a label is true of a value: an interval of an age, or a label in the line of the value in a hierarchy.
func covers(label, value, lists string) bool {
	if label == value || label == "*" {
		return true
	}
	for line := range strings.Lines(lists) {
		if f := strings.Split(strings.TrimSpace(line), ";"); f[0] == value {
			return strings.Contains(strings.Join(f, ";")+";", ";"+label+";")
		}
	}
	var lo, hi int
	n, err := strconv.Atoi(value)
	_, serr := fmt.Sscanf(label, "[%d,%d)", &lo, &hi)
	return err == nil && serr == nil && lo <= n && n < hi
}

func TestThousandNotes(t *testing.T) {
	const notes, k = 1000, 5
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "h_job.csv"), []byte(noteJobs), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "h_place.csv"), []byte(notePlaces), 0o600))
	flags := []string{"-k", fmt.Sprint(k), "--find", "age,place,job", "--hierarchies", dir, "--hierarchy-prefix", "h_"}
	r := rand.New(rand.NewPCG(11, 3))
	var lines, truth []string
	in := filepath.Join(dir, "in")
	require.NoError(t, os.Mkdir(in, 0o700))
	for i := range notes {
		note, age, job, place := inventNote(r)
		truth = append(truth, age+";"+job+";"+place)
		b, err := json.Marshal(map[string]any{"patient": fmt.Sprint("p", i), "age": age, "note": note})
		require.NoError(t, err)
		lines = append(lines, string(b))
		require.NoError(t, os.WriteFile(filepath.Join(in, fmt.Sprintf("n%04d.txt", i)), []byte(note), 0o600))
	}
	check := func(t *testing.T, written []string) {
		t.Helper()
		require.Len(t, written, notes)
		count := map[[3]string]int{}
		exact := 0
		for i, note := range written {
			got, want := readTold(t, note), strings.Split(truth[i], ";")
			for j, lists := range []string{"", noteJobs, notePlaces} {
				require.True(t, covers(got[j], want[j], lists), "%q is false of %q", got[j], want[j])
				if got[j] == want[j] {
					exact++
				}
			}
			count[got]++
		}
		for what, n := range count {
			require.GreaterOrEqual(t, n, k, what)
		}
		require.Greater(t, exact, notes) // a third of the mentions is unchanged
	}
	t.Run("JSON lines with a column", func(t *testing.T) {
		report := filepath.Join(dir, "r.json")
		out, diag, code := tableRun(t, strings.Join(lines, "\n")+"\n", append([]string{"texts", "-", "--text", "note", "--quasi", "age",
			"--identifier", "patient", "--report", report}, flags...)...)
		require.Zero(t, code, diag)
		var written []string
		for line := range strings.Lines(out) {
			var row map[string]string
			require.NoError(t, json.Unmarshal([]byte(line), &row))
			require.Len(t, row, 2)
			require.Equal(t, row["age"], readTold(t, row["note"])[0], "column and note differ")
			written = append(written, row["note"])
		}
		check(t, written)
		b, err := os.ReadFile(report)
		require.NoError(t, err)
		require.Contains(t, string(b), `"k_asked": 5`)
		require.Contains(t, string(b), `"place"`)
	})
	t.Run("files", func(t *testing.T) {
		out := filepath.Join(dir, "out")
		_, diag, code := tableRun(t, "", append([]string{"texts", in, "--out-dir", out}, flags...)...)
		require.Zero(t, code, diag)
		var written []string
		for i := range notes {
			b, err := os.ReadFile(filepath.Join(out, fmt.Sprintf("n%04d.txt", i)))
			require.NoError(t, err)
			written = append(written, string(b))
		}
		check(t, written)
		_, diag, code = tableRun(t, "", append([]string{"texts", in, "--out-dir", in}, flags...)...)
		require.Equal(t, exitUsage, code, diag)
	})
}

func TestNotesOfOnePersonAndUnlistedValues(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "job.csv"), []byte(noteJobs), 0o600))
	in := "who,note\na,\"A 37-year-old nurse. Ann, thirty-seven years old, is a SURGEON.\"\na,He is 38 years old.\nb,A 36-year-old nurse.\n" +
		"c,An astronaut who is 52 years old.\n"
	out, diag, code := tableRun(t, in, "texts", "-", "--text", "note", "--subject", "who", "-k", "2", "--find", "age,job", "--hierarchies", dir)
	require.Zero(t, code, diag)
	require.NotContains(t, out, "37")
	require.NotContains(t, out, "SURGEON")
	require.NotContains(t, out, "thirty-seven")
	require.NotContains(t, out, "52")
	_, diag, code = tableRun(t, in, "texts", "-", "--text", "note", "--find", "shoe")
	require.Equal(t, exitUsage, code)
	require.Contains(t, diag, "shoe")
	_, _, code = tableRun(t, in, "texts", "-")
	require.Equal(t, exitUsage, code)
}
