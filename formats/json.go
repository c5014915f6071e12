package formats

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/lethe-pii/lethe/pii"
)

// JSON is the format of JSON texts (RFC 8259): all string values are text, and numbers are read too. The name of the member that a
// value belongs to is its field label; numbers follow the strings. Layout stays. A number that is edited becomes a string unless its new text is a
// number; Format.WithFields keeps numbers that readers need as such. Keys of one object stay apart when they are edited; those made of letters only are
// not looked at. What is no JSON is treated as plain text.
func JSON() Format {
	return Format{Name: "json", Extensions: []string{".json", ".ipynb", ".geojson"}, Open: func(r io.Reader, w io.Writer) Codec {
		return &recordCodec{w: w, next: wholeFile(r), decode: decodeJSONOrText, write: writeJSON}
	}}
}

// JSONLines is the format with one JSON text a line, each a document.
func JSONLines() Format {
	return Format{Name: "jsonl", Extensions: []string{".jsonl", ".ndjson"}, Stream: true, Open: func(r io.Reader, w io.Writer) Codec {
		return lineCodec(r, w, decodeJSONOrText, writeJSON)
	}}
}

func decodeJSONOrText(r *record) error {
	if err := decodeJSON(r); err != nil {
		r.reset(r.raw, r.base)
		if err == errJSONEnd {
			r.notRead("structure of JSON that breaks off")
		}
		r.unescaped(0, len(r.raw), plainText)
	}
	return nil
}

// Kinds of cells in JSON.
const (
	jsonString = iota
	plainText
	jsonNumber = iota + 40
	jsonKey
)

var (
	errJSON    = errors.New("no valid JSON")
	errJSONEnd = errors.New("JSON breaks off")
)

func writeJSON(r *record, w io.Writer) error {
	r.distinctKeys()
	if (len(r.numbers) > 0 || len(r.lists) > 0) && len(r.edits) > 0 {
		r.settle()
	}
	return r.write(w, escapeJSON)
}

// decodeJSON finds the string literals of raw. It checks only what tells strings and keys apart, in linear time and without
// recursion, so that any depth is fine.
func decodeJSON(r *record) error {
	var (
		stack   []byte // open brackets
		opened  []jsonOpen
		key     string
		label   string // of the member
		wantKey bool
		role    string
		list    pieceList
		inside  int // open brackets in an element of the list, 0 outside of one
	)
	raw := r.raw
	texts := bytes.Count(raw, []byte{'"'}) / 2
	r.expect(max(texts-bytes.Count(raw, []byte{':'}), texts/4)) // most colons stand behind a key
	for i := 0; i < len(raw); {
		switch c := raw[i]; c {
		case '"':
			end, escaped := stringEnd(raw, i+1)
			if end < 0 && len(stack) > 0 {
				return errJSONEnd
			} else if end < 0 {
				return errJSON
			}
			if wantKey && len(stack) > 0 && stack[len(stack)-1] == '{' {
				in := &opened[len(opened)-1]
				if key, wantKey = r.key(i+1, end, escaped), false; key != "" && key[0] == '$' && in.name != "" {
					key = in.name // {"phone": {"$numberLong": "…"}}
				}
				switch after := next(raw, end+1); {
				case after == 0:
					return errJSONEnd
				case key == "" && end > i+1 || after != ':':
					return errJSON
				}
				i = end + 1
				label = r.memberLabel(key, raw[in.at:], in)
				continue
			}
			if key == "role" || key == "speaker" {
				role = r.name(raw[i+1 : min(end, i+1+maxRole)])
				if knownRole(role) {
					i = end + 1
					continue
				}
			}
			if end == i+1 { // no text, which must not come between two messages
				i = end + 1
				continue
			}
			if inside > 0 && len(stack) == inside && isPieceKey(key) {
				list = append(list, [2]int{i + 1, end})
				i = end + 1
				continue
			}
			r.field(label, role)
			if err := addRich(r, i+1, end, escaped); err != nil {
				return err
			}
			r.text = append(r.text, '\n')
			i = end + 1
			continue
		case '{', '[':
			if c == '[' && (key == "MESSAGE" || key == "data") && len(opened) > 0 && listsBytes(key, raw[opened[len(opened)-1].at:i], raw[i:]) {
				r.notRead("text as a list of bytes")
			}
			stack, opened = append(stack, c), append(opened, openBracket(c, i, label, opened))
			if c == '[' && inside == 0 && listsPieces(raw, i, key, role) {
				inside = len(stack) + 1
			}
			wantKey = c == '{'
			if c == '{' {
				role = ""
			}
		case '}', ']':
			if len(stack) == 0 || stack[len(stack)-1] != c-2 {
				return errJSON
			}
			stack, opened = stack[:len(stack)-1], opened[:len(opened)-1]
			key, label = "", ""
			if len(stack)+1 < inside {
				r.lists, list, inside = append(r.lists, list), nil, 0
			}
		case ',':
			wantKey = len(stack) > 0 && stack[len(stack)-1] == '{'
		case ':', ' ', '\t', '\n', '\r':
		default:
			if i == 0 && hasBOM(raw) {
				i += 3
				continue
			}
			to := scalarEnd(raw, i)
			after := next(raw, to)
			switch {
			case after == 0 && len(stack) > 0:
				return errJSONEnd
			case !isScalar(raw[i:to]):
				return errJSON
			}
			if len(stack) == 0 && (after != 0 || len(bytes.TrimSpace(raw[:i])) > 0) ||
				len(stack) > 0 && after != ',' && after != stack[len(stack)-1]+2 {
				return errJSON
			}
			r.number(i, to, label, len(stack) > 0 && stack[len(stack)-1] == '[')
			i = to
			continue
		}
		i++
	}
	if len(stack) > 0 {
		return errJSONEnd
	}
	r.pieces = len(r.cells)
	if err := r.addPieces(); err != nil {
		return err
	}
	r.addNumbers()
	return nil
}

// maxRole is the longest speaker's role that is kept as a turn's label, in bytes.
const maxRole = 64

func isMessageKey(key string) bool {
	return key == "content" || key == "message" || key == "text"
}

// knownRole reports whether a role names nobody: such strings are no text.
func knownRole(role string) bool {
	switch role {
	case "user", "assistant", "system", "developer", "tool", "function", "bot", "agent", "customer", "tool_calls", "tool_call_result":
		return true
	}
	return false
}

// field marks a string value. Messages that follow each other are turns of one field, so that a question decides its answer.
func (r *record) field(key, role string) {
	if role == "" || !isMessageKey(key) {
		r.mark(pii.MarkField, key)
		return
	}
	if n := len(r.marks); n == 0 || r.marks[n-1].Kind != pii.MarkTurn {
		r.mark(pii.MarkField, "")
	}
	r.mark(pii.MarkTurn, role)
}

func isScalarByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.'
}

// next returns the first byte at or after i that is no blank, 0 at the end.
func next(raw []byte, i int) byte {
	for ; i < len(raw); i++ {
		if c := raw[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c
		}
	}
	return 0
}

// key returns the name of a member, and adds it as text if it could hold a value.
func (r *record) key(from, to int, escaped bool) string {
	k := r.name(r.raw[from:to])
	if !escaped && (isPlainKey(k) || isAnnotation(k)) {
		return k
	}
	r.mark(pii.MarkField, "")
	if addString(r, from, to, escaped) != nil {
		return ""
	}
	r.cells[len(r.cells)-1].kind = jsonKey
	r.text = append(r.text, '\n')
	return k
}

// isPlainKey tells keys as programmers write them: letters, and a few digits.
func isPlainKey(k string) bool {
	digits := 0
	for i := range len(k) {
		switch c := k[i]; {
		case isLetter(c) || c == '_' || c == '-' || c == '.' || c == '$':
		case c >= '0' && c <= '9' && digits < 4:
			digits++
		default:
			return false
		}
	}
	return true
}

func hasBOM(b []byte) bool { return len(b) >= 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf }

// stringEnd returns the position of the closing quote of a literal whose content begins at i, -1 without one.
func stringEnd(raw []byte, i int) (end int, escaped bool) {
	quote := -1 // the next quote at or after i, escaped or not
	for i < len(raw) {
		if quote < i {
			k := bytes.IndexByte(raw[i:], '"')
			if k < 0 {
				return -1, escaped
			}
			quote = i + k
		}
		slash := bytes.IndexByte(raw[i:quote], '\\')
		if slash < 0 {
			return quote, escaped
		}
		escaped = true
		i += slash + 2
	}
	return -1, escaped
}

// addString adds the string literal with content raw[from:to] as a cell.
func addString(r *record, from, to int, escaped bool) error {
	if !escaped {
		r.plain(from, to, jsonString)
		return nil
	}
	r.begin(from, jsonString)
	for i := from; i < to; {
		if r.raw[i] != '\\' {
			r.put(i, r.raw[i])
			i++
			continue
		}
		ch, n := unescapeJSON(r.raw[i:to])
		if n == 0 {
			return errJSON
		}
		var buf [utf8.UTFMax]byte
		r.put(i, buf[:utf8.EncodeRune(buf[:], ch)]...)
		i += n
	}
	r.finish(to)
	return nil
}

// unescapeJSON decodes the escape that b begins with; n is 0 if it is none. A lone surrogate becomes U+FFFD.
func unescapeJSON(b []byte) (r rune, n int) {
	if len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case '"', '\\', '/':
		return rune(b[1]), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		hi, ok := hex4(b[2:])
		if !ok {
			return 0, 0
		}
		if utf16.IsSurrogate(hi) && len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
			if lo, ok := hex4(b[8:]); ok {
				if c := utf16.DecodeRune(hi, lo); c != utf8.RuneError {
					return c, 12
				}
			}
		}
		return hi, 6
	}
	return 0, 0
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range b[:4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// escapeJSON appends s as the content of a string literal.
func escapeJSON(dst, s []byte, c cell) []byte {
	if c.kind == plainText || c.kind == jsonNumber && isJSONNumber(s) {
		return append(dst, s...)
	}
	if c.kind == jsonNumber {
		c.kind = jsonString
		return append(escapeJSON(append(dst, '"'), s, c), '"')
	}
	const hex = "0123456789abcdef"
	for _, b := range s {
		switch {
		case b == '"' || b == '\\':
			dst = append(dst, '\\', b)
		case b == '\n':
			dst = append(dst, '\\', 'n')
		case b < 0x20:
			dst = append(dst, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
		default:
			dst = append(dst, b)
		}
	}
	return dst
}
