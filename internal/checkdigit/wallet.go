package checkdigit

import (
	"encoding/binary"
	"math/bits"
)

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// Base58Check reports whether b, at most 64 bytes, is base 58 of a version byte, a payload and the first four bytes of the payload's
// double SHA-256, and returns the version and the payload's length.
func Base58Check(b []byte) (version byte, payload int, ok bool) {
	if len(b) < 6 || len(b) > 64 {
		return 0, 0, false
	}
	var buf [64]byte
	n := 0 // bytes used, at the end of buf
	for _, c := range b {
		v := indexByte(base58, c)
		if v < 0 {
			return 0, 0, false
		}
		for i := range n {
			p := &buf[len(buf)-1-i]
			v += int(*p) * 58
			*p = byte(v)
			v >>= 8
		}
		if v > 0 {
			n++
			buf[len(buf)-n] = byte(v)
		}
	}
	for _, c := range b {
		if c != '1' || n == len(buf) {
			break
		}
		n++
	}
	if n < 6 {
		return 0, 0, false
	}
	raw := buf[len(buf)-n:]
	h := sum256(raw[:n-4])
	h = sum256(h[:])
	return raw[0], n - 5, [4]byte(h[:4]) == [4]byte(raw[n-4:])
}

// Bech32 reports whether b, in one case, is a human-readable part, "1", and data with a checksum of BIP-173 or BIP-350.
func Bech32(b []byte) bool {
	sep := -1
	lower, upper := false, false
	for i, c := range b {
		if c == '1' {
			sep = i
		}
		lower = lower || c-'a' < 26
		upper = upper || c-'A' < 26
	}
	if sep < 1 || sep+7 > len(b) || len(b) > 120 || lower && upper {
		return false
	}
	sum := uint32(1)
	step := func(v byte) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 != 0 {
				sum ^= g
			}
		}
	}
	for _, c := range b[:sep] {
		step((c | caseBit(c)) >> 5)
	}
	step(0)
	for _, c := range b[:sep] {
		step((c | caseBit(c)) & 31)
	}
	for _, c := range b[sep+1:] {
		v := indexByte("qpzry9x8gf2tvdw0s3jn54khce6mua7l", c|caseBit(c))
		if v < 0 {
			return false
		}
		step(byte(v))
	}
	return sum == 1 || sum == 0x2bc830a3
}

func caseBit(c byte) byte {
	if c-'A' < 26 {
		return 0x20
	}
	return 0
}

// EIP55 reports whether forty hexadecimal digits, without "0x", have the capitals that EIP-55 asks for. mixed is false if the letters
// are in one case, which carries no check.
func EIP55(hex []byte) (ok, mixed bool) {
	if len(hex) != 40 {
		return false, false
	}
	var low [40]byte
	lower, upper := false, false
	for i, c := range hex {
		switch {
		case c-'0' < 10:
		case c-'a' < 6:
			lower = true
		case c-'A' < 6:
			upper = true
		default:
			return false, false
		}
		low[i] = c | caseBit(c)
	}
	if !lower || !upper {
		return true, false
	}
	h := keccak256(low[:])
	for i, c := range hex {
		if c-'0' < 10 {
			continue
		}
		if nibble := h[i/2] >> (4 * (1 - i%2)) & 15; (nibble >= 8) != (c-'A' < 26) {
			return false, true
		}
	}
	return true, true
}

// keccak256 is Keccak-256 with the padding of the original submission, as Ethereum uses it, of at most 135 bytes.
func keccak256(b []byte) (out [32]byte) {
	var block [136]byte
	copy(block[:], b)
	block[len(b)] = 1
	block[135] |= 0x80
	var a [25]uint64
	for i := range 17 {
		a[i] = binary.LittleEndian.Uint64(block[8*i:])
	}
	keccakF(&a)
	for i := range 4 {
		binary.LittleEndian.PutUint64(out[8*i:], a[i])
	}
	return out
}

// keccakF is the permutation Keccak-f[1600] (FIPS 202, section 3); the round constants come from its linear feedback register.
func keccakF(a *[25]uint64) {
	lfsr := byte(1)
	for range 24 {
		var c [5]uint64
		for x := range 5 {
			c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := range 5 {
			d := c[(x+4)%5] ^ bits.RotateLeft64(c[(x+1)%5], 1)
			for y := 0; y < 25; y += 5 {
				a[x+y] ^= d
			}
		}
		x, y, last := 1, 0, a[1]
		for t := range 24 {
			x, y = y, (2*x+3*y)%5
			a[x+5*y], last = bits.RotateLeft64(last, (t+1)*(t+2)/2%64), a[x+5*y]
		}
		for y := 0; y < 25; y += 5 {
			r := [5]uint64(a[y : y+5])
			for x := range 5 {
				a[x+y] = r[x] ^ ^r[(x+1)%5]&r[(x+2)%5]
			}
		}
		for j := range 7 {
			if lfsr&1 != 0 {
				a[0] ^= 1 << (1<<j - 1)
			}
			carry := lfsr >> 7
			lfsr = lfsr<<1 ^ carry*0x71
		}
	}
}
