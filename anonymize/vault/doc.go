// Package vault keeps originals behind tokens, one subject (a person, a client, a case) under one key, so that a subject can be
// forgotten: its key is destroyed and with it every copy of what was kept.
//
// The subject keys are the leaves of a tree in which each node's key is wrapped by its parent's. The root is not in the vault but
// in the keyset. Forget makes new keys for the nodes from the leaf to the top and a new root, and destroys the old root. Whoever
// has the vault's file of any time and the root of now gets nothing of the forgotten subject. What it cannot do: an old copy of the
// file together with an old copy of the keyset still opens. Backups of keysets must not live longer than the time after which
// forgetting is promised to hold.
//
// Entries are (subject, type, token). Values are sealed with AES-256-GCM under a key of the subject, bound to subject, type and
// token. Subjects are kept as a MAC of their id, never by name.
//
// An Engine works on a Journal: NewMemory for one that ends with the process, package vault/file for one that stays.
package vault

import (
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/internal/fixederr"
)

// The errors of vaults; the first five are those of package keys. None holds a value, a subject or a token.
var (
	ErrWrongKey  = keys.ErrWrongKey  // the keyset is not the vault's
	ErrTampered  = keys.ErrTampered  // damaged or changed
	ErrNotFound  = keys.ErrNotFound  // no such token or subject
	ErrForgotten = keys.ErrForgotten // forgotten, purged or expired; or the file is a copy from before a Forget
	ErrLocked    = keys.ErrLocked    // another process has the vault open

	// ErrSecret says that values of this type (passwords, keys) are never kept.
	ErrSecret = fixederr.New("vault: secrets are not kept")
	// ErrHeld says that a legal hold forbids to forget the subject.
	ErrHeld = fixederr.New("vault: subject is on legal hold")
	// ErrFull says that the vault holds MaxSubjects, forgotten ones included.
	ErrFull = fixederr.New("vault: no room for more subjects")
	// ErrBroken says that a write failed and the vault must be opened again before the next one. Reading goes on.
	ErrBroken = fixederr.New("vault: an earlier write failed, open the vault again")
	// ErrRollback says that the vault is older than the counter that the caller kept.
	ErrRollback = fixederr.New("vault: older than the counter at hand")
	// ErrClosed says that the vault was closed.
	ErrClosed = fixederr.New("vault: closed")
	// ErrInput says that a subject or type is empty or too long, or a value longer than MaxValue.
	ErrInput = fixederr.New("vault: subject, type or value out of range")
)

const (
	// MaxSubjects is how many subjects one vault takes in its life.
	MaxSubjects = fan * fan * fan * fan
	// MaxValue is the longest value in bytes.
	MaxValue = 1 << 20
	maxName  = 1 << 12
)

// SecretTypes are the types that Put refuses with ErrSecret unless WithSecretTypes says otherwise.
func SecretTypes() []string {
	return []string{"PASSWORD", "API_KEY", "JWT", "PRIVATE_KEY", "CONNECTION_STRING", "CVV", "COOKIE"}
}
