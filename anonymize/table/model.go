package table

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// ModelKind names a condition on the sensitive values of a class.
type ModelKind string

// The models, beside k-anonymity.
const (
	// DistinctL: at least L different values (weak: one of them may fill 90 % of the class).
	DistinctL ModelKind = "distinct-l"
	// EntropyL: exp(entropy) at least L (Machanavajjhala et al., 2007).
	EntropyL ModelKind = "entropy-l"
	// RecursiveCL: the most frequent value occurs less than C times as often as the L-th and rarer
	// ones together (same source).
	RecursiveCL ModelKind = "recursive-cl"
	// EqualT: total variation distance to the whole table at most T (t-closeness, Li et al., 2007).
	EqualT ModelKind = "t-equal"
	// OrderedT: earth mover's distance over ordered numbers at most T.
	OrderedT ModelKind = "t-ordered"
	// HierarchicalT: earth mover's distance over a hierarchy at most T.
	HierarchicalT ModelKind = "t-hierarchical"
	// BetaLikeness: no value is more than 1+Beta times as frequent as in the whole table (Cao and
	// Karras, 2012).
	BetaLikeness ModelKind = "beta"
	// KMap: at least L persons of Config.Population have the labels of the class (Sweeney, 2002): enough
	// where nobody can know who is in the table. The class itself may then be smaller than that. Labels stay as
	// tight as the rows of the class, so one of few rows may need more of them.
	KMap ModelKind = "k-map"
	// Presence: of the persons of Config.Population who have the labels of the class, a share of at least Min
	// and at most Max is in the table (δ-presence, Nergiz et al., 2007). Whoever is in the table must be in
	// the population.
	Presence ModelKind = "presence"
)

// Model is a condition that every class has to meet, in a sensitive column but for KMap and Presence.
type Model struct {
	Kind      ModelKind
	Column    string
	L, C, T   float64
	Beta      float64
	Min, Max  float64              // for Presence
	Hierarchy *hierarchy.Hierarchy // for HierarchicalT
	// Shares, for t-closeness and BetaLikeness, is how frequent each value is in what classes are compared with;
	// nil: in the table. A value that it lacks has share 0.
	Shares map[string]float64
}

// ofPopulation reports a model over the quasi-identifiers and a population; it has no Column.
func (m Model) ofPopulation() bool { return m.Kind == KMap || m.Kind == Presence }

// ErrModel: a model's numbers or column make no sense.
var ErrModel = errors.New("model cannot be used")

func (m Model) String() string {
	switch m.Kind {
	case RecursiveCL:
		return fmt.Sprintf("%s(%g,%g) of %s", m.Kind, m.C, m.L, m.Column)
	case EqualT, OrderedT, HierarchicalT:
		return fmt.Sprintf("%s %g of %s", m.Kind, m.T, m.Column)
	case BetaLikeness:
		return fmt.Sprintf("%s %g of %s", m.Kind, m.Beta, m.Column)
	case KMap:
		return fmt.Sprintf("%s %g", m.Kind, m.L)
	case Presence:
		return fmt.Sprintf("%s %g to %g", m.Kind, m.Min, m.Max)
	}
	return fmt.Sprintf("%s %g of %s", m.Kind, m.L, m.Column)
}

// checker measures a model on sets of rows. It is not safe for concurrent use (clone it).
type checker struct {
	m      Model
	codes  []uint32
	global []float64
	order  []int   // OrderedT: codes in order of their number
	up     [][]int // HierarchicalT: [level][code] node
	levels int
	units  [][]int32 // as in problem
	region *region   // KMap, Presence
	count  []int32
	seen   []uint32
}

func newChecker(t *Table, m Model) (*checker, error) {
	if m.ofPopulation() {
		return nil, fmt.Errorf("table: %w: %s needs a population", ErrModel, m.Kind)
	}
	col := t.Column(m.Column)
	if col == nil {
		return nil, &Error{Column: m.Column, Err: ErrColumn}
	}
	c := &checker{m: m, codes: col.codes.decoded()}
	values := c.values(col)
	bad := func(why string) error { return &Error{Column: m.Column, Err: fmt.Errorf("%w: %s", ErrModel, why)} }
	switch m.Kind {
	case DistinctL, EntropyL:
		if !(m.L >= 1) {
			return nil, bad("l must be at least 1")
		}
	case RecursiveCL:
		if !(m.L >= 2) || m.L != math.Floor(m.L) || !(m.C > 0) {
			return nil, bad("l must be a whole number from 2, c above 0")
		}
	case EqualT, OrderedT, HierarchicalT:
		if !(m.T >= 0 && m.T <= 1) {
			return nil, bad("t must be between 0 and 1")
		}
	case BetaLikeness:
		if !(m.Beta > 0) {
			return nil, bad("beta must be above 0")
		}
	default:
		return nil, bad("unknown kind")
	}
	if m.Kind == OrderedT {
		num := make([]float64, len(values))
		for i, v := range values {
			f, ok := hierarchy.Number(v)
			if !ok {
				return nil, &Error{Column: m.Column, Row: col.firstRow(uint32(i)), Err: hierarchy.ErrValue}
			}
			num[i] = f
			c.order = append(c.order, i)
		}
		slices.SortFunc(c.order, func(a, b int) int {
			if num[a] < num[b] {
				return -1
			}
			return 1
		})
	}
	if m.Kind == HierarchicalT {
		if m.Hierarchy == nil {
			return nil, bad("a hierarchy is needed")
		}
		c.levels = m.Hierarchy.Levels()
		for l := range c.levels {
			ids := make([]int, len(values))
			for i, v := range values {
				p := m.Hierarchy.Index(v)
				if p < 0 {
					return nil, &Error{Column: m.Column, Row: col.firstRow(uint32(i)), Err: hierarchy.ErrNotCovered}
				}
				ids[i] = int(m.Hierarchy.Node(l, p))
			}
			c.up = append(c.up, ids)
		}
	}
	return c, nil
}

// values fills the shares of the values in the whole, those of the column first.
func (c *checker) values(col *Column) []string {
	values := col.Values
	if c.m.Shares == nil {
		c.global = make([]float64, len(values))
		for _, x := range c.codes {
			c.global[x] += 1 / float64(len(c.codes))
		}
	} else {
		known := map[string]bool{}
		for _, v := range values {
			known[v] = true
		}
		values = slices.Clone(values)
		for _, v := range slices.Sorted(maps.Keys(c.m.Shares)) {
			if !known[v] {
				values = append(values, v)
			}
		}
		for _, v := range values {
			c.global = append(c.global, c.m.Shares[v])
		}
	}
	c.count = make([]int32, len(values))
	return values
}

// populationChecker is of a model over a population.
func populationChecker(r *region, m Model) (*checker, error) {
	if m.Kind == KMap && !(m.L >= 2) {
		return nil, fmt.Errorf("table: %w: k of k-map must be at least 2", ErrModel)
	}
	if m.Kind == Presence && !(m.Min >= 0 && m.Max > m.Min && m.Max <= 1) {
		return nil, fmt.Errorf("table: %w: presence must be from 0 to 1, the lower share first", ErrModel)
	}
	return &checker{m: m, region: r}, nil
}

func (c *checker) clone() *checker {
	d := *c
	d.count, d.seen = make([]int32, len(c.count)), nil
	return &d
}

const slack = 1e-9

// holds reports whether a class of these rows meets the model.
func (c *checker) holds(rows []int32) bool {
	if c.m.Kind == KMap { // no need to count them all
		return c.region.count(c.rowsOf(rows), int(math.Ceil(c.m.L))) >= int(math.Ceil(c.m.L))
	}
	v := c.value(rows)
	switch c.m.Kind {
	case Presence:
		return v >= c.m.Min-slack && v <= c.m.Max+slack
	case DistinctL, EntropyL:
		return v >= c.m.L-slack
	case RecursiveCL:
		return v < c.m.C
	case BetaLikeness:
		return v <= c.m.Beta+slack
	}
	return v <= c.m.T+slack
}

// value is the model's figure for a class: the number of values, exp(entropy), the ratio of the most
// frequent value to the tail, the distance, the largest gain in frequency, the persons of the population,
// or the share of them that is in the class.
func (c *checker) value(rows []int32) float64 {
	n := len(rows)
	if c.region != nil {
		of := float64(c.region.count(c.rowsOf(rows), math.MaxInt))
		if c.m.Kind == KMap {
			return of
		}
		return float64(n) / of
	}
	if c.units == nil {
		c.tally(rows)
	} else {
		n = 0
		for _, u := range rows {
			c.tally(c.units[u])
			n += len(c.units[u])
		}
	}
	v := c.figure(float64(n))
	for _, x := range c.seen {
		c.count[x] = 0
	}
	c.seen = c.seen[:0]
	return v
}

// rowsOf expands units to rows of the table.
func (c *checker) rowsOf(us []int32) []int32 { return expand(c.units, us) }

func (c *checker) tally(rows []int32) {
	for _, r := range rows {
		x := c.codes[r]
		if c.count[x] == 0 {
			c.seen = append(c.seen, x)
		}
		c.count[x]++
	}
}

func (c *checker) figure(n float64) float64 {
	switch c.m.Kind {
	case DistinctL:
		return float64(len(c.seen))
	case EntropyL:
		var h float64
		for _, x := range c.seen {
			p := float64(c.count[x]) / n
			h -= p * math.Log(p)
		}
		return math.Exp(h)
	case RecursiveCL:
		f := make([]int, 0, len(c.seen))
		for _, x := range c.seen {
			f = append(f, int(c.count[x]))
		}
		slices.SortFunc(f, func(a, b int) int { return b - a })
		tail := 0
		for i := int(c.m.L) - 1; i < len(f); i++ {
			tail += f[i]
		}
		if tail == 0 {
			return math.Inf(1)
		}
		return float64(f[0]) / float64(tail)
	case EqualT: // sum of the positive differences: only values that occur can be in excess
		var s float64
		for _, x := range c.seen {
			if d := float64(c.count[x])/n - c.global[x]; d > 0 {
				s += d
			}
		}
		return s
	case OrderedT:
		if len(c.order) < 2 {
			return 0
		}
		var s, run float64
		for _, x := range c.order {
			run += float64(c.count[x])/n - c.global[x]
			s += math.Abs(run)
		}
		return s / float64(len(c.order)-1)
	case BetaLikeness:
		var worst float64
		for _, x := range c.seen {
			worst = max(worst, float64(c.count[x])/n/c.global[x]-1)
		}
		return worst
	}
	return c.hierarchical(n)
}

// hierarchical is the earth mover's distance where moving mass between two values costs the level of
// their lowest common label over the height.
func (c *checker) hierarchical(n float64) float64 {
	height := c.levels - 1
	var total float64
	for l := 0; l < height; l++ {
		// the excess that leaves each label upwards costs one step
		extra := map[int]float64{}
		for i := range c.global {
			extra[c.up[l][i]] += float64(c.count[i])/n - c.global[i]
		}
		for _, e := range extra {
			total += math.Abs(e) / 2
		}
	}
	return total / float64(height)
}
