package pii

import "github.com/lethe-pii/lethe/internal/lex"

const (
	maxFormValue = 256 // bytes of a value that are read to find its key
	maxFormKey   = 48
)

// formBlank reports whether the "+" at b[p] stands for a blank: in the value of a query or of the body of a form (URL Standard,
// application/x-www-form-urlencoded), "?name=Ann+Lee", "first=Ann&note=call+me". A "+" at the beginning of a value is that of a telephone number.
func formBlank(b []byte, p int) bool {
	if p+1 >= len(b) || !inForm(b[p+1]) && b[p+1] != '+' {
		return false
	}
	i, least := p-1, max(0, p-maxFormValue)
	for i >= least && (inForm(b[i]) || b[i] == '+') {
		i--
	}
	if i < least || b[i] != '=' || i == p-1 {
		return false
	}
	end := i
	for i--; i >= 0 && end-i <= maxFormKey && formKey(b[i]); i-- {
	}
	switch {
	case i == end-1:
		return false
	case i >= 0 && (b[i] == '&' || b[i] == '?'):
		return true
	case i >= 0 && !formEdge(b[i]):
		return false
	}
	return pairFollows(b, p)
}

// pairFollows reports whether "&key=" stands behind the value that p lies in.
func pairFollows(b []byte, p int) bool {
	most := min(len(b), p+maxFormValue)
	for p < most && (inForm(b[p]) || b[p] == '+') {
		p++
	}
	if p == most || b[p] != '&' {
		return false
	}
	start := p + 1
	for p = start; p < len(b) && p-start < maxFormKey && formKey(b[p]); p++ {
	}
	return p > start && p < len(b) && b[p] == '='
}

// inForm reports whether c may stand in an encoded value beside its escapes; many programs leave a few signs as they are.
func inForm(c byte) bool {
	switch c {
	case '%', '-', '_', '.', '*', '~', '!', '(', ')', ',', ':', '@', '/', '\'':
		return true
	}
	return lex.IsLetter(c) || lex.IsDigit(c)
}

func formKey(c byte) bool {
	return lex.IsLetter(c) || lex.IsDigit(c) || c == '_' || c == '-' || c == '.' || c == '[' || c == ']' || c == '%'
}

// formEdge reports whether c may stand before the body of a form.
func formEdge(c byte) bool {
	return c <= ' ' || c == '"' || c == '\'' || c == '>' || c == '(' || c == ':'
}
