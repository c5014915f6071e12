package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// modelFlags bound what a class tells of sensitive columns.
type modelFlags struct {
	L        above  `name:"l" placeholder:"N" help:"l-diversity of every sensitive column."`
	LKind    string `name:"l-kind" enum:"distinct,entropy,recursive" default:"entropy" help:"Kind of l-diversity: distinct, entropy or recursive."`
	C        above  `name:"c" default:"3" placeholder:"N" help:"c of recursive (c,l)-diversity."`
	T        above  `name:"t" placeholder:"X" help:"t-closeness of every sensitive column."`
	TKind    string `name:"t-kind" enum:"equal,ordered,hierarchical" default:"equal" help:"Distance of t: equal, ordered (of numbers) or hierarchical (by the column's file in --hierarchies, or one built from the data)."`
	Beta     above  `placeholder:"X" help:"Beta-likeness of every sensitive column: no value is over 1+X times as frequent in a class as in the table."`
	Map      count  `placeholder:"N" help:"k-map: N persons of --population share each combination; -k may then be 1."`
	Presence string `placeholder:"LOW:HIGH" help:"Delta-presence: which share of the persons of --population who share a combination may be in the table, such as 0:0.2."`
}

// models are those that the flags ask for; hierarchy is that of a sensitive column.
func (f modelFlags) models(sensitive []string, hierarchy func(column string) (*hierarchy.Hierarchy, error)) ([]table.Model, error) {
	if (f.L > 0 || f.T > 0 || f.Beta > 0) && len(sensitive) == 0 {
		return nil, usage("--l, --t and --beta need a sensitive column")
	}
	var out []table.Model
	if f.Map != 0 {
		out = append(out, table.Model{Kind: table.KMap, L: float64(f.Map)})
	}
	if f.Presence != "" {
		m := table.Model{Kind: table.Presence}
		if n, err := fmt.Sscanf(f.Presence, "%g:%g", &m.Min, &m.Max); n != 2 || err != nil {
			return nil, usage("--presence must be LOW:HIGH")
		}
		out = append(out, m)
	}
	for _, s := range sensitive {
		if f.L > 0 {
			kind := map[string]table.ModelKind{"distinct": table.DistinctL, "entropy": table.EntropyL, "recursive": table.RecursiveCL}[f.LKind]
			out = append(out, table.Model{Kind: kind, Column: s, L: float64(f.L), C: float64(f.C)})
		}
		if f.T > 0 {
			m := table.Model{Kind: map[string]table.ModelKind{"equal": table.EqualT, "ordered": table.OrderedT, "hierarchical": table.HierarchicalT}[f.TKind],
				Column: s, T: float64(f.T)}
			if m.Kind == table.HierarchicalT {
				var err error
				if m.Hierarchy, err = hierarchy(s); err != nil {
					return nil, err
				}
			}
			out = append(out, m)
		}
		if f.Beta > 0 {
			out = append(out, table.Model{Kind: table.BetaLikeness, Column: s, Beta: float64(f.Beta)})
		}
	}
	return out, nil
}

// releaseFlags are of what a release is and how it is reported.
type releaseFlags struct {
	K         int           `short:"k" default:"5" help:"Persons that share each combination."`
	Algorithm string        `enum:"mondrian,fast,best,full" default:"best" help:"mondrian, fast, best or full (one scheme for all rows)."`
	Suppress  share         `default:"0" placeholder:"X" help:"Share of rows that may be released as *, 0 to 1."`
	Budget    time.Duration `placeholder:"5s" help:"Time for best; an interrupt also keeps the best so far."`
	Seed      uint64        `help:"Seed of the search."`
	Scheme    []int         `placeholder:"L,L" help:"With full: a level for each quasi-identifier in column order, as full printed it for an earlier table."`
	Loose     bool          `name:"untightened" help:"With mondrian or full: labels as wide as the cuts, which do not tell what rows a class has."`
	Report    string        `placeholder:"FILE" help:"Write a report: .html, .json or text."`
	Average   above         `name:"average-risk" placeholder:"X" help:"Highest average risk of the persons to be found, 0 to 1; k is raised until it holds."`
	Size      count         `name:"population-size" placeholder:"N" help:"Persons that the table is a random sample of, for the report."`
	Quiet     bool          `short:"q" help:"No figures and no progress on standard error."`
}

func (f releaseFlags) config(a *app) table.Config {
	cfg := table.Config{K: f.K, Algorithm: table.Algorithm(f.Algorithm), Suppression: float64(f.Suppress), Budget: f.Budget, Seed: f.Seed,
		Scheme: f.Scheme, Untightened: f.Loose, AverageRisk: float64(f.Average)}
	if a.errTerm && !f.Quiet {
		cfg.Progress = func(p table.Progress) {
			fmt.Fprintf(a.err, "\rloss %.4f after %.1f s; ^C keeps it\x1b[K", p.Loss, p.Elapsed.Seconds())
		}
	}
	return cfg
}

// done ends the line of the progress.
func (f releaseFlags) done(a *app, cfg table.Config) {
	if cfg.Progress != nil {
		fmt.Fprint(a.err, "\r\x1b[K")
	}
}

// report writes the report or, without one, a line of figures.
func (f releaseFlags) report(a *app, r *table.Result, original *table.Table, cfg table.Config) error {
	if r.Scheme != nil && !f.Quiet {
		fmt.Fprintf(a.err, "scheme %s\n", strings.Trim(strings.ReplaceAll(fmt.Sprint(r.Scheme), " ", ","), "[]"))
	}
	if f.Report == "" {
		if !f.Quiet {
			fmt.Fprintf(a.err, "k %d, loss %.4f, %d classes, %d of %d rows suppressed\n", f.K, r.Loss, r.Classes, r.Suppressed, original.Rows)
		}
		return nil
	}
	rep, err := r.Report(original, cfg, table.MeasureOptions{PopulationSize: int(f.Size)})
	if err != nil {
		return usage("--report: %w", err)
	}
	write := rep.WriteText
	switch strings.ToLower(filepath.Ext(f.Report)) {
	case ".html":
		write = rep.WriteHTML
	case ".json":
		write = rep.WriteJSON
	}
	return writeWhole(a, f.Report, write)
}

type tableAnonymizeCmd struct {
	tableInput
	roleFlags
	modelFlags
	releaseFlags
	Population string `placeholder:"FILE" help:"Table of the population that the persons are of, a person a row, as the input with the same quasi-identifiers."`
	PopRisk    above  `name:"population-risk" placeholder:"X" help:"Highest average risk to be found for who may not be in the table, counted in --population; k is raised until it holds."`
	Output     string `short:"o" default:"-" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
	Keys       string `placeholder:"FILE" help:"Key file: identifiers become tokens, the same that gdpr-pseudonymize makes of them in text."`
	Earlier    string `placeholder:"FILE" help:"A release of the same rows in the same order: refuse what has fewer than k persons in both together."`
	Ledger     string `placeholder:"FILE" help:"Remember releases in FILE: refuse one that differs from an earlier one in fewer than k persons of a class. Use --scheme for all of them."`
	Linkable   bool   `help:"Allow tokens that join rows of different persons, or rows that no --subject joins."`
	Window     count  `placeholder:"N" help:"Hold N rows at a time: for tables larger than memory and endless streams. best becomes mondrian."`
	RedactText string `placeholder:"FILE|PRESET" help:"Keep free text, redacted by this policy, such as gdpr-anonymize."`
}

// manyRows is from where memory is worth more than time: nearly all of it is the table.
const manyRows = 1 << 20

func (c *tableAnonymizeCmd) Run(a *app) error {
	if c.Window > 0 {
		return c.stream(a)
	}
	t, err := c.read(a, c.Input)
	if err != nil {
		return err
	}
	if t.Rows > manyRows {
		debug.SetGCPercent(10)
	}
	cfg, err := c.settings(a, t)
	if err != nil {
		return err
	}
	subject := ""
	if s := withRole(t, cfg.Attributes, table.Subject); len(s) > 0 {
		subject = s[0]
	}
	t, out, err := c.consenting(t, subject)
	if err != nil {
		return tableError(c.Input, err)
	}
	if out > 0 && !c.Quiet {
		fmt.Fprintf(a.err, "%d rows left out for consent\n", out)
	}
	closeKeys, err := c.tokens(a, &cfg)
	if err != nil {
		return err
	}
	defer closeKeys()
	if c.Ledger != "" {
		ledger, free, err := openLedger(c.Ledger)
		if err != nil {
			return err
		}
		defer free()
		cfg.Ledger = ledger
	}
	r, err := table.Anonymize(a.ctx, t, cfg)
	c.done(a, cfg)
	if err != nil {
		return tableError(c.Input, err)
	}
	if cfg.Ledger != nil { // first, so that nothing is out that the ledger does not know
		if err := writeWhole(a, c.Ledger, cfg.Ledger.Write); err != nil {
			return err
		}
	}
	if err := writeWhole(a, c.Output, r.Table.Write); err != nil {
		return err
	}
	return c.report(a, r, t, cfg)
}

// tokens opens --keys.
func (c *tableAnonymizeCmd) tokens(a *app, cfg *table.Config) (closeKeys func(), err error) {
	if c.Keys == "" {
		return func() {}, nil
	}
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return nil, err
	}
	cfg.Token, err = cellTokens(token.New(set, tokenPurpose), anonymize.WithKeys(set))
	if err != nil {
		set.Close()
	}
	return func() { set.Close() }, err
}

// settings are those of the flags for a table or its first rows, but for the keys.
func (c *tableAnonymizeCmd) settings(a *app, t *table.Table) (cfg table.Config, err error) {
	at, told, err := c.attributes(t)
	if err != nil {
		return cfg, err
	}
	if !c.Quiet {
		for _, s := range told {
			fmt.Fprintln(a.err, s)
		}
	}
	cfg = c.config(a)
	cfg.Attributes, cfg.Linkable, cfg.PopulationRisk = at, c.Linkable, float64(c.PopRisk)
	if cfg.Models, err = c.models(withRole(t, at, table.Sensitive), func(n string) (*hierarchy.Hierarchy, error) {
		h, err := c.sensitive(n)
		if h == nil && err == nil && c.Window == 0 { // else a first pass builds one
			h, err = hierarchy.Automatic(t.Column(n).Values)
		}
		return h, err
	}); err != nil {
		return cfg, err
	}
	if c.Population != "" {
		if cfg.Population, err = c.read(a, c.Population); err != nil {
			return cfg, err
		}
	}
	if c.Earlier != "" {
		if cfg.Earlier, err = c.read(a, c.Earlier); err != nil {
			return cfg, err
		}
	}
	if c.RedactText != "" {
		cfg.Redact, err = cellRedactor(c.RedactText)
	}
	return cfg, err
}

// cellRedactor redacts cells of free text.
func cellRedactor(policy string) (func(string) (string, error), error) {
	r, err := newCellRedactor(policy)
	if err != nil {
		return nil, err
	}
	return r.String, nil
}

func newCellRedactor(policy string, opts ...anonymize.Option) (*anonymize.Redactor, error) {
	p, err := loadPolicy(policy)
	if err != nil {
		return nil, err
	}
	s, err := pii.NewScanner(detectors.Default())
	if err != nil {
		return nil, err
	}
	r, err := anonymize.NewRedactor(s, p, opts...)
	if err != nil {
		return nil, usage("policy %s: %w", policy, err)
	}
	return r, nil
}

// tokenPurpose is that of the preset gdpr-pseudonymize, so that cells and texts have the same tokens.
const tokenPurpose = "gdpr-pseudonymize"

// cellTokens makes the token that the preset makes of a cell in which one finding is all there is; another cell gets a token of its
// text, of type ID.
func cellTokens(codec *token.Codec, keys anonymize.Option) (func(column, value string) (string, error), error) {
	r, err := newCellRedactor(tokenPurpose, keys)
	if err != nil {
		return nil, err
	}
	return func(column, value string) (string, error) {
		res, err := r.Redact([]byte(value), pii.Mark{Kind: pii.MarkCell, Label: column})
		if err != nil {
			return "", err
		}
		if codec.IsToken(res.Text) {
			return string(res.Text), nil
		}
		tok, err := codec.AppendToken(nil, "ID", []byte(strings.TrimSpace(value)))
		return string(tok), err
	}, nil
}
