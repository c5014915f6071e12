package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// InputError says that an argument names nothing that can be read.
type InputError struct {
	Path string
	Err  error
}

func (e *InputError) Error() string { return e.Path + ": " + reason(e.Err) }

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }

// reason is an error without the path and operation that a *fs.PathError repeats.
func reason(err error) string {
	if p, ok := err.(*fs.PathError); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// Input is one file to work on.
type Input struct {
	Path string // as the user would write it; "-" is standard input
	Rel  string // path below the directory that was named; the base name for a file named itself
}

// Inputs expands arguments: files, directories (all regular files below, without those of version control, in lexical order), globs
// and "-". What cannot be found, and links and special files below a directory, which are not followed or read, is reported in errs, the others are returned all the same. A file named twice comes once.
func Inputs(args []string) (files []Input, errs []error) {
	seen := map[string]bool{}
	add := func(in Input) {
		if !seen[in.Path] {
			seen[in.Path] = true
			files = append(files, in)
		}
	}
	for _, a := range args {
		if a == "-" {
			add(Input{"-", "-"})
			continue
		}
		paths := []string{a}
		if _, err := os.Lstat(a); err != nil && strings.ContainsAny(a, "*?[") {
			matches, gerr := filepath.Glob(a)
			if gerr != nil || len(matches) == 0 {
				errs = append(errs, &InputError{a, fmt.Errorf("no file fits this pattern")})
				continue
			}
			slices.Sort(matches)
			paths = matches
		}
		for _, p := range paths {
			info, err := os.Stat(p)
			switch {
			case err != nil:
				errs = append(errs, &InputError{p, err})
			case !info.IsDir():
				add(Input{p, filepath.Base(p)})
			default:
				walk(p, add, func(err error) { errs = append(errs, err) })
			}
		}
	}
	return files, errs
}

var (
	errLink    = errors.New("symbolic link, not followed")
	errSpecial = errors.New("not a regular file, not read")
)

func walk(root string, add func(Input), fail func(error)) {
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			fail(&InputError{path, err})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() && path != root && (d.Name() == ".git" || d.Name() == ".hg" || d.Name() == ".svn"):
			return fs.SkipDir
		case d.Type().IsRegular():
			rel, err := filepath.Rel(root, path)
			if err != nil {
				rel = d.Name()
			}
			add(Input{path, rel})
		case d.Type()&fs.ModeSymlink != 0:
			fail(&InputError{path, errLink})
		case !d.IsDir():
			fail(&InputError{path, errSpecial})
		}
		return nil
	})
}
