package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

var codeTagsValue lazy.Value[*lex.Set]

func codeTags() *lex.Set { return codeTagsValue.Get(makeCodeTags) }

func makeCodeTags() *lex.Set {
	return lex.NewSet("override", "param", "params", "return", "returns", "throws", "throw", "deprecated", "see", "since", "author", "version", "link", "media",
		"import", "charset", "font", "keyframes", "include", "property", "classmethod", "staticmethod", "test", "before", "after", "component", "everyone",
		"here", "channel", "all", "type", "typedef", "example", "default", "private", "public", "protected", "supports", "page", "layer", "apply", "tailwind",
		"use", "mixin", "extend", "if", "else", "for", "each", "while", "function", "dataclass", "app", "route", "get", "post", "put", "autowired", "bean",
		"entity", "id", "column", "service", "controller", "injectable", "input", "output", "nullable", "notnull", "suppresswarnings", "todo", "note", "brief",
		"file", "details", "code", "end", "interface", "implementation", "selector", "available", "main", "objc", "state", "published", "group", "team", "api", "overload", "abstractmethod", "cached", "pytest", "mock", "patch", "fixture", "internal", "readonly", "license", "preserve", "contextmanager", "asynccontextmanager", "keyparam", "def", "total", "wraps", "functools")
}

// tagged reports "@tag" at b[p:end] that opens a line of a comment, " * @api", or a decorator: the line below it defines something.
func tagged(b []byte, p, end int) bool {
	q := p
	for q > 0 && b[q-1] == ' ' {
		q--
	}
	if q > 1 && (b[q-1] == '*' && (b[q-2] == ' ' || b[q-2] == '*') || b[q-1] == '#' && b[q-2] <= ' ') {
		return true
	}
	if q > 0 && b[q-1] != '\n' || end >= len(b) || b[end] != '\n' {
		return false
	}
	for q = end + 1; q < len(b) && q < end+40 && (b[q] == ' ' || b[q] == '\t'); q++ {
	}
	for _, w := range [...]string{"def ", "class ", "async ", "public ", "private ", "protected ", "static ", "final ", "export ", "func ", "fun ", "void "} {
		if hasFold(b[min(q, len(b)):], w) {
			return true
		}
	}
	return false
}

// handleEnd returns the end of "@bank" at p, the second half of an Indian payment address; 0 if there is none.
func handleEnd(b []byte, p int) int {
	q := p + 1
	for q < len(b) && q-p < 24 && lex.IsLetter(b[q]) {
		q++
	}
	if p >= len(b) || b[p] != '@' || q-p < 3 || q+1 < len(b) && b[q] == '.' && alnum(b[q+1]) {
		return 0
	}
	return q
}

// handle returns the end of the handle whose "@" is at p, or 0.
func handle(b []byte, p int) int {
	if p > 0 && (lex.IsWord(b[p-1]) || b[p-1] == '@' || b[p-1] == '/' || b[p-1] == '.' || b[p-1] == '_' || b[p-1] == '`' || b[p-1] == ']' || b[p-1] == '\\') {
		return 0
	}
	end := userEnd(b, p+1)
	if end-p < 4 || end-p > 40 || !lex.IsLetter(b[p+1]) && b[p+1] != '_' && !lex.IsDigit(b[p+1]) {
		return 0
	}
	if end < len(b) && (b[end] == '(' || b[end] == '/' || b[end] == '@' || b[end] == '{' || b[end] == ':' && end+1 < len(b) && b[end+1] == ':') {
		return 0
	}
	first := p + 1
	for first < end && alnum(b[first]) {
		first++
	}
	if member(b[p+1:end]) || p > 0 && b[p-1] == '"' && end+1 < len(b) && b[end] == '"' && b[end+1] == ':' {
		return 0 // code, the key of a JSON object
	}
	if tagged(b, p, end) || codeTags().Has(lex.Hash(b[p+1:first])) || allDigits(b[p+1:first]) && first == end {
		return 0
	}
	last := end
	for last > p+1 && b[last-1] != '.' {
		last--
	}
	if last > p+1 && topLevel(b[last:end]) == sureDomain {
		return 0 // the host of an address whose local part is missing
	}
	if lex.IsDigit(b[p+1]) && bytes.IndexByte(b[p+1:end], '.') >= 0 {
		return 0 // @4.417s
	}
	for _, c := range b[p+1 : end] {
		if lex.IsLetter(c) {
			return end
		}
	}
	return 0
}

// redditUser returns the account "u/ann_lee" or "/u/ann_lee" whose "u" is at p, with the sign; to is 0 if there is none.
func redditUser(b []byte, p int) (from, to int) {
	const least, most = 3, 20 // letters of a name, by Reddit's rule
	name := p + len("u/")
	if name >= len(b) || b[p] != 'u' || b[p+1] != '/' || !alnum(b[name]) && b[name] != '_' {
		return 0, 0
	}
	if p > 0 && b[p-1] == '/' {
		p--
	}
	if p > 0 && (lex.IsWord(b[p-1]) || b[p-1] == '/' || b[p-1] == '.' || b[p-1] == '-' || b[p-1] == '_' || b[p-1] == '+') {
		return 0, 0
	}
	to = name
	for to < len(b) && (alnum(b[to]) || b[to] == '_' || b[to] == '-') {
		to++
	}
	if n := to - name; n < least || n > most || to < len(b) && (b[to] == '/' || b[to] == '+' || b[to] == '=' || b[to] == '.' && to+1 < len(b) && alnum(b[to+1])) {
		return 0, 0
	}
	return p, to
}
