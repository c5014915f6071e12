package pii

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// Bounds of a row of a form, in bytes: what may stand before its label, between label and value, and the value.
const (
	maxRowLead  = 8
	maxRowGap   = 96
	maxRowValue = 128
)

// rowValue returns where the value begins in a line of a form that has a label and a value and no more, without a ":" between them:
// "Religion    Sikh", "| Username | gvosy |", "Mobile ....... 555-0142". The label is text[start:end]; without such a line it returns 0.
func rowValue(text []byte, start, end int) int {
	if end == len(text) || lex.IsWord(text[end]) || end+1 < len(text) && text[end] == ' ' && lex.IsWord(text[end+1]) || !leads(text[:start]) {
		return 0
	}
	n := cellGap(text[end:min(len(text), end+maxRowGap)])
	if n == 0 {
		return 0
	}
	value := end + n
	for q := value; ; q++ {
		switch {
		case q == len(text) || text[q] == '\n' || text[q] == '\r':
			return value
		case q-value > maxRowValue:
			return 0
		}
		if n := cellGap(text[q:min(len(text), q+maxRowGap)]); n > 0 {
			if q += n; q < len(text) && text[q] != '\n' && text[q] != '\r' {
				return 0 // a third cell
			}
			q--
		}
	}
}

// leads reports whether nothing but blanks and the sign of a list or table stands between the start of the line and the end of b.
func leads(b []byte) bool {
	for i := len(b) - 1; ; i-- {
		switch {
		case i < 0 || b[i] == '\n' || b[i] == '\r':
			return true
		case len(b)-i > maxRowLead || b[i] != ' ' && b[i] != '\t' && b[i] != '|' && b[i] != '-' && b[i] != '*':
			return false
		}
	}
}

// cellGap returns the length of what parts a label from its value at the start of b, 0 if nothing does: what parts columns, a dash
// between blanks, or a row of dots or underscores.
func cellGap(b []byte) int {
	if n := columnGap(b); n > 0 {
		return n
	}
	n := 0
	if b[0] == ' ' {
		n = 1
	}
	k := 0
	switch rest := b[n:]; {
	case len(rest) < 4:
	case rest[0] == '.' || rest[0] == '_':
		if k = len(rest) - len(bytes.TrimLeft(rest, string(rest[:1]))); k < 3 {
			k = 0
		}
	case n == 1 && rest[0] == '-' && rest[1] == ' ':
		k = 1
	case n == 1 && (bytes.HasPrefix(rest, []byte("– ")) || bytes.HasPrefix(rest, []byte("— "))):
		k = len("–")
	}
	if k == 0 {
		return 0
	}
	return blanks(b, n+k)
}

// columnGap is cellGap of a tab, two blanks or more, or a bar.
func columnGap(b []byte) int {
	n := blanks(b, 0)
	switch {
	case n < len(b) && b[n] == '|':
		return blanks(b, n+1)
	case n > 1 || n == 1 && b[0] == '\t':
		return n
	}
	return 0
}

// blanks returns the end of the blanks at b[n:].
func blanks(b []byte, n int) int {
	for n < len(b) && (b[n] == ' ' || b[n] == '\t') {
		n++
	}
	return n
}
