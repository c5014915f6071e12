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
