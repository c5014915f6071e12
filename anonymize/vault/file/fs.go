package file

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/keys/filelock"
)

// FS is what a vault needs of a file system.
type FS interface {
	// Lock takes the lock between processes or returns keys.ErrLocked.
	Lock(name string) (io.Closer, error)
	// Open opens a regular file for reading and writing, or returns keys.ErrNotFound.
	Open(name string) (File, error)
	// Create makes a file with mode 0600 that was not there.
	Create(name string) (File, error)
	// Publish gives a new file its name, durably, or returns keys.ErrExists.
	Publish(from, to string) error
	// Replace gives a new file the name of an old one, durably. The old one's open handles stay usable.
	Replace(from, to string) error
	Remove(name string) error
}

// File is an open file.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Size() (int64, error)
	Truncate(size int64) error
	Sync() error
}

// OS is the FS of the operating system.
type OS struct{}

type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	fi, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return fi.Size(), nil
}

// Lock locks a file between processes.
func (OS) Lock(name string) (io.Closer, error) {
	l, err := filelock.Try(name)
	if errors.Is(err, filelock.ErrHeld) {
		return nil, keys.ErrLocked
	}
	if err != nil {
		return nil, ioError(err)
	}
	return l, nil
}

// Open refuses what is not a regular file, symbolic links included.
func (OS) Open(name string) (File, error) {
	li, err := os.Lstat(name)
	if err != nil {
		return nil, ioError(err)
	}
	if !li.Mode().IsRegular() {
		return nil, keys.ErrPermissions
	}
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, ioError(err)
	}
	fi, err := f.Stat()
	if err != nil || !os.SameFile(li, fi) {
		f.Close()
		return nil, keys.ErrPermissions
	}
	return osFile{f}, nil
}

// Create makes a file with mode 0600.
func (OS) Create(name string) (File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, ioError(err)
	}
	return osFile{f}, nil
}

// Publish links the file under its name, which fails if the name is taken, and syncs the directory.
func (OS) Publish(from, to string) error {
	if err := os.Link(from, to); err != nil {
		return ioError(err)
	}
	if err := os.Remove(from); err != nil {
		return ioError(err)
	}
	return syncDir(to)
}

// Replace renames a file over another and syncs the directory.
func (OS) Replace(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return ioError(err)
	}
	return syncDir(to)
}

// syncDir makes the name of a file durable.
func syncDir(name string) error {
	d, err := os.Open(filepath.Dir(name))
	if err != nil {
		return ioError(err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return ioError(err)
	}
	return nil
}

// Remove removes a file.
func (OS) Remove(name string) error { return os.Remove(name) }

// ioError drops names of files from an error.
func ioError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return keys.ErrNotFound
	case errors.Is(err, fs.ErrExist):
		return keys.ErrExists
	case errors.Is(err, ErrIO):
		return err
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	if le := (*os.LinkError)(nil); errors.As(err, &le) {
		err = le.Err
	}
	return fmt.Errorf("%w: %w", ErrIO, err)
}
