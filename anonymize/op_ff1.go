package anonymize

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/anonymize/fpe"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/pii"
)

// FF1 encrypts the characters of an alphabet inside a value and leaves separators where they are, so that the result has the
// value's form (NIST SP 800-38G r1, package fpe). Letters and digits outside of the alphabet, fewer than 10^6 possible values and,
// with a Checksum, wrong check digits are refused: such a value gets its label, and an error is reported. What comes out looks like
// any other value: it is not recognised as encrypted, and encrypting it again changes it again. It needs keys (WithKeys). Its YAML name is
// "ff1", with "alphabet" (digits, upper, lower, alphanumeric, or the characters themselves), "checksum" (none, keep-luhn, break-luhn,
// keep-mod97, break-mod97), "purpose" and "key" (the id of a key instead of the primary one).
type FF1 struct {
	Alphabet string       // empty means fpe.Digits; a Checksum wants digits
	Checksum fpe.Checksum // what becomes of check digits
	Purpose  string       // empty means the policy's name
	// Key is the key to use, 0 for the primary one at the time when NewRedactor binds the operator. The result does not name its key:
	// note the id to read results after a rotation.
	Key keys.ID

	set *keys.Set
}

var alphabets = map[string]string{"digits": fpe.Digits, "upper": fpe.UpperAlnum, "lower": fpe.LowerAlnum, "alphanumeric": fpe.Alphanumeric}

var checksumNames = []string{"none", "keep-luhn", "break-luhn", "keep-mod97", "break-mod97"}

// Bind takes the keyset and notes the key.
func (o FF1) Bind(e Env) (Operator, error) {
	if e.Keys.Primary() == 0 {
		return nil, ErrNoKeys
	}
	o.set, o.Purpose = e.Keys, e.purpose(o.Purpose)
	if o.Key == 0 {
		o.Key = e.Keys.Primary()
	}
	b := &boundFF1{FF1: o, byType: newPerType(o.cipher)}
	if _, err := b.byType.get(""); err != nil {
		return nil, err
	}
	return b, nil
}

// Append returns ErrNoKeys: a Redactor uses what Bind returns.
func (o FF1) Append(dst []byte, _ Value) ([]byte, error) { return dst, ErrNoKeys }

// Original turns a result back, given the type and the operator's settings with Key. It returns the errors of package fpe and of the
// keyset.
func (o FF1) Original(set *keys.Set, t pii.Type, result []byte) ([]byte, error) {
	if o.Key == 0 {
		o.Key = set.Primary()
	}
	o.set = set
	c, err := o.cipher(t)
	if err != nil {
		return nil, err
	}
	return c.crypt(nil, result, false)
}

// Leaks says that all but the characters themselves shows.
func (FF1) Leaks() Leaks {
	return Leaks{Class: "cryptographic (format-preserving encryption)", Reversible: true, Equality: true, Length: true, Format: true}
}

// String describes the operator.
func (o FF1) String() string {
	name := o.alphabet()
	for k, a := range alphabets {
		if a == name {
			name = k
		}
	}
	return fmt.Sprintf("ff1 alphabet=%s checksum=%s", name, checksumNames[o.Checksum])
}

func (o FF1) alphabet() string {
	if o.Alphabet == "" {
		return fpe.Digits
	}
	return o.Alphabet
}

func (o FF1) check() error {
	if int(o.Checksum) >= len(checksumNames) {
		return fmt.Errorf("anonymize: ff1: checksums are %s", strings.Join(checksumNames, ", "))
	}
	if o.Checksum != fpe.None && o.alphabet() != fpe.Digits {
		return fmt.Errorf("anonymize: ff1: a checksum wants the alphabet digits")
	}
	if _, err := fpe.NewText(make([]byte, keys.Size), o.alphabet()); err != nil {
		return fmt.Errorf("anonymize: ff1: alphabet: 2 to 65536 different characters")
	}
	return nil
}

// cipher returns the FF1 of one type.
func (o FF1) cipher(t pii.Type) (*formCipher, error) {
	key, err := o.set.Derive(o.Key, keys.Context{Use: "ff1/1", Purpose: o.Purpose, Type: string(t)}, keys.Size)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	c := &formCipher{alphabet: o.alphabet()}
	if o.Checksum != fpe.None {
		c.number, err = fpe.NewNumber(key, o.Checksum)
	} else {
		c.text, err = fpe.NewText(key, o.alphabet())
	}
	return c, err
}

// formCipher encrypts the characters of an alphabet inside of a text.
type formCipher struct {
	alphabet string
	number   *fpe.Number // with a checksum
	text     *fpe.Text
}

func (c *formCipher) crypt(dst, src []byte, encrypt bool) ([]byte, error) {
	switch {
	case c.number != nil && encrypt:
		return c.number.AppendEncrypt(dst, src, nil)
	case c.number != nil:
		return c.number.AppendDecrypt(dst, src, nil)
	}
	var picked []byte
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			return dst, fpe.ErrAlphabet
		case strings.ContainsRune(c.alphabet, r):
			picked = append(picked, src[i:i+n]...)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return dst, fpe.ErrAlphabet
		}
		i += n
	}
	crypt := c.text.AppendEncrypt
	if !encrypt {
		crypt = c.text.AppendDecrypt
	}
	out, err := crypt(nil, picked, nil)
	if err != nil {
		return dst, err
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if strings.ContainsRune(c.alphabet, r) {
			_, k := utf8.DecodeRune(out)
			dst, out = append(dst, out[:k]...), out[k:]
		} else {
			dst = append(dst, src[i:i+n]...)
		}
		i += n
	}
	return dst, nil
}

// boundFF1 is FF1 with its keys.
type boundFF1 struct {
	FF1
	byType *perType[*formCipher]
}

func (o *boundFF1) Append(dst []byte, v Value) ([]byte, error) {
	c, err := o.byType.get(v.Type)
	if err != nil {
		return dst, err
	}
	return c.crypt(dst, v.in.text, true)
}
