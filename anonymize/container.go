package anonymize

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/lethe-pii/lethe/pii"
)

// Container is a file format: it gives its texts one after the other and takes edits back in place. Package formats has codecs.
type Container interface {
	// Next returns the decoded text of the next document of the container with its marks, io.EOF after the last. The text is valid
	// until the next call of Next or Close.
	Next() ([]byte, []pii.Mark, error)
	// Apply takes one edit of that text. Edits come in order and do not overlap. New is valid during the call.
	Apply(pii.Edit) error
	// Close writes what is left. It must be called once.
	Close() error
}

// Chooser is an optional ability of a Container: Choose is given what was found in the current text and returns what is to be treated,
// in order and without overlaps. It may change fs in place and must keep Unscanned findings.
type Chooser interface {
	Choose(fs []pii.Finding) []pii.Finding
}

// findAll appends what is found in b to dst, in document mode if b is small enough for it.
func findAll(s *pii.Scanner, dst []pii.Finding, b []byte, m []pii.Mark) []pii.Finding {
	if len(b) <= MaxDocument {
		return s.Document(dst, b, m...)
	}
	return s.Append(dst, b, m...)
}

// chosen returns of what was found in the current text of c what is to be treated.
func chosen(c Container, fs []pii.Finding, size int) []pii.Finding {
	if ch, ok := c.(Chooser); ok {
		return choose(ch, fs, int64(size))
	}
	return fs
}

// choose asks a Chooser about what was found in a text of size bytes, and mends what it may get wrong: findings that a detector failed on are
// back, those that reach out of the text are cut, and all are in order.
func choose(c Chooser, fs []pii.Finding, size int64) []pii.Finding {
	var failed []pii.Finding
	for _, f := range fs {
		if f.Kind == pii.Unscanned {
			failed = append(failed, f)
		}
	}
	chosen := c.Choose(fs)
	for _, f := range failed {
		if !slices.ContainsFunc(chosen, func(g pii.Finding) bool { return g.Kind == pii.Unscanned && g.Start == f.Start && g.End == f.End }) {
			chosen = append(chosen, f)
		}
	}
	for i := range chosen {
		f := &chosen[i]
		f.Start, f.End = min(max(f.Start, 0), size), min(max(f.End, 0), size)
		f.Start, f.End = min(f.Start, f.End), max(f.Start, f.End)
	}
	byStart := func(a, b pii.Finding) int { return cmp.Compare(a.Start, b.Start) }
	if !slices.IsSortedFunc(chosen, byStart) {
		slices.SortStableFunc(chosen, byStart)
	}
	return chosen
}

// Container redacts everything in c and closes it. Operator failures come back joined, after all was done; an error of the
// container ends the work.
func (r *Redactor) Container(c Container) (Stats, error) { return r.container(c, nil) }

// Container is Redactor.Container within the session.
func (s *Session) Container(c Container) (Stats, error) { return s.r.container(c, s) }

func (r *Redactor) container(c Container, s *Session) (Stats, error) {
	p := r.begin(s)
	defer r.end(p)
	if ch, ok := c.(Chooser); ok {
		p.choose = ch
		defer func() { p.choose = nil }()
	}
	for {
		b, marks, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			_ = c.Close()
			return p.stats.clone(), err
		}
		var failed error
		p.last = lastWhole{}
		p.findings(b, marks, func(e pii.Edit) {
			if failed == nil {
				failed = c.Apply(e)
			}
		})
		if failed != nil {
			_ = c.Close()
			return p.stats.clone(), failed
		}
		p.ids.reset()
	}
	if err := c.Close(); err != nil {
		return p.stats.clone(), err
	}
	return p.stats.clone(), p.fails.err()
}
