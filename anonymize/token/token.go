// Package token makes and recognises pseudonyms such as
//
//	EMAIL_k0g5v9r2m4c8x7t1n6q3w0h5j2
//
// A token is the type, an underscore and 26 characters: the kind (k keyed, v of a vault), 15 bits of key id, 80 bits of body and 28
// bits of check. All tokens of a type have the same length. Letters, digits and underscores alone survive JSON, URLs, CSV, HTML,
// Markdown and shells without an escape, and \w+ takes a token as one word. The alphabet is the digits and the lower-case letters
// without i, l, o and u (the symbols of Crockford's base 32), so that 1 and 0 have no look-alikes; a token that was put in upper or
// lower case as a whole or in parts is still the same token.
//
// The body of a keyed token is HMAC-SHA-256 over the version of the canonical form and the canonical form, under a key that HKDF
// derives from key, purpose and type. Without the key neither the value nor a list of guesses can be compared with it, and tokens of
// two purposes have nothing in common. Among 10^8 tokens of one type 4e-9 colliding pairs are to be expected.
//
// The check is one AES-256 block over kind, id and body under another derived key. A string that looks like a token and was not
// made with the key passes it with a chance of 2^-28. Its last character is a digit: a letter behind it is not of the token, and a letter doubled in a
// token is never taken for an ending behind it.
//
// A vault gives one token to all writings of a value, such as the names of one person, and marks those that are not the main one:
//
//	PERSON_v0g5v9r2m4c8x7t1n6q3w0h5j2          Jane Fairweather
//	PERSON_v0g5v9r2m4c8x7t1n6q3w0h5j2_4k2m9x   Jane
//
// A mark is an underscore and three times a digit and a letter: 23 bits, in which the vault knows its own ones alone.
package token

import (
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/internal/fixederr"
)

// BodySize is the length of a token's body in bytes.
const BodySize = 10

// Body is what tells one token of a type from another.
type Body [BodySize]byte

// Kind says where a token can be looked up.
type Kind byte

// The kinds of tokens.
const (
	Keyed Kind = 'k' // a MAC of the value: nobody can turn it back
	Vault Kind = 'v' // names an entry of a vault
)

// The errors of tokens. Those about keys are of package keys: ErrWrongKey for the id of a key that is not at hand, ErrDisabled,
// ErrForgotten for a destroyed key, ErrTampered for a check that does not verify (changed, invented, or of another purpose).
var (
	// ErrSyntax says that the bytes do not have the form of a token.
	ErrSyntax = fixederr.New("token: not a token")
	// ErrType says that a type is not of the form [A-Z][A-Z0-9_]*, at most 64 bytes.
	ErrType = fixederr.New("token: type name cannot stand in a token")
)

const (
	alphabet  = "0123456789abcdefghjkmnpqrstvwxyz"
	idChars   = 3
	bodyChars = 16
	sumChars  = 6
	tailChars = 1 + idChars + bodyChars + sumChars
	maxType   = 64
)

// MaxLen is the length of the longest token with a mark in bytes.
const MaxLen = maxType + 1 + tailChars + MarkLen

// Len returns the length in bytes of all tokens of a type, without a mark.
func Len(typ string) int { return len(typ) + 1 + tailChars }

// Token is a token taken apart. It holds nothing secret.
type Token struct {
	Type string // in upper case
	Kind Kind
	Key  keys.ID
	Body Body
	Mark Mark // 0: none
	sum  uint32
}

var values = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i, c := range []byte(alphabet) {
		t[c] = byte(i)
		if c >= 'a' {
			t[c-'a'+'A'] = byte(i)
		}
	}
	return t
}()

// Parse takes apart bytes that are exactly one token, in any case of letters. It does not look at the check: use Codec.Verify. It
// returns ErrSyntax.
func Parse(b []byte) (Token, error) {
	var t Token
	typ, err := parse(&t, b)
	if err != nil {
		return Token{}, err
	}
	var buf [maxType]byte
	t.Type = string(upper(&buf, typ))
	return t, nil
}

// parse fills everything but the type, which it returns as it stands.
func parse(t *Token, b []byte) (typ []byte, err error) {
	if n := len(b) - MarkLen; n > 0 && b[n] == '_' {
		if t.Mark = parseMark(b[n:]); t.Mark == 0 {
			return nil, ErrSyntax
		}
		b = b[:n]
	}
	cut := len(b) - tailChars - 1
	if cut < 1 || b[cut] != '_' || !isType(b[:cut]) || !parseTail(t, b[cut+1:]) || t.Mark != 0 && t.Kind != Vault {
		return nil, ErrSyntax
	}
	return b[:cut], nil
}

// parseTail reads the tailChars behind a type and its underscore.
func parseTail(t *Token, tail []byte) bool {
	switch tail[0] {
	case 'k', 'K':
		t.Kind = Keyed
	case 'v', 'V':
		t.Kind = Vault
	default:
		return false
	}
	var bad byte
	digit := func(c byte) uint64 {
		v := values[c]
		bad |= v & 0x80
		return uint64(v)
	}
	for _, c := range tail[1 : 1+idChars] {
		t.Key = t.Key<<5 | keys.ID(digit(c))
	}
	body := tail[1+idChars:]
	for half := range 2 {
		var n uint64
		for _, c := range body[half*8 : half*8+8] {
			n = n<<5 | digit(c)
		}
		for i := range 5 {
			t.Body[half*5+i] = byte(n >> (32 - 8*i))
		}
	}
	last := body[bodyChars+sumChars-1]
	for _, c := range body[bodyChars : bodyChars+sumChars-1] {
		t.sum = t.sum<<5 | uint32(digit(c))
	}
	t.sum = t.sum*digits + uint32(last-'0')
	return bad == 0 && t.Key != 0 && '0' <= last && last <= '9'
}

// isType accepts both cases, since a token may come back in lower case.
func isType(b []byte) bool {
	for i, c := range b {
		letter := 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return len(b) > 0 && len(b) <= maxType
}

func upper(buf *[maxType]byte, b []byte) []byte {
	n := copy(buf[:], b)
	for i, c := range buf[:n] {
		if 'a' <= c && c <= 'z' {
			buf[i] = c - 'a' + 'A'
		}
	}
	return buf[:n]
}

// append writes a token; the type was checked before.
func (t *Token) append(dst []byte) []byte {
	dst = append(dst, t.Type...)
	dst = append(dst, '_', byte(t.Kind))
	dst = append(dst, alphabet[t.Key>>10&31], alphabet[t.Key>>5&31], alphabet[t.Key&31])
	for half := range 2 {
		b := t.Body[half*5 : half*5+5]
		n := uint64(b[0])<<32 | uint64(b[1])<<24 | uint64(b[2])<<16 | uint64(b[3])<<8 | uint64(b[4])
		for shift := 35; shift >= 0; shift -= 5 {
			dst = append(dst, alphabet[n>>shift&31])
		}
	}
	for shift := 20; shift >= 0; shift -= 5 {
		dst = append(dst, alphabet[t.sum/digits>>shift&31])
	}
	return t.Mark.append(append(dst, alphabet[t.sum%digits]))
}
