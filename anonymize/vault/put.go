package vault

import (
	"context"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"hash"
	"log/slog"
	"time"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
)

// Item is a value to keep. It prints as its type alone.
type Item struct {
	Subject string // whom it is about, 1 to 4096 bytes
	Type    string // entity type as it stands in the token
	Value   []byte // the exact bytes that Get gives back
	// Random asks for a new token each time. Without it equal values of one subject and type have one token (convergent); those of
	// two subjects never have, so that forgetting one leaves the other whole.
	Random bool
	// Identity asks for the token of what the value is a writing of: all writings under one identity of a subject and type have one token, with
	// marks that tell them apart. Main is the value of the token without a mark; nil: Value. It counts when the identity is first kept.
	Identity, Main []byte
	TTL            time.Duration // how long it may be read; 0: no limit. Whole seconds, rounded up.
}

// String says of which type the value is.
func (it Item) String() string { return "vault.Item[" + it.Type + "]" }

// Format prints String, whatever the verb.
func (it Item) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(it.String())) }

// MarshalText returns String, also for JSON.
func (it Item) MarshalText() ([]byte, error) { return []byte(it.String()), nil }

// LogValue returns String.
func (it Item) LogValue() slog.Value { return slog.StringValue(it.String()) }

// sealer holds the keys of one subject in use.
type sealer struct {
	aead cipher.AEAD
	mac  hash.Hash // convergent bodies
}

// newSealer makes the sealer of a subject's key. The key is random, so that HKDF's first step is not needed (RFC 5869, section 3.3).
func newSealer(key []byte) *sealer {
	k, err := hkdf.Expand(sha256.New, key, "lethe vault subject 2", 2*keys.Size)
	if err != nil {
		panic(err) // lengths are fixed
	}
	defer clear(k[:keys.Size])
	return &sealer{aead: gcm(k[:keys.Size]), mac: hmac.New(sha256.New, k[keys.Size:])}
}

// What a convergent body is made of. Numbers between are tries, for bodies that are taken.
const (
	byValue    = 0
	byIdentity = 0x40
	byForm     = 0x80
)

// convergent returns the body of a value, of an identity or of a writing (formOf).
func (s *sealer) convergent(typ string, value []byte, n byte) (b token.Body) {
	s.mac.Reset()
	s.mac.Write([]byte{n})
	s.mac.Write(appendBytes(nil, []byte(typ)))
	s.mac.Write(value)
	copy(b[:], s.mac.Sum(nil))
	return b
}

// formOf is what the body of a writing is made of.
func formOf(main token.Body, value []byte) []byte { return append(main[:], value...) }

// additional binds a sealed value to its subject, type and token.
func (e *Engine) additional(x *entry, main token.Body, typ string) []byte {
	var b []byte
	switch x.kind {
	case named:
		b = append(b, "lethe named 1"...)
	case form:
		b = append(append(b, "lethe form 1"...), main[:]...)
	default:
		b = append(b, "lethe entry 1"...)
	}
	t := e.subjects[x.leaf].tag
	return appendBytes(append(append(b, t[:]...), x.body[:]...), []byte(typ))
}

func (s *sealer) seal(value, additional []byte) []byte {
	nonce := make([]byte, nonceSize, nonceSize+len(value)+tagSize)
	_, _ = rand.Read(nonce)
	return s.aead.Seal(nonce, nonce, value, additional)
}

func (e *Engine) tagOf(subject string) (t tag) {
	e.tags.Reset()
	e.tags.Write([]byte(subject))
	copy(t[:], e.tags.Sum(nil))
	return t
}

func (e *Engine) sealer(leaf uint32) (*sealer, error) {
	if s := e.sealers[leaf]; s != nil {
		return s, nil
	}
	k, err := e.tree.key(leafPlace(leaf))
	if err != nil {
		return nil, err
	}
	defer clear(k)
	return e.remember(leaf, k), nil
}

func (e *Engine) remember(leaf uint32, key []byte) *sealer {
	if len(e.sealers) >= maxCached {
		clear(e.sealers)
	}
	s := newSealer(key)
	e.sealers[leaf] = s
	return s
}

// begin says whether a call can go on; the caller holds the lock.
func (e *Engine) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if e.j == nil {
		return ErrClosed
	}
	return nil
}

// Put keeps values and returns their tokens, in order. When it returns they are durable. All items are checked before any is kept;
// errors are ErrInput, ErrSecret, token.ErrType and ErrFull, and what the journal gives: then the vault must be opened again, and a
// first part of the items may be there, without anybody who knows its tokens. Many items in one call share the cost of making
// them durable.
func (e *Engine) Put(ctx context.Context, items ...Item) ([][]byte, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.begin(ctx); err != nil {
		return nil, err
	}
	if e.failed {
		return nil, ErrBroken
	}
	for i := range items {
		if err := e.checkItem(&items[i]); err != nil {
			return nil, err
		}
	}
	p := &putting{e: e, now: e.now().Unix(), made: map[token.Body]bool{}, alias: map[token.Body]token.Body{}, marks: map[formKey]bool{}, touched: map[uint32]bool{}}
	tokens := make([][]byte, len(items))
	for i := range items {
		body, mark, err := p.item(&items[i])
		if err == nil {
			tokens[i], err = e.codec.AppendVault(nil, items[i].Type, body, mark)
		}
		if err != nil {
			e.failed = p.grown // the tree in memory is ahead of the journal
			return nil, err
		}
	}
	if len(p.recs) == 0 {
		return tokens, nil
	}
	a := e.auditRecord("put", tag{}, p.added, nil)
	if err := e.write(append(p.recs, a), false); err != nil {
		return nil, err
	}
	return tokens, nil
}

func (e *Engine) checkItem(it *Item) error {
	switch {
	case e.secrets[it.Type]:
		return ErrSecret
	case it.Subject == "" || len(it.Subject) > maxName || len(it.Value) > MaxValue || it.TTL < 0:
		return ErrInput
	case len(it.Identity) > MaxValue || len(it.Main) > MaxValue || it.Random && it.Identity != nil || it.Identity == nil && it.Main != nil:
		return ErrInput
	}
	var buf [token.MaxLen]byte
	_, err := e.codec.AppendVault(buf[:0], it.Type, token.Body{}, 0)
	return err
}

// putting is one call of Put. New nodes and leaves go into the tree at once, because later items of the call need them.
type putting struct {
	e       *Engine
	now     int64
	recs    [][]byte
	grown   bool
	made    map[token.Body]bool
	alias   map[token.Body]token.Body // lookups of made entries that are not their bodies
	marks   map[formKey]bool
	touched map[uint32]bool
	added   int
}

func (p *putting) item(it *Item) (token.Body, token.Mark, error) {
	e := p.e
	t := e.tagOf(it.Subject)
	leaf, ok := e.byTag[t]
	if !ok || e.subjects[leaf].gone {
		var err error
		if leaf, err = p.subject(t); err != nil {
			return token.Body{}, 0, err
		}
	}
	s, err := e.sealer(leaf)
	if err != nil {
		return token.Body{}, 0, err
	}
	before := p.added
	body, mark := p.entry(it, leaf, s)
	if p.added == before {
		p.touch(leaf)
	}
	return body, mark, nil
}

// entry finds the entry of an item or adds it.
func (p *putting) entry(it *Item, leaf uint32, s *sealer) (token.Body, token.Mark) {
	e := p.e
	switch {
	case it.Random:
		var body token.Body
		_, _ = rand.Read(body[:])
		for e.entries.get(body) != nil || p.made[body] {
			_, _ = rand.Read(body[:])
		}
		p.add(it, entry{leaf: leaf, kind: random, body: body}, lookups{}, token.Body{}, s, it.Value)
		return body, 0
	case it.Identity != nil:
		return p.named(it, leaf, s)
	}
	lookup := e.freeBody(s, leaf, byValue, it.Type, it.Value)
	body, ok := p.kept(lookup, leaf)
	if !ok {
		body = lookup
		p.add(it, entry{leaf: leaf, body: body}, lookups{own: lookup}, token.Body{}, s, it.Value)
	}
	return body, 0
}

// named finds or adds the main entry of an item's identity and, if its value is another, that of the writing. The body of an entry that can be
// read no more is not used again: the new one may have another value.
func (p *putting) named(it *Item, leaf uint32, s *sealer) (token.Body, token.Mark) {
	main, ok := p.find(s, leaf, byIdentity, it.Type, it.Identity, func(token.Body) bool { return true })
	if !ok {
		value := it.Main
		if value == nil {
			value = it.Value
		}
		l := lookups{own: main, form: p.e.freeBody(s, leaf, byForm, it.Type, formOf(main, value))}
		p.add(it, entry{leaf: leaf, kind: named, body: main}, l, main, s, append(appendBytes(nil, it.Identity), value...))
		p.alias[l.form] = main
	}
	body, ok := p.find(s, leaf, byForm, it.Type, formOf(main, it.Value), func(b token.Body) bool {
		k := formKey{main, token.MarkOf(b)}
		return !p.marks[k] && p.e.entries.forms[k] == 0
	})
	switch {
	case ok && body == main:
		return main, 0
	case !ok:
		p.marks[formKey{main, token.MarkOf(body)}] = true
		p.add(it, entry{leaf: leaf, kind: form, body: body}, lookups{own: body}, main, s, it.Value)
	}
	return main, token.MarkOf(body)
}

// find returns the body of the entry that is kept under what is given, or with ok false a body for it that no entry has and that is free.
func (p *putting) find(s *sealer, leaf uint32, n byte, typ string, of []byte, free func(token.Body) bool) (body token.Body, ok bool) {
	for ; ; n++ {
		lookup := s.convergent(typ, of, n)
		if body, ok = p.kept(lookup, leaf); ok {
			return body, true
		}
		if p.e.entries.get(lookup) == nil && free(lookup) {
			return lookup, false
		}
	}
}

// add adds an entry. main is that of a form, or its own.
func (p *putting) add(it *Item, x entry, l lookups, main token.Body, s *sealer, value []byte) {
	x.created = p.now
	if it.TTL > 0 {
		x.expires = p.now + int64(it.TTL/time.Second)
		if it.TTL%time.Second > 0 {
			x.expires++
		}
	}
	sealed := s.seal(value, p.e.additional(&x, main, it.Type))
	p.recs = append(p.recs, x.encode(l, main, it.Type, sealed))
	p.made[x.body] = true
	p.added++
}

// kept returns the body of the entry that a lookup leads to, if it can still be read. One that expired or was purged is made again.
func (p *putting) kept(lookup token.Body, leaf uint32) (token.Body, bool) {
	if body, ok := p.e.alias[lookup]; ok && p.known(body, leaf) {
		return body, true
	}
	if body, ok := p.alias[lookup]; ok {
		return body, true
	}
	return lookup, p.made[lookup] || p.known(lookup, leaf)
}

// freeBody returns a convergent body that no other subject's entry has: by chance, at 80 bits.
func (e *Engine) freeBody(s *sealer, leaf uint32, n byte, typ string, of []byte) token.Body {
	for ; ; n++ {
		body := s.convergent(typ, of, n)
		if x := e.entries.get(body); x == nil || x.leaf == leaf {
			return body
		}
	}
}

// known reports whether an entry is there that can still be read.
func (p *putting) known(body token.Body, leaf uint32) bool {
	x := p.e.entries.get(body)
	return x != nil && x.leaf == leaf && !x.gone && (x.expires == 0 || x.expires > p.now)
}

func (p *putting) touch(leaf uint32) {
	if p.touched[leaf] || p.e.subjects[leaf].touched == p.now {
		return
	}
	p.touched[leaf] = true
	p.recs = append(p.recs, record(recTouch, uint64(leaf), uint64(p.now)))
}

// subject adds a leaf and the nodes above it that are missing.
func (p *putting) subject(t tag) (uint32, error) {
	e := p.e
	if len(e.subjects) >= MaxSubjects {
		return 0, ErrFull
	}
	leaf := uint32(len(e.subjects))
	p.grown = true
	for l := 1; l < levels; l++ {
		if at := ancestor(leaf, l); e.tree.wrapOf(at) == nil {
			if err := p.grow(at, newKey()); err != nil {
				return 0, err
			}
		}
	}
	key := newKey()
	e.remember(leaf, key)
	if err := p.grow(leafPlace(leaf), key); err != nil {
		return 0, err
	}
	e.subjects = append(e.subjects, subject{tag: t, created: p.now, touched: p.now})
	e.byTag[t] = leaf
	p.recs = append(p.recs, encodeLeaf(leaf, t, p.now))
	return leaf, nil
}

// grow adds a key under its parent and overwrites it.
func (p *putting) grow(at place, key []byte) error {
	defer clear(key)
	parent, err := p.e.tree.node(at.parent())
	if err != nil {
		return err
	}
	w := sealKey(parent, at, 0, key)
	if !p.e.tree.set(at, w) {
		return ErrTampered
	}
	p.recs = append(p.recs, encodeChild(at, w))
	return nil
}
