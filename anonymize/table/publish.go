package table

import (
	"errors"
	"fmt"
	"math/bits"
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
	// Primary groups and totals were hidden for themselves, Complementary ones so that those cannot be computed.
	Primary, Complementary int
	// DroppedMargins are kinds of totals that are left out altogether: hidden figures could not be protected
	// beside them.
	DroppedMargins [][]string
	// Narrowest is the smallest width of the interval that is proved for any hidden cell (subjects).
	Narrowest int
}

// Publish groups a table and writes one row a group. Groups and totals of fewer subjects than the
// threshold are left out, and with them as many others as it takes that no left-out figure can be narrowed
// to an interval of less than the threshold from all that is shown, by someone who knows which groups
// there are and how many persons the table has. Where a sum is shown too, a hidden sum cannot be narrowed
// to less than what one person contributes to it, if no value is negative. Up to 6 group columns; with more, only
// the groups themselves and the grand total are shown and protected.
func Publish(t *Table, cfg PublishConfig) (*Publication, error) {
	if cfg.Threshold == 0 {
		cfg.Threshold = 5
	}
	if cfg.Threshold < 2 {
		return nil, fmt.Errorf("table: %w", ErrThreshold)
	}
	if !isShare(cfg.Dominance) || cfg.Round < 0 {
		return nil, fmt.Errorf("table: %w: dominance is a share, and nothing is rounded to less than 1", ErrMeasure)
	}
	if len(cfg.Statistics) == 0 {
		cfg.Statistics = []Statistic{{Kind: Rows}}
	}
	g, err := newGrouping(t, &cfg)
	if err != nil {
		return nil, err
	}
	g.group(g.totals())
	whole := g.kinds[0].cells[0]
	if whole.size() < cfg.Threshold {
		return nil, fmt.Errorf("table: %w", ErrSmall)
	}
	for _, k := range g.kinds {
		k.shown = cfg.Margins
	}
	base := g.kinds[len(g.kinds)-1]
	base.shown = true
	pub := &Publication{}
	g.primary()
	if err := g.secure(pub); err != nil {
		return nil, err
	}
	var shown []*cellData
	kinds := slices.Clone(g.kinds[:len(g.kinds)-1])
	for _, k := range append([]*kind{base}, kinds...) {
		if cfg.Margins && !k.shown {
			pub.DroppedMargins = append(pub.DroppedMargins, g.names(k.columns))
		}
		for _, c := range k.cells {
			switch {
			case !k.shown:
			case c.primary:
				pub.Primary++
			case !c.hidden:
				shown = append(shown, c)
			}
		}
	}
	if cfg.Ledger != nil {
		if err := cfg.Ledger.admit(g, shown, pub.Primary+len(pub.DroppedMargins) > 0); err != nil {
			return nil, err
		}
	}
	pub.Table = g.write(shown, whole.rows)
	return pub, nil
}

// totals lists the sets of columns that totals are made over, the empty one first.
func (g *grouping) totals() []uint {
	places := 1.0
	for _, c := range g.by {
		places *= float64(len(c.Values))
	}
	if len(g.by) > maxTotals || places > 1<<62 {
		return []uint{0}
	}
	var out []uint
	for set := range uint(1)<<len(g.by) - 1 {
		out = append(out, set)
	}
	slices.SortStableFunc(out, func(a, b uint) int { return bits.OnesCount(a) - bits.OnesCount(b) })
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
