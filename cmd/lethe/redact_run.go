package main

import (
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
	"sync"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
	"github.com/lethe-pii/lethe/report"
)

// redaction is one run of redactCmd.
type redaction struct {
	*redactCmd
	a        *app
	scan     *pii.Scanner
	redactor *anonymize.Redactor
	fields   []formats.Field
	format   func(formats.Format) formats.Format
	manifest *batch.Manifest   // with --out-dir
	renamer  *renamer          // with --rename
	several  bool              // more than one input
	linked   map[[2]uint64]int // how many of a file's names are inputs, with --in-place
	bar      *progress
	log      *fileLog
	rec      *runRecord // with --record
	page     report.Page

	mu      sync.Mutex
	pending []*batch.File // with --rename: all that were made

	stats        anonymize.Stats
	done, failed int
	holes        bool
	muted        bool // with --mute: a time was printed
}

// settings is a hash of what decides the output besides the files.
func (c *redactCmd) settings(p anonymize.Policy, keyIDs string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%+v\n%s\n%v\n%s\n%s\n%v\n%v\n%v\n%v\n%v", version(), keyIDs, p.Explain(), c.findFlags, c.Format, c.Live, p.AsOf, p.Open+p.Close,
		c.Field, p.Fields, c.Columns, c.CSVGuard, c.Rename)
	for _, t := range slices.Sorted(maps.Keys(p.Names)) {
		fmt.Fprintf(h, "\n%s=%s", t, p.Names[t])
	}
	for _, path := range c.settingFiles() {
		b, err := os.ReadFile(path)
		fmt.Fprintf(h, "\n%s %d %v\n", path, len(b), err)
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// settingFiles are the files that decide what is found.
func (c *redactCmd) settingFiles() []string {
	paths := slices.Concat(c.Rules, c.Hints, c.Roster, c.Never)
	for _, arg := range slices.Concat(c.Deny, c.Allow) {
		_, path := listArg(arg)
		paths = append(paths, path)
	}
	if c.Person != "" {
		paths = append(paths, c.Person)
	}
	return paths
}

// run redacts the files, and opens and closes what is written.
func (r *redaction) run(ins []batch.Input, errs []error) (err error) {
	if r.manifest != nil {
		defer func() {
			if cerr := r.manifest.Close(); cerr != nil && exitOf(err) != exitIO {
				err = ioFailure(cerr)
			}
		}()
	}
	defer func() {
		if rerr := r.rec.write(r.a, r.Record, r.stats); rerr != nil && err == nil {
			err = rerr
		}
	}()
	if err := r.a.spares(r.Report); err != nil {
		return err
	}
	return r.a.output(r.Output, func(out io.Writer) error {
		if err := r.openLog(); err != nil {
			return err
		}
		err := r.redactAll(ins, errs, out)
		if cerr := r.log.close(); cerr != nil && exitOf(err) != exitIO {
			err = cerr
		}
		if r.Report != "" && whole(err) {
			r.page.Title, r.page.Shown = fmt.Sprintf("Personal data in %s, and what became of it", countFiles(len(ins))), r.ShowValues
			if rerr := writePage(r.a, r.Report, r.page.Write); rerr != nil {
				return rerr
			}
		}
		return err
	})
}

// redactAll redacts the files and writes what goes to out in order.
func (r *redaction) redactAll(ins []batch.Input, errs []error, out io.Writer) error {
	for _, e := range errs {
		r.problem(e)
	}
	r.failed, r.several = len(errs), len(ins) > 1
	warm(r.scan, ins)
	if r.InPlace {
		r.linked = map[[2]uint64]int{}
		for _, in := range ins {
			if info, err := os.Lstat(in.Path); err == nil {
				if n, id := batch.Links(info); n > 1 {
					r.linked[id]++
				}
			}
		}
	}
	r.bar = r.a.progress(ins, r.a.outTerm && r.targets() == 0)
	emit := func(in batch.Input, res redacted) error { return r.emit(in, res, out) }
	var err error
	if len(ins) == 1 && !r.InPlace && r.OutDir == "" {
		err = emit(ins[0], redacted{later: true})
	} else {
		err = batch.Ordered(r.a.ctx, int(r.Jobs), ins, func(_ context.Context, in batch.Input) redacted { return r.redactFile(in) }, emit)
	}
	r.bar.end()
	for _, f := range r.pending {
		f.Abort()
	}
	if err != nil {
		return err
	}
	if r.Stats {
		r.a.printStats("replaced", r.stats)
	}
	if r.Mute && !r.muted && r.stats.Total() > 0 {
		r.a.complain(errors.New("--mute: nothing that was replaced has a time"))
	}
	if r.stats.Unscanned > 0 {
		r.a.complain(errors.New("some text was masked because a detector failed on it"))
	}
	r.summary(len(ins) + len(errs))
	if n := r.telling(ins); n > 0 {
		r.a.complain(fmt.Errorf("%d names of files or folders hold personal data and were kept; see --rename", n))
	}
	if r.done > 0 && !r.Resume {
		missed(r.a, r.fields)
	}
	if err := outcome(r.done, r.failed, r.holes || r.stats.Unscanned+r.stats.Failed > 0); err != nil {
		return err
	}
	if r.FailOnFind && r.stats.Total() > 0 {
		return &codeError{code: exitFound}
	}
	return nil
}

// problem reports what was not read.
func (r *redaction) problem(err error) {
	r.page.Problems = append(r.page.Problems, plainError(err))
	r.a.complain(err)
}

// summary counts what became of many files.
func (r *redaction) summary(all int) {
	if all > 1 && r.failed > 0 {
		r.a.complain(fmt.Errorf("%s done, %d not", countFiles(r.done), r.failed))
	}
}

// emit writes and notes what became of a file. Files come in order.
func (r *redaction) emit(in batch.Input, res redacted, out io.Writer) error {
	r.bar.file()
	alone := res.later
	if alone {
		res = r.redactTo(in, out)
	}
	if res.err == nil && res.out != nil {
		if _, err := out.Write(res.out); err != nil {
			return ioFailure(err)
		}
	}
	renamed, err := r.place(in, res)
	if err != nil {
		return ioFailure(err)
	}
	if res.err != nil && r.a.ctx.Err() != nil {
		if alone || r.Rename { // new names are given in order
			return r.a.ctx.Err()
		}
		return nil // cut short, but files behind it may be done and are noted
	}
	if err := r.note(in, res, renamed); err != nil {
		return err
	}
	if _, ends := errors.AsType[*codeError](res.err); ends {
		return res.err
	}
	r.tally(in, res, renamed)
	if res.err != nil {
		return nil
	}
	return r.printMute(in, res.mute)
}

// place gives a file its place under its new name, with --rename, and returns the name.
func (r *redaction) place(in batch.Input, res redacted) (renamed string, err error) {
	if res.file == nil {
		return "", nil
	}
	renamed = r.renamer.place(in.Rel, res.name)
	target := filepath.Join(r.OutDir, renamed)
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		res.file.Abort()
		return "", err
	}
	return renamed, res.file.CommitAs(target)
}

// note writes what became of a file into manifest, log and record.
func (r *redaction) note(in batch.Input, res redacted, renamed string) error {
	if res.info == nil && in.Path != "-" {
		res.info, _ = os.Stat(in.Path)
	}
	record := batch.NewRecord(in, res.info, res.stats.Replaced, res.problem())
	record.Output = filepath.ToSlash(renamed)
	if r.manifest != nil {
		if err := r.manifest.Add(record); err != nil {
			return ioFailure(err)
		}
	}
	r.rec.add(in, res)
	return r.log.add(in.Path, record)
}

// tally counts a file and tells what is wrong with it.
func (r *redaction) tally(in batch.Input, res redacted, renamed string) {
	if res.err != nil {
		r.failed++
		r.problem(nameFile(in.Path, res.err))
		return
	}
	for _, e := range []error{res.fails, res.holes} {
		if e != nil {
			r.problem(nameFile(in.Path, e))
		}
	}
	r.holes = r.holes || res.holes != nil
	r.done++
	r.stats.Add(res.stats)
	if r.Report != "" {
		if renamed != "" { // the old name is what must not be shown
			res.page.Name = renamed
		}
		r.page.Add(res.page)
	}
}

// muted is one line of --mute.
type muted struct {
	File  string  `json:"file"`
	Start float64 `json:"start"`
	End   float64 `json:"end"`
}

func (r *redaction) printMute(in batch.Input, ranges []formats.MuteRange) error {
	for _, m := range ranges {
		r.muted = true
		if err := writeLine(r.a.out, muted{in.Path, m.Start, m.End}); err != nil {
			return ioFailure(err)
		}
	}
	return nil
}
