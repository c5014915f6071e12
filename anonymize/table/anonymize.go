package table

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
)

// Errors of [Anonymize].
var (
	// ErrK: k is below 2 or larger than the table (or its number of subjects).
	ErrK = errors.New("k must be at least 2 and at most the number of rows")
	// ErrNoQuasi: no column is a quasi-identifier.
	ErrNoQuasi = errors.New("no quasi-identifier")
	// ErrSubject: two columns have the role of the subject.
	ErrSubject = errors.New("only one column can name the subject")
	// ErrUnreachable: a model is not met even by one class of all rows.
	ErrUnreachable = errors.New("model is not reached by the whole table")
	// ErrAlgorithm: the algorithm's name is unknown.
	ErrAlgorithm = errors.New("unknown algorithm")
	// ErrVerify: the output did not pass its check; nothing is returned.
	ErrVerify = errors.New("output failed its own check")
)

// Algorithm names how classes are found.
type Algorithm string

// The algorithms.
const (
	// Mondrian splits top-down: millions of rows a second, about twice the loss of Best.
	Mondrian Algorithm = "mondrian"
	// Fast is Best with one short try.
	Fast Algorithm = "fast"
	// Best searches until its budget is used or nothing gets better; any interrupt keeps the best so far.
	Best Algorithm = "best"
	// Full uses one scheme for all rows: a level a column, the optimum under the suppression limit.
	Full Algorithm = "full"
)

// Config says what to reach and how. The zero value of a field is its default.
type Config struct {
	K          int                  // class size, at least 2 (see Population)
	Attributes map[string]Attribute // by column; others are Insensitive
	Models     []Model
	Algorithm  Algorithm // default Best
	// Suppression is the share of rows that may be released as "*" (default 0). More are only
	// suppressed where the models leave no other way.
	Suppression float64
	// Scheme is a level for each quasi-identifier in column order, as [Result.Scheme] of an earlier table
	// tells. With [Full] it is applied instead of searched for, so that releases of new rows have the labels
	// of the old ones. The hierarchies must be given and list the new values.
	Scheme []int
	// Untightened makes labels cover the bounds that rows were cut at instead of the rows themselves. Labels
	// as tight as possible tell that some row needs them (minimality and downcoding attacks). Only for
	// [Mondrian], and [Full] where labels are the same for all rows anyway; about doubles the loss.
	Untightened bool
	Budget      time.Duration // for Best; default: until nothing gets better
	Workers     int           // goroutines; default all cores
	Seed        uint64        // same seed, no budget: same output
	// Earlier, if set, is a release of the same rows in the same order. Who has both can join their rows, so
	// that classes of both together must have K persons too; else the error is [ErrEarlier]. A search that
	// knows nothing of the earlier release seldom gets there: reuse its scheme.
	Earlier *Table
	// Ledger, if set, remembers the release, and refuses one ([ErrDifference]) whose classes differ from those of an
	// earlier one in fewer than K persons or rows: who has both would know what these have. It wants one Scheme for all
	// releases of rows that come and go. What is swapped in columns that are not kept is not seen.
	Ledger *Ledger
	// Population, for KMap, Presence and the report, is who may be in the table: a person a row, with the
	// quasi-identifiers as they are before anything is generalized. With one of these models K may be 1.
	Population *Table
	// AverageRisk and PopulationRisk, if not 0, are the most that the average of prosecutor and of journalist
	// risk may be (see [Risk]). K is raised until they hold, which takes a search for each K that is tried.
	AverageRisk, PopulationRisk float64
	// Progress, if set, is told of every better solution, never at the same time. It must not take long.
	Progress func(Progress)
	// Redact, if set, rewrites cells of FreeText columns; without it they are dropped.
	Redact func(text string) (string, error)
	// Token, if set, replaces cells of Identifier columns; without it they are dropped.
	Token func(column, value string) (string, error)
	// Linkable allows tokens that occur in rows of several persons, or in several rows where no column
	// names the subject: whoever sees them can join those rows. Without it they are [ErrLinkable].
	Linkable bool
}

// Progress is a step of the search.
type Progress struct {
	Elapsed time.Duration
	Loss    float64 // share of the information of the quasi-identifiers that is lost, 0 … 1
	Stage   string
}

// Result of [Anonymize].
type Result struct {
	Table      *Table
	Loss       float64 // GCP over the hierarchies, suppressed rows cost 1
	Classes    int
	Suppressed int   // rows, or subjects if a column names them
	Scheme     []int // Full: the level of each quasi-identifier, in column order
	Quasi      []string
	prob       *problem
	sol        *solution
}

// Anonymize generalizes the quasi-identifiers of a table until every combination that is released
// occurs k times and every model holds, and checks that on the output strings. If ctx ends while Best
// searches, the best solution so far is used; before there is one the context's error is returned.
func Anonymize(ctx context.Context, t *Table, cfg Config) (*Result, error) {
	find := solve
	if cfg.AverageRisk != 0 || cfg.PopulationRisk != 0 {
		find = raised
	}
	r, err := find(ctx, t, cfg)
	if err != nil || cfg.Ledger == nil {
		return r, err
	}
	if err := cfg.Ledger.admitClasses(r, max(cfg.K, 2)); err != nil {
		return nil, err
	}
	return r, nil
}

func solve(ctx context.Context, t *Table, cfg Config) (*Result, error) {
	p, names, err := newProblem(t, &cfg)
	if err != nil {
		return nil, err
	}
	r := &Result{Quasi: names, prob: p}
	limit := int(cfg.Suppression * float64(p.n))
	start := time.Now()
	s := &search{p: p, cfg: &cfg, ctx: ctx, limit: limit, start: start}
	switch cfg.Algorithm {
	case Mondrian:
		s.mondrian()
	case Fast:
		s.fast()
	case Best, "":
		s.run()
	case Full:
		if cfg.Scheme != nil {
			r.Scheme, err = cfg.Scheme, s.reuse()
		} else {
			r.Scheme, err = s.full()
		}
	default:
		err = fmt.Errorf("table: %w", ErrAlgorithm)
	}
	if err != nil {
		return nil, err
	}
	if s.best == nil {
		return nil, fmt.Errorf("table: %w", context.Cause(ctx))
	}
	r.sol, r.Loss = s.best, p.loss(s.best)/float64(p.n*p.q)
	r.Classes, r.Suppressed = len(s.best.classes), len(s.best.suppressed)
	if r.Table, err = output(t, p, s.best, &cfg); err != nil {
		return nil, err
	}
	if err = verify(r.Table, names, p); err != nil {
		return nil, err
	}
	if cfg.Earlier != nil {
		if err = r.together(cfg.Earlier, cfg.K); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func newProblem(t *Table, cfg *Config) (*problem, []string, error) {
	over := slices.ContainsFunc(cfg.Models, Model.ofPopulation)
	if cfg.K < 2 && !(over && cfg.K == 1) || cfg.K > t.Rows {
		return nil, nil, fmt.Errorf("table: %w", ErrK)
	}
	if !isShare(cfg.Suppression) {
		return nil, nil, fmt.Errorf("table: %w: suppression is a share", ErrModel)
	}
	if cfg.Workers <= 0 {
		cfg.Workers = runtime.GOMAXPROCS(0)
	}
	if cfg.Untightened && cfg.Algorithm != Mondrian && cfg.Algorithm != Full {
		return nil, nil, fmt.Errorf("table: untightened bounds need mondrian or full: %w", ErrAlgorithm)
	}
	if cfg.Scheme != nil && cfg.Algorithm != Full {
		return nil, nil, fmt.Errorf("table: a scheme needs full: %w", ErrAlgorithm)
	}
	for name := range cfg.Attributes {
		if t.Column(name) == nil {
			return nil, nil, &Error{Column: name, Err: ErrColumn}
		}
	}
	p := &problem{k: cfg.K, n: t.Rows, untightened: cfg.Untightened}
	for _, c := range t.Columns {
		if cfg.Attributes[c.Name].Role != Subject {
			continue
		}
		if p.units != nil {
			return nil, nil, &Error{Column: c.Name, Err: ErrSubject}
		}
		if p.units = units(c); len(p.units) < cfg.K {
			return nil, nil, fmt.Errorf("table: %w", ErrK)
		}
		p.n = len(p.units)
	}
	var names []string
	var cols []*Column
	for _, c := range t.Columns {
		a := cfg.Attributes[c.Name]
		if a.Role != Quasi {
			continue
		}
		if cfg.Scheme != nil && a.Hierarchy == nil {
			return nil, nil, &Error{Column: c.Name, Err: ErrScheme}
		}
		tr, err := treeOf(c, a, cfg.Population)
		if err != nil {
			return nil, nil, err
		}
		names, cols = append(names, c.Name), append(cols, c)
		p.trees = append(p.trees, tr)
	}
	if p.q = len(cols); p.q == 0 {
		return nil, nil, fmt.Errorf("table: %w", ErrNoQuasi)
	}
	p.codes = make([]uint16, p.n*p.q)
	if p.units == nil {
		p.encode(cols, cfg.Workers)
	} else {
		for j, c := range cols {
			tr, codes := p.trees[j].merged(c, p.units)
			p.trees[j] = tr
			for i, x := range codes {
				p.codes[i*p.q+j] = x
			}
		}
	}
	if over || cfg.Population != nil {
		if err := p.over(t, cfg, names); err != nil {
			return nil, nil, err
		}
	}
	for _, m := range cfg.Models {
		var c *checker
		var err error
		if m.ofPopulation() {
			c, err = populationChecker(p.region, m)
		} else {
			c, err = newChecker(t, m)
		}
		if err != nil {
			return nil, nil, err
		}
		c.units = p.units
		p.checks = append(p.checks, c)
	}
	if len(p.checks) > 0 && !p.holds(allRows(p.n)) {
		return nil, nil, fmt.Errorf("table: %w", ErrUnreachable)
	}
	return p, names, nil
}

// over prepares to count in a population.
func (p *problem) over(t *Table, cfg *Config, names []string) (err error) {
	if cfg.Population == nil {
		return fmt.Errorf("table: %w: k-map and presence need a population", ErrModel)
	}
	if cfg.Untightened || cfg.Algorithm == Full { // wider labels hold more of the population than is counted
		if slices.ContainsFunc(cfg.Models, func(m Model) bool { return m.Kind == Presence && m.Min > 0 }) {
			return fmt.Errorf("table: %w: a least presence needs labels as tight as possible", ErrModel)
		}
	}
	p.region, err = newRegion(t, cfg.Population, names, p.trees)
	return err
}

func treeOf(c *Column, a Attribute, population *Table) (*tree, error) {
	h := a.Hierarchy
	var err error
	var more []string
	if population != nil && population.Column(c.Name) != nil {
		more = population.Column(c.Name).Values
	}
	if h == nil {
		vals := slices.Concat(c.Values, more)
		for i := 0; i < c.Len(); i += 1 + c.Len()/20000 { // how often they occur: a sample tells
			vals = append(vals, c.Value(i))
		}
		if h, err = hierarchy.Automatic(vals); err != nil {
			return nil, &Error{Column: c.Name, Err: err}
		}
	}
	if slices.Contains(c.Values, "") || slices.Contains(more, "") { // missing values are a category of their own
		if h, err = h.WithMissing(); err != nil {
			return nil, &Error{Column: c.Name, Err: err}
		}
	}
	return newTree(c, h, h.Numeric() && !a.Categorical)
}

func allRows(n int) []int32 {
	r := make([]int32, n)
	for i := range r {
		r[i] = int32(i)
	}
	return r
}
