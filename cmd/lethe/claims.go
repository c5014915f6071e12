package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/kong"

	"github.com/lethe-pii/lethe/batch"
)

// claims are the files that a run needs or writes: no output may take the place of its keys or of another output, which would be lost without a
// word.
type claims struct {
	mu    sync.Mutex
	names []string
	infos []os.FileInfo
	read  []string
}

// inputs expands arguments to the files that a command reads; create lets no output take the place of one.
func (a *app) inputs(args []string) ([]batch.Input, []error) {
	ins, errs := batch.Inputs(args)
	for _, in := range ins {
		a.reads(in.Path)
	}
	return ins, errs
}

// written are the flags whose files a command writes.
var written = []string{"output", "report", "log", "record", "predictions", "ledger"}

// reads notes files that are read, whose places no output takes.
func (a *app) reads(paths ...string) { a.files.read = append(a.files.read, paths...) }

// readsFlags notes the files that flags name for reading, such as lists, policies and vaults.
func (a *app) readsFlags(flags []*kong.Flag) {
	for _, f := range flags {
		if !f.Set || slices.Contains(written, f.Name) || !strings.Contains(f.PlaceHolder, "FILE") && !strings.Contains(f.PlaceHolder, "LIST") && f.PlaceHolder != "PATH" {
			continue
		}
		values, several := f.Target.Interface().([]string)
		if !several {
			values = []string{f.Target.String()}
		}
		for _, v := range values {
			_, path := listArg(v)
			a.reads(path)
		}
	}
}

// open opens standard input or a file, whose place no output takes.
func (a *app) open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(a.in), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, ioFailure(err)
	}
	a.reads(path)
	return f, nil
}

// claim takes a file for one use; an error says that it has another.
func (a *app) claim(path string) error {
	a.files.mu.Lock()
	defer a.files.mu.Unlock()
	name, err := filepath.Abs(path)
	if err != nil {
		return ioFailure(err)
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	there := err == nil
	if there && !info.Mode().IsRegular() { // pipes and devices keep nothing
		return nil
	}
	if slices.Contains(a.files.names, name) || there && slices.ContainsFunc(a.files.infos, func(i os.FileInfo) bool { return os.SameFile(i, info) }) {
		return usage("%s is another file of this run", path)
	}
	a.files.names = append(a.files.names, name)
	if there {
		a.files.infos = append(a.files.infos, info)
	}
	return nil
}

var errNeeded = errors.New("is a file that this run needs or writes")

// needs reports whether a file was claimed.
func (a *app) needs(path string) bool {
	a.files.mu.Lock()
	defer a.files.mu.Unlock()
	info, err := os.Stat(path)
	return err == nil && slices.ContainsFunc(a.files.infos, func(i os.FileInfo) bool { return os.SameFile(i, info) })
}

// create makes an output file, whole or not at all.
func (a *app) create(ctx context.Context, path string, mode os.FileMode) (*batch.File, error) {
	if path == "-" {
		return nil, usage("- is no name of a file; standard output is --output's")
	}
	if err := a.spares(path); err != nil {
		return nil, err
	}
	if err := a.claim(path); err != nil {
		return nil, err
	}
	f, err := batch.Create(ctx, path, mode)
	if err != nil {
		return nil, ioFailure(err)
	}
	return f, nil
}

// spares returns an error if an output of that name would take the place of what this run reads, standard input among it.
func (a *app) spares(path string) error {
	there, err := os.Stat(path)
	if err != nil || !there.Mode().IsRegular() {
		return nil
	}
	same := func(info os.FileInfo, err error) bool { return err == nil && os.SameFile(info, there) }
	in, isFile := a.in.(*os.File)
	if isFile && same(in.Stat()) || slices.ContainsFunc(a.files.read, func(read string) bool { return same(os.Stat(read)) }) {
		return usage("%s is an input, which the output would replace", path)
	}
	return nil
}
