package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/anonymize/vault/file"
)

// vaultFlags name a vault and the keys that open it.
type vaultFlags struct {
	Vault string `required:"" placeholder:"PATH" help:"The vault's file."`
	Keys  string `required:"" placeholder:"FILE" help:"The key file (lethe keys new), or env:NAME for an environment variable that holds its content."`
}

// openVault opens a vault, or makes one if create is set and there is none.
func openVault(a *app, path string, set *keys.Set, create bool) (*vault.Engine, error) {
	if _, err := os.Stat(path); err != nil && !create {
		return nil, ioFailure(err) // no lock is left where there is no vault
	}
	v, err := file.Open(a.ctx, path, set)
	if create && errors.Is(err, keys.ErrNotFound) {
		v, err = file.Create(a.ctx, path, set)
	}
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return v, nil
}

// with opens keys and vault and closes them after work.
func (f vaultFlags) with(a *app, work func(*vault.Engine) error) (err error) {
	set, err := openKeys(a, f.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	v, err := openVault(a, f.Vault, set, false)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := v.Close(); err == nil && cerr != nil {
			err = ioFailure(fmt.Errorf("%s: %w", f.Vault, cerr))
		}
	}()
	return work(v)
}
