package keys

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Set is a keyset. It is safe for concurrent use; readers go on while keys are rotated. A nil *Set acts like one that was closed.
type Set struct {
	store   Store // nil: in memory only
	version atomic.Uint64

	writing sync.Mutex   // one change at a time
	mu      sync.RWMutex // guards st and the bytes of its secrets
	st      *state       // nil once closed
}

// state is one version of a keyset's content.
type state struct {
	primary ID
	keys    []key
	roots   []root
	floors  []floor
}

type key struct {
	id      ID
	status  Status
	created int64
	check   Check
	secret  *secret // nil if destroyed
}

func (s *state) find(id ID) *key {
	for i := range s.keys {
		if s.keys[i].id == id {
			return &s.keys[i]
		}
	}
	return nil
}

func (s *state) wipe() {
	for i := range s.keys {
		if s.keys[i].secret != nil {
			s.keys[i].secret.wipe()
		}
	}
	for i := range s.roots {
		s.roots[i].secret.wipe()
	}
}

func (s *state) add() ID {
	var b [2]byte
	for {
		_, _ = rand.Read(b[:])
		id := ID(binary.BigEndian.Uint16(b[:]) & maxID)
		if id == 0 || s.find(id) != nil {
			continue
		}
		k := key{id: id, status: Enabled, created: time.Now().Unix(), secret: newSecret()}
		k.check = k.secret.check()
		s.keys = append(s.keys, k)
		s.primary = id
		return id
	}
}

// New returns a Set with one fresh key that is kept in memory only: when it is closed, nothing that it made can be made again.
func New() *Set {
	st := &state{}
	st.add()
	return &Set{st: st}
}

// Create makes a keyset with one fresh key and saves it. It returns ErrExists if the store holds one.
func Create(ctx context.Context, store Store) (*Set, error) {
	if store == nil {
		return nil, ErrStore
	}
	s := New()
	s.store = store
	b := s.st.encode()
	defer clear(b)
	if err := store.Save(ctx, b, true); err != nil {
		s.st.wipe()
		return nil, err
	}
	return s, nil
}

// Open loads a keyset. It returns ErrNotFound if the store is empty and ErrTampered if the content is damaged.
func Open(ctx context.Context, store Store) (*Set, error) {
	if store == nil {
		return nil, ErrStore
	}
	st, err := load(ctx, store)
	if err != nil {
		return nil, err
	}
	return &Set{store: store, st: st}, nil
}

func load(ctx context.Context, store Store) (*state, error) {
	b, err := store.Load(ctx)
	if err != nil {
		return nil, err
	}
	defer clear(b)
	return decode(b)
}

// change applies f to the newest saved content, saves the result and makes it current. Other processes that change the same file
// wait.
func (s *Set) change(ctx context.Context, f func(*state) error) error {
	if s == nil {
		return ErrClosed
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.read(func(*state) error { return nil }); err != nil {
		return err
	}
	if s.store == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		defer s.version.Add(1)
		return f(s.st)
	}
	if l, ok := s.store.(Locker); ok {
		unlock, err := l.Lock(ctx)
		if err != nil {
			return err
		}
		defer unlock()
	}
	next, err := load(ctx, s.store)
	if err != nil {
		return err
	}
	if err := f(next); err != nil {
		next.wipe()
		return err
	}
	b := next.encode()
	defer clear(b)
	if err := s.store.Save(ctx, b, false); err != nil {
		next.wipe()
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.st.wipe()
	s.st = next
	s.version.Add(1)
	return nil
}

// read calls f with the state, which it must not keep. It returns ErrClosed for a Set that is nil or closed.
func (s *Set) read(f func(*state) error) error {
	if s == nil {
		return ErrClosed
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.st == nil {
		return ErrClosed
	}
	return f(s.st)
}

// Version counts the changes that this Set has seen, for those who cache derived keys.
func (s *Set) Version() uint64 {
	if s == nil {
		return 0
	}
	return s.version.Load()
}

// Primary returns the id of the key that makes new data, 0 once closed.
func (s *Set) Primary() (id ID) {
	_ = s.read(func(st *state) error {
		id = st.primary
		return nil
	})
	return id
}

// Keys describes all keys, oldest first.
func (s *Set) Keys() (infos []Info) {
	_ = s.read(func(st *state) error {
		for _, k := range st.keys {
			infos = append(infos, Info{ID: k.id, Status: k.status, Primary: k.id == st.primary, Created: k.created, Check: k.check})
		}
		return nil
	})
	return infos
}

// Rotate adds a fresh key and makes it primary. Older keys stay enabled: what they made is still read, but equal values get new
// tokens from now on.
func (s *Set) Rotate(ctx context.Context) (ID, error) {
	var id ID
	err := s.change(ctx, func(st *state) error {
		id = st.add()
		return nil
	})
	return id, err
}

// SetPrimary makes an enabled key primary.
func (s *Set) SetPrimary(ctx context.Context, id ID) error {
	return s.change(ctx, func(st *state) error {
		k, err := st.usable(id)
		if err == nil {
			st.primary = k.id
		}
		return err
	})
}

// Enable switches a disabled key on again.
func (s *Set) Enable(ctx context.Context, id ID) error { return s.setStatus(ctx, id, Enabled) }

// Disable switches a key off. The primary key cannot be disabled.
func (s *Set) Disable(ctx context.Context, id ID) error { return s.setStatus(ctx, id, Disabled) }

// Destroy overwrites a key's secret, here and in the store. There is no way back. The primary key cannot be destroyed.
func (s *Set) Destroy(ctx context.Context, id ID) error { return s.setStatus(ctx, id, Destroyed) }

func (s *Set) setStatus(ctx context.Context, id ID, to Status) error {
	return s.change(ctx, func(st *state) error {
		k := st.find(id)
		switch {
		case k == nil:
			return ErrNotFound
		case k.status == Destroyed:
			return ErrForgotten
		case to != Enabled && id == st.primary:
			return ErrPrimary
		}
		k.status = to
		if to == Destroyed {
			k.secret.wipe()
			k.secret = nil
		}
		return nil
	})
}

func (s *state) usable(id ID) (*key, error) {
	k := s.find(id)
	switch {
	case k == nil:
		return nil, ErrNotFound
	case k.status == Destroyed:
		return nil, ErrForgotten
	case k.status == Disabled:
		return nil, ErrDisabled
	}
	return k, nil
}

// Derive returns n bytes for one context from the key id by HKDF-SHA-256. The caller overwrites them when done. Errors are
// ErrNotFound, ErrDisabled, ErrForgotten and ErrClosed.
func (s *Set) Derive(id ID, c Context, n int) (out []byte, err error) {
	err = s.read(func(st *state) error {
		k, err := st.usable(id)
		if err == nil {
			out, err = Expand(k.secret.b, c, n)
		}
		return err
	})
	return out, err
}

// Close overwrites all secrets. Later calls return ErrClosed.
func (s *Set) Close() error {
	if s == nil {
		return ErrClosed
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.st == nil {
		return ErrClosed
	}
	s.st.wipe()
	s.st = nil
	s.version.Add(1)
	return nil
}

// String lists ids and states, never secrets.
func (s *Set) String() string {
	out := "keys.Set["
	for i, k := range s.Keys() {
		if i > 0 {
			out += " "
		}
		out += k.ID.String() + ":" + k.Status.String()
		if k.Primary {
			out += "*"
		}
	}
	return out + "]"
}

// Format prints String, whatever the verb.
func (s *Set) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// MarshalText returns String, also for JSON.
func (s *Set) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue returns String.
func (s *Set) LogValue() slog.Value { return slog.StringValue(s.String()) }
