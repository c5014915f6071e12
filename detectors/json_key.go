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

// outerKey returns the hash of the key that the key at p lies under in YAML: the word of the line before with less indent and a ":" at its end. It
// is 0 if the key at p does not begin its line behind blanks.
func outerKey(b []byte, p int) uint64 {
	line := p
	for line > 0 && p-line < maxIndented && (b[line-1] == ' ' || b[line-1] == '-') {
		line--
	}
	if line == p || line == 0 || b[line-1] != '\n' {
		return 0
	}
	for end := line - 1; end > 0 && p-end < maxParent; {
		start := bytes.LastIndexByte(b[max(0, end-maxParent):end], '\n') + 1 + max(0, end-maxParent)
		text := bytes.TrimRight(b[start:end], " \r")
		key := bytes.TrimLeft(text, " -")
		if len(key) > 1 && len(text)-len(key) < p-line {
			if key[len(key)-1] != ':' {
				return 0
			}
			if key = key[:len(key)-1]; key[len(key)-1]|0x20 == 's' && len(key) > 4 {
				key = key[:len(key)-1]
			}
			return lex.Hash(key)
		}
		end = start - 1
	}
	return 0
}

const maxIndented = 32 // blanks before a key of YAML
