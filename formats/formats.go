package formats

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// All returns the formats that ship with Lethe.
func All() []Format {
	return append([]Format{Text(), Lines(), JSON(), JSONLines(), Speech(), CSV(), TSV(), Subtitles(), HTML(), XML(), Calendar(), Mail(), DOCX(), XLSX(), PDF(), Zip(), Gzip(), SQL(), Mbox(), RTF()}, configs()...)
}

// Names returns the names of all formats.
func Names() []string {
	var names []string
	for _, f := range All() {
		names = append(names, f.Name)
	}
	return names
}

// ByName returns a format.
func ByName(name string) (Format, bool) {
	i := slices.IndexFunc(All(), func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return All()[i], true
}

// ByPath returns the format that a file's name tells. Without a known extension it is plain text.
func ByPath(path string) Format {
	ext := strings.ToLower(filepath.Ext(path))
	if strings.HasPrefix(filepath.Base(path), ".env") { // .env.local
		ext = ".env"
	}
	if ext == ".gz" {
		return gzipOf(path[:len(path)-len(ext)], &archive{})
	}
	for _, f := range All() {
		if ext != "" && slices.Contains(f.Extensions, ext) {
			return f
		}
	}
	return Text()
}

// Binary reports whether the head of a file shows that it is no text: a NUL byte, or mostly invalid UTF-8.
func Binary(head []byte) bool {
	if bytes.IndexByte(head, 0) >= 0 {
		return true
	}
	bad := 0
	for i := 0; i < len(head); {
		r, n := utf8.DecodeRune(head[i:])
		if r == utf8.RuneError && n == 1 && len(head)-i >= utf8.UTFMax {
			bad++
		}
		i += n
	}
	return bad*4 > len(head)
}
