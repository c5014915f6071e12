package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// maxParent is how far back the beginning of a JSON object may lie, in bytes.
const maxParent = 512

// parentKey returns the key of the JSON object that position p lies in, or of the list whose elements that object is one of, folded and without
// the "s" of a plural: "user" for the id of {"users": [{"id": 1}, {"id": 2}]}. It is 0 if there is none.
func parentKey(b []byte, p int) uint64 {
	depth := 0
	for q := p - 1; q >= 0 && p-q < maxParent; q-- {
		switch b[q] {
		case '}', ']':
			depth++
			continue
		case '{', '[':
		default:
			continue
		}
		if depth > 0 {
			depth--
			continue
		}
		k := bytes.TrimRight(b[:q], " \t\r\n")
		if len(k) == 0 || k[len(k)-1] == '[' || k[len(k)-1] == ',' {
			continue // an element: the list's own bracket comes
		}
		if k[len(k)-1] != ':' {
			return 0
		}
		k = bytes.TrimRight(k[:len(k)-1], " ")
		if len(k) == 0 || k[len(k)-1] != '"' {
			return 0
		}
		k = k[:len(k)-1]
		k = k[bytes.LastIndexByte(k[max(0, len(k)-40):], '"')+1+max(0, len(k)-40):]
		if n := len(k); n > 3 && k[n-1]|0x20 == 's' && k[n-2]|0x20 != 's' {
			k = k[:n-1]
		}
		return lex.Hash(k)
	}
	return 0
}

// quotedKey reports whether the label b[start:end] is a key of a JSON object.
func quotedKey(b []byte, start, end int) bool {
	return start > 0 && end+1 < len(b) && b[start-1] == '"' && b[end] == '"' && (b[end+1] == ':' || b[end+1] == ' ')
}
