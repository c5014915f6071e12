package formats

import (
	"bytes"
	"fmt"
	"io"
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
