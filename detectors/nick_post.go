package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/dates"
	"github.com/lethe-pii/lethe/internal/lex"
)

var meridiems = hashes("am", "pm")

// dottedNick reports two or three words in small letters with a dot between them, "divya.s", which are no host.
func dottedNick(v []byte) bool {
	dot := bytes.LastIndexByte(v, '.')
	if dot < 3 || dot == len(v)-1 || bytes.Count(v, []byte(".")) > 2 || topLevel(v[dot+1:]) == sureDomain {
		return false
	}
	for _, c := range v {
		if c != '.' && (!lex.IsLetter(c) || lex.IsUpper(c)) {
			return false
		}
	}
	return true
}

// postHead reports the head of a post in a forum, whose author is b[start:end]: "**ann_lee** · Jan 8, 2026", "ann_lee – 12/02/2026 21:08".
func postHead(b []byte, start, end int) bool {
	if start > 1 && b[start-1] == '*' {
		if !bytes.HasPrefix(b[end:], []byte("**")) {
			return false
		}
		end += len("**")
	} else if start > 0 && b[start-1] != '\n' {
		return false
	}
	for _, sep := range [...]string{" · ", " – ", " — ", " - ", " | ", ", "} {
		if !bytes.HasPrefix(b[end:], []byte(sep)) {
			continue
		}
		p := end + len(sep)
		if _, e, form := dates.Numeric(b, p, false); form != dates.None {
			_, clock := dates.Time(b, min(len(b), e+1))
			return clock != dates.NoClock
		}
		q := p
		for q < len(b) && lex.IsLetter(b[q]) {
			q++
		}
		return q > p && q+1 < len(b) && dates.Month(lex.Hash(b[p:q])).Month > 0 && b[q] == ' ' && lex.IsDigit(b[q+1])
	}
	return false
}
