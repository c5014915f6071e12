package keys

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Size is the length of a secret in bytes.
const Size = 32

// ID names a key inside its Set: 1 to 32767, 15 bits, so that it takes three characters of a token. Ids are random and unique
// within a Set, destroyed keys included; two Sets may use the same id for different keys, which the check values tell apart.
type ID uint16

const maxID = 1<<15 - 1

// String returns the id as four hexadecimal digits.
func (id ID) String() string { return fmt.Sprintf("%04x", uint16(id)) }

// Status is the state of a key.
type Status uint8

// The states of a key. The primary key is always Enabled.
const (
	Enabled   Status = iota + 1 // makes (if primary) and reads
	Disabled                    // neither, until it is enabled again
	Destroyed                   // the secret is gone
)

var statusNames = [...]string{Enabled: "enabled", Disabled: "disabled", Destroyed: "destroyed"}

// String returns "enabled", "disabled" or "destroyed".
func (s Status) String() string {
	if int(s) < len(statusNames) && s > 0 {
		return statusNames[s]
	}
	return "unknown"
}

// Check is a key-check value: it tells keys apart and says nothing else about them (HKDF output with a label of its own).
type Check [8]byte

// Info describes a key without its secret.
type Info struct {
	ID      ID
	Status  Status
	Primary bool
	Created int64 // seconds since 1970, UTC
	Check   Check
}

// Context separates derived keys: two contexts that differ in any part give unrelated keys.
type Context struct {
	Use     string // what the key does, such as "token"; names the algorithm and its version
	Purpose string // the pseudonymization domain
	Type    string // the entity type
}

// secret is held by pointer, so that fmt, which prints nested pointers as addresses, cannot reach the bytes.
type secret struct{ b []byte }

func newSecret() *secret {
	s := &secret{b: make([]byte, Size)}
	_, _ = rand.Read(s.b) // never returns an error (crypto/rand, Go 1.24)
	return s
}

func (s *secret) wipe() {
	clear(s.b)
	s.b = nil
}

func (s *secret) check() Check {
	k, _ := Expand(s.b, Context{Use: "check/1"}, len(Check{}))
	return Check(k)
}

// CheckOf returns the key-check value of a secret of at least 16 bytes.
func CheckOf(key []byte) Check { return (&secret{b: key}).check() }

// Expand derives n bytes from a secret by HKDF-SHA-256 (RFC 5869) with an empty salt and the parts of c, each with its length, as
// the info. n is at most 8160.
func Expand(key []byte, c Context, n int) ([]byte, error) {
	info := []byte("lethe")
	for _, part := range [...]string{c.Use, c.Purpose, c.Type} {
		info = binary.AppendUvarint(info, uint64(len(part)))
		info = append(info, part...)
	}
	return hkdf.Key(sha256.New, key, nil, string(info), n)
}
