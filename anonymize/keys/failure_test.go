package keys_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/keys/filelock"
)

// failing is a store that fails to save.
type failing struct {
	memory
	err error
}

func (f failing) Save(context.Context, []byte, bool) error { return f.err }

func TestAChangeThatCannotBeSavedIsNotMade(t *testing.T) {
	var b []byte
	good := memory{&b}
	_, err := keys.Create(ctx, good)
	require.NoError(t, err)
	full := errors.New("full")
	s, err := keys.Open(ctx, failing{good, full})
	require.NoError(t, err)
	before := s.Keys()
	_, err = s.Rotate(ctx)
	require.ErrorIs(t, err, full)
	_, err = s.AddRoot(ctx, keys.VaultID{1}, 1)
	require.ErrorIs(t, err, full)
	require.ErrorIs(t, s.KeepRoot(ctx, keys.VaultID{1}, 1), full)
	require.Equal(t, before, s.Keys())
	_, err = s.Root(keys.VaultID{1}, 1)
	require.ErrorIs(t, err, keys.ErrWrongKey)
	_, err = keys.Create(ctx, failing{good, full})
	require.ErrorIs(t, err, full)
}

func TestClosed(t *testing.T) {
	s := keys.New()
	require.NoError(t, s.Close())
	require.ErrorIs(t, s.Close(), keys.ErrClosed)
	require.Zero(t, s.Primary())
	require.Empty(t, s.Keys())
	_, err := s.Root(keys.VaultID{}, 1)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = s.Seal(nil, keys.Randomized, "", "", nil, nil)
	require.ErrorIs(t, err, keys.ErrClosed)
	require.ErrorIs(t, s.KeepRoot(ctx, keys.VaultID{}, 1), keys.ErrClosed)
}

func TestLockedFile(t *testing.T) {
	s, f := create(t)
	l, err := filelock.Try(string(f) + ".lock")
	require.NoError(t, err)
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	_, err = s.Rotate(short)
	require.ErrorIs(t, err, keys.ErrLocked)
	require.NoError(t, l.Close())
	_, err = s.Rotate(ctx)
	require.NoError(t, err)
	left, err := filepath.Glob(filepath.Join(filepath.Dir(string(f)), "*"))
	require.NoError(t, err)
	require.Len(t, left, 2, "keys and lock, no temporary file")
}

func TestFileErrorsDoNotNameTheFile(t *testing.T) {
	dir := t.TempDir()
	for _, f := range []keys.File{keys.File(filepath.Join(dir, "none", "keys")), keys.File(dir), keys.File(filepath.Join(dir, "x\x00y"))} {
		_, err := keys.Create(ctx, f)
		require.Error(t, err)
		require.NotContains(t, err.Error(), dir)
		_, err = keys.Open(ctx, f)
		require.Error(t, err)
		require.NotContains(t, err.Error(), dir)
	}
	big := keys.File(filepath.Join(dir, "big"))
	require.NoError(t, os.WriteFile(string(big), nil, 0o600))
	require.NoError(t, os.Truncate(string(big), 1<<30))
	_, err := keys.Open(ctx, big)
	require.ErrorIs(t, err, keys.ErrTampered)
}

// talkative is a KMS whose errors say too much.
type talkative struct{ err error }

func (k talkative) Wrap(context.Context, []byte) ([]byte, error)   { return nil, k.err }
func (k talkative) Unwrap(context.Context, []byte) ([]byte, error) { return nil, k.err }

func TestKMSErrors(t *testing.T) {
	b := []byte("x")
	store := keys.Wrapped(memory{&b}, talkative{errors.New("canary")})
	_, err := keys.Open(ctx, store)
	require.ErrorContains(t, err, "KMS")
	require.NotContains(t, err.Error(), "canary")
	_, err = keys.Create(ctx, store)
	require.NotContains(t, err.Error(), "canary")
	for _, known := range []error{keys.ErrWrongKey, keys.ErrTampered, context.Canceled} {
		_, err = keys.Open(ctx, keys.Wrapped(memory{&b}, talkative{errors.Join(errors.New("canary"), known)}))
		require.Equal(t, known, err)
	}
}

func TestNilIsAnError(t *testing.T) {
	var s *keys.Set
	require.Zero(t, s.Primary())
	require.Zero(t, s.Version())
	require.ErrorIs(t, s.Close(), keys.ErrClosed)
	_, err := s.Derive(1, keys.Context{}, 8)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = s.Root(keys.VaultID{}, 1)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = s.AddRoot(ctx, keys.VaultID{}, 1)
	require.ErrorIs(t, err, keys.ErrClosed)
	require.ErrorIs(t, s.KeepRoot(ctx, keys.VaultID{}, 1), keys.ErrClosed)
	_, err = s.Rotate(ctx)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = s.Seal(nil, keys.Deterministic, "", "", nil, nil)
	require.ErrorIs(t, err, keys.ErrClosed)
	_, err = s.Open(nil, "", "", make([]byte, 64), nil)
	require.ErrorIs(t, err, keys.ErrClosed)
	require.Equal(t, "keys.Set[]", s.String())
	for _, store := range []keys.Store{nil, keys.Wrapped(nil, nil)} {
		_, err = keys.Create(ctx, store)
		require.ErrorIs(t, err, keys.ErrStore)
		_, err = keys.Open(ctx, store)
		require.ErrorIs(t, err, keys.ErrStore)
	}
}
