package anonymize

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// Shadow runs a new policy beside the one in use and counts where they differ. It writes nothing, needs no keys and holds no values. It is
// immutable and safe for concurrent use.
type Shadow struct {
	scan     *pii.Scanner
	old, new Policy
}

// Change is a type that two policies treat differently, with the operators as Explain names them.
type Change struct {
	Type     pii.Type `json:"type"`
	Old, New string
}

// String writes "EMAIL: label -> keep".
func (c Change) String() string { return fmt.Sprintf("%s: %s -> %s", c.Type, c.Old, c.New) }

// ShadowStats counts findings by what two policies do with them.
type ShadowStats struct {
	Same    int // findings that both treat alike
	Changes map[Change]int
}

// Add adds another count.
func (s *ShadowStats) Add(o ShadowStats) {
	s.Same += o.Same
	for c, n := range o.Changes {
		s.count(c, n)
	}
}

func (s *ShadowStats) count(c Change, n int) {
	if s.Changes == nil {
		s.Changes = map[Change]int{}
	}
	s.Changes[c] += n
}

// String lists the changes, the most frequent first.
func (s ShadowStats) String() string {
	var cs []Change
	for c := range s.Changes {
		cs = append(cs, c)
	}
	slices.SortFunc(cs, func(a, b Change) int {
		if d := s.Changes[b] - s.Changes[a]; d != 0 {
			return d
		}
		return strings.Compare(a.String(), b.String())
	})
	var b strings.Builder
	fmt.Fprintf(&b, "%d findings treated alike\n", s.Same)
	for _, c := range cs {
		fmt.Fprintf(&b, "%d %s\n", s.Changes[c], c)
	}
	return b.String()
}

// NewShadow returns a Shadow of two policies, which it checks.
func NewShadow(s *pii.Scanner, old, new Policy) (*Shadow, error) {
	if s == nil {
		return nil, errNoScanner
	}
	for _, p := range []Policy{old, new} {
		if err := p.check(); err != nil {
			return nil, err
		}
	}
	return &Shadow{scan: s.ReportingParts(), old: old, new: new}, nil
}

// Document counts for one document of a kind.
func (s *Shadow) Document(kind string, b []byte, m ...pii.Mark) ShadowStats {
	return s.judge(kind, b, m, findAll(s.scan, nil, b, m))
}

func (s *Shadow) judge(kind string, b []byte, m []pii.Mark, fs []pii.Finding) ShadowStats {
	var stats ShadowStats
	for _, f := range fs {
		if f.Kind == pii.Alternative || f.Attrs.FlagOnly() {
			continue
		}
		text := b[f.Start:f.End]
		old, new := s.old.written(circumstances(s.old.Consent, kind, b, m, f.Start), f, text), s.new.written(circumstances(s.new.Consent, kind, b, m, f.Start), f, text)
		if old == new {
			stats.Same++
		} else {
			stats.count(Change{f.Type, old, new}, 1)
		}
	}
	return stats
}

// Container counts for everything in c and closes it without an edit.
func (s *Shadow) Container(kind string, c Container) (ShadowStats, error) {
	var stats ShadowStats
	for {
		b, m, err := c.Next()
		if errors.Is(err, io.EOF) {
			return stats, c.Close()
		}
		if err != nil {
			_ = c.Close()
			return stats, err
		}
		stats.Add(s.judge(kind, b, m, chosen(c, findAll(s.scan, nil, b, m), len(b))))
	}
}

// written names what the policy does with a finding.
func (p Policy) written(c Circumstances, f pii.Finding, text []byte) string {
	var op Operator = Label{}
	switch {
	case f.Kind == pii.Unscanned:
	case f.Score < p.MinScore:
		op = Keep{}
	default:
		op = p.decide(c, f, text)
	}
	if _, ok := op.(Label); ok {
		return "label " + p.label(f.Type)
	}
	return operatorName(op)
}
