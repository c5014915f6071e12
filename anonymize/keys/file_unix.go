//go:build unix

package keys

import (
	"io/fs"
	"os"
)

func checkMode(fi fs.FileInfo) error {
	if !fi.Mode().IsRegular() || fi.Mode().Perm()&0o077 != 0 {
		return ErrPermissions
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
