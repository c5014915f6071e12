package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/lethe-pii/lethe/anonymize/keys/filelock"
	"github.com/lethe-pii/lethe/anonymize/table"
)

// openLedger reads a ledger, a new one if there is no file, and keeps other processes from it until free is called: each would
// let through what it knows nothing of, and the last would forget what the others released.
func openLedger(path string) (l *table.Ledger, free func(), err error) {
	lock, err := filelock.Try(path + ".lock")
	if errors.Is(err, filelock.ErrHeld) {
		return nil, nil, ioFailure(fmt.Errorf("%s: another release is being made with this ledger", path))
	}
	if err != nil {
		return nil, nil, ioFailure(err)
	}
	if l, err = readLedger(path); err != nil {
		_ = lock.Close()
		return nil, nil, err
	}
	return l, func() { _ = lock.Close() }, nil
}

func readLedger(path string) (*table.Ledger, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return &table.Ledger{}, nil
	}
	if err != nil {
		return nil, ioFailure(err)
	}
	defer f.Close()
	l, err := table.ReadLedger(f)
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return l, nil
}
