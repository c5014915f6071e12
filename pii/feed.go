package pii

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// Piece is a stretch of the input about which everything is known. Pieces partition the input: they come in order, without gaps,
// and no finding crosses the border of two (a very long value comes as several Continued findings).
type Piece struct {
	Base     int64  // input offset of Text[0]
	Text     []byte // valid during the call, as are the slices below
	Findings []Finding
	Marks    []Mark // the marks in [Base, Base+len(Text)), and at the input's end in the last piece
}

// ErrClosed is returned by calls on a Feed after Close.
var ErrClosed = errors.New("pii: feed is closed")

// Feed is the push form of a stream: input goes in by Write, settled pieces come out by the callback. It holds back at most about
// 100 KiB, and 80 KiB for each worker if there are several. Not safe for concurrent use.
type Feed struct {
	r     *run
	emit  func(Piece) error
	given int64 // input offset up to which pieces were given out
	mo    int   // marks given out
	err   error
	spent time.Duration
}

// Format prints the name, whatever the verb.
func (*Feed) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "pii.Feed") }

// NewFeed returns a Feed in stream mode. An error of emit ends it: it is returned from the call that caused it and from every later
// one.
func (s *Scanner) NewFeed(emit func(Piece) error) *Feed {
	r := s.getRun(false)
	f := &Feed{r: r, emit: emit}
	r.feed = f
	r.buf = nil
	return f
}

const feedChunk = 32 << 10

// Write takes input cut anywhere. It allocates only until its buffer has grown to its bound.
func (f *Feed) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 && f.err == nil {
		k := min(len(p), feedChunk)
		f.compact()
		f.r.buf = append(f.r.buf, p[:k]...)
		p = p[k:]
		if w := int64(f.r.s.workers); w == 1 || f.r.end()-f.r.body >= 4*w*maxBody {
			f.step()
		}
	}
	return n - len(p), f.err
}

func (f *Feed) step() {
	if f.r.s.observer == nil {
		f.err = f.r.step()
		return
	}
	t := time.Now()
	f.err = f.r.step()
	f.spent += time.Since(t)
}

// compact drops the bytes that nothing can ask for any more.
func (f *Feed) compact() {
	r := f.r
	keep := min(f.given, max(r.body-contextLen-4, r.base))
	for len(r.sections) > 1 && r.sections[1].At < keep {
		r.sections = r.sections[1:]
	}
	if d := keep - r.base; d > 0 && (d >= int64(len(r.buf))/2 || d > feedChunk) {
		r.buf = append(r.buf[:0], r.buf[d:]...)
		r.base = keep
		k := 0
		for k < f.mo && k < r.next && r.marks[k].At < r.base {
			k++
		}
		if k > 0 {
			r.marks = append(r.marks[:0], r.marks[k:]...)
			r.next -= k
			r.free = max(0, r.free-k)
			f.mo -= k
		}
	}
}

// Mark sets a mark at the end of what was written. Its At is ignored.
func (f *Feed) Mark(m Mark) error {
	if f.err != nil {
		return f.err
	}
	m.At = f.r.end()
	f.compact()
	f.r.marks = append(f.r.marks, m)
	f.r.own = f.r.marks
	f.r.note(m)
	if breaking(m.Kind) {
		f.step()
	}
	return f.err
}

// Flush settles everything written so far: nothing that comes later decides it.
func (f *Feed) Flush() error { return f.Mark(Mark{Kind: MarkFlush}) }

// Close settles the rest and returns the first error of the Feed.
func (f *Feed) Close() error {
	if errors.Is(f.err, ErrClosed) {
		return nil
	}
	if f.err == nil {
		f.r.eof = true
		f.step()
	}
	if f.err == nil && f.mo < len(f.r.marks) {
		f.err = f.emit(Piece{Base: f.r.end(), Marks: f.r.marks[f.mo:]})
	}
	if o := f.r.s.observer; o != nil {
		o.Scanned(f.r.end(), f.spent)
	}
	err := f.err
	f.r.s.putRun(f.r)
	f.r, f.err = nil, ErrClosed
	return err
}

// piece gives out [from, to).
func (f *Feed) piece(from, to int64, found []Finding) error {
	first := f.mo
	for f.mo < len(f.r.marks) && f.r.marks[f.mo].At < to {
		f.mo++
	}
	f.given = to
	return f.emit(Piece{Base: from, Text: f.r.bytes(from, to), Findings: found, Marks: f.r.marks[first:f.mo]})
}
