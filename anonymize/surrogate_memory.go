package anonymize

import (
	"hash/maphash"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// surrogateMemory is what surrogates need to know of a document: its values, which none of them may equal, who is called what, and
// which surrogates were given.
type surrogateMemory struct {
	seen   map[uint64]bool        // values of the document, and the words of its names
	used   map[uint64]identityKey // surrogates that were written, and for whom
	chosen map[identityKey]int    // attempt that was taken
	people []identityKey          // in the order in which they were met
	byName map[string]addressee   // letters of a user name → whom they stand for
	listed int                    // how many of people are in byName
}

// addressee is a person and how a user name is made of the name; shared if two persons fit.
type addressee struct {
	key     identityKey
	pattern handlePattern
	shared  bool
}

// maxRemembered bounds each map. When one is full nothing more goes in: in a stream with more values a surrogate may then equal one of them.
const maxRemembered = 1 << 20

func newSurrogateMemory() *surrogateMemory {
	return &surrogateMemory{seen: map[uint64]bool{}, used: map[uint64]identityKey{}, chosen: map[identityKey]int{}, byName: map[string]addressee{}}
}

func (m *surrogateMemory) reset() {
	m.seen, m.used, m.chosen, m.byName = emptied(m.seen), emptied(m.used), emptied(m.chosen), emptied(m.byName)
	m.people, m.listed = m.people[:0], 0
}

// compare is the hash under which values are compared: letters and digits alone, in lower case; of phone numbers the last nine digits.
func compareHash(seed maphash.Seed, t pii.Type, text []byte) uint64 {
	b := make([]byte, 0, 64)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
		i += n
	}
	if t == pii.Phone && len(b) > 9 {
		b = b[len(b)-9:]
	}
	return maphash.Bytes(seed, b)
}

// see notes a value of the document.
func (m *surrogateMemory) see(seed maphash.Seed, f pii.Finding, text []byte) {
	if len(m.seen) >= maxRemembered {
		return
	}
	m.seen[compareHash(seed, f.Type, text)] = true
	if f.Type == pii.Person {
		for _, w := range nameWords(string(text)) {
			m.seen[compareHash(seed, pii.Person, []byte(w))] = true
		}
	}
}

// free reports whether no value of the document equals a surrogate, and no word of it if it is a name. fresh says that it was not given to
// somebody else either.
func (m *surrogateMemory) free(seed maphash.Seed, t pii.Type, surrogate string, whose identityKey) (free, fresh bool) {
	fresh = true
	for _, part := range comparedParts(t, surrogate) {
		h := compareHash(seed, t, []byte(part))
		if m.seen[h] {
			return false, false
		}
		owner, taken := m.used[h]
		fresh = fresh && (!taken || owner == whose)
	}
	return true, fresh
}

// comparedParts returns what of a surrogate must be new: it itself, and the words of a name.
func comparedParts(t pii.Type, surrogate string) []string {
	parts := []string{surrogate}
	if t == pii.Person {
		for _, w := range nameWords(surrogate) {
			if utf8.RuneCountInString(w) > 2 {
				parts = append(parts, w)
			}
		}
	}
	return parts
}

// choose returns the candidate for an identity: the one that was taken before, else the first that is free and fresh, else the first
// that is free.
func (m *surrogateMemory) choose(seed maphash.Seed, t pii.Type, key identityKey, draw func(n int) (string, bool)) (string, bool) {
	if n, ok := m.chosen[key]; ok {
		return draw(n)
	}
	best := -1
	for n := range attempts {
		s, ok := draw(n)
		if !ok {
			break
		}
		free, fresh := m.free(seed, t, s, key)
		if free && (fresh || best < 0) {
			best = n
		}
		if free && fresh {
			break
		}
	}
	if best < 0 {
		return "", false
	}
	if len(m.chosen) < maxRemembered {
		m.chosen[key] = best
	}
	s, ok := draw(best)
	for _, part := range comparedParts(t, s) {
		if h := compareHash(seed, t, []byte(part)); len(m.used) < maxRemembered {
			if _, taken := m.used[h]; !taken {
				m.used[h] = key
			}
		}
	}
	return s, ok
}

// addressee returns the person of the document for whom the letters of a user name stand.
func (d *identities) addressee(letters string) (addressee, bool) {
	m := d.surrogates
	for ; m.listed < len(m.people); m.listed++ {
		k := m.people[m.listed]
		id := d.known[k]
		if id == nil || len(m.byName) >= maxRemembered {
			continue
		}
		p := splitName(string(id.full), 0)
		if len(p.given) == 0 || len(p.surnames) == 0 {
			continue
		}
		for pattern, h := range handles(p.given[0], p.surnames[len(p.surnames)-1]) {
			old, ok := m.byName[h]
			m.byName[h] = addressee{key: k, pattern: pattern, shared: ok && old.key != k}
		}
	}
	a, ok := m.byName[letters]
	return a, ok && !a.shared
}
