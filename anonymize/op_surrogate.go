package anonymize

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	mrand "math/rand/v2"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/pii"
)

// Surrogate writes an invented value that looks like the original: a name in its form, an e-mail address, telephone number, postal
// address, identifier, account or card number, network address, date. A person's given name, surname, user names and e-mail addresses agree
// with each other. Numbers and addresses are from ranges that are reserved for fiction, examples or documentation, or fail their
// check digits, so that they reach nobody:
//
//	telephone  555-0100 to 555-0199 (NANP), Ofcom's, ARCEP's and the Bundesnetzagentur's numbers for film and television
//	e-mail     domains below .example (RFC 2606)
//	IP, MAC    RFC 5737, RFC 3849, RFC 7042
//	cards, accounts, national numbers   wrong check digits, or blocks that are not issued
//	places     invented towns, postal codes that are not assigned
//
// A surrogate never equals a value found in the document (in a stream: in what was read so far), and two originals of a document have
// different surrogates as long as the range has room. With keys (WithKeys) equal originals have equal surrogates in all documents
// of a purpose, unless that would break the rule before; without keys only within one Redactor, whose random key is never stored. Types
// without a surrogate, such as secrets, get their label. Its YAML name is "surrogate", with "keep-culture", "keep-gender" and "purpose".
type Surrogate struct {
	KeepCulture bool   // German names for German names, as far as names show it
	KeepGender  bool   // women's names for women's names, as far as names and titles show it
	Purpose     string // empty means the policy's name

	key *secretKey
}

// secretKey is held by pointer and holds a pointer: fmt follows one of them under a verb that does not fit.
type secretKey struct{ *secretBytes }

type secretBytes struct{ b []byte }

// attempts is how many surrogates are tried for one value.
const attempts = 64

// Bind derives the key, or makes a random one.
func (o Surrogate) Bind(e Env) (Operator, error) {
	if e.Keys.Primary() == 0 {
		o.key = &secretKey{&secretBytes{make([]byte, keys.Size)}}
		_, _ = rand.Read(o.key.b)
		return o, nil
	}
	b, err := e.Keys.Derive(e.Keys.Primary(), keys.Context{Use: "surrogate/1", Purpose: e.purpose(o.Purpose)}, keys.Size)
	o.key = &secretKey{&secretBytes{b}}
	return o, err
}

// Append writes the surrogate.
func (o Surrogate) Append(dst []byte, v Value) ([]byte, error) {
	if o.key == nil {
		return dst, ErrNoKeys
	}
	m := v.in.ids.remember()
	m.see(v.in.ids.seed, v.Finding, v.in.text)
	key := v.in.ids.keyOf(v.Finding, v.in.text)
	if v.Type == pii.Person {
		q, own, ok := o.personOf(v.in.ids, key, v.Finding, v.in.text)
		if !ok {
			return append(dst, v.Label...), nil
		}
		return append(dst, q.write(string(v.in.text), own)...), nil
	}
	draw := o.drawer(v)
	if draw == nil {
		return append(dst, v.Label...), nil
	}
	s, ok := m.choose(v.in.ids.seed, v.Type, key, draw)
	if !ok {
		return append(dst, v.Label...), nil
	}
	return append(dst, s...), nil
}

// source returns the random numbers of one identity and attempt.
func (o Surrogate) source(use string, identity []byte, n int) *mrand.Rand {
	h := hmac.New(sha256.New, o.key.b)
	var head [9]byte
	head[0] = byte(n)
	binary.BigEndian.PutUint64(head[1:], uint64(len(use)))
	h.Write(head[:])
	h.Write([]byte(use))
	h.Write(identity)
	return mrand.New(mrand.NewChaCha8([32]byte(h.Sum(nil))))
}

// personOf returns the persona of a person of the document and the name that it stands for.
func (o Surrogate) personOf(d *identities, key identityKey, f pii.Finding, text []byte) (q persona, own nameParts, ok bool) {
	id := d.of(f, text)
	own = splitName(string(id.full), f.Attrs)
	if len(own.given)+len(own.surnames) == 0 {
		return q, own, false
	}
	_, ok = d.remember().choose(d.seed, pii.Person, key, func(n int) (string, bool) {
		q = o.newPersona(o.source("person", id.canon, n), own)
		return q.given + " " + q.middle + " " + q.surname, true
	})
	return q, own, ok
}

// drawer returns what makes the n-th candidate for a value, nil if the type has no surrogate.
func (o Surrogate) drawer(v Value) func(n int) (string, bool) {
	text, canon := string(v.in.text), v.RevealIdentity()
	if v.Type.Is(pii.Email) || v.Type.Is(pii.Username) || v.Type.Is(pii.SocialProfile) {
		return o.account(v, text, canon)
	}
	for t := v.Type; t != ""; {
		if f, ok := fictions[t]; ok {
			if f == nil {
				return nil
			}
			return func(n int) (string, bool) { return f(o.source(string(v.Type), canon, n), text) }
		}
		info, _ := t.Info()
		t = info.Parent
	}
	info, _ := v.Type.Info()
	if f := groupFictions[info.Group]; f != nil {
		return func(n int) (string, bool) { return f(o.source(string(v.Type), canon, n), text) }
	}
	return nil
}

// account makes e-mail addresses, user names and profiles. One that is made of the name of a person of the document is made of that
// person's surrogate in the same way.
func (o Surrogate) account(v Value, text string, canon []byte) func(n int) (string, bool) {
	local, domain, isMail := strings.Cut(text, "@")
	prefix := ""
	if isMail = isMail && local != ""; !isMail {
		at := strings.LastIndexAny(text, "/@") + 1
		prefix, local = text[:at], text[at:]
		if at > 1 {
			prefix = "https://social.example/"
		}
	}
	letters, sep, figures := splitHandle(local)
	a, known := v.in.ids.addressee(letters)
	var person persona
	if known {
		f := v.Finding
		f.Type, f.Entity = pii.Person, a.key.entity
		person, _, known = o.personOf(v.in.ids, a.key, f, v.in.ids.known[a.key].full)
	}
	return func(n int) (string, bool) {
		r := o.source("account", canon, n)
		q, pattern, more := person, a.pattern, min(n, 4) // a person is given: another number makes another address
		if !known {
			q, pattern, more = o.newPersona(r, splitName(strings.ReplaceAll(local, sep, " "), 0)), givenSurname, 0
		}
		h := q.handle(pattern, sep, figures+more, r)
		if isMail {
			d := o.source("domain", []byte(strings.ToLower(domain)), 0)
			h += "@" + firmNames[d.IntN(len(firmNames))] + ".example"
		}
		return prefix + h, true
	}
}

// Leaks says that equality and the form show, and what KeepCulture and KeepGender keep.
func (o Surrogate) Leaks() Leaks {
	l := Leaks{Class: "pseudonymization (surrogates)", Equality: true, Format: true}
	switch {
	case o.KeepCulture && o.KeepGender:
		l.Class = "pseudonymization (surrogates, culture and gender kept)"
	case o.KeepCulture:
		l.Class = "pseudonymization (surrogates, culture kept)"
	case o.KeepGender:
		l.Class = "pseudonymization (surrogates, gender kept)"
	}
	return l
}

// String describes the operator.
func (o Surrogate) String() string {
	s := "surrogate"
	if o.KeepCulture {
		s += " keep-culture"
	}
	if o.KeepGender {
		s += " keep-gender"
	}
	return s
}
