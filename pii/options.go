package pii

import (
	"errors"
	"fmt"
	"time"
)

// Option configures a Scanner.
type Option func(*Scanner) error

// DefaultThreshold is the score below which findings are dropped unless a type has a threshold of its own.
const DefaultThreshold = 0.5

// ErrOption is wrapped by every error that NewScanner returns for an option, ErrSpec by those for a detector.
var (
	ErrOption = errors.New("pii: bad option")
	ErrSpec   = errors.New("pii: bad detector")
)

// WithThreshold drops findings that score less than min, 0 to 1. Without types it is the threshold of all types that have none of
// their own; the default is DefaultThreshold.
func WithThreshold(min float32, types ...Type) Option {
	return func(s *Scanner) error {
		if !(min >= 0 && min <= 1) {
			return fmt.Errorf("%w: threshold %v is not in 0 to 1", ErrOption, min)
		}
		if len(types) == 0 {
			s.threshold = min
		}
		for _, t := range types {
			s.thresholds[t] = min
		}
		return nil
	}
}

// WithTypes reports findings of these types (and of types below them) only.
func WithTypes(types ...Type) Option {
	return func(s *Scanner) error {
		s.only = append(s.only, types...)
		return nil
	}
}

// WithParts also reports Part findings (the host inside a URL), each right after its whole.
func WithParts() Option { return func(s *Scanner) error { s.parts = true; return nil } }

// WithAlternatives also reports findings that lost to another reading of the same bytes, as Alternative, right after the winner.
func WithAlternatives() Option { return func(s *Scanner) error { s.alternatives = true; return nil } }

// WithDeep also looks into Base64 and hexadecimal runs, which costs time in proportion to their length.
func WithDeep() Option { return func(s *Scanner) error { s.deep = true; return nil } }

// WithContext adds delta, -1 to 1, to the score of findings of type t that have one of the words within five words before or
// after them on the same line. Words are compared folded.
func WithContext(t Type, delta float32, words ...string) Option {
	return func(s *Scanner) error {
		if !(delta >= -1 && delta <= 1) || len(words) == 0 {
			return fmt.Errorf("%w: context of %s needs words and a delta in -1 to 1", ErrOption, t)
		}
		s.contexts = append(s.contexts, newContextRule(t, delta, words))
		return nil
	}
}

// WithWorkers scans up to n stretches of one input at a time, each of at most 72 KiB: long texts take less time, and up to n goroutines
// and about n MiB more. The findings are the same. A Feed then waits for four times n stretches before it scans, unless a mark comes. Who scans
// many short texts at once needs it not: a Scanner is safe for any number of goroutines. The default is 1; n is 1 to 1,024.
func WithWorkers(n int) Option {
	return func(s *Scanner) error {
		if n < 1 || n > 1024 {
			return fmt.Errorf("%w: %d workers are not in 1 to 1024", ErrOption, n)
		}
		s.workers = n
		return nil
	}
}

// Observer is told what a Scanner did. Its methods never receive values and must be safe for concurrent use.
type Observer interface {
	// Found is called once a settled finding.
	Found(t Type, r *Rule)
	// Unscanned is called when a detector failed; detector is its name.
	Unscanned(detector string, bytes int64)
	// Scanned is called once a call or stream with the bytes read and the time spent inside the Scanner.
	Scanned(bytes int64, d time.Duration)
}

// WithObserver sets the observer.
func WithObserver(o Observer) Option { return func(s *Scanner) error { s.observer = o; return nil } }
