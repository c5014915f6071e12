package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/pii"
)

type tablePublishCmd struct {
	tableInput
	By          []string `required:"" placeholder:"A,B" help:"Group columns."`
	Count       []string `default:"rows" placeholder:"KIND" help:"rows, subjects, percent."`
	Sum         []string `placeholder:"A,B" help:"Columns to sum."`
	Mean        []string `placeholder:"A,B" help:"Columns to average."`
	Subject     string   `placeholder:"A" help:"Column that names the person; else every row is one."`
	Threshold   count    `default:"5" help:"Fewest persons of a group that is shown."`
	Margins     bool     `help:"Add totals."`
	Round       count    `placeholder:"N" help:"Round counts to multiples of N."`
	Dominance   share    `placeholder:"X" help:"Hide groups whose largest person has more than this share of a sum."`
	KeepFinds   bool     `name:"keep-findings" help:"Show groups whose value itself holds personal data, such as a search for a name."`
	Ledger      string   `placeholder:"FILE" help:"Remember releases in FILE; refuse what subtraction would reveal, or what exceeds the budget."`
	Epsilon     above    `placeholder:"X" help:"Count persons with noise instead: the privacy loss of this release (differential privacy)."`
	Delta       float64  `default:"1e-6" placeholder:"X" help:"With --epsilon and without --domain: chance that a group of one person shows."`
	Domain      []string `sep:"none" placeholder:"COLUMN=A|B" help:"With --epsilon: all values of a group column, known without the data."`
	Bounds      string   `placeholder:"LOW:HIGH" help:"With --epsilon and --sum: what a person may add to a group."`
	GroupsEach  int      `default:"1" placeholder:"N" help:"With --epsilon: groups that a person counts in."`
	TotalBudget above    `placeholder:"X" help:"With --epsilon and --ledger: what all releases may take together."`
	Output      string   `short:"o" default:"-" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

func (c *tablePublishCmd) Run(a *app) error {
	if c.TotalBudget > 0 && (c.Ledger == "" || c.Epsilon == 0) {
		return usage("--total-budget needs --epsilon and --ledger")
	}
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	var ledger *table.Ledger
	if c.Ledger != "" {
		var free func()
		if ledger, free, err = openLedger(c.Ledger); err != nil {
			return err
		}
		defer free()
	}
	var out *table.Table
	var told string
	if c.Epsilon != 0 {
		out, told, err = c.private(t, ledger)
	} else {
		out, told, err = c.grouped(t, ledger)
	}
	if err != nil && (c.Epsilon == 0 || !errors.Is(err, table.ErrSmall)) {
		return err
	}
	if ledger != nil { // first, so that nothing is out that the ledger does not know
		if err := writeWhole(a, c.Ledger, ledger.Write); err != nil {
			return err
		}
	}
	if err != nil { // that no group is shown is a result, which took its part of the budget
		return err
	}
	if err := writeWhole(a, c.Output, out.Write); err != nil {
		return err
	}
	fmt.Fprintln(a.err, told)
	return nil
}

func (c *tablePublishCmd) grouped(t *table.Table, ledger *table.Ledger) (*table.Table, string, error) {
	cfg := table.PublishConfig{By: c.By, Subject: c.Subject, Threshold: int(c.Threshold), Margins: c.Margins, Round: int(c.Round), Dominance: float64(c.Dominance), Ledger: ledger}
	for _, k := range c.Count {
		cfg.Statistics = append(cfg.Statistics, table.Statistic{Kind: table.MeasureKind(k)})
	}
	for _, n := range c.Sum {
		cfg.Statistics = append(cfg.Statistics, table.Statistic{Kind: table.Sum, Column: n})
	}
	for _, n := range c.Mean {
		cfg.Statistics = append(cfg.Statistics, table.Statistic{Kind: table.Mean, Column: n})
	}
	if !c.KeepFinds {
		clean, err := cleanValue()
		if err != nil {
			return nil, "", err
		}
		cfg.Clean = clean
	}
	p, err := table.Publish(t, cfg)
	if err != nil {
		return nil, "", tableError(c.Input, err)
	}
	told := fmt.Sprintf("%d figures shown, %d hidden for themselves, %d to protect those", p.Table.Rows, p.Primary, p.Complementary)
	if len(p.DroppedMargins) > 0 {
		var kinds []string
		for _, columns := range p.DroppedMargins {
			kinds = append(kinds, cmp.Or(strings.Join(columns, "+"), "all"))
		}
		told += "; totals left out: " + strings.Join(kinds, ", ")
	}
	return p.Table, told, nil
}

// cleanValue tells whether the default policy leaves a value as it is. A word alone that may be a name ("White", "Masters") singles out
// nobody whom the threshold does not. What cannot be told is not clean.
func cleanValue() (func(string) bool, error) {
	r, err := newCellRedactor("default")
	if err != nil {
		return nil, err
	}
	return func(v string) bool {
		res, err := r.Redact([]byte(v))
		if err != nil {
			return false
		}
		word := !strings.ContainsAny(v, " \t") && res.Stats.Unscanned+res.Stats.Failed == 0 && res.Stats.Replaced[pii.Person] == res.Stats.Total()
		return word || string(res.Text) == v
	}, nil
}

func (c *tablePublishCmd) private(t *table.Table, ledger *table.Ledger) (*table.Table, string, error) {
	if c.Margins || c.Round != 0 || c.Dominance != 0 || len(c.Mean) > 0 || len(c.Sum) > 1 {
		return nil, "", usage("--epsilon publishes the persons of each group and one --sum, without totals")
	}
	cfg := table.PrivateConfig{By: c.By, Subject: c.Subject, Epsilon: float64(c.Epsilon), Delta: c.Delta, Groups: c.GroupsEach, Ledger: ledger}
	for _, s := range c.Domain {
		column, values, ok := strings.Cut(s, "=")
		if !ok {
			return nil, "", usage("--domain must be COLUMN=A|B")
		}
		if cfg.Domain == nil {
			cfg.Domain, cfg.Delta = map[string][]string{}, 0
		}
		cfg.Domain[column] = strings.Split(values, "|")
	}
	if len(c.Sum) == 1 {
		cfg.Sum = c.Sum[0]
		if n, err := fmt.Sscanf(c.Bounds, "%g:%g", &cfg.Low, &cfg.High); n != 2 || err != nil {
			return nil, "", usage("--sum with --epsilon needs --bounds LOW:HIGH")
		}
	}
	if c.TotalBudget > 0 {
		if ledger.Budget > 0 && ledger.Budget != float64(c.TotalBudget) {
			return nil, "", usage("%s has a budget of %g", c.Ledger, ledger.Budget)
		}
		ledger.Budget = float64(c.TotalBudget)
	}
	p, err := table.PublishPrivate(t, cfg)
	if err != nil {
		return nil, "", tableError(c.Input, err)
	}
	told := fmt.Sprintf("%d groups, counts within %d for 95 of 100", p.Table.Rows, p.CountError)
	if p.SumError > 0 {
		told += fmt.Sprintf(", sums within %g", p.SumError)
	}
	if p.Least > 0 {
		told += fmt.Sprintf(", groups from %d", p.Least)
	}
	return p.Table, told, nil
}
