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
	fs   FS
	name string
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

func (l *log) setKey(key []byte) {
	l.key = key
	l.mac = expand(key, "vault/slot/1")
	frames := expand(key, "vault/frame/1")
	defer clear(frames)
	l.aead = gcm(frames)
}

// expand derives a key of the usual size for one use.
func expand(key []byte, use string) []byte {
	k, err := keys.Expand(key, keys.Context{Use: use}, keys.Size)
	if err != nil {
		panic(err) // lengths are fixed
	}
	return k
}

// gcm is AES-256-GCM under a key of ours, which has the right size.
func gcm(key []byte) cipher.AEAD {
	a, err := keys.NewGCM(key)
	if err != nil {
		panic(err)
	}
	return a
}

// create writes an empty log beside its name and then gives it the name.
func (l *log) create(root []byte) error {
	if err := l.begin(root, 1); err != nil {
		return err
	}
	if err := l.fs.Publish(l.name+newSuffix, l.name); err != nil {
		_ = l.fs.Remove(l.name + newSuffix)
		return ioError(err)
	}
	return nil
}

// newSuffix is that of a log before it has its name. The lock is ours: what a crash left there is nobody's.
const newSuffix = ".new"

// begin writes an empty log with a key of its own, durably, under the name for logs in the making. The count of frames goes on from l.now.
func (l *log) begin(root []byte, gen uint64) error {
	key := make([]byte, keys.Size)
	_, _ = rand.Read(key)
	l.setKey(key)
	l.now = slot{version: l.now.version, seq: l.now.seq, end: frameStart}
	l.now.under(l.id, l.key, root, gen)
	tmp := l.name + newSuffix
	_ = l.fs.Remove(tmp)
	var err error
	if l.f, err = l.fs.Create(tmp); err != nil {
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
	if err != nil {
		_ = l.fs.Remove(tmp)
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
	l.setKey(l.key)
	return nil
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
	if !hmac.Equal(s.mac[:], slotMAC(l.id, expand(key, "vault/slot/1"), s.body())) {
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
	l.now.under(l.id, l.key, root, gen)
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
	l.wipe()
	return errors.Join(err, l.lock.Close())
}

func (l *log) wipe() {
	clear(l.key)
	clear(l.mac)
	clear(l.plain)
}

var _ vault.Journal = (*log)(nil)
