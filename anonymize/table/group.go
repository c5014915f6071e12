package table

import (
	"fmt"
	"math"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// cellData is one combination of group values.
type cellData struct {
	at       []uint32 // codes of By
	rows     int
	subjects map[uint32]struct{}
	own      int // persons that are in no other cell
	sum      []float64
	top      []float64 // largest contribution of a person to each sum
	filled   []int
	largest  float64 // highest share of a subject in a sum
	hidden   bool
	primary  bool
}

// size is the number of persons.
func (c *cellData) size() int {
	if c.subjects == nil {
		return c.rows
	}
	return len(c.subjects)
}

type grouping struct {
	t       *Table
	cfg     *PublishConfig
	by      []*Column
	subject *Column
	nums    [][]float64 // by statistic and code; NaN: missing
	stat    []*Column
	persons int  // of the whole table
	overlap bool // some person is in several cells
}

const total = math.MaxUint32 // code of "*"

func newGrouping(t *Table, cfg *PublishConfig) (*grouping, error) {
	g := &grouping{t: t, cfg: cfg}
	for _, n := range cfg.By {
		c := t.Column(n)
		if c == nil {
			return nil, &Error{Column: n, Err: ErrColumn}
		}
		g.by = append(g.by, c)
	}
	if cfg.Subject != "" {
		if g.subject = t.Column(cfg.Subject); g.subject == nil {
			return nil, &Error{Column: cfg.Subject, Err: ErrColumn}
		}
	}
	for _, s := range cfg.Statistics {
		var col *Column
		var num []float64
		switch s.Kind {
		case Rows, Subjects, Percent:
		case Sum, Mean:
			if col = t.Column(s.Column); col == nil {
				return nil, &Error{Column: s.Column, Err: ErrColumn}
			}
			for i, v := range col.Values {
				f, ok := hierarchy.Number(v)
				if v == "" {
					f, ok = math.NaN(), true
				}
				if !ok {
					return nil, &Error{Column: s.Column, Row: col.firstRow(uint32(i)), Err: ErrMeasure}
				}
				num = append(num, f)
			}
		default:
			return nil, fmt.Errorf("table: %w", ErrMeasure)
		}
		g.stat, g.nums = append(g.stat, col), append(g.nums, num)
	}
	return g, nil
}

// margin aggregates over the By columns in keep; the others are "*".
func (g *grouping) margin(keep []int) []*cellData {
	at := map[string]*cellData{}
	var out []*cellData
	share := map[*cellData]map[uint32][]float64{}
	sums := slices.ContainsFunc(g.nums, func(n []float64) bool { return n != nil })
	key := make([]byte, 0, 64)
	for i := range g.t.Rows {
		key = key[:0]
		for _, j := range keep {
			c := g.by[j].Code(i)
			key = append(key, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
		}
		c := at[string(key)]
		if c == nil {
			c = &cellData{sum: make([]float64, len(g.nums)), filled: make([]int, len(g.nums))}
			for j := range g.by {
				code := uint32(total)
				if slices.Contains(keep, j) {
					code = g.by[j].Code(i)
				}
				c.at = append(c.at, code)
			}
			if g.subject != nil {
				c.subjects = map[uint32]struct{}{}
			}
			if sums {
				share[c] = map[uint32][]float64{}
			}
			at[string(key)] = c
			out = append(out, c)
		}
		c.rows++
		who := uint32(i)
		if g.subject != nil {
			who = g.subject.Code(i)
			c.subjects[who] = struct{}{}
		}
		for s, num := range g.nums {
			if num == nil {
				continue
			}
			v := num[g.stat[s].Code(i)]
			if math.IsNaN(v) {
				continue
			}
			c.sum[s] += v
			c.filled[s]++
			if share[c][who] == nil {
				share[c][who] = make([]float64, len(g.nums))
			}
			share[c][who][s] += math.Abs(v)
		}
	}
	for _, c := range out {
		c.dominance(share[c], len(g.nums))
	}
	return out
}

// exclusive counts the persons of each cell that are in no other, and notes whether someone is in several.
func (g *grouping) exclusive(cells []*cellData) {
	if g.subject == nil {
		for _, c := range cells {
			c.own = c.rows
		}
		return
	}
	in := make([]int32, len(g.subject.Values))
	for _, c := range cells {
		for who := range c.subjects {
			in[who]++
		}
	}
	for _, c := range cells {
		for who := range c.subjects {
			if in[who] == 1 {
				c.own++
			} else {
				g.overlap = true
			}
		}
	}
}

func (c *cellData) dominance(by map[uint32][]float64, n int) {
	c.top = make([]float64, n)
	for s := range n {
		var all, top float64
		for _, v := range by {
			all += v[s]
			top = max(top, v[s])
		}
		c.top[s] = top
		if all > 0 {
			c.largest = max(c.largest, top/all)
		}
	}
}

// primary hides what may not be shown by itself.
func (g *grouping) primary(cells []*cellData) {
	for _, c := range cells {
		small := c.size() < g.cfg.Threshold
		dominated := g.cfg.Dominance > 0 && c.largest > g.cfg.Dominance
		if small || dominated || !g.clean(c) {
			c.hidden, c.primary = true, true
		}
	}
}

func (g *grouping) clean(c *cellData) bool {
	if g.cfg.Clean == nil {
		return true
	}
	for j, code := range c.at {
		if code != total && !g.cfg.Clean(g.by[j].Values[code]) {
			return false
		}
	}
	return true
}

func allIndexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// subsets returns the proper subsets of 0…n-1, the empty one first.
func subsets(n int) [][]int {
	var out [][]int
	for m := range 1<<n - 1 {
		s := []int{}
		for j := range n {
			if m>>j&1 == 1 {
				s = append(s, j)
			}
		}
		out = append(out, s)
	}
	return out
}
