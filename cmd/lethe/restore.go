package main

import (
	"fmt"
	"io"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/vault"
	"github.com/lethe-pii/lethe/batch"
)

type restoreCmd struct {
	vaultFlags
	fileFlags
	Output string `short:"o" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

// Run puts originals back. Tokens of forgotten subjects stay, and the exit code is 3; what looks like a token and is none stays too,
// and the exit code is 4.
func (c *restoreCmd) Run(a *app) error {
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	for _, e := range errs {
		a.complain(e)
	}
	return c.with(a, func(v *vault.Engine) error {
		return a.output(c.Output, func(w io.Writer) error {
			restored, err := c.restoreAll(a, anonymize.NewRestorer(v), ins, len(errs), w)
			if nerr := v.Note(a.ctx, "restore", map[string]int{"tokens": restored}); nerr != nil {
				return ioFailure(nerr)
			}
			return err
		})
	})
}

type decryptCmd struct {
	fileFlags
	Keys    string `required:"" placeholder:"FILE" help:"The key file that the values were encrypted with."`
	Purpose string `required:"" help:"The purpose of the policy's encrypt operator, or the policy's name."`
	Output  string `short:"o" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

// Run turns back what the operator encrypt wrote, with the exit codes of restore.
func (c *decryptCmd) Run(a *app) error {
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	ciphers, err := anonymize.NewCiphers(set, c.Purpose)
	if err != nil {
		return usage("%w", err)
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	for _, e := range errs {
		a.complain(e)
	}
	return a.output(c.Output, func(w io.Writer) error {
		_, err := c.restoreAll(a, anonymize.NewRestorer(ciphers), ins, len(errs), w)
		return err
	})
}

// tokensLeft says that everything was written and some tokens stayed.
type tokensLeft struct{ forgotten, unknown int }

func (e *tokensLeft) Error() string {
	switch {
	case e.unknown == 0:
		return fmt.Sprintf("%d tokens of forgotten subjects stay", e.forgotten)
	case e.forgotten == 0:
		return fmt.Sprintf("%d strings in the form of a token are not of this vault, or stand among other letters, and stay", e.unknown)
	}
	return fmt.Sprintf("%d tokens of forgotten subjects stay, and %d strings that are not of this vault or stand among other letters", e.forgotten, e.unknown)
}

// restoreAll restores the inputs to w and returns how many tokens were turned back.
func (f fileFlags) restoreAll(a *app, r *anonymize.Restorer, ins []batch.Input, failed int, w io.Writer) (restored int, err error) {
	var left tokensLeft
	for _, in := range ins {
		stats, err := f.restore(a, r, in, w)
		restored += stats.Restored
		left.forgotten += stats.Forgotten
		left.unknown += stats.Unknown
		if err != nil {
			return restored, ioFailure(nameFile(in.Path, err))
		}
	}
	switch {
	case left.forgotten > 0:
		return restored, &codeError{exitIO, &left}
	case left.unknown > 0:
		return restored, &codeError{exitPartial, &left}
	}
	return restored, outcome(len(ins), failed, false)
}

// restore restores one input to w.
func (f fileFlags) restore(a *app, r *anonymize.Restorer, in batch.Input, w io.Writer) (anonymize.RestoreStats, error) {
	src, err := f.open(a, in, true)
	if err != nil {
		return anonymize.RestoreStats{}, err
	}
	defer src.Close()
	if format := f.content(in, src); !format.Plain() {
		return r.Container(format.Open(src, w))
	}
	rw := r.NewWriter(w)
	_, err = io.Copy(rw, src)
	if cerr := rw.Close(); err == nil {
		err = cerr
	}
	return rw.Stats(), err
}
