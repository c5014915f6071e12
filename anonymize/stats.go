package anonymize

import (
	"errors"
	"fmt"
	"maps"

	"github.com/lethe-pii/lethe/internal/fixederr"
	"github.com/lethe-pii/lethe/pii"
)

// Stats counts what was done. It holds no values.
type Stats struct {
	Bytes     int64            // input read
	Replaced  map[pii.Type]int // findings replaced, by type
	Kept      int              // findings that the policy keeps
	Unscanned int              // stretches that a detector failed on; they were replaced
	Failed    int              // findings whose operator failed; they were replaced by labels
}

// Add adds another count.
func (s *Stats) Add(o Stats) {
	s.Bytes += o.Bytes
	s.Kept += o.Kept
	s.Unscanned += o.Unscanned
	s.Failed += o.Failed
	for t, n := range o.Replaced {
		if s.Replaced == nil {
			s.Replaced = map[pii.Type]int{}
		}
		s.Replaced[t] += n
	}
}

// Total returns the number of findings replaced.
func (s Stats) Total() int {
	n := 0
	for _, k := range s.Replaced {
		n += k
	}
	return n
}

func (s *Stats) edited(t pii.Type) {
	if s.Replaced == nil {
		s.Replaced = map[pii.Type]int{}
	}
	s.Replaced[t]++
}

func (s Stats) clone() Stats {
	s.Replaced = maps.Clone(s.Replaced)
	return s
}

func (s *Stats) reset() {
	m := s.Replaced
	clear(m)
	*s = Stats{Replaced: m}
}

// ErrPanic says that an operator panicked.
var ErrPanic = fixederr.New("anonymize: the operator panicked")

// OperatorError says that an operator failed on a finding. Its text holds type and offsets, and the cause if that is one of the errors of
// fixed text of Lethe's own packages; Unwrap gives the operator's error.
type OperatorError struct {
	Type       pii.Type
	Start, End int64
	err        error
}

func (e *OperatorError) Error() string {
	s := fmt.Sprintf("anonymize: operator failed on %s[%d:%d]; its label was written", e.Type, e.Start, e.End)
	if cause := fixederr.In(e.err); cause != nil {
		s += ": " + cause.Error()
	}
	return s
}

// Unwrap returns the operator's own error, whose text is the operator's business.
func (e *OperatorError) Unwrap() error { return e.err }

// maxErrors is the number of operator errors that are kept; the rest is counted.
const maxErrors = 16

// failures gathers operator errors.
type failures struct {
	errs []error
	more int
}

func (f *failures) add(err error) {
	if len(f.errs) < maxErrors {
		f.errs = append(f.errs, err)
		return
	}
	f.more++
}

func (f *failures) err() error {
	if len(f.errs) == 0 {
		return nil
	}
	errs := f.errs
	if f.more > 0 {
		errs = append(errs[:len(errs):len(errs)], fmt.Errorf("anonymize: %d more operator failures", f.more))
	}
	return errors.Join(errs...)
}
