package anonymize

import (
	"errors"
	"io"

	"github.com/lethe-pii/lethe/pii"
)

// Writer redacts a stream of any length in bounded memory: what is written to it comes out redacted at the writer below as soon as
// nothing that may still come can change it. It is not safe for concurrent use.
//
// The output does not depend on how the input is cut into writes. Names are remembered backwards only.
type Writer struct {
	to   io.Writer
	p    *pass
	feed *pii.Feed
	veil veiler
	out  []byte
	lost bool // a piece did not arrive below

	closed bool
	err    error // of Close
}

// ErrLost says that the writer below panicked on an earlier piece: what was written is not whole.
var ErrLost = errors.New("anonymize: an earlier piece of the stream was lost")

// NewWriter returns a Writer that writes to w. It must be closed.
func (r *Redactor) NewWriter(w io.Writer) *Writer { return r.newWriter(w, nil) }

// NewWriter is Redactor.NewWriter within the session.
func (s *Session) NewWriter(w io.Writer) *Writer { return s.r.newWriter(w, s) }

func (r *Redactor) newWriter(to io.Writer, s *Session) *Writer {
	w := &Writer{to: to, p: &pass{r: r, ids: r.identities(s)}}
	w.feed = r.scan.NewFeed(w.piece)
	w.veil = veiler{labels: r.labels, to: w.feed.Write}
	return w
}

// piece writes a settled piece.
func (w *Writer) piece(pc pii.Piece) error {
	if w.lost {
		return ErrLost
	}
	w.lost, w.out = true, w.out[:0]
	pc.Text = w.veil.restore(pc.Text, pc.Base)
	last := pc.Base
	w.p.piece(pc, func(e pii.Edit) {
		w.out = append(w.out, pc.Text[last-pc.Base:e.Start-pc.Base]...)
		w.out = append(w.out, e.New...)
		last = e.End
	})
	w.out = append(w.out, pc.Text[last-pc.Base:]...)
	err := writeAll(w.to, w.out)
	w.lost = false
	return err
}

// writeAll writes b; a writer that takes less without an error fails with io.ErrShortWrite.
func writeAll(w io.Writer, b []byte) error {
	n, err := w.Write(b)
	if err == nil && n != len(b) {
		err = io.ErrShortWrite
	}
	return err
}

// Write takes input cut anywhere. An error is that of the writer below and comes again from every later call.
func (w *Writer) Write(b []byte) (int, error) { return w.veil.write(b) }

// Mark sets a mark at the end of what was written.
func (w *Writer) Mark(m pii.Mark) error {
	if err := w.veil.release(); err != nil {
		return err
	}
	return w.feed.Mark(m)
}

// Flush writes everything so far: nothing that comes later decides it.
func (w *Writer) Flush() error {
	if err := w.veil.release(); err != nil {
		return err
	}
	return w.feed.Flush()
}

// Close writes the rest. It returns the error of the writer below, or else the joined failures of operators, each of which was
// replaced by its label; when called again, the same. It does not close the writer below.
func (w *Writer) Close() error {
	if !w.closed {
		w.closed = true
		err := w.veil.release()
		if w.err = w.feed.Close(); w.err == nil {
			w.err = err
		}
		if w.err == nil {
			w.err = w.p.fails.err()
		}
	}
	return w.err
}

// Stats returns the counts so far.
func (w *Writer) Stats() Stats { return w.p.stats.clone() }
