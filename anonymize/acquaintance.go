package anonymize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// acquaintances are the persons and values of a document or session. Each kind is emptied when it is full; numbers go on, so that no number is
// given twice.
type acquaintances struct {
	known  map[pii.Type]map[string]*met // by canonical form
	byWord map[string][]*met            // persons by the words of their names
	last   map[pii.Type]int             // number
}

// met is a person or value.
type met struct {
	number int
	canon  string   // as it was first met
	words  []string // of the fullest form of a person's name; nil if it fitted two persons
}

// maxNamesakes is how many persons with one word in their names are told apart.
const maxNamesakes = 64

func newAcquaintances() acquaintances {
	return acquaintances{known: map[pii.Type]map[string]*met{}, byWord: map[string][]*met{}, last: map[pii.Type]int{}}
}

func (a *acquaintances) reset() {
	for t, m := range a.known {
		a.known[t] = emptied(m)
	}
	a.byWord = emptied(a.byWord)
	clear(a.last)
}

func (a *acquaintances) number(t pii.Type) int {
	a.last[t]++
	return a.last[t]
}

// resolve returns the number of a value and the canonical form that it is known by, given its own.
func (a *acquaintances) resolve(t pii.Type, canon []byte) (number int, known string) {
	byForm := a.known[t]
	if byForm == nil {
		byForm = map[string]*met{}
		a.known[t] = byForm
	}
	m := byForm[string(canon)]
	if m == nil {
		if len(byForm) >= maxIdentities {
			clear(byForm)
			if t == pii.Person {
				clear(a.byWord)
			}
		}
		name := string(canon)
		if t == pii.Person {
			m = a.meet(name)
		} else {
			m = &met{number: a.number(t), canon: name}
		}
		byForm[name] = m
	}
	return m.number, m.canon
}

// meet returns the one person met before whom a name fits, or the person whom it makes.
func (a *acquaintances) meet(name string) *met {
	words := strings.Fields(name)
	var fits []*met
	for _, w := range words {
		for _, m := range a.byWord[w] {
			if !slices.Contains(fits, m) && sameName(m.words, words) {
				fits = append(fits, m)
			}
		}
	}
	switch len(fits) {
	case 0:
		m := &met{number: a.number(pii.Person), canon: name}
		a.call(m, words)
		return m
	case 1:
		a.call(fits[0], words)
		return fits[0]
	}
	return &met{number: a.number(pii.Person), canon: name}
}

// call notes that a person has a name of these words.
func (a *acquaintances) call(m *met, words []string) {
	if length(words) > length(m.words) {
		m.words = words
	}
	for _, w := range words {
		if of := a.byWord[w]; utf8.RuneCountInString(w) > 1 && len(of) < maxNamesakes && !slices.Contains(of, m) {
			a.byWord[w] = append(of, m)
		}
	}
}

func length(words []string) (n int) {
	for _, w := range words {
		n += len(w) + 1
	}
	return n
}

// sameName reports whether one name is the other with words left out or as initials. No words are nobody's name.
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	whole := false
	for _, w := range a {
		for len(b) > 0 && b[0] != w && !isInitial(w, b[0]) && !isInitial(b[0], w) {
			b = b[1:]
		}
		if len(b) == 0 {
			return false
		}
		whole = whole || w == b[0] && utf8.RuneCountInString(w) > 1
		b = b[1:]
	}
	return whole
}

func isInitial(w, of string) bool { return utf8.RuneCountInString(w) == 1 && strings.HasPrefix(of, w) }
