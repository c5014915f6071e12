package anonymize

import (
	"bytes"
	"encoding/base32"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/internal/fixederr"
	"github.com/lethe-pii/lethe/pii"
)

// Encrypt writes the value encrypted, as one word that NewCiphers turns back: EMAIL_e and the ciphertext in the digits and lower-case
// letters of package token. It is AES-SIV with a 512-bit key (RFC 5297), under which equal values have equal ciphertexts, or with
// Randomized AES-256-GCM with a random nonce (SP 800-38D), under which they have not. Keys are derived for the purpose and type, and
// the type is bound. Values of more than MaxEncrypted bytes get their label, and an error is reported. It needs keys (WithKeys). Its
// YAML name is "encrypt", with "mode" (deterministic or randomized) and "purpose".
type Encrypt struct {
	Randomized bool
	Purpose    string // empty means the policy's name
	ciphers    *Ciphers
}

// MaxEncrypted is the longest value in bytes that Encrypt takes.
const MaxEncrypted = 1024

const (
	cipherMark    = "_e"
	maxTypeName   = 64 // as in package token
	maxCiphertext = maxTypeName + len(cipherMark) + (MaxEncrypted+64)*8/5
)

// ErrLong says that a value is too long to be encrypted into a word.
var ErrLong = fixederr.New("anonymize: value is too long to be encrypted")

var cipherDigits = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Bind takes the keyset.
func (o Encrypt) Bind(e Env) (Operator, error) {
	c, err := NewCiphers(e.Keys, e.purpose(o.Purpose))
	o.ciphers = c
	return o, err
}

func (o Encrypt) mode() keys.Mode {
	if o.Randomized {
		return keys.Randomized
	}
	return keys.Deterministic
}

// Append encrypts the value's exact bytes.
func (o Encrypt) Append(dst []byte, v Value) ([]byte, error) {
	if o.ciphers == nil {
		return dst, ErrNoKeys
	}
	return o.ciphers.append(dst, o.mode(), v.Type, v.in.text)
}

// IsToken reports whether b was written by Encrypt under a key at hand.
func (o Encrypt) IsToken(b []byte) bool { return o.ciphers != nil && o.ciphers.IsToken(b) }

// Leaks says that the length shows, and of the deterministic mode that equality does.
func (o Encrypt) Leaks() Leaks {
	return Leaks{Class: "cryptographic (encryption)", Reversible: true, Equality: !o.Randomized, Length: true, Idempotent: true}
}

// String describes the operator.
func (o Encrypt) String() string {
	s := "encrypt mode=deterministic"
	if o.Randomized {
		s = "encrypt mode=randomized"
	}
	if o.Purpose != "" {
		s += " purpose=" + o.Purpose
	}
	return s
}

// Ciphers reads what Encrypt wrote for one purpose. It is safe for concurrent use and follows the rotation of its keyset: ciphertexts
// of older keys are read as long as these are enabled. A Restorer takes it in place of a vault.
type Ciphers struct {
	set     *keys.Set
	purpose string
}

// NewCiphers returns the Ciphers of a keyset and purpose (Encrypt.Purpose, or the policy's name). It returns ErrNoKeys for a nil
// or closed set.
func NewCiphers(set *keys.Set, purpose string) (*Ciphers, error) {
	if set.Primary() == 0 {
		return nil, ErrNoKeys
	}
	return &Ciphers{set, purpose}, nil
}

func (c *Ciphers) append(dst []byte, m keys.Mode, t pii.Type, value []byte) ([]byte, error) {
	switch {
	case !isTokenType(string(t)):
		return dst, token.ErrType
	case len(value) > MaxEncrypted:
		return dst, ErrLong
	}
	sealed, err := c.set.Seal(nil, m, c.purpose, string(t), value, nil)
	if err != nil {
		return dst, err
	}
	return cipherDigits.AppendEncode(append(append(dst, t...), cipherMark...), sealed), nil
}

// Original turns one word back. Errors are token.ErrSyntax, keys.ErrWrongKey, keys.ErrTampered, keys.ErrDisabled and keys.ErrForgotten.
func (c *Ciphers) Original(word []byte) ([]byte, error) {
	t, sealed, ok := splitCiphertext(word)
	if !ok {
		return nil, token.ErrSyntax
	}
	return c.set.Open(nil, c.purpose, t, sealed, nil)
}

// IsToken reports whether b is exactly one ciphertext of the purpose under a key at hand.
func (c *Ciphers) IsToken(b []byte) bool {
	_, err := c.Original(b)
	return err == nil
}

// longest and find make a Restorer look for ciphertexts.
func (*Ciphers) longest() int { return maxCiphertext }

func (*Ciphers) find(b []byte) (start, end int) {
	return findWord(b, maxCiphertext, func(w []byte) bool {
		_, _, ok := splitCiphertext(w)
		return ok
	})
}

// splitCiphertext takes a word apart, in any case of letters.
func splitCiphertext(word []byte) (typ string, sealed []byte, ok bool) {
	if len(word) > maxCiphertext {
		return "", nil, false
	}
	at := bytes.LastIndexByte(word, cipherMark[0])
	if at < 1 || at+1 >= len(word) || word[at+1]|0x20 != cipherMark[1] {
		return "", nil, false
	}
	typ = string(bytes.ToUpper(word[:at]))
	digits := bytes.ToLower(word[at+len(cipherMark):])
	sealed, err := cipherDigits.AppendDecode(nil, digits)
	if err != nil || len(sealed) < keys.Deterministic.Overhead() || !isTokenType(typ) ||
		!bytes.Equal(cipherDigits.AppendEncode(nil, sealed), digits) { // bits that the last digit has too many must be zero
		return "", nil, false
	}
	return typ, sealed, true
}

// isTokenType reports whether a type can stand in a token: [A-Z][A-Z0-9_]*.
func isTokenType(t string) bool {
	for i, c := range []byte(t) {
		if (c < 'A' || c > 'Z') && (i == 0 || c != '_' && !isDigit(c)) {
			return false
		}
	}
	return t != "" && len(t) <= maxTypeName
}
