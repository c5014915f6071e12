// Package keys holds the secrets of pseudonymization: keysets with rotation, derivation of one key for each use, purpose and type,
// the roots of vaults, and authenticated encryption of single values.
//
// A Set has one primary key, which makes new tokens and ciphertexts, and any number of enabled keys, which still read old ones.
// A disabled key does neither until it is enabled again; a destroyed key is gone for good, and only its id and check value stay, so
// that what it made is answered with ErrForgotten and not with ErrNotFound.
//
// Nothing here is printed: a Set shows ids and states under every fmt verb, in JSON and in slog. Secrets live in byte slices that
// Destroy and Close overwrite. The limit of that: the Go runtime may have copied them before (a moved stack, the schedule of a
// cipher), the environment of a process is a string, and file systems that copy on write keep old blocks.
package keys

import "github.com/lethe-pii/lethe/internal/fixederr"

// The errors of keys and vaults. They are distinct, hold no input and no key material, and are meant for errors.Is.
var (
	// ErrWrongKey says that a key at hand is not the one that made the data.
	ErrWrongKey = fixederr.New("keys: wrong key")
	// ErrTampered says that data do not authenticate under the right key, or that a keyset is damaged.
	ErrTampered = fixederr.New("keys: data are damaged or were changed")
	// ErrNotFound says that there is no such key, token or subject.
	ErrNotFound = fixederr.New("keys: not found")
	// ErrForgotten says that it existed and was destroyed on purpose.
	ErrForgotten = fixederr.New("keys: forgotten")
	// ErrLocked says that another process or Set holds the file.
	ErrLocked = fixederr.New("keys: locked by another user")
	// ErrDisabled says that the key exists and is switched off.
	ErrDisabled = fixederr.New("keys: key is disabled")
	// ErrClosed says that the Set was closed.
	ErrClosed = fixederr.New("keys: closed")
	// ErrReadOnly says that the place the keyset came from cannot be written.
	ErrReadOnly = fixederr.New("keys: keyset cannot be saved here")
	// ErrPermissions says that a key file is open to others than its owner, or is no regular file.
	ErrPermissions = fixederr.New("keys: key file must be a regular file that only its owner can read")
	// ErrStore says that no Store or KMS was given.
	ErrStore = fixederr.New("keys: no store given")
	// ErrExists says that a keyset is already there.
	ErrExists = fixederr.New("keys: keyset exists")
	// ErrPrimary says that the primary key can be neither disabled nor destroyed; rotate first.
	ErrPrimary = fixederr.New("keys: not possible for the primary key")
)
