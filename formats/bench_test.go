package formats

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkCodecs passes text through each line format without edits.
func BenchmarkCodecs(b *testing.B) {
	var csv, jsonl, log bytes.Buffer
	for i := range 2000 {
		const text = "a line of talk of ordinary length, as people write it in notes and transcripts"
		fmt.Fprintf(&csv, "%d,\"%s\"\n", i, text)
		fmt.Fprintf(&jsonl, "{\"id\":%d,\"text\":\"%s\"}\n", i, text)
		fmt.Fprintf(&log, "%d %s\n", i, text)
	}
	for name, in := range map[string][]byte{"csv": csv.Bytes(), "jsonl": jsonl.Bytes(), "log": log.Bytes()} {
		f, _ := ByName(name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				c := f.Open(bytes.NewReader(in), io.Discard)
				var err error
				for err == nil {
					_, _, err = c.Next()
				}
				if err != io.EOF || c.Close() != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDocuments reads files of word processors, spreadsheets, pages and mails; speed is of the text that comes out.
func BenchmarkDocuments(b *testing.B) {
	var body, rows bytes.Buffer
	for i := range 2000 {
		fmt.Fprintf(&body, `<w:p><w:r><w:t xml:space="preserve">%d talk of %x </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ordinary length, as people write it in notes</w:t></w:r></w:p>`, i*7919, i*104729)
		fmt.Fprintf(&rows, `<row r="%[1]d"><c r="A%[1]d"><v>%[1]d</v></c><c r="B%[1]d" t="inlineStr"><is><t>a line of talk of ordinary length, as people write it</t></is></c></row>`, i+1)
	}
	pdf, err := os.ReadFile(filepath.Join("testdata", "made", "libreoffice.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	for _, k := range []struct {
		format Format
		in     []byte
	}{
		{DOCX(), pack(b, "word/document.xml", "<w:body>"+body.String()+"</w:body>")},
		{XLSX(), pack(b, "xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", "<sheetData>"+rows.String()+"</sheetData>")},
		{PDF(), pdf},
	} {
		b.Run(k.format.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c := k.format.Open(bytes.NewReader(k.in), io.Discard)
				text, _, err := c.Next()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(text)))
			}
		})
	}
}
