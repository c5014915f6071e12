package anonymize

import (
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// Session gives one person or value the same number and the same token over several documents: a conversation, also when its history comes again
// with each message, or the files of a case. It holds canonical forms of values in memory and is safe for concurrent use; numbers, and under which
// name a person is known, then depend on the order in which documents arrive. A name is a known person's if it fits one alone: "Jane" and "J.
// Fairweather" are Jane Fairweather as long as no other Jane and Fairweather was met.
// It keeps no originals: what is to be restored needs Reversible and a vault, such as vault.NewMemory.
type Session struct {
	r *Redactor

	mu  sync.Mutex
	met acquaintances
}

// NewSession returns an empty session of r.
func (r *Redactor) NewSession() *Session { return &Session{r: r, met: newAcquaintances()} }

// String is Redactor.String within the session.
func (s *Session) String(text string) (string, error) {
	out, err := s.r.document(nil, []byte(text), nil, s, nil)
	return string(out), err
}

// Append is Redactor.Append within the session.
func (s *Session) Append(dst, b []byte, m ...pii.Mark) ([]byte, error) {
	return s.r.document(dst, b, m, s, nil)
}

// Forget empties the session. Numbers start again.
func (s *Session) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.met.reset()
}

// resolve is acquaintances.resolve.
func (s *Session) resolve(t pii.Type, canon []byte) (number int, known string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.met.resolve(t, canon)
}
