package pii

import (
	"context"
	"io"
	"iter"
)

// Scanner finds personal data with a fixed set of detectors. It is immutable and safe for any number of goroutines.
type Scanner struct {
	ds []Detector
}

// Option configures a Scanner.
type Option func(*Scanner) error

// NewScanner checks the detectors' specs and the options. Detectors run in the order that their Needs demand, otherwise as given.
func NewScanner(ds []Detector, opts ...Option) (*Scanner, error) { panic("") }

// Append appends the findings of b, one document unless marks say otherwise, in stream mode: memory looks back only. Findings are
// sorted by Start; wholes do not overlap. No allocation when warm and dst has room.
func (s *Scanner) Append(dst []Finding, b []byte, m ...Mark) []Finding { panic("") }

// Document is Append in document mode: two passes, so that a name that is sure late in b is found early in it too.
func (s *Scanner) Document(dst []Finding, b []byte, m ...Mark) []Finding { panic("") }

// Findings yields the findings of text in document mode.
func (s *Scanner) Findings(text string) iter.Seq[Finding] { panic("") }

// Stream yields the findings of everything that r gives, in stream mode, in bounded memory.
func (s *Scanner) Stream(ctx context.Context, r io.Reader) iter.Seq2[Finding, error] { panic("") }

// Piece is a stretch of the input about which everything is known. Pieces partition the input: they come in order, without gaps,
// and no finding crosses the border of two (a very long value comes as several Continued findings).
type Piece struct {
	Base     int64  // input offset of Text[0]
	Text     []byte // valid during the call
	Findings []Finding
	Marks    []Mark
}

// Feed is the push form of a stream: input goes in by Write, settled pieces come out by the callback. Not safe for concurrent use.
type Feed struct{}

// NewFeed returns a Feed. An error of emit ends it: it is returned from the call that caused it and from every later one.
func (s *Scanner) NewFeed(emit func(Piece) error) *Feed { panic("") }

// Write takes input cut anywhere.
func (f *Feed) Write(p []byte) (int, error) { panic("") }

// Mark sets a mark at the end of what was written. Its At is ignored.
func (f *Feed) Mark(m Mark) error { panic("") }

// Flush settles everything written so far: nothing that comes later decides it.
func (f *Feed) Flush() error { panic("") }

// Close settles the rest.
func (f *Feed) Close() error { panic("") }
