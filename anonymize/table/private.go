package table

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// Errors of [PublishPrivate].
var (
	// ErrPrivacy: epsilon, delta or bounds are out of range, or make no sense together.
	ErrPrivacy = errors.New("privacy parameters cannot be used")
	// ErrBudget: the release would take more than is left of the ledger's budget.
	ErrBudget = errors.New("privacy budget is used up")
)

// PrivateConfig says what [PublishPrivate] publishes.
type PrivateConfig struct {
	By      []string
	Subject string // column that names the person; default: every row is a person
	// Sum is a column to add up beside the count of persons; empty: none. What a person adds to a group is
	// cut to Low … High and rounded to a multiple of Step (default 1).
	Sum             string
	Low, High, Step float64
	// Epsilon is the privacy loss of the whole release, above 0 and at most 20, in steps of a millionth.
	Epsilon float64
	// Delta, if Domain is nil, is the chance that a group of one person shows: which groups there are is
	// told by the data. Above 0, at most 0.001.
	Delta float64
	// Domain lists the values of every column of By that are known without the data: all combinations
	// are published, whether or not they occur.
	Domain map[string][]string
	// Groups is how many groups a person counts in at most (default 1), chosen at random.
	Groups int
	// Ledger, if set, keeps the sum of what releases of the same persons took, and refuses to go above its
	// budget.
	Ledger *Ledger
}

// PrivatePublication is a table with noise.
type PrivatePublication struct {
	Table *Table
	// Least is the noisy count from which a group is shown; 0 with a Domain.
	Least int
	// CountError and SumError are what 95 of 100 figures are off by at most, for noise alone.
	CountError int
	SumError   float64
}

// maxDomain bounds the combinations of a Domain.
const maxDomain = 1 << 20

// PublishPrivate counts persons by group under (ε, δ)-differential privacy: whatever is known from
// elsewhere, no one learns from the release much that would not be learned without one person's rows.
// Each figure gets discrete Laplace noise from the system's random source; a sum takes half of ε. Counts
// below zero are written as 0. If no group is large enough to be shown the error is [ErrSmall], and the
// budget is spent all the same. This holds for what is published, not for who can see the
// original or how long this took. Errors are [ErrPrivacy], [ErrBudget] and those of columns.
func PublishPrivate(t *Table, cfg PrivateConfig) (*PrivatePublication, error) {
	if cfg.Groups == 0 {
		cfg.Groups = 1
	}
	if cfg.Step == 0 {
		cfg.Step = 1
	}
	if err := cfg.check(); err != nil {
		return nil, err
	}
	p, err := newPrivate(t, &cfg)
	if err != nil {
		return nil, err
	}
	if cfg.Ledger != nil {
		if err := cfg.Ledger.spend(cfg.Epsilon, cfg.Delta); err != nil {
			return nil, err
		}
	}
	out := &PrivatePublication{CountError: int(p.count.least(.025))}
	if cfg.Domain == nil {
		out.Least = 1 + int(p.count.least(cfg.Delta/float64(cfg.Groups)))
	}
	if p.sum != nil {
		out.SumError = float64(p.sum.least(.025)) * cfg.Step
	}
	if out.Table, err = p.table(t, out.Least); err != nil {
		return nil, err
	}
	return out, nil
}

func (c *PrivateConfig) check() error {
	bad := func(why string) error { return fmt.Errorf("table: %w: %s", ErrPrivacy, why) }
	switch {
	case !(c.Epsilon >= 1./epsilonUnits && c.Epsilon <= 20):
		return bad("epsilon must be above 0 and at most 20")
	case c.Domain == nil && !(c.Delta > 0 && c.Delta <= .001):
		return bad("delta must be above 0 and at most 0.001 where no domain is given")
	case c.Domain != nil && c.Delta != 0:
		return bad("with a domain there is no delta")
	case c.Groups < 1 || c.Groups > 1000:
		return bad("groups of a person must be 1 to 1000")
	case len(c.By) == 0:
		return bad("no group column")
	case c.Sum != "" && !(c.Low <= c.High && math.Max(-c.Low, c.High) > 0 && c.Step > 0 && math.Max(-c.Low, c.High)/c.Step < 1<<24):
		return bad("low and high must bound a sum, in fewer than 2^24 steps")
	}
	return nil
}

// private is the work on one release.
type private struct {
	cfg        *PrivateConfig
	by         []*Column
	subject    *Column
	values     []float64 // of the sum, by code; NaN: missing
	sumColumn  *Column
	count, sum *laplace
}

func newPrivate(t *Table, cfg *PrivateConfig) (*private, error) {
	p := &private{cfg: cfg}
	col := func(n string) (*Column, error) {
		if c := t.Column(n); c != nil {
			return c, nil
		}
		return nil, &Error{Column: n, Err: ErrColumn}
	}
	for _, n := range cfg.By {
		c, err := col(n)
		if err != nil {
			return nil, err
		}
		if cfg.Domain != nil && len(cfg.Domain[n]) == 0 {
			return nil, fmt.Errorf("table: %w: no domain for column %q", ErrPrivacy, n)
		}
		p.by = append(p.by, c)
	}
	var err error
	if cfg.Subject != "" {
		if p.subject, err = col(cfg.Subject); err != nil {
			return nil, err
		}
	}
	epsilon := cfg.Epsilon
	if cfg.Sum != "" {
		if p.sumColumn, err = col(cfg.Sum); err != nil {
			return nil, err
		}
		for i, v := range p.sumColumn.Values {
			f, ok := hierarchy.Number(v)
			if v == "" {
				f, ok = math.NaN(), true
			}
			if !ok {
				return nil, &Error{Column: cfg.Sum, Row: p.sumColumn.firstRow(uint32(i)), Err: ErrMeasure}
			}
			p.values = append(p.values, f)
		}
		epsilon /= 2
		units := uint64(math.Ceil(math.Max(-cfg.Low, cfg.High) / cfg.Step))
		if p.sum, err = newLaplace(epsilon, units*uint64(cfg.Groups)); err != nil {
			return nil, err
		}
	}
	p.count, err = newLaplace(epsilon, uint64(cfg.Groups))
	return p, err
}

// bounded is what counts after each person was cut to as many groups as are allowed.
type bounded struct {
	persons int64
	units   int64 // of the sum, in steps
}

// bound groups the rows; keys are the codes of By.
func (p *private) bound(rows int) (map[string]*bounded, error) {
	type contribution struct {
		key string
		sum float64
	}
	of := map[uint32][]contribution{} // by person
	for i := range rows {
		var k []uint32
		for _, c := range p.by {
			k = append(k, c.Code(i))
		}
		key, who := cellKey(k), uint32(i)
		if p.subject != nil {
			who = p.subject.Code(i)
		}
		cs := of[who]
		at := slices.IndexFunc(cs, func(c contribution) bool { return c.key == key })
		if at < 0 {
			at = len(cs)
			cs = append(cs, contribution{key: key})
			of[who] = cs
		}
		if p.sum != nil {
			if v := p.values[p.sumColumn.Code(i)]; !math.IsNaN(v) {
				cs[at].sum += v
			}
		}
	}
	out := map[string]*bounded{}
	for _, cs := range of {
		n := min(p.cfg.Groups, len(cs))
		for i := range n { // the first n of a random order
			j := i + int(p.count.below(uint64(len(cs)-i)))
			cs[i], cs[j] = cs[j], cs[i]
			b := out[cs[i].key]
			if b == nil {
				b = &bounded{}
				out[cs[i].key] = b
			}
			b.persons++
			b.units += p.steps(cs[i].sum)
		}
	}
	return out, p.count.err
}

// steps cuts and rounds a contribution, away from nothing beyond the bounds.
func (p *private) steps(v float64) int64 {
	c := p.cfg
	u := math.Round(min(max(v, c.Low), c.High) / c.Step)
	top := math.Ceil(math.Max(-c.Low, c.High) / c.Step)
	return int64(min(max(u, -top), top))
}

// table draws the noise and writes the groups that are shown, in the order of their values.
func (p *private) table(t *Table, least int) (*Table, error) {
	groups, err := p.bound(t.Rows)
	if err != nil {
		return nil, err
	}
	type line struct {
		labels []string
		*bounded
	}
	var lines []line
	if p.cfg.Domain == nil {
		for key, b := range groups {
			var labels []string
			for j, c := range p.by {
				labels = append(labels, c.Values[codeAt(key, j)])
			}
			lines = append(lines, line{labels, b})
		}
	} else {
		known := map[string]*bounded{}
		for key, b := range groups {
			var labels []string
			for j, c := range p.by {
				labels = append(labels, c.Values[codeAt(key, j)])
			}
			known[fmt.Sprintf("%q", labels)] = b
		}
		all := [][]string{nil}
		for _, n := range p.cfg.By {
			if len(all)*len(p.cfg.Domain[n]) > maxDomain {
				return nil, fmt.Errorf("table: %w: the domain has too many combinations", ErrPrivacy)
			}
			var next [][]string
			for _, a := range all {
				for _, v := range p.cfg.Domain[n] {
					next = append(next, append(slices.Clone(a), v))
				}
			}
			all = next
		}
		for _, labels := range all {
			b := known[fmt.Sprintf("%q", labels)]
			if b == nil {
				b = &bounded{}
			}
			lines = append(lines, line{labels, b})
		}
	}
	slices.SortFunc(lines, func(a, b line) int { return slices.Compare(a.labels, b.labels) })
	names := append(slices.Clone(p.cfg.By), "persons")
	if p.sum != nil {
		names = append(names, "sum of "+p.cfg.Sum)
	}
	var rows [][]string
	for _, l := range lines {
		noise, err := p.count.draw()
		if err != nil {
			return nil, err
		}
		n := l.persons + noise
		if p.cfg.Domain == nil && n < int64(least) {
			continue
		}
		row := append(slices.Clone(l.labels), strconv.FormatInt(max(0, n), 10))
		if p.sum != nil {
			noise, err := p.sum.draw()
			if err != nil {
				return nil, err
			}
			row = append(row, strconv.FormatFloat(float64(l.units+noise)*p.cfg.Step, 'f', -1, 64))
		}
		rows = append(rows, row)
	}
	out, err := New(names, rows)
	if errors.Is(err, ErrNoRows) {
		err = fmt.Errorf("table: %w", ErrSmall)
	}
	if err != nil {
		return nil, err
	}
	out.dialect, out.json = t.dialect, t.json
	return out, nil
}

func codeAt(key string, j int) uint32 {
	k := key[4*j:]
	return uint32(k[0]) | uint32(k[1])<<8 | uint32(k[2])<<16 | uint32(k[3])<<24
}
