package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

// homeUser returns the account whose folder a path names, "/home/ann/…", "C:\Users\ann", or the number in "/users/4471", and that of an
// Amazon resource name, "arn:aws:iam::…:user/ann"; start and end are those of the folder's name before it. to is 0 if there is none.
func homeUser(b []byte, start, end int) (from, to int) {
	if end-start == len("user") && hasFold(b[start:], "user") {
		if start == 0 || b[start-1] != ':' || end+2 >= len(b) || b[end] != '/' || !bytes.Contains(b[max(0, start-len("arn:aws-us-gov:iam::123456789012:")):start], []byte("arn:")) {
			return 0, 0
		}
		from = end + 1 + bytes.LastIndexByte(b[end+1:userPath(b, end+1)], '/') + 1
		return from, userEnd(b, from)
	}
	if start == 0 || end+2 >= len(b) || b[start-1] != '/' && b[start-1] != '\\' {
		return 0, 0
	}
	from = end
	for from < len(b) && from < end+2 && b[from] == b[start-1] {
		from++
	}
	if from == end || !alnum(b[from]) {
		return 0, 0
	}
	to = userEnd(b, from)
	v := b[from:to]
	switch {
	case len(v) < 2 || len(v) > 40, to < len(b) && (b[to] == '(' || b[to] == '*' || b[to] == '<' || b[to] == '{' || b[to] == '$'):
		return 0, 0
	case lex.IsUpper(b[start]), end-start == len("home") && (to < len(b) && b[to] == '/' || homeOf(b[:start-1])):
		if bytes.IndexByte(v, '.') > 0 && hasFold(v, "index") || systemUsers().Has(lex.Hash(v)) {
			return 0, 0
		}
		return from, to
	case end-start == len("users") && (allDigits(v) && len(v) > 2 || mixed(v)):
		return from, to
	}
	return 0, 0
}

// userPath returns the end of a path of names at p.
func userPath(b []byte, p int) int {
	for p < len(b) && (alnum(b[p]) || bytes.IndexByte([]byte("/_.-+=,@"), b[p]) >= 0) {
		p++
	}
	return p
}

// homeOf reports that a folder behind b is a home by what names it: "PWD=/home/ann", "cd /home/ann".
func homeOf(b []byte) bool {
	return bytes.HasSuffix(b, []byte("PWD=")) || bytes.HasSuffix(b, []byte("HOME=")) || bytes.HasSuffix(b, []byte("cd ")) || bytes.HasSuffix(b, []byte("::"))
}

var systemUsersValue lazy.Value[*lex.Set]

// systemUsers are accounts that belong to a system and not to a person.
func systemUsers() *lex.Set { return systemUsersValue.Get(makeSystemUsers) }

func makeSystemUsers() *lex.Set {
	return lex.NewSet("user", "users", "username", "you", "me", "shared", "runner", "ubuntu", "app", "node", "git", "circleci", "travis", "vagrant", "jenkins", "public", "default", "gopher", "admin", "administrator", "pi",
		"debian", "centos", "fedora", "vscode", "codespace", "builder", "build", "ci", "web", "www", "src", "foo", "bar", "test", "guest", "docker", "jovyan", "linuxbrew", "yourname", "someuser", "myuser", "page", "home", "index", "postgres")
}

// flagged reports a flag of a command whose value is an account: "--username ann", and "--user ann" if a flag for a password is on the line too.
func flagged(b []byte, a pii.Anchor) bool {
	if a.Start < 2 || a.Value != a.End+1 || b[a.Start-1] != '-' || b[a.Start-2] != '-' || b[a.End] != ' ' || b[a.Value] == '-' || lex.IsDigit(b[a.Value]) {
		return false
	}
	if !equalFold(b[a.Start:a.End], "user") {
		return true
	}
	line, _, _ := bytes.Cut(b[a.Value:min(len(b), a.Value+160)], []byte("\n"))
	return bytes.Contains(line, []byte(" --pass")) || bytes.Contains(line, []byte(" --pw"))
}
