package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// roleFlags give columns their roles.
type roleFlags struct {
	Roles        string   `placeholder:"FILE" help:"Roles in YAML, as lethe table infer --as yaml writes them. Flags add to it."`
	Auto         bool     `help:"Columns without a role get the one that lethe table infer proposes. Read what is printed."`
	Quasi        []string `placeholder:"A,B" help:"Quasi-identifiers: columns that are generalized."`
	Sensitive    []string `placeholder:"A,B" help:"Sensitive columns: kept, bounded by --l and --t."`
	Subject      string   `placeholder:"A" help:"Column that says which rows are of one person; persons are counted, the column is removed."`
	Identifier   []string `placeholder:"A,B" help:"Columns that name a person: removed, or tokens with --keys."`
	FreeText     []string `placeholder:"A,B" help:"Free text: removed, or redacted with --redact-text."`
	Categorical  []string `placeholder:"A,B" help:"Quasi-identifiers whose numbers are codes."`
	Keep         []string `placeholder:"A,B" help:"Columns kept as they are though they look like names, contacts or free text, which are removed otherwise."`
	Hierarchies  string   `placeholder:"DIR" help:"Directory of hierarchies, one PREFIX<column>.csv a column; others are built from the data."`
	HierarchyPre string   `name:"hierarchy-prefix" placeholder:"P" help:"What the names of hierarchy files begin with."`
	ByLeaves     bool     `help:"Read hierarchy labels by the values below them even where their text says otherwise."`
	consentFlags
}

// consentFlags say who may be in a release.
type consentFlags struct {
	Consent []string `sep:"none" placeholder:"COLUMN=VALUE" help:"Leave out persons unless the column says so; repeat for more values or columns."`
	OptOut  []string `sep:"none" placeholder:"COLUMN=VALUE" help:"Leave out persons if the column says so; repeat for more values or columns."`
}

// attributes reads the roles of flags and file. told is what was proposed or removed without being asked for.
func (f roleFlags) attributes(t *table.Table) (at map[string]table.Attribute, told []string, err error) {
	at = map[string]table.Attribute{}
	give := func(name string, r table.Role) error {
		if t.Column(name) == nil {
			return usage("there is no column %q", name)
		}
		if old := at[name].Role; old != "" && old != r {
			return usage("column %q has two roles", name)
		}
		at[name] = table.Attribute{Role: r, Categorical: at[name].Categorical}
		return nil
	}
	files := map[string]string{}
	if f.Roles != "" {
		if err := f.file(files, at, give); err != nil {
			return nil, nil, err
		}
	}
	flags := map[table.Role][]string{table.Quasi: f.Quasi, table.Sensitive: f.Sensitive, table.Identifier: f.Identifier, table.FreeText: f.FreeText,
		table.Insensitive: f.Keep}
	if f.Subject != "" {
		flags[table.Subject] = []string{f.Subject}
	}
	for role, names := range flags {
		for _, n := range names {
			if err := give(n, role); err != nil {
				return nil, nil, err
			}
		}
	}
	if told, err = f.proposed(t, at); err != nil {
		return nil, nil, err
	}
	for _, n := range f.Categorical {
		x, ok := at[n]
		if !ok || x.Role != table.Quasi {
			return nil, nil, usage("--categorical %s is no quasi-identifier", n)
		}
		x.Categorical = true
		at[n] = x
	}
	return at, told, f.hierarchies(at, files)
}

// file reads --roles.
func (f roleFlags) file(files map[string]string, at map[string]table.Attribute, give func(string, table.Role) error) error {
	r, err := os.Open(f.Roles)
	if err != nil {
		return ioFailure(err)
	}
	defer r.Close()
	roles, err := table.ReadRoles(r)
	if err != nil {
		return usage("%s: %w", f.Roles, err)
	}
	for name, c := range roles {
		if err := give(name, c.Role); err != nil {
			return err
		}
		at[name] = table.Attribute{Role: c.Role, Categorical: c.Categorical}
		if c.Hierarchy != "" {
			files[name] = c.Hierarchy
			if !filepath.IsAbs(c.Hierarchy) {
				files[name] = filepath.Join(filepath.Dir(f.Roles), c.Hierarchy)
			}
		}
	}
	return nil
}

// proposed gives columns without a role the proposal of [table.Infer]: all of them with --auto, else those that look like identifiers
// or free text.
func (f roleFlags) proposed(t *table.Table, at map[string]table.Attribute) ([]string, error) {
	classify, err := classifier()
	if err != nil {
		return nil, err
	}
	var told []string
	subject := slices.ContainsFunc(t.Columns, func(c *table.Column) bool { return at[c.Name].Role == table.Subject })
	for _, p := range table.Infer(t, classify) {
		if at[p.Column].Role != "" {
			continue
		}
		if p.Role == table.Insensitive {
			if t.Rows > 20 && p.Distinct > t.Rows/5 {
				told = append(told, fmt.Sprintf("warning: %s is released as it is and has %d values in %d rows: who knows one finds its row (--quasi generalizes it, --keep says that it is meant)", p.Column, p.Distinct, t.Rows))
			}
			continue
		}
		if p.Role == table.Subject && (subject || !f.Auto) {
			p.Role = table.Identifier
		}
		switch {
		case p.Role == table.Identifier || p.Role == table.FreeText:
			told = append(told, fmt.Sprintf("%s: %s (--keep keeps it; %s)", p.Column, p.Role, p.Reason))
		case !f.Auto && p.Role == table.Quasi:
			told = append(told, fmt.Sprintf("warning: %s is released as it is and can help to single people out (--quasi or --auto generalizes it, --keep says that it is meant; %s)", p.Column, p.Reason))
			continue
		case !f.Auto:
			told = append(told, fmt.Sprintf("warning: %s is released as it is and looks sensitive (--sensitive with --l or --t bounds what a class tells of it, --keep says that it is meant; %s)", p.Column, p.Reason))
			continue
		default:
			subject = subject || p.Role == table.Subject
			told = append(told, fmt.Sprintf("%s: %s (%s)", p.Column, p.Role, p.Reason))
		}
		at[p.Column] = table.Attribute{Role: p.Role}
	}
	return told, nil
}

// hierarchies opens the files of quasi-identifiers that have one.
func (f roleFlags) hierarchies(at map[string]table.Attribute, files map[string]string) error {
	for n, x := range at {
		path, named := files[n]
		if x.Role != table.Quasi || !named && f.Hierarchies == "" {
			continue
		}
		if !named {
			path = filepath.Join(f.Hierarchies, f.HierarchyPre+n+".csv")
		}
		h, err := readHierarchy(path, f.ByLeaves)
		if !named && errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		x.Hierarchy = h
		at[n] = x
	}
	return nil
}

// sensitive is the hierarchy of a sensitive column in --hierarchies, nil if there is none.
func (f roleFlags) sensitive(column string) (*hierarchy.Hierarchy, error) {
	if f.Hierarchies == "" {
		return nil, nil
	}
	h, err := readHierarchy(filepath.Join(f.Hierarchies, f.HierarchyPre+column+".csv"), f.ByLeaves)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return h, err
}

// consenting leaves out the persons that --consent and --opt-out say.
func (f consentFlags) consenting(t *table.Table, subject string) (*table.Table, int, error) {
	yes, err := conditions("consent", f.Consent)
	if err != nil {
		return nil, 0, err
	}
	no, err := conditions("opt-out", f.OptOut)
	if err != nil || len(yes)+len(no) == 0 {
		return t, 0, err
	}
	return table.Consent(t, subject, yes, no)
}

// conditions joins COLUMN=VALUE of one column.
func conditions(flag string, in []string) ([]table.Condition, error) {
	var out []table.Condition
	for _, s := range in {
		column, value, ok := strings.Cut(s, "=")
		if !ok || column == "" {
			return nil, usage("--%s must be COLUMN=VALUE", flag)
		}
		i := slices.IndexFunc(out, func(c table.Condition) bool { return c.Column == column })
		if i < 0 {
			i = len(out)
			out = append(out, table.Condition{Column: column})
		}
		out[i].Values = append(out[i].Values, value)
	}
	return out, nil
}

// withRole lists the columns of a role in the table's order.
func withRole(t *table.Table, at map[string]table.Attribute, r table.Role) []string {
	var out []string
	for _, c := range t.Columns {
		if at[c.Name].Role == r {
			out = append(out, c.Name)
		}
	}
	return out
}

// namesPeople are types whose values name or reach a person: a column of them is an identifier.
var namesPeople = []pii.Type{pii.Person, pii.Email, pii.Phone, pii.Address, pii.SocialProfile, pii.Username, pii.CreditCard, pii.BankAccount,
	pii.MRN, pii.ClientID, pii.PolicyID, pii.IPAddress, pii.USSSN, pii.UKNHS, pii.UKNINO, pii.DESteuerID, pii.FRNIR, pii.ESDNI}

// fewWords is how many values a column has at least if single words tell that it is one of names.
const fewWords = 20

// classifier proposes roles by what the detectors find in samples under the column's name.
func classifier() (table.Classifier, error) {
	s, err := pii.NewScanner(detectors.Default())
	if err != nil {
		return nil, err
	}
	return func(name string, samples []string) (table.Role, bool) {
		named, alone := 0, 0
		for _, v := range samples {
			for _, f := range s.Document(nil, []byte(v), pii.Mark{Kind: pii.MarkCell, Label: name}) {
				if slices.ContainsFunc(namesPeople, f.Type.Is) && 2*f.Len() >= int64(len(v)) {
					if named++; !strings.Contains(v, " ") && pii.Person.Is(f.Type) {
						alone++
					}
					break
				}
			}
		}
		if len(samples) < fewWords { // "Male", "White": a word alone is a name by chance
			named -= alone
		}
		return table.Identifier, len(samples) > 0 && 2*named > len(samples)
	}, nil
}
