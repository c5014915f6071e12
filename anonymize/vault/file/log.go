package file

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"errors"
	"io"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
)

// log is the vault.Journal of one file.
type log struct {
	id   keys.VaultID
	f    File
	lock io.Closer
	now  slot // as last written
	key  []byte
	mac  []byte
	aead cipher.AEAD

	at    int64  // offset of the frame that is cached, 0 if none
	plain []byte // its records
}

func (l *log) setKey(key []byte) error {
	l.key = key
	var err error
	if l.mac, err = keys.Expand(key, keys.Context{Use: "vault/slot/1"}, keys.Size); err != nil {
		return err
	}
	frames, err := keys.Expand(key, keys.Context{Use: "vault/frame/1"}, keys.Size)
	if err != nil {
		return err
	}
	defer clear(frames)
	l.aead, err = keys.NewGCM(frames)
	return err
}

// create writes an empty log beside its name and then gives it the name.
func (l *log) create(fsys FS, name string, root []byte) error {
	key := make([]byte, keys.Size)
	_, _ = rand.Read(key)
	err := l.setKey(key)
	if err != nil {
		return err
	}
	l.now = slot{end: frameStart}
	if err := l.now.under(l.id, l.key, root, 1); err != nil {
		return err
	}
	tmp := name + ".new" // the lock is ours: a rest of a crash is nobody's
	_ = fsys.Remove(tmp)
	if l.f, err = fsys.Create(tmp); err != nil {
		return ioError(err)
	}
	first := make([]byte, frameStart)
	copy(first, encodeHeader(l.id))
	for range slotCount {
		l.now.version++
		copy(first[pageSize*(1+int(l.now.version%slotCount)):], l.now.encode(l.id, l.mac))
	}
	if _, err = l.f.WriteAt(first, 0); err == nil {
		err = l.f.Sync()
	}
	if err == nil {
		err = fsys.Publish(tmp, name)
	}
	if err != nil {
		_ = fsys.Remove(tmp)
		return ioError(err)
	}
	return nil
}

// rooter is the part of a keyset that opening needs.
type rooter interface {
	Root(vault keys.VaultID, generation uint64) ([]byte, error)
}

// open reads the first pages and takes the newer slot of those that fit.
func (l *log) open(roots rooter) error {
	pages := make([]byte, frameStart)
	if _, err := l.f.ReadAt(pages, 0); err != nil {
		if errors.Is(err, io.EOF) {
			return keys.ErrTampered
		}
		return ioError(err)
	}
	var err error
	if l.id, err = decodeHeader(pages[:pageSize]); err != nil {
		return err
	}
	problem := keys.ErrTampered
	for i := range slotCount {
		s, ok := decodeSlot(pages[pageSize*(1+i):])
		if !ok || s.version%slotCount != uint64(i) || s.end < frameStart {
			continue
		}
		key, err := l.slotKey(roots, &s)
		switch {
		case err != nil && !errors.Is(err, keys.ErrTampered):
			problem = err
		case err == nil && s.version > l.now.version:
			l.now, l.key = s, key
		}
	}
	if l.key == nil {
		return problem
	}
	return l.setKey(l.key)
}

// slotKey returns the log's key by a slot that authenticates.
func (l *log) slotKey(roots rooter, s *slot) ([]byte, error) {
	root, err := roots.Root(l.id, s.gen)
	if err != nil {
		return nil, err
	}
	defer clear(root)
	key, err := s.unwrap(l.id, root)
	if err != nil {
		return nil, err
	}
	mac, err := keys.Expand(key, keys.Context{Use: "vault/slot/1"}, keys.Size)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(s.mac[:], slotMAC(l.id, mac, s.body())) {
		return nil, keys.ErrTampered
	}
	return key, nil
}

// ID names the vault.
func (l *log) ID() keys.VaultID { return l.id }

// Generation is that of the root the log's key is under.
func (l *log) Generation() uint64 { return l.now.gen }

// Counter counts frames.
func (l *log) Counter() uint64 { return l.now.seq }

// writeSlot writes the state into the slot whose turn it is.
func (l *log) writeSlot() error {
	l.now.version++
	b := l.now.encode(l.id, l.mac)
	_, err := l.f.WriteAt(b, int64(pageSize*(1+l.now.version%slotCount)))
	return err
}

// Rekey writes both slots under the new root, so that none under the old root is needed any more. Once the first is durable the
// second may wait for the next sync.
func (l *log) Rekey(root []byte, gen uint64) error {
	if err := l.now.under(l.id, l.key, root, gen); err != nil {
		return err
	}
	if err := l.writeSlot(); err != nil {
		return ioError(err)
	}
	if err := l.f.Sync(); err != nil {
		return ioError(err)
	}
	if err := l.writeSlot(); err != nil {
		return ioError(err)
	}
	return nil
}

// Close syncs the last slot, and gives the file and its lock back.
func (l *log) Close() error {
	var err error
	if l.f != nil && l.aead != nil {
		err = l.f.Sync()
	}
	return errors.Join(err, l.release())
}

func (l *log) release() error {
	var err error
	if l.f != nil {
		err = l.f.Close()
	}
	clear(l.key)
	clear(l.mac)
	clear(l.plain)
	return errors.Join(err, l.lock.Close())
}

var _ vault.Journal = (*log)(nil)
