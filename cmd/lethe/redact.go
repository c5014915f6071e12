package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

type redactCmd struct {
	workFlags  `group:"Input"`
	findFlags  `group:"What is found"`
	fieldFlags `group:"What is found"`
	Output     string `group:"Output" short:"o" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
	OutDir     string `group:"Output" placeholder:"DIR" help:"Write each file to DIR under its own name."`
	Resume     bool   `group:"Output" help:"With --out-dir: leave out the files that an earlier run has done, by its manifest."`
	Rename     bool   `group:"Output" help:"With --out-dir: put types in the place of findings in file names. The manifest, which tells both names, is then beside DIR."`
	InPlace    bool   `group:"Output" help:"Replace each file, whole or not at all."`
	Policy     string `group:"What becomes of it" placeholder:"FILE|PRESET" help:"What becomes of which type: a YAML file or a preset (lethe policy list). If it is not given: default, or llm-proxy with --vault."`
	Keys       string `group:"What becomes of it" placeholder:"FILE" help:"Key file for policies with tokens (lethe keys new)."`
	Vault      string `group:"What becomes of it" placeholder:"PATH" help:"Keep originals in this vault, which is made if it is not there. Needs --keys and --subject."`
	Subject    string `group:"What becomes of it" placeholder:"ID" help:"Whom the files are about: lethe forget takes the same ID."`
	AsOf       string `group:"What becomes of it" placeholder:"DATE" help:"The day on which ages are judged and that daily tokens are of, such as 2026-01-31; goes before the policy's."`
	Person     string `group:"What becomes of it" placeholder:"FILE" help:"Replace only what this file lists: what one person is called, one value or alias a line, in any case and spacing, names also as Surname, Given and with initials. One name alone counts if it has a line of its own."`
	Final      bool   `group:"What becomes of it" name:"irreversible" help:"Write nothing that can be turned back: tokens are made with a key that is never stored. Excludes --keys and --vault."`
	Guard      bool   `group:"What becomes of it" help:"If a file holds health data together with an identifier, write nothing, print types and counts, and exit with 1."`
	CSVGuard   bool   `group:"Output" name:"csv-guard" help:"Put a ' before cells of CSV files that a spreadsheet would run as formulas."`
	Mute       bool   `group:"Output" help:"Print when the replaced words of recordings were said, as lines of JSON in seconds. The text itself is then written only to --output, --out-dir or in place."`
	Report     string `group:"What is told" placeholder:"FILE.html" help:"Also write a page of what was found and what became of it; it holds values only with --show-values."`
	ShowValues bool   `group:"What is told" help:"Show the values in the report."`
	Log        string `group:"What is told" placeholder:"FILE.jsonl" help:"Write what became of each file, in order, one line of JSON each."`
	Record     string `group:"What is told" placeholder:"FILE.json" help:"Write what made the output: version, policy, key ids, hashes of program and inputs, counts. A rerun gives the same bytes."`
	Stats      bool   `group:"What is told" help:"Print counts by type to standard error."`
	FailOnFind bool   `group:"What is told" help:"Exit with 1 if anything was replaced."`
}

// targets says where the output goes.
func (c *redactCmd) targets() (n int) {
	for _, on := range []bool{c.Output != "", c.OutDir != "", c.InPlace} {
		if on {
			n++
		}
	}
	return n
}

// check settles defaults and refuses what does not go together.
func (c *redactCmd) check() error {
	if c.Output == "-" {
		c.Output = ""
	}
	switch {
	case c.targets() > 1:
		return usage("--output, --out-dir and --in-place exclude each other")
	case c.Resume && c.OutDir == "":
		return usage("--resume needs --out-dir")
	case c.Rename && c.OutDir == "":
		return usage("--rename needs --out-dir")
	case c.ShowValues && c.Report == "":
		return usage("--show-values needs --report")
	case c.Final && c.Keys != "":
		return usage("--irreversible and --keys exclude each other")
	case c.Vault != "" && (c.Keys == "" || c.Subject == ""):
		return usage("--vault needs --keys and --subject")
	}
	if c.Policy == "" {
		c.Policy = "default"
		if c.Vault != "" {
			c.Policy = "llm-proxy"
		}
	}
	return nil
}

func (c *redactCmd) Run(a *app) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	policy, err := c.policy(a)
	if err != nil {
		return err
	}
	c.named = named(policy)
	var opts []anonymize.Option
	scan := []pii.Option{c.workers()}
	if c.Person != "" {
		deny, only, err := personOptions(c.Person)
		if err != nil {
			return err
		}
		scan, opts = append(scan, deny...), append(opts, only)
	}
	scanner, known, err := c.scanner(scan...)
	if err != nil {
		return err
	}
	if c.Guard {
		if err := c.guard(a, scanner); err != nil {
			return err
		}
	}
	fields, err := c.fields(policy, known)
	if err != nil {
		return err
	}
	if c.Subject != "" {
		opts = append(opts, anonymize.WithSubject(c.Subject))
	}
	if c.Final {
		opts = append(opts, anonymize.Irreversible())
	}
	keyed, keyIDs, end, err := c.secrets(a)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := end(); cerr != nil && exitOf(err) != exitIO {
			err = ioFailure(cerr)
		}
	}()
	redactor, err := anonymize.NewRedactor(scanner, policy, append(opts, keyed...)...)
	if errors.Is(err, anonymize.ErrNoKeys) {
		return usage("policy %s makes tokens and needs --keys FILE (lethe keys new FILE)", c.Policy)
	}
	if errors.Is(err, anonymize.ErrNoSubject) {
		return usage("policy %s shifts dates and needs --subject ID", c.Policy)
	}
	if err != nil {
		return usage("%w", err)
	}
	ins, errs, err := c.files(a)
	if err != nil {
		return err
	}
	run := &redaction{redactCmd: c, a: a, scan: scanner, redactor: redactor, fields: fields, format: c.transformed(fields)}
	if ins, err = run.prepare(ins, policy, keyIDs); err != nil {
		return err
	}
	run.rec = c.newRunRecord(policy, keyIDs, ins, errs)
	return run.run(ins, errs)
}

// policy reads the policy, with the day of --as-of.
func (c *redactCmd) policy(a *app) (p anonymize.Policy, err error) {
	if p, err = loadPolicy(c.Policy); err != nil {
		return p, err
	}
	if c.AsOf != "" {
		if p.AsOf, err = time.Parse(time.DateOnly, c.AsOf); err != nil {
			return p, usage("--as-of is a date such as 2026-01-31")
		}
	}
	return p, c.checkVault(a, p)
}

// secrets opens the keys and the vault that are named and gives them as options of a Redactor; end closes them.
func (c *redactCmd) secrets(a *app) (opts []anonymize.Option, keyIDs string, end func() error, err error) {
	if c.Keys == "" {
		return nil, "", func() error { return nil }, nil
	}
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return nil, "", nil, err
	}
	opts, keyIDs = append(opts, anonymize.WithKeys(set)), set.String()
	if c.Vault == "" {
		return opts, keyIDs, set.Close, nil
	}
	v, err := openVault(a, c.Vault, set, true)
	if err != nil {
		_ = set.Close()
		return nil, "", nil, err
	}
	return append(opts, anonymize.WithVault(v, c.Subject)), keyIDs, func() error { return errors.Join(v.Close(), set.Close()) }, nil
}

// checkVault refuses a subject that nothing would know of, and says it when a policy that keeps originals has no vault to keep them in.
func (c *redactCmd) checkVault(a *app, p anonymize.Policy) error {
	if c.Vault != "" {
		return nil
	}
	shifts, restorable := false, false
	ops := []anonymize.Operator{p.Default}
	for _, r := range p.Rules {
		ops = append(ops, r.Do)
	}
	for _, op := range ops {
		switch op.(type) {
		case anonymize.DateShift:
			shifts = true
		case anonymize.Reversible:
			restorable = true
		}
	}
	if c.Subject != "" && !shifts {
		return usage("--subject has a use with --vault and with policies that shift dates only")
	}
	if restorable && !c.Final {
		a.complain(fmt.Errorf("policy %s without --vault: values become numbered labels, which cannot be restored", c.Policy))
	}
	return nil
}

// transformed returns what the flags make of a format.
func (c *redactCmd) transformed(fields []formats.Field) func(formats.Format) formats.Format {
	return func(f formats.Format) formats.Format {
		f, _ = f.WithFields(fields...) // checked before
		if c.CSVGuard {
			f = f.WithoutFormulas()
		}
		return f
	}
}

// prepare checks inputs against the target and opens the manifest.
func (r *redaction) prepare(ins []batch.Input, policy anonymize.Policy, keyIDs string) ([]batch.Input, error) {
	if r.InPlace || r.OutDir != "" {
		for _, in := range ins {
			if in.Path == "-" {
				return nil, usage("--in-place and --out-dir need files, not standard input")
			}
		}
	}
	if err := r.oneOutput(ins); err != nil {
		return nil, err
	}
	if r.OutDir == "" {
		return ins, nil
	}
	ins, err := r.outside(ins)
	if err != nil {
		return nil, err
	}
	if err := r.nameTexts(ins); err != nil {
		return nil, err
	}
	path := filepath.Join(r.OutDir, batch.ManifestName)
	if r.Rename {
		path = filepath.Clean(r.OutDir) + "." + batch.ManifestName
	}
	if err := r.beside(ins, path); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(r.OutDir, 0o700); err != nil {
		return nil, ioFailure(err)
	}
	if r.manifest, err = batch.OpenManifest(path, r.OutDir, r.settings(policy, keyIDs), r.Resume); err != nil {
		return nil, ioFailure(err)
	}
	if r.Resume {
		ins = slices.DeleteFunc(ins, r.manifest.Done)
	}
	if r.Rename {
		r.renamer = newRenamer(r.scan, r.redactor.Policy(), r.manifest.Outputs())
	}
	return ins, nil
}

// oneOutput refuses what --output cannot hold: a binary file together with others, files of several formats, and text under the name of a
// format that it is not.
func (c *redactCmd) oneOutput(ins []batch.Input) error {
	if c.Output == "" {
		return nil
	}
	kind := ""
	for _, in := range ins {
		format := c.fileFlags.format(in)
		name := format.Name
		if format.AsText || name == formats.Lines().Name {
			name = formats.Text().Name
		}
		kind = cmp.Or(kind, name)
		switch {
		case name != kind && !format.Binary:
			return usage("%s is of another format (%s) than the files before it (%s), which makes no one output; use --out-dir", in.Path, name, kind)
		case format.AsText && formats.ByPath(c.Output).Name == format.Name:
			return usage("only the text of a %s file is written: give --output a name such as %s.txt", format.Name, c.Output)
		case format.Binary && !format.AsText && len(ins) > 1:
			return usage("%s: %w", in.Path, errBinaryMix)
		}
	}
	return nil
}

// nameTexts gives the outputs of formats of which text goes out names of their own.
func (c *redactCmd) nameTexts(ins []batch.Input) error {
	taken := map[string]bool{}
	for _, in := range ins {
		taken[in.Rel] = true
	}
	for i, in := range ins {
		if !c.fileFlags.format(in).AsText {
			continue
		}
		if ins[i].Rel += ".txt"; taken[ins[i].Rel] {
			return usage("the text of %s would be written over that of %s.txt", in.Path, in.Path)
		}
	}
	return nil
}

// beside refuses what is told about the run in the place of an output or of the manifest.
func (c *redactCmd) beside(ins []batch.Input, manifest string) error {
	for _, path := range []string{c.Report, c.Log, c.Record} {
		if path == "" {
			continue
		}
		name, out := inFolder(path), inFolder(filepath.Join(c.OutDir, "x"))
		rel, err := filepath.Rel(filepath.Dir(out), name)
		taken := func(in batch.Input) bool { return in.Rel == rel }
		if name == inFolder(manifest) || err == nil && slices.ContainsFunc(ins, taken) {
			return usage("%s is another file of this run", path)
		}
	}
	return nil
}

// inFolder is the path of a file that need not be there, with the links of its folder followed.
func inFolder(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// outside leaves out what a walk found in the output folder. It refuses inputs that were named and lie there, and two inputs that
// would be written to one place.
func (c *redactCmd) outside(ins []batch.Input) ([]batch.Input, error) {
	out, err := filepath.Abs(c.OutDir)
	if err != nil {
		return nil, ioFailure(err)
	}
	inside := func(path string) bool {
		rel, err := filepath.Rel(out, path)
		return err == nil && filepath.IsLocal(rel)
	}
	for _, arg := range c.Inputs {
		if path, err := filepath.Abs(arg); err == nil && inside(path) {
			return nil, usage("%s lies in the output folder %s", arg, c.OutDir)
		}
	}
	seen := map[string]string{}
	var kept []batch.Input
	for _, in := range ins {
		path, err := filepath.Abs(in.Path)
		if err != nil {
			return nil, ioFailure(err)
		}
		if inside(path) {
			if inside(strings.TrimSuffix(path, in.Rel)) {
				return nil, usage("%s lies in the output folder %s", in.Path, c.OutDir)
			}
			continue
		}
		if other, ok := seen[in.Rel]; ok {
			return nil, usage("%s and %s would both be written to %s", other, in.Path, filepath.Join(c.OutDir, in.Rel))
		}
		seen[in.Rel] = in.Path
		kept = append(kept, in)
	}
	return kept, nil
}
