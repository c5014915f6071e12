package file

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"github.com/lethe-pii/lethe/anonymize/keys"
)

const (
	pageSize   = 4096
	slotCount  = 2
	frameStart = pageSize * (1 + slotCount)
	magic      = "lethe vault 1\n"
	nonceSize  = 12
	tagSize    = 16
	wrapSize   = nonceSize + keys.Size + tagSize
	slotBody   = 8 + 8 + 8 + 8 + 8 + wrapSize + tagSize
	slotSize   = slotBody + 2*sha256.Size
)

// encodeHeader returns page 0. The sum finds damage before a key is looked for.
func encodeHeader(id keys.VaultID) []byte {
	b := append([]byte(magic), id[:]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// decodeHeader wants the whole page: what follows the header must be zero.
func decodeHeader(page []byte) (id keys.VaultID, err error) {
	if len(page) != pageSize {
		return id, keys.ErrTampered
	}
	copy(id[:], page[len(magic):])
	want := append(encodeHeader(id), make([]byte, pageSize)...)
	if !bytes.Equal(page, want[:pageSize]) {
		return id, keys.ErrTampered
	}
	return id, nil
}

// slot says how far the log is acknowledged.
type slot struct {
	version uint64 // of the two the higher holds
	seq     uint64 // frames so far
	end     uint64 // offset behind the last of them
	gen     uint64 // of the root that wraps the log's key
	check   keys.Check
	wrapped [wrapSize]byte
	last    [tagSize]byte     // tag of the last frame
	mac     [sha256.Size]byte // as read
}

func (s *slot) body() []byte {
	b := make([]byte, 0, slotSize)
	for _, n := range [...]uint64{s.version, s.seq, s.end, s.gen} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	b = append(b, s.check[:]...)
	b = append(b, s.wrapped[:]...)
	return append(b, s.last[:]...)
}

// encode adds a MAC under the log's key and a sum that tells damage from a wrong key.
func (s *slot) encode(id keys.VaultID, mac []byte) []byte {
	b := s.body()
	b = append(b, slotMAC(id, mac, b)...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func slotMAC(id keys.VaultID, key, body []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(id[:])
	h.Write(body)
	return h.Sum(nil)
}

func decodeSlot(b []byte) (s slot, ok bool) {
	if len(b) < slotSize {
		return s, false
	}
	b = b[:slotSize]
	sum := sha256.Sum256(b[:slotSize-sha256.Size])
	if !bytes.Equal(sum[:], b[slotSize-sha256.Size:]) {
		return s, false
	}
	for i, n := range []*uint64{&s.version, &s.seq, &s.end, &s.gen} {
		*n = binary.BigEndian.Uint64(b[8*i:])
	}
	copy(s.check[:], b[32:])
	copy(s.wrapped[:], b[40:])
	copy(s.last[:], b[40+wrapSize:])
	copy(s.mac[:], b[slotBody:])
	return s, true
}

func logWrapAD(id keys.VaultID, gen uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte("lethe log key 1"), id[:]...), gen)
}

// under wraps the log's key under a root.
func (s *slot) under(id keys.VaultID, logKey, root []byte, gen uint64) {
	k := expand(root, "vault/log/1")
	defer clear(k)
	s.gen, s.check = gen, keys.CheckOf(root)
	_, _ = rand.Read(s.wrapped[:nonceSize])
	gcm(k).Seal(s.wrapped[nonceSize:nonceSize], s.wrapped[:nonceSize], logKey, logWrapAD(id, gen))
}

// unwrap returns the log's key: ErrWrongKey by the check value first, then ErrTampered.
func (s *slot) unwrap(id keys.VaultID, root []byte) ([]byte, error) {
	if keys.CheckOf(root) != s.check {
		return nil, keys.ErrWrongKey
	}
	k := expand(root, "vault/log/1")
	defer clear(k)
	key, err := gcm(k).Open(nil, s.wrapped[:nonceSize], s.wrapped[nonceSize:], logWrapAD(id, s.gen))
	if err != nil {
		return nil, keys.ErrTampered
	}
	return key, nil
}
