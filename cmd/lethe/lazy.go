package main

import (
	"bufio"
	"io"
	"sync"
	"time"
)

// lag is the longest time that output waits in a lazyWriter.
const lag = 20 * time.Millisecond

// lazyWriter gathers small writes and lets them out after lag at the latest.
type lazyWriter struct {
	mu    sync.Mutex
	b     *bufio.Writer
	timer *time.Timer
	armed bool
	err   error
}

func newLazyWriter(w io.Writer) *lazyWriter {
	l := &lazyWriter{b: bufio.NewWriterSize(w, 64<<10)}
	l.timer = time.AfterFunc(time.Hour, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.armed = false
		l.flush()
	})
	return l
}

func (l *lazyWriter) flush() {
	if err := l.b.Flush(); err != nil && l.err == nil {
		l.err = err
	}
}

func (l *lazyWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return 0, l.err
	}
	if !l.armed {
		l.armed = true
		l.timer.Reset(lag)
	}
	return l.b.Write(p)
}

// Close lets everything out.
func (l *lazyWriter) Close() error {
	l.timer.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flush()
	return l.err
}

// output gives work standard output, or the file at path, which takes its place if work could do all or most of it.
func (a *app) output(path string, work func(io.Writer) error) error {
	if path == "" || path == "-" {
		w := newLazyWriter(a.out)
		err := work(w)
		if cerr := w.Close(); cerr != nil && exitOf(err) != exitIO {
			return ioFailure(cerr)
		}
		return err
	}
	f, err := a.create(a.ctx, path, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = work(w)
	if !whole(err) {
		f.Abort()
		return err
	}
	if ferr := w.Flush(); ferr != nil {
		f.Abort()
		return ioFailure(ferr)
	}
	if cerr := f.Commit(); cerr != nil {
		return ioFailure(cerr)
	}
	return err
}
