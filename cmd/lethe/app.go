package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/term"
)

// Exit codes.
const (
	exitOK          = 0
	exitFound       = 1 // --fail-on-find
	exitUsage       = 2 // flags, policy
	exitIO          = 3 // input or output
	exitPartial     = 4 // done, but something was masked for a failure or could not be read
	exitInterrupted = 130
)

// codeError is an error with its exit code. A nil err prints nothing.
type codeError struct {
	code int
	err  error
}

func (e *codeError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *codeError) Unwrap() error { return e.err }

func usage(format string, args ...any) error {
	return &codeError{exitUsage, fmt.Errorf(format, args...)}
}

func ioFailure(err error) error { return &codeError{exitIO, err} }

// app is what a command may touch outside of its flags.
type app struct {
	ctx              context.Context
	in               io.Reader
	out, err         io.Writer
	outTerm, errTerm bool
	errMu            sync.Mutex
	bar              *progress // what is shown while files are worked on
	files            claims    // that this run needs or writes
}

func newApp(ctx context.Context) *app {
	return &app{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr,
		outTerm: term.IsTerminal(int(os.Stdout.Fd())), errTerm: term.IsTerminal(int(os.Stderr.Fd()))}
}

// complain writes one line to standard error.
func (a *app) complain(err error) {
	a.errMu.Lock()
	defer a.errMu.Unlock()
	a.bar.clear()
	for _, line := range strings.Split(plainError(err), "\n") {
		fmt.Fprintln(a.err, "lethe: "+printable([]byte(line)))
	}
}

// plainError is an error's text without the operation that a *fs.PathError names.
func plainError(err error) string {
	if errors.Is(err, syscall.EPIPE) {
		return "output: the reader closed the pipe"
	}
	var p *fs.PathError
	if !errors.As(err, &p) {
		return err.Error()
	}
	where := p.Path
	if p.Path == os.Stdout.Name() {
		where = "output"
	}
	return strings.Replace(err.Error(), p.Error(), where+": "+p.Err.Error(), 1)
}

// cli is the command line.
type cli struct {
	Scan     scanCmd          `cmd:"" help:"List the personal data in files."`
	Redact   redactCmd        `cmd:"" help:"Write files without their personal data."`
	Discover discoverCmd      `cmd:"" help:"Count what a folder or export holds: types, columns, people; never values."`
	Eval     evalCmd          `cmd:"" help:"Score the findings on labelled text."`
	Types    typesCmd         `cmd:"" help:"List the types of personal data that are known."`
	Policy   policyCmd        `cmd:"" help:"Check, explain and compare policies."`
	Keys     keysCmd          `cmd:"" help:"Make and manage key files."`
	Find     findCmd          `cmd:"" help:"Count where the values of one person stand, in any writing or encoding; never values."`
	Verify   verifyCmd        `cmd:"" help:"Show by counts that no listed value is left, in any writing or encoding."`
	Filter   filterCmd        `cmd:"" help:"Drop the rows of people who opted out."`
	Suppress suppressCmd      `cmd:"" help:"Make a suppression list of keyed hashes for lethe filter."`
	Restore  restoreCmd       `cmd:"" help:"Put originals back in the place of a vault's tokens."`
	Decrypt  decryptCmd       `cmd:"" help:"Turn encrypted values back."`
	Forget   forgetCmd        `cmd:"" help:"Make everything about a subject unreadable, in the vault and its copies."`
	Hold     holdCmd          `cmd:"" help:"Put a subject of a vault on legal hold, or lift it."`
	Subject  subjectCmd       `cmd:"" help:"List what a vault holds about a subject."`
	Purge    purgeCmd         `cmd:"" help:"Forget what has had its time."`
	Audit    auditCmd         `cmd:"" help:"Show and verify what was done with a vault."`
	Table    TableCmd         `cmd:"" help:"Anonymize tables by generalization, measure their risk, publish counts."`
	Version  kong.VersionFlag `help:"Print the version."`
}

// commandLine returns a cli, or the part of one that has the first argument's command alone if it is one: the flags of all others take
// milliseconds to read.
func commandLine(args []string) any {
	if len(args) == 0 {
		return new(cli)
	}
	var part []reflect.StructField
	found := false
	for _, f := range reflect.VisibleFields(reflect.TypeFor[cli]()) {
		chosen := strings.ToLower(f.Name) == args[0]
		found = found || chosen
		if _, command := f.Tag.Lookup("cmd"); chosen || !command {
			part = append(part, f)
		}
	}
	if !found {
		return new(cli)
	}
	return reflect.New(reflect.StructOf(part)).Interface()
}

// exited carries the exit code of kong's own --help and --version out of the parser.
type exited int

// run is the whole program; it returns the exit code.
func run(a *app, args []string) (code int) {
	defer func() {
		if e := recover(); e != nil {
			x, ok := e.(exited)
			if !ok {
				fmt.Fprintln(a.err, "lethe: internal error; nothing more was written") // the panic's value may hold input
				code = exitIO
				return
			}
			code = int(x)
		}
	}()
	parser, err := newParser(commandLine(args), a.out, a.err)
	if err != nil {
		a.complain(err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		a.complain(err)
		return exitUsage
	}
	if err := noneEmpty(k.Flags()); err != nil {
		return a.exitCode(err)
	}
	a.readsFlags(k.Flags())
	return a.exitCode(k.Run(a))
}

// noneEmpty refuses flags that are given without a value, as a variable without one in a script does: what they ask for is not the default.
func noneEmpty(flags []*kong.Flag) error {
	for _, f := range flags {
		empty := false
		switch v := f.Target.Interface().(type) {
		case string:
			empty = v == ""
		case []string:
			empty = len(v) == 0 || slices.Contains(v, "")
		}
		if f.Set && empty {
			return usage("--%s needs a value", f.Name)
		}
	}
	return nil
}

func newParser(commands any, out, err io.Writer) (*kong.Kong, error) {
	return kong.New(commands, kong.Name("lethe"), kong.Description("Finds personal data in text and removes it. Works offline."),
		kong.Writers(out, err), kong.Exit(func(n int) { panic(exited(n)) }), kong.Vars{"version": version()},
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 120}))
}

// exitCode reports an error and gives its code.
func (a *app) exitCode(err error) int {
	if a.ctx.Err() != nil {
		return exitInterrupted
	}
	if err == nil {
		return exitOK
	}
	if ce, ok := errors.AsType[*codeError](err); !ok || ce.err != nil {
		a.complain(err)
	}
	return exitOf(err)
}

// exitOf returns the code of an error.
func exitOf(err error) int {
	if err == nil {
		return exitOK
	}
	if ce, ok := errors.AsType[*codeError](err); ok {
		return ce.code
	}
	return exitUsage
}

// whole reports whether a run that ended with err wrote all that it could, so that its output counts.
func whole(err error) bool {
	code := exitOf(err)
	_, left := errors.AsType[*tokensLeft](err)
	return code == exitOK || code == exitFound || code == exitPartial || left
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "lethe (devel)"
	}
	return "lethe " + info.Main.Version
}
