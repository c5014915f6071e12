package formats

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// sqlStatement follows the tokens of a statement and says which column a value belongs to.
type sqlStatement struct {
	codec   *sqlCodec
	r       *record
	verb    string // INSERT, CREATE, COPY, …
	table   string
	columns []string
	stage   int
	depth   int
	col     int
	fresh   bool   // in CREATE: a column's name is next
	name    string // the last name, which "=" makes a label
	label   string
	stdin   bool

	argument int   // commas before
	glue     gluer // 'a' || 'b', concat('a', 'b'), 'a' 'b'
}

// Stages of a statement.
const (
	sqlHead = iota
	sqlTable
	sqlColumns
	sqlValues
)

func (s *sqlStatement) token(l *sqlLexer) {
	raw := s.r.raw
	switch l.kind {
	case sqlWord, sqlQuotedName:
		if l.kind == sqlQuotedName && raw[l.from-1] == '"' && (s.stage == sqlValues || bytes.IndexByte(raw[l.from:l.to], '@') >= 0) {
			s.text(l)
			return
		}
		if l.kind == sqlQuotedName || l.to-l.from > 1 { // E'…', N'…'
			s.glue.word(string(raw[l.from:l.to]))
		}
		s.word(unquoteName(raw[l.from:l.to]), l.kind == sqlQuotedName)
	case sqlSign:
		if !s.glue.sign(raw[l.from]) {
			s.glue.after(false)
		}
		s.sign(raw[l.from])
		if raw[l.from] == ';' {
			s.end()
			*s = sqlStatement{codec: s.codec, r: s.r}
		}
	default:
		s.text(l)
	}
}

func (s *sqlStatement) word(w string, quoted bool) {
	up := strings.ToUpper(w)
	if quoted {
		up = ""
	}
	if s.depth == 0 && begins(up) && (s.stage == sqlValues || ends(s.verb)) {
		s.end()
		*s = sqlStatement{codec: s.codec, r: s.r}
	}
	switch {
	case s.verb == "" && !quoted:
		s.verb = up
		if up == "REPLACE" {
			s.verb = "INSERT"
		}
		if s.verb == "INSERT" { // T-SQL and MySQL may leave INTO out
			s.stage = sqlTable
		}
	case up == "INTO" && s.verb == "INSERT", up == "TABLE" && s.verb == "CREATE":
		s.stage = sqlTable
	case s.verb == "COPY" && s.stage == sqlHead:
		s.table, s.stage = w, sqlTable
	case s.stage == sqlTable && up != "IF" && up != "NOT" && up != "EXISTS" && up != "FROM" && s.depth == 0 && up != "VALUES" && up != "STDIN":
		s.table = w // of a name with dots the last part
	case up == "VALUES" && s.depth == 0:
		if len(s.columns) == 0 {
			s.columns = s.codec.tables[s.table]
		}
		s.stage = sqlValues
	case up == "STDIN" && s.verb == "COPY":
		s.stdin = true
	case s.stage == sqlColumns && s.depth == 1 && s.verb != "CREATE":
		s.columns = append(s.columns, w)
	case s.stage == sqlColumns && s.depth == 1 && s.fresh:
		s.fresh = false
		if quoted || !isConstraint(up) {
			s.columns = append(s.columns, w)
		}
	}
	s.name = w
}

// begins reports a word that begins a statement, as scripts of T-SQL write them without ";" between, and stands in no other behind its values.
func begins(word string) bool {
	switch word {
	case "INSERT", "GO", "EXEC", "EXECUTE", "CREATE", "ALTER", "USE", "DECLARE":
		return true
	}
	return false
}

// ends reports the verb of a statement behind which another may follow without ";".
func ends(verb string) bool {
	switch verb {
	case "GO", "USE", "SET", "EXEC", "EXECUTE", "PRINT", "DECLARE", "IF", "BEGIN":
		return true
	}
	return false
}

func isConstraint(word string) bool {
	switch word {
	case "PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "FOREIGN", "INDEX", "CHECK", "FULLTEXT", "SPATIAL", "EXCLUDE", "LIKE":
		return true
	}
	return false
}

func (s *sqlStatement) sign(c byte) {
	switch c {
	case '(':
		s.depth++
		if s.depth != 1 {
			return
		}
		if s.col = 0; s.stage == sqlTable {
			s.stage, s.fresh = sqlColumns, true
		}
	case ')':
		s.depth--
		s.label = ""
	case ',':
		if s.depth == 1 {
			s.col++
			s.fresh = true
		}
		s.label = ""
		s.argument++
	case '=':
		s.label = s.name
	}
}

// accountLabel returns what a string is in the statements that make accounts: IDENTIFIED BY '…', ENCRYPTED PASSWORD '…', sp_addlogin 'ann', '…'.
func (s *sqlStatement) accountLabel() string {
	of := func(word string) bool { return strings.EqualFold(s.name, word) }
	switch {
	case of("password"), of("by") && (s.verb == "CREATE" || s.verb == "ALTER" || s.verb == "GRANT"), of("sp_addlogin") && s.argument == 1:
		return "password"
	case of("sp_addlogin") && s.argument == 0:
		return "username"
	}
	return ""
}

// text adds a value or a comment.
func (s *sqlStatement) text(l *sqlLexer) {
	r := s.r
	label := s.label
	if s.stage == sqlValues && (s.depth == 1 || s.depth > 1 && label == "") && s.col < len(s.columns) {
		label = s.columns[s.col]
	}
	if label == "" {
		label = s.accountLabel()
	}
	kind := sqlString
	switch l.kind {
	case sqlHex:
		if l.to-l.from > 2*minBlob {
			r.notRead("binary values")
		}
		return
	case sqlNumeral:
		if l.to-l.from < 5 {
			return
		}
		kind = sqlNumber
	case sqlDashes:
		kind, label = sqlLineComment, ""
	case sqlBlock:
		kind, label = sqlBlockComment, ""
	case sqlDollars:
		kind = sqlDollar
	case sqlQuotedName:
		kind = sqlDoubleQuoted
	case sqlAlternative:
		kind = sqlDelimited + int(delimiterEnd(r.raw[l.from-1]))
	}
	if l.to == l.from {
		return
	}
	text := l.kind == sqlText || l.kind == sqlEscaped || l.kind == sqlAlternative
	if text && s.glue.holds() && len(r.text) > 0 {
		r.text = r.text[:len(r.text)-1]
	} else {
		r.mark(pii.MarkCell, label)
	}
	s.glue.after(text)
	switch {
	case l.kind == sqlEscaped && l.mysql:
		r.backslashes(l.from, l.to, sqlBackslash)
	case l.kind == sqlEscaped:
		r.backslashes(l.from, l.to, sqlPostgres)
	case kind == sqlNumber || kind >= sqlDelimited:
		r.decoded(l.from, l.to, r.raw[l.from:l.to], kind)
	case kind == sqlString:
		switch before := r.raw[max(0, l.from-3) : l.from-1]; {
		case hexValue(r.raw[l.from:l.to]), len(before) > 0 && before[len(before)-1]|0x20 == 'x' && l.to-l.from > 2*minBlob:
			r.notRead("binary values")
		case strings.EqualFold(string(before), "U&"):
			r.notRead("text in an unknown notation")
		}
		r.doubled(l.from, l.to, '\'', kind)
	case kind == sqlDoubleQuoted:
		r.doubled(l.from, l.to, '"', kind)
	default:
		r.plain(l.from, l.to, kind)
	}
	r.text = append(r.text, '\n')
}

// hexValue tells \x and hexadecimal digits, as PostgreSQL writes bytes.
func hexValue(b []byte) bool {
	if len(b) <= 2*minBlob || b[0] != '\\' || b[1] != 'x' {
		return false
	}
	for _, c := range b[2:] {
		if unhex(c) > 15 {
			return false
		}
	}
	return true
}

// postgresEscape decodes \xHH and \OOO, which are bytes, \uXXXX and \UXXXXXXXX (PostgreSQL manual, 4.1.2.2); n is 0 if b begins with
// none of them.
func postgresEscape(b []byte) (text []byte, n int) {
	base, at, digits := rune(16), 2, 2
	switch c := b[1]; {
	case c == 'x':
	case c == 'u':
		digits = 4
	case c == 'U':
		digits = 8
	case c >= '0' && c <= '7':
		base, at, digits = 8, 1, 3
	default:
		return nil, 0
	}
	var ch rune
	for n = at; n < min(len(b), at+digits); n++ {
		d := rune(unhex(b[n]))
		if d >= base {
			break
		}
		ch = ch*base + d
	}
	switch {
	case n == at:
		return nil, 0
	case digits < 4:
		return []byte{byte(ch)}, n
	}
	return utf8.AppendRune(nil, ch), n
}

// minBlob is the length from which on a binary value may hold text, in bytes.
const minBlob = 8

// doubled adds raw[i:to] with doubled quotes undone.
func (r *record) doubled(i, to int, quote byte, kind int) {
	r.begin(i, kind)
	for ; i < to; i++ {
		r.put(i, r.raw[i])
		if r.raw[i] == quote && i+1 < to && r.raw[i+1] == quote {
			i++
		}
	}
	r.finish(to)
}

// end keeps what later statements need to know.
func (s *sqlStatement) end() {
	switch {
	case s.verb == "CREATE" && s.stage == sqlColumns && len(s.codec.tables) < maxTables:
		s.codec.tables[s.table] = s.columns
	case s.verb == "COPY" && s.stdin:
		if s.codec.copy = s.columns; s.codec.copy == nil {
			s.codec.copy = append([]string{}, s.codec.tables[s.table]...)
		}
	}
}
