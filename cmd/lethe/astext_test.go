package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFormatsOfWhichTextGoesOut holds that a PDF is never overwritten by its text.
func TestFormatsOfWhichTextGoesOut(t *testing.T) {
	made := filepath.Join("..", "..", "formats", "testdata", "made")
	in := map[string]string{}
	for _, name := range []string{"reportlab.pdf", "reportlab-locked.pdf", "reportlab-scan.pdf"} {
		b, err := os.ReadFile(filepath.Join(made, name))
		require.NoError(t, err)
		in[name] = string(b)
	}
	folder(t, in)
	code, _, errs := lethe(t, "", "redact", "reportlab.pdf", "--in-place")
	require.Equal(t, exitIO, code)
	require.Contains(t, errs, "--out-dir")
	b, err := os.ReadFile("reportlab.pdf")
	require.NoError(t, err)
	require.Equal(t, in["reportlab.pdf"], string(b))

	code, _, errs = lethe(t, "", "redact", "reportlab.pdf", "--out-dir", "out")
	require.Equal(t, 0, code, errs)
	b, err = os.ReadFile(filepath.Join("out", "reportlab.pdf.txt"))
	require.NoError(t, err)
	require.Contains(t, string(b), "Contact\tWork experience\n[EMAIL]\t")

	code, out, _ := lethe(t, "", "scan", "reportlab.pdf", "--types", "CREDIT_CARD", "--as", "jsonl")
	require.Equal(t, 0, code)
	require.Regexp(t, `"type":"CREDIT_CARD".*"page":2,"box":\[14[0-9],77[0-9],2[0-9]{2},79[0-9]\]`, out)

	for name, want := range map[string]string{"reportlab-locked.pdf": "encrypted file", "reportlab-scan.pdf": "page 1 without text"} {
		for _, cmd := range []string{"redact", "scan"} {
			code, _, errs := lethe(t, "", cmd, name)
			require.Equal(t, exitPartial, code, "%s %s", cmd, name)
			require.Contains(t, errs, want)
		}
	}
	require.NoError(t, os.WriteFile("reportlab.pdf.txt", nil, 0o600))
	code, _, _ = lethe(t, "", "redact", "reportlab.pdf", "reportlab.pdf.txt", "--out-dir", "out2")
	require.Equal(t, exitUsage, code)

	code, _, errs = lethe(t, "", "redact", "reportlab.pdf", "-o", "out.pdf")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "out.pdf.txt")
	require.NoFileExists(t, "out.pdf")
	code, _, errs = lethe(t, "", "redact", "reportlab.pdf", "--out-dir", "out3", "--rename")
	require.Equal(t, 0, code, errs)
	require.FileExists(t, filepath.Join("out3", "reportlab.pdf.txt"))
}

// TestBinaryFilesAreNotMixed holds that files that are no text do not share an output.
func TestBinaryFilesAreNotMixed(t *testing.T) {
	in := map[string]string{"a.csv": "phone\n" + phone + "\n"}
	for _, name := range []string{"python-docx.docx", "openpyxl.xlsx"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "formats", "testdata", "made", name))
		require.NoError(t, err)
		in[name] = string(b)
	}
	folder(t, in)
	for name := range in {
		if name == "a.csv" {
			continue
		}
		code, _, errs := lethe(t, "", "redact", name, "a.csv", "-o", "mix")
		require.Equal(t, exitUsage, code)
		require.Contains(t, errs, name+": binary format")
		require.NoFileExists(t, "mix")
		code, _, errs = lethe(t, "", "redact", name, "-o", "one-"+name)
		require.Equal(t, 0, code, errs)
		require.FileExists(t, "one-"+name)
	}
}
