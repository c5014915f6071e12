package table

import "slices"

const (
	maxColumns = 16
	maxLevels  = 32
	maxWords   = 1 << 14 // 64 Ki cells
	never      = float32(1e9)
)

// lattice numbers the cells around a seed row: one level a column. Four neighbouring levels of one
// column, the lane, share a 64-bit word of four 16-bit counters.
type lattice struct {
	q      int
	lane   int
	order  []int           // columns but the lane, those with most kept levels first
	dim    [maxColumns]int // kept levels
	keep   [maxColumns][maxLevels]uint8
	rank   [maxColumns][maxLevels]uint32 // by true level: what it adds to a cell's number
	stride [maxColumns]int               // in words, in the order of columns, lane last
	words  int
	laneW  int // words along the lane
	base   int // words with the lane at 0
}

// reset makes the lattice of the levels 0…top of each column. Where that is too large, the levels
// whose loss differs least from the next kept one are left out of the search (classes are tightened
// afterwards, so only the choice gets coarser).
func (la *lattice) reset(p *problem, top []uint8, limit int) {
	la.q = p.q
	for j := range p.q {
		la.dim[j] = int(top[j]) + 1
		for l := range la.dim[j] {
			la.keep[j][l] = uint8(l)
		}
	}
	for la.choose(); la.words > limit; la.choose() {
		la.drop(p)
	}
	la.order = la.order[:0]
	for j := range p.q {
		if j != la.lane {
			la.order = append(la.order, j)
		}
	}
	slices.SortStableFunc(la.order, func(a, b int) int { return la.dim[b] - la.dim[a] })
	m := 1
	for _, j := range la.order {
		la.stride[j] = m
		m *= la.dim[j]
	}
	la.base, la.stride[la.lane] = m, m
	for j := range p.q {
		x := 0
		for l := range int(top[j]) + 1 {
			if int(la.keep[j][x]) < l {
				x++
			}
			if j == la.lane {
				la.rank[j][l] = uint32(4*(x>>2)*m + x&3)
			} else {
				la.rank[j][l] = uint32(4 * x * la.stride[j])
			}
		}
	}
}

// choose picks the lane, the column that makes the fewest words.
func (la *lattice) choose() {
	la.words = 0
	for j := range la.q {
		w := (la.dim[j] + 3) / 4
		for i := range la.q {
			if i != j {
				w *= la.dim[i]
			}
			if w > 1<<30 {
				break
			}
		}
		if la.words == 0 || w < la.words {
			la.lane, la.words, la.laneW = j, w, (la.dim[j]+3)/4
		}
	}
}

// drop leaves out one level: of the column with most levels, the one nearest in loss to its upper
// neighbour. The finest and the top level stay.
func (la *lattice) drop(p *problem) {
	big := 0
	for j := range la.q {
		if la.dim[j] > la.dim[big] {
			big = j
		}
	}
	k := &la.keep[big]
	if la.dim[big] <= 2 { // nothing but "as it is" and "top" left anywhere: keep the top only
		k[0] = k[la.dim[big]-1]
		la.dim[big] = 1
		return
	}
	mean := func(l uint8) float64 {
		var s float64
		for _, x := range p.trees[big].loss[l] {
			s += float64(x)
		}
		return s
	}
	at, best := 1, 0.0
	for i := 1; i+1 < la.dim[big]; i++ {
		if d := mean(k[i+1]) - mean(k[i]); i == 1 || d < best {
			at, best = i, d
		}
	}
	copy(k[at:la.dim[big]], k[at+1:la.dim[big]])
	la.dim[big]--
}

// levels turns a word and a lane into the cell's levels.
func (la *lattice) levels(word, lane int, out []uint8) {
	lw := word / la.base
	x := word % la.base
	out[la.lane] = la.keep[la.lane][lw*4+lane]
	for _, j := range la.order {
		out[j] = la.keep[j][x%la.dim[j]]
		x /= la.dim[j]
	}
}
