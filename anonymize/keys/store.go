package keys

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Store keeps the saved form of a keyset. The bytes are secret.
type Store interface {
	// Load returns the saved bytes, which the caller overwrites, or ErrNotFound.
	Load(ctx context.Context) ([]byte, error)
	// Save replaces the content as a whole and durably, or leaves it as it was. With create it returns ErrExists if there is any.
	Save(ctx context.Context, b []byte, create bool) error
}

// Locker is an optional ability of a Store that several processes change.
type Locker interface {
	// Lock waits for the right to change the content.
	Lock(ctx context.Context) (unlock func(), err error)
}

// Env is a read-only Store: an environment variable that holds the content of a key file. The process's environment is a string
// that nobody can overwrite and that child processes inherit; prefer a file or a KMS.
type Env string

// Load returns the variable's value.
func (e Env) Load(context.Context) ([]byte, error) {
	v, ok := os.LookupEnv(string(e))
	if !ok || v == "" {
		return nil, ErrNotFound
	}
	return []byte(v), nil
}

// Save returns ErrReadOnly.
func (Env) Save(context.Context, []byte, bool) error { return ErrReadOnly }

// KMS wraps keysets under a key that never leaves it, such as that of a cloud service or a hardware module.
type KMS interface {
	// Wrap encrypts and authenticates.
	Wrap(ctx context.Context, plain []byte) ([]byte, error)
	// Unwrap reverses Wrap. It returns ErrWrongKey or ErrTampered where it can tell.
	Unwrap(ctx context.Context, wrapped []byte) ([]byte, error)
}

// Wrapped returns a Store that keeps in inner only what kms wrapped. If either is nil every call returns ErrStore.
func Wrapped(inner Store, kms KMS) Store { return wrapped{inner, kms} }

type wrapped struct {
	inner Store
	kms   KMS
}

func (w wrapped) Load(ctx context.Context) ([]byte, error) {
	if w.inner == nil || w.kms == nil {
		return nil, ErrStore
	}
	b, err := w.inner.Load(ctx)
	if err != nil {
		return nil, err
	}
	plain, err := w.kms.Unwrap(ctx, b)
	return plain, wrapKMS(err)
}

func (w wrapped) Save(ctx context.Context, b []byte, create bool) error {
	if w.inner == nil || w.kms == nil {
		return ErrStore
	}
	sealed, err := w.kms.Wrap(ctx, b)
	if err != nil {
		return wrapKMS(err)
	}
	return w.inner.Save(ctx, sealed, create)
}

func (w wrapped) Lock(ctx context.Context) (func(), error) {
	if l, ok := w.inner.(Locker); ok {
		return l.Lock(ctx)
	}
	return func() {}, nil
}

// wrapKMS keeps the kind of a KMS's error and drops its text, which may hold anything.
func wrapKMS(err error) error {
	for _, known := range []error{nil, ErrWrongKey, ErrTampered, ErrNotFound, ErrForgotten, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return fmt.Errorf("keys: KMS failed (%T)", err)
}
