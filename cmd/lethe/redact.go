package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
)

type redactCmd struct {
	fileFlags
	findFlags
	Output     string `short:"o" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
	OutDir     string `placeholder:"DIR" help:"Write each file to DIR under its own name."`
	Resume     bool   `help:"With --out-dir: leave out the files that an earlier run has done, by its manifest."`
	InPlace    bool   `help:"Replace each file, whole or not at all."`
	Policy     string `placeholder:"FILE|PRESET" help:"What becomes of which type: a YAML file or a preset (lethe policy list); llm-proxy with --vault."`
	Keys       string `placeholder:"FILE" help:"Key file for policies with tokens (lethe keys new)."`
	Vault      string `placeholder:"PATH" help:"Keep originals in this vault, which is made if it is not there. Needs --keys and --subject."`
	Subject    string `placeholder:"ID" help:"Whom the files are about: lethe forget takes the same ID."`
	Stats      bool   `help:"Print counts by type to standard error."`
	FailOnFind bool   `help:"Exit with 1 if anything was replaced."`
}

// redacted is what became of one file.
type redacted struct {
	out   []byte // to be written in order; nil if the file was written already
	stats anonymize.Stats
	err   error       // the file was not redacted
	fails error       // operators that failed; their values were replaced by labels
	holes error       // parts of the file that could not be read
	info  os.FileInfo // of a file before it was read, for the manifest
	later bool        // too large to hold: redacted when its turn comes
}

func (c *redactCmd) Run(a *app) (err error) {
	if c.Output == "-" {
		c.Output = ""
	}
	targets := 0
	for _, on := range []bool{c.Output != "", c.OutDir != "", c.InPlace} {
		if on {
			targets++
		}
	}
	if targets > 1 {
		return usage("--output, --out-dir and --in-place exclude each other")
	}
	if c.Vault != "" && (c.Keys == "" || c.Subject == "") {
		return usage("--vault needs --keys and --subject")
	}
	if c.Policy == "" {
		c.Policy = "default"
		if c.Vault != "" {
			c.Policy = "llm-proxy"
		}
	}
	policy, err := loadPolicy(c.Policy)
	if err != nil {
		return err
	}
	scanner, err := c.scanner()
	if err != nil {
		return err
	}
	var opts []anonymize.Option
	keyIDs := ""
	if c.Keys != "" {
		set, err := openKeys(a, c.Keys)
		if err != nil {
			return err
		}
		defer set.Close()
		opts, keyIDs = append(opts, withKeys(set)), set.String()
		if c.Vault != "" {
			v, err := openVault(a, c.Vault, set, true)
			if err != nil {
				return err
			}
			defer v.Close()
			opts = append(opts, anonymize.WithVault(keeper{v, a}, c.Subject))
		}
	}
	redactor, err := anonymize.NewRedactor(scanner, policy, opts...)
	if errors.Is(err, anonymize.ErrNoKeys) {
		return usage("policy %s makes tokens and needs --keys FILE (lethe keys new --out FILE)", c.Policy)
	}
	if err != nil {
		return usage("%w", err)
	}
	ins, errs, err := c.files()
	if err != nil {
		return err
	}
	if c.InPlace || c.OutDir != "" {
		for _, in := range ins {
			if in.Path == "-" {
				return usage("--in-place and --out-dir need files, not standard input")
			}
		}
	}
	var manifest *batch.Manifest
	if c.OutDir != "" {
		if ins, err = c.targets(ins); err != nil {
			return err
		}
		if err := os.MkdirAll(c.OutDir, 0o700); err != nil {
			return ioFailure(err)
		}
		if manifest, err = batch.OpenManifest(c.OutDir, c.settings(policy, keyIDs), c.Resume); err != nil {
			return ioFailure(err)
		}
		defer func() {
			if cerr := manifest.Close(); cerr != nil && exitOf(err) != exitIO {
				err = ioFailure(cerr)
			}
		}()
		if c.Resume {
			ins = slices.DeleteFunc(ins, manifest.Done)
		}
	}
	out := a.out
	var file *batch.File
	if c.Output != "" {
		if file, err = batch.Create(a.ctx, c.Output, 0o600); err != nil {
			return ioFailure(err)
		}
		out = file
	}
	lazy := newLazyWriter(out)
	err = c.redactAll(a, redactor, ins, errs, lazy, manifest)
	if cerr := lazy.Close(); cerr != nil && (err == nil || exitOf(err) != exitIO) {
		err = ioFailure(cerr)
	}
	if file == nil {
		return err
	}
	if code := exitOf(err); code == exitOK || code == exitFound || code == exitPartial {
		if cerr := file.Commit(); cerr != nil {
			return ioFailure(cerr)
		}
		return err
	}
	file.Abort()
	return err
}

// targets leaves out what a walk found in the output folder. It refuses inputs that were named and lie there, and two inputs that
// would be written to one place.
func (c *redactCmd) targets(ins []batch.Input) ([]batch.Input, error) {
	out, err := filepath.Abs(c.OutDir)
	if err != nil {
		return nil, ioFailure(err)
	}
	inside := func(path string) bool {
		rel, err := filepath.Rel(out, path)
		return err == nil && filepath.IsLocal(rel)
	}
	for _, arg := range c.Inputs {
		if path, err := filepath.Abs(arg); err == nil && inside(path) {
			return nil, usage("%s lies in the output folder %s", arg, c.OutDir)
		}
	}
	seen := map[string]string{}
	var kept []batch.Input
	for _, in := range ins {
		path, err := filepath.Abs(in.Path)
		if err != nil {
			return nil, ioFailure(err)
		}
		if inside(path) {
			if inside(strings.TrimSuffix(path, in.Rel)) {
				return nil, usage("%s lies in the output folder %s", in.Path, c.OutDir)
			}
			continue
		}
		if other, ok := seen[in.Rel]; ok {
			return nil, usage("%s and %s would both be written to %s", other, in.Path, filepath.Join(c.OutDir, in.Rel))
		}
		seen[in.Rel] = in.Path
		kept = append(kept, in)
	}
	return kept, nil
}

// problem says why a file was not done, or not wholly.
func (r redacted) problem() string {
	for _, err := range []error{r.err, r.fails, r.holes} {
		if err != nil {
			return plainError(err)
		}
	}
	if r.stats.Unscanned > 0 {
		return "some text was masked because a detector failed on it"
	}
	return ""
}

// settings is a hash of what decides the output besides the files.
func (c *redactCmd) settings(p anonymize.Policy, keyIDs string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%+v\n%s\n%v\n%s\n%s", version(), keyIDs, p.Explain(), c.findFlags, c.Format, c.Live, p.AsOf, p.Open+p.Close)
	for _, t := range slices.Sorted(maps.Keys(p.Names)) {
		fmt.Fprintf(h, "\n%s=%s", t, p.Names[t])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// exitOf returns the code of an error.
func exitOf(err error) int {
	var ce *codeError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &ce):
		return ce.code
	}
	return exitUsage
}

// redactAll redacts the files and writes what goes to out in order.
func (c *redactCmd) redactAll(a *app, r *anonymize.Redactor, ins []batch.Input, errs []error, out io.Writer, manifest *batch.Manifest) error {
	for _, e := range errs {
		a.complain(e)
	}
	bar := a.progress(len(ins))
	var stats anonymize.Stats
	done, failed, holes := 0, len(errs), false
	emit := func(in batch.Input, res redacted) error {
		if bar != nil {
			_ = bar.Add(1)
		}
		if res.later {
			res = c.redactTo(a, r, in, out)
		}
		if res.err == nil && res.out != nil {
			if _, err := out.Write(res.out); err != nil {
				return ioFailure(err)
			}
		}
		var ce *codeError
		switch {
		case res.err != nil && a.ctx.Err() != nil:
			return a.ctx.Err()
		case manifest != nil:
			if err := manifest.Add(in, res.info, res.stats.Total(), res.problem()); err != nil {
				return ioFailure(err)
			}
		}
		switch {
		case errors.As(res.err, &ce):
			return res.err
		case res.err != nil:
			failed++
			a.complain(nameFile(in.Path, res.err))
			return nil
		}
		for _, e := range []error{res.fails, res.holes} {
			if e != nil {
				a.complain(nameFile(in.Path, e))
			}
		}
		holes = holes || res.holes != nil
		done++
		stats.Add(res.stats)
		return nil
	}
	var err error
	if len(ins) == 1 && !c.InPlace && c.OutDir == "" {
		err = emit(ins[0], redacted{later: true})
	} else {
		err = batch.Ordered(a.ctx, c.Jobs, ins, func(_ context.Context, in batch.Input) redacted { return c.redactFile(a, r, in) }, emit)
	}
	if bar != nil {
		_ = bar.Finish()
	}
	if err != nil {
		return err
	}
	if c.Stats {
		a.printStats("replaced", stats)
	}
	if stats.Unscanned > 0 {
		a.complain(errors.New("some text was masked because a detector failed on it"))
	}
	if err := outcome(done, failed, holes || stats.Unscanned+stats.Failed > 0); err != nil {
		return err
	}
	if c.FailOnFind && stats.Total() > 0 {
		return &codeError{code: exitFound}
	}
	return nil
}

// redactFile redacts one of several files: into its own new file, or into memory.
func (c *redactCmd) redactFile(a *app, r *anonymize.Redactor, in batch.Input) redacted {
	if c.InPlace || c.OutDir != "" {
		return c.replaceFile(a, r, in)
	}
	if info, err := os.Stat(in.Path); in.Path == "-" || err == nil && info.Size() > anonymize.MaxDocument {
		return redacted{later: true}
	}
	var b bytes.Buffer
	res := c.redactTo(a, r, in, &b)
	res.out = b.Bytes()
	return res
}

// replaceFile writes the redacted file to its place. With --in-place a file without findings is not touched.
func (c *redactCmd) replaceFile(a *app, r *anonymize.Redactor, in batch.Input) redacted {
	target := in.Path
	if c.OutDir != "" {
		target = filepath.Join(c.OutDir, filepath.FromSlash(in.Rel))
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return redacted{err: ioFailure(err)}
		}
	}
	info, err := os.Stat(in.Path)
	if err != nil {
		return redacted{err: err}
	}
	f, err := batch.Create(a.ctx, target, 0o600)
	if err != nil {
		return redacted{err: err}
	}
	w := &outputWriter{w: f}
	res := c.redactTo(a, r, in, w)
	res.info = info
	switch {
	case res.err != nil:
		f.Abort()
	case c.InPlace && res.stats.Total() == 0:
		f.Abort()
	default:
		res.err = outputError(f.Commit())
	}
	return res
}

// outputWriter marks the errors of the writer below as output errors, which end the run: the disk is full for all files.
type outputWriter struct{ w io.Writer }

func (o *outputWriter) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	return n, outputError(err)
}

// redactTo redacts one input to w.
func (c *redactCmd) redactTo(a *app, r *anonymize.Redactor, in batch.Input, w io.Writer) redacted {
	src, err := c.open(a, in)
	if err != nil {
		return redacted{err: err}
	}
	defer src.Close()
	out := &outputWriter{w: w}
	if format := c.content(in, src); format.Name != "text" {
		codec := format.Open(src, out)
		stats, err := r.Container(codec)
		res := sorted(stats, err)
		res.holes = unread(codec)
		return res
	}
	var rest io.Reader = src
	if !c.Live {
		text, whole, err := src.document()
		if err != nil {
			return redacted{err: err}
		}
		if whole {
			res, fails := r.Redact(text)
			_, err := out.Write(res.Text)
			return redacted{stats: res.Stats, err: err, fails: fails}
		}
		rest = io.MultiReader(bytes.NewReader(text), src)
	}
	rw := r.NewWriter(out)
	err = copyLines(rw, rest, c.Live)
	if cerr := rw.Close(); err == nil {
		err = cerr
	}
	return sorted(rw.Stats(), err)
}

// sorted tells failures of operators, after which the output is whole, from errors that ended the work.
func sorted(stats anonymize.Stats, err error) redacted {
	var op *anonymize.OperatorError
	var ce *codeError
	if errors.As(err, &op) && !errors.As(err, &ce) {
		return redacted{stats: stats, fails: err}
	}
	return redacted{stats: stats, err: err}
}
