package main

import (
	"fmt"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
)

type keysCmd struct {
	New    keysNewCmd    `cmd:"" help:"Make a key file."`
	List   keysListCmd   `cmd:"" help:"List the keys of a file; never their secrets."`
	Rotate keysRotateCmd `cmd:"" help:"Add a fresh key that makes all new tokens."`
}

type keysNewCmd struct {
	Out string `required:"" placeholder:"FILE" help:"The file to make, readable by its owner alone. Keep it apart from what it protects."`
}

func (c *keysNewCmd) Run(a *app) error {
	set, err := keys.Create(a.ctx, keys.File(c.Out))
	if err != nil {
		return ioFailure(fmt.Errorf("%s: %w", c.Out, err))
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

func openKeys(a *app, path string) (*keys.Set, error) {
	set, err := keys.Open(a.ctx, keys.File(path))
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return set, nil
}

// withKeys gives a Redactor a keyset.
func withKeys(set *keys.Set) anonymize.Option { return anonymize.WithKeys(set) }
