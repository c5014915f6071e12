package keys

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
)

// The saved form is lines of fields, parsed as bytes so that no secret becomes a string:
//
//	lethe-keyset 1
//	primary ID
//	key ID STATUS CREATED CHECK SECRET
//	root VAULT GENERATION CHECK SECRET
//	floor VAULT GENERATION
//	sum SHA-256 of all lines before
//
// The sum finds damage; it does not stop who can write the file, who has the keys anyway.
const fileHeader = "lethe-keyset 1"

func (s *state) encode() []byte {
	b := make([]byte, 0, 128+128*len(s.keys)+160*(len(s.roots)+len(s.floors))) // one allocation: append leaves no copies behind
	b = fmt.Appendf(b, "%s\nprimary %s\n", fileHeader, s.primary)
	for _, k := range s.keys {
		b = fmt.Appendf(b, "key %s %s %d %x ", k.id, k.status, k.created, k.check[:])
		b = appendSecret(b, k.secret)
	}
	for _, r := range s.roots {
		b = fmt.Appendf(b, "root %x %d %x ", r.vault[:], r.gen, r.check[:])
		b = appendSecret(b, r.secret)
	}
	for _, f := range s.floors {
		b = fmt.Appendf(b, "floor %x %d\n", f.vault[:], f.gen)
	}
	sum := sha256.Sum256(b)
	return fmt.Appendf(b, "sum %x\n", sum[:])
}

func appendSecret(b []byte, s *secret) []byte {
	if s == nil {
		return append(b, "-\n"...)
	}
	b = base64.RawStdEncoding.AppendEncode(b, s.b)
	return append(b, '\n')
}

func decode(b []byte) (*state, error) {
	at := bytes.LastIndex(b, []byte("\nsum ")) + 1
	if !bytes.HasPrefix(b, []byte(fileHeader+"\n")) || at == 0 {
		return nil, ErrTampered
	}
	sum := sha256.Sum256(b[:at])
	want := fmt.Appendf(nil, "sum %x", sum[:])
	if subtle.ConstantTimeCompare(bytes.TrimRight(b[at:], "\r\n"), want) != 1 {
		return nil, ErrTampered
	}
	st := &state{}
	for line := range bytes.Lines(b[len(fileHeader)+1 : at]) {
		if !st.decodeLine(bytes.Fields(line)) {
			st.wipe()
			return nil, ErrTampered
		}
	}
	if _, err := st.usable(st.primary); err != nil {
		st.wipe()
		return nil, ErrTampered
	}
	return st, nil
}

func (s *state) decodeLine(f [][]byte) bool {
	if len(f) == 0 {
		return false
	}
	switch kind := string(f[0]); {
	case kind == "primary" && len(f) == 2:
		id, ok := decodeID(f[1])
		s.primary = id
		return ok
	case kind == "key" && len(f) == 6:
		return s.decodeKey(f)
	case kind == "root" && len(f) == 5:
		var r root
		gen, err := strconv.ParseUint(string(f[2]), 10, 64)
		r.gen = gen
		if err != nil || !decodeHex(r.vault[:], f[1]) || !decodeHex(r.check[:], f[3]) {
			return false
		}
		r.secret = decodeSecret(f[4])
		if r.secret == nil || r.secret.check() != r.check {
			return false
		}
		s.roots = append(s.roots, r)
		return true
	case kind == "floor" && len(f) == 3:
		var fl floor
		gen, err := strconv.ParseUint(string(f[2]), 10, 64)
		fl.gen = gen
		if err != nil || !decodeHex(fl.vault[:], f[1]) {
			return false
		}
		s.floors = append(s.floors, fl)
		return true
	}
	return false
}

func (s *state) decodeKey(f [][]byte) bool {
	var k key
	id, ok := decodeID(f[1])
	created, err := strconv.ParseInt(string(f[3]), 10, 64)
	if !ok || err != nil || s.find(id) != nil || !decodeHex(k.check[:], f[4]) {
		return false
	}
	k.id, k.created = id, created
	for st, name := range statusNames {
		if st > 0 && name == string(f[2]) {
			k.status = Status(st)
		}
	}
	switch {
	case k.status == 0:
		return false
	case k.status == Destroyed:
		if string(f[5]) != "-" {
			return false
		}
	default:
		k.secret = decodeSecret(f[5])
		if k.secret == nil || k.secret.check() != k.check {
			return false
		}
	}
	s.keys = append(s.keys, k)
	return true
}

func decodeID(b []byte) (ID, bool) {
	n, err := strconv.ParseUint(string(b), 16, 15)
	return ID(n), err == nil && n > 0
}

func decodeHex(dst, b []byte) bool {
	if hex.DecodedLen(len(b)) != len(dst) {
		return false
	}
	_, err := hex.Decode(dst, b)
	return err == nil
}

func decodeSecret(b []byte) *secret {
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(b)))
	if n, err := base64.RawStdEncoding.Decode(out, b); err != nil || n != Size {
		clear(out)
		return nil
	}
	return &secret{b: out}
}
