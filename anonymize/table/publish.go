package table

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// Errors of [Publish].
var (
	// ErrThreshold: the threshold is below 2.
	ErrThreshold = errors.New("threshold must be at least 2")
	// ErrMeasure: a measure is unknown or its column holds something else than numbers.
	ErrMeasure = errors.New("measure cannot be computed")
	// ErrSmall: there are too few subjects for any cell.
	ErrSmall = errors.New("too few subjects to publish anything")
)

// MeasureKind names a figure of a group.
type MeasureKind string

// The measures.
const (
	Rows     MeasureKind = "rows"     // rows of the group
	Subjects MeasureKind = "subjects" // distinct subjects
	Sum      MeasureKind = "sum"      // of a numeric column; missing cells count nothing
	Mean     MeasureKind = "mean"     // sum / cells that are there
	Percent  MeasureKind = "percent"  // share of the rows of the whole table
)

// Statistic is one published figure.
type Statistic struct {
	Kind   MeasureKind
	Column string // for Sum and Mean
}

// PublishConfig says what to publish.
type PublishConfig struct {
	By         []string    // group columns
	Statistics []Statistic // default: Rows
	Subject    string      // column that names the person; default: every row is a person
	Threshold  int         // fewest subjects of a cell that is shown, default 5
	// Margins adds totals over each subset of By ("*" in the other columns).
	Margins bool
	// Round rounds rows and subjects to multiples; 0 or 1 means exact.
	Round int
	// Dominance hides a cell whose largest subject has more than this share of a sum (0 means off).
	Dominance float64
	// Clean, if set, says whether a value may be shown (no personal data found in it). Groups with
	// another value are hidden.
	Clean func(value string) bool
	// Ledger, if set, refuses what could be learned by subtracting an earlier release.
	Ledger *Ledger
}

// Publication is a table of aggregates and what was hidden in it.
type Publication struct {
	Table *Table
	// Primary cells were hidden for themselves, Complementary ones so that those cannot be computed.
	Primary, Complementary int
	// DroppedMargins are totals left out because a hidden total could not be protected.
	DroppedMargins [][]string
	// Narrowest is the smallest width of the interval that is proved for any hidden cell (subjects).
	Narrowest int
}

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

// Publish groups a table and writes one row a group. Groups of fewer subjects than the threshold are
// left out, and with them as many others as it takes that no left-out figure can be narrowed to an
// interval of less than the threshold from the totals that are shown, by someone who knows which groups
// there are and how many persons the table has (hypercube method: 2^d cells around a hidden one can trade
// persons without any total changing). Where a sum is shown too, a hidden sum cannot be narrowed to less
// than what one person contributes to it, if no value is negative.
func Publish(t *Table, cfg PublishConfig) (*Publication, error) {
	if cfg.Threshold == 0 {
		cfg.Threshold = 5
	}
	if cfg.Threshold < 2 {
		return nil, fmt.Errorf("table: %w", ErrThreshold)
	}
	if len(cfg.Statistics) == 0 {
		cfg.Statistics = []Statistic{{Kind: Rows}}
	}
	g, err := newGrouping(t, &cfg)
	if err != nil {
		return nil, err
	}
	whole := g.margin(nil)[0]
	g.persons = whole.size()
	if g.persons < cfg.Threshold {
		return nil, fmt.Errorf("table: %w", ErrSmall)
	}
	cells := g.margin(allIndexes(len(cfg.By)))
	g.exclusive(cells)
	pub := &Publication{Narrowest: math.MaxInt}
	g.primary(cells)
	var margins [][]int
	if cfg.Margins {
		for _, s := range subsets(len(cfg.By)) {
			m := g.margin(s)
			g.primary(m)
			if slices.ContainsFunc(m, func(c *cellData) bool { return c.hidden }) {
				pub.DroppedMargins = append(pub.DroppedMargins, g.names(s))
				continue
			}
			margins = append(margins, s)
		}
	}
	if !slices.ContainsFunc(margins, func(s []int) bool { return len(s) > 0 }) || !g.protect(cells, pub) {
		// only the number of persons of the table is known
		for _, s := range margins {
			if len(s) > 0 {
				pub.DroppedMargins = append(pub.DroppedMargins, g.names(s))
			}
		}
		margins = slices.DeleteFunc(margins, func(s []int) bool { return len(s) > 0 })
		for _, c := range cells {
			c.hidden = c.primary
		}
		pub.Complementary, pub.Narrowest = 0, math.MaxInt
		if !g.pool(cells, pub) {
			return nil, fmt.Errorf("table: %w", ErrSmall)
		}
	}
	if pub.Narrowest == math.MaxInt {
		pub.Narrowest = 0
	}
	for _, c := range cells {
		if c.primary {
			pub.Primary++
		}
	}
	shown := slices.DeleteFunc(slices.Clone(cells), func(c *cellData) bool { return c.hidden })
	for _, s := range margins {
		shown = append(shown, g.margin(s)...)
	}
	if cfg.Ledger != nil {
		if err := cfg.Ledger.admit(g, shown, pub.Primary+len(pub.DroppedMargins) > 0); err != nil {
			return nil, err
		}
	}
	pub.Table = g.write(shown, whole.rows)
	return pub, nil
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

func (g *grouping) names(s []int) []string {
	var out []string
	for _, j := range s {
		out = append(out, g.cfg.By[j])
	}
	return out
}

func (g *grouping) label(c *cellData, j int) string {
	if c.at[j] == total {
		return hierarchy.Top
	}
	return g.by[j].Values[c.at[j]]
}

func (g *grouping) write(shown []*cellData, rows int) *Table {
	out := &Table{Rows: len(shown), dialect: g.t.dialect}
	add := func(name string, f func(c *cellData) string) {
		col := &Column{Name: name}
		d := newDict(col)
		for _, c := range shown {
			d.add(f(c))
		}
		out.Columns = append(out.Columns, col)
	}
	for j, n := range g.cfg.By {
		add(n, func(c *cellData) string { return g.label(c, j) })
	}
	round := func(n int) string {
		if r := g.cfg.Round; r > 1 {
			n = (n + r/2) / r * r
		}
		return strconv.Itoa(n)
	}
	num := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for s, st := range g.cfg.Statistics {
		name := string(st.Kind)
		if st.Column != "" {
			name += " of " + st.Column
		}
		add(name, func(c *cellData) string {
			switch st.Kind {
			case Subjects:
				return round(c.size())
			case Sum:
				return num(c.sum[s])
			case Mean:
				if c.filled[s] == 0 {
					return ""
				}
				return num(c.sum[s] / float64(c.filled[s]))
			case Percent:
				return strconv.FormatFloat(100*float64(c.rows)/float64(rows), 'f', 2, 64)
			}
			return round(c.rows)
		})
	}
	return out
}
