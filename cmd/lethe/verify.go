package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
)

type verifyCmd struct {
	Inputs []string `arg:"" name:"output" help:"Files and directories to look through."`
	Absent string   `required:"" placeholder:"LIST" help:"Values and aliases, one a line, of which none may be left in any writing or encoding."`
}

// absence is one line of output: where something is left, never what.
type absence struct {
	File      string         `json:"file"`
	InName    int            `json:"in_name,omitempty"`
	Encodings map[string]int `json:"encodings"`
	Entries   map[int]int    `json:"entries"` // by place in the list, from 1
}

const (
	verifyBlock   = 8 << 20
	verifyOverlap = 256 << 10
)

// Run looks through the bytes of the files, through the texts that their formats hold, and through their names. It exits with 1 if anything
// is left, and with 4 if something could not be looked through.
func (c *verifyCmd) Run(a *app) error {
	set, err := load(c.Absent, anonymize.ReadValueSet)
	if err != nil {
		return err
	}
	ins, errs := a.inputs(c.Inputs)
	left, entries := 0, map[int]bool{}
	done, failed, holes, err := countEach(a, ins, errs, func(in batch.Input) (anonymize.ValueCounts, error, error) { return c.look(a, set, in) }, func(in batch.Input, counts anonymize.ValueCounts) error {
		names, _ := set.CountDeep([]byte(in.Rel))
		if counts.Total()+names.Total() == 0 {
			return nil
		}
		left++
		line := absence{File: in.Path, InName: names.Total(), Encodings: counts.Encodings}
		counts.Add(names)
		line.Entries = counts.Entries
		for e := range counts.Entries {
			entries[e] = true
		}
		return outputError(writeLine(a.out, line))
	})
	if err != nil {
		return err
	}
	switch err := outcome(done, failed, holes); {
	case left > 0:
		return &codeError{exitFound, fmt.Errorf("%s: %s of the list left in %s", c.Absent, numbered("value", slices.Sorted(maps.Keys(entries))), countFiles(left))}
	case err != nil:
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: none of %d values is left\n", countFiles(done), set.Len())
	return outputError(err)
}

// maxNumbered is how many numbers a message lists.
const maxNumbered = 10

// numbered lists numbers, such as "values 3, 7".
func numbered(what string, ns []int) string {
	if len(ns) != 1 {
		what += "s"
	}
	var list []string
	for _, n := range ns[:min(len(ns), maxNumbered)] {
		list = append(list, strconv.Itoa(n))
	}
	if len(ns) > maxNumbered {
		list = append(list, "…")
	}
	return what + " " + strings.Join(list, ", ")
}

// look counts what is left in one file.
func (c *verifyCmd) look(a *app, set *anonymize.ValueSet, in batch.Input) (counts anonymize.ValueCounts, hole, err error) {
	f, err := openRaw(a, in)
	if err != nil {
		return counts, nil, err
	}
	defer f.Close()
	buf := make([]byte, 0, verifyBlock+verifyOverlap)
	for {
		kept := min(len(buf), verifyOverlap)
		copy(buf, buf[len(buf)-kept:])
		n, err := io.ReadFull(f, buf[kept:cap(buf)])
		buf = buf[:kept+n]
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return counts, nil, err
		}
		if n > 0 {
			found, derr := set.CountDeep(buf)
			counts.Add(found)
			hole = errors.Join(hole, derr)
		}
		if err != nil || a.ctx.Err() != nil {
			break
		}
	}
	if format := formats.ByPath(in.Path); in.Path != "-" && format.Name != formats.Text().Name {
		again, err := openRaw(a, in)
		if err != nil {
			return counts, hole, err
		}
		defer again.Close()
		inside, missed, err := countTexts(format.Open(again, io.Discard), set)
		counts.Add(inside)
		hole = errors.Join(hole, missed, err)
	}
	return counts, hole, nil
}

// openRaw opens a file for reading as it is.
func openRaw(a *app, in batch.Input) (io.ReadCloser, error) {
	if in.Path == "-" {
		return io.NopCloser(a.in), nil
	}
	return os.Open(in.Path)
}
