package anonymize

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/anonymize/token"
	"github.com/lethe-pii/lethe/pii"
)

// labelList knows what a policy writes: a closed list of labels, and the tokens that verify under a key at hand.
type labelList struct {
	open, close []byte
	names       map[string]bool
	tokens      []Recognizer
}

// maxLabel is the longest label name that is recognised, and maxNumber the longest number in one, in bytes.
const (
	maxLabel  = 64
	maxNumber = 6
)

func newLabelList(p Policy, types []pii.Type, tokens []Recognizer) *labelList {
	l := &labelList{open: []byte(p.Open), close: []byte(p.Close), names: map[string]bool{}, tokens: tokens}
	for _, t := range types {
		l.names[p.labelName(t)] = true
	}
	return l
}

// covers reports whether window[start:end] consists of labels, tokens and characters that are neither letter nor digit. A label or
// token may reach out of the span on either side.
func (l *labelList) covers(window []byte, start, end int) bool {
	lo := max(0, start-len(l.open)-maxLabel)
	if i := bytes.LastIndex(window[lo:min(end, start+len(l.open))], l.open); i >= 0 {
		if n := l.at(window[lo+i:]); n > 0 && lo+i+n > start && lo+i <= start {
			start = lo + i
		}
	}
	for i := start; len(l.tokens) > 0 && i > max(0, start-maxToken) && isWordByte(window[i-1]); i-- {
		if i == 1 || !isWordByte(window[i-2]) {
			if l.token(window[i-1:]) > start-i+1 {
				start = i - 1
			}
			break
		}
	}
	any := false
	for start < end {
		n := l.at(window[start:])
		if n == 0 {
			n = l.token(window[start:])
		}
		if n > 0 {
			any = true
			start += n
			continue
		}
		r, n := utf8.DecodeRune(window[start:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == utf8.RuneError {
			return false
		}
		start += n
	}
	return any
}

// clip cuts the ends of window[start:end] that reach into a label or token but do not hold it whole, and the blanks before it: half of a token would
// restore to nothing. What a policy wrote holds nothing to be replaced.
func (l *labelList) clip(window []byte, start, end int) (int, int) {
	if _, hi := l.around(window, start); hi > 0 {
		start = hi
	}
	if lo, hi := l.around(window, end); hi > 0 {
		end = lo
	}
	if start >= end {
		return start, start
	}
	b := window[start:end]
	end -= len(b) - len(bytes.TrimRight(b, " \t"))
	start += len(b) - len(bytes.TrimLeft(b, " \t"))
	return min(start, end), end
}

// around returns the label or token that begins before position at of b and ends after it; hi is 0 if there is none.
func (l *labelList) around(b []byte, at int) (lo, hi int) {
	if at <= 0 || at >= len(b) {
		return 0, 0
	}
	if len(l.tokens) > 0 && isWordByte(b[at-1]) && isWordByte(b[at]) {
		lo = at
		for lo > 0 && at-lo <= maxToken && isWordByte(b[lo-1]) {
			lo--
		}
		hi = at
		for hi < len(b) && hi-lo <= maxToken && isWordByte(b[hi]) {
			hi++
		}
		if s, e := l.find(b[lo:hi]); lo+s < at && lo+e > at {
			return lo + s, lo + e
		}
	}
	from := max(0, at-len(l.open)-maxLabel)
	if i := bytes.LastIndex(b[from:min(len(b), at+len(l.open)-1)], l.open); i >= 0 && from+i < at {
		if n := l.at(b[from+i:]); from+i+n > at {
			return from + i, from + i + n
		}
	}
	return 0, 0
}

// maxToken is the longest token or ciphertext that is recognised, in bytes.
const maxToken = maxCiphertext

// token returns the length of the token that b begins with, with the underscores at its sides, else 0.
func (l *labelList) token(b []byte) int {
	if len(l.tokens) == 0 {
		return 0
	}
	n := 0
	for n < len(b) && n <= maxToken && isWordByte(b[n]) {
		n++
	}
	start, end := l.find(b[:n])
	if end == 0 || len(bytes.Trim(b[:start], "_")) > 0 {
		return 0
	}
	return end + n - end - len(bytes.TrimLeft(b[end:n], "_"))
}

// find returns where in a word a token stands; end is 0 if there is none.
func (l *labelList) find(word []byte) (start, end int) {
	start = len(word) - len(bytes.TrimLeft(word, "_"))
	end = len(bytes.TrimRight(word, "_"))
	if start < end && l.isToken(word[start:end]) {
		return start, end
	}
	if start, end = token.Find(word); start >= 0 {
		for range 2 { // with what stands before it, and without
			if l.isToken(word[start:end]) {
				return start, end
			}
			start += token.Prefix(word[start:end])
		}
	}
	return 0, 0
}

func (l *labelList) isToken(word []byte) bool {
	return slices.ContainsFunc(l.tokens, func(t Recognizer) bool { return isToken(t, word) })
}

// isToken asks a Recognizer; one that panics knows no token.
func isToken(t Recognizer, word []byte) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return t.IsToken(word)
}

func isWordByte(c byte) bool {
	return c == '_' || isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// at returns the length of the label that b begins with, 0 if there is none.
func (l *labelList) at(b []byte) int {
	if !bytes.HasPrefix(b, l.open) {
		return 0
	}
	body := b[len(l.open):]
	end := bytes.Index(body[:min(len(body), maxLabel+len(l.close))], l.close)
	if end <= 0 {
		return 0
	}
	name := body[:end]
	if !l.names[string(name)] {
		k := bytes.LastIndexByte(name, '_')
		if k < 0 || len(name)-k-1 > maxNumber || len(name)-k-1 == 0 || !l.names[string(name[:k])] {
			return 0
		}
		for _, c := range name[k+1:] {
			if !isDigit(c) {
				return 0
			}
		}
	}
	return len(l.open) + end + len(l.close)
}
