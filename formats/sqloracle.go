package formats

import "bytes"

// alternative reports whether the quote at l.i begins a string as q'[…]' or nq'{…}' (Oracle, alternative quoting).
func (l *sqlLexer) alternative(b []byte) bool {
	if l.resume > 0 { // the word before was seen then
		return l.kind == sqlAlternative
	}
	if l.mysql || l.kind != sqlWord || l.to != l.i || l.i+1 >= len(b) || b[l.i+1] <= ' ' || b[l.i+1] == '\'' || b[l.i+1] >= 0x80 || isWordByte(b[l.i+1]) {
		return false
	}
	return bytes.EqualFold(b[l.from:l.to], []byte("q")) || bytes.EqualFold(b[l.from:l.to], []byte("nq"))
}

// delimited reads such a string.
func (l *sqlLexer) delimited(b []byte) bool {
	from := l.i + 2
	at := max(from, l.resume-1)
	k := bytes.Index(b[at:], []byte{delimiterEnd(b[from-1]), '\''})
	if k < 0 {
		l.open = '\''
		return l.unended(len(b), from, len(b), sqlAlternative)
	}
	l.kind, l.from, l.to = sqlAlternative, from, at+k
	l.i, l.last = l.to+2, '\''
	return true
}

// delimiterEnd returns the sign that ends a string which c begins.
func delimiterEnd(c byte) byte {
	switch c {
	case '[':
		return ']'
	case '{':
		return '}'
	case '(':
		return ')'
	case '<':
		return '>'
	}
	return c
}
