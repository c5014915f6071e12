package main

import (
	"bytes"
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/formats"
	"github.com/lethe-pii/lethe/pii"
)

// renamed is how much of a file's text helps to judge its name, in bytes.
const renamed = 256 << 10

// renamer finds new names for files whose names hold findings. It is not safe for concurrent use, except for cleaned.
type renamer struct {
	scan   *pii.Scanner
	policy anonymize.Policy
	taken  map[string]bool
	files  map[string]string // an earlier run's old and new paths
	dirs   map[string]string // a directory's old path and its new one
}

// newRenamer goes on with the names that an earlier run gave to files.
func newRenamer(s *pii.Scanner, p anonymize.Policy, files map[string]string) *renamer {
	r := &renamer{scan: s, policy: p, taken: map[string]bool{}, files: map[string]string{}, dirs: map[string]string{}}
	for old, name := range files {
		old = filepath.ToSlash(old)
		r.files[old] = name
		for ; name != "."; old, name = path.Dir(old), path.Dir(name) {
			r.taken[name] = true
			if old != "." {
				r.dirs[path.Dir(old)] = path.Dir(name)
			}
		}
	}
	r.dirs["."] = "."
	return r
}

// place gives a file its path below the output folder: base is its cleaned name.
func (r *renamer) place(rel, base string) string {
	rel = filepath.ToSlash(rel)
	if p, ok := r.files[rel]; ok {
		return filepath.FromSlash(p)
	}
	p := r.unique(path.Join(r.dir(path.Dir(rel)), base))
	return filepath.FromSlash(p)
}

// dir returns the new path of a directory. Its name is judged alone.
func (r *renamer) dir(old string) string {
	if p, ok := r.dirs[old]; ok {
		return p
	}
	p := r.unique(path.Join(r.dir(path.Dir(old)), r.cleaned(path.Base(old), nil)))
	r.dirs[old] = p
	return p
}

// unique numbers a name that is taken.
func (r *renamer) unique(p string) string {
	ext := path.Ext(p)
	for n, name := 2, p; ; n++ {
		if !r.taken[name] {
			r.taken[name] = true
			return name
		}
		name = strings.TrimSuffix(p, ext) + "-" + strconv.Itoa(n) + ext
	}
}

// cleaned returns a file's name with types in the place of findings: CV_Mara_Lindqvist.pdf is CV_PERSON.pdf. What the file's text
// says of names (context) counts too. It is safe for concurrent use.
func (r *renamer) cleaned(base string, context []byte) string {
	var hits []nameHit
	find := func(text []byte, origin func(int64) int, end int) {
		for _, f := range r.scan.Document(nil, text) {
			// one word that a name could be ("grant.txt") counts if the text says so
			if alone := f.Type == pii.Person && len(bytes.Fields(text[:end])) < 2 && !f.Attrs.Alias(); alone {
				continue
			}
			if f.End <= int64(end) && r.policy.Replaces(f, text[f.Start:f.End]) {
				hits = append(hits, nameHit{origin(f.Start), origin(f.End), f.Type})
			}
		}
	}
	stem := base
	if ext := path.Ext(base); ext != base && !domain(ext) {
		stem = strings.TrimSuffix(base, ext)
	}
	find([]byte(stem), func(i int64) int { return int(i) }, len(stem))
	words, origin := spaced(stem)
	at := func(i int64) int { return origin[i] }
	find(words, at, len(words))
	if len(context) > 0 {
		for _, w := range [][]byte{words, bytes.ToLower(words)} { // "Cv Lindqvist" may be a firm, "cv lindqvist" not
			if len(w) == len(words) {
				find(slices.Concat(w, []byte("\n\n"), context), at, len(words))
			}
		}
	}
	slices.SortFunc(hits, func(a, b nameHit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var out strings.Builder
	done := 0
	for _, h := range hits {
		if h.end <= done {
			continue
		}
		if h.start >= done {
			out.WriteString(stem[done:h.start])
			out.WriteString(r.label(h.typ))
		}
		done = h.end
	}
	return out.String() + base[done:]
}

// telling counts the names of files and folders that hold findings and that --out-dir keeps.
func (r *redaction) telling(ins []batch.Input) (n int) {
	if r.OutDir == "" || r.Rename {
		return 0
	}
	names := newRenamer(r.scan, r.redactor.Policy(), nil)
	seen := map[string]bool{}
	for _, in := range ins {
		for p := filepath.ToSlash(in.Rel); p != "." && !seen[p]; p = path.Dir(p) {
			seen[p] = true
			if base := path.Base(p); names.cleaned(base, nil) != base {
				n++
			}
		}
	}
	return n
}

// domain reports whether what looks like an extension is rather the end of an address.
func domain(ext string) bool {
	ext = strings.ToLower(ext)
	return !slices.ContainsFunc(formats.All(), func(f formats.Format) bool { return slices.Contains(f.Extensions, ext) }) &&
		slices.Contains([]string{".com", ".org", ".net", ".eu", ".uk", ".de", ".us", ".io", ".info", ".example"}, ext)
}

// nameHit is a finding in a file's name.
type nameHit struct {
	start, end int
	typ        pii.Type
}

// label is what stands for a type in a file's name.
func (r *renamer) label(t pii.Type) string {
	name := string(t)
	if n, ok := r.policy.Names[t]; ok {
		name = n
	}
	return strings.Map(safe, name)
}

// safe keeps what is harmless in a file's name.
func safe(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-' {
		return r
	}
	return '_'
}

// spaced writes a file's name as words: separators and changes of case are blanks, words begin with a capital. origin has the
// place in the name of each byte, and of the end.
func spaced(stem string) (words []byte, origin []int) {
	prev := ' '
	for i := 0; i < len(stem); {
		r, size := utf8.DecodeRuneInString(stem[i:])
		next, _ := utf8.DecodeRuneInString(stem[i+size:])
		digits := unicode.IsDigit(prev) && unicode.IsDigit(next)
		switch {
		case r == '_' || (r == '-' || r == '.' || r == '+' && !unicode.IsDigit(next)) && !digits:
			r = ' '
		case unicode.IsLower(prev) && unicode.IsUpper(r):
			words, origin = append(words, ' '), append(origin, i)
		case unicode.IsLower(r) && !unicode.IsLetter(prev) && prev != '\'' && prev != '’':
			r = unicode.ToUpper(r)
		}
		from := len(words)
		words = utf8.AppendRune(words, r)
		for range len(words) - from {
			origin = append(origin, i)
		}
		prev = r
		i += size
	}
	return words, append(origin, len(stem))
}
