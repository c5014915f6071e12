package main

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/anonymize"
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
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	words, origin := spaced(stem)
	var hits []pii.Finding
	for _, text := range [][]byte{words, append(append(append([]byte(nil), words...), "\n\n"...), context...)} {
		for _, f := range r.scan.Document(nil, text) {
			if f.End <= int64(len(words)) && r.policy.Replaces(f, text[f.Start:f.End]) {
				hits = append(hits, f)
			}
		}
		if len(context) == 0 {
			break
		}
	}
	var out strings.Builder
	at := 0
	for at < len(stem) {
		// the hit that begins first, and the longest of those
		best := -1
		for i, f := range hits {
			if origin[f.End] > at && (best < 0 || origin[f.Start] < origin[hits[best].Start] || origin[f.Start] == origin[hits[best].Start] && f.End > hits[best].End) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		f := hits[best]
		out.WriteString(stem[at:max(at, origin[f.Start])])
		name := string(f.Type)
		if n, ok := r.policy.Names[f.Type]; ok {
			name = n
		}
		if origin[f.Start] >= at {
			out.WriteString(strings.Map(safe, name))
		}
		at = origin[f.End]
	}
	out.WriteString(stem[at:])
	return out.String() + ext
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
