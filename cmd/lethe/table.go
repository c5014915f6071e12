package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/lethe-pii/lethe/anonymize/table"
	"github.com/lethe-pii/lethe/internal/csvx"
)

// TableCmd is `lethe table`.
type TableCmd struct {
	Anonymize tableAnonymizeCmd `cmd:"" help:"Generalize a table until every combination of quasi-identifiers is shared by k persons."`
	Texts     tableTextsCmd     `cmd:"" help:"Generalize what notes say of persons until every combination is shared by k of them."`
	Risk      tableRiskCmd      `cmd:"" help:"Measure how exposed the persons of a table are, as it is."`
	Publish   tablePublishCmd   `cmd:"" help:"Publish counts and sums by group; small groups stay hidden."`
	Hierarchy tableHierarchyCmd `cmd:"" help:"Build a hierarchy for a column, or check a file of one."`
	Infer     tableInferCmd     `cmd:"" help:"Propose a role for every column."`
}

// tableInput is where a table comes from.
type tableInput struct {
	Input     string `arg:"" help:"CSV or TSV file, JSON lines, or - for standard input."`
	Delimiter string `placeholder:"C" help:"Delimiter; found from the first line by default."`
}

func (in tableInput) delimiter() (byte, error) {
	switch {
	case in.Delimiter == "":
		return 0, nil
	case in.Delimiter == `\t` || in.Delimiter == "tab":
		return '\t', nil
	case len(in.Delimiter) == 1 && !strings.ContainsAny(in.Delimiter, "\"\r\n"):
		return in.Delimiter[0], nil
	}
	return 0, usage("--delimiter must be one character or tab")
}

func (in tableInput) read(a *app, path string) (*table.Table, error) {
	d, err := in.delimiter()
	if err != nil {
		return nil, err
	}
	o := table.ReadOptions{Delimiter: d, Format: formatOf(path, d)}
	r, err := a.open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	t, err := table.Read(r, o)
	if err != nil {
		return nil, ioFailure(fmt.Errorf("%s: %w", path, err))
	}
	return t, nil
}

// formatOf is the format that a file's name or the delimiter tells; empty: its first byte does.
func formatOf(path string, delimiter byte) string {
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case ext == ".jsonl" || ext == ".ndjson" || ext == ".json":
		return "jsonl"
	case ext == ".csv" || ext == ".tsv" || delimiter != 0:
		return "csv"
	}
	return ""
}

// tableError is a fault of the data (3) or of the settings (2).
func tableError(path string, err error) error {
	for _, data := range []error{hierarchy.ErrNotCovered, hierarchy.ErrValue, hierarchy.ErrNotNested, table.ErrVerify, table.ErrMeasure, table.ErrRewrite, table.ErrNoRows,
		table.ErrRagged, table.ErrHeader, table.ErrLineEnd, table.ErrJSON, table.ErrKey, table.ErrLateKey, csvx.ErrQuote, csvx.ErrTooLong, csvx.ErrEncoding} {
		if errors.Is(err, data) {
			return ioFailure(fmt.Errorf("%s: %w", path, err))
		}
	}
	if errors.Is(err, table.ErrLinkable) {
		err = fmt.Errorf("%w; --linkable releases them all the same", err)
	}
	return usage("%s: %w", path, err)
}

// writeWhole writes to a file beside the target that then takes its place, or to standard output. Not over another output of this run, nor over
// its keys: the one before would be lost without a word.
func writeWhole(a *app, path string, write func(io.Writer) error) error {
	if path == "-" {
		return writeError(write(a.out))
	}
	f, err := a.create(context.WithoutCancel(a.ctx), path, 0o644) // an interrupted search still has a result
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Abort()
		return writeError(err)
	}
	return outputError(f.Commit())
}

// writeError is a failure of the output unless what is written failed with a code of its own.
func writeError(err error) error {
	if _, ok := errors.AsType[*codeError](err); ok {
		return err
	}
	return outputError(err)
}
