//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// left returns the names below dir that only an unfinished write leaves.
func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if strings.HasPrefix(d.Name(), ".lethe-") {
			names = append(names, path)
		}
		return err
	}))
	return names
}

func TestInterruptedBatchGoesOn(t *testing.T) {
	for _, rename := range []bool{false, true} {
		in := map[string]string{}
		for i := range 60 {
			in[fmt.Sprintf("in/%02d/note.txt", i)] = strings.Repeat("call "+phone+" or wait\n", 4000)
		}
		folder(t, in)
		ctx, cancel := context.WithCancel(context.Background())
		args := []string{"redact", "in", "--out-dir", "out", "--resume", "--jobs", "2", "--log", "log.jsonl"}
		if rename {
			args = append(args, "--rename")
		}
		go func() {
			for { // the first file is done: now
				if done, _ := filepath.Glob("out/*/note.txt"); len(done) > 0 {
					cancel()
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
		var o, e bytes.Buffer
		code := run(&app{ctx: ctx, in: strings.NewReader(""), out: &o, err: &e}, args)
		require.Equal(t, exitInterrupted, code, e.String())
		require.Empty(t, left(t, "."))
		first, err := filepath.Glob("out/*/note.txt")
		require.NoError(t, err)
		require.NotEmpty(t, first)
		require.Less(t, len(first), len(in))
		for _, path := range first {
			require.NotContains(t, read(t, path), "7946")
		}
		require.NotEmpty(t, read(t, "log.jsonl"), "an interrupted run has a log")
		before, err := os.Stat(first[0])
		require.NoError(t, err)

		code, _, errs := lethe(t, "", args...)
		require.Equal(t, 0, code, errs)
		after, err := os.Stat(first[0])
		require.NoError(t, err)
		require.Equal(t, before.ModTime(), after.ModTime(), "it was done")
		for name, text := range in {
			require.True(t, read(t, strings.Replace(name, "in/", "out/", 1)) == strings.ReplaceAll(text, phone, labeled))
		}
	}
}

func TestFileVanishesInTheMiddle(t *testing.T) {
	for _, command := range []string{"scan", "redact", "redact --out-dir out", "discover"} {
		folder(t, map[string]string{"b.txt": "call " + phone, "c.txt": "call " + phone})
		require.NoError(t, syscall.Mkfifo("a", 0o600))
		go func() {
			w, err := os.OpenFile("a", os.O_WRONLY, 0) // opens when the run has come to it
			if err == nil {
				_ = os.Remove("b.txt")
				_, _ = io.WriteString(w, "nothing here")
				_ = w.Close()
			}
		}()
		args := append(strings.Fields(command), "--jobs", "1", "a", "b.txt", "c.txt")
		code, _, errs := lethe(t, "", args...)
		require.Equal(t, exitPartial, code, command)
		require.Contains(t, errs, "b.txt: no such file")
		if strings.Contains(command, "out-dir") {
			require.NoFileExists(t, "out/b.txt")
			require.Equal(t, "call "+labeled, read(t, "out/c.txt"))
			require.Contains(t, read(t, "out/lethe-manifest.jsonl"), `"problem":"b.txt: no such file`)
		}
	}
}

func TestHardLinksInPlace(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone})
	require.NoError(t, os.Link("a.txt", "b.txt"))
	code, _, errs := lethe(t, "", "redact", "--in-place", "a.txt")
	require.Equal(t, exitIO, code)
	require.Contains(t, errs, "a.txt: the file has other names (hard links)")
	require.Equal(t, "call "+phone, read(t, "a.txt"))
	code, _, errs = lethe(t, "", "redact", "--in-place", ".")
	require.Equal(t, 0, code, errs)
	require.Equal(t, "call "+labeled, read(t, "a.txt"))
	require.Equal(t, "call "+labeled, read(t, "b.txt"))
}

func TestSymbolicLinkInPlaceStays(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone})
	require.NoError(t, os.Symlink("a.txt", "link.txt"))
	code, _, errs := lethe(t, "", "redact", "--in-place", "link.txt")
	require.Equal(t, 0, code, errs)
	info, err := os.Lstat("link.txt")
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&os.ModeSymlink)
	require.Equal(t, "call "+labeled, read(t, "a.txt"))
}

func TestChangedSince(t *testing.T) {
	folder(t, map[string]string{"a.txt": "one", "b.txt": "one"})
	info, err := os.Stat("a.txt")
	require.NoError(t, err)
	require.False(t, changed("a.txt", info))
	require.NoError(t, os.WriteFile("a.txt", []byte("more"), 0o600))
	require.True(t, changed("a.txt", info))
	require.NoError(t, os.Remove("a.txt"))
	require.True(t, changed("a.txt", info))
	info, err = os.Stat("b.txt")
	require.NoError(t, err)
	require.NoError(t, os.Rename("b.txt", "c.txt"))
	require.NoError(t, os.WriteFile("b.txt", []byte("two"), 0o600))
	require.NoError(t, os.Chtimes("b.txt", info.ModTime(), info.ModTime()))
	require.True(t, changed("b.txt", info), "another file under the same name")
}

// to runs the command with standard output to a file.
func to(out *os.File, stdin string, args ...string) (code int, errs string) {
	var e bytes.Buffer
	code = run(&app{ctx: context.Background(), in: strings.NewReader(stdin), out: out, err: &e}, args)
	return code, e.String()
}

func TestClosedPipe(t *testing.T) {
	many := strings.Repeat("call "+phone+" or wait\n", 20_000)
	folder(t, map[string]string{"a.txt": many, "b.txt": many, "l.log": many, "p.csv": many})
	for _, args := range []string{"redact a.txt", "redact a.txt b.txt", "redact l.log", "redact --live", "scan a.txt", "scan a.txt b.txt", "scan --as json a.txt",
		"scan --as sarif a.txt", "discover .", "types", "policy explain", "redact --mute --format speech"} {
		r, w, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, r.Close())
		stdin := many
		if strings.Contains(args, "mute") {
			stdin = `{"words": [{"word": "ann@example.com", "start": 1, "end": 2}]}`
		}
		code, errs := to(w, stdin, strings.Fields(args)...)
		require.NoError(t, w.Close())
		require.Equal(t, exitIO, code, args)
		require.Contains(t, errs, "the reader closed the pipe", args)
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	many := strings.Repeat("call "+phone+" or wait\n", 20_000)
	folder(t, map[string]string{"a.txt": many, "b.txt": many})
	for _, args := range []string{"redact a.txt", "redact a.txt b.txt", "redact --live", "scan a.txt", "discover .", "types"} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		require.NoError(t, err)
		code, errs := to(full, many, strings.Fields(args)...)
		require.NoError(t, full.Close())
		require.Equal(t, exitIO, code, args)
		require.Contains(t, errs, "no space left", args)
	}
	for _, args := range []string{"redact a.txt -o /dev/full", "scan a.txt -o /dev/full", "scan a.txt --report /dev/full", "redact a.txt --report /dev/full",
		"redact a.txt --log /dev/full", "discover . -o /dev/full"} {
		code, _, errs := lethe(t, "", strings.Fields(args)...)
		require.Equal(t, exitIO, code, args)
		require.Contains(t, errs, "/dev/full: no space left", args)
		require.Empty(t, left(t, "."))
	}
}

func TestBinaryFormatsAreNotMixed(t *testing.T) {
	folder(t, map[string]string{"a.txt": "call " + phone, "b.docx": "PK\x03\x04"})
	code, out, errs := lethe(t, "", "redact", "a.txt", "b.docx")
	require.Equal(t, exitPartial, code)
	require.Equal(t, "call "+labeled, out)
	require.Contains(t, errs, "b.docx: binary format, not mixed")
	var o, e bytes.Buffer
	code = run(&app{ctx: context.Background(), in: strings.NewReader(""), out: &o, err: &e, outTerm: true}, []string{"redact", "b.docx"})
	require.Equal(t, exitIO, code)
	require.Empty(t, o.String())
	require.Contains(t, e.String(), "not written to a terminal")
}
