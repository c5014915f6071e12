package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	phone   = "+44 20 7946 0958"
	labeled = "[PHONE]"
)

// lethe runs the command in a folder of files and returns exit code, output and errors.
func lethe(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(&app{ctx: context.Background(), in: strings.NewReader(stdin), out: &o, err: &e}, args)
	return code, o.String(), e.String()
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o640))
	}
	t.Chdir(dir)
	return dir
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(b)
}

func files() map[string]string {
	return map[string]string{
		"a.txt":     "call " + phone + "\r\nnow\n",
		"b.jsonl":   `{"n": 1.50, "phone": "` + phone + `"}` + "\n" + `{"t": "tel \u002b44 20 7946 0958"}` + "\n",
		"c.csv":     "name,phone\r\nx,\"" + phone + "\"\r\n",
		"sub/d.txt": "nothing here\n",
	}
}

func TestScan(t *testing.T) {
	folder(t, files())
	code, out, errs := lethe(t, "", "scan", "--show-values", ".")
	require.Equal(t, 0, code, errs)
	type line struct {
		File, Type, Detector, Value string
		Start, End                  int
		Score                       float64
	}
	var got []line
	for _, l := range strings.Split(strings.TrimSpace(out), "\n") {
		var f line
		require.NoError(t, json.Unmarshal([]byte(l), &f), l)
		require.Equal(t, "PHONE", f.Type)
		require.Equal(t, phone, f.Value)
		raw := read(t, f.File)[f.Start:f.End]
		require.Contains(t, []string{phone, `\u002b44 20 7946 0958`}, raw)
		got = append(got, f)
	}
	require.Len(t, got, 4)
	require.Equal(t, []string{"a.txt", "b.jsonl", "b.jsonl", "c.csv"}, []string{got[0].File, got[1].File, got[2].File, got[3].File})

	_, out, _ = lethe(t, "", "scan", "a.txt")
	require.NotContains(t, out, "7946")
	_, out, _ = lethe(t, "x\ncall "+phone, "scan", "--as", "text")
	require.Regexp(t, `^-:2:6 PHONE \d\.\d\d\n$`, out)
	_, out, _ = lethe(t, "x\ncall "+phone, "scan", "--as", "text", "--show-values")
	require.Contains(t, out, "-:2:6 PHONE")
	require.Contains(t, out, "call «"+phone+"»")
	_, out, _ = lethe(t, "", "scan", "--as", "json", "a.txt", "c.csv")
	require.Len(t, jsonList(t, out), 2)
	_, out, _ = lethe(t, "", "scan", "--as", "json", "sub/d.txt")
	require.Empty(t, jsonList(t, out))
	_, out, _ = lethe(t, "", "scan", "--as", "sarif", "a.txt")
	var sarif struct {
		Version string
		Runs    []struct{ Results []any }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &sarif))
	require.Len(t, sarif.Runs[0].Results, 1)
	require.NotContains(t, out, "7946")
}

func TestReport(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone, "z.bin": "\x00"})
	code, _, errs := lethe(t, "", "scan", ".", "--report", "r.html")
	require.Equal(t, exitPartial, code, errs)
	require.NotContains(t, read(t, "r.html"), "7946")
	require.Contains(t, read(t, "r.html"), "z.bin: binary file")
	code, _, _ = lethe(t, "", "scan", "a.txt", "--report", "r.html", "--show-values")
	require.Equal(t, 0, code)
	require.True(t, strings.Contains(read(t, "r.html"), ">"+strings.ReplaceAll(phone, "+", "&#43;")+"<small>PHONE"))
	code, _, _ = lethe(t, "", "scan", "a.txt", "--report", "none/r.html")
	require.Equal(t, exitIO, code)
}

func jsonList(t *testing.T, s string) (list []map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(s), &list))
	return list
}

func TestRedact(t *testing.T) {
	want := map[string]string{}
	for name, text := range files() {
		text = strings.ReplaceAll(text, phone, labeled)
		want[name] = strings.ReplaceAll(text, `\u002b44 20 7946 0958`, labeled)
	}
	t.Run("standard output", func(t *testing.T) {
		folder(t, files())
		code, out, errs := lethe(t, "", "redact", "a.txt", "b.jsonl", "c.csv")
		require.Equal(t, 0, code, errs)
		require.Equal(t, want["a.txt"]+want["b.jsonl"]+want["c.csv"], out)
	})
	t.Run("standard input", func(t *testing.T) {
		for _, args := range [][]string{{"redact"}, {"redact", "-"}, {"redact", "--live", "-"}} {
			code, out, _ := lethe(t, files()["a.txt"], args...)
			require.Equal(t, 0, code)
			require.Equal(t, want["a.txt"], out)
		}
	})
	t.Run("in place", func(t *testing.T) {
		folder(t, files())
		before, err := os.Stat("sub/d.txt")
		require.NoError(t, err)
		code, out, errs := lethe(t, "", "redact", "--in-place", "--stats", ".")
		require.Equal(t, 0, code, errs)
		require.Empty(t, out)
		require.Contains(t, errs, "PHONE")
		for name, text := range want {
			require.Equal(t, text, read(t, name))
		}
		after, err := os.Stat("sub/d.txt")
		require.NoError(t, err)
		require.Equal(t, before.ModTime(), after.ModTime())
		info, err := os.Stat("a.txt")
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o640), info.Mode().Perm())
	})
	t.Run("folder and file", func(t *testing.T) {
		dir := folder(t, files())
		out := filepath.Join(t.TempDir(), "out")
		code, _, errs := lethe(t, "", "redact", dir, "--out-dir", out)
		require.Equal(t, 0, code, errs)
		for name, text := range want {
			require.Equal(t, text, read(t, filepath.Join(out, name)))
		}
		code, _, _ = lethe(t, "", "redact", "a.txt", "-o", "new.txt")
		require.Equal(t, 0, code)
		require.Equal(t, want["a.txt"], read(t, "new.txt"))
	})
}

func TestResume(t *testing.T) {
	dir := folder(t, files())
	out := filepath.Join(t.TempDir(), "out")
	args := []string{"redact", dir, "--out-dir", out, "--resume"}
	code, _, errs := lethe(t, "", args...)
	require.Equal(t, 0, code, errs)
	require.NoError(t, os.WriteFile(filepath.Join(out, "a.txt"), []byte("marker"), 0o600))
	require.NoError(t, os.WriteFile("c.csv", []byte("x,"+phone), 0o600))
	code, _, errs = lethe(t, "", args...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, "marker", read(t, filepath.Join(out, "a.txt")))
	require.Equal(t, "x,"+labeled, read(t, filepath.Join(out, "c.csv")))
	code, _, errs = lethe(t, "", "redact", ".", "sub/d.txt", "sub", "--out-dir", "out2")
	require.Equal(t, 0, code, errs)
	code, _, errs = lethe(t, "", "redact", ".", "--out-dir", "out2")
	require.Equal(t, 0, code, errs)
	require.NoDirExists(t, "out2/out2")
	require.NoError(t, os.WriteFile("d.txt", nil, 0o600))
	code, _, errs = lethe(t, "", "redact", "d.txt", "sub", "--out-dir", "out3")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "would both be written")
	code, _, errs = lethe(t, "", append(args, "--policy", "secrets")...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, files()["a.txt"], read(t, filepath.Join(out, "a.txt")))
}

func TestLargeTextIsStreamed(t *testing.T) {
	in := strings.Repeat("call "+phone+" or wait\n", 9<<20/30)
	folder(t, map[string]string{"big.txt": in})
	want := strings.ReplaceAll(in, phone, labeled)
	_, out, _ := lethe(t, "", "redact", "big.txt")
	require.True(t, out == want)
	_, out, _ = lethe(t, in, "redact")
	require.True(t, out == want)
}

func TestExitCodes(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone, "b.txt": "nothing", "z.bin": "PK\x03\x04\x00\x00", "bad.yaml": "rules: [{types: [EMIAL], do: label}]", "good.yaml": "default: remove", "l.txt": "acme\n",
		"t.csv": "n\n1\n2\n3\n4\n"})
	require.NoError(t, os.WriteFile("closed.txt", nil, 0))
	require.NoError(t, os.Mkdir("empty", 0o700))
	tests := []struct {
		code int
		says string
		args string
	}{
		{0, "", "scan a.txt"},
		{0, "", "scan *.txt"},
		{1, "", "scan --fail-on-find a.txt"},
		{0, "", "scan --fail-on-find b.txt"},
		{1, "", "redact --fail-on-find a.txt"},
		{2, "unknown flag", "scan --nope"},
		{2, "nearest: EMAIL", "scan --types EMIAL a.txt"},
		{2, "0 to 1", "scan --min-score 3 a.txt"},
		{2, "formats are", "scan --format nope a.txt"},
		{2, "presets are", "redact --policy nope a.txt"},
		{2, "bad.yaml: anonymize: policy line 1, column 18", "redact --policy bad.yaml a.txt"},
		{2, "bad.yaml", "policy check bad.yaml"},
		{0, "", "policy check good.yaml"},
		{0, "", "redact --policy good.yaml a.txt"},
		{2, "needs --keys", "redact --policy gdpr-pseudonymize a.txt"},
		{2, "exclude each other", "redact --in-place -o x a.txt"},
		{2, "need files", "redact --in-place -"},
		{2, "whole number from 1", "redact --jobs=-1 a.txt"},
		{2, "--types needs a value", "redact --types= a.txt"},
		{2, "--deny needs a value", "redact --deny= a.txt"},
		{2, "--policy needs a value", "scan --policy= a.txt"},
		{2, "needs --roster", "redact --fuzzy a.txt"},
		{2, "a.txt is an input", "scan a.txt -o a.txt"},
		{2, "a.txt is an input", "redact a.txt b.txt -o a.txt"},
		{2, "a.txt is an input", "redact b.txt a.txt --log a.txt"},
		{2, "a.txt is an input", "discover . -o a.txt"},
		{2, "a.txt is an input", "eval a.txt --predictions a.txt"},
		{2, "l.txt is an input", "redact a.txt --deny ORG=l.txt -o l.txt"},
		{2, "good.yaml is an input", "redact a.txt --policy good.yaml --report good.yaml"},
		{2, "no name of a file", "redact a.txt --report -"},
		{2, "t.csv is of another format (csv)", "redact a.txt t.csv -o x"},
		{0, "", "redact a.txt b.txt -o x"},
		{2, "t.csv is an input", "table anonymize t.csv -k 2 --quasi n -o t.csv"},
		{2, "t.csv is an input", "table anonymize t.csv -k 2 --quasi n --window 2 --algorithm mondrian -o t.csv"},
		{2, "t.csv is an input", "table hierarchy t.csv --column n --kind intervals --widths 2 -o t.csv"},
		{0, "no files", "redact empty"},
		{0, "nothing that was replaced has a time", "redact --mute a.txt"},
		{2, "region", "scan --region XX a.txt"},
		{3, "none.txt: no such file", "scan none.txt"},
		{3, "no file fits", "scan none*.txt"},
		{3, "binary file", "redact z.bin"},
		{4, "none.txt: no such file", "scan a.txt none.txt"},
		{4, "z.bin: binary file", "redact a.txt z.bin --out-dir out"},
		{3, "no such file", "redact a.txt -o none/x"},
		{3, "none: keys: not found", "redact --keys none a.txt"},
		{0, "", "--version"},
		{0, "", "--help"},
	}
	for _, tt := range tests {
		code, out, errs := lethe(t, "", strings.Fields(tt.args)...)
		require.Equal(t, tt.code, code, "%s: %s", tt.args, errs)
		require.Contains(t, errs, tt.says, tt.args)
		require.NotContains(t, errs, "7946", tt.args)
		if code == exitIO {
			require.Empty(t, out, tt.args)
		}
	}
}

func TestFailedOutputLeavesNothing(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	folder(t, map[string]string{"a.txt": "call " + phone})
	code, _, errs := lethe(t, "", "redact", "a.txt", "-o", "/dev/full")
	require.Equal(t, exitIO, code)
	require.Contains(t, errs, "no space left")
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Len(t, left, 1)
}

func TestInterrupt(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var o, e bytes.Buffer
	code := run(&app{ctx: ctx, in: strings.NewReader(""), out: &o, err: &e}, []string{"redact", "--in-place", "a.txt"})
	require.Equal(t, exitInterrupted, code)
	require.Equal(t, "call "+phone, read(t, "a.txt"))
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Len(t, left, 1)
}

// arrivals notes when output comes.
type arrivals chan string

func (a arrivals) Write(b []byte) (int, error) { a <- string(b); return len(b), nil }

// TestLiveLinesLeaveAtOnce holds that a line of a slow pipe is out within 100 ms. The machine may be busy: the best of some runs counts.
func TestLiveLinesLeaveAtOnce(t *testing.T) {
	for _, args := range []string{"redact --live", "redact --format jsonl", "redact --format log", "redact --format csv", "scan --live", "scan --live --as text",
		"scan --format jsonl", "scan --format log", "scan --format csv"} {
		best := time.Hour
		for run := 0; run < 10 && best > 100*time.Millisecond; run++ {
			best = min(best, firstLine(t, strings.Fields(args)))
		}
		require.Less(t, best, 100*time.Millisecond, args)
	}
}

// firstLine is the time from a line's last byte into the command to what it says of it, while the input stays open.
func firstLine(t *testing.T, args []string) time.Duration {
	r, w := io.Pipe()
	out := make(arrivals, 10)
	done := make(chan int)
	go func() {
		done <- run(&app{ctx: context.Background(), in: r, out: out, err: io.Discard}, args)
	}()
	_, err := io.WriteString(w, `"call `+phone+"\"\n")
	require.NoError(t, err)
	start := time.Now()
	select {
	case line := <-out:
		require.Contains(t, line, "PHONE", args)
	case <-time.After(5 * time.Second):
		t.Fatalf("%v: no line came out while the input was open", args)
	}
	passed := time.Since(start)
	require.NoError(t, w.Close())
	require.Equal(t, 0, <-done)
	return passed
}

func TestTokens(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone + " or " + phone})
	code, _, errs := lethe(t, "", "keys", "new", "k")
	require.Equal(t, 0, code, errs)
	code, _, _ = lethe(t, "", "keys", "new", "k")
	require.Equal(t, exitIO, code)
	code, out, errs := lethe(t, "", "redact", "--policy", "gdpr-pseudonymize", "--keys", "k", "a.txt")
	require.Equal(t, 0, code, errs)
	words := strings.Fields(out)
	require.Regexp(t, `^PHONE_[0-9a-z]{26}$`, words[1])
	require.Equal(t, words[1], words[3])
	code, again, _ := lethe(t, out, "redact", "--policy", "gdpr-pseudonymize", "--keys", "k")
	require.Equal(t, 0, code)
	require.Equal(t, out, again)
	code, out, _ = lethe(t, "", "keys", "list", "k")
	require.Equal(t, 0, code)
	require.Contains(t, out, "enabled primary")
}

func TestEval(t *testing.T) {
	folder(t, map[string]string{"c.jsonl": `{"id":"one","text":"call ` + phone + `","spans":[{"start":5,"end":21,"type":"TEL"}]}` + "\n", "map": "TEL PHONE"})
	code, out, errs := lethe(t, "", "eval", "c.jsonl", "--map", "map", "--predictions", "p.jsonl", "--as", "json")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, `"f1": 1`)
	require.Contains(t, read(t, "p.jsonl"), `{"id":"one","spans":[{"start":5,"end":21,"type":"PHONE"`)
	code, out, errs = lethe(t, `{"text":"Ann, `+phone+`","spans":[{"start":0,"end":3,"type":"PERSON"},{"start":5,"end":21,"type":"TEL"}]}`, "eval", "-", "--types", "PHONE", "--map", "map", "--as", "json")
	require.Equal(t, 0, code, errs)
	require.NotContains(t, out, "PERSON", "types that were not asked for are not scored")
	require.Contains(t, out, `"f1": 1`)
	for offsets, at := range map[string]string{"bytes": `"start":7,"end":23`, "characters": `"start":3,"end":19`, "utf16": `"start":4,"end":20`} {
		code, out, errs = lethe(t, `{"text":"é😀 `+phone+`","spans":[{`+at+`,"type":"PHONE"}]}`, "eval", "-", "--types", "contact", "--offsets", offsets, "--predictions", "p.jsonl")
		require.Equal(t, 0, code, errs)
		require.Contains(t, out, "1.000  1.000  1.000")
		require.Contains(t, read(t, "p.jsonl"), at)
	}
	code, _, errs = lethe(t, "{\"text\":\"secret\",\"spans\":[{\"start\":9,\"end\":99}]}", "eval", "-")
	require.Equal(t, exitIO, code)
	require.NotContains(t, errs, "secret")
}

func TestListings(t *testing.T) {
	_, out, _ := lethe(t, "", "types")
	require.Contains(t, out, "DE_STEUER_ID")
	_, out, _ = lethe(t, "", "types", "--as", "jsonl")
	require.Contains(t, out, `{"type":"EMAIL"`)
	_, out, _ = lethe(t, "", "policy", "list")
	require.Contains(t, out, "hipaa-safe-harbor  US health records")
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		require.Regexp(t, `^[a-z-]+ +\S+ `, line, "each preset says what it is for")
	}
	_, out, _ = lethe(t, "", "policy", "explain")
	require.Contains(t, out, "policy default")
	_, out, _ = lethe(t, "", "policy", "diff", "default", "logs")
	require.Contains(t, out, "IP_ADDRESS: label -> ip-prefix")
}
