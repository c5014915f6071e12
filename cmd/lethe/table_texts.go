package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/batch"
)

type tableTextsCmd struct {
	Inputs     []string `arg:"" name:"input" help:"Text files or directories of them, or one table (CSV, TSV, JSON lines, - for standard input) with --text."`
	Delimiter  string   `placeholder:"C" help:"Delimiter of the table; found from the first line by default."`
	Text       []string `placeholder:"A,B" help:"Columns of the table that hold the notes."`
	Find       []string `default:"age,place,job,employer,date" placeholder:"A,B" help:"What notes tell: age, place, job, employer, education, date. All else that is found becomes its label."`
	Folders    bool     `help:"Files of one folder are of one person; else each file is."`
	Quasi      []string `placeholder:"A,B" help:"Columns of the table that join what the notes tell; age and the like are one with it."`
	Subject    string   `placeholder:"A" help:"Column that says which rows are of one person; it is removed."`
	Identifier []string `placeholder:"A,B" help:"Columns that name a person: removed."`
	consentFlags
	releaseFlags
	Hierarchies  string `placeholder:"DIR" help:"Directory of hierarchies, PREFIXage.csv and so on. Their values are also looked for in the notes. Others are built from the notes."`
	HierarchyPre string `name:"hierarchy-prefix" placeholder:"P" help:"What the names of hierarchy files begin with."`
	ByLeaves     bool   `help:"Read hierarchy labels by the values below them even where their text says otherwise."`
	Output       string `short:"o" default:"-" placeholder:"FILE" help:"Where the table goes, whole or not at all."`
	OutDir       string `placeholder:"DIR" help:"Where text files go, under their own names."`
}

// noteColumn holds the text of files.
const noteColumn, folderColumn = "(text)", "(folder)"

func (c *tableTextsCmd) Run(a *app) error {
	t, files, err := c.table(a)
	if err != nil {
		return err
	}
	t, out, err := c.consenting(t, c.Subject)
	if err != nil {
		return tableError(c.Inputs[0], err)
	}
	if out > 0 && !c.Quiet {
		fmt.Fprintf(a.err, "%d rows left out for consent\n", out)
	}
	cfg := c.config(a)
	notes, err := newNoteReader(c.Find)
	if err != nil {
		return err
	}
	if cfg.Attributes, err = c.attributes(a, t, notes); err != nil {
		return err
	}
	if err := notes.prepare(t, cfg.Attributes); err != nil {
		return err
	}
	n, err := table.AnonymizeNotes(a.ctx, t, notes.read, cfg)
	c.done(a, cfg)
	if err != nil {
		return tableError(c.Inputs[0], err)
	}
	if files == nil {
		err = writeWhole(a, c.Output, n.Table.Write)
	} else {
		err = c.writeFiles(a, files, n.Table.Column(noteColumn))
	}
	if err != nil {
		return err
	}
	if n.Texts.Unlisted > 0 && !c.Quiet {
		fmt.Fprintf(a.err, "%d mentions of values that no hierarchy lists became *\n", n.Texts.Unlisted)
	}
	for name, x := range cfg.Attributes { // the report is on the records, which have quasi-identifiers only
		if x.Role != table.Quasi {
			delete(cfg.Attributes, name)
		}
	}
	return c.report(a, n.Texts.Result, n.Texts.Records, cfg)
}

// table reads the input; files are those of the rows, nil for a table.
func (c *tableTextsCmd) table(a *app) (*table.Table, []batch.Input, error) {
	if len(c.Text) > 0 {
		if len(c.Inputs) != 1 || c.OutDir != "" {
			return nil, nil, usage("--text takes one table, and --output")
		}
		t, err := tableInput{Input: c.Inputs[0], Delimiter: c.Delimiter}.read(a, c.Inputs[0])
		return t, nil, err
	}
	if c.OutDir == "" || len(c.Quasi)+len(c.Identifier)+len(c.Consent)+len(c.OptOut) > 0 || c.Subject != "" {
		return nil, nil, usage("text files need --out-dir and have no columns; a table needs --text")
	}
	files, errs := a.inputs(c.Inputs)
	if len(errs) > 0 {
		return nil, nil, ioFailure(errs[0])
	}
	var rows [][]string
	for _, f := range files {
		b, err := os.ReadFile(f.Path)
		if err != nil {
			return nil, nil, ioFailure(err)
		}
		if !utf8.Valid(b) {
			return nil, nil, ioFailure(&batch.InputError{Path: f.Path, Err: errBinary})
		}
		who := strconv.Itoa(len(rows))
		if c.Folders {
			who = filepath.Dir(f.Path)
		}
		rows = append(rows, []string{who, string(b)})
	}
	t, err := table.New([]string{folderColumn, noteColumn}, rows)
	if err != nil {
		return nil, nil, ioFailure(err)
	}
	return t, files, nil
}

// attributes gives the roles. A column of the table that looks like an identifier or like free text is removed.
func (c *tableTextsCmd) attributes(a *app, t *table.Table, notes *noteReader) (map[string]table.Attribute, error) {
	if t.Column(noteColumn) != nil {
		at := map[string]table.Attribute{noteColumn: {Role: table.FreeText}, folderColumn: {Role: table.Subject}}
		for _, n := range notes.columns() {
			at[n] = table.Attribute{Role: table.Quasi}
		}
		return at, roleFlags{Hierarchies: c.Hierarchies, HierarchyPre: c.HierarchyPre, ByLeaves: c.ByLeaves}.hierarchies(at, nil)
	}
	f := roleFlags{Quasi: c.Quasi, Subject: c.Subject, FreeText: c.Text, Identifier: c.Identifier}
	at, told, err := f.attributes(t)
	if err != nil {
		return nil, err
	}
	for n, x := range at { // free text that was not asked for is no note
		if x.Role == table.FreeText {
			x.Role = table.Identifier
			at[n] = x
		}
	}
	for _, n := range c.Text {
		at[n] = table.Attribute{Role: table.FreeText}
	}
	for _, n := range notes.columns() {
		switch x := at[n]; {
		case x.Role == "" && t.Column(n) == nil, x.Role == table.Quasi:
			x.Role = table.Quasi
			at[n] = x
		default:
			return nil, usage("column %q is what notes tell too: name it in --quasi, or leave it out of --find", n)
		}
	}
	if !c.Quiet {
		for _, s := range told {
			fmt.Fprintln(a.err, s)
		}
	}
	f.Hierarchies, f.HierarchyPre, f.ByLeaves = c.Hierarchies, c.HierarchyPre, c.ByLeaves
	return at, f.hierarchies(at, nil)
}

// writeFiles writes all notes beside their places before the first takes its place.
func (c *tableTextsCmd) writeFiles(a *app, files []batch.Input, texts *table.Column) (err error) {
	var begun []*batch.File
	defer func() {
		for _, f := range begun {
			f.Abort()
		}
	}()
	for i, in := range files {
		path := filepath.Join(c.OutDir, in.Rel)
		if same, err := filepath.Abs(in.Path); err == nil {
			if out, err := filepath.Abs(path); err == nil && out == same {
				return usage("--out-dir would replace %s", in.Path)
			}
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return ioFailure(err)
		}
		f, err := batch.Create(context.WithoutCancel(a.ctx), path, 0o600)
		if err != nil {
			return ioFailure(err)
		}
		begun = append(begun, f)
		if _, err := io.WriteString(f, texts.Value(i)); err != nil {
			return outputError(err)
		}
	}
	for len(begun) > 0 {
		f := begun[0]
		begun = begun[1:]
		if err := f.Commit(); err != nil {
			return outputError(err)
		}
	}
	return nil
}
