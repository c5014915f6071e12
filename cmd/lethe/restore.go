package main

import (
	"bufio"
	"errors"
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
	ins, errs, err := c.files()
	if err != nil {
		return err
	}
	for _, e := range errs {
		a.complain(e)
	}
	return c.with(a, func(v *vault.Engine) error {
		if c.Output == "" || c.Output == "-" {
			w := newLazyWriter(a.out)
			err := c.restoreAll(a, v, ins, len(errs), w)
			if cerr := w.Close(); cerr != nil {
				return ioFailure(cerr)
			}
			return err
		}
		f, err := batch.Create(a.ctx, c.Output, 0o600)
		if err != nil {
			return ioFailure(err)
		}
		w := bufio.NewWriter(f)
		err = c.restoreAll(a, v, ins, len(errs), w)
		var whole *tokensLeft
		if err != nil && !errors.As(err, &whole) {
			f.Abort()
			return err
		}
		if cerr := w.Flush(); cerr != nil {
			f.Abort()
			return ioFailure(cerr)
		}
		if cerr := f.Commit(); cerr != nil {
			return ioFailure(cerr)
		}
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
		return fmt.Sprintf("%d strings in the form of a token are not of this vault and stay", e.unknown)
	}
	return fmt.Sprintf("%d tokens of forgotten subjects stay, and %d strings that are not of this vault", e.forgotten, e.unknown)
}

func (c *restoreCmd) restoreAll(a *app, v *vault.Engine, ins []batch.Input, failed int, w io.Writer) error {
	r := anonymize.NewRestorer(keeper{v, a})
	var left tokensLeft
	restored := 0
	for _, in := range ins {
		stats, err := c.restore(a, r, in, w)
		restored += stats.Restored
		left.forgotten += stats.Forgotten
		left.unknown += stats.Unknown
		if err != nil {
			return ioFailure(nameFile(in.Path, err))
		}
	}
	if err := v.Note(a.ctx, "restore", map[string]int{"tokens": restored}); err != nil {
		return ioFailure(err)
	}
	switch {
	case left.forgotten > 0:
		return &codeError{exitIO, &left}
	case left.unknown > 0:
		return &codeError{exitPartial, &left}
	}
	return outcome(len(ins), failed, false)
}

// restore restores one input to w.
func (c *restoreCmd) restore(a *app, r *anonymize.Restorer, in batch.Input, w io.Writer) (anonymize.RestoreStats, error) {
	src, err := c.open(a, in)
	if err != nil {
		return anonymize.RestoreStats{}, err
	}
	defer src.Close()
	if format := c.content(in, src); !format.Plain() {
		return r.Container(format.Open(src, w))
	}
	rw := r.NewWriter(w)
	_, err = io.Copy(rw, src)
	if cerr := rw.Close(); err == nil {
		err = cerr
	}
	return rw.Stats(), err
}
