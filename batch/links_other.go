//go:build !unix

package batch

import "io/fs"

// Links returns how many names a file has (hard links), 1 if that is not known.
func Links(fs.FileInfo) int { return 1 }
