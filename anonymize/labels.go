package anonymize

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// labelList is the closed list of labels that a policy writes.
type labelList struct {
	open, close []byte
	names       map[string]bool
}

// maxLabel is the longest label name that is recognised, and maxNumber the longest number in one, in bytes.
const (
	maxLabel  = 64
	maxNumber = 6
)

func newLabelList(p Policy, types []pii.Type) *labelList {
	l := &labelList{open: []byte(p.Open), close: []byte(p.Close), names: map[string]bool{}}
	for _, t := range types {
		l.names[p.labelName(t)] = true
	}
	return l
}

// covers reports whether window[start:end] consists of labels and of characters that are neither letter nor digit. A label may
// reach out of the span on either side.
func (l *labelList) covers(window []byte, start, end int) bool {
	lo := max(0, start-len(l.open)-maxLabel)
	if i := bytes.LastIndex(window[lo:min(end, start+len(l.open))], l.open); i >= 0 {
		if n := l.at(window[lo+i:]); n > 0 && lo+i+n > start && lo+i <= start {
			start = lo + i
		}
	}
	any := false
	for start < end {
		if n := l.at(window[start:]); n > 0 {
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
