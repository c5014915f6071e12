package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
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
	Entries   map[string]int `json:"entries"` // by place in the list, from 1
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
	ins, errs := batch.Inputs(c.Inputs)
	left, entries := 0, map[int]bool{}
	done, failed, holes, err := countEach(a, ins, errs, func(in batch.Input) (anonymize.ValueCounts, error, error) { return c.look(a, set, in) }, func(in batch.Input, counts anonymize.ValueCounts) error {
		names, _ := set.CountDeep([]byte(in.Rel))
		if counts.Total()+names.Total() == 0 {
			return nil
		}
		left++
		line := absence{File: in.Path, InName: names.Total(), Encodings: counts.Encodings, Entries: map[string]int{}}
		counts.Add(names)
		for e, n := range counts.Entries {
			line.Entries[strconv.Itoa(e)] = n
			entries[e] = true
		}
		b, err := marshal(line)
		if err == nil {
			_, err = a.out.Write(append(b, '\n'))
		}
		return outputError(err)
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
		inside, err := c.inside(a, set, in, format)
		counts.Add(inside)
		hole = errors.Join(hole, err)
	}
	return counts, hole, nil
}

// inside counts what is left in the texts of a file's format.
func (c *verifyCmd) inside(a *app, set *anonymize.ValueSet, in batch.Input, format formats.Format) (counts anonymize.ValueCounts, err error) {
	f, err := openRaw(a, in)
	if err != nil {
		return counts, err
	}
	defer f.Close()
	codec := format.Open(f, io.Discard)
	for {
		text, _, err := codec.Next()
		if errors.Is(err, io.EOF) {
			return counts, errors.Join(unread(codec), codec.Close())
		}
		if err != nil {
			_ = codec.Close()
			return counts, err
		}
		found, derr := set.CountDeep(text)
		counts.Add(found)
		if derr != nil {
			_ = codec.Close()
			return counts, derr
		}
	}
}
