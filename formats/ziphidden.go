package formats

import (
	"archive/zip"
	"cmp"
	"encoding/binary"
	"slices"
)

// Sizes and signatures of zip archives (APPNOTE.TXT 4.3).
const (
	zipLocalHeader = 30
	zipDescriptor  = 24 // the longest
	zipEnd         = 22
	zipEndMark     = 0x06054b50
	zipLocalMark   = 0x04034b50
)

// hidesBytes reports whether an archive has bytes that belong to no file of it, where files that were deleted, or others, may still be
// read: before the first, between two of them or after the end.
func hidesBytes(file []byte, z *zip.Reader) bool {
	end := len(file) - zipEnd - len(z.Comment)
	if end < 0 || binary.LittleEndian.Uint32(file[end:]) != zipEndMark {
		return true
	}
	type span struct{ from, to int64 }
	spans := make([]span, 0, len(z.File))
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			return true
		}
		from := localHeader(file, at)
		if from < 0 {
			return true
		}
		spans = append(spans, span{from, at + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	last := int64(0)
	for _, s := range spans {
		if slack := s.from - last; slack > zipDescriptor || last == 0 && slack > 0 {
			return true
		}
		last = s.to
	}
	central := int64(binary.LittleEndian.Uint32(file[end+16:]))
	return central != 1<<32-1 && central > last+zipDescriptor
}

// localHeader returns where the header begins whose file's data is at at; negative if there is none. The names of a file in its two
// headers may have different lengths.
func localHeader(file []byte, at int64) int64 {
	for from := min(at, int64(len(file))) - zipLocalHeader; from >= max(0, at-zipLocalHeader-2<<16); from-- {
		h := file[from:]
		if h[0] == 'P' && binary.LittleEndian.Uint32(h) == zipLocalMark &&
			from+zipLocalHeader+int64(binary.LittleEndian.Uint16(h[26:]))+int64(binary.LittleEndian.Uint16(h[28:])) == at {
			return from
		}
	}
	return -1
}
