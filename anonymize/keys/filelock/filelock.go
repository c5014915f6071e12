// Package filelock is an advisory lock between processes that ends with the process that holds it.
package filelock

import (
	"errors"
	"os"
)

// ErrHeld says that somebody else holds the lock.
var ErrHeld = errors.New("filelock: held by another")

// Lock is a held lock.
type Lock struct{ f *os.File }

// Try takes the lock of a file, which it makes with mode 0600 if it is not there, or returns ErrHeld at once. Two calls in one
// process exclude each other as well.
func Try(name string) (*Lock, error) { return try(name) }

// Close gives the lock back. The file stays: removing it would let two processes lock two files of one name.
func (l *Lock) Close() error { return l.f.Close() }
