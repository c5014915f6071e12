//go:build unix

package batch

import (
	"io/fs"
	"syscall"
)

// Links returns how many names a file has (hard links), 1 if that is not known, and what all of them share.
func Links(info fs.FileInfo) (n int, id [2]uint64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && info.Mode().IsRegular() {
		return int(s.Nlink), [2]uint64{uint64(s.Dev), uint64(s.Ino)}
	}
	return 1, id
}
