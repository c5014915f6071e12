package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// wideTexts are a text in UTF-16 and UTF-32, with and without a mark.
func wideTexts(text string) map[string]string {
	var le, be, le4, be4 strings.Builder
	for _, r := range text {
		c := string(r)
		le.WriteString(c + "\x00")
		be.WriteString("\x00" + c)
		le4.WriteString(c + "\x00\x00\x00")
		be4.WriteString("\x00\x00\x00" + c)
	}
	return map[string]string{
		"le.txt": le.String(), "be.txt": be.String(), "le4.txt": le4.String(), "be4.txt": be4.String(),
		"le-mark.txt": "\xff\xfe" + le.String(), "be-mark.txt": "\xfe\xff" + be.String(), "be4-mark.txt": "\x00\x00\xfe\xff" + be4.String(),
	}
}

// TestWideText holds that UTF-16 is written back alike, and that what shows too late or is UTF-32 is refused.
func TestWideText(t *testing.T) {
	texts, want := wideTexts("call "+phone+"\n"), wideTexts("call "+labeled+"\n")
	folder(t, texts)
	for name, text := range texts {
		for _, format := range []string{"", "text", "log", "csv", "json", "jsonl"} {
			args := []string{"redact"}
			if format != "" {
				args = append(args, "--format", format)
			}
			code, out, errs := lethe(t, "", append(args, name)...)
			if strings.Contains(name, "4") {
				require.Equal(t, exitIO, code, "%s %s: %s", name, format, errs)
				require.Empty(t, out)
			} else {
				require.Equal(t, 0, code, "%s %s: %s", name, format, errs)
				require.Equal(t, want[name], out, "%s %s", name, format)
			}
			for _, more := range [][]string{nil, {"--live"}} {
				var o, e bytes.Buffer
				in := iotest.OneByteReader(strings.NewReader(text))
				code = run(&app{ctx: context.Background(), in: in, out: &o, err: &e}, append(args, more...))
				if code == 0 && !strings.Contains(name, "4") {
					require.Equal(t, want[name], o.String(), "%s %s %v", name, format, more)
					continue
				}
				require.False(t, strings.HasSuffix(name, "e-mark.txt"), "%s %s %v: %s", name, format, more, e.String())
				require.Equal(t, exitIO, code, "%s %s %v: %s", name, format, more, e.String())
				require.Empty(t, o.String())
			}
		}
	}
}

func TestNamedInputInOutDirIsRefused(t *testing.T) {
	folder(t, files())
	for _, args := range []string{"a.txt --out-dir .", ". --out-dir .", "sub --out-dir .", "sub/d.txt --out-dir sub", "*.txt --out-dir .", ". a.txt --out-dir ."} {
		code, _, errs := lethe(t, "", append([]string{"redact"}, strings.Fields(args)...)...)
		require.Equal(t, exitUsage, code, args)
		require.Contains(t, errs, "lies in the output folder", args)
	}
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Len(t, left, 4)
}

func TestLinksBelowAFolderAreListed(t *testing.T) {
	folder(t, map[string]string{"in/a.txt": "call " + phone, "b.txt": "call " + phone})
	if err := os.Symlink(filepath.Join("..", "b.txt"), "in/link.txt"); err != nil {
		t.Skip("no symbolic links here")
	}
	code, out, errs := lethe(t, "", "redact", "in")
	require.Equal(t, exitPartial, code)
	require.Equal(t, "call "+labeled, out)
	require.Contains(t, errs, filepath.Join("in", "link.txt")+": symbolic link")
}

func TestMinScoreIsZeroToOne(t *testing.T) {
	folder(t, files())
	for _, s := range []string{"NaN", "-1", "-Inf", "Inf", "1.1", "", "x"} {
		code, _, errs := lethe(t, "", "scan", "--min-score="+s, "a.txt")
		require.Equal(t, exitUsage, code, s)
		require.Contains(t, errs, "0 to 1", s)
	}
	for _, s := range []string{"0", "0.5"} {
		code, out, errs := lethe(t, "", "scan", "--min-score="+s, "a.txt")
		require.Equal(t, 0, code, errs)
		require.Contains(t, out, "PHONE")
	}
}

// flushes notes what was written before each flush.
type flushes struct {
	bytes.Buffer
	at []int
}

func (f *flushes) Flush() error { f.at = append(f.at, f.Len()); return nil }

func TestLiveFlushesEachLine(t *testing.T) {
	const text = "one\ntwo\r\n\nthree\nrest"
	for name, r := range map[string]io.Reader{"file": strings.NewReader(text), "slow": iotest.OneByteReader(strings.NewReader(text))} {
		var f flushes
		require.NoError(t, copyLines(&f, r, true))
		require.Equal(t, []int{4, 9, 10, 16}, f.at, name)
		require.Equal(t, text, f.String())
	}
}
