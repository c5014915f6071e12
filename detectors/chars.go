package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

func alnum(c byte) bool { return lex.IsLetter(c) || lex.IsDigit(c) }

func isHex(c byte) bool { return lex.IsDigit(c) || (c|0x20)-'a' < 6 }

// wordBefore and wordAfter report whether a word byte touches position i.
func wordBefore(b []byte, i int) bool { return i > 0 && lex.IsWord(b[i-1]) }
func wordAfter(b []byte, i int) bool  { return i < len(b) && lex.IsWord(b[i]) }

// equalFold reports whether b is the lower-case ASCII string s, in any case.
func equalFold(b []byte, s string) bool { return len(b) == len(s) && hasFold(b, s) }

// labels makes labels of one meaning.
func labels(lang string, id int, texts ...string) []pii.Label {
	ls := make([]pii.Label, 0, len(texts))
	for _, t := range texts {
		ls = append(ls, pii.Label{Text: t, Lang: lang, ID: id})
	}
	return ls
}

// codeType reports the name of a number type of a programming language: "uint32", "complex64", "char32_t".
func codeType(v []byte) bool {
	n := 0
	for n < len(v) && v[n]-'a' < 26 {
		n++
	}
	if n < 3 || n == len(v) {
		return false
	}
	rest := bytes.TrimSuffix(v[n:], []byte("_t"))
	for _, size := range [...]string{"8", "16", "32", "64", "128"} {
		if string(rest) == size {
			return true
		}
	}
	return false
}

// labelled marks a finding that a label decided.
func labelled(f pii.Finding) pii.Finding {
	f.Attrs = f.Attrs.WithLabelled(true)
	return f
}

// value returns the end of a value without blanks that begins at p: it ends at white space, a quote, a closing bracket or one of
// ",;<>&|", and loses the punctuation of a sentence. It reads at most 256 bytes.
func value(b []byte, p int) int {
	q := p
	for q < len(b) && q-p < 256 {
		switch b[q] {
		case ' ', '\t', '\r', '\n', '"', '\'', '`', ')', ']', '}', ',', ';', '<', '>', '&', '|', '\\':
		default:
			q++
			continue
		}
		break
	}
	for q > p && (b[q-1] == '.' || b[q-1] == ':' || b[q-1] == '?' || b[q-1] == '!') {
		q--
	}
	return q
}
