package token

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"sync"
	"sync/atomic"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

// CanonicalVersion is the version of the canonical forms that enters every keyed token. Rules that change add a version.
const CanonicalVersion = 2

// Codec makes and verifies the tokens of one purpose. It is safe for concurrent use and follows the rotation of its keyset.
type Codec struct {
	set     *keys.Set
	purpose string
	canon   uint64
	cache   atomic.Pointer[cache]
	filling sync.Mutex
}

// An Option changes a Codec.
type Option func(*Codec)

// WithCanonicalVersion sets the version of the canonical forms; default CanonicalVersion.
func WithCanonicalVersion(v uint64) Option { return func(c *Codec) { c.canon = v } }

// New returns the Codec of a purpose. Tokens of different purposes cannot be linked without the keys; an empty purpose is one like
// any other.
func New(set *keys.Set, purpose string, opts ...Option) *Codec {
	c := &Codec{set: set, purpose: purpose, canon: CanonicalVersion}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Purpose returns the purpose.
func (c *Codec) Purpose() string { return c.purpose }

// cache holds the derived keys of one version of the keyset. It is replaced, never changed.
type cache struct {
	version uint64
	primary keys.ID
	made    map[string]*maker    // by type, of the primary key
	checks  map[checkKey]checker // by type and key
}

type checkKey struct {
	typ string
	id  keys.ID
}

// maxTypes bounds the cache: hostile input may hold any number of made-up types.
const maxTypes = 1024

// maker makes the bodies of one type under the primary key.
type maker struct {
	typ   string
	check checker
	macs  sync.Pool // of *mac
}

type mac struct {
	hash.Hash
	sum     [sha256.Size]byte
	version [binary.MaxVarintLen64]byte
	block   [aes.BlockSize]byte
}

// checker is AES-256 under a key of its own.
type checker struct{ cipher.Block }

// sums is how many checks there are: five characters and a digit.
const sums = digits << 25

// sum returns a check over kind, key id and body. A pseudorandom permutation on distinct blocks, cut to 28.3 bits.
func (c checker) sum(t *Token, block *[aes.BlockSize]byte) uint32 {
	*block = [aes.BlockSize]byte{}
	block[0] = byte(t.Kind)
	binary.BigEndian.PutUint16(block[1:], uint16(t.Key))
	copy(block[3:], t.Body[:])
	c.Encrypt(block[:], block[:])
	return uint32(binary.BigEndian.Uint64(block[:]) % sums)
}

// AppendToken appends the keyed token of a canonical value to dst. It does not allocate once the type is known and dst is large
// enough. On an error (ErrType, keys.ErrClosed) dst comes back unchanged.
func (c *Codec) AppendToken(dst []byte, typ string, canonical []byte) ([]byte, error) {
	k, m, err := c.maker(typ)
	if err != nil {
		return dst, err
	}
	h := m.macs.Get().(*mac)
	h.Reset()
	h.Write(h.version[:binary.PutUvarint(h.version[:], c.canon)])
	h.Write(canonical)
	t := Token{Type: m.typ, Kind: Keyed, Key: k.primary, Body: Body(h.Sum(h.sum[:0])[:BodySize])}
	t.sum = m.check.sum(&t, &h.block)
	m.macs.Put(h)
	return t.append(dst), nil
}

// AppendVault appends the token of a vault's entry to dst, with its mark.
func (c *Codec) AppendVault(dst []byte, typ string, body Body, mark Mark) ([]byte, error) {
	k, m, err := c.maker(typ)
	if err != nil {
		return dst, err
	}
	var block [aes.BlockSize]byte
	t := Token{Type: m.typ, Kind: Vault, Key: k.primary, Body: body, Mark: mark}
	t.sum = m.check.sum(&t, &block)
	return t.append(dst), nil
}

// Verify takes apart bytes that are exactly one token and checks that it was made for this purpose with a key at hand. The check does not cover
// the mark. It returns
// ErrSyntax, keys.ErrWrongKey, keys.ErrTampered, keys.ErrDisabled or keys.ErrForgotten.
func (c *Codec) Verify(b []byte) (Token, error) {
	var t Token
	typ, err := c.verify(&t, b)
	if err != nil {
		return Token{}, err
	}
	t.Type = typ
	return t, nil
}

// IsToken reports whether b is exactly one token for which Verify returns no error.
func (c *Codec) IsToken(b []byte) bool {
	var t Token
	_, err := c.verify(&t, b)
	return err == nil
}

// Matches reports whether b is the keyed token of a canonical value under any enabled key, so that tokens made before a rotation
// are still recognised.
func (c *Codec) Matches(b []byte, canonical []byte) bool {
	var t Token
	typ, err := c.verify(&t, b)
	if err != nil || t.Kind != Keyed {
		return false
	}
	h, err := c.newMAC(t.Key, typ)
	if err != nil {
		return false
	}
	h.Write(binary.AppendUvarint(nil, c.canon))
	h.Write(canonical)
	return hmac.Equal(h.Sum(nil)[:BodySize], t.Body[:])
}

func (c *Codec) verify(t *Token, b []byte) (string, error) {
	given, err := parse(t, b)
	if err != nil {
		return "", err
	}
	var buf [maxType]byte
	name := upper(&buf, given)
	typ, check, err := c.checker(name, t.Key)
	if err != nil {
		return "", err
	}
	var block [aes.BlockSize]byte
	if check.sum(t, &block) != t.sum {
		return "", keys.ErrTampered
	}
	return typ, nil
}

// current returns the cache of the keyset's version.
func (c *Codec) current() *cache {
	if k := c.cache.Load(); k != nil && k.version == c.set.Version() {
		return k
	}
	version := c.set.Version() // before the primary: a change in between makes the cache stale, not wrong
	return &cache{version: version, primary: c.set.Primary()}
}

func (c *Codec) maker(typ string) (*cache, *maker, error) {
	k := c.current()
	if m := k.made[typ]; m != nil {
		return k, m, nil
	}
	if !isType([]byte(typ)) {
		return nil, nil, ErrType
	}
	for _, b := range []byte(typ) {
		if 'a' <= b && b <= 'z' {
			return nil, nil, ErrType
		}
	}
	c.filling.Lock()
	defer c.filling.Unlock()
	k = c.current()
	if m := k.made[typ]; m != nil {
		return k, m, nil
	}
	if k.primary == 0 {
		return nil, nil, keys.ErrClosed
	}
	check, err := c.newChecker(k.primary, typ)
	if err != nil {
		return nil, nil, err
	}
	key, err := c.set.Derive(k.primary, keys.Context{Use: "token/1", Purpose: c.purpose, Type: typ}, keys.Size)
	if err != nil {
		return nil, nil, err
	}
	m := &maker{typ: typ, check: check}
	m.macs.New = func() any { return &mac{Hash: hmac.New(sha256.New, key)} }
	next := &cache{version: k.version, primary: k.primary, made: map[string]*maker{}, checks: k.checks}
	if len(k.made) < maxTypes {
		for t, old := range k.made {
			next.made[t] = old
		}
	}
	next.made[typ] = m
	c.cache.Store(next)
	return next, m, nil
}

func (c *Codec) newMAC(id keys.ID, typ string) (hash.Hash, error) {
	key, err := c.set.Derive(id, keys.Context{Use: "token/1", Purpose: c.purpose, Type: typ}, keys.Size)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	return hmac.New(sha256.New, key), nil
}

// checker returns the cached checker of a type and key, or makes it.
func (c *Codec) checker(name []byte, id keys.ID) (string, checker, error) {
	k := c.current()
	if ch, ok := k.checks[checkKey{string(name), id}]; ok {
		return string(name), ch, nil
	}
	typ := string(name)
	ch, err := c.newChecker(id, typ)
	if err == keys.ErrNotFound {
		err = keys.ErrWrongKey
	}
	if err != nil {
		return "", checker{}, err
	}
	c.filling.Lock()
	defer c.filling.Unlock()
	k = c.current()
	next := &cache{version: k.version, primary: k.primary, made: k.made, checks: map[checkKey]checker{}}
	if len(k.checks) < maxTypes {
		for t, old := range k.checks {
			next.checks[t] = old
		}
	}
	next.checks[checkKey{typ, id}] = ch
	c.cache.Store(next)
	return typ, ch, nil
}

func (c *Codec) newChecker(id keys.ID, typ string) (checker, error) {
	key, err := c.set.Derive(id, keys.Context{Use: "token/check/1", Purpose: c.purpose, Type: typ}, keys.Size)
	if err != nil {
		return checker{}, err
	}
	defer clear(key)
	b, err := aes.NewCipher(key)
	return checker{b}, err
}
