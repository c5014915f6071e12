// Package fpe is format-preserving encryption with FF1 of NIST SP 800-38G r1 (second public draft): a value of n characters of an
// alphabet becomes another of the same length and alphabet, and the key turns it back.
//
// What a replacement leaks: its length, its alphabet and equality under one key and tweak. Values from few possibilities are worth
// little protection whatever the cipher: FF1 demands at least 10^6 possible values (radix^n), and smaller ones are refused with
// ErrDomain. FF3 and FF3-1 are not here: the standard withdrew them.
package fpe

import (
	"crypto/aes"
	"crypto/cipher"
	"math/big"
	"math/bits"
	"sync"

	"github.com/lethe-pii/lethe/internal/fixederr"
)

var (
	// ErrDomain says that fewer than 10^6 values have the length and alphabet of the input.
	ErrDomain = fixederr.New("fpe: domain is smaller than 10^6 values")
	// ErrLength says that the input is longer than MaxLen or the tweak longer than MaxTweak.
	ErrLength = fixederr.New("fpe: input or tweak is too long")
	// ErrAlphabet says that an alphabet is unfit or that the input holds something outside of it.
	ErrAlphabet = fixederr.New("fpe: character outside of the alphabet")
	// ErrKey says that a key is not of 16, 24 or 32 bytes.
	ErrKey = fixederr.New("fpe: key must have 16, 24 or 32 bytes")
	// ErrChecksum says that the input's check digits are wrong where they are to be kept or broken.
	ErrChecksum = fixederr.New("fpe: check digits of the input are wrong")
)

const (
	// MaxLen is the longest input in characters. The cost grows with the square of the length.
	MaxLen = 4096
	// MaxTweak is the longest tweak in bytes.
	MaxTweak = 1024

	minDomain = 1_000_000
	rounds    = 10
)

// Cipher is FF1 for one key and radix. It is safe for concurrent use.
type Cipher struct {
	block cipher.Block
	radix uint32
	pool  sync.Pool // of *scratch
}

// scratch is what one call works in. It never leaves the package.
type scratch struct {
	numerals []uint16
	block    [aes.BlockSize]byte
	first    [aes.BlockSize]byte // state of the CBC-MAC after P and the whole blocks of the tweak
	q        []byte
	stream   []byte
	powers   [2]big.Int // radix^u, radix^v
	a, b, y  big.Int
}

// New returns FF1 for a key of 16, 24 or 32 bytes and a radix of 2 to 65536.
func New(key []byte, radix int) (*Cipher, error) {
	if radix < 2 || radix > 1<<16 {
		return nil, ErrAlphabet
	}
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, ErrKey
	}
	c := &Cipher{block: b, radix: uint32(radix)}
	c.pool.New = func() any { return new(scratch) }
	return c, nil
}

// Encrypt replaces the numerals x, each below the radix, in place. On an error x is unchanged.
func (c *Cipher) Encrypt(x []uint16, tweak []byte) error { return c.crypt(x, tweak, true) }

// Decrypt reverses Encrypt.
func (c *Cipher) Decrypt(x []uint16, tweak []byte) error { return c.crypt(x, tweak, false) }

func (c *Cipher) crypt(x []uint16, tweak []byte, encrypt bool) error {
	if err := c.check(x, tweak); err != nil {
		return err
	}
	s := c.pool.Get().(*scratch)
	defer c.pool.Put(s)
	u := len(x) / 2
	v := len(x) - u
	if pu, ok := power(c.radix, u); ok {
		if pv, ok := power(c.radix, v); ok {
			c.small(s, x, tweak, u, pu, pv, encrypt)
			return nil
		}
	}
	c.large(s, x, tweak, u, encrypt)
	return nil
}

func (c *Cipher) check(x []uint16, tweak []byte) error {
	if len(x) > MaxLen || len(tweak) > MaxTweak {
		return ErrLength
	}
	domain := uint64(1)
	for _, d := range x {
		if uint32(d) >= c.radix {
			return ErrAlphabet
		}
		if domain < minDomain {
			domain *= uint64(c.radix)
		}
	}
	if len(x) < 2 || domain < minDomain {
		return ErrDomain
	}
	return nil
}

// power returns radix^n if it is below 2^63.
func power(radix uint32, n int) (uint64, bool) {
	p := uint64(1)
	for range n {
		hi, lo := bits.Mul64(p, uint64(radix))
		if hi != 0 || lo >= 1<<63 {
			return 0, false
		}
		p = lo
	}
	return p, true
}

// start computes the part of the pseudorandom function that no round changes (steps 5 and 6.i of algorithm 7) and returns the
// place of the round number in q. bytesB is b, the bytes that hold NUM(B).
func (c *Cipher) start(s *scratch, n, u, bytesB int, tweak []byte) (round int) {
	p := &s.first
	*p = [aes.BlockSize]byte{1, 2, 1, byte(c.radix >> 16), byte(c.radix >> 8), byte(c.radix), rounds, byte(u),
		byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n),
		byte(len(tweak) >> 24), byte(len(tweak) >> 16), byte(len(tweak) >> 8), byte(len(tweak))}
	c.block.Encrypt(p[:], p[:])
	whole := len(tweak) / aes.BlockSize * aes.BlockSize
	c.mac(p, tweak[:whole])
	rest := tweak[whole:]
	size := (len(rest) + 1 + bytesB + aes.BlockSize - 1) / aes.BlockSize * aes.BlockSize
	if cap(s.q) < size {
		s.q = make([]byte, size)
	}
	s.q = s.q[:size]
	clear(s.q)
	copy(s.q, rest)
	return size - bytesB - 1
}

// mac goes on with a CBC-MAC over whole blocks.
func (c *Cipher) mac(state *[aes.BlockSize]byte, b []byte) {
	for ; len(b) > 0; b = b[aes.BlockSize:] {
		for i := range state {
			state[i] ^= b[i]
		}
		c.block.Encrypt(state[:], state[:])
	}
}

// small is FF1 for halves below 2^63, without allocation: y has at most 16 bytes.
func (c *Cipher) small(s *scratch, x []uint16, tweak []byte, u int, pu, pv uint64, encrypt bool) {
	bytesB := (bits.Len64(pv-1) + 7) / 8
	d := 4*((bytesB+3)/4) + 4
	at := c.start(s, len(x), u, bytesB, tweak)
	a, b := number(x[:u], c.radix), number(x[u:], c.radix)
	for i := range rounds {
		r := i
		if !encrypt {
			r = rounds - 1 - i
			a, b = b, a
		}
		s.q[at] = byte(r)
		for j, n := len(s.q)-1, b; j > at; j-- {
			s.q[j] = byte(n)
			n >>= 8
		}
		s.block = s.first
		c.mac(&s.block, s.q)
		var hi, lo uint64
		for j, v := range s.block[:d] {
			if d-j > 8 {
				hi = hi<<8 | uint64(v)
			} else {
				lo = lo<<8 | uint64(v)
			}
		}
		m := pu
		if r%2 == 1 {
			m = pv
		}
		y := bits.Rem64(hi, lo, m)
		if encrypt {
			a, b = b, (a+y)%m
		} else {
			a = (a + m - y) % m
		}
	}
	put(x[:u], a, c.radix)
	put(x[u:], b, c.radix)
}

func number(x []uint16, radix uint32) (n uint64) {
	for _, d := range x {
		n = n*uint64(radix) + uint64(d)
	}
	return n
}

func put(x []uint16, n uint64, radix uint32) {
	for i := len(x) - 1; i >= 0; i-- {
		x[i] = uint16(n % uint64(radix))
		n /= uint64(radix)
	}
}

// large is FF1 for any size.
func (c *Cipher) large(s *scratch, x []uint16, tweak []byte, u int, encrypt bool) {
	v := len(x) - u
	radix := big.NewInt(int64(c.radix))
	s.powers[0].Exp(radix, big.NewInt(int64(u)), nil)
	s.powers[1].Exp(radix, big.NewInt(int64(v)), nil)
	bytesB := (s.y.Sub(&s.powers[1], big.NewInt(1)).BitLen() + 7) / 8 // exact, where a logarithm in floating point is not
	d := 4*((bytesB+3)/4) + 4
	at := c.start(s, len(x), u, bytesB, tweak)
	if cap(s.stream) < d+aes.BlockSize {
		s.stream = make([]byte, d+aes.BlockSize)
	}
	a, b := &s.a, &s.b
	bigNumber(a, x[:u], radix)
	bigNumber(b, x[u:], radix)
	for i := range rounds {
		r := i
		if !encrypt {
			r = rounds - 1 - i
			a, b = b, a
		}
		s.q[at] = byte(r)
		b.FillBytes(s.q[at+1:])
		s.block = s.first
		c.mac(&s.block, s.q)
		s.y.SetBytes(c.expand(s, d))
		m := &s.powers[r%2]
		if encrypt {
			a.Add(a, &s.y)
			a.Mod(a, m)
			a, b = b, a
		} else {
			a.Sub(a, &s.y)
			a.Mod(a, m) // Euclidean: never negative
		}
	}
	bigPut(x[:u], a, radix)
	bigPut(x[u:], b, radix)
}

// expand returns the d bytes of S (step 6.iii).
func (c *Cipher) expand(s *scratch, d int) []byte {
	out := append(s.stream[:0], s.block[:]...)
	for j := 1; len(out) < d; j++ {
		block := s.block
		for k, v := 0, uint32(j); k < 4; k++ {
			block[15-k] ^= byte(v)
			v >>= 8
		}
		c.block.Encrypt(block[:], block[:])
		out = append(out, block[:]...)
	}
	s.stream = out[:cap(out)]
	return out[:d]
}

func bigNumber(n *big.Int, x []uint16, radix *big.Int) {
	var d big.Int
	n.SetInt64(0)
	for _, v := range x {
		n.Mul(n, radix)
		n.Add(n, d.SetUint64(uint64(v)))
	}
}

func bigPut(x []uint16, n *big.Int, radix *big.Int) {
	var d big.Int
	for i := len(x) - 1; i >= 0; i-- {
		n.DivMod(n, radix, &d)
		x[i] = uint16(d.Uint64())
	}
}
