package anonymize

import (
	"hash/maphash"

	"github.com/lethe-pii/lethe/pii"
)

// maxIdentities bounds the memory for identities of one document or session. When it is full it is emptied.
const maxIdentities = 1 << 16

// maxFree is how many identities are kept for the next document.
const maxFree = 1024

// identities holds who is who in one document.
type identities struct {
	session *Session // nil for a document of its own
	form    canonicalForms
	known   map[identityKey]*identity
	met     acquaintances // of a document without a session: its persons
	seed    maphash.Seed
	scratch []byte
	free    []*identity // of documents before

	surrogates *surrogateMemory // nil if the policy has none
}

// identityKey is an entity of the document, or a value (by the hash of its canonical form) if it has none.
type identityKey struct {
	typ    pii.Type
	entity uint32
	value  uint64
}

type identity struct {
	number int
	full   []byte // main name in a roster, or fullest form seen; frozen once used
	canon  []byte // canonical form of full, or of what the session knows the value by, once fixed
	fixed  bool
	listed bool // full is of a roster

	token     []byte // as tokens made it for the type
	tokens    *tokenSource
	tokenType pii.Type
}

// canonicalForms are the canonical forms that detectors define.
type canonicalForms struct {
	byType  map[pii.Type]pii.Canonicalizer
	rosters []roster
}

// roster is an optional ability of a detector that knows persons by several names.
type roster interface {
	// MainName returns the main name of the person who is known by name, exactly as it was given.
	MainName(name []byte) ([]byte, bool)
}

// append appends the canonical form of a person's main name, the one that the type's detector defines, or else that of appendCanonical.
func (c canonicalForms) append(dst []byte, t pii.Type, raw []byte) []byte {
	if d := c.byType[t]; d != nil {
		if out, ok := canonicalOf(d, dst, t, raw); ok {
			return out
		}
	}
	if main, ok := c.main(t, raw); ok {
		raw = main
	}
	return appendCanonical(dst, t, raw)
}

// main returns the main name of the person whom a roster lists under a name.
func (c canonicalForms) main(t pii.Type, name []byte) ([]byte, bool) {
	if t != pii.Person {
		return nil, false
	}
	for _, r := range c.rosters {
		if main, ok := r.MainName(name); ok {
			return main, true
		}
	}
	return nil, false
}

// canonicalOf asks a detector. dst is empty; what comes back is a copy in it, also of a detector that returns raw itself. ok is false if the
// detector has no form or panicked.
func canonicalOf(d pii.Canonicalizer, dst []byte, t pii.Type, raw []byte) (out []byte, ok bool) {
	defer func() {
		if recover() != nil {
			out, ok = nil, false
		}
	}()
	form, err := d.Canonical(dst, t, raw[:len(raw):len(raw)])
	if err != nil {
		return nil, false
	}
	return append(dst, form...), true
}

// identities returns an empty memory for the documents of a Redactor.
func (r *Redactor) identities(s *Session) *identities {
	d := newIdentities(s, r.forms)
	for _, op := range r.policy.operators() {
		if _, ok := op.(Surrogate); ok {
			d.surrogates = newSurrogateMemory()
		}
	}
	return d
}

func newIdentities(s *Session, form canonicalForms) *identities {
	return &identities{session: s, form: form, known: map[identityKey]*identity{}, met: newAcquaintances(), seed: maphash.MakeSeed()}
}

func (d *identities) reset() {
	for _, id := range d.known {
		if len(d.free) >= maxFree {
			break
		}
		clear(id.full)
		clear(id.canon)
		*id = identity{full: id.full[:0], canon: id.canon[:0], token: id.token[:0]}
		d.free = append(d.free, id)
	}
	d.known = emptied(d.known)
	d.met.reset()
	if d.surrogates != nil {
		d.surrogates.reset()
	}
}

// maxEmptied is how many entries a map may have had to be used again: a map that was large once is slow to walk and to clear ever after.
const maxEmptied = 128

func emptied[K comparable, V any](m map[K]V) map[K]V {
	if len(m) > maxEmptied {
		return map[K]V{}
	}
	clear(m)
	return m
}

// remember returns the memory for surrogates.
func (d *identities) remember() *surrogateMemory {
	if d.surrogates == nil {
		d.surrogates = newSurrogateMemory()
	}
	return d.surrogates
}

// learn notes the form of an entity; the longest one seen before first use stands for it.
func (d *identities) learn(f pii.Finding, text []byte) {
	if d.surrogates != nil {
		d.surrogates.see(d.seed, f, text)
	}
	if f.Entity == 0 {
		if d.surrogates != nil && f.Type == pii.Person {
			d.of(f, text)
		}
		return
	}
	id := d.get(identityKey{typ: f.Type, entity: f.Entity})
	if id.fixed || id.listed {
		return
	}
	if main, ok := d.form.main(f.Type, text); ok {
		id.full, id.listed = append(id.full[:0], main...), true
	} else if len(text) > len(id.full) {
		id.full = append(id.full[:0], text...)
	}
}

func (d *identities) get(k identityKey) *identity {
	id := d.known[k]
	if id == nil {
		if len(d.known) >= maxIdentities {
			clear(d.known)
		}
		if n := len(d.free); n > 0 {
			id, d.free = d.free[n-1], d.free[:n-1]
		} else {
			id = &identity{}
		}
		d.known[k] = id
		if d.surrogates != nil && k.typ == pii.Person {
			d.surrogates.people = append(d.surrogates.people, k)
		}
	}
	return id
}

// keyOf returns the key of a finding's identity.
func (d *identities) keyOf(f pii.Finding, text []byte) identityKey {
	if f.Entity != 0 {
		return identityKey{typ: f.Type, entity: f.Entity}
	}
	d.scratch = d.form.append(d.scratch[:0], f.Type, text)
	return identityKey{typ: f.Type, value: maphash.Bytes(d.seed, d.scratch)}
}

func (d *identities) of(f pii.Finding, text []byte) *identity {
	id := d.get(d.keyOf(f, text))
	if id.fixed {
		return id
	}
	id.fixed = true
	if f.Entity == 0 {
		id.canon = append(id.canon[:0], d.scratch...)
		if main, ok := d.form.main(f.Type, text); ok {
			text = main
		}
	}
	if len(id.full) == 0 {
		id.full = append(id.full, text...)
	}
	if f.Entity != 0 {
		id.canon = d.form.append(id.canon[:0], f.Type, id.full)
	}
	known := ""
	switch {
	case d.session != nil:
		id.number, known = d.session.resolve(f.Type, id.canon)
	case f.Type == pii.Person:
		id.number, known = d.met.resolve(f.Type, id.canon)
	default:
		return id
	}
	id.canon = append(id.canon[:0], known...)
	return id
}

func (d *identities) canonical(f pii.Finding, text []byte) []byte { return d.of(f, text).canon }

func (d *identities) number(f pii.Finding, text []byte) int {
	id := d.of(f, text)
	if id.number == 0 {
		id.number = d.met.number(f.Type)
	}
	return id.number
}
