package detectors

import (
	"bytes"
)

// programWord reports whether the label b[start:end] before a value at p is a word of a program: the folder of a shell, "$(pwd)/src", or the
// result of a test, "--- PASS: TestParse".
func programWord(b []byte, start, end, p int) bool {
	if start == end {
		return false
	}
	switch word := b[start:end]; {
	case equalFold(word, "pwd"):
		return start > 0 && (b[start-1] == '(' || b[start-1] == '`') || b[end] == ')' || b[end] == '`' || b[end] == '\\'
	case equalFold(word, "pass"):
		return bytes.HasSuffix(b[:start], []byte("--- ")) || string(word) == "PASS" && len(b)-p > 4 && equalFold(b[p:p+4], "test")
	}
	return false
}
