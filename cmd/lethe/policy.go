package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/pii"
)

type policyCmd struct {
	List    policyListCmd    `cmd:"" help:"List the presets and what each is for."`
	Check   policyCheckCmd   `cmd:"" help:"Check a policy file."`
	Explain policyExplainCmd `cmd:"" help:"Say what a policy does to each type and what that leaks."`
	Diff    policyDiffCmd    `cmd:"" help:"List the types that two policies treat differently."`
	Shadow  policyShadowCmd  `cmd:"" help:"Count on your files what a new policy would treat differently; never values."`
}

type policyListCmd struct{}

func (c *policyListCmd) Run(a *app) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, n := range anonymize.Presets() {
		p, _ := anonymize.Preset(n)
		fmt.Fprintf(w, "%s\t%s\n", n, p.About)
	}
	return outputError(w.Flush())
}

type policyCheckCmd struct {
	Policy string `arg:"" name:"policy" help:"YAML file or preset."`
}

func (c *policyCheckCmd) Run(a *app) error {
	p, err := loadPolicy(c.Policy)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: ok, %d rules\n", c.Policy, len(p.Rules))
	return outputError(err)
}

type policyExplainCmd struct {
	Policy string `arg:"" optional:"" default:"default" name:"policy" help:"YAML file or preset."`
	As     string `enum:"text,json" default:"text" help:"text or json."`
}

func (c *policyExplainCmd) Run(a *app) error {
	p, err := loadPolicy(c.Policy)
	if err != nil {
		return err
	}
	e := p.Explain()
	if c.As == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return outputError(enc.Encode(e))
	}
	_, err = fmt.Fprint(a.out, e)
	return outputError(err)
}

// policyPair names two policies that are compared.
type policyPair struct {
	Old string `arg:"" help:"The policy in use: YAML file or preset."`
	New string `arg:"" help:"The policy on trial."`
}

func (c policyPair) load() (old, new anonymize.Policy, err error) {
	if old, err = loadPolicy(c.Old); err == nil {
		new, err = loadPolicy(c.New)
	}
	return old, new, err
}

type policyDiffCmd struct{ policyPair }

func (c *policyDiffCmd) Run(a *app) error {
	old, new, err := c.load()
	if err != nil {
		return err
	}
	lines := anonymize.Diff(old, new)
	if len(lines) > 0 {
		_, err = fmt.Fprintln(a.out, strings.Join(lines, "\n"))
	}
	return outputError(err)
}

type policyShadowCmd struct {
	policyPair
	fileFlags
	findFlags
}

// Run writes counts only; neither policy is applied.
func (c *policyShadowCmd) Run(a *app) error {
	old, new, err := c.load()
	if err != nil {
		return err
	}
	c.named = named(old, new)
	scanner, _, err := c.scanner()
	if err != nil {
		return err
	}
	shadow, err := anonymize.NewShadow(scanner, old, new)
	if err != nil {
		return usage("%w", err)
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	var stats anonymize.ShadowStats
	done, failed, holes, err := countEach(a, ins, errs, func(in batch.Input) (one anonymize.ShadowStats, hole, err error) {
		src, err := c.open(a, in, false)
		if err != nil {
			return one, nil, err
		}
		defer src.Close()
		format := c.content(in, src)
		codec := format.Open(src, io.Discard)
		one, err = shadow.Container(format.Name, codec)
		return one, unread(codec), err
	}, func(_ batch.Input, one anonymize.ShadowStats) error {
		stats.Add(one)
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(a.out, stats); err != nil {
		return ioFailure(err)
	}
	return outcome(done, failed, holes)
}

// policyFilter returns what decides whether a finding counts: all do without a policy.
func policyFilter(name string) (func(pii.Finding, []byte) bool, anonymize.Policy, error) {
	if name == "" {
		return func(pii.Finding, []byte) bool { return true }, anonymize.Policy{}, nil
	}
	p, err := loadPolicy(name)
	return p.Replaces, p, err
}

// loadPolicy tells a preset from a file.
func loadPolicy(name string) (anonymize.Policy, error) {
	if p, ok := anonymize.Preset(name); ok {
		return p, nil
	}
	src, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return anonymize.Policy{}, usage("policy %q is neither a file nor a preset; presets are %s", name, strings.Join(anonymize.Presets(), ", "))
	}
	if err != nil {
		return anonymize.Policy{}, ioFailure(err)
	}
	p, err := anonymize.ParsePolicy(src)
	if err != nil {
		return anonymize.Policy{}, usage("%s: %w", name, err)
	}
	return p, nil
}
