package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

// guard looks through all inputs before anything is written. If one holds health data together with an identifier the run ends with
// exit code 1; types and counts are printed, nothing else.
func (c *redactCmd) guard(a *app, scanner *pii.Scanner) error {
	if c.narrow() {
		return usage("--guard looks for everything; leave out --types and --min-score")
	}
	g, err := anonymize.NewGuard(scanner)
	if err != nil {
		return usage("%w", err)
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	if len(errs) > 0 {
		return ioFailure(errors.Join(errs...))
	}
	refused := 0
	for _, in := range ins {
		switch err := c.guardFile(a, g, in); {
		case a.ctx.Err() != nil:
			return a.ctx.Err()
		case errors.Is(err, anonymize.ErrGuard):
			refused++
			a.complain(nameFile(in.Path, err))
		case err != nil:
			return ioFailure(nameFile(in.Path, err)) // what cannot be judged does not pass
		}
	}
	if refused > 0 {
		return &codeError{code: exitFound}
	}
	return nil
}

func (c *redactCmd) guardFile(a *app, g *anonymize.Guard, in batch.Input) error {
	if in.Path == "-" {
		all, err := io.ReadAll(io.LimitReader(a.in, formats.MaxFile+1))
		if err != nil {
			return err
		}
		if len(all) > formats.MaxFile {
			return formats.ErrTooLarge
		}
		defer func() { a.in = bytes.NewReader(all) }()
		a.in = bytes.NewReader(all)
	}
	src, err := c.open(a, in)
	if err != nil {
		return err
	}
	defer src.Close()
	format := c.content(in, src)
	if format.Plain() {
		return g.Reader(src)
	}
	codec := format.Open(src, io.Discard)
	if err := g.Container(codec, format.Stream); err != nil {
		return err
	}
	return unread(codec)
}
