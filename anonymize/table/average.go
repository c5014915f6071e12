package table

import (
	"context"
	"errors"
	"fmt"
)

// isShare reports whether x is from 0 to 1, which NaN is not.
func isShare(x float64) bool { return x >= 0 && x <= 1 }

// raised looks for the smallest class size from K at which the average risks hold too. Larger classes
// lower them, so a class size that is enough is found by doubling, then the smallest by halves.
func raised(ctx context.Context, t *Table, cfg Config) (*Result, error) {
	if !isShare(cfg.AverageRisk) || !isShare(cfg.PopulationRisk) || cfg.PopulationRisk > 0 && cfg.Population == nil {
		return nil, fmt.Errorf("table: %w: an average risk is a share, that in a population needs one", ErrModel)
	}
	try := func(k int) (*Result, bool, error) {
		c := cfg
		c.K = k
		r, err := solve(ctx, t, c)
		if err != nil {
			return nil, false, err
		}
		ok, err := r.averages(&cfg)
		return r, ok, err
	}
	low, k := cfg.K-1, cfg.K
	best, ok, err := try(k)
	for ; err == nil && !ok; best, ok, err = try(k) {
		if low = k; k == t.Rows {
			return nil, fmt.Errorf("table: average risk: %w", ErrUnreachable)
		}
		k = min(2*k, t.Rows)
	}
	if errors.Is(err, ErrK) && k > cfg.K { // more than there are persons
		err = fmt.Errorf("table: average risk: %w", ErrUnreachable)
	}
	for err == nil && k-low > 1 && ctx.Err() == nil {
		mid := low + (k-low)/2
		r, ok, e := try(mid)
		switch {
		case e != nil && ctx.Err() == nil:
			return nil, e
		case e == nil && ok:
			best, k = r, mid
		default:
			low = mid
		}
	}
	return best, err
}

// averages reports whether the average risks hold, counted on the output strings.
func (r *Result) averages(cfg *Config) (bool, error) {
	risk, err := measure(r.Table, r.Quasi, MeasureOptions{}, r.prob.who(r.Table.Rows))
	if err != nil {
		return false, err
	}
	ok := cfg.AverageRisk == 0 || risk.ProsecutorAvg <= cfg.AverageRisk
	if cfg.PopulationRisk > 0 {
		sizes, of := r.inPopulation()
		risk.within(sizes, of)
		ok = ok && risk.JournalistAvg <= cfg.PopulationRisk
	}
	return ok, nil
}
