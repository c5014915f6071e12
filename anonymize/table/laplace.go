package table

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
)

// laplace draws exactly from the discrete Laplace distribution, P(x) ∝ exp(-|x|·num/den): integers and
// coin flips only, so that no rounding of floating point shows through the noise (Canonne, Kamath and
// Steinke, The Discrete Gaussian for Differential Privacy, 2020, algorithm 2). Not safe for concurrent use.
type laplace struct {
	num, den uint64
	bytes    io.Reader
	err      error // of the random source; every draw after it is worthless
}

const epsilonUnits = 1_000_000 // ε is counted in millionths

// newLaplace is the noise that hides a change of at most change with a privacy loss of epsilon.
func newLaplace(epsilon float64, change uint64) (*laplace, error) {
	num := uint64(epsilon * epsilonUnits)
	over, den := bits.Mul64(change, epsilonUnits)
	if num == 0 || over != 0 || den > 1<<50 {
		return nil, fmt.Errorf("table: %w", ErrPrivacy)
	}
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return &laplace{num: num / a, den: den / a, bytes: bufio.NewReaderSize(rand.Reader, 4096)}, nil
}

// below is uniform in 0 … n-1.
func (l *laplace) below(n uint64) uint64 {
	limit := math.MaxUint64 - math.MaxUint64%n
	for {
		var b [8]byte
		if _, err := io.ReadFull(l.bytes, b[:]); err != nil {
			l.err = errors.New("table: random source failed")
			return 0
		}
		if x := binary.LittleEndian.Uint64(b[:]); x < limit {
			return x % n
		}
	}
}

// decays is true with probability exp(-a/b), a ≤ b.
func (l *laplace) decays(a, b uint64) bool {
	k := uint64(1)
	for l.err == nil && k < 1<<12 && l.below(b*k) < a { // k this large has no probability to speak of
		k++
	}
	return k%2 == 1
}

func (l *laplace) draw() (int64, error) {
	for l.err == nil {
		u := l.below(l.den)
		if !l.decays(u, l.den) {
			continue
		}
		v := uint64(0)
		for l.err == nil && l.decays(1, 1) {
			v++
		}
		y := int64((u + l.den*v) / l.num)
		if l.below(2) == 0 {
			return y, l.err
		}
		if y != 0 {
			return -y, l.err
		}
	}
	return 0, l.err
}

// tail is P(noise ≥ n), n ≥ 0.
func (l *laplace) tail(n uint64) float64 {
	r := float64(l.num) / float64(l.den)
	return math.Exp(-r*float64(n)) / (1 + math.Exp(-r))
}

// least is the smallest n with P(noise ≥ n) ≤ p.
func (l *laplace) least(p float64) uint64 {
	r := float64(l.num) / float64(l.den)
	n := uint64(max(0, math.Ceil(math.Log(1/(p*(1+math.Exp(-r))))/r)))
	for l.tail(n) > p {
		n++
	}
	return n
}
