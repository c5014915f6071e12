package vault

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"hash"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
)

// Roots keeps the roots of vaults, outside of them. *keys.Set is one.
type Roots interface {
	Root(vault keys.VaultID, generation uint64) ([]byte, error)
	AddRoot(ctx context.Context, vault keys.VaultID, generation uint64) ([]byte, error)
	KeepRoot(ctx context.Context, vault keys.VaultID, generation uint64) error
}

// Engine is a vault on a Journal. It is safe for concurrent use. It keeps an index in memory (about 150 bytes a subject and 100 an
// entry) and reads values from the journal.
type Engine struct {
	codec   *token.Codec
	roots   Roots
	now     func() time.Time
	secrets map[string]bool
	floor   uint64

	mu       sync.Mutex
	j        Journal // nil once closed
	failed   bool    // a write failed
	tree     tree
	init     Ref       // of the first record
	tags     hash.Hash // MAC of subjects' ids; nil in an empty journal
	auditKey []byte
	subjects []subject // by leaf
	byTag    map[tag]uint32
	entries  index
	alias    map[token.Body]token.Body // other lookups → the entry's body
	sealers  map[uint32]*sealer
	audit    auditLog
}

// subject is one leaf of the tree.
type subject struct {
	tag     tag
	created int64
	touched int64
	held    bool
	gone    bool
	first   slotID // of its entries
	last    slotID
}

// An Option changes an Engine.
type Option func(*Engine)

// WithClock sets the clock; default time.Now. Times are kept in whole seconds. The vault trusts it: under a clock that is set back, an entry
// whose TTL was over can be read again until it is purged; under one that is set forward, Purge destroys too early.
func WithClock(now func() time.Time) Option { return func(e *Engine) { e.now = now } }

// WithSecretTypes sets the types that are never kept; default SecretTypes.
func WithSecretTypes(types ...string) Option {
	return func(e *Engine) {
		e.secrets = map[string]bool{}
		for _, t := range types {
			e.secrets[t] = true
		}
	}
}

// WithCounter refuses with ErrRollback a vault whose Counter is lower than one seen before, which the caller kept elsewhere.
func WithCounter(seen uint64) Option { return func(e *Engine) { e.floor = seen } }

// NewMemory returns a vault that is gone when the process ends.
func NewMemory(ctx context.Context, set *keys.Set, opts ...Option) (*Engine, error) {
	m := &memory{gen: 1}
	_, _ = rand.Read(m.id[:])
	if _, err := set.AddRoot(ctx, m.id, 1); err != nil {
		return nil, err
	}
	return Open(ctx, m, set, opts...)
}

// Open returns the vault of a journal, with its tokens and its root under the keys of set. The Engine closes the journal.
func Open(ctx context.Context, j Journal, set *keys.Set, opts ...Option) (*Engine, error) {
	if j == nil {
		return nil, ErrInput
	}
	e := &Engine{codec: token.New(set, "vault"), roots: set, now: time.Now, j: j, sealers: map[uint32]*sealer{}}
	WithSecretTypes(SecretTypes()...)(e)
	for _, o := range opts {
		if o == nil {
			j.Close()
			return nil, ErrInput
		}
		o(e)
	}
	if e.now == nil {
		j.Close()
		return nil, ErrInput
	}
	e.forgetIndex()
	if err := e.load(ctx); err != nil {
		e.wipe()
		j.Close()
		return nil, err
	}
	return e, nil
}

// forgetIndex empties what Replay fills. The root stays.
func (e *Engine) forgetIndex() {
	e.tree = tree{root: e.tree.root, gen: e.tree.gen}
	e.tree.forgetCached()
	e.subjects, e.entries, e.audit = nil, newIndex(), auditLog{}
	e.byTag, e.alias = map[tag]uint32{}, map[token.Body]token.Body{}
	clear(e.sealers)
}

func (e *Engine) load(ctx context.Context) error {
	e.tree.gen = e.j.Generation()
	if err := e.j.Replay(e.apply); err != nil {
		return err
	}
	if e.j.Counter() < e.floor {
		return ErrRollback
	}
	root, err := e.roots.Root(e.j.ID(), e.tree.gen)
	if err != nil {
		return err
	}
	e.tree.root = root
	if e.tags == nil {
		if err := e.found(); err != nil {
			return err
		}
	} else if _, err := e.tree.node(place{}); err != nil {
		return err
	}
	return e.settle(ctx)
}

// settle puts the journal under the root that its records name and destroys all others: the end of a Forget that may have been
// interrupted.
func (e *Engine) settle(ctx context.Context) error {
	if e.j.Generation() != e.tree.gen {
		if err := e.j.Rekey(e.tree.root, e.tree.gen); err != nil {
			return err
		}
	}
	return e.roots.KeepRoot(ctx, e.j.ID(), e.tree.gen)
}

// found writes the first records of a new vault.
func (e *Engine) found() error {
	top := newKey()
	defer clear(top)
	first := appendBytes(appendBytes([]byte{recInit}, newKey()), newKey())
	return e.write([][]byte{first, encodeTop(e.tree.gen, sealKey(rootAEAD(e.tree.root), place{}, e.tree.gen, top))}, true)
}

// write appends records and applies them. Once it failed the index may be ahead of the journal, so no more is written.
func (e *Engine) write(recs [][]byte, atomic bool) error {
	if e.failed {
		return ErrBroken
	}
	refs, err := e.j.Append(recs, atomic)
	if err != nil {
		e.failed = true
		return err
	}
	for i, r := range recs {
		if err := e.apply(refs[i], r); err != nil {
			e.failed = true
			return err
		}
	}
	return nil
}

// apply makes a record part of the index. Records authenticated, so one that does not fit is a fault or a foreign journal.
func (e *Engine) apply(ref Ref, rec []byte) error {
	if len(rec) == 0 {
		return ErrTampered
	}
	d := &decoder{b: rec[1:]}
	switch rec[0] {
	case recInit:
		e.init = ref
		e.tags, e.auditKey = hmac.New(sha256.New, slices.Clone(d.bytes())), slices.Clone(d.bytes())
	case recTop:
		e.tree.gen = d.number()
		e.tree.top = d.wrap()
		e.tree.forgetCached()
		clear(e.sealers)
	case recChild:
		p, w := d.place(), d.wrap()
		if !d.bad && !e.tree.set(p, w) {
			return ErrTampered
		}
	case recNode:
		e.applyNode(d)
	case recLeaf:
		e.applyLeaf(d)
	case recEntry, recNamed, recForm:
		e.applyEntry(rec[0], ref, d)
	case recTouch, recHold, recForget:
		e.applySubject(rec[0], d)
	case recDrop:
		if x := e.entries.get(d.body()); x != nil {
			x.gone = true
		}
	case recAudit:
		if !e.audit.apply(ref, rec[1:]) {
			return ErrTampered
		}
		return nil
	default:
		return ErrTampered
	}
	if !d.done() {
		return ErrTampered
	}
	return nil
}

func (e *Engine) applyNode(d *decoder) {
	p, n := d.place(), d.number()
	if d.bad || n > fan || p.level >= levels || int(p.index) >= len(e.tree.nodes[p.level]) {
		d.bad = true
		return
	}
	for slot := range int(n) {
		if w := d.wrap(); d.bad || !e.tree.set(p.child(slot), w) {
			d.bad = true
			return
		}
	}
}

func (e *Engine) applyLeaf(d *decoder) {
	leaf, created := d.number(), int64(d.number())
	var t tag
	copy(t[:], d.take(len(t)))
	if leaf < uint64(len(e.subjects)) && e.subjects[leaf].tag == t {
		return // Put was there before
	}
	if d.bad || leaf != uint64(len(e.subjects)) {
		d.bad = true
		return
	}
	e.subjects = append(e.subjects, subject{tag: t, created: created, touched: created})
	e.byTag[t] = uint32(leaf)
}

func (e *Engine) applyEntry(rec byte, ref Ref, d *decoder) {
	x := entry{ref: ref, leaf: uint32(d.number()), created: int64(d.number()), expires: int64(d.number()), body: d.body()}
	lookup := d.body()
	switch rec {
	case recNamed:
		x.kind = named
		if b := d.body(); b != x.body {
			e.alias[b] = x.body
		}
	case recForm:
		x.kind = form
		if x.main = e.entries.slots[d.body()]; x.main == 0 {
			d.bad = true
		}
	}
	typ := d.bytes()
	d.bytes()
	if x.kind == plain && lookup == (token.Body{}) {
		x.kind = random
	} else if lookup != x.body {
		e.alias[lookup] = x.body
	}
	if d.bad || int(x.leaf) >= len(e.subjects) {
		d.bad = true
		return
	}
	x.typ = e.entries.typeID(typ)
	s := &e.subjects[x.leaf]
	s.touched = max(s.touched, x.created)
	if old := e.entries.get(x.body); old != nil && old.leaf == x.leaf {
		x.next = old.next
		*old = x
		return
	}
	id := e.entries.put(x)
	if last := e.entries.at(s.last); last != nil {
		last.next = id
	} else {
		s.first = id
	}
	s.last = id
}

func (e *Engine) applySubject(kind byte, d *decoder) {
	leaf, v := d.number(), d.number()
	if d.bad || leaf >= uint64(len(e.subjects)) {
		d.bad = true
		return
	}
	s := &e.subjects[leaf]
	switch kind {
	case recTouch:
		s.touched = max(s.touched, int64(v)) // a clock that goes back brings no subject nearer to its purge
	case recHold:
		s.held = v == 1
	case recForget:
		s.gone = true
	}
}

// Counter grows with each change. A caller who keeps it elsewhere can find out that somebody put an older vault in place
// (WithCounter); a vault from before a Forget is refused without it.
func (e *Engine) Counter() uint64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.j == nil {
		return 0
	}
	return e.j.Counter()
}

// IsToken reports whether b is exactly one token of this vault's keyset; it need not be known here.
func (e *Engine) IsToken(b []byte) bool {
	t, err := e.codec.Verify(b)
	return err == nil && t.Kind == token.Vault
}

// Close closes the journal and overwrites keys.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.j == nil {
		return ErrClosed
	}
	err := e.j.Close()
	e.j = nil
	e.wipe()
	return err
}

func (e *Engine) wipe() {
	e.tree.wipe()
	clear(e.auditKey)
	clear(e.sealers)
}

// String says how many subjects and entries the index has, nothing else.
func (e *Engine) String() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return fmt.Sprintf("vault.Engine[%d subjects, %d entries]", len(e.subjects), e.entries.len())
}

// Format prints String, whatever the verb.
func (e *Engine) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(e.String())) }

// MarshalText returns String, also for JSON.
func (e *Engine) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// LogValue returns String.
func (e *Engine) LogValue() slog.Value { return slog.StringValue(e.String()) }
