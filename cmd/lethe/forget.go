package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/lethe-pii/lethe/anonymize/vault"
)

type forgetCmd struct {
	vaultFlags
	Subject string `arg:"" help:"Whose values are to be unreadable from now on."`
}

// Run prints the receipt.
func (c *forgetCmd) Run(a *app) error {
	return c.with(a, func(v *vault.Engine) error {
		receipt, err := v.Forget(a.ctx, c.Subject)
		if err != nil {
			return c.failure(c.Subject, err)
		}
		return outputError(json.NewEncoder(a.out).Encode(receipt))
	})
}

// failure says of which subject something could not be had.
func (f vaultFlags) failure(subject string, err error) error {
	switch {
	case errors.Is(err, vault.ErrNotFound):
		err = errors.New("not in this vault")
	case errors.Is(err, vault.ErrForgotten):
		err = errors.New("was forgotten before")
	}
	return ioFailure(fmt.Errorf("%s: subject %q: %w", f.Vault, subject, err))
}

type holdCmd struct {
	vaultFlags
	Release bool   `help:"Lift the hold."`
	Subject string `arg:"" help:"Whom neither forget nor purge may touch until the hold is lifted."`
}

func (c *holdCmd) Run(a *app) error {
	return c.with(a, func(v *vault.Engine) error {
		if err := v.Hold(a.ctx, c.Subject, !c.Release); err != nil {
			return c.failure(c.Subject, err)
		}
		return nil
	})
}

type subjectCmd struct {
	vaultFlags
	As      string `enum:"json,csv" default:"json" help:"json or csv."`
	Subject string `arg:"" help:"About whom everything that is held is listed, values included."`
}

func (c *subjectCmd) Run(a *app) error {
	return c.with(a, func(v *vault.Engine) error {
		report, err := v.Subject(a.ctx, c.Subject)
		if err != nil {
			return c.failure(c.Subject, err)
		}
		if c.As == "csv" {
			return outputError(report.RevealCSV(a.out))
		}
		return outputError(report.RevealJSON(a.out))
	})
}

type purgeCmd struct {
	vaultFlags
	OlderThan string `placeholder:"730d" help:"Also forget subjects without interaction for so long: days (730d) or hours (48h)."`
	DryRun    bool   `help:"Only count."`
	Compact   bool   `help:"Also write the vault's file anew without what was destroyed."`
}

func (c *purgeCmd) Run(a *app) error {
	age, err := parseAge(c.OlderThan)
	if err != nil {
		return err
	}
	return c.with(a, func(v *vault.Engine) error {
		report, err := v.Purge(a.ctx, age, c.DryRun)
		if err == nil && c.Compact && !c.DryRun {
			err = v.Compact(a.ctx)
		}
		if err != nil {
			return ioFailure(err)
		}
		return outputError(json.NewEncoder(a.out).Encode(report))
	})
}

// maxAgeDays is a hundred years; a Duration would overflow after 292.
const maxAgeDays = 36525

// parseAge reads a number of days or a duration.
func parseAge(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	var days int
	if n, err := fmt.Sscanf(s, "%dd", &days); err == nil && n == 1 && fmt.Sprintf("%dd", days) == s && days > 0 {
		if days > maxAgeDays {
			return 0, usage("--older-than is at most %d days", maxAgeDays)
		}
		return time.Duration(days) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return 0, usage("--older-than is a time such as 730d or 48h")
	}
	return d, nil
}

type auditCmd struct {
	Show   auditShowCmd   `cmd:"" help:"Write what was done with the vault as lines of JSON."`
	Verify auditVerifyCmd `cmd:"" help:"Check that such lines are the vault's own, whole and unchanged."`
}

type auditShowCmd struct{ vaultFlags }

func (c *auditShowCmd) Run(a *app) error {
	return c.with(a, func(v *vault.Engine) error { return outputError(v.WriteAudit(a.ctx, a.out)) })
}

type auditVerifyCmd struct {
	vaultFlags
	File string `arg:"" help:"What lethe audit show wrote."`
}

func (c *auditVerifyCmd) Run(a *app) error {
	f, err := os.Open(c.File)
	if err != nil {
		return ioFailure(err)
	}
	defer f.Close()
	return c.with(a, func(v *vault.Engine) error {
		n, err := v.VerifyAudit(a.ctx, f)
		if err != nil {
			return ioFailure(fmt.Errorf("%s: %w", c.File, err))
		}
		_, err = fmt.Fprintf(a.out, "%s: ok, %d records\n", c.File, n)
		return outputError(err)
	})
}
