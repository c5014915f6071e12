//go:build unix

package batch

import (
	"io/fs"
	"syscall"
)

// Links returns how many names a file has (hard links), 1 if that is not known.
func Links(info fs.FileInfo) int {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && info.Mode().IsRegular() {
		return int(s.Nlink)
	}
	return 1
}
