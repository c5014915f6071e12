package keys

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"
)

// Mode is a way to encrypt.
type Mode uint8

const (
	// Deterministic is AES-SIV with a 512-bit key (RFC 5297): equal values of one context have equal ciphertexts, which shows
	// equality and nothing else.
	Deterministic Mode = iota + 1
	// Randomized is AES-256-GCM with a random nonce of 96 bits (SP 800-38D): not even equality shows. One key takes at most 2^32
	// values; a Set derives one for each purpose and type.
	Randomized
)

const (
	nonceSize = 12
	tagSize   = 16
	checkSize = 4
	sealHead  = 1 + 2 + checkSize // mode, key id, beginning of the key's check value
)

// Overhead returns how many bytes longer than the value a ciphertext of Seal is.
func (m Mode) Overhead() int {
	if m == Deterministic {
		return sealHead + tagSize
	}
	return sealHead + nonceSize + tagSize
}

// Seal encrypts plain under the primary key for a purpose and type, bound to the additional data, and appends mode, key id, the
// beginning of the key's check value and the ciphertext to dst. The length of plain shows.
func (s *Set) Seal(dst []byte, m Mode, purpose, typ string, plain, additional []byte) ([]byte, error) {
	id := s.Primary()
	check, err := s.check(id)
	if err != nil {
		return dst, err
	}
	head := binary.BigEndian.AppendUint16([]byte{byte(m)}, uint16(id))
	head = append(head, check[:checkSize]...)
	ad := append(append([]byte(nil), head...), additional...)
	switch m {
	case Deterministic:
		siv, err := s.siv(id, purpose, typ)
		if err != nil {
			return dst, err
		}
		ct, err := siv.EncryptDeterministically(plain, ad)
		if err != nil {
			return dst, fmt.Errorf("keys: sealing failed (%T)", err)
		}
		return append(append(dst, head...), ct...), nil
	case Randomized:
		g, err := s.gcm(id, purpose, typ)
		if err != nil {
			return dst, err
		}
		var nonce [nonceSize]byte
		_, _ = rand.Read(nonce[:])
		dst = append(append(dst, head...), nonce[:]...)
		return g.Seal(dst, nonce[:], plain, ad), nil
	}
	return dst, ErrNotFound
}

// Open reverses Seal. It returns ErrWrongKey, before anything is decrypted, if the Set has no key of the id inside or another one,
// ErrDisabled, ErrForgotten, and ErrTampered if ciphertext, additional data, purpose or type are not those of Seal.
func (s *Set) Open(dst []byte, purpose, typ string, sealed, additional []byte) ([]byte, error) {
	if len(sealed) < sealHead+tagSize {
		return dst, ErrTampered
	}
	m, id := Mode(sealed[0]), ID(binary.BigEndian.Uint16(sealed[1:]))
	check, err := s.check(id)
	if err != nil {
		return dst, reading(err)
	}
	if !bytes.Equal(check[:checkSize], sealed[3:sealHead]) {
		return dst, ErrWrongKey
	}
	ad := append(append([]byte(nil), sealed[:sealHead]...), additional...)
	body := sealed[sealHead:]
	switch m {
	case Deterministic:
		siv, err := s.siv(id, purpose, typ)
		if err != nil {
			return dst, reading(err)
		}
		plain, err := siv.DecryptDeterministically(body, ad)
		if err != nil {
			return dst, ErrTampered
		}
		return append(dst, plain...), nil
	case Randomized:
		g, err := s.gcm(id, purpose, typ)
		if err != nil {
			return dst, reading(err)
		}
		if len(body) < nonceSize+tagSize {
			return dst, ErrTampered
		}
		out, err := g.Open(dst, body[:nonceSize], body[nonceSize:], ad)
		if err != nil {
			return dst, ErrTampered
		}
		return out, nil
	}
	return dst, ErrTampered
}

// reading turns a missing key into ErrWrongKey: the data name a key that this Set does not have.
func reading(err error) error {
	if err == ErrNotFound {
		return ErrWrongKey
	}
	return err
}

// check returns the check value of a key, whatever its state.
func (s *Set) check(id ID) (Check, error) {
	for _, k := range s.Keys() {
		if k.ID == id {
			return k.Check, nil
		}
	}
	if s.Primary() == 0 {
		return Check{}, ErrClosed
	}
	return Check{}, ErrNotFound
}

func (s *Set) siv(id ID, purpose, typ string) (*subtle.AESSIV, error) {
	k, err := s.Derive(id, Context{Use: "seal/siv/1", Purpose: purpose, Type: typ}, subtle.AESSIVKeySize)
	if err != nil {
		return nil, err
	}
	return subtle.NewAESSIV(k) // keeps k
}

func (s *Set) gcm(id ID, purpose, typ string) (cipher.AEAD, error) {
	k, err := s.Derive(id, Context{Use: "seal/gcm/1", Purpose: purpose, Type: typ}, Size)
	if err != nil {
		return nil, err
	}
	defer clear(k)
	return NewGCM(k)
}

// NewGCM returns AES-256-GCM for a key of Size bytes.
func NewGCM(key []byte) (cipher.AEAD, error) {
	if len(key) != Size {
		return nil, ErrWrongKey
	}
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, ErrWrongKey
	}
	return cipher.NewGCM(b)
}
