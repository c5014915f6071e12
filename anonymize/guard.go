package anonymize

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// ErrGuard says that a document holds health data together with an identifier. A *GuardError wraps it.
var ErrGuard = errors.New("anonymize: the document holds health data together with identifiers")

// GuardError counts what a Guard refused, by type. It holds no values.
type GuardError struct{ Types map[pii.Type]int }

// Error lists types and counts, such as "…: HEALTH 2, PERSON 1".
func (e *GuardError) Error() string {
	var parts []string
	for t, n := range e.Types {
		parts = append(parts, fmt.Sprintf("%s %d", t, n))
	}
	slices.Sort(parts)
	return ErrGuard.Error() + ": " + strings.Join(parts, ", ")
}

// Unwrap returns ErrGuard.
func (*GuardError) Unwrap() error { return ErrGuard }

// Guard refuses documents that hold health data together with something that identifies a person: what a vendor without an agreement for
// protected health information must not get. Health data are findings of the types HEALTH and GENETIC, whomever they are about. Identifiers are
// names of persons, contacts, addresses, dates of birth, and the types of the groups national, payment, record and network. Text that a detector failed on
// is refused as well. It decides by what the Scanner finds. It is immutable and safe for concurrent use.
type Guard struct{ scan *pii.Scanner }

// NewGuard returns a Guard. The Scanner must find health data: detectors.Default does.
func NewGuard(s *pii.Scanner) (*Guard, error) {
	if s == nil {
		return nil, errNoScanner
	}
	for _, types := range s.Detectors() {
		if slices.Contains(types, pii.Health) {
			return &Guard{s.ReportingParts()}, nil
		}
	}
	return nil, errors.New("anonymize: a guard needs a detector of health data, and the scanner has none")
}

// guarded counts what a document holds.
type guarded struct {
	types                      map[pii.Type]int
	health, person, unreadable bool
}

func (g *guarded) err() error {
	if g.health && g.person || g.unreadable {
		return &GuardError{g.types}
	}
	return nil
}

func (g *guarded) reset() { *g = guarded{types: map[pii.Type]int{}} }

func (g *guarded) see(f pii.Finding) {
	if f.Kind == pii.Alternative || f.Attrs.FlagOnly() {
		return
	}
	switch {
	case f.Kind == pii.Unscanned:
		g.unreadable = true
		g.types[pii.UnscannedText]++
	case f.Type.Is(pii.Health), f.Type.Is(pii.Genetic):
		g.health = true
		g.types[f.Type]++
	case Identifies(f.Type):
		g.person = true
		g.types[f.Type]++
	}
}

// Identifies reports whether values of a type identify a person by themselves, for a Guard.
func Identifies(t pii.Type) bool {
	for _, u := range []pii.Type{pii.Person, pii.Email, pii.Phone, pii.SocialProfile, pii.Username, pii.Address, pii.GeoCoordinate, pii.DateOfBirth} {
		if t.Is(u) {
			return true
		}
	}
	info, _ := t.Info()
	return slices.Contains([]string{"national", "payment", "record", "network"}, info.Group) && t != pii.BIC && t != pii.UserAgent
}

// Document judges one document. It returns nil or a *GuardError.
func (g *Guard) Document(b []byte, m ...pii.Mark) error {
	var seen guarded
	seen.reset()
	for _, f := range findAll(g.scan, nil, b, m) {
		seen.see(f)
	}
	return seen.err()
}

// Container judges everything in c as one document, or, with records, each text of it, and closes it without an edit. It returns nil, a
// *GuardError for the first document that is refused, or an error of the container.
func (g *Guard) Container(c Container, records bool) error {
	var seen guarded
	seen.reset()
	for {
		b, m, err := c.Next()
		if errors.Is(err, io.EOF) {
			return errors.Join(seen.err(), c.Close())
		}
		if err != nil {
			_ = c.Close()
			return err
		}
		for _, f := range chosen(c, findAll(g.scan, nil, b, m), len(b)) {
			seen.see(f)
		}
		if !records {
			continue
		}
		if err := seen.err(); err != nil {
			_ = c.Close()
			return err
		}
		seen.reset()
	}
}

// Reader judges a text of any length in bounded memory. It returns nil, a *GuardError, or an error of rd.
func (g *Guard) Reader(rd io.Reader) error {
	var seen guarded
	seen.reset()
	feed := g.scan.NewFeed(func(pc pii.Piece) error {
		for _, f := range pc.Findings {
			seen.see(f)
		}
		return nil
	})
	_, err := io.Copy(feed, rd)
	if cerr := feed.Close(); err == nil {
		err = cerr
	}
	return errors.Join(seen.err(), err)
}
