package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

type keysCmd struct {
	New    keysNewCmd    `cmd:"" help:"Make a key file."`
	List   keysListCmd   `cmd:"" help:"List the keys of a file; never their secrets."`
	Rotate keysRotateCmd `cmd:"" help:"Add a fresh key that makes all new tokens."`

	Disable keysStateCmd `cmd:"" help:"Switch a key off: what it made is neither read nor recognised until it is enabled again."`
	Enable  keysStateCmd `cmd:"" help:"Switch a disabled key on again."`
	Destroy keysStateCmd `cmd:"" help:"Overwrite a key for good, at once and without a question: what it encrypted is lost, and its tokens are recognised no more."`
}

type keysStateCmd struct {
	Keys string `arg:"" placeholder:"FILE" help:"The key file."`
	ID   string `arg:"" help:"The key's id, as lethe keys list writes it."`
}

// Run does what the command's name says.
func (c *keysStateCmd) Run(a *app, k *kong.Context) error {
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	change := map[string]func(context.Context, keys.ID) error{"disable": set.Disable, "enable": set.Enable, "destroy": set.Destroy}[k.Selected().Name]
	for _, known := range set.Keys() {
		if known.ID.String() != c.ID {
			continue
		}
		if err := change(a.ctx, known.ID); err != nil {
			return ioFailure(fmt.Errorf("%s: %w", c.Keys, err))
		}
		return nil
	}
	return usage("%s has no key %q", c.Keys, c.ID)
}

type keysNewCmd struct {
	Keys string `arg:"" placeholder:"FILE" help:"The file to make, readable by its owner alone. Keep it apart from what it protects."`
}

func (c *keysNewCmd) Run(a *app) error {
	set, err := keys.Create(a.ctx, keys.File(c.Keys))
	if err != nil {
		return ioFailure(fmt.Errorf("%s: %w", c.Keys, err))
	}
	return outputError(set.Close())
}

type keysListCmd struct {
	Keys string `arg:"" placeholder:"FILE" help:"The key file."`
}

func (c *keysListCmd) Run(a *app) error {
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	for _, k := range set.Keys() {
		note := ""
		if k.Primary {
			note = " primary"
		}
		if _, err := fmt.Fprintf(a.out, "%s %s%s\n", k.ID, k.Status, note); err != nil {
			return ioFailure(err)
		}
	}
	return nil
}

type keysRotateCmd struct {
	Keys string `arg:"" placeholder:"FILE" help:"The key file."`
}

func (c *keysRotateCmd) Run(a *app) error {
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	id, err := set.Rotate(a.ctx)
	if err != nil {
		return ioFailure(fmt.Errorf("%s: %w", c.Keys, err))
	}
	_, err = fmt.Fprintln(a.out, id)
	return outputError(err)
}

// openKeys opens a key file, or with "env:NAME" what an environment variable holds of one.
func openKeys(a *app, path string) (*keys.Set, error) {
	var from keys.Store = keys.File(path)
	if name, ok := strings.CutPrefix(path, "env:"); ok {
		from = keys.Env(name)
	} else if err := a.claim(path); err != nil {
		return nil, err
	}
	set, err := keys.Open(a.ctx, from)
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return set, nil
}
