package table

import (
	"fmt"
	"math"
	"math/bits"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// cellData is a group: one combination of values of some of the columns of By, "*" in the others.
type cellData struct {
	at       []uint32 // codes of By, total for "*"
	kind     int      // index into grouping.kinds
	rows     int
	subjects map[uint32]struct{}
	own      int       // persons that are in no other group over all columns
	sum      []float64 // by statistic
	size1    []float64 // sum of absolute values
	top      []float64 // largest contribution of a person
	share    map[uint32][]float64
	filled   []int
	hidden   bool
	primary  bool
	of       []*cellData // of a group over all columns: its group in each kind
	base     []*cellData // of a total: its groups over all columns
	place    uint64      // of a group over all columns
	moved    moved
}

// size is the number of persons.
func (c *cellData) size() int {
	if c.subjects == nil {
		return c.rows
	}
	return len(c.subjects)
}

// kind is the groups over a set of columns. The last kind is over all, the first over none.
type kind struct {
	columns uint // bit set of columns of By
	shown   bool
	cells   []*cellData
}

type grouping struct {
	t       *Table
	cfg     *PublishConfig
	by      []*Column
	subject *Column
	nums    [][]float64 // by statistic and code; NaN: missing
	stat    []*Column
	kinds   []*kind
	overlap bool // some person is in several groups over all columns
}

const total = math.MaxUint32 // code of "*"

func newGrouping(t *Table, cfg *PublishConfig) (*grouping, error) {
	g := &grouping{t: t, cfg: cfg}
	for i, n := range cfg.By {
		c := t.Column(n)
		if c == nil {
			return nil, &Error{Column: n, Err: ErrColumn}
		}
		if slices.Contains(cfg.By[:i], n) {
			return nil, &Error{Column: n, Err: ErrHeader}
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
					return nil, &Error{Column: s.Column, Row: col.firstRow(uint32(i)), Err: fmt.Errorf("%w: the cell is no number", ErrMeasure)}
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

// sums reports whether some statistic adds up numbers.
func (g *grouping) sums() bool {
	return slices.ContainsFunc(g.nums, func(n []float64) bool { return n != nil })
}

func (g *grouping) empty(at []uint32, kind int) *cellData {
	n := len(g.nums)
	c := &cellData{at: at, kind: kind, sum: make([]float64, n), size1: make([]float64, n), top: make([]float64, n), filled: make([]int, n)}
	if g.subject != nil {
		c.subjects = map[uint32]struct{}{}
		if g.sums() {
			c.share = map[uint32][]float64{}
		}
	}
	return c
}

// group makes the groups over all columns and the totals over the sets of columns that totals gives.
func (g *grouping) group(totals []uint) {
	of, n := classesOf(g.t, g.cfg.By)
	at := make([]*cellData, n)
	base := &kind{columns: 1<<len(g.by) - 1}
	for i, x := range of {
		c := at[x]
		if c == nil {
			codes := make([]uint32, len(g.by))
			for j, col := range g.by {
				codes[j] = col.Code(i)
			}
			c = g.empty(codes, len(totals))
			at[x] = c
			base.cells = append(base.cells, c)
		}
		g.add(c, i)
	}
	for _, c := range base.cells {
		c.tops()
	}
	g.exclusive(base.cells)
	for x, columns := range totals {
		k := &kind{columns: columns}
		known := map[string]*cellData{}
		for _, c := range base.cells {
			at := slices.Clone(c.at)
			for j := range at {
				if columns>>j&1 == 0 {
					at[j] = total
				}
			}
			sum := known[cellKey(at)]
			if sum == nil {
				sum = g.empty(at, x)
				known[cellKey(at)] = sum
				k.cells = append(k.cells, sum)
			}
			sum.merge(c)
			sum.base = append(sum.base, c)
			c.of = append(c.of, sum)
		}
		for _, c := range k.cells {
			c.tops()
		}
		g.kinds = append(g.kinds, k)
	}
	for _, c := range base.cells {
		c.of = append(c.of, c)
		c.base = []*cellData{c}
	}
	g.kinds = append(g.kinds, base)
}

// add counts a row.
func (g *grouping) add(c *cellData, row int) {
	c.rows++
	if g.subject != nil {
		c.subjects[g.subject.Code(row)] = struct{}{}
	}
	for s, num := range g.nums {
		if num == nil {
			continue
		}
		v := num[g.stat[s].Code(row)]
		if math.IsNaN(v) {
			continue
		}
		c.sum[s] += v
		c.size1[s] += math.Abs(v)
		c.filled[s]++
		if g.subject == nil {
			c.top[s] = max(c.top[s], math.Abs(v))
			continue
		}
		c.shareOf(g.subject.Code(row))[s] += math.Abs(v)
	}
}

func (c *cellData) shareOf(who uint32) []float64 {
	if c.share[who] == nil {
		c.share[who] = make([]float64, len(c.sum))
	}
	return c.share[who]
}

// merge adds a group to a total.
func (c *cellData) merge(o *cellData) {
	c.rows += o.rows
	for who := range o.subjects {
		c.subjects[who] = struct{}{}
	}
	for s := range c.sum {
		c.sum[s] += o.sum[s]
		c.size1[s] += o.size1[s]
		c.filled[s] += o.filled[s]
		c.top[s] = max(c.top[s], o.top[s])
	}
	for who, v := range o.share {
		mine := c.shareOf(who)
		for s := range v {
			mine[s] += v[s]
		}
	}
}

// tops finds what a person contributes at most, where one may have several rows.
func (c *cellData) tops() {
	for _, v := range c.share {
		for s := range v {
			c.top[s] = max(c.top[s], v[s])
		}
	}
}

// exclusive counts the persons of each group that are in no other, and notes whether someone is in several.
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

// primary hides what may not be shown by itself; of kinds that are not shown, it notes what is small.
func (g *grouping) primary() {
	for _, k := range g.kinds {
		for _, c := range k.cells {
			c.primary = c.size() < g.cfg.Threshold || k.shown && (g.dominated(c) || !g.clean(c))
			c.hidden = c.primary
		}
	}
}

func (g *grouping) dominated(c *cellData) bool {
	for s := range c.sum {
		if g.cfg.Dominance > 0 && c.size1[s] > 0 && c.top[s]/c.size1[s] > g.cfg.Dominance {
			return true
		}
	}
	return false
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

// names lists the columns of a set.
func (g *grouping) names(columns uint) []string {
	var out []string
	for ; columns > 0; columns &= columns - 1 {
		out = append(out, g.cfg.By[bits.TrailingZeros(columns)])
	}
	return out
}

func cellKey(at []uint32) string {
	b := make([]byte, 0, 4*len(at))
	for _, c := range at {
		b = append(b, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
	}
	return string(b)
}
