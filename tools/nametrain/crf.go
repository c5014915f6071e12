package main

import (
	"math"
	"math/rand/v2"

	"github.com/lethe-pii/lethe/internal/nametag"
)

const labels = nametag.NumLabels

// crf holds the weights while they are trained by AdaGrad.
type crf struct {
	bits   uint
	rows   []row
	t, tg  nametag.Transitions
	rate   float32
	drop   float32
	r      *rand.Rand
	em     [][labels]float32
	al, be [][labels]float64
}

// row holds the weights of a feature and the sums of their squared gradients, side by side in one line of the cache.
type row struct{ w, g [nametag.Columns]float32 }

func newCRF(bits uint, seed uint64) *crf {
	return &crf{bits: bits, rows: make([]row, 1<<bits), drop: 0.1, r: rand.New(rand.NewPCG(seed, 1))}
}

var negInf = math.Inf(-1)

func logSum(a []float64) float64 {
	m := negInf
	for _, v := range a {
		m = max(m, v)
	}
	if math.IsInf(m, -1) {
		return m
	}
	s := 0.0
	for _, v := range a {
		if v > m-30 {
			s += math.Exp(v - m)
		}
	}
	return m + math.Log(s)
}

// step learns one run: the features of its words and their labels.
func (c *crf) step(feats [][]uint32, y []int, weight float32) {
	n := len(feats)
	for len(c.em) < n {
		c.em, c.al, c.be = append(c.em, [labels]float32{}), append(c.al, [labels]float64{}), append(c.be, [labels]float64{})
	}
	em, al, be := c.em[:n], c.al[:n], c.be[:n]
	sh := 32 - c.bits
	for i, f := range feats {
		kept := f[:0]
		em[i] = [labels]float32{}
		for _, x := range f {
			if c.r.Float32() < c.drop {
				continue
			}
			kept = append(kept, x)
			for k, v := range &c.rows[x>>sh].w {
				em[i][k+1] += v
			}
		}
		feats[i] = kept
	}
	ok := func(p, k int) bool { return nametag.Allowed[p]>>k&1 != 0 }
	var tmp [labels]float64
	for k := range labels {
		al[0][k] = negInf
		if ok(labels, k) {
			al[0][k] = float64(c.t[labels][k] + em[0][k])
		}
		be[n-1][k] = negInf
		if nametag.CanEnd>>k&1 != 0 {
			be[n-1][k] = 0
		}
	}
	for i := 1; i < n; i++ {
		for k := range labels {
			for p := range labels {
				tmp[p] = negInf
				if ok(p, k) {
					tmp[p] = al[i-1][p] + float64(c.t[p][k])
				}
			}
			al[i][k] = logSum(tmp[:]) + float64(em[i][k])
		}
	}
	for i := n - 2; i >= 0; i-- {
		for k := range labels {
			for q := range labels {
				tmp[q] = negInf
				if ok(k, q) {
					tmp[q] = be[i+1][q] + float64(c.t[k][q]+em[i+1][q])
				}
			}
			be[i][k] = logSum(tmp[:])
		}
	}
	for k := range labels {
		tmp[k] = al[n-1][k] + be[n-1][k]
	}
	z := logSum(tmp[:])
	c.learnTransitions(em, al, be, z, y)
	for i, f := range feats {
		var g [labels]float32
		big := float32(0)
		for k := range labels {
			g[k] = weight * float32(math.Exp(al[i][k]+be[i][k]-z))
		}
		g[y[i]] -= weight
		for _, v := range g[1:] {
			big = max(big, v, -v)
		}
		if big < 1e-3 {
			continue
		}
		for _, x := range f {
			r := &c.rows[x>>sh]
			for k, v := range g[1:] {
				r.g[k] += v * v
				r.w[k] -= c.rate * v / (0.3 + float32(math.Sqrt(float64(r.g[k]))))
			}
		}
	}
}

func (c *crf) learnTransitions(em [][labels]float32, al, be [][labels]float64, z float64, y []int) {
	var gt nametag.Transitions
	pv := labels
	for i, k := range y {
		gt[pv][k]--
		pv = k
		for q := range labels {
			if i == 0 {
				gt[labels][q] += float32(math.Exp(al[0][q] + be[0][q] - z))
				continue
			}
			for p := range labels {
				if nametag.Allowed[p]>>q&1 != 0 {
					gt[p][q] += float32(math.Exp(al[i-1][p] + float64(c.t[p][q]+em[i][q]) + be[i][q] - z))
				}
			}
		}
	}
	for p := range gt {
		for q, g := range gt[p] {
			if g != 0 {
				c.tg[p][q] += g * g
				c.t[p][q] -= 0.5 * c.rate * g / (1 + float32(math.Sqrt(float64(c.tg[p][q]))))
			}
		}
	}
}

// quantise returns the model with weights of eight bits.
func (c *crf) quantise() *nametag.Model {
	var hist [4096]int
	n := 0
	for i := range c.rows {
		for _, w := range c.rows[i].w {
			if w != 0 {
				hist[min(4095, int(math.Abs(float64(w))*512))]++
				n++
			}
		}
	}
	top, left := 4095, n/2000
	for ; top > 1 && left > hist[top]; top-- {
		left -= hist[top]
	}
	scale := float32(top) / 512 / 127
	rows := make([]uint64, 1<<c.bits)
	for i := range rows {
		for k := range nametag.Columns {
			v := math.Round(float64(c.rows[i].w[k] / scale))
			rows[i] |= uint64(uint8(int(max(-127, min(127, v)))+128)) << (8 * k)
		}
	}
	return nametag.NewModel(rows, scale, c.t)
}
