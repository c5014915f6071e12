package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

// fileFlags choose what is read.
type fileFlags struct {
	Inputs []string `arg:"" optional:"" name:"input" help:"Files, directories, globs, or - for standard input (the default)."`
	Format string   `placeholder:"NAME" help:"Format of the files instead of what their names tell: text, log, json, jsonl, csv, tsv, …"`
}

// workFlags choose what is scanned, and how.
type workFlags struct {
	fileFlags
	Jobs count `placeholder:"N" help:"Files, or stretches of one text, to work on at once; the default is one a CPU."`
	Live bool  `help:"Let each line out as soon as it is complete, for pipes: it takes several times the processor time, and names are remembered backwards only."`
}

var (
	errBinary = errors.New("binary file, not read")
	errUTF16  = errors.New("UTF-32 text or broken UTF-16, not read; convert it to UTF-8")
)

// sniffSize is how much of a file is looked at to tell binary files, in bytes.
const sniffSize = 8 << 10

// leastSniff is how much is looked at of a stream that must not be held up, in bytes: a code unit of UTF-32.
const leastSniff = 4

// files expands the inputs, whose places no output takes, and checks the format.
func (f fileFlags) files(a *app) ([]batch.Input, []error, error) {
	if f.Format != "" {
		if _, ok := formats.ByName(f.Format); !ok {
			return nil, nil, usage("--format %q is not known; formats are %s", f.Format, strings.Join(formats.Names(), ", "))
		}
	}
	args := f.Inputs
	if len(args) == 0 {
		args = []string{"-"}
	}
	ins, errs := a.inputs(args)
	if len(ins)+len(errs) == 0 {
		a.complain(fmt.Errorf("%s: no files", strings.Join(args, ", ")))
	}
	return ins, errs, nil
}

// workers gives one long text the processors that several files would share.
func (f workFlags) workers() pii.Option {
	n := int(f.Jobs)
	if n == 0 {
		n = min(runtime.GOMAXPROCS(0), 64)
	}
	if len(f.Inputs) > 1 {
		n = 1
	} else if len(f.Inputs) == 1 && f.Inputs[0] != "-" {
		if info, err := os.Stat(f.Inputs[0]); err != nil || info.IsDir() {
			n = 1
		}
	}
	return pii.WithWorkers(min(n, 1024))
}

func (f fileFlags) format(in batch.Input) formats.Format {
	if f.Format != "" {
		format, _ := formats.ByName(f.Format)
		return format
	}
	if in.Path == "-" {
		return formats.Text()
	}
	return formats.ByPath(in.Path)
}

// content returns the format of an opened input: its encoding and the speech services' JSON show in its first bytes only.
func (f fileFlags) content(in batch.Input, src *input) formats.Format {
	format := f.format(in)
	if f.Format == "" && format.Name == formats.JSON().Name && formats.IsSpeech(src.head) {
		return formats.Speech()
	}
	return format.ForHead(src.head)
}

// open opens an input and looks at its head.
func (f workFlags) open(a *app, in batch.Input) (*input, error) {
	return f.fileFlags.open(a, in, f.Live)
}

// open opens an input and looks at its head, with live at no more of it than came. Errors name the file.
func (f fileFlags) open(a *app, in batch.Input, live bool) (*input, error) {
	var r io.ReadCloser = io.NopCloser(a.in)
	size := int64(-1)
	if in.Path != "-" {
		file, err := os.Open(in.Path)
		if err != nil {
			return nil, err
		}
		r = file
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
	}
	head := make([]byte, sniffSize)
	least := leastSniff
	if size >= 0 || !live && f.format(in).Name == formats.Text().Name {
		least = sniffSize
	}
	n, err := io.ReadAtLeast(r, head, least)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		_ = r.Close()
		return nil, err
	}
	head = head[:n]
	if format := f.format(in).ForHead(head); !format.Binary && (format.Encoding == "" || format.Encoding == formats.EncodingWindows1252) {
		var refused error
		switch {
		case wideMark(head) || f.Format != "" && wide(head):
			refused = errUTF16
		case f.Format == "" && formats.Binary(head):
			refused = errBinary
		}
		if refused != nil {
			_ = r.Close()
			return nil, &batch.InputError{Path: in.Path, Err: refused}
		}
	}
	a.bar.read(n)
	return &input{ctx: a.ctx, head: head, ended: err != nil, r: r, size: size, bar: a.bar}, nil
}

// wideMark reports whether a text begins with the byte order mark of UTF-16 or UTF-32.
func wideMark(head []byte) bool {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\x00\x00\xfe\xff"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return false
}

// wide reports whether a text looks like UTF-16 or UTF-32 without a mark: an eighth or more of the even or of the odd bytes is NUL.
func wide(head []byte) bool {
	var nul [2]int
	for i, b := range head {
		if b == 0 {
			nul[i%2]++
		}
	}
	return max(nul[0], nul[1])*16 >= max(len(head), 1)
}

// input is a file whose head was read already; reading ends when ctx is cancelled.
type input struct {
	ctx   context.Context
	head  []byte
	ended bool // the head is all; a terminal would have to be ended twice
	r     io.ReadCloser
	size  int64 // -1 if unknown
	bar   *progress
}

// document returns all of a text if it is small enough for document mode, else what was read of it so far and ok false.
func (i *input) document() (text []byte, ok bool, err error) {
	if i.size > anonymize.MaxDocument {
		return nil, false, nil
	}
	text = make([]byte, 0, max(i.size, sniffSize)+1)
	for {
		n, err := i.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		switch {
		case err == io.EOF:
			return text, len(text) <= anonymize.MaxDocument, nil
		case err != nil:
			return nil, false, err
		case len(text) > anonymize.MaxDocument:
			return text, false, nil
		case len(text) == cap(text):
			bigger := make([]byte, len(text), min(4*cap(text), anonymize.MaxDocument+1))
			copy(bigger, text)
			text = bigger
		}
	}
}

func (i *input) Read(b []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	if len(i.head) > 0 {
		n := copy(b, i.head)
		i.head = i.head[n:]
		return n, nil
	}
	if i.ended {
		return 0, io.EOF
	}
	n, err := i.r.Read(b)
	i.bar.read(n)
	return n, err
}

func (i *input) Close() error { return i.r.Close() }

// nameFile makes sure that an error names its file.
func nameFile(path string, err error) error {
	var in *batch.InputError
	if errors.As(err, &in) {
		return err
	}
	return &batch.InputError{Path: path, Err: err}
}

// unread says what a codec could not read, nil if there is nothing.
func unread(c formats.Codec) error {
	u, ok := c.(formats.Unreader)
	if !ok || len(u.Unread()) == 0 {
		return nil
	}
	return fmt.Errorf("not read: %s; all its other text was", strings.Join(counted(u.Unread()), ", "))
}

// counted names what stands in a list several times once, with how many times.
func counted(list []string) []string {
	times := map[string]int{}
	var out []string
	for _, s := range list {
		if times[s]++; times[s] == 1 {
			out = append(out, s)
		}
	}
	for i, s := range out {
		if n := times[s]; n > 1 {
			out[i] = fmt.Sprintf("%s (%d times)", s, n)
		}
	}
	return out
}

var errInternal = errors.New("internal error, not read")

// recovered makes an error of a panic, whose value may hold input, so that one file does not end the work on the others.
func recovered(err *error) {
	if e := recover(); e != nil {
		*err = errInternal
	}
}

// countEach calls count for each file, in order, and tell with what it counted. It complains of errs and of what was not read, counts the
// files done and failed, and says whether one had something that could not be read. It ends with the first error of tell and when the
// run is interrupted.
func countEach[T any](a *app, ins []batch.Input, errs []error, count func(batch.Input) (counts T, hole, err error), tell func(batch.Input, T) error) (done, failed int, holes bool, err error) {
	failed = len(errs)
	for _, e := range errs {
		a.complain(e)
	}
	for _, in := range ins {
		counts, hole, err := count(in)
		if a.ctx.Err() != nil {
			return done, failed, holes, a.ctx.Err()
		}
		if err != nil {
			failed++
			a.complain(nameFile(in.Path, err))
			continue
		}
		done++
		if hole != nil {
			holes = true
			a.complain(nameFile(in.Path, hole))
		}
		if err := tell(in, counts); err != nil {
			return done, failed, holes, err
		}
	}
	return done, failed, holes, nil
}

// outcome turns what happened to many files into an error with its code.
func outcome(done, failed int, masked bool) error {
	switch {
	case failed > 0 && done == 0:
		return &codeError{code: exitIO}
	case failed > 0 || masked:
		return &codeError{code: exitPartial}
	}
	return nil
}
