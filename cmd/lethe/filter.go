package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/internal/csvx"
	"github.com/lethe-pii/lethe/pii"
)

// suppressFlags open a suppression list.
type suppressFlags struct {
	Keys   string `required:"" placeholder:"FILE" help:"The key file (lethe keys new), or env:NAME for an environment variable that holds its content."`
	Region string `placeholder:"US" help:"Country of phone numbers without a country code."`
}

func (f suppressFlags) phone() (pii.Detector, error) {
	if f.Region == "" {
		return detectors.Phone(), nil
	}
	d, err := detectors.PhoneIn(f.Region)
	if err != nil {
		return nil, usage("--region: %w", err)
	}
	return d, nil
}

// list reads a list, plain or made by lethe suppress.
func (f suppressFlags) list(a *app, set *keys.Set, path string) (*anonymize.Suppression, error) {
	phone, err := f.phone()
	if err != nil {
		return nil, err
	}
	var bad []int
	var national nationalNumbers
	list, err := load(path, func(r io.Reader) (s *anonymize.Suppression, err error) {
		if f.Region == "" {
			r = io.TeeReader(r, &national)
		}
		s, bad, err = anonymize.ReadSuppression(r, set, phone)
		return s, err
	})
	if err == nil && len(bad) > 0 {
		return nil, usage("%s: no e-mail address or telephone number in %s; nothing was written", path, numbered("line", bad))
	}
	if warning := national.warning(path); err == nil && warning != nil {
		a.complain(warning)
	}
	return list, err
}

type suppressCmd struct {
	suppressFlags
	List   string `arg:"" help:"E-mail addresses and telephone numbers of people who opted out, one a line."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"Write the list to FILE as keyed hashes, which tell nobody without the key who is on it."`
}

func (c *suppressCmd) Run(a *app) error {
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	a.reads(c.List)
	list, err := c.list(a, set, c.List)
	if err != nil {
		return err
	}
	return writePage(a, c.Output, list.Write)
}

type filterCmd struct {
	suppressFlags
	Inputs   []string `arg:"" optional:"" name:"input" help:"CSV, TSV or JSON lines; - for standard input with --format."`
	Suppress string   `required:"" placeholder:"LIST" help:"People who opted out: what lethe suppress wrote, or e-mail addresses and telephone numbers one a line."`
	Format   string   `placeholder:"NAME" help:"csv, tsv or jsonl, instead of what the names tell."`
	Output   string   `short:"o" placeholder:"FILE" help:"Write to FILE, whole or not at all."`
}

// Run writes the rows of the files without those of people on the list. Rows that stay are not changed. The header stays.
func (c *filterCmd) Run(a *app) error {
	set, err := openKeys(a, c.Keys)
	if err != nil {
		return err
	}
	defer set.Close()
	list, err := c.list(a, set, c.Suppress)
	if err != nil {
		return err
	}
	ins, errs := a.inputs(c.inputs())
	if len(errs) > 0 {
		return ioFailure(errors.Join(errs...)) // a part of an export must not look like the whole
	}
	dropped, kept := 0, 0
	write := func(w io.Writer) error {
		for _, in := range ins {
			d, k, err := c.filter(a, list, in, w)
			dropped, kept = dropped+d, kept+k
			if err != nil {
				return ioFailure(nameFile(in.Path, err))
			}
		}
		return nil
	}
	if err := a.output(c.Output, write); err != nil {
		return err
	}
	a.complain(fmt.Errorf("%d rows dropped, %d kept", dropped, kept))
	return nil
}

func (c *filterCmd) inputs() []string {
	if len(c.Inputs) == 0 {
		return []string{"-"}
	}
	return c.Inputs
}

// filter filters one file.
func (c *filterCmd) filter(a *app, list *anonymize.Suppression, in batch.Input, w io.Writer) (dropped, kept int, err error) {
	name := c.Format
	if name == "" {
		name = formats.ByPath(in.Path).Name
	}
	var holds func(row []byte) (bool, error)
	quoted := true
	switch name {
	case formats.CSV().Name, formats.TSV().Name:
		holds = csvRows(list, name == formats.TSV().Name)
	case formats.JSONLines().Name:
		holds, quoted = jsonRows(list), false
	default:
		return 0, 0, errors.New("only csv, tsv and jsonl have rows; see --format")
	}
	f, err := openRaw(a, in)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	out := bufio.NewWriter(w)
	err = eachRow(f, quoted, func(row []byte) error {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		drop, err := holds(row)
		if err != nil {
			return err
		}
		if drop {
			dropped++
			return nil
		}
		kept++
		_, err = out.Write(row)
		return err
	})
	if quoted && kept > 0 {
		kept-- // the header is no row
	}
	return dropped, kept, errors.Join(err, out.Flush())
}

// maxRow is the longest row in bytes.
const maxRow = 16 << 20

var errRow = errors.New("a row is longer than 16 MiB, or a quote is never closed")

// eachRow calls f for each row, line end included; with quoted a row goes on over line ends inside of quotes.
func eachRow(r io.Reader, quoted bool, f func(row []byte) error) error {
	br := bufio.NewReaderSize(r, 256<<10)
	var row []byte
	quotes := 0
	for {
		part, err := br.ReadSlice('\n')
		row = append(row, part...)
		quotes += bytes.Count(part, []byte{'"'})
		switch {
		case len(row) > maxRow:
			return errRow
		case err == bufio.ErrBufferFull, err == nil && quoted && quotes%2 == 1:
			continue
		case err == nil, err == io.EOF && len(row) > 0:
			if quoted && err == io.EOF && quotes%2 == 1 {
				return errRow
			}
			if ferr := f(row); ferr != nil {
				return ferr
			}
		}
		if err != nil && err != bufio.ErrBufferFull {
			if err == io.EOF {
				return nil
			}
			return err
		}
		row, quotes = row[:0], 0
	}
}

// csvRows judges rows by their cells. The first row is the header, which stays.
func csvRows(list *anonymize.Suppression, tabs bool) func([]byte) (bool, error) {
	var p *csvx.Parser
	var d csvx.Dialect
	return func(row []byte) (bool, error) {
		if p == nil {
			if d = csvx.Detect(row); tabs {
				d.Delimiter = '\t'
			}
			p = csvx.NewParser(d)
			return false, nil
		}
		p.Reset(row)
		cells, err := p.Next()
		if err == io.EOF {
			return false, nil
		}
		if err != nil { // torn quotes: the row is judged as a whole
			return list.HoldsAny(string(bytes.ReplaceAll(row, []byte{d.Delimiter}, []byte(";")))), nil
		}
		for _, c := range cells {
			if list.HoldsAny(string(d.Value(p.Bytes()[c.Start:c.End], nil))) {
				return true, nil
			}
		}
		return false, nil
	}
}

// jsonRows judges lines of JSON by the strings and numbers in them, keys included.
func jsonRows(list *anonymize.Suppression) func([]byte) (bool, error) {
	return func(row []byte) (bool, error) {
		if len(bytes.TrimSpace(row)) == 0 {
			return false, nil
		}
		if !json.Valid(row) {
			return false, errors.New("a line is no JSON")
		}
		dec := json.NewDecoder(bytes.NewReader(row))
		dec.UseNumber()
		for {
			tok, err := dec.Token()
			switch v := tok.(type) {
			case string:
				if list.HoldsAny(v) {
					return true, nil
				}
			case json.Number:
				if list.HoldsAny(v.String()) {
					return true, nil
				}
			}
			if err == io.EOF {
				return false, nil
			}
			if err != nil {
				return false, err
			}
		}
	}
}
