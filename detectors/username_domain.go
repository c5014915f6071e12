package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/lex"
)

// maxDomain is the longest name of a Windows domain before "\", in bytes (NetBIOS).
const maxDomain = 15

var noDomainsValue lazy.Value[*lex.Set]

// noDomains stand before a "\" and are no domains of people: keys of the registry, and accounts of the system.
func noDomains() *lex.Set { return noDomainsValue.Get(makeNoDomains) }

func makeNoDomains() *lex.Set {
	return lex.NewSet("hklm", "hkcu", "hkcr", "hku", "hkcc", "software", "system", "authority", "builtin", "service", "iis", "font", "window", "windows", "program", "users", "temp", "error", "warning", "info",
		"debug", "fatal", "note", "http", "post", "get", "put", "patch", "delete")
}

// domainUser returns the account behind a Windows domain whose "\" is at p: "CORP\a.lee". to is 0 if there is none. What reads as an escaped line
// break or tab counts only before an address, as in the logs of web servers, and alone in a cell of a table.
func domainUser(b []byte, p int) (from, to int) {
	d := p
	for d > 0 && p-d <= maxDomain && (lex.IsUpper(b[d-1]) || lex.IsDigit(b[d-1]) || b[d-1] == '-') {
		d--
	}
	if p-d < 2 || p-d > maxDomain || !lex.IsUpper(b[d]) || d > 0 && !startsAccount(b[d-1]) || noDomains().Has(lex.Hash(b[d:p])) {
		return 0, 0
	}
	from = p + 1
	if from < len(b) && b[from] == '\\' { // escaped once
		from++
	}
	to = userEnd(b, from)
	if to-from < 3 || to-from > 32 || b[from] < 'a' || b[from] > 'z' || to < len(b) && !endsAccount(b[to]) || !asAccount(b[from:to]) {
		return 0, 0
	}
	cell := (d == 0 || partsCells(b[d-1])) && (to == len(b) || partsCells(b[to]))
	if from == p+1 && !cell && bytes.IndexByte([]byte("nrtbfvux"), b[from]) >= 0 && !(to+2 < len(b) && b[to] == ' ' && isHex(b[to+1]) && isHex(b[to+2])) {
		return 0, 0
	}
	return from, to
}

func partsCells(c byte) bool {
	return c == ',' || c == ';' || c == '|' || c == '\t' || c == '\n' || c == '\r'
}

// asAccount reports small letters, digits and a few signs.
func asAccount(v []byte) bool {
	for _, c := range v {
		if lex.IsUpper(c) || c >= 0x80 {
			return false
		}
	}
	return true
}

func startsAccount(c byte) bool {
	return c <= ' ' || bytes.IndexByte([]byte(`"'=:([<>,;|`), c) >= 0
}

func endsAccount(c byte) bool {
	return c <= ' ' || bytes.IndexByte([]byte(`"'&)]<>,;:|.!?`), c) >= 0
}

// serverLevels are what PostgreSQL writes behind the user and the database of a line.
var serverLevels = [...]string{"LOG:", "ERROR:", "FATAL:", "PANIC:", "WARNING:", "NOTICE:", "INFO:", "STATEMENT:", "DETAIL:", "HINT:", "CONTEXT:", "QUERY:"}

// serverUser returns the start of the account before the "@" at p in the head of a line of a PostgreSQL server's log, "… [811] ann@shop LOG:", and -1 if
// there is none.
func serverUser(b []byte, p int) int {
	if b[p] != '@' || p < 3 {
		return -1
	}
	end := userEnd(b, p+1)
	if end == p+1 || end+1 >= len(b) || b[end] != ' ' {
		return -1
	}
	level := false
	for _, l := range serverLevels {
		level = level || bytes.HasPrefix(b[end+1:], []byte(l))
	}
	start := p
	for start > 0 && p-start < 64 && (alnum(b[start-1]) || b[start-1] == '_' || b[start-1] == '-' || b[start-1] == '.') {
		start--
	}
	if !level || start == p || start == 0 || b[start-1] != ' ' && b[start-1] != '=' || systemUsers().Has(lex.Hash(b[start:p])) {
		return -1
	}
	return start
}
