package file_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"syscall"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault/file"
)

var errCrash = errors.New("power is gone")

// disk is a file system in memory that fails where it is told and forgets what was not synced when it crashes.
type disk struct {
	files  map[string]*content
	locked map[string]bool
	ops    int // writes, truncations, syncs and publications so far
	failAt int // the op that fails, 0: none
	fault  fault
	dead   bool
	reads  int // reads so far
	badAt  int // the read that fails with EIO, 0: none
}

type fault int

const (
	crash      fault = iota // this op and all later ones fail
	noSpace                 // a write writes a part and fails; ops go on failing so until the end
	ioFault                 // this op fails, once
	shortWrite              // this write writes a part and fails, once
)

type content struct {
	now    []byte
	synced []byte
	unsafe []change
}

type change struct {
	at   int64
	data []byte // nil: cut at `at`
}

func newDisk() *disk { return &disk{files: map[string]*content{}, locked: map[string]bool{}} }

// step counts an op and says how much of a write of n bytes happens before it fails.
func (d *disk) step(n int) (int, error) {
	if d.dead {
		return 0, errCrash
	}
	d.ops++
	switch {
	case d.failAt == 0 || d.ops < d.failAt, d.ops > d.failAt && d.fault != noSpace:
		return n, nil
	case d.fault == crash:
		d.dead = true
		return n / 2, errCrash
	case d.fault == noSpace:
		if n == 0 {
			return 0, nil
		}
		return n / 3, syscall.ENOSPC
	case d.fault == shortWrite:
		if n == 0 {
			return 0, nil
		}
		return n / 2, io.ErrShortWrite
	}
	return 0, syscall.EIO
}

// reboot gives the disk after a crash: of what was not synced any part may be there, in sectors of 512 bytes.
func (d *disk) reboot(r *rand.Rand) *disk {
	out := newDisk()
	for name, c := range d.files {
		b := bytes.Clone(c.synced)
		for _, ch := range c.unsafe {
			if ch.data == nil {
				if r.IntN(2) == 0 && int64(len(b)) > ch.at {
					b = b[:ch.at]
				}
				continue
			}
			how := r.IntN(4) // all, none, or some sectors
			for at := ch.at; at < ch.at+int64(len(ch.data)); {
				end := min((at/512+1)*512, ch.at+int64(len(ch.data)))
				if how == 0 || how >= 2 && r.IntN(2) == 0 {
					b = splice(b, at, ch.data[at-ch.at:end-ch.at])
				}
				at = end
			}
		}
		out.files[name] = &content{now: b, synced: bytes.Clone(b)}
	}
	return out
}

// restart gives the disk after the process ended in order: everything written is there.
func (d *disk) restart() *disk {
	out := newDisk()
	for name, c := range d.files {
		out.files[name] = &content{now: bytes.Clone(c.now), synced: bytes.Clone(c.now)}
	}
	return out
}

func splice(b []byte, at int64, data []byte) []byte {
	if need := int(at) + len(data); need > len(b) {
		b = append(b, make([]byte, need-len(b))...)
	}
	copy(b[at:], data)
	return b
}

func (d *disk) Lock(name string) (io.Closer, error) {
	if d.locked[name] {
		return nil, keys.ErrLocked
	}
	d.locked[name] = true
	return unlocker{d, name}, nil
}

type unlocker struct {
	d    *disk
	name string
}

func (u unlocker) Close() error { delete(u.d.locked, u.name); return nil }

func (d *disk) Open(name string) (file.File, error) {
	c := d.files[name]
	if c == nil {
		return nil, keys.ErrNotFound
	}
	return &handle{d, c}, nil
}

func (d *disk) Create(name string) (file.File, error) {
	if d.files[name] != nil {
		return nil, keys.ErrExists
	}
	d.files[name] = &content{}
	return &handle{d, d.files[name]}, nil
}

func (d *disk) Publish(from, to string) error {
	if _, err := d.step(0); err != nil {
		return err
	}
	if d.files[to] != nil {
		return keys.ErrExists
	}
	d.files[to] = d.files[from]
	delete(d.files, from)
	return nil
}

func (d *disk) Replace(from, to string) error {
	if _, err := d.step(0); err != nil {
		return err
	}
	d.files[to] = d.files[from]
	delete(d.files, from)
	return nil
}

func (d *disk) Remove(name string) error { delete(d.files, name); return nil }

type handle struct {
	d *disk
	c *content
}

func (h *handle) ReadAt(b []byte, at int64) (int, error) {
	if h.d.dead {
		return 0, errCrash
	}
	if h.d.reads++; h.d.reads == h.d.badAt {
		return 0, syscall.EIO
	}
	if at >= int64(len(h.c.now)) {
		return 0, io.EOF
	}
	n := copy(b, h.c.now[at:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (h *handle) WriteAt(b []byte, at int64) (int, error) {
	n, err := h.d.step(len(b))
	if n > 0 {
		h.c.now = splice(h.c.now, at, b[:n])
		h.c.unsafe = append(h.c.unsafe, change{at, bytes.Clone(b[:n])})
	}
	return n, err
}

func (h *handle) Truncate(size int64) error {
	if _, err := h.d.step(0); err != nil {
		return err
	}
	h.c.now = h.c.now[:size]
	h.c.unsafe = append(h.c.unsafe, change{at: size})
	return nil
}

func (h *handle) Sync() error {
	if _, err := h.d.step(0); err != nil {
		return err
	}
	h.c.synced, h.c.unsafe = bytes.Clone(h.c.now), nil
	return nil
}

func (h *handle) Size() (int64, error) { return int64(len(h.c.now)), nil }
func (h *handle) Close() error         { return nil }
