package formats

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/lethe-pii/lethe/pii"
)

// SQL is the format of dumps of databases: strings, numbers of five or more digits and comments are text, whose labels are the columns
// of INSERT (from the statement or the CREATE TABLE before), of SET, and of COPY … FROM stdin with its lines of tabs. Escapes are those
// of the dialect: doubled quotes in all; none in Oracle's q'[…]'; backslashes in E'…' and, once backticks or a head line tell of MySQL, in every string. A number
// that is edited becomes a string. Binary values are named as not read. A document is a statement, what ends at a line GO of T-SQL, or a line of COPY.
func SQL() Format {
	return Format{Name: "sql", Extensions: []string{".sql"}, Stream: true, Open: func(r io.Reader, w io.Writer) Codec {
		c := &sqlCodec{tables: map[string][]string{}}
		c.recordCodec = recordCodec{w: w, next: c.statements(r), decode: c.decode, write: writeSQL}
		return c
	}}
}

// Kinds of cells in SQL.
const (
	sqlString = iota + 60
	sqlBackslash
	sqlNumber
	sqlLineComment
	sqlBlockComment
	sqlDollar
	sqlCopy
	sqlPostgres     // E'…'
	sqlDoubleQuoted // between double quotes, where other systems take it for a string
)

// sqlDelimited is the kind of Oracle's q'[…]', to which the sign that ends it is added.
const sqlDelimited = 1000

type sqlCodec struct {
	recordCodec
	mysql  bool
	copy   []string            // the columns of COPY whose lines follow; nil outside
	tables map[string][]string // columns by table
}

// maxTables bounds the tables whose columns are remembered.
const maxTables = 4096

// statements gives a statement at a time, whole lines; in COPY a line.
func (c *sqlCodec) statements(r io.Reader) func() ([]byte, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	var buf []byte
	return func() ([]byte, error) {
		buf = buf[:0]
		lex := sqlLexer{}
		for {
			line, err := br.ReadSlice('\n')
			buf = append(buf, line...)
			switch {
			case len(buf) > MaxRecord:
				return nil, ErrTooLarge
			case err == bufio.ErrBufferFull:
				continue
			case err != nil && (err != io.EOF || len(buf) == 0):
				return nil, err
			case err == io.EOF || c.copy != nil:
				return buf, nil
			}
			lex.mysql = c.mysql
			for lex.next(buf) {
				c.mysql = c.mysql || lex.mysql
			}
			if lex.open == 0 && (lex.last == ';' || lex.last == 0 || bytes.EqualFold(bytes.TrimSpace(line), []byte("GO"))) {
				return buf, nil
			}
		}
	}
}

// sqlToken is a kind of token.
type sqlToken uint8

const (
	sqlWord sqlToken = iota
	sqlQuotedName
	sqlText
	sqlEscaped // with backslashes
	sqlDollars
	sqlAlternative // q'[…]'
	sqlNumeral
	sqlHex
	sqlDashes
	sqlBlock
	sqlSign
)

// sqlLexer divides SQL into tokens. A token that has no end yet is given up; its end is looked for further on when there is more.
type sqlLexer struct {
	mysql    bool
	i        int
	kind     sqlToken
	from, to int  // content of the token
	open     byte // what the last token waits for
	resume   int  // up to where there is no end of it
	last     byte // the last byte of a statement that was seen
}

// next reads the next token; false at the end or before a token without end.
func (l *sqlLexer) next(b []byte) bool {
	if l.open == 0 {
		l.resume = 0
	}
	l.open = 0
	for l.i < len(b) && b[l.i] <= ' ' {
		l.i++
	}
	if l.i >= len(b) {
		return false
	}
	start, c := l.i, b[l.i]
	rest := b[l.i:]
	switch {
	case c == '\'' && l.alternative(b):
		return l.delimited(b)
	case c == '\'' || c == '"' || c == '`':
		l.mysql = l.mysql || c == '`'
		slash := c != '`' && (l.mysql || c == '\'' && l.escapes(b))
		if l.resume > 0 { // the word before was seen then
			slash = l.kind == sqlEscaped
		}
		l.kind = sqlText
		if c == '`' || c == '"' && !l.mysql {
			l.kind = sqlQuotedName
		}
		if slash {
			l.kind = sqlEscaped
		}
		return l.quoted(b, c, slash)
	case bytes.HasPrefix(rest, []byte("--")) || c == '#' && l.mysql:
		l.kind, l.from, l.to = sqlDashes, l.i+1, len(b)
		if k := bytes.IndexByte(rest, '\n'); k >= 0 {
			l.to = l.i + k
		}
		l.i = l.to
		line := b[start:l.to]
		l.mysql = l.mysql || bytes.Contains(line, []byte("MySQL dump")) || bytes.Contains(line, []byte("MariaDB dump"))
		return true
	case bytes.HasPrefix(rest, []byte("/*")):
		skip := max(2, l.resume-1-l.i)
		k := bytes.Index(rest[skip:], []byte("*/"))
		if k < 0 {
			l.open = '*'
			return l.unended(len(b), l.i+2, len(b), sqlBlock)
		}
		k += skip - 2
		l.kind, l.from, l.to, l.i = sqlBlock, l.i+2, l.i+2+k, l.i+k+4
		return true
	case c == '$':
		if k := bytes.IndexByte(rest[1:], '$'); k >= 0 && isSQLWord(rest[1:1+k]) {
			tag := rest[:k+2]
			skip := max(len(tag), l.resume-len(tag)-l.i)
			end := bytes.Index(rest[skip:], tag)
			if end < 0 {
				l.open = '$'
				return l.unended(len(b), l.i+len(tag), len(b), sqlDollars)
			}
			end += skip - len(tag)
			l.kind, l.from, l.to = sqlDollars, l.i+len(tag), l.i+len(tag)+end
			l.i, l.last = l.to+len(tag), '$'
			return true
		}
		l.kind, l.from, l.to, l.i, l.last = sqlSign, l.i, l.i+1, l.i+1, c
	case c >= '0' && c <= '9' || c == '-' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
		l.kind = sqlNumeral
		for l.i++; l.i < len(b) && (b[l.i] >= '0' && b[l.i] <= '9' || isLetter(b[l.i]) || b[l.i] == '.'); l.i++ {
		}
		if bytes.HasPrefix(rest, []byte("0x")) {
			l.kind = sqlHex
		}
		l.from, l.to, l.last = start, l.i, c
	case isSQLLetter(c):
		for l.i < len(b) && (isSQLLetter(b[l.i]) || b[l.i] >= '0' && b[l.i] <= '9' || b[l.i] == '$') {
			l.i++
		}
		l.kind, l.from, l.to, l.last = sqlWord, start, l.i, c
	default:
		l.kind, l.from, l.to, l.i, l.last = sqlSign, l.i, l.i+1, l.i+1, c
	}
	return true
}

// unended gives up a token without end. The last record of a file has one at most, and it is text to its end.
func (l *sqlLexer) unended(resume, from, to int, kind sqlToken) bool {
	l.resume, l.kind, l.from, l.to = resume, kind, from, to
	return false
}

// escapes reports whether the string at i is an E'…' string.
func (l *sqlLexer) escapes(b []byte) bool {
	return l.kind == sqlWord && l.to == l.i && l.to-l.from == 1 && b[l.from]|0x20 == 'e'
}

// quoted reads a token between quotes.
func (l *sqlLexer) quoted(b []byte, quote byte, slash bool) bool {
	from := l.i + 1
	i := max(from, l.resume)
	for ; i < len(b); i++ {
		switch {
		case b[i] == '\\' && slash:
			i++
		case b[i] == quote && i+1 < len(b) && b[i+1] == quote:
			i++
		case b[i] == quote:
			l.from, l.to, l.i, l.last = from, i, i+1, quote
			return true
		}
	}
	l.open = quote
	return l.unended(i, from, len(b), l.kind)
}

func isSQLLetter(c byte) bool { return isLetter(c) || c == '_' || c >= 0x80 }

func isSQLWord(b []byte) bool {
	for i, c := range b {
		if !isSQLLetter(c) && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// decode adds the texts of a statement.
func (c *sqlCodec) decode(r *record) error {
	if c.copy != nil {
		c.copyLine(r)
		return nil
	}
	s := sqlStatement{codec: c, r: r}
	l := sqlLexer{mysql: c.mysql}
	for l.next(r.raw) {
		s.token(&l)
	}
	if l.open != 0 {
		s.text(&l)
	}
	c.mysql = l.mysql
	s.end()
	return nil
}

// copyLine adds the fields of a line of COPY; "\." ends it.
func (c *sqlCodec) copyLine(r *record) {
	raw := r.raw
	end := len(bytes.TrimRight(raw, "\r\n"))
	if string(raw[:end]) == `\.` {
		c.copy = nil
		return
	}
	for i, col := 0, 0; ; col++ {
		to := end
		if k := bytes.IndexByte(raw[i:end], '\t'); k >= 0 {
			to = i + k
		}
		label := ""
		if col < len(c.copy) {
			label = c.copy[col]
		}
		r.mark(pii.MarkCell, label)
		if string(raw[i:to]) != `\N` {
			if hexValue(bytes.TrimPrefix(raw[i:to], []byte(`\`))) {
				r.notRead("binary values")
			}
			r.backslashes(i, to, sqlCopy)
		}
		r.text = append(r.text, '\n')
		if to == end {
			return
		}
		i = to + 1
	}
}

// backslashes adds raw[i:to] with its escapes undone.
func (r *record) backslashes(i, to, kind int) {
	r.begin(i, kind)
	for i < to {
		c, n := r.raw[i], 1
		switch {
		case c == '\\' && i+1 < to:
			n = 2
			if kind != sqlBackslash {
				if text, size := postgresEscape(r.raw[i:to]); size > 0 {
					r.put(i, text...)
					i += size
					continue
				}
			}
			switch c = r.raw[i+1]; c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case '0', 'b', 'f', 'v', 'Z':
				c = ' '
			}
		case (c == '\'' || c == '"') && kind != sqlCopy && i+1 < to && r.raw[i+1] == c:
			n = 2
		}
		r.put(i, c)
		i += n
	}
	r.finish(to)
}

func writeSQL(r *record, w io.Writer) error { return r.write(w, escapeSQL) }

func escapeSQL(dst, s []byte, c cell) []byte {
	switch c.kind {
	case sqlNumber:
		if isJSONNumber(s) {
			return append(dst, s...)
		}
		return append(escapeSQL(append(dst, '\''), s, cell{kind: sqlString}), '\'')
	case sqlLineComment:
		return append(dst, bytes.Map(func(c rune) rune {
			if c == '\n' || c == '\r' {
				return ' '
			}
			return c
		}, s)...)
	case sqlBlockComment:
		return append(dst, bytes.ReplaceAll(bytes.ReplaceAll(s, []byte("*"), nil), []byte("/"), nil)...)
	case sqlDollar:
		return append(dst, bytes.ReplaceAll(s, []byte("$"), nil)...)
	}
	if c.kind >= sqlDelimited {
		end := string(rune(c.kind - sqlDelimited))
		return append(dst, bytes.ReplaceAll(s, []byte(end+"'"), []byte(end+" '"))...)
	}
	plain := c.kind == sqlString || c.kind == sqlDoubleQuoted
	for _, b := range s {
		switch {
		case b == '"' && c.kind == sqlDoubleQuoted:
			dst = append(dst, '"', '"')
		case b == '\'' && c.kind == sqlDoubleQuoted:
			dst = append(dst, b)
		case b == '"' && c.kind == sqlBackslash:
			dst = append(dst, '\\', '"')
		case b == '\'' && c.kind != sqlCopy:
			dst = append(dst, '\'', '\'')
		case b == '\\' && !plain:
			dst = append(dst, '\\', '\\')
		case b == '\n' && !plain:
			dst = append(dst, '\\', 'n')
		case b == '\r' && !plain:
			dst = append(dst, '\\', 'r')
		case b == '\t' && !plain:
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, b)
		}
	}
	return dst
}

// unquoteName returns a name without its quotes.
func unquoteName(b []byte) string { return strings.Trim(string(b), "`\"[]") }
