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
	TTL    time.Duration // how long it may be read; 0: no limit. Whole seconds, rounded up.
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

// convergent returns the body of a value. Another n gives another body, for one that is taken.
func (s *sealer) convergent(typ string, value []byte, n byte) (b token.Body) {
	s.mac.Reset()
	s.mac.Write([]byte{n})
	s.mac.Write(appendBytes(nil, []byte(typ)))
	s.mac.Write(value)
	copy(b[:], s.mac.Sum(nil))
	return b
}

// entryAD binds a sealed value to its subject, type and token.
func entryAD(t tag, typ string, body token.Body) []byte {
	return appendBytes(append(append([]byte("lethe entry 1"), t[:]...), body[:]...), []byte(typ))
}

func (s *sealer) seal(t tag, typ string, body token.Body, value []byte) []byte {
	nonce := make([]byte, nonceSize, nonceSize+len(value)+tagSize)
	_, _ = rand.Read(nonce)
	return s.aead.Seal(nonce, nonce, value, entryAD(t, typ, body))
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
	p := &putting{e: e, now: e.now().Unix(), made: map[token.Body]bool{}, touched: map[uint32]bool{}}
	tokens := make([][]byte, len(items))
	for i := range items {
		body, err := p.item(&items[i])
		if err == nil {
			tokens[i], err = e.codec.AppendVault(nil, items[i].Type, body)
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
	}
	var buf [token.MaxLen]byte
	_, err := e.codec.AppendVault(buf[:0], it.Type, token.Body{})
	return err
}

// putting is one call of Put. New nodes and leaves go into the tree at once, because later items of the call need them.
type putting struct {
	e       *Engine
	now     int64
	recs    [][]byte
	grown   bool
	made    map[token.Body]bool
	touched map[uint32]bool
	added   int
}

func (p *putting) item(it *Item) (token.Body, error) {
	e := p.e
	t := e.tagOf(it.Subject)
	leaf, ok := e.byTag[t]
	if !ok || e.subjects[leaf].gone {
		var err error
		if leaf, err = p.subject(t); err != nil {
			return token.Body{}, err
		}
	}
	s, err := e.sealer(leaf)
	if err != nil {
		return token.Body{}, err
	}
	var body, lookup token.Body
	if it.Random {
		_, _ = rand.Read(body[:])
		for e.entries.get(body) != nil || p.made[body] {
			_, _ = rand.Read(body[:])
		}
	} else {
		body = e.freeBody(s, leaf, it.Type, it.Value)
		if kept, ok := e.alias[body]; ok && p.known(kept, leaf) {
			p.touch(leaf)
			return kept, nil
		}
		lookup = body
		if p.made[body] || p.known(body, leaf) {
			p.touch(leaf)
			return body, nil
		}
	}
	x := entry{leaf: leaf, created: p.now, body: body}
	if it.TTL > 0 {
		x.expires = p.now + int64(it.TTL/time.Second)
		if it.TTL%time.Second > 0 {
			x.expires++
		}
	}
	p.recs = append(p.recs, encodeEntry(&x, lookup, it.Type, s.seal(t, it.Type, body, it.Value)))
	p.made[body] = true
	p.added++
	return body, nil
}

// freeBody returns the convergent body of a value that no other subject's entry has: by chance, at 80 bits.
func (e *Engine) freeBody(s *sealer, leaf uint32, typ string, value []byte) token.Body {
	body := s.convergent(typ, value, 0)
	for n := byte(1); ; n++ {
		if x := e.entries.get(body); x == nil || x.leaf == leaf {
			return body
		}
		body = s.convergent(typ, value, n)
	}
}

// known reports whether an entry is there that can still be read. One that expired or was purged is made again.
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
