package anonymize

import (
	"bytes"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// Session gives one person or value the same number over several documents: a conversation, the files of a case. It holds canonical
// forms of values in memory and is safe for concurrent use; numbers then depend on the order in which documents arrive.
// It keeps no originals: what is to be restored needs Reversible and a vault, such as vault.NewMemory.
type Session struct {
	r *Redactor

	mu    sync.Mutex
	known map[pii.Type]map[string]int
	words map[string]int // word of a person's name → number; ambiguous if it fits two
	next  map[pii.Type]int
}

// ambiguous marks a word that fits two persons and so links to neither.
const ambiguous = -1

// NewSession returns an empty session of r.
func (r *Redactor) NewSession() *Session {
	return &Session{r: r, known: map[pii.Type]map[string]int{}, words: map[string]int{}, next: map[pii.Type]int{}}
}

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
	clear(s.known)
	clear(s.words)
	clear(s.next)
}

// number returns the number of a value by its canonical form. A person's name of one word has the number of the one person known
// that has this word in the name.
func (s *Session) number(t pii.Type, canon []byte) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	byForm := s.known[t]
	if byForm == nil {
		byForm = map[string]int{}
		s.known[t] = byForm
	}
	if n, ok := byForm[string(canon)]; ok {
		return n
	}
	words := bytes.Fields(canon)
	if t == pii.Person && len(words) == 1 {
		if n := s.words[string(canon)]; n > 0 {
			return n
		}
	}
	if len(byForm) >= maxIdentities {
		clear(byForm)
		clear(s.words)
	}
	s.next[t]++
	n := s.next[t]
	byForm[string(canon)] = n
	if t == pii.Person {
		for _, w := range words {
			if _, ok := s.words[string(w)]; ok {
				n = ambiguous
			}
			s.words[string(w)] = n
			n = s.next[t]
		}
	}
	return s.next[t]
}
