package fpe

import (
	"unicode/utf8"
)

// Alphabets for NewText.
const (
	Digits       = "0123456789"
	LowerAlnum   = "0123456789abcdefghijklmnopqrstuvwxyz"
	UpperAlnum   = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// Text is FF1 over texts of one alphabet. It is safe for concurrent use.
type Text struct {
	c     *Cipher
	runes []rune
	ascii [utf8.RuneSelf]int32 // index + 1
	more  map[rune]int32       // index + 1
}

// NewText returns FF1 for the characters of an alphabet, 2 to 65536 different runes, whose order is part of the key: another order
// gives other results. Errors are ErrKey and ErrAlphabet.
func NewText(key []byte, alphabet string) (*Text, error) {
	t := &Text{more: map[rune]int32{}}
	if !utf8.ValidString(alphabet) {
		return nil, ErrAlphabet
	}
	for _, r := range alphabet {
		if t.index(r) != 0 {
			return nil, ErrAlphabet
		}
		t.runes = append(t.runes, r)
		if r < utf8.RuneSelf {
			t.ascii[r] = int32(len(t.runes))
		} else {
			t.more[r] = int32(len(t.runes))
		}
	}
	var err error
	t.c, err = New(key, len(t.runes))
	if err != nil {
		return nil, err
	}
	return t, nil
}

func (t *Text) index(r rune) int32 {
	if r < utf8.RuneSelf {
		return t.ascii[r]
	}
	return t.more[r]
}

// AppendEncrypt appends the encryption of src to dst. Every character must be of the alphabet. On an error dst comes back unchanged.
// No allocation for ASCII alphabets once warm, if dst is large enough.
func (t *Text) AppendEncrypt(dst, src, tweak []byte) ([]byte, error) {
	return t.appendCrypt(dst, src, tweak, true)
}

// AppendDecrypt reverses AppendEncrypt.
func (t *Text) AppendDecrypt(dst, src, tweak []byte) ([]byte, error) {
	return t.appendCrypt(dst, src, tweak, false)
}

func (t *Text) appendCrypt(dst, src, tweak []byte, encrypt bool) ([]byte, error) {
	s := t.c.pool.Get().(*scratch)
	defer t.c.pool.Put(s)
	x := s.numerals[:0]
	for i := 0; i < len(src); {
		r, n := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(src[i:])
		}
		k := t.index(r)
		if k == 0 || r == utf8.RuneError && n == 1 {
			return dst, ErrAlphabet
		}
		if len(x) > MaxLen {
			return dst, ErrLength
		}
		x = append(x, uint16(k-1))
		i += n
	}
	s.numerals = x
	if err := t.c.crypt(x, tweak, encrypt); err != nil {
		return dst, err
	}
	for _, k := range x {
		dst = utf8.AppendRune(dst, t.runes[k])
	}
	return dst, nil
}
