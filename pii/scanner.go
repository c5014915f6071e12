package pii

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"sync"
	"time"
)

// Scanner finds personal data with a fixed set of detectors. NewScanner makes it: the zero Scanner panics when it is used, rather than find
// nothing. It is immutable and safe for any number of goroutines.
type Scanner struct {
	ds           []Detector
	plan         *plan
	rememberers  []Rememberer
	openers      []Opener
	threshold    float32
	thresholds   map[Type]float32
	only         []Type
	allow        []*List
	contexts     []contextRule
	parts        bool
	alternatives bool
	deep         bool
	workers      int
	observer     Observer
	pool         *sync.Pool
}

// Format says how many detectors there are, whatever the verb: lists hold values.
func (s *Scanner) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "pii.Scanner[%d detectors]", len(s.ds)) }

// NewScanner checks the detectors' specs and the options. Detectors run in the order that their Needs demand, otherwise as given.
// Errors wrap ErrSpec or ErrOption.
func NewScanner(ds []Detector, opts ...Option) (*Scanner, error) {
	s := &Scanner{ds: slices.Clone(ds), threshold: DefaultThreshold, workers: 1, thresholds: map[Type]float32{}}
	for _, o := range opts {
		if o == nil {
			return nil, fmt.Errorf("%w: nil", ErrOption)
		}
		if err := o(s); err != nil {
			return nil, err
		}
	}
	if slices.Contains(s.ds, nil) {
		return nil, fmt.Errorf("%w: nil", ErrSpec)
	}
	if len(s.ds) == 0 {
		return nil, fmt.Errorf("%w: a scanner needs at least one", ErrSpec)
	}
	var err error
	if s.plan, err = newPlan(s.ds); err != nil {
		return nil, err
	}
	for _, least := range s.thresholds {
		s.plan.figures = s.plan.figures || least < DefaultThreshold
	}
	s.plan.figures = s.plan.figures || s.threshold < DefaultThreshold // which guesses reach
	if err := s.checkTypes(); err != nil {
		return nil, err
	}
	for _, d := range s.ds {
		r, _ := d.(Rememberer)
		o, _ := d.(Opener)
		s.rememberers, s.openers = append(s.rememberers, r), append(s.openers, o)
	}
	s.pool = newPool()
	return s, nil
}

func newPool() *sync.Pool { return &sync.Pool{New: func() any { return new(run) }} }

// checkTypes refuses types of WithTypes that nothing can report: a misspelt type would leave everything in the clear.
func (s *Scanner) checkTypes() error {
	for _, t := range s.only {
		known := t == UnscannedText
		for _, spec := range s.plan.specs {
			known = known || slices.ContainsFunc(spec.Types, func(u Type) bool { return u.Is(t) })
		}
		if _, ok := t.Info(); !ok && !known {
			return fmt.Errorf("%w: no detector finds a type of that name; the nearest are %v", ErrOption, Nearest(string(t)))
		}
	}
	return nil
}

// ReportingParts returns a Scanner like s that also reports Part findings, as WithParts does.
func (s *Scanner) ReportingParts() *Scanner {
	t := *s
	t.parts = true
	t.pool = newPool() // what a run keeps of cells is one scanner's
	return &t
}

// Detectors returns the scanner's detectors in the order given, each with its types, which must not be changed.
func (s *Scanner) Detectors() iter.Seq2[Detector, []Type] {
	return func(yield func(Detector, []Type) bool) {
		for i, d := range s.ds {
			if !yield(d, s.plan.specs[i].Types) {
				return
			}
		}
	}
}

// Canonical appends the canonical form of a value of type t, as the detector of t defines it, or else the folded value.
func (s *Scanner) Canonical(dst []byte, t Type, raw []byte) ([]byte, error) {
	for i, d := range s.ds {
		if c, ok := d.(Canonicalizer); ok && slices.Contains(s.plan.specs[i].Types, t) {
			return c.Canonical(dst, t, raw)
		}
	}
	return appendFolded(dst, raw), nil
}

func (s *Scanner) min(t Type) float32 {
	if len(s.thresholds) > 0 {
		if m, ok := s.thresholds[t]; ok {
			return m
		}
	}
	return s.threshold
}

func (s *Scanner) wanted(t Type) bool {
	if len(s.only) == 0 {
		return true
	}
	for _, u := range s.only {
		if t.Is(u) {
			return true
		}
	}
	return false
}

func (s *Scanner) getRun(document bool) *run {
	if s.pool == nil {
		panic("pii: a Scanner is made by NewScanner")
	}
	r := s.pool.Get().(*run)
	r.reset(s, document)
	return r
}

// putRun keeps a run for the next input, without what is the caller's of this one.
func (s *Scanner) putRun(r *run) {
	r.buf, r.dst, r.feed, r.marks, r.sections = nil, nil, nil, nil, nil
	if r.cur != nil {
		r.spare = append(r.spare, r.cur)
		r.cur = nil
	}
	for _, sc := range r.spare {
		sc.an.seg = Segment{}
	}
	r.tmp.seg = Segment{}
	clear(r.mem.scratch[:cap(r.mem.scratch)])
	s.pool.Put(r)
}

// Append appends the findings of b, one document unless marks say otherwise, in stream mode: memory looks back only. Findings are
// sorted by Start; wholes do not overlap. Marks in any order are put in order. No allocation when warm and dst has room.
func (s *Scanner) Append(dst []Finding, b []byte, m ...Mark) []Finding {
	return s.all(dst, b, m, false)
}

// Document is Append in document mode: two passes over each document, so that a name that is sure late in it is found early too,
// and a very long value is one finding.
func (s *Scanner) Document(dst []Finding, b []byte, m ...Mark) []Finding {
	return s.all(dst, b, m, true)
}

func (s *Scanner) all(dst []Finding, b []byte, m []Mark, document bool) []Finding {
	var t time.Time
	if s.observer != nil {
		t = time.Now()
	}
	out := s.documents(dst, b, m, document)
	if s.observer != nil {
		s.observer.Scanned(int64(len(b)), time.Since(t))
	}
	if document {
		out = out[:len(dst)+len(joinContinued(out[len(dst):]))]
	}
	return out
}

// scan appends the findings of b, which begins at input offset base, as marks say it, by one run.
func (s *Scanner) scan(dst []Finding, b []byte, base int64, m []Mark, document bool, workers int) []Finding {
	r := s.getRun(document)
	r.buf, r.dst, r.eof, r.workers = b, dst, true, workers
	r.setMarks(m, base)
	r.step() // without a feed there is nothing that can fail
	out := r.dst
	s.putRun(r)
	if base != 0 {
		for i := len(dst); i < len(out); i++ {
			out[i].Start += base
			out[i].End += base
		}
	}
	return out
}

// joinContinued merges pieces of one value.
func joinContinued(fs []Finding) []Finding {
	out := fs[:0]
	for _, f := range fs {
		if n := len(out); n > 0 && f.Attrs.Continued() && out[n-1].End == f.Start && out[n-1].Type == f.Type {
			out[n-1].End = f.End
			continue
		}
		out = append(out, f)
	}
	return out
}

// Findings yields the findings of text in document mode.
func (s *Scanner) Findings(text string) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for _, f := range s.Document(nil, []byte(text)) {
			if !yield(f) {
				return
			}
		}
	}
}

// Stream yields the findings of everything that r gives, in stream mode, in bounded memory. It ends after the first error, which
// comes with a zero Finding: r's own, or ctx's.
func (s *Scanner) Stream(ctx context.Context, r io.Reader) iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		var found []Finding
		f := s.NewFeed(func(p Piece) error {
			found = append(found, p.Findings...)
			return nil
		})
		defer f.Close()
		buf := make([]byte, feedChunk)
		for {
			err := ctx.Err()
			n := 0
			if err == nil {
				n, err = r.Read(buf)
				f.Write(buf[:n])
			}
			if err == io.EOF {
				f.Close()
			}
			for _, x := range found {
				if !yield(x, nil) {
					return
				}
			}
			found = found[:0]
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Finding{}, err)
				return
			}
		}
	}
}
