package main

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"github.com/lethe-pii/lethe/batch"
)

// fileLog is the file of --log. A nil one takes nothing.
type fileLog struct {
	f *batch.File
	w *bufio.Writer
}

func (r *redaction) openLog() error {
	if r.Log == "" {
		return nil
	}
	f, err := r.a.create(context.Background(), r.Log, 0o600) // an interrupted run has a log too
	if err != nil {
		return err
	}
	r.log = &fileLog{f, bufio.NewWriter(f)}
	return nil
}

// add notes a file under the path that the user gave.
func (l *fileLog) add(path string, r batch.Record) error {
	if l == nil {
		return nil
	}
	r.File, r.Settings = path, ""
	return outputError(writeLine(l.w, r))
}

// close puts the log in its place, also after a run that failed or was interrupted, as far as it came.
func (l *fileLog) close() error {
	if l == nil {
		return nil
	}
	if err := l.w.Flush(); err != nil {
		l.f.Abort()
		return ioFailure(err)
	}
	return outputError(l.f.Commit())
}

// writePage writes a page, whole or not at all.
func writePage(a *app, path string, write func(io.Writer) error) error {
	f, err := a.create(a.ctx, path, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if err != nil {
		f.Abort()
		return ioFailure(err)
	}
	return outputError(f.Commit())
}

// countFiles counts files in words.
func countFiles(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}
