// Package file keeps a vault in one file: an append-only log of sealed frames, without a server and without cgo.
//
// The file has three pages of 4096 bytes and then the frames. Page 0 names the vault. Pages 1 and 2 are slots, written in turn: how
// far the log is acknowledged, and the log's key wrapped under a key of the root, which is in the keyset. A frame is a length, a
// number, a nonce and records under AES-256-GCM; the additional data hold the vault's id, the frame's place and number and the tag
// of the frame before, so that frames can be neither changed, moved, left out nor taken from another file or time.
//
// An Append writes its frames, syncs, writes a slot and is then acknowledged. Whatever breaks inside of the length that a slot
// acknowledges is ErrTampered. Whatever does not authenticate behind it is the rest of a write that was never acknowledged, and is
// cut off on opening. A slot that a crash tore or a fault changed is replaced by the other, behind whose length the frames of the
// newer one still stand and authenticate. No repair tool is needed.
//
// Compact writes a new file beside the old one, with a log key of its own, and renames it over the old one. Frames are counted on, so the first
// of a file may have any number; none of another file authenticates in it.
//
// The file and its lock file have mode 0600; one process at a time has it open (ErrLocked for others). Nothing is written in plain
// text, and there is no temporary file but the new vault's own.
package file

import (
	"context"
	"crypto/rand"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/internal/fixederr"
)

// ErrIO says that the file system failed; the cause is wrapped, the file's name is not.
var ErrIO = fixederr.New("vault/file: file system failed")

// Create makes a new vault with its root in set. It returns keys.ErrExists if there is a file of that name.
func Create(ctx context.Context, name string, set *keys.Set, opts ...vault.Option) (*vault.Engine, error) {
	return CreateFS(ctx, OS{}, name, set, opts...)
}

// Open opens a vault. Errors are keys.ErrNotFound if there is none, ErrLocked, ErrWrongKey, ErrTampered, and ErrForgotten for a copy
// from before a Forget or Purge.
func Open(ctx context.Context, name string, set *keys.Set, opts ...vault.Option) (*vault.Engine, error) {
	return OpenFS(ctx, OS{}, name, set, opts...)
}

// CreateFS is Create on a file system of the caller's.
func CreateFS(ctx context.Context, fsys FS, name string, set *keys.Set, opts ...vault.Option) (*vault.Engine, error) {
	l, err := locked(fsys, name)
	if err != nil {
		return nil, err
	}
	_, _ = rand.Read(l.id[:])
	root, err := set.AddRoot(ctx, l.id, 1)
	if err != nil {
		l.lock.Close()
		return nil, err
	}
	defer clear(root)
	if err := l.create(root); err != nil {
		l.Close()
		return nil, err
	}
	return vault.Open(ctx, l, set, opts...)
}

// OpenFS is Open on a file system of the caller's.
func OpenFS(ctx context.Context, fsys FS, name string, set *keys.Set, opts ...vault.Option) (*vault.Engine, error) {
	l, err := locked(fsys, name)
	if err != nil {
		return nil, err
	}
	if l.f, err = fsys.Open(name); err == nil {
		err = l.open(set)
	}
	if err != nil {
		l.release()
		return nil, err
	}
	return vault.Open(ctx, l, set, opts...)
}

// locked returns the log of a name for this process alone.
func locked(fsys FS, name string) (*log, error) {
	if fsys == nil {
		return nil, vault.ErrInput
	}
	lock, err := fsys.Lock(name + ".lock")
	if err != nil {
		return nil, err
	}
	return &log{fs: fsys, name: name, lock: lock}, nil
}
