package formats

import (
	"bytes"
	"slices"

	"github.com/lethe-pii/lethe/pii"
)

// isScalar tells a number or word of JSON, or of those that write NaN; other words are text.
func isScalar(b []byte) bool {
	switch string(b) {
	case "true", "false", "null", "NaN", "Infinity", "-Infinity":
		return true
	}
	return isJSONNumber(b)
}

func scalarEnd(raw []byte, i int) int {
	for i < len(raw) && isScalarByte(raw[i]) {
		i++
	}
	return i
}

// listedDigits is how many digits a whole number in a list must have to be read: lists of numbers are measurements, seldom of people.
const listedDigits = 7

// laterNumber is a number that waits for the texts to end, since it would come between a question and its answer.
type laterNumber struct {
	from, to int
	key      string
}

// number notes the scalar raw[from:to] if it is a number of two or more digits.
func (r *record) number(from, to int, key string, listed bool) {
	if to-from < 2 || listed && to-from < listedDigits {
		return
	}
	for i, c := range r.raw[from:to] {
		if c >= '0' && c <= '9' {
			continue
		}
		if listed || i > 0 && c != '.' || i == 0 && c != '-' {
			return
		}
	}
	r.numbers = append(r.numbers, laterNumber{from, to, key})
}

// addNumbers adds the noted numbers behind the texts, a form of lines "key: number", which costs less than a field for each.
func (r *record) addNumbers() {
	r.tail = len(r.cells)
	r.cells = slices.Grow(r.cells, len(r.numbers))
	if len(r.numbers) > 0 {
		r.mark(pii.MarkField, "")
	}
	for _, n := range r.numbers {
		r.text = append(append(r.text, n.key...), ": "...)
		r.decoded(n.from, n.to, r.raw[n.from:n.to], jsonNumber)
		r.text = append(r.text, '\n')
	}
}

// isJSONNumber reports whether s is a number (RFC 8259 section 6).
func isJSONNumber(s []byte) bool {
	s = bytes.TrimPrefix(s, []byte("-"))
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	if s = s[whole:]; len(s) > 0 && s[0] == '.' {
		n := digits(s[1:])
		if n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if len(s) > 1 && s[0]|0x20 == 'e' {
		if s = s[1:]; s[0] == '+' || s[0] == '-' {
			s = s[1:]
		}
		n := digits(s)
		return n > 0 && n == len(s)
	}
	return len(s) == 0
}

func digits(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// fewBytes is how many numbers a list of bytes has that may tell something.
const fewBytes = 8

// listsBytes reports whether the list that b begins with is the value of key as bytes: a MESSAGE of journald, which writes one that is no UTF-8 so, or a Buffer
// of Node.js. before is what stands before it in its object.
func listsBytes(key string, before, b []byte) bool {
	if key == "data" && !(len(before) < maxRole && bytes.Contains(before, []byte(`"Buffer"`))) {
		return false
	}
	n, i := 0, 1
	for n < fewBytes {
		for i < len(b) && b[i] <= ' ' {
			i++
		}
		size := digits(b[min(i, len(b)):])
		if size == 0 || size > 3 || i+size == len(b) {
			return false
		}
		for i += size; i < len(b) && b[i] <= ' '; i++ {
		}
		if n++; n < fewBytes && (i == len(b) || b[i] != ',') {
			return false
		}
		i++
	}
	return true
}
