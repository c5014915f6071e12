package batch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// File is written beside its target and takes the target's place in Commit, so that a reader sees the old file or the whole new
// one. Every File must be ended by Commit or Abort.
type File struct {
	ctx    context.Context
	f      *os.File
	path   string
	direct bool // path is a device or pipe, which is written to as it is
	ended  bool
}

// Create begins a file that will stand at path, with the permissions of the file that stands there now, or perm. Writes fail once
// ctx is cancelled. A symbolic link at path is followed, so that the link stays; a device or pipe is written to directly.
func Create(ctx context.Context, path string, perm fs.FileMode) (*File, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			return &File{ctx: ctx, f: f, path: path, direct: true}, err
		}
		perm = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".lethe-*")
	if err != nil {
		return nil, named(err, path)
	}
	if err := f.Chmod(perm); err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return nil, named(err, path)
	}
	return &File{ctx: ctx, f: f, path: path}, nil
}

// Write writes to the new file.
func (f *File) Write(b []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := f.f.Write(b)
	return n, named(err, f.path)
}

// named is an error about path: the name of the temporary file says nothing.
func named(err error, path string) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return &fs.PathError{Op: p.Op, Path: path, Err: p.Err}
	case errors.As(err, &l):
		return &fs.PathError{Op: l.Op, Path: path, Err: l.Err}
	}
	return err
}

// CommitAs is Commit with another path, in a folder that exists on the same disk.
func (f *File) CommitAs(path string) error {
	f.path = path
	return f.Commit()
}

// Commit puts the file in its place, after all of it is on the disk. If that fails nothing has changed.
func (f *File) Commit() error {
	f.ended = true
	err := f.ctx.Err()
	if f.direct {
		return errors.Join(err, f.f.Close())
	}
	if err == nil {
		err = f.f.Sync()
	}
	if cerr := f.f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.f.Name(), f.path)
	}
	if err != nil {
		_ = os.Remove(f.f.Name())
		return named(err, f.path)
	}
	if dir, err := os.Open(filepath.Dir(f.path)); err == nil {
		_ = dir.Sync() // some file systems cannot; the file itself is safe
		_ = dir.Close()
	}
	return nil
}

// Abort removes the new file and leaves the target as it was. After Commit it does nothing.
func (f *File) Abort() {
	if f.ended {
		return
	}
	f.ended = true
	_ = f.f.Close()
	if !f.direct {
		_ = os.Remove(f.f.Name())
	}
}
