package table

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrDifference: a figure differs from an earlier release by fewer persons than the threshold, which
// would show what those persons have in common.
var ErrDifference = errors.New("subtracting an earlier release would show a group under the threshold")

// Ledger remembers what was published, so that a later release does not give away by subtraction what
// each release hides. It holds the labels of published groups with their exact numbers of persons, which
// rounding or a publication of sums alone does not tell: keep it with the original. It is not safe for
// concurrent use.
type Ledger struct {
	Releases []Release      `json:"releases"`
	Classes  []ClassRelease `json:"class_releases,omitempty"` // of Anonymize
	// Budget is the most that releases with noise may take together, in ε; 0 means no limit. Spent and
	// SpentDelta are what they took (basic composition: the sums).
	Budget     float64 `json:"epsilon_budget,omitempty"`
	Spent      float64 `json:"epsilon_spent,omitempty"`
	SpentDelta float64 `json:"delta_spent,omitempty"`
}

// Release is one entry of a [Ledger].
type Release struct {
	By    []string       `json:"by"`
	Cells map[string]int `json:"cells"` // persons by labels, a JSON object
	// Hides says that some groups were left out.
	Hides bool `json:"hides"`
}

// ReadLedger reads what [Ledger.Write] wrote; an empty input is an empty ledger.
func ReadLedger(r io.Reader) (*Ledger, error) {
	l := &Ledger{}
	d := json.NewDecoder(r)
	if err := d.Decode(l); err != nil { // an empty file has forgotten everything
		return nil, errors.New("table: ledger cannot be read")
	}
	if _, err := d.Token(); err != io.EOF || l.Budget < 0 || l.Spent < 0 || l.SpentDelta < 0 {
		return nil, errors.New("table: ledger cannot be read")
	}
	return l, nil
}

// Write writes the ledger as JSON.
func (l *Ledger) Write(w io.Writer) error {
	if err := json.NewEncoder(w).Encode(l); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return nil
}

// admit remembers a release, or refuses it. Refused is a figure that differs from that of an earlier
// release by at least one and fewer than threshold persons, be it shown or the sum of groups that are; and,
// where one of two releases over common columns hides groups, any difference in which groups are shown,
// since totals of one would narrow what the other hides.
func (l *Ledger) admit(g *grouping, shown []*cellData, hides bool) error {
	n := Release{By: g.cfg.By, Cells: map[string]int{}, Hides: hides}
	for _, c := range shown {
		labels := map[string]string{}
		for j := range g.by {
			if c.at[j] != total {
				labels[g.cfg.By[j]] = g.label(c, j)
			}
		}
		key, err := json.Marshal(labels) // keys of a map are sorted: the order of By does not matter
		if err != nil {
			return fmt.Errorf("table: %w", err)
		}
		n.Cells[string(key)] = c.size()
	}
	sums, err := n.sums()
	if err != nil {
		return err
	}
	for _, old := range l.Releases {
		same := len(old.Cells) == len(n.Cells)
		for k := range n.Cells {
			_, ok := old.Cells[k]
			same = same && ok
		}
		common := slices.ContainsFunc(old.By, func(c string) bool { return slices.Contains(n.By, c) })
		if !same && (old.Hides || hides) {
			if common {
				return fmt.Errorf("table: %w", ErrDifference)
			}
			continue
		}
		was, err := old.sums()
		if err != nil {
			return err
		}
		for k, v := range sums {
			if x, ok := was[k]; ok && v != x && abs(v-x) < g.cfg.Threshold {
				return fmt.Errorf("table: %w", ErrDifference)
			}
		}
	}
	l.Releases = append(l.Releases, n)
	return nil
}

// sums adds to the figures of a release the sums of its groups over every set of its columns.
func (r Release) sums() (map[string]int, error) {
	out := map[string]int{}
	for k, n := range r.Cells {
		labels := map[string]string{}
		if err := json.Unmarshal([]byte(k), &labels); err != nil {
			return nil, errors.New("table: ledger cannot be read")
		}
		if len(labels) < len(r.By) || len(r.By) > maxTotals {
			continue
		}
		for set := range 1 << len(r.By) {
			sum := map[string]string{}
			for j, c := range r.By {
				if set>>j&1 == 1 {
					sum[c] = labels[c]
				}
			}
			key, err := json.Marshal(sum)
			if err != nil {
				return nil, fmt.Errorf("table: %w", err)
			}
			out[string(key)] += n
		}
	}
	for k, n := range r.Cells {
		out[k] = n
	}
	return out, nil
}

// spend takes a release with noise from the budget.
func (l *Ledger) spend(epsilon, delta float64) error {
	if l.Budget != 0 && !(l.Spent+epsilon <= l.Budget*(1+1e-9)) {
		return fmt.Errorf("table: %w: %g of %g spent", ErrBudget, l.Spent, l.Budget)
	}
	l.Spent += epsilon
	l.SpentDelta += delta
	return nil
}
