package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

const codeLine = 160 // bytes of a line that are looked at on each side of an "@"

var declarationsValue lazy.Value[*lex.Set]

// declarations are words that begin the line below a decorator.
func declarations() *lex.Set { return declarationsValue.Get(makeDeclarations) }

func makeDeclarations() *lex.Set {
	return lex.NewSet("def", "class", "async", "public", "private", "protected", "static", "final", "abstract", "func", "fun", "fn", "struct", "enum", "interface",
		"export", "void", "override", "suspend", "val", "var", "let", "const", "type")
}

// inCode reports whether the word with "@" at [p, end) belongs to source code: an array of Perl, a decorator, a tag of a comment, a
// statement.
func inCode(b []byte, p, end int) bool {
	if p > 0 && bytes.IndexByte([]byte(`\$%&{<!`), b[p-1]) >= 0 {
		return true
	}
	before := b[max(0, p-codeLine):p]
	before = bytes.TrimLeft(before[bytes.LastIndexByte(before, '\n')+1:], "\t")
	after, below, _ := bytes.Cut(b[end:min(len(b), end+codeLine)], []byte("\n"))
	after = bytes.TrimSpace(after)
	if len(after) > 0 {
		last := after[len(after)-1]
		if last == ';' || last == '{' || last == '}' || after[0] == '=' || after[0] == '[' {
			return true
		}
	}
	lead := bytes.TrimSpace(before)
	switch {
	case len(before) > 0 && before[0] == ' ' && string(lead) == "*":
		return true // "   * @description"
	case len(lead) == 0 && len(after) == 0:
		below = bytes.TrimLeft(below, " \t")
		n := 0
		for n < len(below) && lex.IsLetter(below[n]) {
			n++
		}
		return n < len(below) && (below[0] == '@' || below[n] == ' ' && declarations().Has(lex.Hash(below[:n])))
	}
	return false
}

// todoUser returns who shall do what a comment says, "// TODO(annlee): drop"; start and end are those of the word before the bracket. to is 0 if
// there is nobody: a topic, "TODO(perf)", has four letters or is listed.
func todoUser(b []byte, start, end int) (from, to int) {
	if end+6 > len(b) || b[end] != '(' || !lex.IsUpper(b[start]) {
		return 0, 0
	}
	from, to = end+1, end+1
	for to < len(b) && to-from < 24 && (b[to]-'a' < 26 || to > from && (lex.IsDigit(b[to]) || b[to] == '_' || b[to] == '.')) {
		to++
	}
	if to-from < 5 || to+1 >= len(b) || b[to] != ')' || b[to+1] != ':' || todoTopics().Has(lex.Hash(b[from:to])) {
		return 0, 0
	}
	return from, to
}

var todoTopicsValue lazy.Value[*lex.Set]

func todoTopics() *lex.Set { return todoTopicsValue.Get(makeTodoTopics) }

func makeTodoTopics() *lex.Set {
	return lex.NewSet("tests", "testing", "cleanup", "later", "refactor", "security", "windows", "linux", "macos", "android", "perf", "performance", "optimize", "optimise", "feature", "features", "issue", "issues", "future", "urgent", "someday", "maybe",
		"design", "error", "errors", "config", "legacy", "types", "typing", "async", "python", "golang", "rails", "react", "backend", "frontend", "infra", "release", "upstream", "compat", "generics", "deprecate", "deprecated", "remove", "blocked", "jira", "github", "gitlab", "docker", "memory", "cache", "network", "logging", "metrics", "everyone", "anyone", "nobody", "someone", "owner", "author", "username")
}
