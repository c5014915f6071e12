package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
)

type policyCmd struct {
	List    policyListCmd    `cmd:"" help:"List the presets."`
	Check   policyCheckCmd   `cmd:"" help:"Check a policy file."`
	Explain policyExplainCmd `cmd:"" help:"Say what a policy does to each type and what that leaks."`
	Diff    policyDiffCmd    `cmd:"" help:"List the types that two policies treat differently."`
}

type policyListCmd struct{}

func (c *policyListCmd) Run(a *app) error {
	for _, n := range anonymize.Presets() {
		if _, err := fmt.Fprintln(a.out, n); err != nil {
			return ioFailure(err)
		}
	}
	return nil
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

type policyDiffCmd struct {
	Old string `arg:"" help:"YAML file or preset."`
	New string `arg:"" help:"YAML file or preset."`
}

func (c *policyDiffCmd) Run(a *app) error {
	old, err := loadPolicy(c.Old)
	if err != nil {
		return err
	}
	new, err := loadPolicy(c.New)
	if err != nil {
		return err
	}
	lines := anonymize.Diff(old, new)
	if len(lines) > 0 {
		_, err = fmt.Fprintln(a.out, strings.Join(lines, "\n"))
	}
	return outputError(err)
}
