package keys

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/lethe-pii/lethe/anonymize/keys/filelock"
)

// File is a Store in a file of mode 0600. Load refuses symbolic links and files that group or others may read or write
// (ErrPermissions; on Windows the mode says nothing and is not looked at). Save writes a new file beside it, syncs it, renames it
// over the old one and then overwrites the old one's bytes; it never shortens the only copy.
type File string

// maxFile bounds what Load reads.
const maxFile = 16 << 20

// Load reads the file.
func (f File) Load(context.Context) ([]byte, error) {
	li, err := os.Lstat(string(f))
	if err != nil {
		return nil, fileError(err)
	}
	if err := checkMode(li); err != nil {
		return nil, err
	}
	h, err := os.Open(string(f))
	if err != nil {
		return nil, fileError(err)
	}
	defer h.Close()
	fi, err := h.Stat()
	if err != nil {
		return nil, fileError(err)
	}
	if !os.SameFile(li, fi) {
		return nil, ErrPermissions
	}
	if fi.Size() > maxFile {
		return nil, ErrTampered
	}
	b := make([]byte, fi.Size())
	if _, err := h.ReadAt(b, 0); err != nil {
		clear(b)
		return nil, fileError(err)
	}
	return b, nil
}

// Save replaces the file.
func (f File) Save(_ context.Context, b []byte, create bool) error {
	name := string(f)
	old, err := os.OpenFile(name, os.O_RDWR, 0)
	switch {
	case err == nil && create:
		old.Close()
		return ErrExists
	case err == nil:
		defer old.Close()
	case !errors.Is(err, fs.ErrNotExist):
		return fileError(err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".keys-*") // O_EXCL, mode 0600
	if err != nil {
		return fileError(err)
	}
	err = errors.Join(writeAll(tmp, b), tmp.Close())
	if err == nil {
		if create {
			err = os.Link(tmp.Name(), name) // fails if somebody else was faster
			os.Remove(tmp.Name())
		} else {
			err = os.Rename(tmp.Name(), name)
		}
	}
	if err != nil {
		os.Remove(tmp.Name())
		if create && errors.Is(err, fs.ErrExist) {
			return ErrExists
		}
		return fileError(err)
	}
	if err := syncDir(filepath.Dir(name)); err != nil {
		return fileError(err)
	}
	if old != nil {
		return fileError(overwrite(old))
	}
	return nil
}

// Lock waits for the lock file beside the key file.
func (f File) Lock(ctx context.Context) (func(), error) {
	for {
		l, err := filelock.Try(string(f) + ".lock")
		if err == nil {
			return func() { l.Close() }, nil
		}
		if !errors.Is(err, filelock.ErrHeld) {
			return nil, fileError(err)
		}
		select {
		case <-ctx.Done():
			return nil, ErrLocked
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func writeAll(h *os.File, b []byte) error {
	if _, err := h.Write(b); err != nil {
		return err
	}
	return h.Sync()
}

// overwrite blanks the bytes of a file that has no name any more. The write is not synced: who needs the old bytes gone from the
// medium needs a medium that overwrites in place.
func overwrite(h *os.File) error {
	fi, err := h.Stat()
	if err != nil {
		return err
	}
	_, err = h.WriteAt(make([]byte, fi.Size()), 0)
	return err
}

// fileError drops the path of an error and keeps its cause.
func fileError(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotFound
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return &ioError{pe.Err}
	}
	if le := (*os.LinkError)(nil); errors.As(err, &le) {
		return &ioError{le.Err}
	}
	return &ioError{err}
}

type ioError struct{ err error }

func (e *ioError) Error() string { return "keys: key file: " + e.err.Error() }
func (e *ioError) Unwrap() error { return e.err }
