//go:build !unix

package keys

import "io/fs"

func checkMode(fi fs.FileInfo) error {
	if !fi.Mode().IsRegular() {
		return ErrPermissions
	}
	return nil
}

func syncDir(string) error { return nil }
